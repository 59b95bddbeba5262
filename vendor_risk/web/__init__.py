"""What all pages share: who is asking, may they, forged requests, headers, errors, and the words every template has."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from math import ceil
from time import time
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, Response, abort, current_app, flash, g, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import current_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from vendor_risk import config, database, features, i18n, navigation
from vendor_risk.config import Config
from vendor_risk.errors import Refused
from vendor_risk.permissions import Access, Permission, Scope, View, undeclared
from vendor_risk.web.ids import IdConverter, ids_of

if TYPE_CHECKING:
    from vendor_risk.accounts.models import User

Reply = str | AnyResponse | tuple[str | AnyResponse, int]
"""What a view returns: a page, a page with its status, or a response made ready (a redirect, a file, JSON)."""
SCOPE_OF = "vendor_risk.scope_of"
UNAUTHORIZED = "vendor_risk.unauthorized"
"""`accounts` stands above this module and leaves its functions under these names: what may the signed-in person see
(permission → Scope), and how a stranger is answered who asks for a page of theirs (→ Response)."""
LARGE_UPLOAD_MB = 64
"""What is taken by a view that is marked by `large_upload`, in megabytes."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, default_limits=[], strategy="moving-window")
compress = Compress()


def settings() -> Config:
    """The settings of the running application."""
    return cast("Config", current_app.extensions["vendor_risk.config"])


def settle_language(wanted: str | None = None) -> str:
    """The installation's language, settled now when this is the first start (`config.settle_language`)."""
    chosen = config.settle_language(settings().data, wanted)
    current_app.extensions["vendor_risk.config"] = dataclasses.replace(settings(), default_language=chosen)
    current_app.config["BABEL_DEFAULT_LOCALE"] = chosen
    return chosen


def scope(permission: Permission | None = None) -> Scope:
    """The group companies in which the signed-in person has `permission` (default: the one this view requires)."""
    wanted = permission or g.access.permission
    scopes: dict[Permission, Scope] = g.setdefault("scopes", {})
    if wanted not in scopes:
        scopes[wanted] = current_app.extensions[SCOPE_OF](wanted)
    return scopes[wanted]


def may(permission: Permission, company_id: int | None = None) -> bool:
    """Whether the signed-in person has `permission` (in that company, when one is named). For templates and views."""
    if not current_user.is_authenticated:
        return False
    found = scope(permission)
    return not found.empty if company_id is None else found.covers(company_id)


def numbers(text: str) -> tuple[int, ...]:
    """The ids of a list like "3,14,15" in an address or a form; what is no id is left out."""
    return tuple(ids_of(text.split(",")))


def actor() -> str:
    """Who is acting, as the audit log names them."""
    return actor_of(current_user)


def actor_of(user: User) -> str:
    """How the audit log names this person."""
    return f"user:{user.id} {user.name}"[:300]


def wants_json() -> bool:
    """Whether the caller is a script of ours that reads JSON."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def flash_errors(form: FlaskForm) -> None:
    """Tell at the top of the page that the form has faults; the fields say which."""
    if form.errors:
        flash(_("Please correct the highlighted fields. Nothing has been saved yet."), "error")


def flash_faults(form: FlaskForm) -> None:
    """Tell each fault of a form at the top of the page, for forms whose fields the next page does not show."""
    for faults in form.errors.values():
        flash(" ".join(str(fault) for fault in faults), "error")


def safe_path(text: str | None) -> str:
    """The path to go back to: a page of this site that can be opened, without its `lang`; else the start page."""
    start = url_for("home.index")
    parts = urlsplit(text or "")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith(("//", "/\\")):
        return start
    try:
        current_app.url_map.bind("").match(parts.path, method="GET")
    except HTTPException:
        return start
    kept = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "lang"])
    return f"{parts.path}?{kept}" if kept else parts.path


def _menu() -> list[navigation.MenuLine]:
    """The lines of the menu that the signed-in person has a use for."""
    return navigation.lines(entry for entry in features.menu() if entry.permission is None or may(entry.permission))


def language_links() -> dict[str, str]:
    """This page's address in each language, everything else of it kept. For pages without a session."""
    args = request.args.to_dict()
    return {lang: "?" + urlencode({**args, "lang": lang}) for lang in i18n.LANGUAGES}


def large_upload(view: View) -> View:
    """Mark a view that takes more than one file may have: a signed-in person may send `LARGE_UPLOAD_MB` to it."""
    view.large_upload = True  # type: ignore[attr-defined]
    return view


def _declared_access() -> Access | None:
    return getattr(_view(), "access", None)


def _view() -> Callable[..., object] | None:
    return current_app.view_functions.get(request.endpoint or "")


