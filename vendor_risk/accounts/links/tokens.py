"""The links by which a password is chosen: a welcome for who has none yet, a reset for who forgot it.

Both are signed and used up when a password is chosen, because they name the session key that changes then. Their
prefix lets logs and stored mail blot them out (`redaction`).
"""

from __future__ import annotations

import hashlib

from itsdangerous import BadSignature, URLSafeTimedSerializer

from vendor_risk.accounts.actions import NO_PASSWORD
from vendor_risk.accounts.models import User
from vendor_risk.database import db
from vendor_risk.redaction import ACCOUNT_PREFIX

DAYS = 7
"""How long a welcome link is good."""
MINUTES = 60
"""How long a reset link is good."""


def _mark(user: User) -> str:
    return hashlib.sha256(f"{user.fs_uniquifier} {user.password}".encode()).hexdigest()[:32]


def _made(user: User, secret_key: str, salt: str) -> str:
    return ACCOUNT_PREFIX + URLSafeTimedSerializer(secret_key, salt=salt).dumps([user.id, _mark(user)])


def _read(token: str, secret_key: str, salt: str, seconds: int, *, alone: bool) -> User | None:
    try:
        signed = URLSafeTimedSerializer(secret_key, salt=salt)
        user_id, mark = signed.loads(token.removeprefix(ACCOUNT_PREFIX), max_age=seconds)
    except (BadSignature, ValueError, TypeError):
        return None
    user = db.session.get(User, user_id, with_for_update=alone or None, populate_existing=alone)
    return user if user is not None and user.active and _mark(user) == mark else None


def welcome_token(user: User, secret_key: str) -> str:
    """The token of this person's welcome link."""
    return _made(user, secret_key, "accounts.welcome")


def welcomed(token: str, secret_key: str, *, alone: bool = False) -> User | None:
    """The person a welcome link was made for; None when it is wrong, old or used up. `alone`: as the database has it
    now, and nobody else uses the link until the transaction ends.
    """
    user = _read(token, secret_key, "accounts.welcome", DAYS * 86400, alone=alone)
    return user if user is not None and user.password == NO_PASSWORD else None


def reset_token(user: User, secret_key: str) -> str:
    """The token of a link by which this person may choose a new password."""
    return _made(user, secret_key, "accounts.reset")


def resetting(token: str, secret_key: str, *, alone: bool = False) -> User | None:
    """The person a reset link was made for; None when it is wrong, old or used up. `alone` as in `welcomed`."""
    return _read(token, secret_key, "accounts.reset", MINUTES * 60, alone=alone)
