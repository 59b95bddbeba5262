"""The partner's pages, reached by a link."""
