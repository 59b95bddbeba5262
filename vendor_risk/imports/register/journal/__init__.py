"""What a register import has written, so that it can be undone."""
