"""The vendor's pages, reached by a link."""
