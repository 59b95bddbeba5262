"""A heatmap as arrays and plain rows: what page, chart, table and workbook are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.freshness import stale_mask
from vendor_risk.domain.heatmaps import Flag, Grid, SortBy, bin_edges, bins, group_rows, make_grid, order_rows
from vendor_risk.domain.packing import unpack_sections_many
from vendor_risk.domain.questionnaires import Questionnaire, Section
from vendor_risk.domain.rules import ScoringRules

TIER_WEIGHT = {"T1": 1.0, "T2": 0.6, "T3": 0.3}
"""Risk weight of a row whose inherent risk nobody has worked out; a group company without a tier weighs 1."""
SORTS = (SortBy.SHORTFALL, SortBy.WORST_CELL, SortBy.SCORE, SortBy.NAME)
ASSURANCE = "assurance"
"""Sort key of the page: the greatest distance between score and assured score first."""


class Line(NamedTuple):
    """One row: an organization's result, or a group of them (`size` members, no `assessment_id`).

    A tuple, since ten thousand of them are made for one page.
    """

    name: str
    key: str
    organization_id: int | None = None
    assessment_id: int | None = None
    tier: str | None = None
    score: float | None = None
    assured: float | None = None
    grade: str | None = None
    capped: str = ""
    """The section whose critical question limits the grade."""
    stale: bool = False
    provisional: bool = False
    scored_at: datetime | None = None
    size: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the table shows it."""

    score: float | None
    assured: float | None
    grade: str
    weak: bool
    stale: bool
    unknown: bool
    knocked: bool
    """Whether a critical question in it limits the grade of the row."""


@dataclass(frozen=True)
class Summary:
    """The heatmap in a few numbers. Scores are 0–100."""

    rows: int
    poor: int
    """Rows graded D or E."""
    stale: int
    mean: float | None
    mean_assured: float | None
    weakest: Section | None
    weakest_mean: float | None


@dataclass(frozen=True)
class Board:
    """Rows in their order, the sections as columns, and the grid of cells (`bins`: 0 none, 1 worst … 5 best)."""

    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    grid: Grid
    bins: NDArray[np.uint8]
    letters: tuple[str, ...]
    summary: Summary

    def first(self, number: int) -> Board:
        """The first rows only, with the summary of all."""
        rows = np.arange(min(number, len(self.lines)))
        return replace(self, lines=self.lines[: len(rows)], grid=self.grid.take(rows), bins=self.bins[rows])

    def cells(self, row: int) -> list[Cell]:
        """The cells of one row, in the order of the sections."""
        values, assured, flags = self.grid.values[row], self.grid.assured[row], self.grid.flags[row]
        capped = self.lines[row].capped
        return [
            Cell(
                score=None if np.isnan(value) else float(value),
                assured=None if np.isnan(support) else float(support),
                grade="" if step == 0 else self.letters[step - 1],
                weak=bool(flag & Flag.WEAKLY_ASSURED),
                stale=bool(flag & Flag.STALE),
                unknown=bool(flag & Flag.HAS_UNKNOWN),
                knocked=section.id == capped,
            )
            for value, support, flag, step, section in zip(
                values, assured, flags, self.bins[row], self.sections, strict=True
            )
        ]


def _lines(
    rows: Sequence[Any], unscored: Sequence[Any], questionnaire: Questionnaire, lang: str, today: date
) -> list[Line]:
    local = "name_ja" if lang == "ja" else "name_en"
    section = {question_id: section.id for question_id, section in questionnaire.section_of.items()}
    return [
        Line(
            getattr(row, local) or row.name,
            row.code,
            row.organization_id,
            row.assessment_id,
            row.tier,
            row.score,
            row.assured,
            row.grade,
            section.get(row.capped_by, ""),
            row.valid_until < today,
            row.provisional,
            row.scored_at,
        )
        for row in rows
    ] + [Line(getattr(row, local) or row.name, row.code, row.organization_id, tier=row.tier) for row in unscored]


def _weights(rows: Sequence[Any]) -> NDArray[np.float64]:
    return np.array(
        [TIER_WEIGHT.get(row.tier, 1.0) if (risk := row.inherent_risk) is None else risk for row in rows],
        dtype=np.float64,
    )


