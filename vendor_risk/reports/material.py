"""What a report about companies is made of: asked once, of the same questions the pages ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vendor_risk.changes import pages as change_pages
from vendor_risk.changes import queries as change_queries
from vendor_risk.exposure import pages as exposure_pages
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.queries import snapshot
from vendor_risk.home import overview
from vendor_risk.home import queries as home_queries
from vendor_risk.home.overview import Severe, Small
from vendor_risk.improvement import queries as improvement_queries
from vendor_risk.improvement.models import FindingStatus
from vendor_risk.organizations.models import Kind
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import rules
from vendor_risk.web.paging import Page

ROWS = 1_000
"""Rows of a heatmap that are handed to a report at most, the worst first; a report says how many there are in all."""
FINDINGS = 200
"""Findings of a list that are handed to a report at most."""


@dataclass(frozen=True, slots=True)
class Material:
    """The answers, as the pages get them. Risks are 0–1, scores 0–100."""

    view: Snapshot
    today: date
    day: date | None
    """The day that is compared with; None before anything was kept."""
    numbers: dict[str, Any]
    """`changes.pages.numbers`: then and now."""
    story: dict[str, Any] | None
    """`changes.pages.story`: what changed, and why."""
    chain: dict[str, Any]
    """`exposure.pages.index`: paths, measures, concentration."""
    trend: tuple[Sequence[date], dict[int, list[float]]]
    """Days, and by node the exposure on each; -1 is the group."""
    critical: int
    companies: Small | None
    vendors: Small | None
    contacts: list[Any]
    """Whom to call for each of the worst paths."""
    weakly: Sequence[Any]
    severe: Severe
    findings: dict[str, int]
    overdue: Page[Any]
    accepted: Page[Any]
    """Findings whose risk somebody accepted: the exceptions."""
    waiting: int
    """Assessments that wait for review."""
    rules_version: str

    @property
    def empty(self) -> bool:
        """Whether there is nothing to report on yet: no result, and nobody in the chain."""
        return self.companies is None and self.vendors is None and not self.view.in_chain.any()

    def name(self, node: int) -> str:
        """The name of a node that the chain's or the changes' answers speak of."""
        found = self.chain["names"].get(node) or (self.story or {"names": {}})["names"].get(node)
        return str(found)


def gather(scope: Scope, wanted: date | None, today: date, zone: Any) -> Material:
    """Everything at once, in the language that is spoken; the kept day up to `wanted` is compared with."""
    view = snapshot(scope)
    days = [row.day for row in change_queries.kept_days()]
    day = change_queries.chosen_day(days, wanted, today)
    history = change_queries.history(scope)
    chain = exposure_pages.index(view, worst=False)
    over = change_pages.trend_days(days, today)
    filters = improvement_queries.Filters
    return Material(
        view=view,
        today=today,
        day=day,
        numbers=change_pages.numbers(view, history, day, today, zone),
        story=None if day is None else change_pages.story(view, history, day, today, zone),
        chain=chain,
        trend=(over, change_pages.exposure_trend(view, over, today)),
        critical=overview.critical(scope),
        companies=overview.heatmap(scope, Kind.GROUP_COMPANY, today, ROWS),
        vendors=overview.heatmap(scope, Kind.VENDOR, today, ROWS),
        contacts=overview.contacts(view, chain),
        weakly=overview.weakly(scope, today),
        severe=overview.severe(scope, today),
        findings=improvement_queries.counts(scope, today),
        overdue=improvement_queries.findings(scope, filters(overdue=True), today, size=FINDINGS),
        accepted=improvement_queries.findings(scope, filters(status=FindingStatus.ACCEPTED_RISK), today, size=FINDINGS),
        waiting=home_queries.review_queue(scope)[0],
        rules_version=rules().scoring.version,
    )
