"""Figures: every number that is shown has one definition, which its room hands up with the feature."""
