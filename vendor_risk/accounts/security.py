"""Sign-in, by Flask-Security: hardened settings in one place.

Why this library: docs/decisions/0004-flask-security.md. Its texts are in `MESSAGES` in our words, so that they are
translated with everything else.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, g, redirect, request
from flask_babel import gettext as _
from flask_login import user_logged_out
from flask_login.utils import login_url
from flask_security import Security, SQLAlchemyUserDatastore, current_user
from flask_security.signals import password_changed, user_authenticated
from werkzeug.wrappers import Response

from vendor_risk import i18n, web
from vendor_risk.accounts import actions, hashing, queries
from vendor_risk.accounts.forms import ChangePasswordForm, SignInForm, half_width
from vendor_risk.accounts.links import actions as account_link_actions
from vendor_risk.accounts.models import User
from vendor_risk.config import Config
from vendor_risk.database import db, now
from vendor_risk.notifications.links import Site
from vendor_risk.permissions import Permission, Scope, public, signed_in

SIGN_IN_LIMITS = "20 per minute; 100 per hour"
"""Wrong tries per network address, looked at before anything is hashed."""
ACCOUNT_LIMITS = "10 per 5 minutes; 50 per day"
"""Wrong tries per account, wherever they come from. Right passwords are not counted: nobody locks themselves out."""


def N_(message: str) -> str:  # noqa: N802 - the name that translation tools know
    """Mark a text of Flask-Security's for translation; the library looks it up when it is shown."""
    return message


MESSAGES = {
    "GENERIC_AUTHN_FAILED": (N_("The email address or password is incorrect."), "error"),
    "INVALID_PASSWORD": (N_("The password is incorrect."), "error"),
    "INVALID_EMAIL_ADDRESS": (N_("Enter an email address such as name@example.com."), "error"),
    "EMAIL_NOT_PROVIDED": (N_("Enter your email address."), "error"),
    "PASSWORD_NOT_PROVIDED": (N_("Enter your password."), "error"),
    "PASSWORD_INVALID_LENGTH": (N_("Use at least %(length)s characters. A phrase of several words is fine."), "error"),
    "PASSWORD_IS_THE_SAME": (N_("The new password must be different from the current one."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (N_("The passwords do not match."), "error"),
    "PASSWORD_CHANGE": (N_("Password changed. You have been signed out on other devices."), "success"),
    "INVALID_REDIRECT": (N_("The page to return to after signing in is not valid."), "error"),
    "LOGIN": (N_("Please sign in to view this page."), "info"),
}


class Datastore(SQLAlchemyUserDatastore):
    """Finds people. The library's own look-up would join its flat roles, which our memberships replace."""

    def find_user(self, case_insensitive: bool = False, **kwargs: object) -> User | None:
        """The person whose columns have these values, or None."""
        return queries.user_where(case_insensitive=case_insensitive, **kwargs)


datastore = Datastore(db, User, None)


def _settings(config: Config) -> dict[str, object]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},  # a lost or changed key must not lock everyone out
        "SECURITY_PASSWORD_SALT": config.secret_key,
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
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
        "SECURITY_POST_CHANGE_VIEW": "/accounts/profile",
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "SECURITY_CHANGE_PASSWORD_TEMPLATE": "accounts/password.html",
        "SECURITY_FLASH_MESSAGES": True,
        "SECURITY_CACHE_CONTROL": {},  # web.py sets it for every page, correctly
        "SECURITY_STATIC_FOLDER": None,
        **{f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()},
    }


class SecurityWords(i18n.CatalogueDomain):
    """Flask-Security's door to our catalogue."""

    @staticmethod
    def format_list(items: list[str], **_options: object) -> str:
        """Join words; the library asks for it."""
        return i18n.listed(items)


def _scope_of(permission: Permission) -> Scope:
    """What the signed-in person may see by `permission`; memberships and companies are read once per request."""
    if "standing" not in g:
        g.standing = queries.standing(current_user.id)
    return queries.scope_in(g.standing, permission)


def _unauthorized() -> web.Reply:
    """Lead a stranger to the sign-in page and back; scripts get a 401."""
    if web.wants_json():
        return web.error_page(401, _("Please sign in"), _("Your session has ended."))
    back = request.full_path.rstrip("?") if request.method in web.SAFE_METHODS else "/"
    return redirect(login_url("security.login", next_url=None if back == "/" else back))


def _account_key() -> str:
    return "account:" + half_width(request.form.get("email", "").strip()).lower()[:254]


def _was_wrong(response: Response) -> bool:
    """Whether a try to sign in failed: whoever gets in is led on."""
    return not 300 <= response.status_code < 400


def _limit_sign_in(app: Flask) -> None:
    view: Any = app.view_functions["security.login"]
    view = web.limiter.limit(SIGN_IN_LIMITS, methods=["POST"], deduct_when=_was_wrong)(view)
    view = web.limiter.limit(ACCOUNT_LIMITS, key_func=_account_key, methods=["POST"], deduct_when=_was_wrong)(view)
    app.view_functions["security.login"] = view


def _record_sign_ins(app: Flask) -> None:
    """Write sign-in, sign-out and change of password to the audit log."""

    def signed_in_now(_app: Flask, user: User, authn_via: list[str], **_more: object) -> None:
        if "password" in authn_via:
            actions.note_sign_in(user.id, at=now(), actor=web.actor_of(user))

    def signed_out(_app: Flask, user: User, **_more: object) -> None:
        actions.note_sign_out(user.id, at=now(), actor=web.actor_of(user))
        db.session.commit()

    def changed(_app: Flask, user: User, **_more: object) -> None:
        actions.note_password_change(user.id, at=now(), actor=web.actor_of(user))
        account_link_actions.tell_changed(db.session.get_one(User, user.id), site=Site.of(web.settings()), at=now())

    user_authenticated.connect(signed_in_now, app, weak=False)
    user_logged_out.connect(signed_out, app, weak=False)
    password_changed.connect(changed, app, weak=False)


def init_app(app: Flask, config: Config) -> None:
    """Attach sign-in, sign-out and change of password."""
    app.config.update(_settings(config))
    security = Security(
        app, datastore, register_blueprint=True, login_form=SignInForm, change_password_form=ChangePasswordForm
    )
    security.pwd_context = hashing.context(cheap=config.testing)
    security.i18n_domain = SecurityWords()
    security.principal.skip_static = True  # files of the design belong to nobody: no look-up, no cookie
    security.want_json(lambda _request: False)  # pages only: the smaller door
    for endpoint, view in app.view_functions.items():
        if endpoint in {"security.login", "security.verify"}:
            public("signing in is how one stops being a stranger; limited and answering everyone alike")(view)
        elif endpoint.startswith("security."):
            signed_in()(view)
    _limit_sign_in(app)
    _record_sign_ins(app)
    app.extensions[web.SCOPE_OF] = _scope_of
    app.extensions[web.UNAUTHORIZED] = _unauthorized

    @app.before_request
    def _reader() -> None:
        if request.endpoint != "static" and current_user.is_authenticated:
            g.reader_language = current_user.language
