"""What the map draws and where: organizations in layers by depth; of very many the less important ones in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vendor_risk.domain.chain import concentration as chain_concentration
from vendor_risk.domain.chain.graph import Floats, Ints
from vendor_risk.exposure.analysis.snapshot import Snapshot

MOST = 2_000
"""Up to this many organizations are all drawn apart."""
APART = 500
"""Of more, these are drawn apart: companies, lit paths, those on which most hangs. All others are in groups."""
COUNTRIES = 8
"""Groups per depth: the countries with the most suppliers there, and all others together."""
_SWEEPS = 24


@dataclass(frozen=True, slots=True)
class LayerGroup:
    """Organizations of one depth and country ("": several countries) that are drawn as one."""

    layer: int
    country: str
    number: int
    unknown: int


@dataclass(frozen=True)
class Drawn:
    """Positions to draw: first the organizations `nodes`, then `groups`; edges run between positions."""

    nodes: Ints
    groups: tuple[LayerGroup, ...]
    layer: Ints
    height: Floats
    """0–1 within the layer, 0 at the top."""
    buyer: Ints
    supplier: Ints
    total: int
    """Organizations shown, apart or in groups."""


def around(view: Snapshot, focus: int) -> Ints:
    """A node, everyone who depends on it and everyone it depends on."""
    up, down = chain_concentration.blast_radius(view.graph, focus), chain_concentration.supply_chain(view.graph, focus)
    return np.unique(np.concatenate([[focus], up, down])).astype(np.intp)


def drawn(view: Snapshot, nodes: Ints, must: Sequence[int]) -> Drawn:
    """The drawing of `nodes`; `must` (the focus, lit paths) are drawn apart however many there are."""
    apart = nodes
    if len(nodes) > MOST:
        first = view.company.copy()
        first[list(must)] = True
        order = np.lexsort((nodes, -view.steepness[nodes], -view.companies_resting[nodes], ~first[nodes]))
        apart = np.sort(nodes[order[:APART]])
    depth = np.maximum(view.depth, 0).astype(np.intp)
    position = np.full(view.graph.size, -1, dtype=np.intp)
    position[apart] = np.arange(len(apart))
    groups, of = _groups(view, np.setdiff1d(nodes, apart), depth)
    position[of >= 0] = of[of >= 0] + len(apart)
    layer = np.concatenate([depth[apart], np.array([group.layer for group in groups], dtype=np.intp)])
    buyer, supplier = _edges(view, position)
    return Drawn(apart, groups, layer, heights(layer, buyer, supplier), buyer, supplier, len(nodes))


def _groups(view: Snapshot, rest: Ints, depth: Ints) -> tuple[tuple[LayerGroup, ...], Ints]:
    """The groups of `rest`, and for every node the number of its group (-1: none)."""
    of = np.full(view.graph.size, -1, dtype=np.intp)
    made: list[LayerGroup] = []
    country = np.array(view.country, dtype=np.str_)
    for layer in np.unique(depth[rest]).tolist():
        here = rest[depth[rest] == layer]
        names, number = np.unique(country[here], return_counts=True)
        large = names[np.argsort(-number, kind="stable")[:COUNTRIES]]
        for name in [*large.tolist(), ""]:
            inside = here[country[here] == name] if name else here[~np.isin(country[here], large)]
            if inside.size:
                of[inside] = len(made)
                unknown = int(np.count_nonzero(~view.risks.known[inside]))
                made.append(LayerGroup(int(layer), str(name), len(inside), unknown))
    return tuple(made), of


def _edges(view: Snapshot, position: Ints) -> tuple[Ints, Ints]:
    """Edges among what is drawn, each once, as positions; none within one group."""
    buyers, suppliers, _weights = view.graph.edges()
    buyer, supplier = position[buyers], position[suppliers]
    both = (buyer >= 0) & (supplier >= 0) & (buyer != supplier)
    size = int(position.max(initial=0)) + 1
    pairs = np.unique(buyer[both] * size + supplier[both])
    return pairs // size, pairs % size


def heights(layer: Ints, buyer: Ints, supplier: Ints) -> Floats:
    """Where each position stands within its layer, 0–1: near the mean of those it is linked to."""
    height = np.zeros(len(layer))
    _spread(layer, np.arange(len(layer), dtype=np.float64), height)
    ends, others = np.concatenate([buyer, supplier]), np.concatenate([supplier, buyer])
    number = np.bincount(ends, minlength=len(layer))
    for _ in range(_SWEEPS):
        total = np.bincount(ends, height[others], len(layer))
        wanted = np.divide(total, number, out=height.copy(), where=number > 0)
        _spread(layer, wanted, height)
    return height


def _spread(layer: Ints, wanted: Floats, height: Floats) -> None:
    """Spreads every layer evenly in the order of `wanted`."""
    order = np.lexsort((wanted, layer))
    size = np.bincount(layer)
    start = np.cumsum(size) - size
    rank = np.arange(len(layer)) - start[layer[order]]
    height[order] = (rank + 0.5) / size[layer[order]]
