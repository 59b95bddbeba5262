"""Which of an organization's results stands for a purpose on a day.

The newest fresh result of a questionnaire of ours; without one the newest fresh one of a foreign questionnaire; without
any the newest result, past its validity. `vendor_risk.standing.queries` says the same in SQL, for the present day.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Candidates(NamedTuple):
    """Accepted results with a score, of which some stand; a value each."""

    organization: Ints
    purpose: Ints
    """A number for each purpose."""
    foreign: NDArray[np.bool_]
    """Whether a foreign questionnaire was read, which nobody of us had issued."""
    made: NDArray[np.float64]
    """When, in seconds; of equals the later one in the arrays is the newer."""
    valid_until: Ints
    """Day (ordinal) until which the result is fresh."""


def standing(found: Candidates, rows: Ints, day: int) -> Ints:
    """Those of `rows` that stand on `day` (ordinal): one for each organization and purpose, in order of these."""
    fresh = found.valid_until[rows] >= day
    ours = fresh & ~found.foreign[rows]
    order = rows[np.lexsort((rows, found.made[rows], fresh, ours, found.purpose[rows], found.organization[rows]))]
    last = np.ones(len(order), dtype=np.bool_)
    who, what = found.organization[order], found.purpose[order]
    last[:-1] = (who[1:] != who[:-1]) | (what[1:] != what[:-1])
    return order[last]
