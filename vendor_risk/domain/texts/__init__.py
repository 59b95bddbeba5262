"""Likeness of names, and check digits."""
