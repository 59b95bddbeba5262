"""Companies and vendors, with sensible values for everything a test does not care about; the cast around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.builders import accounts
from tests.builders.clock import NOW
from tests.builders.rows import NUMBERS, save
from vendor_risk.accounts.models import User
from vendor_risk.database import db
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.permissions import Role


def company(name: str = "Company", parent: Organization | None = None, **values: Any) -> Organization:
    """A group company."""
    number = next(NUMBERS)
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
    return save(Organization(**(defaults | values)))


def vendor(name: str = "Vendor", home: Organization | None = None, **values: Any) -> Organization:
    """An outside vendor, with one contact."""
    number = next(NUMBERS)
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
    row = save(Organization(**(defaults | values)))
    save(Contact(organization_id=row.id, name="Respondent", email=f"respondent{number}@vendor.example", primary=True))
    return row


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
        administrator=accounts.person(Role.ADMINISTRATOR, holding),
        owner=accounts.person(Role.PROCUREMENT, holding),
        reviewer=accounts.person(Role.REVIEWER, holding),
        ciso=accounts.person(Role.CISO, holding),
        auditor=accounts.person(Role.AUDITOR, holding),
        manager_a=accounts.person(Role.COMPANY_MANAGER, a),
        manager_b=accounts.person(Role.COMPANY_MANAGER, b),
    )
    db.session.commit()
    return cast
