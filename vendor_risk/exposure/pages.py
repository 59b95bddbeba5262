"""What the exposure pages are handed: a snapshot's answers, and the names of everyone they speak of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from vendor_risk.domain.chain import concentration as chain_concentration
from vendor_risk.domain.chain.exposure import drivers, path
from vendor_risk.exposure import queries
from vendor_risk.exposure.analysis import advice
from vendor_risk.exposure.analysis import concentration as analysis_concentration
from vendor_risk.exposure.analysis import paths as analysis_paths
from vendor_risk.exposure.analysis.advice import What
from vendor_risk.exposure.analysis.paths import Path
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.analysis.worst_answers import worst_answers
from vendor_risk.i18n import language
from vendor_risk.organizations.queries import names_of

TOP = 10
DEEPER = 5
HOME = 3
_SHOWN = 50
"""Engagements listed on the page of one organization; it says how many more there are."""


def names(view: Snapshot, nodes: Iterable[int]) -> dict[int, str]:
    """Display names by node, in the language of the page; one query."""
    wanted = {int(node): int(view.ids[node]) for node in nodes}
    rows, local = names_of(wanted.values()), "name_ja" if language() == "ja" else "name_en"
    return {node: str(getattr(rows[number], local) or rows[number].name) for node, number in wanted.items()}


def weakest(view: Snapshot, nodes: Iterable[int]) -> dict[int, Any]:
    """The section in which each node's counted result loses most; None without a result."""
    return {node: queries.weakest_section(view, node) for node in nodes}


def numbers(view: Snapshot) -> dict[str, Any]:
    """The five numbers of the first screen."""
    unknown = int(np.count_nonzero(view.in_chain & ~view.risks.known))
    return {
        "group": (advice.group_exposure(view, worst=False), advice.group_exposure(view, worst=True)),
        "measured_by": view.measured_by,
        "worst": next(iter(analysis_paths.worst_paths(view, view.known_case, 1)), None),
        "unknown": unknown,
        "chain": int(np.count_nonzero(view.in_chain)),
        "shared": len(analysis_concentration.shared_uncontracted(view)),
        "critical": int(np.count_nonzero(view.engagements.critical)),
    }


def answers(view: Snapshot) -> dict[str, Any]:
    """What takes its time and is the same in either case: worked out once for a snapshot, beforehand by `renewing`."""
    return {
        "measures": view.once("measures", lambda: advice.best_measures(view)),
        "unknown": view.once("unknown", lambda: advice.ask_first(view, TOP)),
        "rests": view.once("rests", lambda: analysis_concentration.concentrations(view, TOP)),
        "hidden": view.once("hidden", lambda: analysis_concentration.concentrations(view, DEEPER, uncontracted=True)),
        "singles": view.once("singles", lambda: analysis_concentration.single_points(view, DEEPER)),
        "spreads": view.once("spreads", lambda: analysis_concentration.spreads(view)),
    }


def index(view: Snapshot, *, worst: bool) -> dict[str, Any]:
    """Everything the index shows."""
    worst_paths = analysis_paths.worst_paths(view, view.case(worst=worst), TOP)
    deeper = analysis_paths.deeper_paths(view, view.case(worst=worst), DEEPER)
    companies = analysis_paths.company_risks(view)
    found = answers(view)
    nodes = {node for one in (*worst_paths, *deeper) for node in one.nodes} | {row.node for row in companies}
    nodes |= {row.node for key in ("unknown", "rests", "hidden", "singles") for row in found[key]}
    origins = {one.origin for one in (*worst_paths, *deeper)} | {one.measure.node for one in found["measures"]}
    five = numbers(view)
    nodes |= origins | ({five["worst"].nodes[0], five["worst"].origin} if five["worst"] else set())
    return {
        "numbers": five,
        "paths": worst_paths,
        "deeper": deeper,
        "companies": companies,
        **found,
        "names": names(view, nodes),
        "weakest": weakest(view, origins),
        "worst_answers": worst_answers(view, origins),
    }


def home(view: Snapshot) -> dict[str, Any]:
    """The first screen's share: the group's exposure, the ten worst paths, what helps first, whom to ask first."""
    found = analysis_paths.worst_paths(view, view.known_case, TOP)
    measures = view.once("measures", lambda: advice.best_measures(view))[:HOME]
    unknown = view.once("unknown", lambda: advice.ask_first(view, TOP))[:HOME]
    origins = {one.origin for one in found} | {chosen.measure.node for chosen in measures}
    nodes = {node for one in found for node in one.nodes} | origins | {row.node for row in unknown}
    return {
        "view": view,
        "group": (advice.group_exposure(view, worst=False), advice.group_exposure(view, worst=True)),
        "measured_by": view.measured_by,
        "paths": found,
        "measures": measures,
        "unknown": unknown,
        "names": names(view, nodes),
        "weakest": weakest(view, origins),
    }


def node(view: Snapshot, at: int, what: What | None, *, worst: bool) -> dict[str, Any]:
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
    return {
        "at": at,
        "exposures": (view.known_case, view.worst_case),
        "companies": companies,
        "engagements": rows,
        "engaged": len(touched),
        "critical": int(np.count_nonzero(bought.critical[touched])),
        "services": len({bought.category[place] for place in touched}),
        "spend": float(np.nansum(bought.spend[touched])),
        "spend_unknown": int(np.isnan(bought.spend[touched]).sum()),
        "way": Path(tuple(way), float(exposure.worst[at])),
        "drivers": inherits,
        "changes": changes,
        "node_by_id": known | buyers,
        "names": names(view, nodes),
        "weakest": weakest(view, {at, way[-1]}),
        "worst_answers": worst_answers(view, {at, way[-1]}),
    }


def _first(view: Snapshot, touched: Any) -> Any:
    """The first of the engagements to list: critical ones, then the dearest."""
    bought = view.engagements
    order = np.lexsort((-np.nan_to_num(bought.spend[touched]), ~bought.critical[touched]))
    return touched[order[:_SHOWN]]
