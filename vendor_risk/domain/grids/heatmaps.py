"""Heatmap grids: rows × columns of scores with assurance and age, sorted, grouped, clustered and binned.

Arrays in, arrays out; 10,000 × 30 in milliseconds. Which colour a bin has, and how assurance and age are drawn, is the
view's business (never colour alone); where the bins lie is decided here, by the grade table.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import IntFlag, StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import leaves_list, linkage

from vendor_risk.domain.scoring.rules import ScoringRules

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
NO_SCORE = 0
"""The bin of a cell without a score; 1 is the worst grade, then upwards to the best."""
_CLUSTER_LIMIT = 1500  # beyond it, exact clustering (quadratic) gives way to the first principal component


class Flag(IntFlag):
    """What a cell has to say beside its colour."""

    NO_SCORE = 1
    STALE = 2
    WEAKLY_BACKED = 4  # less than half of the score is evidence-backed
    HAS_UNKNOWN = 8  # a "we do not know" or a blank is in it


class SortBy(StrEnum):
    """Row orders. All put rows without any score after those with one, the heavier ones first."""

    SHORTFALL = "shortfall"  # risk weight × distance to 100, greatest first: what matters
    WORST_CELL = "worst_cell"
    CHANGE = "change"  # greatest loss since the earlier values first
    SCORE = "score"  # lowest mean first
    NAME = "name"


@dataclass(frozen=True)
class HeatmapGrid:
    """n × m cells. Scores are 0–100, NaN for none; `flags` are Flag bits; `weights` (n) is the risk weight of rows."""

    values: Floats
    backed: Floats
    flags: NDArray[np.uint8]
    weights: Floats

    def take(self, rows: Rows) -> HeatmapGrid:
        """The grid with these rows in this order."""
        return HeatmapGrid(self.values[rows], self.backed[rows], self.flags[rows], self.weights[rows])


def make_grid(
    values: Floats,
    backed: Floats,
    *,
    weights: Floats | None = None,
    stale: NDArray[np.bool_] | None = None,
    unknown: NDArray[np.bool_] | None = None,
) -> HeatmapGrid:
    """A grid of n × m scores. `stale` (n) marks rows past their validity, `unknown` (n × m) cells with
    gaps of knowledge. Raises ValueError when shapes differ.
    """
    values, backed = np.asarray(values, dtype=np.float64), np.asarray(backed, dtype=np.float64)
    n = len(values)
    if backed.shape != values.shape:
        raise ValueError("backed scores must have the shape of the scores")
    missing = np.isnan(values)
    flags = np.where(missing, np.uint8(Flag.NO_SCORE), np.uint8(0))
    with np.errstate(invalid="ignore"):
        flags |= np.where(~missing & (values > 0) & (backed < values / 2), np.uint8(Flag.WEAKLY_BACKED), np.uint8(0))
    if stale is not None:
        flags |= np.where(stale[:, None] & ~missing, np.uint8(Flag.STALE), np.uint8(0))
    if unknown is not None:
        flags |= np.where(unknown, np.uint8(Flag.HAS_UNKNOWN), np.uint8(0))
    return HeatmapGrid(values, backed, flags, np.ones(n) if weights is None else np.asarray(weights, dtype=np.float64))


def row_means(values: Floats) -> Floats:
    """The mean score of each row over the cells that have one; NaN without any."""
    return _nan_mean(values, np.ones(values.shape))


def _nan_mean(values: Floats, weights: Floats) -> Floats:
    known = ~np.isnan(values)
    total = np.where(known, weights, 0.0).sum(axis=1)
    summed = np.where(known, values * weights, 0.0).sum(axis=1)
    means: Floats = np.divide(summed, total, out=np.full(len(values), np.nan), where=total > 0)
    return means


def shortfall(grid: HeatmapGrid, overall: Floats | None = None) -> Floats:
    """Risk weight × distance of the row's score to 100 (in points), NaN without a score.

    `overall` are the rows' own overall scores; without them the mean of the cells stands in.
    """
    score = row_means(grid.values) if overall is None else overall
    return grid.weights * (100.0 - score)


def order_rows(
    grid: HeatmapGrid,
    by: SortBy,
    *,
    names: Sequence[str] | None = None,
    overall: Floats | None = None,
    before: Floats | None = None,
) -> Rows:
    """Positions of the rows in order of `by`; equal rows keep their order.

    NAME needs `names` (in the reader's language), CHANGE needs `before` (earlier values, same shape): ValueError
    otherwise.
    """
    if by is SortBy.NAME:
        if names is None:
            raise ValueError("sorting by name needs names")
        return np.array(sorted(range(len(names)), key=lambda row: names[row]), dtype=np.intp)
    key = _sort_key(grid, by, overall, before)
    empty = np.isnan(key)
    return np.lexsort((np.where(empty, -grid.weights, key), empty))


def _sort_key(grid: HeatmapGrid, by: SortBy, overall: Floats | None, before: Floats | None) -> Floats:
    if by is SortBy.SHORTFALL:
        return -shortfall(grid, overall)
    if by is SortBy.WORST_CELL:
        lowest: Floats = np.where(np.isnan(grid.values), np.inf, grid.values).min(axis=1, initial=np.inf)
        return np.where(np.isinf(lowest), np.nan, lowest)
    if by is SortBy.CHANGE:
        if before is None:
            raise ValueError("sorting by change needs the earlier values")
        return row_means(grid.values - before)
    return row_means(grid.values) if overall is None else overall


def cluster_order(values: Floats) -> Rows:
    """Rows so that similar ones stand together; missing cells count as their column's mean.

    Up to 1,500 rows by average linkage with leaves in dendrogram order, beyond that by the first principal component.
    """
    n = len(values)
    if n < 3 or values.shape[1] == 0:
        return np.arange(n, dtype=np.intp)
    known = ~np.isnan(values)
    number = known.sum(axis=0)
    summed = np.where(known, values, 0.0).sum(axis=0)
    means = np.divide(summed, number, out=np.zeros(values.shape[1]), where=number > 0)
    filled = np.where(known, values, means)
    if n <= _CLUSTER_LIMIT:
        return leaves_list(linkage(filled, method="average")).astype(np.intp)
    centred = filled - filled.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    return np.argsort(centred @ vectors[:, -1], kind="stable")


@dataclass(frozen=True)
class Groups:
    """One row per group, in order of `keys`: weighted means of the members that have a score.

    `sizes` counts members, `scored` the members with a score per cell, `lowest` the lowest member's score per cell.
    `member_of` (rows) is the position of each original row's group.
    """

    keys: tuple[Hashable, ...]
    grid: HeatmapGrid
    sizes: NDArray[np.intp]
    scored: NDArray[np.intp]
    lowest: Floats
    member_of: Rows


def group_rows(grid: HeatmapGrid, keys: Sequence[Hashable]) -> Groups:
    """Groups rows by `keys` (one per row), groups in order of first appearance; a group's weight is its members' sum.

    A group's cell carries a flag when any member's cell does, but NO_SCORE only when no member has a score.
    """
    position: dict[Hashable, int] = {}
    member_of = np.array([position.setdefault(key, len(position)) for key in keys], dtype=np.intp)
    if len(member_of) != len(grid.values):
        raise ValueError("one key per row is needed")
    shape = (len(position), grid.values.shape[1])
    known = ~np.isnan(grid.values)
    weights = np.where(known, grid.weights[:, None], 0.0)
    total = _sum_by(member_of, weights, shape)
    scored = _sum_by(member_of, known.astype(np.float64), shape).astype(np.intp)
    lowest = np.full(shape, np.inf)
    np.minimum.at(lowest, member_of, np.where(known, grid.values, np.inf))
    flags = np.zeros(shape, dtype=np.uint8)
    np.bitwise_or.at(flags, member_of, grid.flags & ~np.uint8(Flag.NO_SCORE))
    flags |= np.where(scored == 0, np.uint8(Flag.NO_SCORE), np.uint8(0))

    def mean(values: Floats) -> Floats:
        summed = _sum_by(member_of, np.where(known, values, 0.0) * weights, shape)
        means: Floats = np.divide(summed, total, out=np.full(shape, np.nan), where=total > 0)
        return means

    return Groups(
        keys=tuple(position),
        grid=HeatmapGrid(
            mean(grid.values), mean(grid.backed), flags, _sum_by(member_of, grid.weights[:, None], shape)[:, 0]
        ),
        sizes=np.bincount(member_of, minlength=len(position)),
        scored=scored,
        lowest=np.where(np.isinf(lowest), np.nan, lowest),
        member_of=member_of,
    )


def _sum_by(groups: Rows, values: Floats, shape: tuple[int, int]) -> Floats:
    columns = [np.bincount(groups, values[:, column], shape[0]) for column in range(values.shape[1])]
    return np.stack(columns, axis=1) if columns else np.zeros(shape)


def bin_edges(rules: ScoringRules) -> tuple[float, ...]:
    """Where one bin ends and the next begins: the floors of the grades above the worst, ascending."""
    return tuple(step.at_least for step in reversed(rules.grades[:-1]))


def bins(values: Floats, edges: Sequence[float]) -> NDArray[np.uint8]:
    """The bin of each score: NO_SCORE (0) for NaN, else 1 (worst grade) up to len(edges) + 1 (best)."""
    found = np.searchsorted(np.asarray(edges) - 1e-9, values, side="right") + 1
    return np.where(np.isnan(values), NO_SCORE, found).astype(np.uint8)
