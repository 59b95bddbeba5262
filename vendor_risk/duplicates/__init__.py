"""Duplicates: records that may be one organization, merged by a person, and taken apart again."""
