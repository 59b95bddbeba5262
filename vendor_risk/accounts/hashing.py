"""Password hashes: Argon2id, and never more than two at a time.

A hash takes a tenth of a second and 64 MiB on purpose. Without the limit, fifty sign-ins at once would keep every core
and three gigabytes busy, which is a way to stop the site. Who waits longer than `WAIT_SECONDS` is asked to try again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from flask_babel import gettext as _
from flask_security.utils import hash_password
from passlib.context import CryptContext

from vendor_risk.errors import Refused

AT_A_TIME = 2
WAIT_SECONDS = 8.0
_slots = threading.BoundedSemaphore(AT_A_TIME)


@contextmanager
def _slot() -> Iterator[None]:
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise Refused(_("Too many people are signing in at the moment. Please try again in a minute."), status=503)
    try:
        yield
    finally:
        _slots.release()


class Hashes(CryptContext):
    """The hashes Flask-Security makes and checks, two at a time."""

    def hash(self, *args: object, **kwargs: object) -> object:
        """Hash a password."""
        with _slot():
            return super().hash(*args, **kwargs)

    def verify(self, *args: object, **kwargs: object) -> object:
        """Whether a password fits a hash."""
        with _slot():
            return super().verify(*args, **kwargs)


def context(cheap: bool) -> Hashes:
    """The hashing settings: RFC 9106's second recommendation (64 MiB, three passes), or next to nothing for tests."""
    if cheap:
        return Hashes(["argon2"], argon2__memory_cost=8, argon2__time_cost=1, argon2__parallelism=1)
    return Hashes(["argon2"], argon2__memory_cost=65536, argon2__time_cost=3, argon2__parallelism=4)


@cache
def dummy_hash() -> str:
    """A hash nobody has the password of. Unknown accounts are checked against it, so that they take as long."""
    return str(hash_password("the password of nobody"))
