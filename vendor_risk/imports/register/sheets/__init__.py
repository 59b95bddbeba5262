"""What a sheet holds besides entries: its headings, and rows that are none."""
