"""What the exposure pages receive: a snapshot's answers, and the names of everyone they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.chain import concentration as chain_concentration
from vendor_risk.domain.chain.exposure import drivers, path
from vendor_risk.domain.chain.whatif import Chosen
from vendor_risk.domain.questionnaires import Section
from vendor_risk.exposure import queries
from vendor_risk.exposure.analysis import advice
from vendor_risk.exposure.analysis import concentration as analysis_concentration
from vendor_risk.exposure.analysis import paths as analysis_paths
from vendor_risk.exposure.analysis.advice import ExposureEffect, Unknown, What
from vendor_risk.exposure.analysis.answers import DEEPER, TOP, ChainNumbers, chain_answers, chain_numbers
from vendor_risk.exposure.analysis.concentration import Rest, ServiceSpread
from vendor_risk.exposure.analysis.paths import CompanyRisk, Path
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.figures import ChainReadings, NodeReadings, chain_readings, node_readings
from vendor_risk.exposure.worst_answer_queries import WorstAnswer, worst_answers

_SHOWN = 50
"""Engagements listed on the page of one organization; it says how many more there are."""


@dataclass(frozen=True)
class Index:
    """Everything the index shows; `names`, `weakest` and `worst_answers` by node."""

    numbers: ChainNumbers
    readings: ChainReadings
    paths: list[Path]
    deeper: list[Path]
    companies: list[CompanyRisk]
    measures: list[Chosen]
    unknown: list[Unknown]
    rests: list[Rest]
    hidden: list[Rest]
    singles: list[Rest]
    spreads: list[ServiceSpread]
    names: dict[int, str]
    weakest: dict[int, Section | None]
    worst_answers: dict[int, WorstAnswer]


@dataclass(frozen=True)
class NodePage:
    """Everything the page of one organization shows; `names`, `weakest` and `worst_answers` by node."""

    at: int
    readings: NodeReadings
    companies: list[int]
    engagements: Sequence[queries.EngagementName]
    """The first of them; `engaged` in all."""
    engaged: int
    critical: int
    services: int
    spend: float
    spend_unknown: int
    way: Path
    drivers: list[tuple[int, float]]
    changes: list[ExposureEffect] | None
    """What if: None when nothing is supposed."""
    node_by_id: dict[int, int]
    names: dict[int, str]
    weakest: dict[int, Section | None]
    worst_answers: dict[int, WorstAnswer]


def index(view: Snapshot, *, worst: bool) -> Index:
    """Everything the index shows."""
    worst_paths = analysis_paths.worst_paths(view, view.case(worst=worst), TOP)
    deeper = analysis_paths.deeper_paths(view, view.case(worst=worst), DEEPER)
    companies = analysis_paths.company_risks(view)
    found, five = chain_answers(view), chain_numbers(view)
    nodes = {node for one in (*worst_paths, *deeper) for node in one.nodes} | {row.node for row in companies}
    nodes |= {row.node for row in found.unknown} | {row.node for row in (*found.rests, *found.hidden, *found.singles)}
    origins = {one.origin for one in (*worst_paths, *deeper)} | {one.measure.node for one in found.measures}
    nodes |= origins | ({five.worst.nodes[0], five.worst.origin} if five.worst else set())
    return Index(
        numbers=five,
        readings=chain_readings(five, found.rests[0].critical if found.rests else 0),
        paths=worst_paths,
        deeper=deeper,
        companies=companies,
        measures=found.measures,
        unknown=found.unknown,
        rests=found.rests,
        hidden=found.hidden,
        singles=found.singles,
        spreads=found.spreads,
        names=queries.node_names(view, nodes),
        weakest=queries.weakest_sections(view, origins),
        worst_answers=worst_answers(view, origins),
    )


def node(view: Snapshot, at: int, what: What | None, *, worst: bool) -> NodePage:
    """Everything the page of one organization shows."""
    exposure = view.case(worst=worst)
    radius = np.append(chain_concentration.blast_radius(view.graph, at), at)
    bought = view.engagements
    touched = np.flatnonzero(np.isin(bought.supplier, radius) | (bought.buyer == at))
    companies = [company for company in analysis_concentration.companies_on(view, at) if company != at]
    way = path(exposure.via, at)
    inherits = drivers(view.graph, exposure, at)[:TOP]
    changes = None if what is None else advice.what_if(view, at, what, worst=worst)
    rows = queries.engagement_names(bought.id[_first(view, touched)].tolist())
    known = {int(view.ids[found]): int(found) for found in np.unique(bought.supplier[touched])}
    buyers = {int(view.ids[found]): int(found) for found in np.unique(bought.buyer[touched])}
    nodes = {at, *companies, *way, *(supplier for supplier, _share in inherits), *known.values(), *buyers.values()}
    nodes |= {change.node for change in changes or ()}
    return NodePage(
        at=at,
        readings=node_readings(view, at, len(companies), len(touched)),
        companies=companies,
        engagements=rows,
        engaged=len(touched),
        critical=int(np.count_nonzero(bought.critical[touched])),
        services=len({bought.category[place] for place in touched}),
        spend=float(np.nansum(bought.spend[touched])),
        spend_unknown=int(np.isnan(bought.spend[touched]).sum()),
        way=Path(tuple(way), float(exposure.worst[at])),
        drivers=inherits,
        changes=changes,
        node_by_id=known | buyers,
        names=queries.node_names(view, nodes),
        weakest=queries.weakest_sections(view, {at, way[-1]}),
        worst_answers=worst_answers(view, {at, way[-1]}),
    )


def _first(view: Snapshot, touched: NDArray[np.intp]) -> NDArray[np.intp]:
    """The first of the engagements to list: critical ones, then the dearest."""
    bought = view.engagements
    order = np.lexsort((-np.nan_to_num(bought.spend[touched]), ~bought.critical[touched]))
    return touched[order[:_SHOWN]]
