"""Undoing a whole register import: what goes, what is set back, what stands in the way."""
