"""The demo's accounts: one for every role, and two managers who see their own company only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_security.utils import hash_password
from sqlalchemy import select

from vendor_risk.accounts import actions
from vendor_risk.accounts.demo import DOMAIN, PASSWORD
from vendor_risk.accounts.models import User
from vendor_risk.database import db
from vendor_risk.demo.fiction.words import PEOPLE
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Role
from vendor_risk.web import actor_of, settings

ACTOR = "demo"


@dataclass(frozen=True, slots=True)
class Account:
    """One account: the part of its address before the domain, its role, and where."""

    address: str
    role: Role
    company: str
    language: str = "en"

    @property
    def email(self) -> str:
        """Its address."""
        return f"{self.address}@{DOMAIN}"


ACCOUNTS = (
    Account("procurement", Role.PROCUREMENT, "HNM"),
    Account("ciso", Role.CISO, "HNM"),
    Account("reviewer", Role.REVIEWER, "HNM"),
    Account("auditor", Role.AUDITOR, "HNM"),
    Account("administrator", Role.ADMINISTRATOR, "HNM"),
    Account("manager.automotive", Role.COMPANY_MANAGER, "HNM-AUT", "ja"),
    Account("manager.europe", Role.COMPANY_MANAGER, "HNM-EUR"),
)


def add_accounts(at: datetime) -> dict[Role, str]:
    """Every account with the demo's password. Gives, by role, how the audit log names the person who acts in it."""
    companies = {row.code: row.id for row in db.session.execute(select(Organization.code, Organization.id))}
    hashed, actors = str(hash_password(PASSWORD)), {}
    for account, name in zip(ACCOUNTS, PEOPLE, strict=False):
        lang = "ja" if settings().default_language == "ja" else account.language
        user = actions.add_person(email=account.email, name_en=name.en, name_ja=name.ja, language=lang, at=at)
        actions.give_membership(user, companies[account.company], account.role, at=at, actor=ACTOR)
        actions.choose_password(user, hashed, at=at, actor=ACTOR)
        actors[account.role] = actor_of(user)
    return actors


def anybody_else() -> bool:
    """Whether somebody has an account here that is not the demo's."""
    return bool(db.session.scalar(select(User.id).where(~User.email.endswith(f"@{DOMAIN}")).limit(1)))
