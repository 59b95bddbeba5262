"""Shown parts add up to the shown total, and none is more than a unit away from what it is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendor_risk.domain.figures import apportioned, difference

PARTS = st.lists(st.floats(-100, 100), min_size=1, max_size=8)


@given(PARTS, st.integers(0, 2))
def test_the_parts_shown_add_up_to_the_total_shown(parts: list[float], digits: int) -> None:
    whole = math.fsum(parts)
    shown = apportioned(parts, whole, digits)
    assert sum(shown) == pytest.approx(round(whole, digits), abs=1e-6)
    assert all(abs(part - one) <= 10**-digits + 1e-6 for part, one in zip(parts, shown, strict=True))


def test_what_the_reviewer_added_up_by_hand() -> None:
    """24.3 → 30.9 is 6.6, and 0.8 + 5.8 is as well."""
    assert difference(24.34, 30.94, 1) == 6.6
    parts = apportioned([0.84, 5.84], difference(24.34, 30.94, 1), 1)
    assert sum(parts) == pytest.approx(6.6)


def test_without_parts_there_is_nothing_to_share() -> None:
    assert apportioned([], 0.0) == []


def test_a_difference_is_that_of_what_is_shown() -> None:
    assert difference(0.44, 0.46, 1) == 0.1
    assert difference(0.41, 0.44, 1) == 0
