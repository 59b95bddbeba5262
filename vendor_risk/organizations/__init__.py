"""Group companies and partners."""
