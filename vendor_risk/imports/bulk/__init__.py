"""Many files at once: whose each is, confirmed by a person, imported in the background."""
