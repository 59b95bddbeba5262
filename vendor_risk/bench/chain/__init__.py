"""The supply graph, measured beside graph libraries."""
