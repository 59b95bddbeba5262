"""Scores of thousands of assessments of one questionnaire at once, on arrays.

The same rules as `domain.scoring.score` (held equal by property tests). Rows are taken tier by tier, so that
targets and weights are one vector, and in blocks that stay in the processor's cache: time grows with
rows × questions and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.questionnaires import EvidenceGrade, Questionnaire, Tier
from vendor_risk.domain.scoring.level_matrix import TIERS, Bytes, Code, Floats, LevelMatrix, plan
from vendor_risk.domain.scoring.rules import ScoringRules

Ints = NDArray[np.intp]
Mask = NDArray[np.bool_]
_SELF_DECLARED = np.uint8(tuple(EvidenceGrade).index(EvidenceGrade.SELF_DECLARED))
_BLOCK = 256  # rows; larger blocks leave the cache, smaller ones spend their time on calls
_COUNTED = (Code.NA_ACCEPTED, Code.NA_CLAIMED, Code.NA_REFUSED, Code.UNKNOWN, Code.BLANK)


@dataclass(frozen=True)
class ManyResults:
    """Arrays with a row per assessment. Scores are 0–100, NaN where nothing is scorable.

    `section_*` have a column per section of the questionnaire; `points` (n × q) holds each question's points of the
    overall score and sums to `score`. `grade`, `cap` are positions in the rules' letters, -1 for none. What fewer
    readers need (`assured_points`, `available`, `worst`, `counts`) is computed when asked for.
    """

    table: LevelMatrix
    levels: Floats
    grades: Bytes
    tiers: Ints
    score: Floats
    assured: Floats
    backed: Floats
    without_cutback: Floats
    grade: NDArray[np.int8]
    cap: NDArray[np.int8]
    section_score: Floats
    section_assured: Floats
    section_backed: Floats
    section_available: Floats
    points: Floats
    counted: Mask  # which questions are in the sums (n × q)
    share: Floats  # points per unit of what a question can give (n)

    @cached_property
    def available(self) -> Floats:
        """The points each question could give (n × q); they sum to 100, and `available - points` is lost."""
        return self.counted * self.table.possible[self.tiers] * self.share[:, None]

    @cached_property
    def assured_points(self) -> Floats:
        """Each question's points of the prudent score (n × q); they sum to `assured`."""
        points = np.empty_like(self.points)
        for tier, rows in _tier_rows(self.tiers):
            level = np.maximum(self.levels[rows], 0.0)
            _, assured = _attained(self.table, tier, level, self.table.caps[self.grades[rows]])
            points[rows] = assured * self.share[rows, None]
        return points

    @cached_property
    def backed_points(self) -> Floats:
        """Each question's points that rest on a document or better (n × q); they sum to `backed`."""
        return np.where(self.grades == _SELF_DECLARED, 0.0, self.assured_points)

    @cached_property
    def counts(self) -> NDArray[np.int32]:
        """n × 6: a column for each of `results.COUNTS`."""
        codes = np.minimum(self.levels, 0.0).astype(np.int8)
        codes[~self.table.asked[self.tiers]] = Code.NOT_ASKED
        columns = [_ones((codes >= 0) | (codes == Code.FREE_CHOICE)), *(_ones(codes == code) for code in _COUNTED)]
        return np.stack(columns, axis=1)

    @cached_property
    def if_refused(self) -> Floats:
        """The score of each row were every open claim of "not applicable" refused; NaN where nothing could score."""
        claims = (self.levels == Code.NA_CLAIMED) & self.table.asked[self.tiers]
        possible = self.table.possible[self.tiers]
        counted = (self.counted * possible).sum(axis=1)
        attained = np.nan_to_num(self.score) / 100.0 * counted
        return _percent(attained, counted + (claims * possible).sum(axis=1))

    @cached_property
    def worst(self) -> NDArray[np.int32]:
        """The column with the lowest part of its target attained; the heavier, then the earlier of equals; -1: none."""
        worst = np.full(len(self.levels), -1, dtype=np.int32)
        for tier, rows in _tier_rows(self.tiers):
            order = np.argsort(-self.table.possible[tier], kind="stable")
            order = order[self.table.possible[tier, order] > 0]
            if not order.size or not rows.size:
                continue
            levels, targets = self.levels[np.ix_(rows, order)], self.table.targets[tier, order]
            part = np.clip(levels, 0.0, targets) / targets if self.table.graded else levels >= targets
            part = np.where(self.counted[np.ix_(rows, order)], part, np.inf)
            lowest = part.argmin(axis=1)
            worst[rows] = np.where(np.isinf(part[np.arange(len(rows)), lowest]), -1, order[lowest])
        return worst


def _ones(mask: Mask) -> NDArray[np.int32]:
    """How many are true in each row (counting bits, eight at a time)."""
    number: NDArray[np.int32] = np.bitwise_count(np.packbits(mask, axis=1)).sum(axis=1, dtype=np.int32)
    return number


def _tier_rows(tiers: Ints) -> Iterator[tuple[int, Ints]]:
    for tier in range(len(TIERS)):
        yield tier, np.flatnonzero(tiers == tier)


def _empty(levels: Floats, grades: Bytes, table: LevelMatrix, tiers: Ints) -> ManyResults:
    (n, questions), sections = levels.shape, table.sections
    return ManyResults(
        table=table,
        levels=levels,
        grades=grades,
        tiers=tiers,
        score=np.empty(n),
        assured=np.empty(n),
        backed=np.empty(n),
        without_cutback=np.zeros(n),
        grade=np.empty(n, dtype=np.int8),
        cap=np.full(n, -1, dtype=np.int8),
        section_score=np.empty((n, sections)),
        section_assured=np.empty((n, sections)),
        section_backed=np.empty((n, sections)),
        section_available=np.empty((n, sections)),
        points=np.empty((n, questions)),
        counted=np.empty((n, questions), dtype=np.bool_),
        share=np.empty(n),
    )


