"""Group companies and vendors."""
