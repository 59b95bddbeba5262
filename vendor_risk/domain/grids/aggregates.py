"""Many organizations in one cell: median, weakest, how many were assessed, how sure, how old. Arrays in, arrays out.

An organization may be in several cells (it supplies two companies), and in one cell once however often it is named.
What nobody scored has no score: it is counted among the members, never as 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Scored:
    """What is known of n organizations in m columns. Scores 0–100, NaN for none."""

    values: Floats
    backed: Floats
    stale: Flags
    """n: the result is past its validity."""
    unknown: Flags
    """n × m: a "we do not know" or a blank is in it."""


@dataclass(frozen=True)
class Cells:
    """Cells × columns. NaN (or -1) where no member has a score."""

    median: Floats
    lowest: Floats
    weakest: Ints
    """The member with the lowest score; of equal ones the first."""
    supported: Floats
    """The share of the members' scores that evidence supports, 0–1; NaN where they are all 0 or missing."""
    members: Ints
    """Organizations in the cell, scored or not."""
    scored: Ints
    stale: Ints
    """Scored members whose result is past its validity."""
    unknown: Ints
    """Scored members with an unknown or blank answer."""

    @property
    def coverage(self) -> Floats:
        """The share of members that have a score, 0–1; NaN in a cell without members."""
        nothing = np.full(self.scored.shape, np.nan)
        share: Floats = np.divide(self.scored, self.members, out=nothing, where=self.members > 0)
        return share


def aggregate(cell: Ints, member: Ints, size: int, known: Scored) -> Cells:
    """The cells 0 … size − 1 of pairs "this organization is in that cell" (p each); a pair named twice counts once.

    Raises ValueError when a cell or a member lies outside.
    """
    n, columns = known.values.shape
    if len(cell) and not (min(cell.min(), member.min()) >= 0 and cell.max() < size and member.max() < n):
        raise ValueError("a pair names a cell or an organization that is not there")
    pairs = np.unique(cell.astype(np.int64) * max(n, 1) + member)
    cell, member = (part.astype(np.intp) for part in np.divmod(pairs, max(n, 1)))
    found = [_column(cell, member, size, known, column) for column in range(columns)]
    members = np.repeat(np.bincount(cell, minlength=size).astype(np.intp)[:, None], columns, axis=1)
    if not found:
        nothing, none = np.zeros((size, 0)), np.zeros((size, 0), dtype=np.intp)
        return Cells(nothing, nothing, none, nothing, members, none, none, none)
    parts = [np.stack(part, axis=1) for part in zip(*found, strict=True)]
    median, lowest, weakest, supported, scored, stale, unknown = parts
    return Cells(median, lowest, weakest, supported, members, scored, stale, unknown)


def _column(cell: Ints, member: Ints, size: int, known: Scored, column: int) -> tuple[NDArray[np.generic], ...]:
    """Median, lowest, weakest, supported, scored, stale, unknown of each cell in one column."""
    values, backed = known.values[:, column], known.backed[:, column]
    n = max(len(values), 1)
    by_value = np.argsort(values, kind="stable")
    rank = np.empty(len(values), dtype=np.int64)
    rank[by_value] = np.arange(len(values))
    has = ~np.isnan(values[member]) if len(member) else np.zeros(0, dtype=np.bool_)
    # one number a pair, so that a plain sort puts the scores of every cell side by side in their order
    order = np.sort(cell[has].astype(np.int64) * n + rank[member[has]])
    cells, place = np.divmod(order, n)
    ordered = by_value[place] if len(values) else np.zeros(0, dtype=np.intp)
    scored = np.bincount(cells, minlength=size)
    start = np.cumsum(scored) - scored
    full = scored > 0
    first = ordered[np.where(full, start, 0)] if len(ordered) else np.zeros(size, dtype=np.intp)
    low, high = (
        (values[ordered[np.where(full, start + half, 0)]] if len(ordered) else np.zeros(size))
        for half in ((scored - 1) // 2, scored // 2)
    )
    total = np.bincount(cells, values[ordered], size)
    supported = np.bincount(cells, np.nan_to_num(backed[ordered]), size)
    return (
        np.where(full, (low + high) / 2.0, np.nan),
        np.where(full, values[first] if len(values) else np.nan, np.nan),
        np.where(full, first, -1).astype(np.intp),
        np.divide(supported, total, out=np.full(size, np.nan), where=total > 0),
        scored.astype(np.intp),
        np.bincount(cells, known.stale[ordered], size).astype(np.intp),
        np.bincount(cells, known.unknown[ordered, column], size).astype(np.intp),
    )
