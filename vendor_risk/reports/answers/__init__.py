"""The vendor's copy of its own answers."""
