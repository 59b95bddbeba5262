"""Changes of people and memberships. Whatever changes what a person may do ends that person's sessions."""

from __future__ import annotations

import secrets
from datetime import datetime

from flask_babel import gettext as _

from vendor_risk import i18n
from vendor_risk.accounts.models import Membership, User
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.texts.two_languages import written
from vendor_risk.errors import Refused
from vendor_risk.permissions import Role

NO_PASSWORD = "!"  # noqa: S105 - not a hash of anything: nobody can sign in with it
"""The password of an account whose owner has not chosen one yet."""


def end_sessions(user: User) -> None:
    """Make every session and welcome link of this person worthless from the next request on."""
    user.fs_uniquifier = secrets.token_hex(16)


def _end_sessions_if_any(user: User) -> None:
    if user.password != NO_PASSWORD:  # without a password there is no session, and the welcome link stays good
        end_sessions(user)


def add_person(
    *, email: str, language: str, at: datetime, name: str = "", name_en: str | None = None, name_ja: str | None = None
) -> User:
    """Create an account without a password: its owner chooses one through a welcome link.

    The name in one language or in both; of a `name` in either the script tells which.
    The first membership, given next, is what the audit log shows.
    """
    text, en, ja = written(name.strip(), name_en, name_ja)
    user = User(
        email=email.strip(),
        name=text,
        name_en=en,
        name_ja=ja,
        language=language,
        password=NO_PASSWORD,
        active=True,
        fs_uniquifier=secrets.token_hex(16),
        created_at=at,
    )
    db.session.add(user)
    db.session.flush()
    return user


def give_membership(user: User, company_id: int, role: Role, *, at: datetime, actor: str) -> Membership:
    """Make the person `role` in the company and all below it; Refused when they are that already."""
    if any(m.company_id == company_id and m.role == role for m in user.memberships):
        raise Refused(
            _("%(name)s already has this role in the selected company.", name=user.display_name(i18n.language()))
        )
    membership = Membership(user=user, company_id=company_id, role=role)
    db.session.add(membership)
    db.session.flush()
    _end_sessions_if_any(user)
    record(
        "accounts.give_membership", "user", user.id, actor=actor, at=at, company_id=company_id, role=role.value,
        email=user.email,
    )  # fmt: skip
    return membership


def take_membership(user: User, membership: Membership, *, at: datetime, actor: str) -> None:
    """End one membership of the person."""
    record(
        "accounts.take_membership", "user", user.id, actor=actor, at=at, company_id=membership.company_id,
        role=str(membership.role), email=user.email,
    )  # fmt: skip
    user.memberships.remove(membership)
    _end_sessions_if_any(user)
    db.session.flush()


def set_active(user: User, active: bool, *, at: datetime, actor: str) -> None:
    """Let the person sign in, or no longer."""
    user.active = active
    end_sessions(user)
    _record(user, "accounts.enable" if active else "accounts.disable", at=at, actor=actor)


def renew_welcome(user: User, *, at: datetime, actor: str) -> None:
    """Forget the password and end all sessions; the person comes back by a new welcome link."""
    user.password = NO_PASSWORD
    end_sessions(user)
    _record(user, "accounts.renew_welcome", at=at, actor=actor)


def choose_password(user: User, password_hash: str, *, at: datetime, actor: str) -> None:
    """Store a first or new password (already hashed); the welcome link it came by is used up."""
    user.password = password_hash
    end_sessions(user)
    _record(user, "accounts.choose_password", at=at, actor=actor)


def change_profile(
    user: User, *, name_en: str | None, name_ja: str | None, language: str, at: datetime, actor: str
) -> None:
    """Store the person's own name, in one language or in both, and language."""
    user.name, user.name_en, user.name_ja = written("", name_en, name_ja, user.name)
    user.language = language
    _record(user, "accounts.change_profile", at=at, actor=actor)


def note_sign_in(user_id: int, *, at: datetime, actor: str) -> None:
    """Write down that the person signed in."""
    user = db.session.get_one(User, user_id)
    user.last_login_at = at
    _record(user, "accounts.sign_in", at=at, actor=actor)


def note_sign_out(user_id: int, *, at: datetime, actor: str) -> None:
    """Write down that the person signed out."""
    _record(db.session.get_one(User, user_id), "accounts.sign_out", at=at, actor=actor)


def note_password_change(user_id: int, *, at: datetime, actor: str) -> None:
    """Write down that the person changed their password."""
    _record(db.session.get_one(User, user_id), "accounts.change_password", at=at, actor=actor)


def _record(user: User, action: str, *, at: datetime, actor: str) -> None:
    """One event about a person, once for every company they belong to: each administrator sees it."""
    companies: set[int | None] = {membership.company_id for membership in user.memberships}
    for company_id in sorted(companies, key=str) or [None]:
        record(action, "user", user.id, actor=actor, at=at, company_id=company_id, email=user.email)
