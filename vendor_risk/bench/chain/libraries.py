"""Graph libraries asked the same questions in the same run: networkx, rustworkx and igraph, those that are installed.

None of them is needed to run the product. Each receives the graph beforehand; only the question is timed.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from types import ModuleType

import numpy as np

from vendor_risk.bench.report import BenchMeasure, measured
from vendor_risk.domain.chain.concentration import blast_radius
from vendor_risk.domain.chain.dominators import dominators
from vendor_risk.domain.chain.exposure import worst_path
from vendor_risk.domain.chain.graph import Floats, SupplyGraph

NAMES = ("networkx", "rustworkx", "igraph")
MOST = 200_000
"""Organizations; beyond, handing a library the edges takes minutes and gigabytes."""
Work = Callable[[], object]


def absent() -> list[str]:
    """Those that are not installed, so that nothing is said of them."""
    return [name for name in NAMES if importlib.util.find_spec(name) is None]


def beside(graph: SupplyGraph, own: Floats, roots: list[int]) -> Iterator[BenchMeasure]:
    """Single points of failure, blast radius and worst paths: ours, with the library's time as the limit."""
    if graph.size > MOST:
        return
    ours: dict[str, tuple[Work, str]] = {
        "single points of failure": (lambda: dominators(graph, roots), "≤ 1.5× rustworkx"),
        "blast radius": (lambda: blast_radius(graph, graph.size - 1), ""),
        "worst path": (lambda: worst_path(graph, own), ""),
    }
    for name in NAMES:
        if name in absent():
            continue
        theirs = _QUESTIONS[name](importlib.import_module(name), graph, own, roots)
        for question, work in theirs.items():
            mine, goal = ours[question]
            goal = goal if name in goal else ""
            yield measured(f"graph: {question} | {name}", graph.size, mine, work, goal, least_runs=3)


def _edges(
    graph: SupplyGraph, own: Floats, roots: list[int]
) -> tuple[list[tuple[int, int]], list[tuple[int, int, float]]]:
    """The edges with a root above `roots` (node n), and the reversed ones with costs: -log of weights, and of own risks
    from a source (node n). A worst path is a cheapest one.
    """
    n, (buyers, suppliers, weights) = graph.size, graph.edges()
    plain = [*zip(buyers.tolist(), suppliers.tolist(), strict=True), *((n, root) for root in roots)]
    costs = -np.log(np.concatenate([weights, own]).clip(1e-300))
    starts, ends = np.append(suppliers, np.full(n, n)), np.append(buyers, np.arange(n))
    return plain, list(zip(starts.tolist(), ends.tolist(), costs.tolist(), strict=True))


def _networkx(nx: ModuleType, graph: SupplyGraph, own: Floats, roots: list[int]) -> dict[str, Work]:
    plain, costly = _edges(graph, own, roots)
    one, other, n = nx.DiGraph(plain), nx.DiGraph(), graph.size
    other.add_weighted_edges_from(costly)
    return {
        "single points of failure": lambda: nx.immediate_dominators(one, n),
        "blast radius": lambda: nx.ancestors(one, n - 1),
        "worst path": lambda: nx.single_source_dijkstra_path_length(other, n),
    }


def _rustworkx(rx: ModuleType, graph: SupplyGraph, own: Floats, roots: list[int]) -> dict[str, Work]:
    plain, costly = _edges(graph, own, roots)
    one, other, n = rx.PyDiGraph(), rx.PyDiGraph(), graph.size
    for made in (one, other):
        made.add_nodes_from(range(n + 1))
    one.add_edges_from_no_data(plain)
    other.add_edges_from(costly)
    return {
        "single points of failure": lambda: rx.immediate_dominators(one, n),
        "blast radius": lambda: rx.ancestors(one, n - 1),
        "worst path": lambda: rx.dijkstra_shortest_path_lengths(other, n, float),
    }


def _igraph(ig: ModuleType, graph: SupplyGraph, own: Floats, roots: list[int]) -> dict[str, Work]:
    plain, costly = _edges(graph, own, roots)
    n = graph.size
    one = ig.Graph(n=n + 1, edges=plain, directed=True)
    other = ig.Graph(n=n + 1, edges=[edge[:2] for edge in costly], directed=True)
    costs = [edge[2] for edge in costly]
    return {
        "single points of failure": lambda: one.dominator(n),
        "blast radius": lambda: one.subcomponent(n - 1, mode="in"),
        "worst path": lambda: other.distances(n, weights=costs),
    }


_QUESTIONS: dict[str, Callable[[ModuleType, SupplyGraph, Floats, list[int]], dict[str, Work]]] = {
    "networkx": _networkx,
    "rustworkx": _rustworkx,
    "igraph": _igraph,
}
