"""The history of links: after any change `note` writes what differs from the versions that are open.

Links change in many ways (by hand, by contracts, imports, merged records). Comparing afterwards catches all of them and
needs no care in any of them; noting twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import InstrumentedAttribute

from vendor_risk.database import Query, db
from vendor_risk.database.bulk_sql import insert_many, update_many
from vendor_risk.supply_chain.models import SupplyLink, SupplyLinkVersion

_KEY = ("buyer_id", "supplier_id", "service")
_FACTS = ("service_en", "service_ja", "source", "engagement_id", "confidence", "weight", "weight_reason", "seen_on")
_CHUNK = 500


def _rows(query: Query, buyers: list[int] | None, column: InstrumentedAttribute[int]) -> list[Row[*tuple[Any, ...]]]:
    if buyers is None:
        return list(db.session.execute(query).all())
    parts = (buyers[first : first + _CHUNK] for first in range(0, len(buyers), _CHUNK))
    return [row for part in parts for row in db.session.execute(query.where(column.in_(part)))]


def note(buyer_ids: Iterable[int] | None = None, *, at: datetime, actor: str) -> int:
    """Bring the history of these buyers' links (default: of all) up to date; how many versions began or ended."""
    db.session.flush()
    buyers = None if buyer_ids is None else sorted(set(buyer_ids))
    k, v = SupplyLink, SupplyLinkVersion
    present = _rows(select(*(getattr(k, name) for name in _KEY + _FACTS)), buyers, k.buyer_id)
    columns = [v.id, *(getattr(v, name) for name in _KEY + _FACTS)]
    known = _rows(select(*columns).where(v.until.is_(None)), buyers, v.buyer_id)
    now, before = {tuple(row) for row in present}, {tuple(row[1:]): row.id for row in known}
    ended = sorted(number for facts, number in before.items() if facts not in now)
    begun = [facts for facts in now if facts not in before]
    update_many(v, [(number, {"until": at, "ended_by": actor[:300]}) for number in ended])
    common = {"since": at, "until": None, "made_by": actor[:300], "ended_by": ""}
    ordered = sorted(begun, key=lambda facts: facts[:3])
    insert_many(v, [dict(zip(_KEY + _FACTS, facts, strict=True)) | common for facts in ordered])
    return len(ended) + len(begun)
