"""A heatmap as arrays and plain rows: what page, chart, table and workbook are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.grids.heatmaps import (
    Flag,
    HeatmapGrid,
    SortBy,
    bin_edges,
    bins,
    group_rows,
    make_grid,
    order_rows,
)
from vendor_risk.domain.questionnaires import Questionnaire, Section
from vendor_risk.domain.scoring.packing import SECTION_FIELDS, unpack_sections_many
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.heatmaps.lines import Columns, HeatmapLine, ResultColumns, UnscoredColumns, floats

SORTS = (SortBy.SHORTFALL, SortBy.WORST_CELL, SortBy.SCORE, SortBy.NAME)
ASSURANCE = "assurance"
"""Sort key of the page: the greatest part that rests on self-declared answers only first."""


@dataclass(frozen=True, slots=True)
class HeatmapCell:
    """One cell as the table shows it."""

    score: float | None
    backed: float | None
    grade: str
    weak: bool
    stale: bool
    unknown: bool
    knocked: bool
    """Whether a critical question in it limits the grade of the row."""
    unreviewed: bool = False
    """Whether it rests on answers nobody has reviewed: it is in no count and no mean."""


@dataclass(frozen=True)
class Summary:
    """The heatmap's accepted results in a few numbers. Scores are 0–100."""

    rows: int
    provisional: int
    """Further rows that nobody reviewed yet; they are in none of the other numbers."""
    poor: int
    """Rows graded D or E."""
    stale: int
    mean: float | None
    mean_backed: float | None
    weakest: Section | None
    weakest_mean: float | None
    means: tuple[float | None, ...] = ()
    """Mean score of each section."""


@dataclass(frozen=True)
class Heatmap:
    """Rows in their order, the sections as columns, and the grid of cells (`bins`: 0 none, 1 worst … 5 best)."""

    lines: Sequence[HeatmapLine]
    sections: tuple[Section, ...]
    grid: HeatmapGrid
    bins: NDArray[np.uint8]
    letters: tuple[str, ...]
    summary: Summary

    def first(self, number: int) -> Heatmap:
        """The first rows only, with the summary of all."""
        rows = np.arange(min(number, len(self.lines)))
        return replace(self, lines=self.lines[: len(rows)], grid=self.grid.take(rows), bins=self.bins[rows])

    def cells(self, row: int) -> list[HeatmapCell]:
        """The cells of one row, in the order of the sections."""
        grid, capped = self.grid, self.lines[row].capped
        columns = zip(
            self.sections,
            grid.values[row].tolist(),
            grid.backed[row].tolist(),
            grid.flags[row].tolist(),
            self.bins[row].tolist(),
            strict=True,
        )
        return [
            HeatmapCell(
                score=None if value != value else value,  # noqa: PLR0124 - NaN: no score
                backed=None if support != support else support,  # noqa: PLR0124
                grade="" if step == 0 else self.letters[step - 1],
                weak=flag & _WEAK != 0,
                stale=flag & _STALE != 0,
                unknown=flag & _UNKNOWN != 0,
                knocked=section.id == capped,
            )
            for section, value, support, flag, step in columns
        ]


_WEAK, _STALE, _UNKNOWN = int(Flag.WEAKLY_BACKED), int(Flag.STALE), int(Flag.HAS_UNKNOWN)


def make_heatmap(
    questionnaire: Questionnaire,
    rows: ResultColumns,
    unscored: UnscoredColumns,
    rules: ScoringRules,
    *,
    sort: str,
    today: date,
) -> Heatmap:
    """The heatmap of these results (`queries.rows`), and of organizations without one, which follow them."""
    sections = questionnaire.sections
    given = Columns(rows, unscored, questionnaire, today)
    packed = unpack_sections_many(given.blobs).astype(np.float64)
    if not rows.name:
        packed = np.empty((0, len(sections), len(SECTION_FIELDS)))
    empty = np.full((len(unscored.name), len(sections)), np.nan)
    grid = make_grid(
        np.vstack([packed[:, :, 0], empty]),
        np.vstack([packed[:, :, 5], empty]),
        weights=given.weights,
        stale=given.stale,
        unknown=np.vstack([np.nan_to_num(packed[:, :, 3]) > 0, np.zeros(empty.shape, dtype=bool)]),
    )
    overall, backed = floats(given.scores), floats(given.backed)
    order = _order(grid, overall, backed, given.names, sort)
    accepted = ~np.array(given.provisional, dtype=np.bool_)
    summary = _summary(overall, backed, given.grades, given.stale, accepted, sections, grid)
    return _board(given.lines(order.tolist()), sections, grid.take(order), rules, summary)


