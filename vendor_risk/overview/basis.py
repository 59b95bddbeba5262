"""What every fact is made from, and what moved each number since the day compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo

from vendor_risk.changes import queries as change_queries
from vendor_risk.changes.history import History
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.queries import snapshot
from vendor_risk.overview import causes as number_causes
from vendor_risk.overview.causes import Cause
from vendor_risk.permissions import Scope

NUMBERS = ("exposure", "graded", "unknown", "stale", "self-declared")
"""The numbers that are followed, in their order."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The chain and the results as the scope sees them, today, and the day compared with."""

    view: Snapshot
    history: History
    today: date
    zone: tzinfo
    days: list[date]
    """Every kept day, the newest first."""
    day: date | None
    """The one compared with; None before anything was kept."""


def basis(scope: Scope, today: date, zone: tzinfo, wanted: date | None = None) -> Basis:
    """What is compared with is the kept day up to `wanted` (None: the one some four weeks ago)."""
    days = [row.day for row in change_queries.kept_days()]
    day = change_queries.chosen_day(days, wanted, today)
    return Basis(snapshot(scope), change_queries.history(scope), today, zone, days, day)


def causes(found: Basis) -> dict[str, list[Cause]]:
    """For each number what moved it since the day compared with; nothing without one. Worked out once while nothing
    changes.
    """
    if found.day is None:
        return {name: [] for name in NUMBERS}
    day = found.day
    return found.view.once(f"causes {day} {found.today} {found.zone}", lambda: _causes(found, day))


def _causes(found: Basis, day: date) -> dict[str, list[Cause]]:
    history, zone, then = found.history, found.zone, change_queries.kept(found.view, day)
    return {
        "exposure": number_causes.exposure(change_queries.since(found.view, day)),
        "graded": number_causes.graded(history, day, found.today, zone),
        "unknown": number_causes.unknown(found.view, then),
        "stale": number_causes.stale(history, day, found.today, zone),
        "self-declared": number_causes.unsupported(history, day, found.today, zone),
    }
