"""The answers a respondent gave last time, offered again: each counts only once a person has confirmed it."""
