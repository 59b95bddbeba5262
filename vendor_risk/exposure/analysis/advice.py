"""What if, what first, and whom to ask first: the domain's answers for one snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from vendor_risk.domain.chain import whatif
from vendor_risk.domain.chain.graph import Floats, SupplyGraph
from vendor_risk.domain.chain.whatif import ChainState, Chosen, PossibleMeasure
from vendor_risk.exposure.analysis.snapshot import Snapshot

CLOSELY = 24
"""Measures that each round works out exactly, of those that promise most."""


class What(StrEnum):
    """What happens to one organization."""

    FAILS = "fails"
    LEAVES = "leaves"
    TARGET = "target"
    WEAKEST = "weakest"


@dataclass(frozen=True, slots=True)
class ExposureEffect:
    """A company's exposure before and after: what it inherits by the worst path, and all together."""

    node: int
    inherited: tuple[float, float]
    combined: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Unknown:
    """An organization nobody has assessed: its own risk lies between 0 and `high`, and the group's exposure would
    rise by `rise` if it were that."""

    node: int
    high: float
    rise: float


def after(view: Snapshot, node: int, what: What, *, worst: bool) -> tuple[SupplyGraph, ChainState]:
    """The graph and the exposures once this has happened to `node`, in the known or in the worst case."""
    before = view.state(worst=worst)
    if what is What.LEAVES:
        left = whatif.without(view.graph, [node])
        return left, whatif.state(left, before.own)
    own = {What.FAILS: 1.0, What.TARGET: 0.0}.get(what, min(float(view.risks.after[node]), float(before.own[node])))
    return view.graph, whatif.with_own(view.graph, before, {node: own})


def inherited(graph: SupplyGraph, worst: Floats) -> Floats:
    """What every node inherits by its worst path, from worst-path exposures: max_j w_ij · e(j)."""
    buyers, suppliers, weights = graph.edges()
    found = np.zeros(graph.size)
    np.maximum.at(found, buyers, weights * worst[suppliers])
    return found


def what_if(view: Snapshot, node: int, what: What, *, worst: bool) -> list[ExposureEffect]:
    """Every company whose exposure moves, the most moved first."""
    before = view.state(worst=worst)
    graph, then = after(view, node, what, worst=worst)
    reached, reached_then = view.case(worst=worst).worst_inherited, inherited(graph, then.worst)
    changes = [
        ExposureEffect(
            node=int(company),
            inherited=(float(reached[company]), float(reached_then[company])),
            combined=(float(before.combined[company]), float(then.combined[company])),
        )
        for company in view.companies
    ]
    moved = [change for change in changes if _moved(change) > 1e-9]
    return sorted(moved, key=lambda change: -_moved(change))


def _moved(change: ExposureEffect) -> float:
    return abs(change.inherited[1] - change.inherited[0]) + abs(change.combined[1] - change.combined[0])


def group_exposure(view: Snapshot, *, worst: bool) -> float:
    """The mean of all risks together over what `Snapshot.importance` counts, 0–1."""
    return whatif.group_exposure(view.case(worst=worst).combined, view.importance)


def best_measures(view: Snapshot, number: int = 5) -> list[Chosen]:
    """The best next measures with vendors: each brings the section in which most is lost to its target.

    By what is known: what nobody has assessed cannot be improved, only asked (`ask_first`).
    """
    risks = view.risks
    candidates = np.flatnonzero(view.in_chain & risks.known & (risks.after < risks.low))
    measures = [PossibleMeasure(int(node), float(risks.after[node])) for node in candidates]
    if not measures:
        return []
    return whatif.best_measures(view.graph, risks.low, view.importance, measures, number=number, tried=CLOSELY)


def ask_first(view: Snapshot, number: int = 10) -> list[Unknown]:
    """The unknown organizations of the chain that would hurt the group most at their worst, the worst first."""
    risks = view.risks
    unknown = np.flatnonzero(view.in_chain & ~risks.known)
    if not unknown.size:
        return []
    order = np.argsort(-view.steepness[unknown] * (risks.high - risks.low)[unknown], kind="stable")[: 3 * number]
    before, start = group_exposure(view, worst=False), view.state(worst=False)
    found = []
    for node in unknown[order]:
        high = float(risks.high[node])
        then = whatif.with_own(view.graph, start, {int(node): high})
        found.append(Unknown(int(node), high, whatif.group_exposure(then.combined, view.importance) - before))
    return sorted(found, key=lambda row: -row.rise)[:number]
