"""Random small supply graphs, as our arrays and as a networkx oracle."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from vendor_risk.domain.chain.graph import SupplyGraph, build

RISKS = st.floats(0, 1) | st.sampled_from([0.0, 1.0, 0.5, 1e-6])
Case = tuple[int, list[tuple[int, int, float]], np.ndarray]


@st.composite
def cases(draw: st.DrawFn, most: int = 7, weights: st.SearchStrategy[float] = RISKS) -> Case:
    """Small graphs with cycles, double edges and self-loops: size, edges (buyer, supplier, weight), own risks."""
    n = draw(st.integers(1, most))
    nodes = st.integers(0, n - 1)
    edges = draw(st.lists(st.tuples(nodes, nodes, weights), max_size=3 * n))
    return n, edges, np.array(draw(st.lists(RISKS, min_size=n, max_size=n)))


def graph_of(case: Case) -> SupplyGraph:
    """The case as the arrays under test."""
    n, edges, _ = case
    return build(n, [e[0] for e in edges], [e[1] for e in edges], [e[2] for e in edges])


def as_networkx(case: Case) -> nx.DiGraph:
    """The case as an independent library sees it: doubles by the greatest weight, no self-loops."""
    n, edges, _ = case
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    for buyer, supplier, weight in edges:
        if buyer != supplier:
            known = graph.edges.get((buyer, supplier), {"w": 0.0})["w"]
            graph.add_edge(buyer, supplier, w=max(weight, known))
    return graph


def live(case: Case) -> nx.DiGraph:
    """The same without edges of weight 0, along which nobody depends on anybody."""
    graph = as_networkx(case)
    graph.remove_edges_from([pair for *pair, data in graph.edges(data=True) if data["w"] == 0])
    return graph
