"""Storing many organizations and contacts at once: what `actions` do one at a time, for imports that were checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, select, update

from vendor_risk.database import db
from vendor_risk.database.bulk_sql import insert_many, update_many
from vendor_risk.organizations.actions import derived
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind, Reach

_CHUNK = 500


def add_organizations(rows: Sequence[Mapping[str, object]], *, at: datetime) -> dict[str, int]:
    """Store new organizations; their ids by code. Parents and home companies are set afterwards (`place`)."""
    if not rows:
        return {}
    stamped = [
        {**row, **derived(str(row["code"]), row), "created_at": at, "updated_at": at, "version": 1} for row in rows
    ]
    insert_many(Organization, stamped)
    ids = ids_of([str(row["code"]) for row in rows])
    companies = [ids[str(row["code"])] for row in rows if row["kind"] == OrganizationKind.GROUP_COMPANY]
    if companies:
        insert_many(Reach, [{"company_id": i, "organization_id": i, "depth": 0} for i in companies])
    return ids


def ids_of(codes: Sequence[str]) -> dict[str, int]:
    """The ids of organizations by code."""
    found: dict[str, int] = {}
    for first in range(0, len(codes), _CHUNK):
        chosen = Organization.code.in_(codes[first : first + _CHUNK])
        found |= {
            row.code: row.id for row in db.session.execute(select(Organization.code, Organization.id).where(chosen))
        }
    return found


def change_organizations(rows: Iterable[tuple[int, Mapping[str, object]]], *, at: datetime) -> None:
    """Write new facts of organizations: (id, all columns that a person writes)."""
    stamped = [(i, {**row, **derived(str(row["code"]), row), "updated_at": at}) for i, row in rows]
    update_many(Organization, stamped, count_up="version")


def place(rows: Iterable[tuple[int, int | None, int | None]]) -> None:
    """Set parent and home company: (id, parent_id, home_company_id). Last, when all of them have ids."""
    update_many(Organization, [(i, {"parent_id": parent, "home_company_id": home}) for i, parent, home in rows])


def store_contacts(new: Sequence[Mapping[str, object]], changed: Sequence[tuple[int, Mapping[str, object]]]) -> None:
    """Add and change contacts; who is made primary takes that from the others of the organization."""
    if new:
        insert_many(Contact, list(new))
    update_many(Contact, changed)
    primary = [row for row in (*new, *(values for _id, values in changed)) if row["primary"]]
    demoted = [{"of": row["organization_id"], "mail": row["email"]} for row in primary]
    if demoted:
        table = cast("Table", Contact.__table__)
        query = update(table).where(table.c.organization_id == bindparam("of"), table.c.email != bindparam("mail"))
        db.session.connection().execute(query.values(primary=False), demoted)
