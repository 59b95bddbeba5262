"""Rows of imported files that wait: what is wrong with each, and taking them up or giving them up."""
