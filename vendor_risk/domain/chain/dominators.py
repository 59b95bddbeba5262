"""Single points of failure: nodes that every way from the group to others passes.

Node d dominates v when every path from the group (one virtual root above the given companies) to v goes through d. The
nearest dominators form a tree; what hangs below d is reached through d alone.

Two ways, the same answer. Chains are shallow but wide, so all nodes are worked out at once: every node begins with its
breadth-first parent (any way to a node passes all its dominators) and moves up to the nearest common node of all its
buyers' pointers until nothing moves (K. Cooper, T. Harvey, K. Kennedy, A Simple, Fast Dominance Algorithm, 2001; here
numbered by hops, so that whole levels are a few array operations). Where a chain is very deep, or that has not settled
soon, Semi-NCA (L. Georgiadis, R. Tarjan, R. Werneck, Finding Dominators in Practice, 2006) is near-linear on any graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, depth_first_order

from vendor_risk.domain.chain.graph import Floats, Ints, SupplyGraph, spans

ROOT = -1
"""The virtual root above the group companies, where nothing else dominates."""
UNREACHED = -2
_MOST_HOPS = 200
_MOST_SWEEPS = 40


@dataclass(frozen=True)
class Dominators:
    """`nearest[v]` is the nearest dominator of node v: a node, ROOT, or UNREACHED.

    `preorder` lists the reached nodes, each after its nearest dominator; `levels` cuts it into runs (where each
    starts, and the end) of which no node dominates another.
    """

    nearest: Ints
    preorder: Ints
    levels: Ints

    def reached_only_through(self, weights: Floats | None = None) -> Floats:
        """For every node the weight (default: the number) of other nodes reached through it alone."""
        own = np.ones(len(self.nearest)) if weights is None else np.asarray(weights, dtype=np.float64)
        if len(self.levels) > _MOST_HOPS + 2:
            return self._one_by_one(own)
        below = np.zeros(len(self.nearest))
        for stop, start in pairwise(self.levels[::-1].tolist()):
            nodes = self.preorder[start:stop]
            above = self.nearest[nodes]
            inner = above >= 0
            np.add.at(below, above[inner], below[nodes[inner]] + own[nodes[inner]])
        return below

    def _one_by_one(self, own: Floats) -> Floats:
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
    whole: csr_array[np.float64] = csr_array(
        (
            np.ones(links.nnz + len(tops)),
            np.append(links.indices, tops.astype(links.indices.dtype)),
            np.append(links.indptr, links.nnz + len(tops)),
        ),
        shape=(n + 1, n + 1),
    )  # the virtual root is the last row
    order, before = (found.astype(np.intp) for found in breadth_first_order(whole, n))
    hops = _hops(order, before)
    above = None if hops[-1] > _MOST_HOPS else _by_levels(graph, tops, order, before, hops)
    levels = np.append(np.flatnonzero(np.diff(hops)), len(order) - 1)
    if above is None:
        order, above = _by_search(graph, whole)
        levels = np.arange(len(order))
    nearest = np.full(n, UNREACHED, dtype=np.intp)
    node_at = np.append(graph.node_at, ROOT)
    reached = order[1:]
    nearest[graph.node_at[reached]] = node_at[above[reached]]
    return Dominators(nearest=nearest, preorder=graph.node_at[reached], levels=levels)


def _hops(order: Ints, before: Ints) -> Ints:
    """Hops from the root of each in breadth-first `order`: a run ends where parents come from the next one."""
    rank = np.empty(len(before), dtype=np.intp)
    rank[order] = np.arange(len(order))
    parent = rank[before[order[1:]]]  # ascending, as children are in the order of their parents
    hops, start, stop = np.zeros(len(order), dtype=np.intp), 0, 1
    while stop < len(order):
        start, stop = stop, 1 + int(np.searchsorted(parent, stop))
        hops[start:stop] = hops[start - 1] + 1
    return hops


def _by_levels(graph: SupplyGraph, tops: Ints, order: Ints, before: Ints, hops: Ints) -> Ints | None:
    """The nearest dominator by place (the root is place n), or None when it has not settled soon."""
    n, buyers = graph.size, graph.buyers
    deep = np.full(n + 1, -1, dtype=np.int32)
    deep[order] = hops
    above = np.full(n + 1, n, dtype=np.intp)
    above[order[1:]] = before[order[1:]]
    above[tops] = n
    degree = np.diff(buyers.indptr)
    open_ = order[1:][degree[order[1:]] > 1]
    for _ in range(_MOST_SWEEPS):
        open_ = open_[above[open_] != n]
        if not open_.size:
            return above
        at = buyers.indices[spans(buyers.indptr[open_].astype(np.intp), degree[open_])]
        kept = deep[at] >= 0
        size = np.add.reduceat(kept, np.cumsum(degree[open_]) - degree[open_], dtype=np.intp)
        found = _common(above, deep, at[kept].astype(np.intp), size)
        if bool((above[open_] == found).all()):
            return above
        above[open_] = found
    return None


def _branches(above: Ints) -> Ints:
    """The last node before the root on the way up from each."""
    root = len(above) - 1
    branch = np.where(above == root, np.arange(root + 1), above)
    while True:
        higher = branch[branch]
        if bool((higher == branch).all()):
            return branch
        branch = higher


def _common(above: Ints, deep: NDArray[np.int32], at: Ints, size: Ints) -> Ints:
    """The nearest common node above all buyers of each place, as the pointers stand.

    `at` are the buyers, place after place, `size` how many each place has. Where buyers lie on different branches only
    the root is common, which settles most; the others climb, the deepest first.
    """
    found = np.full(len(size), len(above) - 1, dtype=np.intp)
    start = np.cumsum(size) - size
    way = _branches(above)[at]
    left = np.flatnonzero(np.minimum.reduceat(way, start) == np.maximum.reduceat(way, start))
    at, size = at[spans(start[left], size[left])], size[left]
    while left.size:
        start = np.cumsum(size) - size
        same = np.minimum.reduceat(at, start) == np.maximum.reduceat(at, start)
        found[left[same]] = at[start[same]]
        left, at, size = left[~same], at[np.repeat(~same, size)], size[~same]
        if not left.size:
            break
        depth, start = deep[at], np.cumsum(size) - size
        least = np.minimum.reduceat(depth, start)
        level = np.repeat(np.where(np.maximum.reduceat(depth, start) == least, least - 1, least), size)
        higher = np.flatnonzero(depth > level)
        while higher.size:
            at[higher] = above[at[higher]]
            higher = higher[deep[at[higher]] > level[higher]]
    return found


def _by_search(graph: SupplyGraph, whole: csr_array) -> tuple[Ints, Ints]:
    """A depth-first order from the root, and the nearest dominators by place, one node after another."""
    n = graph.size
    order, before = (found.astype(np.intp) for found in depth_first_order(whole, n))
    number = np.full(n + 1, -1, dtype=np.intp)
    number[order] = np.arange(len(order))
    buyer, supplier = number[np.repeat(np.arange(n + 1), np.diff(whole.indptr))], number[whole.indices]
    buyer, supplier = buyer[buyer >= 0], supplier[buyer >= 0]
    sort = np.argsort(supplier, kind="stable")
    ptr = np.concatenate(([0], np.cumsum(np.bincount(supplier, minlength=len(order)))))
    parent = np.append(0, number[before[order[1:]]])
    found = np.array(_semi_nca(parent.tolist(), buyer[sort].tolist(), ptr.tolist()), dtype=np.intp)
    placed = np.full(n + 1, n, dtype=np.intp)
    placed[order] = order[found]
    return order, placed