def make_board(
    questionnaire: Questionnaire,
    rows: Sequence[Any],
    unscored: Sequence[Any],
    rules: ScoringRules,
    *,
    sort: str,
    lang: str,
    today: date,
) -> Board:
    """The heatmap of these results (`queries.rows`), and of organizations without one, which follow them."""
    sections = questionnaire.sections
    packed = unpack_sections_many([row.sections for row in rows]).astype(np.float64)
    if not len(rows):
        packed = np.empty((0, len(sections), 5))
    empty = np.full((len(unscored), len(sections)), np.nan)
    grid = make_grid(
        np.vstack([packed[:, :, 0], empty]),
        np.vstack([packed[:, :, 1], empty]),
        weights=_weights([*rows, *unscored]),
        stale=stale_mask([row.valid_until for row in rows] + [None] * len(unscored), today),
        unknown=np.vstack([np.nan_to_num(packed[:, :, 3]) > 0, np.zeros(empty.shape, dtype=bool)]),
    )
    lines = _lines(rows, unscored, questionnaire, lang, today)
    order = _order(grid, lines, sort)
    return _board(tuple(lines[i] for i in order), sections, grid.take(order), rules)


def _overall(lines: Sequence[Line]) -> NDArray[np.float64]:
    return np.array([np.nan if line.score is None else line.score for line in lines])


def _order(grid: Grid, lines: Sequence[Line], sort: str) -> NDArray[np.intp]:
    overall = _overall(lines)
    if sort == ASSURANCE:
        distance = np.array([-((line.score or 0) - (line.assured or 0)) for line in lines])
        return np.lexsort((np.where(np.isnan(overall), 0.0, distance), np.isnan(overall)))
    by = SortBy(sort) if sort in {known.value for known in SORTS} else SortBy.SHORTFALL
    names = [line.name for line in lines] if by is SortBy.NAME else None
    return order_rows(grid, by, names=names, overall=overall)


def _board(lines: tuple[Line, ...], sections: tuple[Section, ...], grid: Grid, rules: ScoringRules) -> Board:
    letters = tuple(reversed(rules.letters))
    return Board(lines, sections, grid, bins(grid.values, bin_edges(rules)), letters, _summary(lines, sections, grid))


def _mean(values: NDArray[np.float64]) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else None


def _summary(lines: Sequence[Line], sections: tuple[Section, ...], grid: Grid) -> Summary:
    means = [_mean(column) for column in grid.values.T]
    scored = [(mean, section) for mean, section in zip(means, sections, strict=True) if mean is not None]
    weakest = min(scored, key=lambda pair: pair[0]) if scored else None
    assured = np.array([np.nan if line.assured is None else line.assured for line in lines])
    return Summary(
        rows=sum(line.score is not None for line in lines),
        poor=sum(line.grade in {"D", "E"} for line in lines),
        stale=sum(line.stale for line in lines),
        mean=_mean(_overall(lines)),
        mean_assured=_mean(assured),
        weakest=weakest[1] if weakest else None,
        weakest_mean=weakest[0] if weakest else None,
    )


def grouped(board: Board, keys: Sequence[str], names: dict[str, str], rules: ScoringRules) -> Board:
    """One row per key (one key per row of `board`): risk-weighted means of the members, the weakest group first.

    The summary stays that of the members.
    """
    groups = group_rows(board.grid, keys)
    overall, assured = _overall(board.lines), np.array([line.assured or 0.0 for line in board.lines])
    lines = []
    for place, key in enumerate(groups.keys):
        members = groups.member_of == place
        score = _weighted(overall[members], board.grid.weights[members])
        lines.append(
            Line(
                name=names.get(str(key), str(key)),
                key=str(key),
                score=score,
                assured=_weighted(np.where(np.isnan(overall), np.nan, assured)[members], board.grid.weights[members]),
                grade=None if score is None else rules.grade_of(score),
                size=int(groups.sizes[place]),
            )
        )
    order = np.argsort([101.0 if line.score is None else line.score for line in lines], kind="stable")
    made = _board(tuple(lines[i] for i in order), board.sections, groups.grid.take(order), rules)
    return replace(made, summary=board.summary)


def _weighted(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float | None:
    known = ~np.isnan(values)
    if not known.any() or not weights[known].sum():
        return None
    return float(np.average(values[known], weights=weights[known]))
