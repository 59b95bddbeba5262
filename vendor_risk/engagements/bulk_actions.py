"""Storing many engagements at once: what `actions` do one at a time, for imports that were checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.database.bulk_sql import insert_many, update_many
from vendor_risk.engagements import queries, tiering
from vendor_risk.engagements.actions import refresh_organizations
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.i18n import local_day
from vendor_risk.supply_chain import history_actions
from vendor_risk.supply_chain.actions import rebuild_reach
from vendor_risk.supply_chain.bulk_actions import follow_all_contracts
from vendor_risk.supply_chain.models import Contracted

Override = tuple[str | None, str]
"""A tier set by a person, with the reason."""


def row_of(values: EngagementValues, override: Override, *, at: datetime, actor: str) -> dict[str, object]:
    """The columns of an engagement with these values: tier, risk and the override with name and time."""
    tier, reason = override
    return {
        **tiering.columns(values, tier),
        "tier_override": tier,
        "tier_override_reason": reason if tier else "",
        "tier_override_by": actor if tier else "",
        "tier_override_at": at if tier else None,
        "updated_at": at,
    }


def store_engagements(
    new: Sequence[Mapping[str, object]], changed: Iterable[tuple[int, Mapping[str, object]]], *, at: datetime
) -> None:
    """Add engagements (a missing code is given) and change others; tiers, risks and contract links follow.

    Reach is rebuilt by the caller, once.
    """
    if new:
        free = iter(_free_codes(sum(1 for row in new if not row["code"])))
        coded = [{**row, "code": row["code"] or next(free), "created_at": at, "version": 1} for row in new]
        insert_many(Engagement, coded)
    rows = list(changed)
    update_many(Engagement, rows, count_up="version")
    follow_all_contracts(_running(), today=local_day(at), at=at)
    suppliers = (row["supplier_id"] for row in (*new, *(values for _id, values in rows)))
    refresh_organizations({supplier for supplier in suppliers if isinstance(supplier, int)})


def _running() -> list[tuple[int, int, str, Contracted]]:
    e = Engagement
    query = select(e.buyer_id, e.supplier_id, e.service, e.id, e.service_en, e.service_ja)
    rows = db.session.execute(query.where(e.status != EngagementStatus.ENDED).order_by(e.id))
    return [(row[0], row[1], row[2], Contracted(row[3], row[4], row[5])) for row in rows]


def _free_codes(number: int) -> list[str]:
    """So many codes that no engagement has."""
    if not number:
        return []
    taken = set(db.session.scalars(select(Engagement.code)))
    found: list[str] = []
    at = int(queries.next_code().removeprefix("E-"))
    while len(found) < number:
        if f"E-{at:05}" not in taken:
            found.append(f"E-{at:05}")
        at += 1
    return found


def _follow_all(rows: Sequence[Engagement], suppliers: set[int], *, at: datetime, actor: str) -> None:
    """Bring contract links, their history, tiers and reach up to date, once for all rows."""
    db.session.flush()
    follow_all_contracts(_running(), today=local_day(at), at=at)
    db.session.expire_all()
    history_actions.note(sorted({row.buyer_id for row in rows}) if rows else None, at=at, actor=actor)
    rebuild_reach()
    refresh_organizations(suppliers)


def follow_contracts_of(supplier_ids: Iterable[int], *, at: datetime, actor: str) -> None:
    """Bring contract links, history, reach and the tiers of these suppliers up to date after engagements changed."""
    _follow_all([], set(supplier_ids), at=at, actor=actor)


def end_engagements(rows: Sequence[Engagement], *, at: datetime, actor: str) -> None:
    """End these engagements: contract links, tiers and reach follow. Those that have ended already stay as they are."""
    running = [row for row in rows if row.status != EngagementStatus.ENDED]
    for row in running:
        row.status, row.updated_at = EngagementStatus.ENDED, at
        _record("end", row, at=at, actor=actor)
    if running:
        _follow_all(running, {row.supplier_id for row in running}, at=at, actor=actor)


def set_status(rows: Sequence[Engagement], status: EngagementStatus, *, at: datetime, actor: str) -> int:
    """Give these engagements a status; contract links, tiers and reach follow. How many had another one."""
    changed = [row for row in rows if row.status != status]
    for row in changed:
        before, row.status, row.updated_at = row.status, status, at
        _record("set_status", row, at=at, actor=actor, before=str(before), status=str(status))
    if changed:
        _follow_all(changed, {row.supplier_id for row in changed}, at=at, actor=actor)
    return len(changed)


def delete_engagements(rows: Sequence[Engagement], *, at: datetime, actor: str) -> None:
    """Take these engagements out of the register for good; contract links, tiers and reach follow."""
    suppliers = {row.supplier_id for row in rows}
    for row in rows:
        _record("delete", row, at=at, actor=actor, service=row.service, supplier=row.supplier_id)
        db.session.delete(row)
    if rows:
        _follow_all([], suppliers, at=at, actor=actor)


def give_owner(
    rows: Sequence[Engagement], name: str, name_en: str | None, name_ja: str | None, email: str, *, at: datetime,
    actor: str,
) -> int:  # fmt: skip
    """Make a person the owner of these engagements; how many had another one before."""
    changed = [
        row
        for row in rows
        if (row.owner_name, row.owner_name_en, row.owner_name_ja, row.owner_email) != (name, name_en, name_ja, email)
    ]
    for row in changed:
        before = row.owner_name
        row.owner_name, row.owner_name_en, row.owner_name_ja, row.owner_email = name, name_en, name_ja, email
        row.updated_at = at
        _record("give_owner", row, at=at, actor=actor, before=before, owner=name)
    db.session.flush()
    return len(changed)


def _record(verb: str, row: Engagement, *, at: datetime, actor: str, **details: object) -> None:
    company_id = row.buyer_id
    record(
        f"engagements.{verb}", "engagement", row.id, actor=actor, at=at, company_id=company_id, code=row.code, **details
    )
