"""Storing many supply links at once: what `actions` do one at a time, for imports that were checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select

from vendor_risk.database import db
from vendor_risk.database.bulk_sql import insert_many, update_many
from vendor_risk.supply_chain.models import Contracted, LinkSource, SupplyLink

_CHUNK = 500


def store_links(
    new: Sequence[Mapping[str, object]], changed: Iterable[tuple[int, Mapping[str, object]]], *, at: datetime
) -> None:
    """Add and change links that do not come from engagements. Reach is rebuilt by the caller, once."""
    if new:
        insert_many(SupplyLink, [{**row, "engagement_id": None, "created_at": at} for row in new])
    update_many(SupplyLink, changed)


def forget_reasons(link_ids: Iterable[int]) -> None:
    """The reasons of weights that an import replaced: they spoke of another number."""
    update_many(SupplyLink, [(link_id, {"weight_reason": ""}) for link_id in link_ids])


def follow_all_contracts(running: Iterable[tuple[int, int, str, Contracted]], *, today: date, at: datetime) -> None:
    """Make contract links those of the running engagements: (buyer, supplier, service, engagement), oldest first."""
    wanted: dict[tuple[int, int, str], Contracted] = {}
    for buyer, supplier, service, contracted in running:
        wanted.setdefault((buyer, supplier, service), contracted)
    k = SupplyLink
    own = (k.engagement_id, k.service_en, k.service_ja)
    rows = db.session.execute(select(k.id, k.buyer_id, k.supplier_id, k.service, k.source, *own)).all()
    known = {(row.buyer_id, row.supplier_id, row.service): row for row in rows}
    contract = LinkSource.CONTRACT
    gone = [row.id for key, row in known.items() if row.source == contract and key not in wanted]
    for first in range(0, len(gone), _CHUNK):
        chosen = k.id.in_(gone[first : first + _CHUNK])
        db.session.execute(delete(k).where(chosen).execution_options(synchronize_session=False))
    common = {"source": contract, "confidence": 1.0, "seen_on": today}
    added = [
        {"buyer_id": b, "supplier_id": s, "service": v, **e._asdict(), "weight": None, "created_at": at, **common}
        for (b, s, v), e in wanted.items()
        if (b, s, v) not in known
    ]
    if added:
        insert_many(SupplyLink, added)
    _take_over([(known[key], e) for key, e in wanted.items() if key in known], common)


def _take_over(pairs: Iterable[tuple[Any, Contracted]], common: Mapping[str, object]) -> None:
    """Point links that are there already to their engagements; declared ones become the contract's."""
    contract = LinkSource.CONTRACT
    pairs = [(row, e) for row, e in pairs if row[-3:] != tuple(e) or row.source != contract]
    update_many(SupplyLink, [(row.id, common) for row, _e in pairs if row.source != contract])
    update_many(SupplyLink, [(row.id, e._asdict()) for row, e in pairs])
