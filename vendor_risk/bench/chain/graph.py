"""The supply graph: exposure, what-if, concentration and single points of failure, at up to a million organizations.

The limit is one pass over all edges (a sparse matrix times a vector) of the same graph, for the blast radius SciPy's
breadth-first search, and for some questions other graph libraries (`graph_libraries`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from vendor_risk.bench.chain import libraries
from vendor_risk.bench.report import BenchMeasure, measured
from vendor_risk.domain.chain.concentration import blast_radius, how_many, resting_on
from vendor_risk.domain.chain.exposure import combined, worst_path
from vendor_risk.domain.chain.graph import SupplyGraph, build
from vendor_risk.domain.chain.whatif import ChainState, state, with_own

Edges = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]
COMPANIES = 12
Work = Callable[[], object]
SIZES = (10_000, 100_000, 1_000_000)


def chain(n: int, seed: int = 1) -> Edges:
    """Edges of a made-up chain: four per organization, from buyers to suppliers further down, some shared by many.

    One edge in two thousand leads back up, so that there are cycles, small and large.
    """
    rng = np.random.default_rng(seed)
    buyers = rng.integers(0, n, 4 * n)
    ahead = (n - buyers) * rng.power(2, 4 * n) ** 2
    suppliers = np.minimum(n - 1, buyers + 1 + ahead.astype(np.intp))
    back = rng.random(4 * n) < 0.0005
    edges = np.where(back, suppliers, buyers), np.where(back, buyers, suppliers)
    return edges[0].astype(np.intp), edges[1].astype(np.intp), rng.uniform(0.0, 0.5, 4 * n)


def _built(n: int, edges: Edges) -> tuple[SupplyGraph, ChainState, csr_array]:
    graph = build(n, *edges)
    own = np.random.default_rng(2).uniform(0.0, 0.3, n)
    one_pass = csr_array((edges[2], (edges[0], edges[1])), shape=(n, n))
    _ = graph.row_of, graph.buyers, graph.suppliers  # kept with the graph from one question to the next
    return graph, state(graph, own), one_pass


def _improved(before: ChainState) -> dict[int, float]:
    nodes = np.random.default_rng(3).choice(len(before.own), 10, replace=False)
    return {int(node): float(before.own[node]) / 2 for node in nodes}


def graph(sizes: Sequence[int] = SIZES) -> Iterator[BenchMeasure]:
    """Every question asked of the graph, at each size."""
    for n in sizes:
        edges = chain(n)
        supply, before, matrix = _built(n, edges)
        own = before.own
        for name, work, goal in _questions(n, edges, supply, before):
            yield measured(name, n, work, partial(matrix.dot, own), goal, least_runs=3)
        last = int(supply.place_of[n - 1])
        yield measured(
            "graph: blast radius",
            n,
            partial(blast_radius, supply, n - 1),
            partial(breadth_first_order, supply.buyers, last, return_predecessors=False),
            "≤ 3× SciPy's search",
        )
        yield from libraries.beside(supply, own, list(range(COMPANIES)))


def _questions(n: int, edges: Edges, supply: SupplyGraph, before: ChainState) -> Iterator[tuple[str, Work, str]]:
    """What is held against one pass over the edges: name, work, goal."""
    companies = [[node] for node in range(COMPANIES)]
    fails, improve = {n // 2: 1.0}, _improved(before)
    yield "graph: build and order", partial(build, n, *edges), "once per version of the data"
    yield "graph: worst path, with the path", partial(worst_path, supply, before.own), "≤ 20× one pass"
    yield "graph: combined exposure", partial(combined, supply, before.own), "≤ 30× one pass"
    yield "graph: what if one fails", partial(with_own, supply, before, fails), "≤ 10× one pass"
    yield "graph: what if ten answers improve", partial(with_own, supply, before, improve), "≤ 10× one pass"
    yield (
        f"graph: concentration of {COMPANIES} companies",
        lambda: how_many(resting_on(supply, companies)),
        "≤ 0.1 s at 100,000, linear",
    )
