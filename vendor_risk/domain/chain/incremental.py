"""Worst paths after some own risks changed, worked out only where they change.

A worst path that does not end at a lowered risk keeps its value; one that does is found again among the rest. A raised
risk is carried up as long as it is worse than what was there. Both are exact: the same as working everything out again.
"""

from __future__ import annotations

import numpy as np

from vendor_risk.domain.chain.exposure import worst_values
from vendor_risk.domain.chain.graph import Floats, Ints, SupplyGraph, spans


def worst_after(graph: SupplyGraph, before: Floats, own: Floats, values: Floats) -> None:
    """Brings worst-path exposures `values` from own risks `before` to `own`, all by place."""
    changed = np.flatnonzero(own != before)
    ended = changed[(own[changed] < before[changed]) & (values[changed] > own[changed])]
    ended = ended[values[ended] == before[ended]]
    if ended.size:
        worst_values(graph, own, values, _led_here(graph, own, values, ended))
    raised = changed[own[changed] > values[changed]]
    values[raised] = own[raised]
    while raised.size:
        raised = _carry(graph, values, raised)


def _upward(graph: SupplyGraph, places: Ints, values: Floats) -> tuple[Ints, Floats]:
    """The buyers of `places`, edge by edge, and what each would pass on."""
    buyers = graph.buyers
    begin = buyers.indptr[places].astype(np.intp)
    lengths = buyers.indptr[places + 1] - begin
    edges = spans(begin, lengths)
    return buyers.indices[edges].astype(np.intp), np.repeat(values[places], lengths) * buyers.data[edges]


def _led_here(graph: SupplyGraph, own: Floats, values: Floats, ended: Ints) -> Ints:
    """Everyone with a worst path to one of `ended`, sorted; not those whose own risk is as bad."""
    led = np.zeros(graph.size, dtype=np.bool_)
    led[ended] = True
    frontier = ended
    while frontier.size:
        buyer, passed_on = _upward(graph, frontier, values)
        worse = buyer[(passed_on == values[buyer]) & (values[buyer] > own[buyer])]
        frontier = np.unique(worse[~led[worse]])
        led[frontier] = True
    return np.flatnonzero(led)


def _carry(graph: SupplyGraph, values: Floats, raised: Ints) -> Ints:
    """Raises the buyers of `raised` to what reaches them; those that rose."""
    buyer, passed_on = _upward(graph, raised, values)
    worse = passed_on > values[buyer]
    np.maximum.at(values, buyer[worse], passed_on[worse])
    return np.unique(buyer[worse])
