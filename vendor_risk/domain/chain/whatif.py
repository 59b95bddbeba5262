"""What if: an organization fails, leaves, improves or is replaced; and what to do first.

A change of own risks is worked out only where it can be felt: worst paths where they led to a changed one, combined
exposures at the nodes that depend on one (at all of them when those are many), from where they were. A change of
edges keeps the built graph and gives edges new weights; only a replacement that adds edges rebuilds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from vendor_risk.domain.chain.concentration import reached
from vendor_risk.domain.chain.exposure import combined, combined_values, worst_values
from vendor_risk.domain.chain.graph import Floats, Ints, SupplyGraph, build
from vendor_risk.domain.chain.incremental import worst_after

_MOSTLY = 0.02  # of all nodes affected: then sweeping over all of them is the shorter way


@dataclass(frozen=True)
class ChainState:
    """Own risks and what follows from them, by node: what a what-if starts from and what it gives."""

    own: Floats
    worst: Floats
    combined: Floats


def state(graph: SupplyGraph, own: Floats) -> ChainState:
    """The exposures of a graph as they are. `own` are risks 0–1 by node."""
    placed = np.asarray(own, dtype=np.float64)[graph.node_at]
    worst, total = np.empty(graph.size), np.empty(graph.size)
    worst_values(graph, placed, worst)
    combined_values(graph, placed, total, None)
    back = graph.place_of
    return ChainState(placed[back], worst[back], total[back])


def with_own(graph: SupplyGraph, before: ChainState, changes: Mapping[int, float]) -> ChainState:
    """The exposures when nodes have other own risks: 1 for "this one fails", lower for "these answers improve".

    Raises ValueError for a risk outside 0–1.
    """
    if not all(0 <= risk <= 1 for risk in changes.values()):
        raise ValueError("own risks must lie between 0 and 1")
    nodes = np.fromiter(changes, dtype=np.intp, count=len(changes))
    own = before.own.copy()
    own[nodes] = np.fromiter(changes.values(), dtype=np.float64, count=len(changes))
    nodes = nodes[own[nodes] != before.own[nodes]]
    was, worst, total = (values[graph.node_at] for values in (before.own, before.worst, before.combined))
    placed = was.copy()
    placed[graph.place_of[nodes]] = own[nodes]
    worst_after(graph, was, placed, worst)
    most = _MOSTLY * graph.size
    affected: Ints | None = np.flatnonzero(reached(graph.buyers, graph.place_of[nodes], most))
    if affected is not None and affected.size > most:
        affected = None
    elif affected is not None and not graph.all_live:  # a component cut by weights of 0 is still solved as a whole
        affected = _whole_components(graph, affected)
    combined_values(graph, placed, total, None, affected, near=total.copy())
    back = graph.place_of
    return ChainState(own, worst[back], total[back])


def _whole_components(graph: SupplyGraph, places: Ints) -> Ints:
    touched = np.zeros(int(graph.component.max(initial=0)) + 1, dtype=np.bool_)
    touched[graph.component[places]] = True
    return np.flatnonzero(touched[graph.component])


def without(graph: SupplyGraph, nodes: Sequence[int] | Ints) -> SupplyGraph:
    """The graph when `nodes` leave: nobody buys from them any more (their own edges remain, felt by nobody)."""
    leaving = np.zeros(graph.size, dtype=np.bool_)
    leaving[graph.place_of[np.asarray(nodes, dtype=np.intp)]] = True
    return graph.with_weights(np.where(leaving[graph.supplier], 0.0, graph.weight))


def replaced(graph: SupplyGraph, old: int, new: int) -> SupplyGraph:
    """The graph when every buyer of `old` buys from `new` instead, with the same dependency.

    Where a buyer (or `new` itself) is `new`, nothing is bought from oneself; an existing edge keeps the greater weight.
    """
    buyers, suppliers, weights = graph.edges()
    suppliers = np.where(suppliers == old, new, suppliers)
    return build(graph.size, buyers, suppliers, weights)


@dataclass(frozen=True)
class PossibleMeasure:
    """A possible measure: the own risk of `node` falls to `own_after`."""

    node: int
    own_after: float


@dataclass(frozen=True)
class Chosen:
    """One of the best next measures: what it takes off the group's exposure after those before it, and what is left."""

    measure: PossibleMeasure
    gain: float
    exposure_after: float


def group_exposure(combined_exposure: Floats, importance: Mapping[int, float]) -> float:
    """Σ importance × combined exposure over the group's companies."""
    return float(sum(weight * combined_exposure[node] for node, weight in importance.items()))


def sensitivities(graph: SupplyGraph, own: Floats, importance: Mapping[int, float]) -> Floats:
    """How fast the group's exposure grows with each node's own risk (by node): ∂ Σ importance · c / ∂ own.

    Backwards along the edges from the companies, λ = importance + Aᵀ λ with A(i, j) = ∂c(i)/∂c(j), at most 500 rounds.
    """
    total, inherited = (values[graph.node_at] for values in combined(graph, own))
    placed = np.asarray(own, dtype=np.float64)[graph.node_at]
    row = graph.row_of
    kept = 1.0 - graph.weight * total[graph.supplier]
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = np.where(kept > 0, graph.weight * (1.0 - total[row]) / kept, 0.0)
    backwards: csr_array[np.float64] = csr_array((slope, (graph.supplier, row)), shape=(graph.size, graph.size))
    given = np.zeros(graph.size)
    for node, weight in importance.items():
        given[graph.place_of[node]] += weight
    felt = given.copy()
    for _ in range(500):
        new = given + backwards @ felt
        if float(np.abs(new - felt).max(initial=0.0)) <= 1e-12:
            break
        felt = new
    found: Floats = (felt * np.where(placed < 1, 1.0 - inherited, 1.0))[graph.place_of]
    return found


def best_measures(
    graph: SupplyGraph,
    own: Floats,
    importance: Mapping[int, float],
    measures: Sequence[PossibleMeasure],
    *,
    number: int = 5,
    tried: int = 64,
) -> list[Chosen]:
    """The best next measures for the group, one after the other, each with its gain on top of those before (greedy).

    Every round works out exactly the `tried` candidates that the sensitivities promise most of; with no more measures
    than that the choice is exactly the greedy one. Measures that gain nothing are not chosen.
    """
    now = state(graph, own)
    left, chosen = list(measures), list[Chosen]()
    exposure = group_exposure(now.combined, importance)
    while left and len(chosen) < number:
        promising = left
        if len(left) > tried:
            slopes = sensitivities(graph, now.own, importance)
            left.sort(key=lambda m: -slopes[m.node] * (now.own[m.node] - m.own_after))
            promising = left[:tried]
        best: tuple[float, ChainState, PossibleMeasure] | None = None
        for measure in promising:
            after = with_own(graph, now, {measure.node: min(measure.own_after, float(now.own[measure.node]))})
            value = group_exposure(after.combined, importance)
            if best is None or value < best[0]:
                best = value, after, measure
        if best is None or exposure - best[0] <= 1e-12:
            break
        chosen.append(Chosen(best[2], exposure - best[0], best[0]))
        exposure, now = best[0], best[1]
        left.remove(best[2])
    return chosen
