"""Layouts of register files: recognised when they come back, with how they were read."""
