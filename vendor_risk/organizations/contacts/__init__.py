"""Who is written to: single contacts, their addresses and their names."""
