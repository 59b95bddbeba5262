"""Answers: what one may hold, and saving them one at a time or many at once."""
