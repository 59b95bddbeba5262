"""Facts of engagements that nobody has given: who can tell, and asking them for just those by a link."""
