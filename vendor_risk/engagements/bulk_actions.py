"""Storing many engagements at once: what `actions` do one at a time, for imports that were checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from vendor_risk.database import db
from vendor_risk.database.bulk_sql import insert_many, update_many
from vendor_risk.engagements import queries, tiering
from vendor_risk.engagements.actions import refresh_organizations
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.engagements.tiering import EngagementValues
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
    follow_all_contracts(_running(), today=at.date(), at=at)
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
