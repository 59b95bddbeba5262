"""Where tables are in a sheet and which column is what."""
