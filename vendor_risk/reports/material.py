"""What a report about companies is made of: asked once, of the same questions the pages ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vendor_risk.changes import pages as changes
from vendor_risk.changes import queries as changes_queries
from vendor_risk.exposure import pages as exposure
from vendor_risk.exposure.queries import snapshot
from vendor_risk.exposure.snapshot import Snapshot
from vendor_risk.home import queries as home
from vendor_risk.home import steering
from vendor_risk.home.steering import Severe, Small
from vendor_risk.improvement import queries as improvement
from vendor_risk.improvement.models import FindingStatus
from vendor_risk.organizations.models import Kind
from vendor_risk.paging import Page
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import rules

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
    days = [row.day for row in changes_queries.kept_days()]
    day = changes_queries.chosen_day(days, wanted, today)
    history = changes_queries.history(scope)
    chain = exposure.index(view, worst=False)
    over = changes.trend_days(days, today)
    filters = improvement.Filters
    return Material(
        view=view,
        today=today,
        day=day,
        numbers=changes.numbers(view, history, day, today, zone),
        story=None if day is None else changes.story(view, history, day, today, zone),
        chain=chain,
        trend=(over, changes.exposure_trend(view, over, today)),
        critical=steering.critical(scope),
        companies=steering.heatmap(scope, Kind.GROUP_COMPANY, today, ROWS),
        vendors=steering.heatmap(scope, Kind.VENDOR, today, ROWS),
        contacts=steering.contacts(view, chain),
        weakly=steering.weakly(scope, today),
        severe=steering.severe(scope, today),
        findings=improvement.counts(scope, today),
        overdue=improvement.findings(scope, filters(overdue=True), today, size=FINDINGS),
        accepted=improvement.findings(scope, filters(status=FindingStatus.ACCEPTED_RISK), today, size=FINDINGS),
        waiting=home.review_queue(scope)[0],
        rules_version=rules().scoring.version,
    )
