"""Mails to colleagues about their account: welcome, a forgotten password, and that a password was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from vendor_risk.accounts import queries
from vendor_risk.accounts.actions import NO_PASSWORD
from vendor_risk.accounts.links import tokens
from vendor_risk.accounts.models import User
from vendor_risk.accounts.words import ROLE_NAMES
from vendor_risk.audit.actions import record
from vendor_risk.i18n import speaking
from vendor_risk.notifications.actions import queue
from vendor_risk.notifications.links import Site
from vendor_risk.notifications.texts import compose

WELCOME_PATH, RESET_PATH = "/accounts/welcome/", "/accounts/reset/"


@dataclass(frozen=True, slots=True)
class AccountContact:
    """Whom the mail names for questions, as `notifications/_system` reads it."""

    reply_to: str


def _mail(user: User, kind: str, *, site: Site, at: datetime, contact: User | None, **values: object) -> None:
    lang = user.language
    companies = [company for _membership, company in queries.memberships([user.id])[user.id]]
    issuer = companies[0].display_name(lang) if companies else ""
    name = user.display_name(lang)
    signer = AccountContact(contact.email) if contact else None
    subject, body = compose(kind, lang, name=name, issuer=issuer, signer=signer, **values)
    queue(
        kind=kind,
        to_address=user.email,
        to_name=name,
        language=lang,
        subject=subject,
        body=body,
        at=at,
        sender_domain=site.mail_domain,
        heading=issuer,
        reply_to=contact.email if contact else "",
        company_id=companies[0].id if companies else None,
    )


def invite(user: User, *, inviter: User, site: Site, secret_key: str, at: datetime, actor: str) -> None:
    """Mail a colleague without a password the welcome link, with who added them, where and in which roles."""
    with speaking(user.language):
        held = [
            (company.display_name(user.language), str(ROLE_NAMES[membership.role]))
            for membership, company in queries.memberships([user.id])[user.id]
        ]
    _mail(
        user,
        "account_invitation",
        site=site,
        at=at,
        contact=inviter,
        link=f"{site.base_url}{WELCOME_PATH}{tokens.welcome_token(user, secret_key)}",
        until=at + timedelta(days=tokens.DAYS),
        login=user.email,
        held=held,
        inviter=inviter.display_name(user.language),
    )
    for company_id in sorted({membership.company_id for membership in user.memberships}):
        record("accounts.invite", "user", user.id, actor=actor, at=at, company_id=company_id, email=user.email)


def help_back_in(email: str, *, site: Site, secret_key: str, at: datetime) -> None:
    """Mail who forgot the password a link to a new one; nothing where no such account is, or it is disabled.

    Somebody who never chose a password gets the welcome link again.
    """
    user = queries.user_with_email(email)
    if user is None or not user.active:
        return
    contact = queries.administrator_of(user)
    if user.password == NO_PASSWORD:
        if contact is not None:
            actor = f"user:{user.id} {user.email}"
            invite(user, inviter=contact, site=site, secret_key=secret_key, at=at, actor=actor)
        return
    link = f"{site.base_url}{RESET_PATH}{tokens.reset_token(user, secret_key)}"
    _mail(user, "password_reset", site=site, at=at, contact=contact, link=link, minutes=tokens.MINUTES)
    for company_id in sorted({membership.company_id for membership in user.memberships}):
        record(
            "accounts.forgot_password", "user", user.id, actor="sign-in page", at=at, company_id=company_id,
            email=user.email,
        )  # fmt: skip


def tell_changed(user: User, *, site: Site, at: datetime) -> None:
    """Mail that the password was changed, so that its owner notices when it was somebody else."""
    contact = queries.administrator_of(user)
    _mail(
        user, "password_changed", site=site, at=at, contact=contact, changed_at=at, zone=site.zone_name(user.language)
    )
