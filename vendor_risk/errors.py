"""The application's exceptions: refusals that a person can act on."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """Something asked for cannot be done; the message is a sentence in the reader's language that says what to do.

    `status` is the HTTP status the page or the JSON answer carries.
    """

    def __init__(self, message: str, *, status: int = 422) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


class Conflict(Refused):
    """Somebody else changed the same thing first. Nothing was overwritten."""

    def __init__(self, message: str) -> None:
        super().__init__(message, status=409)