def _check_origin() -> None:
    """Refuse requests that another site made the browser send (Fetch metadata, or Origin where it is missing)."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            abort(403)
        return
    origin = request.headers.get("Origin")
    if origin not in {None, "null"} and urlsplit(str(origin)).netloc != request.host:
        abort(403)


def _before_request() -> Response | None:
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception  # a foreign Host: refused before anything else is looked at
    g.access = _declared_access()
    if request.args.get("lang") in i18n.LANGUAGES:
        g.language = request.args["lang"]
    if request.method not in SAFE_METHODS:
        g.writing = database.begin_writing()
        _check_origin()
        if getattr(_view(), "large_upload", False) and current_user.is_authenticated:
            request.max_content_length = LARGE_UPLOAD_MB * 2**20
        if not getattr(_view(), "token_in_body", False):
            csrf.protect()
    access: Access | None = g.access
    if access is None or access.kind in {"public", "invited"}:
        return None  # unknown addresses end as 404; "invited" is checked by the portal, which loads through it
    if not current_user.is_authenticated:
        return cast("Response", current_app.extensions[UNAUTHORIZED]())
    if access.permission is not None and scope(access.permission).empty:
        abort(403)
    return None


def _after_request(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
    if settings().secure_cookies:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint != "static":
        headers.setdefault("Cache-Control", "no-store")
    return response


def _teardown(_error: BaseException | None = None) -> None:
    token = g.pop("writing", None)
    if token is not None:
        database.end_writing(token)


def error_page(status: int, title: str, message: str) -> tuple[Response | str, int]:
    """A page (or JSON, for scripts) that says what is wrong and what to do. What was begun is rolled back before."""
    database.db.session.rollback()
    _teardown()  # the page itself only reads, and need not queue at the gate
    if wants_json():
        return jsonify(error=message, status=status), status
    return render_template("errors/error.html", status=status, title=title, message=message), status


def _minutes_to_wait() -> int:
    """How many whole minutes it takes until a limit that was reached lets the caller in again; 1 where none says.

    The moment a limit names is rounded up to the next second, which must not make a minute more.
    """
    reached = limiter.current_limit
    return 1 if reached is None else max(1, ceil((reached.reset_at - 1 - time()) / 60))


def _handle_http(error: HTTPException) -> HTTPException | tuple[Response | str, int]:
    if error.code is None or error.code < 400 or isinstance(error, SecurityError):
        return error  # a redirect; or a foreign Host, for which no page of ours has an address
    words = {
        400: (_("The request could not be processed"), _("Please go back, reload the page and try again.")),
        401: (_("Please sign in"), _("Your session has ended. Sign in again. Your saved work has been kept.")),
        403: (
            _("You do not have permission to do this"),
            _("If you need permission, ask an administrator of your group."),
        ),
        404: (_("Page not found"), _("The page may have moved, or you may not have access to it.")),
        405: (_("This action is not available here"), _("Please go back and use the buttons on the page.")),
        409: (
            _("Another user changed this record first"),
            _("Your change was not saved. Reload the page to see the latest version, then make your change again."),
        ),
        413: (
            _("The file is too large"),
            _(
                "The maximum file size is %(limit)s MB. Split the file or remove images.",
                limit=settings().upload_limit_mb,
            ),
        ),
        429: (
            _("Too many requests"),
            ngettext(
                "Please wait %(num)s minute and try again.",
                "Please wait %(num)s minutes and try again.",
                _minutes_to_wait(),
            ),
        ),
    }
    fallback = (_("An error occurred"), _("Please try again. If the problem persists, contact your administrator."))
    title, message = words.get(error.code, fallback)
    return error_page(error.code, title, message)


def _handle_refused(error: Refused) -> tuple[Response | str, int]:
    return error_page(error.status, _("The action could not be completed"), error.message)


def _handle_csrf(_error: CSRFError) -> tuple[Response | str, int]:
    return error_page(
        400,
        _("This page has timed out"),
        _("Please go back, reload the page and submit again. Your saved work has been kept."),
    )


def _handle_stale(_error: StaleDataError) -> tuple[Response | str, int]:
    return error_page(
        409,
        _("Another user changed this record first"),
        _("Your change was not saved. Reload the page to see the latest version, then make your change again."),
    )


def _handle_busy(error: Exception) -> Response:
    current_app.logger.warning("database not available: %s", error)
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]  # ask the database nothing
    page, status = error_page(
        503, _("The system is busy"), _("Nothing has been changed. Please try again in a few seconds.")
    )
    response = current_app.make_response((page, status))
    response.headers["Retry-After"] = "5"
    return response


def _handle_operational(error: OperationalError) -> Response | tuple[Response | str, int]:
    """A database that is locked, full or away is busy; any other fault of the kind (no such table) is ours."""
    words = str(error.orig).lower()
    sqlite = database.db.engine.dialect.name == "sqlite"
    if sqlite and not any(word in words for word in ("locked", "busy", "full", "disk", "unable to open")):
        if settings().testing:
            raise error
        return _handle_unexpected(error)
    return _handle_busy(error)


def _handle_unexpected(error: Exception) -> tuple[Response | str, int]:
    current_app.logger.exception("unexpected error", exc_info=error)
    return error_page(
        500, _("An error occurred"), _("Please try again. If the problem persists, contact your administrator.")
    )


def require_declared_access(app: Flask) -> None:
    """Keep the application from starting when a view does not say who may use it."""
    missing = undeclared((name, view) for name, view in app.view_functions.items() if name != "static")
    if missing:
        raise RuntimeError(f"These views do not declare who may use them: {', '.join(sorted(missing))}")


def init_app(app: Flask, config: Config) -> None:
    """Attach everything pages share. Comes before the features, whose requests it guards."""
    app.extensions["vendor_risk.config"] = config
    app.url_map.converters["int"] = IdConverter
    csrf.init_app(app)
    limiter.init_app(app)
    compress.init_app(app)
    app.before_request(_before_request)
    app.after_request(_after_request)
    app.teardown_request(_teardown)
    app.register_error_handler(CSRFError, _handle_csrf)
    app.register_error_handler(HTTPException, _handle_http)
    app.register_error_handler(Refused, _handle_refused)
    app.register_error_handler(StaleDataError, _handle_stale)
    app.register_error_handler(database.DatabaseBusyError, _handle_busy)
    app.register_error_handler(OperationalError, _handle_operational)
    if not config.testing:
        app.register_error_handler(Exception, _handle_unexpected)
    words = {"may": may, "Permission": Permission, "navigation": _menu, "language_links": language_links}
    app.context_processor(lambda: {**words, "config": settings()})
