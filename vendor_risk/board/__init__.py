"""The board: one heatmap of the whole chain, from all of it down to one vendor."""
