"""Rounding numbers that are shown together: parts add up to their total."""

from __future__ import annotations

import math
from collections.abc import Sequence


def apportioned(parts: Sequence[float], whole: float, digits: int = 0) -> list[float]:
    """The parts rounded to `digits` decimals so that they add up to `whole`, rounded likewise.

    The largest remainder: each is rounded down, and the units that are missing go to those that lost most by it.
    """
    unit = 10**digits
    floors = [math.floor(part * unit + 1e-9) for part in parts]
    missing = round(whole * unit) - sum(floors)
    by_loss = sorted(range(len(parts)), key=lambda place: floors[place] - parts[place] * unit)
    given, everybody = missing % len(parts) if parts else 0, missing // len(parts) if parts else 0
    for place in by_loss[:given]:
        floors[place] += 1
    return [(floor + everybody) / unit for floor in floors]


def difference(before: float, after: float, digits: int = 0) -> float:
    """By how much a shown number moves: the difference of both as they are shown."""
    return round(round(after, digits) - round(before, digits), digits)
