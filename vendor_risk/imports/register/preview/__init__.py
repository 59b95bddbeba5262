"""The preview of a register import: what it would do, putting it right, storing it."""
