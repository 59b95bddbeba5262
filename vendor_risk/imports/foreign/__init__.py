"""Anybody's workbook: understood, corrected by a person, imported as a scored assessment."""
