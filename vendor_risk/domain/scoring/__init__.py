"""Scores: scales, rules, results, and what would move a grade."""
