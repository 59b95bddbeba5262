"""A questionnaire from any file that lists questions."""
