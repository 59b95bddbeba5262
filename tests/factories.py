"""Makes rows for tests, with sensible values for everything a test does not care about."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from vendor_risk.accounts.models import Membership, User
from vendor_risk.database import db
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.permissions import Role

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def _save(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def company(name: str = "Company", parent: Organization | None = None, **values: Any) -> Organization:
    """A group company."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "code": f"C-{number}",
        "kind": OrganizationKind.GROUP_COMPANY,
        "name": name,
        "name_en": name,
        "name_ja": f"{name}（日本語）",
        "sort_name": name.casefold(),
        "search_text": name.casefold(),
        "parent_id": parent.id if parent else None,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return _save(Organization(**(defaults | values)))


def vendor(name: str = "Vendor", home: Organization | None = None, **values: Any) -> Organization:
    """An outside vendor, with one contact."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "code": f"P-{number}",
        "kind": OrganizationKind.VENDOR,
        "name": name,
        "name_en": name,
        "name_ja": f"{name}（日本語）",
        "sort_name": name.casefold(),
        "search_text": name.casefold(),
        "home_company_id": home.id if home else None,
        "created_at": NOW,
        "updated_at": NOW,
    }
    row = _save(Organization(**(defaults | values)))
    _save(Contact(organization_id=row.id, name="Respondent", email=f"respondent{number}@vendor.example", primary=True))
    return row


def person(role: Role, where: Organization, name: str = "") -> User:
    """A person with one membership."""
    number = next(_numbers)
    user = _save(
        User(
            email=f"person{number}@group.example",
            name=name or f"{role.value} {number}",
            password="not a usable hash",
            created_at=NOW,
            fs_uniquifier=f"uniquifier-{number}",
            active=True,
            language="en",
        )
    )
    _save(Membership(user_id=user.id, company_id=where.id, role=role))
    return user


@dataclass
class Group:
    """The cast and the companies."""

    holding: Organization
    a: Organization
    b: Organization
    administrator: User
    owner: User
    reviewer: User
    ciso: User
    auditor: User
    manager_a: User
    manager_b: User


def group() -> Group:
    """A holding with companies A and B, and a person for each role; committed."""
    holding = company("Holding")
    a, b = company("Alpha Works", holding), company("Beta Works", holding)
    cast = Group(
        holding=holding,
        a=a,
        b=b,
        administrator=person(Role.ADMINISTRATOR, holding),
        owner=person(Role.PROCUREMENT, holding),
        reviewer=person(Role.REVIEWER, holding),
        ciso=person(Role.CISO, holding),
        auditor=person(Role.AUDITOR, holding),
        manager_a=person(Role.COMPANY_MANAGER, a),
        manager_b=person(Role.COMPANY_MANAGER, b),
    )
    db.session.commit()
    return cast
