"""The sections of a board paper."""
