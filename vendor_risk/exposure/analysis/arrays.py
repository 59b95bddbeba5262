"""From plain columns to the arrays of a snapshot: own risks from results, weights from engagements."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from vendor_risk.domain.chain.dependency import DEFAULT_DEPENDENCY_RULES, DependencySource, dependency
from vendor_risk.domain.chain.graph import Floats, Ints, SupplyGraph, build
from vendor_risk.domain.scoring.packing import unpack_sections_many
from vendor_risk.domain.tiering.facts import ConfidentialData, EngagementFacts, Substitutability, VendorAccess
from vendor_risk.exposure.analysis.snapshot import Engagements, Flags, Ids, OwnRisks

RULES = DEFAULT_DEPENDENCY_RULES
Columns = dict[str, list[Any]]
"""Rows by column: the name → one value a row."""


def numbers(values: Sequence[float | None]) -> Floats:
    """Numbers with NaN for None."""
    return np.array(values, dtype=np.float64)


def whole(values: Sequence[int]) -> Ids:
    """Whole numbers."""
    return np.array(values, dtype=np.int64)


def nodes_of(ids: Ids, wanted: Ids) -> tuple[Ints, Flags]:
    """The nodes of organization ids, and which of them there are (the nodes of others mean nothing)."""
    place = np.minimum(np.searchsorted(ids, wanted), max(len(ids) - 1, 0))
    return place.astype(np.intp), (ids[place] == wanted) if len(ids) else np.zeros(len(wanted), dtype=np.bool_)


def own_risks(ids: Ids, inherent: Floats, could_be: Floats, results: Columns) -> OwnRisks:
    """Own risks of the organizations `ids` from the results that stand for them (`queries.results`).

    `inherent` is the inherent risk by what is known of their engagements, `could_be` what it comes to if unknown facts
    turn out the most sensitive: the upper bound grows by as much.
    """
    low, high = np.zeros(len(ids)), np.nan_to_num(np.fmax(inherent, could_be), nan=1.0)
    growth = np.nan_to_num(np.divide(could_be, inherent, out=np.ones(len(ids)), where=inherent > 0), nan=1.0)
    known, section, after = np.zeros(len(ids), dtype=np.bool_), np.full(len(ids), -1, dtype=np.intp), high.copy()
    assessment, questionnaire, valid_until = (np.zeros(len(ids), dtype=np.int64) for _ in range(3))
    assured, residual = numbers(results["assured"]), numbers(results["residual_risk"])
    own = np.clip(np.where(np.isnan(residual), 1.0 - assured / 100.0, residual), 0.0, 1.0)
    worst, lost = _sections(results)
    better = own * np.divide(100.0 - assured - lost, 100.0 - assured, out=np.zeros(len(own)), where=assured < 100)
    node, seen = nodes_of(ids, whole(results["organization_id"]))
    order = np.argsort(own, kind="stable")  # of several purposes the greatest risk counts: it is written last
    order = order[seen[order]]
    at = node[order]
    known[at] = True
    low[at] = own[order]
    high[at] = np.clip(own[order] * growth[at], 0.0, 1.0)
    section[at], after[at] = worst[order], np.clip(better, 0.0, own)[order]
    assessment[at] = whole(results["assessment_id"])[order]
    questionnaire[at] = whole(results["questionnaire_version_id"])[order]
    valid_until[at] = whole([day.toordinal() for day in results["valid_until"]])[order]
    return OwnRisks(low, high, known, assessment, questionnaire, section, after, valid_until)


def _sections(results: Columns) -> tuple[Ints, Floats]:
    """For each result the section in which most points of the assured score are lost, and how many."""
    versions, blobs = whole(results["questionnaire_version_id"]), results["sections"]
    worst, lost = np.full(len(versions), -1, dtype=np.intp), np.zeros(len(versions))
    for version in np.unique(versions):
        places = np.flatnonzero(versions == version)
        packed = unpack_sections_many([blobs[place] for place in places]).astype(np.float64)
        loss = np.nan_to_num(packed[:, :, 2] * (1.0 - packed[:, :, 1] / 100.0))
        worst[places], lost[places] = loss.argmax(axis=1), loss.max(axis=1)
    return worst, lost


def facts_of(substitutability: str | None, access: str | None, data_class: str | None) -> EngagementFacts:
    """The facts of an engagement, from the columns its weight follows from."""
    return EngagementFacts(
        confidential_data=ConfidentialData(data_class) if data_class else None,
        access=VendorAccess(access) if access else None,
        substitutability=Substitutability(substitutability) if substitutability else None,
    )


@lru_cache(maxsize=256)
def _base(substitutability: str | None, access: str | None, data: str | None) -> tuple[float, float]:
    """The weight by the known facts alone, and the least it may be."""
    found = dependency(facts_of(substitutability, access, data), RULES)
    known = 1.0 - math.prod(1.0 - part for source, part in found.parts if source is not DependencySource.ASSUMED)
    return known, RULES.assumed if None in (substitutability, access, data) else 0.0


def shares(buyer: Ints, supplier: Ints, category: Sequence[str], spend: Floats) -> Floats:
    """Each supplier's share (0–1) of what the buyer spends on that kind of service; NaN where it is not known."""
    if not len(spend):
        return np.empty(0)
    number = {key: place for place, key in enumerate(dict.fromkeys(category))}
    kinds = np.array([number[key] for key in category], dtype=np.int64)
    known, nodes = np.nan_to_num(spend), int(supplier.max()) + 1
    service = np.unique(buyer * len(number) + kinds, return_inverse=True)[1]
    supplied = np.unique(service * nodes + supplier, return_inverse=True)[1]
    total, part = np.bincount(service, known)[service], np.bincount(supplied, known)[supplied]
    return np.where(np.isnan(spend), np.nan, np.divide(part, total, out=np.full(len(spend), np.nan), where=total > 0))


