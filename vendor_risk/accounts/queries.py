"""Questions about people and what they may see."""

from __future__ import annotations

from sqlalchemy import select

from vendor_risk.accounts.models import Membership, User
from vendor_risk.database import db
from vendor_risk.organizations.models import Kind, Organization
from vendor_risk.permissions import Permission, Scope, allows


def company_tree() -> dict[int, int | None]:
    """Every group company's id with its parent's (None at the top)."""
    rows = db.session.execute(
        select(Organization.id, Organization.parent_id).where(Organization.kind == Kind.GROUP_COMPANY)
    )
    return {company_id: parent_id for company_id, parent_id in rows}


def scope_of(user: User, permission: Permission) -> Scope:
    """The companies in which `user` has `permission`: those of fitting memberships and all below them."""
    rows = db.session.execute(select(Membership.company_id, Membership.role).where(Membership.user_id == user.id))
    granted = {company_id for company_id, role in rows if allows(role, permission)}
    if not granted:
        return Scope(frozenset())
    tree = company_tree()

    def above(company_id: int) -> list[int]:
        chain: list[int] = []
        parent = tree.get(company_id)
        while parent is not None and parent not in chain:
            chain.append(parent)
            parent = tree.get(parent)
        return chain

    companies = frozenset(c for c in tree if c in granted or granted.intersection(above(c)))
    ancestors = frozenset(parent for c in companies for parent in above(c)) - companies
    return Scope(companies, ancestors)
