"""Where tables stand in a sheet and which column is what."""
