"""People with a role, for tests."""

from __future__ import annotations

from tests.builders.clock import NOW
from tests.builders.rows import NUMBERS, save
from vendor_risk.accounts.models import Membership, User
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Role


def person(role: Role, where: Organization, name: str = "") -> User:
    """A person with one membership."""
    number = next(NUMBERS)
    user = save(
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
    save(Membership(user_id=user.id, company_id=where.id, role=role))
    return user
