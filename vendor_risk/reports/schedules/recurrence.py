"""On which days a scheduled report is made. Pure: dates in, dates out."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Rhythm(StrEnum):
    """How often."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


LAST_DAY = 28
"""The last day of a month that every month has."""
_QUARTERS = (1, 4, 7, 10)


def fits(rhythm: Rhythm, day: int) -> bool:
    """Whether the day is one: 1 (Monday) to 7 for a week, 1 to 28 for a month or a quarter's first month."""
    return 1 <= day <= (7 if rhythm is Rhythm.WEEKLY else LAST_DAY)


def next_day(rhythm: Rhythm, day: int, after: date) -> date:
    """The first such day after `after`. ValueError when the rhythm has no such day."""
    if not fits(rhythm, day):
        raise ValueError(f"{rhythm} has no day {day}")
    found = after + timedelta(days=1)
    while not _is_one(rhythm, day, found):
        found += timedelta(days=1)
    return found


def _is_one(rhythm: Rhythm, day: int, at: date) -> bool:
    if rhythm is Rhythm.WEEKLY:
        return at.isoweekday() == day
    return at.day == day and (rhythm is Rhythm.MONTHLY or at.month in _QUARTERS)
