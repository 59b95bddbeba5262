"""Edges laid out so that products and maxima over each row's suppliers are a few long vector operations.

NumPy's `reduceat` pays for every row; iterating in cycles evaluates the same rows dozens of times. Here rows are sorted
by their number of edges, and the k-th edges of all rows that have one stand together (jagged diagonals), so a reduction
is one pass per diagonal. Rows with very many edges keep the rest of theirs for `reduceat`.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.chain.graph import spans

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
_DIAGONALS = 32


class Jagged:
    """Edges of `len(seg)` rows; `seg` is where each row's run starts in `cols` and `weights`, no row is empty."""

    def __init__(self, seg: Ints, cols: Ints, weights: Floats) -> None:
        lengths = np.diff(np.append(seg, len(cols)))
        short = np.minimum(lengths, _DIAGONALS).astype(np.uint8)
        order = np.argsort(_DIAGONALS - short, kind="stable")
        self._back = np.empty(len(order), dtype=np.intp)
        self._back[order] = np.arange(len(order))
        counts = [int(np.count_nonzero(short > k)) for k in range(int(short.max(initial=0)))]
        edges = [seg[order[:count]] + k for k, count in enumerate(counts)]
        long = np.flatnonzero(lengths[order] > _DIAGONALS)
        rest = lengths[order[long]] - _DIAGONALS
        edges.append(spans(seg[order[long]] + _DIAGONALS, rest))
        taken = np.concatenate(edges)
        self._cols, self._weights = cols[taken], weights[taken]
        self._bounds = np.cumsum([0, *counts]).tolist()
        self._long, self._tails = long, self._bounds[-1] + np.cumsum(rest) - rest
        self._scratch = np.empty(len(taken))

    def _reduce(self, ufunc: np.ufunc) -> Floats:
        passed, bounds = self._scratch, self._bounds
        found = passed[: bounds[1]].copy()
        for start, stop in pairwise(bounds[1:]):
            part = found[: stop - start]
            ufunc(part, passed[start:stop], out=part)
        if self._long.size:
            found[self._long] = ufunc(found[self._long], ufunc.reduceat(passed, self._tails))
        reduced: Floats = found.take(self._back)
        return reduced

    def escaped(self, values: Floats) -> Floats:
        """Π over each row's edges of 1 - w · value."""
        passed = values.take(self._cols, out=self._scratch, mode="clip")
        passed *= self._weights
        np.subtract(1.0, passed, out=passed)
        return self._reduce(np.multiply)

    def greatest(self, values: Floats) -> Floats:
        """The maximum over each row's edges of w · value."""
        passed = values.take(self._cols, out=self._scratch, mode="clip")
        passed *= self._weights
        return self._reduce(np.maximum)
