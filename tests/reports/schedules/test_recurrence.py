"""Days on which a scheduled report comes: ends of months, leap years, turns of years, and days that are none."""

import itertools
from datetime import date, timedelta

import pytest

from vendor_risk.reports.schedules.recurrence import LAST_DAY, Rhythm, fits, next_day

WEEKLY, MONTHLY, QUARTERLY = Rhythm.WEEKLY, Rhythm.MONTHLY, Rhythm.QUARTERLY


@pytest.mark.parametrize(
    ("day", "after", "found"),
    [
        (1, date(2026, 11, 29), date(2026, 11, 30)),  # a Sunday, and the Monday after it
        (7, date(2026, 11, 29), date(2026, 12, 6)),  # never the day itself
        (3, date(2026, 12, 31), date(2027, 1, 6)),
        (4, date(2026, 12, 30), date(2026, 12, 31)),
        (2, date(2028, 2, 28), date(2028, 2, 29)),  # the leap day is a Tuesday
        (3, date(2028, 2, 29), date(2028, 3, 1)),
    ],
)
def test_weekly(day, after, found):
    assert next_day(WEEKLY, day, after) == found


@pytest.mark.parametrize(
    ("day", "after", "found"),
    [
        (1, date(2026, 1, 31), date(2026, 2, 1)),
        (28, date(2026, 1, 31), date(2026, 2, 28)),
        (28, date(2026, 2, 28), date(2026, 3, 28)),
        (28, date(2028, 2, 28), date(2028, 3, 28)),
        (28, date(2028, 2, 29), date(2028, 3, 28)),
        (1, date(2028, 2, 29), date(2028, 3, 1)),
        (15, date(2026, 12, 15), date(2027, 1, 15)),
        (15, date(2026, 12, 14), date(2026, 12, 15)),
        (1, date(2100, 2, 28), date(2100, 3, 1)),  # 2100 is no leap year
    ],
)
def test_monthly(day, after, found):
    assert next_day(MONTHLY, day, after) == found


@pytest.mark.parametrize(
    ("day", "after", "found"),
    [
        (1, date(2026, 1, 1), date(2026, 4, 1)),
        (28, date(2026, 1, 27), date(2026, 1, 28)),
        (28, date(2026, 1, 28), date(2026, 4, 28)),
        (10, date(2026, 2, 9), date(2026, 4, 10)),
        (10, date(2026, 10, 10), date(2027, 1, 10)),
        (1, date(2026, 12, 31), date(2027, 1, 1)),
        (5, date(2028, 2, 29), date(2028, 4, 5)),
    ],
)
def test_quarterly(day, after, found):
    assert next_day(QUARTERLY, day, after) == found


@pytest.mark.parametrize(
    ("rhythm", "day", "right"),
    [
        (WEEKLY, 0, False), (WEEKLY, 1, True), (WEEKLY, 7, True), (WEEKLY, 8, False),
        (MONTHLY, 0, False), (MONTHLY, 1, True), (MONTHLY, 28, True), (MONTHLY, 29, False), (MONTHLY, 31, False),
        (QUARTERLY, -1, False), (QUARTERLY, 28, True), (QUARTERLY, 29, False),
    ],
)  # fmt: skip
def test_which_days_there_are(rhythm, day, right):
    assert fits(rhythm, day) is right
    if not right:
        with pytest.raises(ValueError, match=f"{rhythm} has no day"):
            next_day(rhythm, day, date(2026, 1, 1))


@pytest.mark.parametrize(("rhythm", "times"), [(WEEKLY, 52), (MONTHLY, 12), (QUARTERLY, 4)])
@pytest.mark.parametrize("year", [2027, 2028, 2100])
def test_a_year_has_as_many_days_as_its_rhythm_says_leap_or_not(rhythm, times, year):
    day = 5
    found, at = [], date(year - 1, 12, 31)
    while (at := next_day(rhythm, day, at)).year == year:
        found.append(at)
    assert len(found) in ({times, times + 1} if rhythm is WEEKLY else {times})
    gaps = {(later - earlier).days for earlier, later in itertools.pairwise(found)}
    assert gaps <= {WEEKLY: {7}, MONTHLY: {28, 29, 30, 31}, QUARTERLY: {90, 91, 92}}[rhythm]
    if rhythm is MONTHLY:
        assert (29 in gaps) is (year == 2028)


def test_every_month_has_the_last_day_that_may_be_chosen():
    days = {date(2027, 1, 1) + timedelta(days=number) for number in range(365)}
    assert {day.month for day in days if day.day == LAST_DAY} == set(range(1, 13))
    assert {day.month for day in days if day.day == LAST_DAY + 1} != set(range(1, 13))
