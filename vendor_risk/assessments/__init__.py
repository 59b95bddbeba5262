"""Campaigns and assessments."""
