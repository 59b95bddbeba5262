"""What hangs on the vendors and engagements that a register file ends: shown in numbers before anything is stored.

The counting stands above imports (`upkeep`, which knows everything that hangs on a vendor) and is registered here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from vendor_risk.imports.register.plan import RegisterReport
from vendor_risk.permissions import Scope

CONFIRM = "confirm_ending"
"""The box of the preview that says so."""


class HangingSums(NamedTuple):
    """What hangs on some vendors together."""

    engagements: int
    """That run or are planned."""
    running: int
    """Assessments in progress."""
    links: int
    """Links to questionnaires that work today."""
    findings: int
    """Open ones."""


class Endings(NamedTuple):
    """How many vendors and engagements a file ends, and what hangs on those vendors."""

    vendors: int
    engagements: int
    hanging: HangingSums


Counting = Callable[[Scope, Scope, Sequence[int], datetime], HangingSums]
_counting: list[Counting] = []


def register_counting(count: Counting) -> None:
    """Let this count what hangs on vendors, for who may change the first scope and ask for the second."""
    _counting[:] = [count]


def endings_of(report: RegisterReport, edit: Scope, issue: Scope, at: datetime) -> Endings | None:
    """What a file ends, with what hangs on it; None when it ends nothing."""
    vendors, engagements = report.ended_vendors, report.ended_engagements
    if not vendors and not engagements:
        return None
    sums = HangingSums(0, 0, 0, 0)
    for count in _counting if vendors else ():
        sums = count(edit, issue, vendors, at)
    return Endings(len(vendors), len(engagements), sums)
