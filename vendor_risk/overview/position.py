"""Where the group stands: how exposed, what moved, through whom, how sure, what is due, what first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, tzinfo

from vendor_risk.changes import comparison
from vendor_risk.changes import queries as change_queries
from vendor_risk.changes.comparison import DayComparison, ExposureChange
from vendor_risk.changes.figures import GroupReadings, group_readings
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.queries import node_names
from vendor_risk.improvement import queries as improvement_queries
from vendor_risk.improvement.queries import FindingCounts
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.overview import basis as overview_basis
from vendor_risk.overview import queries
from vendor_risk.overview.causes import Cause
from vendor_risk.overview.chain import ChainHead, chain_head
from vendor_risk.overview.heatmaps import HeatmapHead, heatmap_head
from vendor_risk.overview.queries import PathContact, WeakResult
from vendor_risk.permissions import Scope

HEATMAP_ROWS = 12
"""Rows of each small heatmap: they stand side by side."""
MOVERS = 2
"""Organizations named as having got worse, better, or known."""


@dataclass(frozen=True, slots=True)
class Movers:
    """The organizations whose exposure moved most."""

    worse: list[ExposureChange] = field(default_factory=list)
    better: list[ExposureChange] = field(default_factory=list)
    known: list[ExposureChange] = field(default_factory=list)
    """Those assessed for the first time."""
    other: list[ExposureChange] = field(default_factory=list)
    """Those whose result comes from another questionnaire than then: not comparable."""
    names: dict[int, str] = field(default_factory=dict)
    """Of everyone spoken of, by node."""


@dataclass(frozen=True, slots=True)
class Position:
    """What must be known in a minute."""

    critical: int
    """Critical and important (T1, T2) vendors with a running engagement."""
    numbers: DayComparison
    chain: ChainHead
    companies: HeatmapHead | None
    vendors: HeatmapHead | None
    call: list[PathContact | None]
    """For each of the worst paths whom to call; None when nobody is registered."""
    weak: list[WeakResult]
    """Critical and important vendors whose score is stale, or rests most on their own word."""
    findings: FindingCounts
    causes: dict[str, list[Cause]]
    """What moved each of `basis.NUMBERS`."""
    movers: Movers

    @property
    def readings(self) -> GroupReadings:
        """The figures the first screen opens with."""
        return group_readings(self.chain.view, self.chain.group, self.numbers, self.critical)


def position(scope: Scope, today: date, zone: tzinfo) -> Position:
    """Where the group stands, what moved, how sure that is and what is worst; a fixed number of queries."""
    found = overview_basis.basis(scope, today, zone)
    view, chain = found.view, chain_head(found.view)
    numbers = comparison.compare(view, found.history, found.day, today, zone)
    critical = change_queries.critical_vendors(scope)
    return Position(
        critical=critical,
        numbers=numbers,
        chain=chain,
        companies=heatmap_head(scope, OrganizationKind.GROUP_COMPANY, today, HEATMAP_ROWS),
        vendors=heatmap_head(scope, OrganizationKind.VENDOR, today, HEATMAP_ROWS),
        call=queries.contacts(view, chain.paths),
        weak=queries.weak_results(scope, today),
        findings=improvement_queries.counts(scope, today),
        causes=overview_basis.causes(found),
        movers=_movers(view, found.day),
    )


def _movers(view: Snapshot, day: date | None) -> Movers:
    """The organizations whose exposure moved most since that day; nobody without one."""
    if day is None:
        return Movers()
    then, moved = change_queries.kept(view, day), change_queries.since(view, day)
    found = comparison.changed(view, then, moved, MOVERS)
    nodes = {node for changes in found for change in changes for node in (change.node, change.origin)}
    return Movers(*found, node_names(view, nodes))
