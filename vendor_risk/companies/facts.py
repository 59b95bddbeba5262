"""How every company stands, as arrays, and how those outside a reader's scope stand, as spreads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from vendor_risk.companies import queries
from vendor_risk.domain.grids.aggregates import Cells, Scored, aggregate
from vendor_risk.domain.grids.anonymity import ScoreSpread, spread
from vendor_risk.exposure.analysis.selection import Selection, reached
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.queries import snapshot
from vendor_risk.heatmaps import queries as heatmap_queries
from vendor_risk.heatmaps.queries import HeatmapFilters
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Scope
from vendor_risk.standing.queries import Standing, every_vendor

Floats = NDArray[np.float64]
MEASURES = ("items", "process", "vendors", "assessed", "inherited")
"""What companies are compared by: scores of the ten items and of the outsourcing process, the median score of the
direct vendors, the share of them that was assessed, and the exposure inherited by the worst path; all 0–100."""


@dataclass(frozen=True)
class CompanyFacts:
    """One entry a company of the scope, in the order of `view.companies`."""

    view: Snapshot
    items: Floats
    process: Floats
    vendors: Cells
    """Companies × 1: the direct vendors."""
    inherited: Floats
    """By what is known, in percent; `inherited_high` with the unknown at their worst."""
    inherited_high: Floats
    own: Floats
    own_high: Floats
    assessed: frozenset[int]
    """Ids of the companies with an accepted result."""
    findings: dict[int, queries.CompanyFindings]
    """Unfinished findings by organization id."""
    standing: dict[int, Standing]
    """By node what stands for it as a vendor."""

    def measure(self, name: str) -> Floats:
        """One of `MEASURES`, NaN where it is not known."""
        found: Floats = {
            "items": self.items,
            "process": self.process,
            "vendors": self.vendors.median[:, 0],
            "assessed": 100.0 * self.vendors.coverage[:, 0],
            "inherited": self.inherited,
        }[name]
        return found


def direct(view: Snapshot) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of a company (its place in `view.companies`) and a direct vendor (a node)."""
    found = reached(view, Selection())
    first = found.depth == 1
    return np.searchsorted(view.companies, found.company[first]).astype(np.intp), found.supplier[first]


def vendors_standing(scope: Scope, view: Snapshot, today: date) -> dict[int, Standing]:
    """By node what stands for it as a vendor, of whichever questionnaire; asked once while nothing changes."""

    def read() -> dict[int, Standing]:
        found = ((view.node_of(row.organization_id), row) for row in every_vendor(scope, today))
        return {node: row for node, row in found if node is not None}

    return view.once(f"vendors standing {today}", read)


def _scored(view: Snapshot, known: dict[int, Standing], today: date) -> Scored:
    """The same as one column over the nodes of `view`."""
    score, backed = np.full((len(view.ids), 1), np.nan), np.full((len(view.ids), 1), np.nan)
    stale, unknown = np.zeros(len(view.ids), dtype=np.bool_), np.zeros((len(view.ids), 1), dtype=np.bool_)
    for node, row in known.items():
        score[node, 0], backed[node, 0] = row.score, np.nan if row.backed is None else row.backed
        stale[node] = row.stale(today)
    return Scored(score, backed, stale, unknown)


def facts(scope: Scope, today: date) -> CompanyFacts:
    """How the companies of the scope stand."""
    view = snapshot(scope)
    company, supplier = direct(view)
    known = vendors_standing(scope, view, today)
    return CompanyFacts(
        view=view,
        items=_scores(scope, view, queries.ITEMS, today),
        process=_scores(scope, view, queries.PROCESS, today),
        vendors=aggregate(company, supplier, len(view.companies), _scored(view, known, today)),
        standing=known,
        inherited=np.where(view.buys, 100.0 * view.known_case.worst_inherited, np.nan)[view.companies],
        inherited_high=100.0 * view.worst_case.worst_inherited[view.companies],
        own=100.0 * view.known_case.own[view.companies],
        own_high=100.0 * view.worst_case.own[view.companies],
        assessed=queries.assessed(scope),
        findings={row.organization_id: row for row in queries.findings(scope, today)},
    )


def _scores(scope: Scope, view: Snapshot, key: str, today: date) -> Floats:
    """The companies' scores in a questionnaire; NaN where they have none accepted."""
    found = np.full(len(view.companies), np.nan)
    version = queries.version_of(scope, key, OrganizationKind.GROUP_COMPANY)
    if version is None:
        return found
    place = {int(view.ids[node]): at for at, node in enumerate(view.companies.tolist())}
    rows = heatmap_queries.rows(
        scope, OrganizationKind.GROUP_COMPANY, version, HeatmapFilters(), lang="en", today=today
    )
    for organization_id, score, provisional in zip(rows.organization_id, rows.score, rows.provisional, strict=True):
        at = place.get(organization_id)
        if at is not None and score is not None and not provisional:
            found[at] = score
    return found


def others(scope: Scope, today: date) -> dict[str, ScoreSpread | None]:
    """How the companies outside the scope stand, by measure: as spreads that hide each of them, or not at all.

    The only place where a reader is told of companies out of scope. Nothing when there are none.
    """
    whole = queries.everybody()
    if whole.companies <= scope.companies:
        return {}
    every = facts(whole, today)
    outside = np.array([int(every.view.ids[node]) not in scope.companies for node in every.view.companies], dtype=bool)
    return {name: spread(every.measure(name)[outside]) for name in MEASURES}
