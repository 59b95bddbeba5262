"""How others stand, so that nobody can be picked out: a spread of at least `FEWEST` values, rounded to `STEP`.

Who reads the spread knows their own value, so own values are never among those it is made of: taking them away again
teaches nothing. Every reader is shown one spread, of everybody outside the reader's own scope; there is no filter by
which a second one, of one company fewer, could be had and subtracted. Rounding blunts what a single company's change
would show from one day to the next. What remains: readers who put their spreads together know more than each alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 5
"""The k of the rule: with fewer values nothing is said."""
STEP = 5.0


@dataclass(frozen=True, slots=True)
class ScoreSpread:
    """Minimum, quartiles and maximum, each rounded to `STEP`."""

    low: float
    lower: float
    middle: float
    upper: float
    high: float


def spread(values: NDArray[np.float64], *, fewest: int = FEWEST, step: float = STEP) -> ScoreSpread | None:
    """The spread of the values that are known (not NaN); None when they are fewer than `fewest`.

    Quartiles by linear interpolation between the ordered values (NumPy's default, Hyndman and Fan's type 7). Raises
    ValueError for a rule that hides nobody (`fewest` below 3, or no step).
    """
    if fewest < 3 or step <= 0:
        raise ValueError("at least three values and a step above 0 are needed to hide anybody")
    known = values[~np.isnan(values)]
    if len(known) < fewest:
        return None
    five = np.percentile(np.sort(known), [0, 25, 50, 75, 100])
    rounded = np.floor(five / step + 0.5) * step
    return ScoreSpread(*(float(value) for value in rounded))
