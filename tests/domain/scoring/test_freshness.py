"""Scores age by their dates, and nothing here reads a clock."""

from __future__ import annotations

from datetime import date

import pytest

from vendor_risk.domain.scoring.freshness import Freshness, age, going_stale, stale_mask, until

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("scored_on", "freshness", "days_left"),
    [
        (date(2026, 11, 22), Freshness.FRESH, 365),
        (date(2026, 1, 21), Freshness.DUE_SOON, 60),
        (date(2026, 1, 22), Freshness.FRESH, 61),
        (date(2025, 11, 22), Freshness.DUE_SOON, 0),
        (date(2025, 11, 21), Freshness.STALE, -1),
    ],
)
def test_a_score_is_stale_the_day_after_its_last_valid_day(
    scored_on: date, freshness: Freshness, days_left: int
) -> None:
    found = age(scored_on, TODAY, validity_days=365, due_soon_days=60)
    assert (found.freshness, found.days_left) == (freshness, days_left)


def test_a_known_last_day_is_used_as_it_is() -> None:
    assert until(TODAY, TODAY, 30).freshness is Freshness.DUE_SOON


def test_negative_validity_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        age(TODAY, TODAY, validity_days=-1, due_soon_days=0)


def test_a_score_that_was_never_made_is_missing_and_not_stale() -> None:
    assert stale_mask([None, date(2026, 11, 21), TODAY], TODAY).tolist() == [False, True, False]


def test_the_forecast_counts_what_will_have_gone_stale() -> None:
    days = [date(2026, 11, 21), TODAY, date(2026, 12, 1), date(2027, 2, 1), None]
    assert going_stale(days, TODAY, (30, 90)) == {30: 2, 90: 3}
