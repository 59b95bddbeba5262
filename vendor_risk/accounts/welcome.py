"""Welcome links: how a new person, or one who forgot, chooses a password without a mail that others could read.

An administrator sees the link on the person's page and hands it over. It is signed, good for `DAYS`, and used up when
the password is chosen, because it names the session key that changes then.
"""

from __future__ import annotations

import hashlib

from itsdangerous import BadSignature, URLSafeTimedSerializer

from vendor_risk.accounts.actions import NO_PASSWORD
from vendor_risk.accounts.models import User
from vendor_risk.database import db

DAYS = 7


def _mark(user: User) -> str:
    return hashlib.sha256(user.fs_uniquifier.encode()).hexdigest()[:32]


def make_token(user: User, secret_key: str) -> str:
    """The token of this person's welcome link."""
    return URLSafeTimedSerializer(secret_key, salt="accounts.welcome").dumps([user.id, _mark(user)])


def read_token(token: str, secret_key: str) -> User | None:
    """The person it was made for; None when it is wrong, old or used up."""
    try:
        user_id, mark = URLSafeTimedSerializer(secret_key, salt="accounts.welcome").loads(token, max_age=DAYS * 86400)
    except (BadSignature, ValueError, TypeError):
        return None
    user = db.session.get(User, user_id)
    if user is None or not user.active or user.password != NO_PASSWORD or _mark(user) != mark:
        return None
    return user
