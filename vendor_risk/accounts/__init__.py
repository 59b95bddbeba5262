"""People and memberships."""
