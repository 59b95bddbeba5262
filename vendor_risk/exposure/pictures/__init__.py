"""The pictures of exposure: map, flow, treemap, countries; each with its table."""
