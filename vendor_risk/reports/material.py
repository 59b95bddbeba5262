"""What a report about companies is made of: asked once, of the same questions the pages ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from vendor_risk.changes import comparison
from vendor_risk.changes import queries as change_queries
from vendor_risk.changes.comparison import DayComparison, Story
from vendor_risk.changes.figures import GroupReadings, group_readings
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.improvement import queries as improvement_queries
from vendor_risk.improvement.models import FindingStatus
from vendor_risk.improvement.queries import FindingCounts, FindingRow
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.overview import basis as overview_basis
from vendor_risk.overview import queries
from vendor_risk.overview.chain import ChainFacts, chain_facts
from vendor_risk.overview.heatmaps import HeatmapHead, heatmap_head
from vendor_risk.overview.queries import PathContact, WeakResult
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import rules
from vendor_risk.web.paging import Page

ROWS = 1_000
"""Rows of a heatmap that are passed to a report at most, the worst first; a report says how many there are in all."""
FINDINGS = 200
"""Findings of a list that are passed to a report at most."""


@dataclass(frozen=True, slots=True)
class Material:
    """The answers, as the pages get them. Risks are 0–1, scores 0–100."""

    view: Snapshot
    today: date
    day: date | None
    """The day that is compared with; None before anything was kept."""
    numbers: DayComparison
    story: Story | None
    chain: ChainFacts
    trend: tuple[Sequence[date], dict[int, list[float | None]]]
    """Days, and by node the exposure on each; -1 is the group."""
    critical: int
    companies: HeatmapHead | None
    vendors: HeatmapHead | None
    contacts: list[PathContact | None]
    """Whom to call for each of the worst paths."""
    weakly: list[WeakResult]
    findings: FindingCounts
    overdue: Page[FindingRow]
    accepted: Page[FindingRow]
    """Findings whose risk somebody accepted: the exceptions."""
    waiting: int
    """Assessments that wait for review."""
    rules_version: str

    @property
    def readings(self) -> GroupReadings:
        """The figures the paper opens with: those of the first screen."""
        return group_readings(self.view, self.chain.numbers.group, self.numbers, self.critical)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to report on yet: no result, and nobody in the chain."""
        return self.companies is None and self.vendors is None and not self.view.in_chain.any()

    def name(self, node: int) -> str:
        """The name of a node that the chain's or the changes' answers speak of."""
        found = self.chain.names.get(node) or (self.story.names.get(node) if self.story else None)
        return str(found)


def gather(scope: Scope, wanted: date | None, today: date, zone: tzinfo) -> Material:
    """Everything at once, in the language that is spoken; the kept day up to `wanted` is compared with."""
    found = overview_basis.basis(scope, today, zone, wanted)
    view, history, day = found.view, found.history, found.day
    numbers, critical = comparison.compare(view, history, day, today, zone), change_queries.critical_vendors(scope)
    chain, over = chain_facts(view), comparison.trend_days(found.days, today)
    filters = improvement_queries.ImprovementFilters
    return Material(
        view=view,
        today=today,
        day=day,
        numbers=numbers,
        story=None if day is None else comparison.story(view, history, day, today, zone),
        chain=chain,
        trend=(over, comparison.exposure_trend(view, over, today)),
        critical=critical,
        companies=heatmap_head(scope, OrganizationKind.GROUP_COMPANY, today, ROWS),
        vendors=heatmap_head(scope, OrganizationKind.VENDOR, today, ROWS),
        contacts=queries.contacts(view, chain.paths),
        weakly=queries.weak_results(scope, today),
        findings=improvement_queries.counts(scope, today),
        overdue=improvement_queries.findings(scope, filters(overdue=True), today, size=FINDINGS),
        accepted=improvement_queries.findings(scope, filters(status=FindingStatus.ACCEPTED_RISK), today, size=FINDINGS),
        waiting=queries.awaiting_review(scope),
        rules_version=rules().scoring.version,
    )
