"""Scores age by their dates, and nothing here reads a clock."""

from __future__ import annotations

from datetime import date

import pytest

from vendor_risk.domain.scoring.freshness import Freshness, stale_mask, until

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("valid_until", "freshness", "days_left"),
    [
        (date(2027, 11, 22), Freshness.FRESH, 365),
        (date(2027, 1, 21), Freshness.DUE_SOON, 60),
        (date(2027, 1, 22), Freshness.FRESH, 61),
        (date(2026, 11, 22), Freshness.DUE_SOON, 0),
        (date(2026, 11, 21), Freshness.STALE, -1),
    ],
)
def test_a_score_is_stale_the_day_after_its_last_valid_day(
    valid_until: date, freshness: Freshness, days_left: int
) -> None:
    found = until(valid_until, TODAY, due_soon_days=60)
    assert (found.freshness, found.days_left) == (freshness, days_left)


def test_a_score_that_was_never_made_is_missing_and_not_stale() -> None:
    assert stale_mask([None, date(2026, 11, 21), TODAY], TODAY).tolist() == [False, True, False]
