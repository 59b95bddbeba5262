"""What the supply chain adds to an organization's own risk (DESIGN, scoring rule 8): worst path and combined.

Worst path: e(i) = max(own(i), max_j w_ij · e(j)), with the path.
Combined: c(i) = 1 - (1 - own(i)) · Π_j (1 - w_ij · c(j)), the least fixed point.

Both are evaluated once per acyclic node, level by level (`domain.chain.graph`), and iterated only in
cycles. Both are monotone: weights and risks lie in 0–1, so a lower own risk never raises an exposure anywhere.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from vendor_risk.domain.chain.cycles import Cycle, solve
from vendor_risk.domain.chain.graph import Block, Floats, Ints, SupplyGraph, spans
from vendor_risk.domain.chain.jagged import Jagged

_ROUNDS = 64  # of whole-block iteration before a worst path in a long cycle is finished node by node


@dataclass(frozen=True)
class Exposure:
    """Risks 0–1 by node: own, inherited through suppliers, and total, in both readings.

    `via` is the supplier through which the worst path goes, -1 where the own risk is the worst.
    """

    own: Floats
    worst: Floats
    worst_inherited: Floats
    via: Ints
    combined: Floats
    combined_inherited: Floats


@dataclass(frozen=True)
class BlockRows:
    """Some rows of one block with their edges, ready to evaluate: `seg` is where each row's edges start in `cols`."""

    at: slice | Ints
    own: Floats
    cols: Ints
    weights: Floats
    seg: Ints
    components: Ints | None  # first row of each cycle's component, None when acyclic


def _whole(graph: SupplyGraph, block: Block, own: Floats) -> BlockRows:
    a, b = block.start, block.stop
    ea, eb = graph.ptr[a], graph.ptr[b]
    components = None if block.components is None else block.components - a
    return BlockRows(slice(a, b), own[a:b], graph.supplier[ea:eb], graph.weight[ea:eb], graph.ptr[a:b] - ea, components)


def _some(graph: SupplyGraph, block: Block, places: Ints, own: Floats) -> BlockRows:
    lengths = graph.ptr[places + 1] - graph.ptr[places]
    edges = spans(graph.ptr[places], lengths)
    components = None
    if block.components is not None:
        labels = graph.component[places]
        components = np.flatnonzero(np.concatenate(([True], labels[1:] != labels[:-1])))
    seg = np.cumsum(lengths) - lengths
    return BlockRows(places, own[places], graph.supplier[edges], graph.weight[edges], seg, components)


def row_blocks(graph: SupplyGraph, own: Floats, places: Ints | None = None) -> Iterator[BlockRows]:
    """The rows to evaluate, suppliers before buyers; `places` (sorted, whole components) limits them.

    Rows without suppliers are left out: they inherit nothing.
    """
    if places is None:
        for block in graph.blocks:
            if graph.ptr[block.stop] > graph.ptr[block.start]:
                yield _whole(graph, block, own)
        return
    places = places[graph.ptr[places + 1] > graph.ptr[places]]
    if not places.size:
        return
    of = graph.block_of[places]
    for run in np.split(places, np.flatnonzero(of[1:] != of[:-1]) + 1):
        yield _some(graph, graph.blocks[graph.block_of[run[0]]], run, own)


def worst_values(graph: SupplyGraph, own: Floats, values: Floats, places: Ints | None = None) -> None:
    """Sets worst-path exposures in `values` (by place), of all rows or of `places` only."""
    if places is None:
        values[:] = own
    else:
        values[places] = own[places]
    for rows in row_blocks(graph, own, places):
        _worst_rows(graph, rows, values)


def _worst_rows(graph: SupplyGraph, rows: BlockRows, values: Floats) -> None:
    if rows.components is None:
        inherited = np.maximum.reduceat(values.take(rows.cols) * rows.weights, rows.seg)
        values[rows.at] = np.maximum(values[rows.at], inherited)
        return
    edges = Jagged(rows.seg, rows.cols, rows.weights)
    for _ in range(_ROUNDS):
        current = values[rows.at].copy()
        better = np.maximum(current, edges.greatest(values))
        values[rows.at] = better
        if bool((better == current).all()):
            return
    places = np.arange(graph.size)[rows.at]
    _worst_one_by_one(graph, places, values)


