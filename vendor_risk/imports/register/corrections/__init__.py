"""What a person puts right in the cells and rows of a register file, on its preview."""
