"""Standing: the one result of an organization that counts for a purpose, on every page, in every file and mail."""
