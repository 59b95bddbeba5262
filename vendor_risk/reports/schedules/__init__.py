"""Reports made again and again: set up, made when due, announced by mail."""