def _worst_one_by_one(graph: SupplyGraph, places: Ints, values: Floats) -> None:
    """Finishes long cycles: the greatest value first, so that every node is settled once (Dijkstra)."""
    inside = set(places.tolist())
    buyers = graph.buyers
    heap = [(-float(values[place]), place) for place in inside]
    heapq.heapify(heap)
    while heap:
        negative, place = heapq.heappop(heap)
        if -negative < values[place]:
            continue
        for edge in range(buyers.indptr[place], buyers.indptr[place + 1]):
            buyer, value = int(buyers.indices[edge]), float(buyers.data[edge]) * -negative
            if value > values[buyer] and buyer in inside:
                values[buyer] = value
                heapq.heappush(heap, (-value, buyer))


def _via(graph: SupplyGraph, own: Floats, values: Floats) -> tuple[Ints, Floats]:
    """The supplier's place each worst path goes through (-1: own risk), and what is inherited at most."""
    passed_on = values.take(graph.supplier) * graph.weight
    inherited = np.zeros(graph.size)
    rows = np.flatnonzero(np.diff(graph.ptr))
    if rows.size:
        inherited[rows] = np.maximum.reduceat(passed_on, graph.ptr[rows])
    via = np.full(graph.size, -1, dtype=np.intp)
    edges = np.flatnonzero((passed_on == values[graph.row_of]) & (values > own)[graph.row_of])
    buyer, supplier = graph.row_of[edges], graph.supplier[edges]
    # Within a cycle an edge that loses nothing could lead back; such nodes are linked outwards from safe ones.
    safe = (values[supplier] > values[buyer]) | (graph.component[supplier] != graph.component[buyer])
    via[buyer[safe][::-1]] = supplier[safe][::-1]
    buyer, supplier = buyer[~safe], supplier[~safe]
    while buyer.size:
        open_ = via[buyer] < 0
        linked = open_ & ((via[supplier] >= 0) | (values[supplier] == own[supplier]))
        if not linked.any():
            break
        via[buyer[linked][::-1]] = supplier[linked][::-1]
        buyer, supplier = buyer[open_ & ~linked], supplier[open_ & ~linked]
    return via, inherited


def combined_values(
    graph: SupplyGraph,
    own: Floats,
    values: Floats,
    inherited: Floats | None,
    places: Ints | None = None,
    near: Floats | None = None,
) -> None:
    """Sets combined exposures in `values` and their inherited part (where asked; by place), of all rows or of `places`.

    `near` are values before a small change (by place, another array than `values`): cycles begin with them.
    """
    chosen = slice(None) if places is None else places
    values[chosen] = own[chosen]
    if inherited is not None:
        inherited[chosen] = 0.0
    for rows in row_blocks(graph, own, places):
        if rows.components is None:
            escaped = _escaped(rows, values)
            values[rows.at] = 1.0 - (1.0 - rows.own) * escaped
        else:
            cycle = _cycle(graph, rows, rows.components, values)
            values[rows.at] = solved = solve(cycle, None if near is None else near[rows.at])
            escaped = cycle.escaped(solved) if inherited is not None else solved
        if inherited is not None:
            inherited[rows.at] = 1.0 - escaped


def _escaped(rows: BlockRows, values: Floats) -> Floats:
    """The probability that no supplier passes anything on: Π_j (1 - w_ij · c(j))."""
    product: Floats = np.multiply.reduceat(1.0 - values.take(rows.cols) * rows.weights, rows.seg)
    return product


def _cycle(graph: SupplyGraph, rows: BlockRows, components: Ints, values: Floats) -> Cycle:
    """What cyclic rows do to each other, with the `values` of all others given."""
    inner = _inner(graph, rows)
    passed_on = 1.0 - values.take(rows.cols[inner.out]) * rows.weights[inner.out]
    outside = np.ones(len(rows.seg))
    outside[inner.leading_out] = np.multiply.reduceat(passed_on, inner.out_seg) if passed_on.size else 1.0
    return Cycle(rows.own, outside, inner.cols, inner.weights, rows.seg, components, inner.layout)


@dataclass(frozen=True)
class _Inner:
    """The edges of cyclic rows, those within them apart from those that lead out."""

    cols: Ints
    """Positions among the rows; for edges that lead out 0, with weight 0 in `weights`."""
    weights: Floats
    layout: Jagged
    out: Ints
    """Which edges lead out, which rows have one, and where each row's begin among them."""
    leading_out: Ints
    out_seg: Ints


