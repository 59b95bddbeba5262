"""Heatmap grids, and many organizations in one cell."""
