"""Home by role."""