def _inner(graph: SupplyGraph, rows: BlockRows) -> _Inner:
    """The same for a whole block every time, so it is kept with the graph."""
    key = rows.at.start if isinstance(rows.at, slice) else None
    if key is not None and key in graph.kept:
        found: _Inner = graph.kept[key]
        return found
    if isinstance(rows.at, slice):
        cols = np.where((rows.cols >= rows.at.start) & (rows.cols < rows.at.stop), rows.cols - rows.at.start, -1)
    else:
        local = np.full(graph.size, -1, dtype=np.intp)
        local[rows.at] = np.arange(len(rows.at))
        cols = local[rows.cols]
    weights, out = np.where(cols >= 0, rows.weights, 0.0), np.flatnonzero(cols < 0)
    of = np.searchsorted(rows.seg, out, side="right") - 1
    first = np.flatnonzero(np.concatenate(([True], of[1:] != of[:-1]))) if of.size else of
    cols = np.maximum(cols, 0)
    made = _Inner(cols, weights, Jagged(rows.seg, cols, weights), out, of[first], first)
    if key is not None:
        graph.kept[key] = made
    return made


def _by_place(graph: SupplyGraph, own: Floats) -> Floats:
    own = np.asarray(own, dtype=np.float64)
    if own.shape != (graph.size,) or not bool(((own >= 0) & (own <= 1)).all()):
        raise ValueError("own risks must be one per node, between 0 and 1")
    return own[graph.node_at]


def worst_path(graph: SupplyGraph, own: Floats) -> tuple[Floats, Ints]:
    """Worst-path exposure of every node and the supplier it goes through (-1: own risk is the worst).

    `own` are risks 0–1 by node. Raises ValueError otherwise.
    """
    placed = _by_place(graph, own)
    values = np.empty(graph.size)
    worst_values(graph, placed, values)
    via, _ = _via(graph, placed, values)
    return values[graph.place_of], _nodes(graph, via)


def _nodes(graph: SupplyGraph, places: Ints) -> Ints:
    """Places as nodes, by node; -1 stays."""
    nodes: Ints = np.where(places >= 0, graph.node_at[places], -1)[graph.place_of]
    return nodes


def combined(graph: SupplyGraph, own: Floats) -> tuple[Floats, Floats]:
    """Combined exposure of every node, and the part inherited through suppliers. `own` as in `worst_path`."""
    placed = _by_place(graph, own)
    values, inherited = np.empty(graph.size), np.empty(graph.size)
    combined_values(graph, placed, values, inherited)
    return values[graph.place_of], inherited[graph.place_of]


def exposures(graph: SupplyGraph, own: Floats) -> Exposure:
    """Both exposures of every node. `own` as in `worst_path`."""
    placed = _by_place(graph, own)
    worst = np.empty(graph.size)
    worst_values(graph, placed, worst)
    via, worst_inherited = _via(graph, placed, worst)
    total, inherited = np.empty(graph.size), np.empty(graph.size)
    combined_values(graph, placed, total, inherited)
    back = graph.place_of
    return Exposure(
        own=placed[back],
        worst=worst[back],
        worst_inherited=worst_inherited[back],
        via=_nodes(graph, via),
        combined=total[back],
        combined_inherited=inherited[back],
    )


def path(via: Ints, node: int) -> list[int]:
    """The worst path from `node` down to where the risk is: [node, its supplier, …]."""
    found = [node]
    while via[found[-1]] >= 0:
        found.append(int(via[found[-1]]))
    return found


def drivers(graph: SupplyGraph, exposure: Exposure, node: int) -> list[tuple[int, float]]:
    """The direct suppliers of `node` with their share (sums to 1) of what it inherits in the combined reading.

    Shares are of -log(1 - w · c), which adds up over suppliers; the greatest first.
    """
    place = graph.place_of[node]
    edges = slice(graph.ptr[place], graph.ptr[place + 1])
    suppliers = graph.node_at[graph.supplier[edges]]
    passed_on = np.minimum(graph.weight[edges] * exposure.combined[suppliers], 1.0 - 1e-15)
    parts = -np.log1p(-passed_on)
    total = parts.sum()
    shares = parts / total if total > 0 else parts
    order = np.argsort(-shares, kind="stable")
    return [(int(suppliers[n]), float(shares[n])) for n in order if shares[n] > 0]