def engagements(ids: Ids, rows: Columns) -> Engagements:
    """The engagements of `queries.engagements` (by id), with the weight `domain.chain.dependency` gives each."""
    buyer, _ = nodes_of(ids, whole(rows["buyer_id"]))
    supplier, _ = nodes_of(ids, whole(rows["supplier_id"]))
    category, spend = tuple(rows["category"]), numbers(rows["annual_spend"])
    bases = [*map(_base, rows["substitutability"], rows["access"], rows["data_class"])]
    base, least = (numbers([pair[place] for pair in bases]) for place in (0, 1))
    by_share = RULES.whole_share * np.nan_to_num(shares(buyer, supplier, category, spend))
    return Engagements(
        id=whole(rows["id"]),
        buyer=buyer,
        supplier=supplier,
        category=category,
        critical=np.array([tier == "T1" for tier in rows["tier"]], dtype=np.bool_),
        spend=spend,
        weight=np.clip(np.maximum(1.0 - (1.0 - base) * (1.0 - by_share), least), 0.0, 1.0),
    )


def supply_graph(ids: Ids, links: Columns, bought: Engagements) -> SupplyGraph:
    """The graph of links between organizations that are seen; links to others are left out.

    A link's own weight wins; else its engagement's; else it is assumed, as nothing is known of it.
    """
    buyer, seen = nodes_of(ids, whole(links["buyer_id"]))
    supplier, also = nodes_of(ids, whole(links["supplier_id"]))
    weight = numbers(links["weight"])
    place, by_engagement = nodes_of(bought.id, whole([number or 0 for number in links["engagement_id"]]))
    if len(bought.id):
        weight = np.where(np.isnan(weight) & by_engagement, bought.weight[place], weight)
    weight = np.where(np.isnan(weight), dependency(None, RULES).weight, weight)
    seen &= also
    return build(len(ids), buyer[seen], supplier[seen], weight[seen])
