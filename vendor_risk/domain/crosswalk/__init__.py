"""Which questions of two questionnaires say something about each other."""
