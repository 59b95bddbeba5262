"""Sign-in, by Flask-Security: hardened settings in one place.

Why this library: kept alive by the Pallets community, Argon2, sessions that end when the password, the account or the
memberships change (`fs_uniquifier`), and passkeys, two factors and OpenID Connect when they are wanted.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from flask_security import Security, SQLAlchemyUserDatastore, current_user

from sqlalchemy import func, select

from vendor_risk.accounts.models import User
from vendor_risk.config import Config
from vendor_risk.database import db
from vendor_risk.permissions import public, signed_in


class Datastore(SQLAlchemyUserDatastore):
    """Finds people. The library's own look-up would join its flat roles, which our memberships replace."""

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> User | None:
        """The person whose columns have these values, or None."""
        query = select(User)
        for name, value in kwargs.items():
            column = getattr(User, name)
            query = query.where(func.lower(column) == str(value).lower() if case_insensitive else column == value)
        return db.session.scalar(query)


datastore = Datastore(db, User, None)


def _settings(config: Config) -> dict[str, object]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": config.secret_key,
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
        "SECURITY_REGISTERABLE": False,
        "SECURITY_RECOVERABLE": False,
        "SECURITY_TRACKABLE": False,
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
        "SECURITY_LOGIN_URL": "/accounts/sign-in",
        "SECURITY_LOGOUT_URL": "/accounts/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_CHANGE_URL": "/accounts/password",
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/accounts/sign-in",
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "SECURITY_CHANGE_PASSWORD_TEMPLATE": "accounts/password.html",
        "SECURITY_FLASH_MESSAGES": True,
        "SECURITY_STATIC_FOLDER": None,
    }


def init_app(app: Flask, config: Config) -> None:
    """Attach sign-in, sign-out and change of password."""
    app.config.update(_settings(config))
    Security(app, datastore, register_blueprint=True)
    for endpoint, view in app.view_functions.items():
        if endpoint in {"security.login", "security.verify"}:
            public("signing in is how one stops being a stranger; limited and answering everyone alike")(view)
        elif endpoint.startswith("security."):
            signed_in()(view)

    @app.before_request
    def _reader() -> None:
        if current_user.is_authenticated:
            g.reader_language = current_user.language
