"""Arithmetic and judgement, as plain Python.

The one law of this folder: it imports the standard library, NumPy and SciPy, and nothing else — no Flask, no
database, no files, no clock. Everything a rule needs is passed to it; everything it finds is returned.
"""
