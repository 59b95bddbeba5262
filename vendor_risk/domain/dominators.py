"""Single points of failure: nodes that every way from the group to others passes.

Node d dominates v when every path from the group (one virtual root above the given companies) to v goes through d. The
nearest dominators form a tree; what hangs below d is reached through d alone.

Semi-NCA (L. Georgiadis, R. Tarjan, R. Werneck, Finding Dominators in Practice, 2006): near-linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import depth_first_order

from vendor_risk.domain.graph import Floats, Ints, SupplyGraph

ROOT = -1
"""The virtual root above the group companies, where nothing else dominates."""
UNREACHED = -2


@dataclass(frozen=True)
class Dominators:
    """`nearest[v]` is the nearest dominator of node v: a node, ROOT, or UNREACHED.

    `preorder` lists the reached nodes, each after its nearest dominator.
    """

    nearest: Ints
    preorder: Ints

    def reached_only_through(self, weights: Floats | None = None) -> Floats:
        """For every node the weight (default: the number) of other nodes reached through it alone."""
        own = np.ones(len(self.nearest)) if weights is None else np.asarray(weights, dtype=np.float64)
        below = [0.0] * len(self.nearest)
        value, nearest = own.tolist(), self.nearest.tolist()
        for node in reversed(self.preorder.tolist()):
            if nearest[node] >= 0:
                below[nearest[node]] += below[node] + value[node]
        return np.array(below)


def _semi_nca(parent: list[int], pred: list[int], ptr: list[int]) -> list[int]:
    """Nearest dominators of vertices numbered in depth-first preorder (0 is the root).

    `parent` is the depth-first tree, `pred[ptr[v] : ptr[v + 1]]` are the predecessors of v.
    """
    count = len(parent)
    least, above, semi = list(range(count)), list(parent), list(range(count))
    for v in range(count - 1, 0, -1):
        best = v
        for u in pred[ptr[v] : ptr[v + 1]]:
            if u > v and above[u] > v:  # least semidominator on the way up to v, compressing the way
                path, top = [], u
                while above[top] > v:
                    path.append(top)
                    top = above[top]
                lowest, end = least[top], above[top]
                for w in reversed(path):
                    lowest = min(lowest, least[w])
                    least[w], above[w] = lowest, end
            if least[u] < best:  # noqa: PLR1730 - min() would cost a third more, here where the time goes
                best = least[u]
        semi[v] = least[v] = best
    nearest = list(parent)
    for v in range(1, count):
        higher = nearest[v]
        while higher > semi[v]:
            higher = nearest[higher]
        nearest[v] = higher
    return nearest


def dominators(graph: SupplyGraph, roots: Sequence[int] | Ints) -> Dominators:
    """The nearest dominators seen from `roots` (the group's companies) along edges to suppliers."""
    n, links = graph.size, graph.suppliers
    tops = np.unique(graph.place_of[np.asarray(roots, dtype=np.intp)])
    row_of = np.repeat(np.arange(n), np.diff(links.indptr))
    buyers = np.append(row_of, np.full(len(tops), n))
    suppliers = np.append(links.indices.astype(np.intp), tops)
    whole: csr_array[np.float64] = csr_array((np.ones(len(buyers)), (buyers, suppliers)), shape=(n + 1, n + 1))
    order, before = depth_first_order(whole, n)
    number = np.full(n + 1, -1, dtype=np.intp)
    number[order] = np.arange(len(order))
    buyer, supplier = number[buyers], number[suppliers]
    buyer, supplier = buyer[buyer >= 0], supplier[buyer >= 0]
    sort = np.argsort(supplier, kind="stable")
    ptr = np.concatenate(([0], np.cumsum(np.bincount(supplier, minlength=len(order)))))
    parent = np.append(0, number[before[order[1:]]])
    found = np.array(_semi_nca(parent.tolist(), buyer[sort].tolist(), ptr.tolist()), dtype=np.intp)
    nearest = np.full(n, UNREACHED, dtype=np.intp)
    reached = order[1:]
    dominator = order[found[1:]]
    node_at = np.append(graph.node_at, ROOT)
    nearest[graph.node_at[reached]] = node_at[dominator]
    return Dominators(nearest=nearest, preorder=graph.node_at[reached])
