"""On whom much of the group rests: concentration, single points of failure, how evenly services are spread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from vendor_risk.domain.chain import concentration as chain_concentration
from vendor_risk.domain.chain import whatif
from vendor_risk.domain.chain.graph import Ints
from vendor_risk.exposure.analysis.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Rest:
    """A supplier and how much rests on it."""

    node: int
    companies: int
    critical: int
    """Critical (T1) services that rest on it."""
    contracted: bool
    depth: int
    only_through: int
    """Organizations the group reaches through it alone."""
    stake: float
    """How much of the group's exposure (0–1) hangs on it: the distance between its failing and its being safe."""


@dataclass(frozen=True, slots=True)
class ServiceSpread:
    """How evenly one kind of service is spread; the indices are Herfindahl's, 1 for a single one."""

    key: str
    suppliers: int
    spend: float
    by_supplier: float
    by_country: float


def _rest(view: Snapshot, node: int) -> Rest:
    failing, safe = (
        whatif.group_exposure(
            whatif.with_own(view.graph, view.state(worst=False), {node: own}).combined, view.importance
        )
        for own in (1.0, 0.0)
    )
    return Rest(
        node=node,
        companies=int(view.companies_resting[node]),
        critical=round(float(view.critical_resting[node])),
        contracted=bool(view.contracted[node]),
        depth=int(view.depth[node]),
        only_through=round(float(view.only_through[node])),
        stake=failing - safe,
    )


def _rests(view: Snapshot, nodes: Ints) -> list[Rest]:
    return [view.once(f"rest of {node}", partial(_rest, view, node)) for node in nodes.tolist()]


def concentrations(view: Snapshot, number: int, *, uncontracted: bool = False) -> list[Rest]:
    """The suppliers whose failure the group would feel most; or only those nobody contracted.

    Three times as many as wanted are worked out exactly: those of which the sensitivities promise most.
    """
    nodes = np.flatnonzero(view.in_chain & (~view.contracted if uncontracted else True))
    likely = nodes[np.argsort(-view.steepness[nodes], kind="stable")[: 3 * number]]
    return sorted(_rests(view, likely), key=lambda row: (-row.stake, -row.critical, row.node))[:number]


def shared_uncontracted(view: Snapshot) -> Ints:
    """Suppliers nobody contracted on which two companies or more rest, the most rested-on first."""
    return chain_concentration.uncontracted_shared(view.graph, view.company_bits, view.contracted)


def single_points(view: Snapshot, number: int) -> list[Rest]:
    """The suppliers through which alone the group reaches others, those with most behind them first."""
    behind = np.where(view.in_chain, view.only_through, 0)
    order = np.lexsort((-view.steepness, -behind))[:number]
    return _rests(view, order[behind[order] > 0])


def spreads(view: Snapshot) -> list[ServiceSpread]:
    """Every category of services with a known spend, the least evenly spread first, then the dearest."""
    bought = view.engagements
    known = ~np.isnan(bought.spend)
    names = sorted(set(bought.category))
    kind = np.array([names.index(category) for category in bought.category], dtype=np.int64)[known]
    supplier, spend = bought.supplier[known], bought.spend[known]
    countries = np.unique(np.array(view.country, dtype=np.str_), return_inverse=True)[1]
    by_supplier = chain_concentration.herfindahl(kind, supplier, spend)
    by_country = chain_concentration.herfindahl(kind, countries[supplier] if len(supplier) else supplier, spend)
    rows = [
        ServiceSpread(
            key=names[place],
            suppliers=len(np.unique(supplier[kind == place])),
            spend=float(spend[kind == place].sum()),
            by_supplier=index,
            by_country=by_country[place],
        )
        for place, index in by_supplier.items()
    ]
    return sorted(rows, key=lambda row: (-row.by_supplier, -row.spend))


def companies_on(view: Snapshot, node: int) -> list[int]:
    """The companies that rest on a node."""
    return [int(view.companies[place]) for place in chain_concentration.which(view.company_bits, node)]
