"""Scores and evidence age: fresh, due soon, stale (DESIGN, scoring rule 6). Dates come in; there is no clock here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Freshness(StrEnum):
    """How old something is, worst last."""

    FRESH = "fresh"
    DUE_SOON = "due_soon"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Age:
    """Freshness with its dates. `days_left` is negative once stale; the last valid day itself is not stale."""

    freshness: Freshness
    valid_until: date
    days_left: int


def until(valid_until: date, today: date, due_soon_days: int) -> Age:
    """How fresh something valid until that day is today."""
    days_left = (valid_until - today).days
    if days_left < 0:
        return Age(Freshness.STALE, valid_until, days_left)
    return Age(Freshness.DUE_SOON if days_left <= due_soon_days else Freshness.FRESH, valid_until, days_left)


def stale_mask(valid_until: Iterable[date | None], today: date) -> NDArray[np.bool_]:
    """Which of many are stale; None (never scored) is not stale, it is missing."""
    days = np.array([date.max.toordinal() if day is None else day.toordinal() for day in valid_until], dtype=np.int64)
    return days < today.toordinal()
