"""Choosing a password by a link: the welcome of a new colleague, and the way back for who forgot it."""

from __future__ import annotations

from time import monotonic, sleep
from typing import Protocol

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_security.utils import hash_password, login_user

from vendor_risk import web
from vendor_risk.accounts import actions
from vendor_risk.accounts.blueprint import bp
from vendor_risk.accounts.forms import ForgottenForm, WelcomeForm, half_width
from vendor_risk.accounts.links import actions as account_link_actions
from vendor_risk.accounts.links import tokens
from vendor_risk.accounts.models import User
from vendor_risk.database import db, end_transaction_before_slow_work, now
from vendor_risk.notifications.links import Site
from vendor_risk.permissions import public

ANSWER_SECONDS = 0.25
"""When the page answers who asks for a link, counted from the question: a mail takes longer to write than none."""
FORGOTTEN_LIMITS = "5 per minute; 20 per hour"
"""Mails asked for per network address."""
FORGOTTEN_ACCOUNT_LIMITS = "3 per hour; 10 per day"
"""Mails asked for per address of mail, wherever the asking comes from: nobody's mailbox is filled by strangers."""


def _asked_address() -> str:
    return "forgotten:" + half_width(request.form.get("email", "")).strip().lower()[:254]


@bp.get("/welcome/<token>")
@public("the signed link of a welcome; looking at it changes nothing")
def greet(token: str) -> web.Reply:
    """Where a new person chooses a password."""
    user = tokens.welcomed(token, web.settings().secret_key)
    if user is None:
        return render_template("accounts/link_over.html"), 404
    g.reader_language = user.language
    return render_template("accounts/welcome.html", form=WelcomeForm(token=token), person=user)


@bp.post("/welcome")
@public("carries the signed token in its body; limited")
@web.limiter.limit("20 per minute")
def choose_password() -> web.Reply:
    """Store the first password, and sign the person in with it."""
    chosen = _chosen(WelcomeForm(), tokens.welcomed, "accounts/welcome.html", enter=True)
    return chosen or (render_template("accounts/link_over.html"), 404)


@bp.get("/forgotten")
@public("asks for the address of mail; says the same to everybody")
def forgotten() -> str:
    """Where somebody who forgot the password asks for a link."""
    return render_template("accounts/forgotten.html", form=ForgottenForm(formdata=None), sent=False)


@bp.post("/forgotten")
@public("mails a link to the address of the account only, and answers everybody alike; limited")
@web.limiter.limit(FORGOTTEN_LIMITS)
@web.limiter.limit(FORGOTTEN_ACCOUNT_LIMITS, key_func=_asked_address)
def send_reset() -> web.Reply:
    """Mail a link to a new password, if there is such an account."""
    answer_at = monotonic() + ANSWER_SECONDS
    form, settings = ForgottenForm(), web.settings()
    if not form.validate_on_submit():
        web.flash_errors(form)
        return render_template("accounts/forgotten.html", form=form, sent=False), 422
    account_link_actions.help_back_in(
        form.email.data or "", site=Site.of(settings), secret_key=settings.secret_key, at=now()
    )
    db.session.commit()
    page = render_template("accounts/forgotten.html", form=form, sent=True)
    end_transaction_before_slow_work()
    sleep(max(0.0, answer_at - monotonic()))
    return page


@bp.get("/reset/<token>")
@public("the signed link of a reset; looking at it changes nothing")
def reset(token: str) -> web.Reply:
    """Where a new password is chosen by the link of a mail."""
    user = tokens.resetting(token, web.settings().secret_key)
    if user is None:
        return render_template("accounts/link_over.html"), 404
    g.reader_language = user.language
    return render_template("accounts/reset.html", form=WelcomeForm(token=token), person=user)


@bp.post("/reset")
@public("carries the signed token in its body; limited")
@web.limiter.limit("20 per minute")
def reset_password() -> web.Reply:
    """Store the new password, end all sessions, and tell the owner of the account.

    Nobody is signed in by it: the new password is still typed where people sign in, with the limits there.
    """
    chosen = _chosen(WelcomeForm(), tokens.resetting, "accounts/reset.html", tell=True)
    return chosen or (render_template("accounts/link_over.html"), 404)


class _Finder(Protocol):
    """Whose link a token is."""

    def __call__(self, token: str, secret_key: str, *, alone: bool = False) -> User | None: ...


def _chosen(
    form: WelcomeForm, find: _Finder, template: str, *, tell: bool = False, enter: bool = False
) -> web.Reply | None:
    """The password stored; None for a link that is not good, or that somebody else used while ours was hashed."""
    token, key = form.token.data or "", web.settings().secret_key
    user = find(token, key)
    if user is None:
        return None
    g.reader_language = user.language
    if not form.validate_on_submit():
        web.flash_errors(form)
        return render_template(template, form=form, person=user), 422
    end_transaction_before_slow_work()
    hashed = hash_password(form.password.data)
    user = find(token, key, alone=True)
    if user is None:
        return None
    actions.choose_password(user, hashed, at=now(), actor=web.actor_of(user))
    if tell:
        account_link_actions.tell_changed(user, site=Site.of(web.settings()), at=now())
    if enter:
        chosen = session.get("language")
        session.clear()  # nothing that was there before belongs to this person, but for the language just chosen
        if chosen:
            session["language"] = chosen
        login_user(user, authn_via=["password"])
    db.session.commit()
    if enter:
        flash(_("Your password has been set. You are now signed in."), "success")
        return redirect(url_for("home.index"))
    flash(_("Your password has been set. You can now sign in."), "success")
    return redirect(url_for("security.login"))