def _order(
    grid: HeatmapGrid, overall: NDArray[np.float64], backed: NDArray[np.float64], names: Sequence[str], sort: str
) -> NDArray[np.intp]:
    if sort == ASSURANCE:
        distance = np.nan_to_num(backed) - np.nan_to_num(overall)
        return np.lexsort((np.where(np.isnan(overall), 0.0, distance), np.isnan(overall)))
    by = SortBy(sort) if sort in {known.value for known in SORTS} else SortBy.SHORTFALL
    return order_rows(grid, by, names=names if by is SortBy.NAME else None, overall=overall)


def _board(
    lines: Sequence[HeatmapLine],
    sections: tuple[Section, ...],
    grid: HeatmapGrid,
    rules: ScoringRules,
    summary: Summary,
) -> Heatmap:
    letters = tuple(reversed(rules.letters))
    return Heatmap(lines, sections, grid, bins(grid.values, bin_edges(rules)), letters, summary)


def _mean(values: NDArray[np.float64]) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else None


def _summary(
    overall: NDArray[np.float64],
    backed: NDArray[np.float64],
    grades: Sequence[str | None],
    stale: NDArray[np.bool_],
    accepted: NDArray[np.bool_],
    sections: tuple[Section, ...],
    grid: HeatmapGrid,
) -> Summary:
    means = [_mean(column) for column in grid.values[accepted].T]
    scored = [(mean, section) for mean, section in zip(means, sections, strict=True) if mean is not None]
    weakest = min(scored, key=lambda pair: pair[0]) if scored else None
    return Summary(
        rows=int(np.count_nonzero(~np.isnan(overall[accepted]))),
        provisional=int(np.count_nonzero(~accepted)),
        poor=sum(grade in {"D", "E"} for grade in np.array(grades, dtype=object)[accepted]),
        stale=int(np.count_nonzero(stale[accepted])),
        mean=_mean(overall[accepted]),
        mean_backed=_mean(backed[accepted]),
        weakest=weakest[1] if weakest else None,
        weakest_mean=weakest[0] if weakest else None,
        means=tuple(means),
    )


def grouped(board: Heatmap, keys: Sequence[str], names: dict[str, str], rules: ScoringRules) -> Heatmap:
    """One row per key (one key per row of `board`): risk-weighted means of the members, the weakest group first.

    The summary stays that of the members.
    """
    groups = group_rows(board.grid, keys)
    overall = floats([line.score for line in board.lines])
    backed = floats([line.backed or 0.0 for line in board.lines])
    lines = []
    for place, key in enumerate(groups.keys):
        members = groups.member_of == place
        score = _weighted(overall[members], board.grid.weights[members])
        lines.append(
            HeatmapLine(
                name=names.get(str(key), str(key)),
                key=str(key),
                score=score,
                backed=_weighted(np.where(np.isnan(overall), np.nan, backed)[members], board.grid.weights[members]),
                grade=None if score is None else rules.grade_of(score),
                size=int(groups.sizes[place]),
            )
        )
    order = np.argsort([101.0 if line.score is None else line.score for line in lines], kind="stable")
    return _board([lines[i] for i in order], board.sections, groups.grid.take(order), rules, board.summary)


def _weighted(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float | None:
    known = ~np.isnan(values)
    if not known.any() or not weights[known].sum():
        return None
    return float(np.average(values[known], weights=weights[known]))
