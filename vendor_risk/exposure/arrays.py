"""From plain rows to the arrays of a snapshot: own risks from results, weights from engagements."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from vendor_risk.domain.dependency import DEFAULT_DEPENDENCY_RULES, dependency
from vendor_risk.domain.facts import Access, ConfidentialData, EngagementFacts, Substitutability
from vendor_risk.domain.graph import Floats, Ints, SupplyGraph, build
from vendor_risk.domain.packing import unpack_sections_many
from vendor_risk.exposure.snapshot import Engagements, Flags, Ids, OwnRisks

RULES = DEFAULT_DEPENDENCY_RULES


def numbers(values: Sequence[Any]) -> Floats:
    """Numbers with NaN for None."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def nodes_of(ids: Ids, wanted: Ids) -> tuple[Ints, Flags]:
    """The nodes of organization ids, and which of them there are (the nodes of others mean nothing)."""
    place = np.minimum(np.searchsorted(ids, wanted), max(len(ids) - 1, 0))
    return place.astype(np.intp), (ids[place] == wanted) if len(ids) else np.zeros(len(wanted), dtype=np.bool_)


def own_risks(ids: Ids, inherent: Floats, rows: Sequence[Any]) -> OwnRisks:
    """Own risks of the organizations `ids` from the rows of their current results (`queries.results`)."""
    low, high = np.zeros(len(ids)), np.where(np.isnan(inherent), 1.0, inherent)
    known = np.zeros(len(ids), dtype=np.bool_)
    found = {name: np.zeros(len(ids), dtype=np.int64) for name in ("assessment", "questionnaire", "valid_until")}
    section, after = np.full(len(ids), -1, dtype=np.intp), high.copy()
    rows = [row for row in rows if row.assured is not None]  # nothing scorable is no score
    if rows:
        assured, residual = numbers([row.assured for row in rows]), numbers([row.residual_risk for row in rows])
        own = np.clip(np.where(np.isnan(residual), 1.0 - assured / 100.0, residual), 0.0, 1.0)
        worst, lost = _sections(rows)
        better = own * np.divide(100.0 - assured - lost, 100.0 - assured, out=np.zeros(len(rows)), where=assured < 100)
        node, seen = nodes_of(ids, np.array([row.organization_id for row in rows], dtype=np.int64))
        order = np.argsort(own, kind="stable")  # of several results the greatest risk counts: it is written last
        order = order[seen[order]]
        at = node[order]
        known[at] = True
        low[at] = high[at] = own[order]
        section[at], after[at] = worst[order], np.clip(better, 0.0, own)[order]
        found["assessment"][at] = np.array([row.assessment_id for row in rows])[order]
        found["questionnaire"][at] = np.array([row.questionnaire_version_id for row in rows])[order]
        found["valid_until"][at] = np.array([row.valid_until.toordinal() for row in rows])[order]
    return OwnRisks(low=low, high=high, known=known, section=section, after=after, **found)


def _sections(rows: Sequence[Any]) -> tuple[Ints, Floats]:
    """For each result the section in which most points of the assured score are lost, and how many."""
    worst, lost = np.full(len(rows), -1, dtype=np.intp), np.zeros(len(rows))
    by_version: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        by_version.setdefault(row.questionnaire_version_id, []).append(place)
    for places in by_version.values():
        packed = unpack_sections_many([rows[place].sections for place in places]).astype(np.float64)
        loss = np.nan_to_num(packed[:, :, 2] * (1.0 - packed[:, :, 1] / 100.0))
        worst[places] = loss.argmax(axis=1)
        lost[places] = loss.max(axis=1)
    return worst, lost


@lru_cache(maxsize=256)
def _base(substitutability: str, access: str, data: str) -> float:
    facts = EngagementFacts(
        confidential_data=ConfidentialData(data),
        access=Access(access),
        substitutability=Substitutability(substitutability),
    )
    return dependency(facts, RULES).weight


def shares(buyer: Ints, supplier: Ints, category: Sequence[str], spend: Floats) -> Floats:
    """Each supplier's share (0–1) of what the buyer spends on that kind of service; NaN where it is not known."""
    if not len(spend):
        return np.empty(0)
    kinds = np.unique(np.array(category, dtype=np.str_), return_inverse=True)[1]
    known = np.nan_to_num(spend)
    service = np.unique(np.stack([buyer, kinds], axis=1), axis=0, return_inverse=True)[1].ravel()
    supplied = np.unique(np.stack([service, supplier], axis=1), axis=0, return_inverse=True)[1].ravel()
    total, part = np.bincount(service, known)[service], np.bincount(supplied, known)[supplied]
    return np.where(np.isnan(spend), np.nan, np.divide(part, total, out=np.full(len(spend), np.nan), where=total > 0))


def engagements(ids: Ids, rows: Sequence[Any]) -> Engagements:
    """The engagements of `queries.engagements` (by id), with the weight `domain.dependency` gives each."""
    buyer, _ = nodes_of(ids, np.array([row.buyer_id for row in rows], dtype=np.int64))
    supplier, _ = nodes_of(ids, np.array([row.supplier_id for row in rows], dtype=np.int64))
    category, spend = tuple(row.category for row in rows), numbers([row.annual_spend for row in rows])
    base = np.array([_base(row.substitutability, row.access, row.data_class) for row in rows], dtype=np.float64)
    by_share = RULES.whole_share * np.nan_to_num(shares(buyer, supplier, category, spend))
    return Engagements(
        id=np.array([row.id for row in rows], dtype=np.int64),
        buyer=buyer,
        supplier=supplier,
        category=category,
        critical=np.array([row.tier == "T1" for row in rows], dtype=np.bool_),
        spend=spend,
        weight=np.clip(1.0 - (1.0 - base) * (1.0 - by_share), 0.0, 1.0),
    )


def supply_graph(ids: Ids, rows: Sequence[Any], bought: Engagements) -> SupplyGraph:
    """The graph of links between organizations that are seen; links to others are left out.

    A link's own weight wins; else its engagement's; else it is assumed, as nothing is known of it.
    """
    buyer, seen = nodes_of(ids, np.array([row[0] for row in rows], dtype=np.int64))
    supplier, also = nodes_of(ids, np.array([row[1] for row in rows], dtype=np.int64))
    weight = numbers([row[2] for row in rows])
    place, by_engagement = nodes_of(bought.id, np.array([row[3] or 0 for row in rows], dtype=np.int64))
    if len(bought.id):
        weight = np.where(np.isnan(weight) & by_engagement, bought.weight[place], weight)
    weight = np.where(np.isnan(weight), dependency(None, RULES).weight, weight)
    seen &= also
    return build(len(ids), buyer[seen], supplier[seen], weight[seen])
