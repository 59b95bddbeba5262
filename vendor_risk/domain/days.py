"""Days on which nobody in Japan is at work to answer: weekends and the days around New Year."""

from __future__ import annotations

from datetime import date, timedelta


def is_holiday(day: date) -> bool:
    """Whether the day is a Saturday, a Sunday, or from 29 December to 3 January."""
    return day.weekday() >= 5 or (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)


def next_working_day(day: date) -> date:
    """The day itself, or the next one that is not a holiday."""
    while is_holiday(day):
        day += timedelta(days=1)
    return day
