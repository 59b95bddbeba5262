"""Undoing a whole register import: what goes, what is set back, what prevents it."""
