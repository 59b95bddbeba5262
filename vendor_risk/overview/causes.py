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

_NO_NEWS = frozenset({"unknown_registered", "graded_other", "unsupported_other", "exposure_questionnaire"})
_TINY = 0.05
"""Points less than this are no cause worth a word."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that moved a number, named by who shows it; `amount` is in points or organizations, signed."""

    what: str
    amount: float
    organizations: frozenset[int] = frozenset()
    """Whom it is about; empty where it is about everybody."""

    @property
    def news(self) -> bool:
        """Whether it says something about risk: what was only written into the register, or measured otherwise, does
        not."""
        return self.what not in _NO_NEWS


def exposure(moved: Moved) -> list[Cause]:
    """What moved the group's exposure, in points of a hundred, the greatest first."""
    return _points((f"exposure_{part}", value) for part, value in moved.shown.parts.items())


def graded(history: History, then: date, now: date, zone: tzinfo) -> list[Cause]:
    """Who came to be, and who is no longer, a critical or important vendor graded D or E."""
    before, after = (_sets(history, history.current(day, zone)) for day in (then, now))
    came, went = after.poor - before.poor, before.poor - after.poor
    other = frozenset(who for who in before.known & after.known if before.asked[who] != after.asked[who])
    return _organizations(
        [
            ("graded_new", 1, came - before.known),
            ("graded_fell", 1, (came & before.known) - other),
            ("graded_recovered", -1, (went & after.known) - other),
            ("graded_left", -1, went - after.known),
            ("graded_other", 1, came & other),
            ("graded_other", -1, went & other),
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
    """Who of the chain was assessed for the first time and who left it; who was registered since (which is no news
    about risk), who was registered before and came into the chain, and who has no result any more."""
    before, after = (_nodes(side, side.in_chain & ~side.risks.known) for side in (then, view))
    known, new = _nodes(view, view.risks.known), registered_since(view, then)
    went, came = before - after, after - before
    there = _nodes(then, then.in_chain)
    return _organizations(
        [
            ("unknown_assessed", -1, went & known),
            ("unknown_left", -1, went - known),
            ("unknown_registered", 1, came & new),
            ("unknown_joined", 1, came - new - there),
            ("unknown_lost", 1, (came & there) - new),
        ]
    )


def registered_since(view: Snapshot, then: Snapshot) -> frozenset[int]:
    """Who was not in the register then."""
    return frozenset() if then.registered is None else _nodes(view, ~then.registered)


def unsupported(history: History, then: date, now: date, zone: tzinfo) -> list[Cause]:
    """What moved the distance between mean score and mean backed score.

    The first cause is the mean of those with a result of the same questionnaire on both days; the second what those add
    whose result is of another questionnaire than then; the third is the rest of the difference: who was assessed for
    the first time, or is no longer counted.
    """
    before, after = (history.current(day, zone) for day in (then, now))
    gap = history.score - history.backed
    before, after = (rows[~np.isnan(gap[rows])] for rows in (before, after))
    if not len(before) or not len(after):
        return []
    whole = float(gap[after].mean() - gap[before].mean())
    later = _asked(history, after)
    asked = {who: what for who, what in _asked(history, before).items() if who in later}

    def moved(organizations: list[int]) -> float:
        kept = [gap[rows[np.isin(history.organization[rows], organizations)]] for rows in (before, after)]
        return float(kept[1].mean() - kept[0].mean()) if organizations else 0.0

    same, both = moved([who for who, what in asked.items() if later[who] == what]), moved(list(asked))
    return _points(
        [("unsupported_same", same), ("unsupported_other", both - same), ("unsupported_others", whole - both)]
    )


@dataclass(frozen=True, slots=True)
class _Sets:
    known: frozenset[int]
    poor: frozenset[int]
    asked: dict[int, int]
    """By organization a number for the questionnaire its result is of."""


def _ids(history: History, rows: Ints) -> frozenset[int]:
    return frozenset(history.organization[rows].tolist())


def _sets(history: History, rows: Ints) -> _Sets:
    important = rows[history.important[rows]]
    return _Sets(
        _ids(history, important), _ids(history, important[history.poor[important]]), _asked(history, important)
    )


def _asked(history: History, rows: Ints) -> dict[int, int]:
    return dict(zip(history.organization[rows].tolist(), history.questionnaire[rows].tolist(), strict=True))


def _nodes(view: Snapshot, flags: NDArray[np.bool_]) -> frozenset[int]:
    return frozenset(view.ids[flags].tolist())


def _points(parts: Iterable[tuple[str, float]]) -> list[Cause]:
    causes = [Cause(what, value) for what, value in parts if abs(value) >= _TINY]
    return sorted(causes, key=lambda cause: -abs(cause.amount))


def _organizations(parts: Iterable[tuple[str, int, frozenset[int]]]) -> list[Cause]:
    causes = [Cause(what, sign * len(who), who) for what, sign, who in parts if who]
    return sorted(causes, key=lambda cause: -abs(cause.amount))
