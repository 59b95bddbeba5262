"""Who rests on whom: blast radius of a node, how much of the group rests on each node, and how evenly it is spread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from vendor_risk.domain.chain.graph import Floats, Ints, SupplyGraph, spans

Words = NDArray[np.uint64]
_BITS = 64


def reached(adjacency: csr_array, starts: Ints, most: float = np.inf) -> NDArray[np.bool_]:
    """Which places are reached from `starts` (themselves included) along the rows of `adjacency`.

    Gives up once there are more than `most`: what is returned is then only part of them, but more than `most`.
    """
    seen = np.zeros(adjacency.shape[0], dtype=np.bool_)
    seen[starts] = True
    frontier = np.unique(starts)
    number = frontier.size
    while frontier.size and number <= most:
        begin = adjacency.indptr[frontier].astype(np.intp)
        found = adjacency.indices[spans(begin, adjacency.indptr[frontier + 1] - begin)]
        frontier = np.unique(found[~seen[found]]).astype(np.intp)
        seen[frontier] = True
        number += frontier.size
    return seen


def blast_radius(graph: SupplyGraph, node: int) -> Ints:
    """Every node that depends on `node`, directly or through others, nearest first; without the node itself."""
    order = breadth_first_order(graph.buyers, int(graph.place_of[node]), return_predecessors=False)
    nodes: Ints = graph.node_at[order[1:]]
    return nodes


def supply_chain(graph: SupplyGraph, node: int) -> Ints:
    """Every supplier of `node`, direct and further down, nearest first; without the node itself."""
    order = breadth_first_order(graph.suppliers, int(graph.place_of[node]), return_predecessors=False)
    nodes: Ints = graph.node_at[order[1:]]
    return nodes


def depths(graph: SupplyGraph, roots: Sequence[int] | Ints) -> NDArray[np.int32]:
    """Hops from the nearest of `roots` (0 for a root, 1 for its direct suppliers …), -1 where none leads."""
    adjacency = graph.suppliers
    depth = np.full(graph.size, -1, dtype=np.int32)
    frontier = np.unique(graph.place_of[np.asarray(roots, dtype=np.intp)])
    hops = 0
    while frontier.size:
        depth[frontier] = hops
        hops += 1
        begin = adjacency.indptr[frontier].astype(np.intp)
        found = adjacency.indices[spans(begin, adjacency.indptr[frontier + 1] - begin)]
        frontier = np.unique(found[depth[found] < 0]).astype(np.intp)
    placed: NDArray[np.int32] = depth[graph.place_of]
    return placed


def resting_on(graph: SupplyGraph, starts: Sequence[Ints | Sequence[int]]) -> Words:
    """For every node, which of the `starts` rest on it: bit k is set when a node of starts[k] depends on it.

    A start is a group company (its node) or a critical engagement (the nodes that deliver it). Everything is one sweep
    from buyers to suppliers over the condensed graph: linear in edges × ceil(starts / 64). Shape n × words.
    """
    words = max(1, -(-len(starts) // _BITS))
    bits = np.zeros((graph.size, words), dtype=np.uint64)
    for number, nodes in enumerate(starts):
        places = graph.place_of[np.asarray(nodes, dtype=np.intp)]
        bits[places, number // _BITS] |= np.uint64(1) << np.uint64(number % _BITS)
    buyers = graph.buyers
    for block in reversed(graph.blocks):
        places = np.arange(block.start, block.stop)
        places = places[buyers.indptr[places + 1] > buyers.indptr[places]]
        if not places.size:
            continue
        changed = _take_over(bits, buyers, places)
        if block.components is None:
            continue
        if graph.all_live:  # everyone of a component rests on what one of them rests on
            inside = bits[block.start : block.stop]
            together = np.bitwise_or.reduceat(inside, block.components - block.start, axis=0)
            inside[:] = np.repeat(together, np.diff(np.append(block.components, block.stop)), axis=0)
            continue
        while changed:  # weights of 0 may have cut the component
            changed = _take_over(bits, buyers, places)
    placed: Words = bits[graph.place_of]
    return placed


def _take_over(bits: Words, buyers: csr_array, places: Ints) -> bool:
    """Adds to the bits of `places` (each with a buyer) those of their buyers; says whether any bit is new."""
    begin = buyers.indptr[places].astype(np.intp)
    lengths = buyers.indptr[places + 1] - begin
    taken = bits[buyers.indices[spans(begin, lengths)]]
    new = np.bitwise_or.reduceat(taken, np.cumsum(lengths) - lengths, axis=0)
    new |= bits[places]
    changed = bool((new != bits[places]).any())
    bits[places] = new
    return changed


def how_many(bits: Words) -> Ints:
    """How many starts rest on each node."""
    number: Ints = np.bitwise_count(bits).sum(axis=1, dtype=np.intp)
    return number


def weight_resting(bits: Words, weights: ArrayLike) -> Floats:
    """The sum of the weights (spend, risk) of the starts that rest on each node; one weight per start."""
    given = np.asarray(weights, dtype=np.float64)
    padded = np.zeros(bits.shape[1] * _BITS)
    padded[: len(given)] = given
    total = np.zeros(len(bits))
    for start in range(0, len(bits), 4096):  # eight bytes a bit: in blocks
        part = np.ascontiguousarray(bits[start : start + 4096].astype("<u8")).view(np.uint8)
        total[start : start + 4096] = np.unpackbits(part, axis=1, bitorder="little") @ padded
    return total


def which(bits: Words, node: int) -> list[int]:
    """The numbers of the starts that rest on `node`."""
    row = np.ascontiguousarray(bits[node].astype("<u8")).view(np.uint8)
    return [int(number) for number in np.flatnonzero(np.unpackbits(row, bitorder="little"))]


def herfindahl(groups: ArrayLike, suppliers: ArrayLike, amounts: ArrayLike) -> dict[int, float]:
    """The Herfindahl-Hirschman index Σ share² per group (a service, a country): 1 is one supplier alone, 1/n is even.

    Rows are (group, supplier, amount ≥ 0); amounts of one supplier in one group add up. Groups without any amount are
    left out: there is nothing to share. Raises ValueError for a negative amount.
    """
    group, supplier = np.asarray(groups, dtype=np.int64), np.asarray(suppliers, dtype=np.int64)
    amount = np.asarray(amounts, dtype=np.float64)
    if amount.size and not bool((amount >= 0).all()):
        raise ValueError("amounts cannot be negative")
    pairs, at = np.unique(np.stack([group, supplier], axis=1), axis=0, return_inverse=True)
    of_pair = np.bincount(at.ravel(), amount, len(pairs))
    names, of = np.unique(pairs[:, 0], return_inverse=True)
    total = np.bincount(of, of_pair, len(names))
    squares = np.bincount(of, of_pair**2, len(names))
    return {int(n): float(s / t**2) for n, t, s in zip(names, total, squares, strict=True) if t > 0}


def uncontracted_shared(graph: SupplyGraph, bits: Words, contracted: NDArray[np.bool_], least: int = 2) -> Ints:
    """Nodes that at least `least` starts rest on though nobody contracted them, the most rested-on first.

    `contracted` says by node whether any engagement of ours names it (group companies themselves count as contracted).
    """
    number = how_many(bits)
    found = np.flatnonzero((number >= least) & ~contracted)
    nodes: Ints = found[np.argsort(-number[found], kind="stable")]
    return nodes


def nearest(graph: SupplyGraph, starts: Sequence[int] | Ints) -> tuple[NDArray[np.int32], Ints]:
    """Hops from the nearest of `starts` (0 for a start itself), and which start that is, by its number; -1 and -1 where
    none leads. Of several starts equally near the one whose way was found through the supplier-side order counts, so
    the answer is the same every time.
    """
    adjacency = graph.suppliers
    depth, origin = np.full(graph.size, -1, dtype=np.int32), np.full(graph.size, -1, dtype=np.intp)
    frontier, first = np.unique(graph.place_of[np.asarray(starts, dtype=np.intp)], return_index=True)
    number, hops = first.astype(np.intp), 0
    while frontier.size:
        depth[frontier], origin[frontier] = hops, number
        hops += 1
        begin = adjacency.indptr[frontier].astype(np.intp)
        lengths = adjacency.indptr[frontier + 1] - begin
        found, by = adjacency.indices[spans(begin, lengths)], np.repeat(number, lengths)
        new = depth[found] < 0
        frontier, first = np.unique(found[new], return_index=True)
        number = by[new][first]
        frontier = frontier.astype(np.intp)
    return depth[graph.place_of], origin[graph.place_of]
