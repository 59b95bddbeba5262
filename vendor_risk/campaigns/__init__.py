"""Campaigns: one questionnaire to many organizations, planned, issued, followed."""
