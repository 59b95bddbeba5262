"""What moved each number of the first screen since a day: causes that add up to the whole difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo

import numpy as np
from numpy.typing import NDArray

from vendor_risk.changes.history import History, Ints
from vendor_risk.domain.chain.changes import Moved
from vendor_risk.exposure.analysis.snapshot import Snapshot

_TINY = 0.05
"""Points less than this are no cause worth a word."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that moved a number, named by who shows it; `amount` is in points or organizations, signed."""

    what: str
    amount: float
    organizations: frozenset[int] = frozenset()
    """Whom it is about; empty where it is about everybody."""


def exposure(moved: Moved) -> list[Cause]:
    """What moved the group's exposure, in points of a hundred, the greatest first."""
    return _points((f"exposure_{part}", value) for part, value in moved.shown.parts.items())


def graded(history: History, then: date, now: date, zone: tzinfo) -> list[Cause]:
    """Who came to be, and who is no longer, a critical or important vendor graded D or E."""
    before, after = (_sets(history, history.current(day, zone)) for day in (then, now))
    came, went = after.poor - before.poor, before.poor - after.poor
    return _organizations(
        [
            ("graded_new", 1, came - before.known),
            ("graded_fell", 1, came & before.known),
            ("graded_recovered", -1, went & after.known),
            ("graded_left", -1, went - after.known),
        ]
    )


def stale(history: History, then: date, now: date, zone: tzinfo) -> list[Cause]:
    """Whose result went past its validity, and whose was renewed."""
    before, after = (history.current(day, zone) for day in (then, now))
    old, new = (
        _ids(history, rows[history.valid_until[rows] < day.toordinal()]) for rows, day in ((before, then), (after, now))
    )
    return _organizations([("stale_went", 1, new - old), ("stale_renewed", -1, old - new)])


def unknown(view: Snapshot, then: Snapshot) -> list[Cause]:
    """Who of the chain was assessed for the first time, who came into the chain unknown, and who left it."""
    before, after = (_nodes(side, side.in_chain & ~side.risks.known) for side in (then, view))
    known, there = _nodes(view, view.risks.known), _nodes(view, view.in_chain)
    went, came = before - after, after - before
    return _organizations(
        [
            ("unknown_assessed", -1, went & known),
            ("unknown_left", -1, went - known),
            ("unknown_came", 1, came & there),
        ]
    )


def unsupported(history: History, then: date, now: date, zone: tzinfo) -> list[Cause]:
    """What moved the distance between mean score and mean backed score: vendors asked both times, or others.

    The first cause is the mean of those with a result on both days; the second is the rest of the difference: who was
    assessed for the first time, or is no longer counted.
    """
    before, after = (history.current(day, zone) for day in (then, now))
    gap = history.score - history.backed
    before, after = (rows[~np.isnan(gap[rows])] for rows in (before, after))
    if not len(before) or not len(after):
        return []
    whole = float(gap[after].mean() - gap[before].mean())
    both = np.intersect1d(history.organization[before], history.organization[after])
    same = 0.0
    if both.size:
        kept = [gap[rows[np.isin(history.organization[rows], both)]].mean() for rows in (before, after)]
        same = float(kept[1] - kept[0])
    return _points([("unsupported_same", same), ("unsupported_others", whole - same)])


@dataclass(frozen=True, slots=True)
class _Sets:
    known: frozenset[int]
    poor: frozenset[int]


def _ids(history: History, rows: Ints) -> frozenset[int]:
    return frozenset(history.organization[rows].tolist())


def _sets(history: History, rows: Ints) -> _Sets:
    important = rows[history.important[rows]]
    return _Sets(_ids(history, important), _ids(history, important[history.poor[important]]))


def _nodes(view: Snapshot, flags: NDArray[np.bool_]) -> frozenset[int]:
    return frozenset(view.ids[flags].tolist())


def _points(parts: Iterable[tuple[str, float]]) -> list[Cause]:
    causes = [Cause(what, value) for what, value in parts if abs(value) >= _TINY]
    return sorted(causes, key=lambda cause: -abs(cause.amount))


def _organizations(parts: Iterable[tuple[str, int, frozenset[int]]]) -> list[Cause]:
    causes = [Cause(what, sign * len(who), who) for what, sign, who in parts if who]
    return sorted(causes, key=lambda cause: -abs(cause.amount))
