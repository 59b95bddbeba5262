"""Saved views: a filtered page under a name, for oneself or for everybody of a company."""
