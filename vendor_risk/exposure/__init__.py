"""Exposure: who can hurt us, through whom, and what to do first."""