def _percent(part: Floats, whole: Floats) -> Floats:
    """100 · part / whole, at most 100 (sums round), NaN where there is nothing to divide by."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole > 0, np.minimum(100.0 * part / whole, 100.0), np.nan)


def _attained(table: LevelMatrix, tier: int, level: Floats, caps: Floats) -> tuple[Floats, Floats]:
    """Attained and assured, in the scheme's units (possible × Scheme.credit, on arrays). Works in place on both."""
    targets = table.targets[tier]
    if table.graded:
        attained = np.minimum(level, targets, out=level)
        assured = np.minimum(attained, caps, out=caps)
        attained *= table.weights[tier]
        assured *= table.weights[tier]
        return attained, assured
    attained = (level >= targets) * table.possible[tier]
    assured = np.minimum(caps, targets, out=caps)
    assured /= targets
    assured *= attained
    return attained, assured


def _caps(table: LevelMatrix, tier: int, level: Floats, counted: Mask) -> NDArray[np.int8]:
    columns = table.knock_columns
    floors = np.minimum(table.knock_floors, table.targets[tier, columns])
    hit = (level[:, columns] < floors) & counted[:, columns] & table.asked[tier, columns]
    caps: NDArray[np.int8] = np.where(hit, table.knock_caps, np.int8(-1)).max(axis=1, initial=-1).astype(np.int8)
    return caps


def _score_block(tier: int, rows: Ints, floors: Floats, out: ManyResults) -> None:
    """Scores `rows`, all of one tier. `floors` is the lowest code that still counts, per row."""
    table = out.table
    levels = out.levels.take(rows, axis=0)
    counted = levels >= floors[rows, None]
    counted &= table.asked[tier]
    possible = np.multiply(counted, table.possible[tier])
    level = np.maximum(levels, 0.0, out=levels)
    out.cap[rows] = _caps(table, tier, level, counted)
    if table.graded:
        out.without_cutback[rows] = level @ table.weights[tier]
    grades = out.grades.take(rows, axis=0)
    attained, assured = _attained(table, tier, level, table.caps.take(grades))
    possible_in = table.by_section(possible)
    out.section_available[rows] = possible_in
    out.section_score[rows] = table.by_section(attained)
    out.section_assured[rows] = table.by_section(assured)
    assured *= grades != _SELF_DECLARED
    out.section_backed[rows] = table.by_section(assured)
    total = possible_in.sum(axis=1)
    share = np.divide(100.0, total, out=np.zeros_like(total), where=total > 0)
    out.share[rows] = share
    attained *= share[:, None]
    out.points[rows] = attained
    out.counted[rows] = counted


def _finish(out: ManyResults, rules: ScoringRules) -> None:
    """Turns the sums that the blocks left into scores and letters."""
    possible, attained, assured = out.section_available, out.section_score, out.section_assured
    backed = out.section_backed
    total = possible.sum(axis=1)
    out.score[:] = _percent(attained.sum(axis=1), total)
    out.assured[:] = _percent(assured.sum(axis=1), total)
    out.backed[:] = _percent(backed.sum(axis=1), total)
    out.without_cutback[:] = np.where(total > 0, out.without_cutback * out.share, np.nan)
    if not out.table.graded:
        out.without_cutback[:] = out.score
    for sums in (attained, assured, backed):
        sums[:] = _percent(sums, possible)
    possible *= out.share[:, None]
    out.grade[:] = _grades(out.score, out.cap, rules)


def _grades(score: Floats, cap: NDArray[np.int8], rules: ScoringRules) -> NDArray[np.int8]:
    floors = np.array([step.at_least - 1e-9 for step in reversed(rules.grades)])
    position = len(floors) - np.searchsorted(floors, np.nan_to_num(score), side="right")
    return np.where(np.isnan(score), -1, np.maximum(position, cap)).astype(np.int8)


def score_many(
    questionnaire: Questionnaire,
    levels: Floats,
    grades: Bytes,
    tiers: Sequence[Tier | None] | NDArray[np.integer],
    rules: ScoringRules,
    *,
    submitted: bool | Mask,
) -> ManyResults:
    """`domain.scoring.score.score` for every row of `levels` (n × q, as `level_matrix.encode` makes them).

    `grades` are positions in EvidenceGrade, `tiers` tiers or positions in TIERS, `submitted` one flag or one per row.
    Raises ValueError when shapes do not fit together.
    """
    n, width = levels.shape
    table = plan(questionnaire, rules)
    if width != table.asked.shape[1] or grades.shape != levels.shape or len(tiers) != n:
        raise ValueError("levels and evidence need a column per question and a tier per row")
    named = tiers if isinstance(tiers, np.ndarray) else [TIERS.index(tier) for tier in tiers]
    positions = np.asarray(named, dtype=np.intp)
    floors = np.where(np.broadcast_to(submitted, (n,)), float(Code.BLANK), float(Code.NA_REFUSED))
    out = _empty(levels, grades, table, positions)
    for tier, rows in _tier_rows(positions):
        for start in range(0, len(rows), _BLOCK):
            _score_block(tier, rows[start : start + _BLOCK], floors, out)
    _finish(out, rules)
    return out
