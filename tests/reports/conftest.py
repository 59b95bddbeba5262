"""The group whose vendors moved, for the tests of this folder."""

from tests.builders.history import scene

__all__ = ["scene"]
