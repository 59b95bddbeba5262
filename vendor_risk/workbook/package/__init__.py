"""The parts inside spreadsheet files: XML, cells and what the fast engine leaves out."""
