"""The rows of each table of the register, held against the register as it is."""
