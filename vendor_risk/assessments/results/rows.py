"""From arrays of scores to rows of the `result` table, for one assessment or thousands of one questionnaire."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.questionnaires import Questionnaire, Tier
from vendor_risk.domain.scoring.level_matrix import Bytes, Code, Floats
from vendor_risk.domain.scoring.packing import pack_contributions_rows, pack_levels, pack_sections_rows
from vendor_risk.domain.scoring.results import COUNTS
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.domain.scoring.score_matrix import ManyResults, score_many


class ScoredColumns(TypedDict):
    """The columns of `result` that scoring decides. Scores are 0–100."""

    rules_version: str
    score: float | None
    assured: float | None
    backed: float | None
    if_refused: float | None
    uncut: float | None
    grade: str | None
    capped_by: str | None
    worst_question: str | None
    counts: dict[str, int]
    sections: bytes
    contributions: bytes
    levels: bytes


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _sections(many: ManyResults) -> Floats:
    """n × sections × packing.SECTION_FIELDS; a section of which nothing was asked is NaN throughout."""
    asked = (many.levels != Code.NOT_ASKED) & many.table.asked[many.tiers]

    def by_section(mask: NDArray[np.bool_]) -> Floats:
        return many.table.by_section(mask.astype(np.float64))

    fields = (
        many.section_score,
        many.section_assured,
        many.section_available,
        by_section(asked & (many.levels == Code.UNKNOWN)),
        by_section(asked & (many.levels == Code.BLANK)),
        many.section_backed,
    )
    rows = np.stack(fields, axis=2)
    rows[by_section(asked) == 0] = np.nan
    return rows


def _contributions(many: ManyResults) -> list[bytes]:
    """Each row's contributions, of the questions it was asked (packing.CONTRIBUTION_FIELDS)."""
    level = np.where(many.counted, np.maximum(many.levels, 0.0), np.nan)
    targets = many.table.targets[many.tiers]
    rows = np.stack((level, targets, many.points, many.assured_points, many.available, many.backed_points), axis=2)
    asked = (many.levels != Code.NOT_ASKED) & many.table.asked[many.tiers]
    return pack_contributions_rows(rows, asked)


def _capping(many: ManyResults, row: int) -> int | None:
    """The column of the first question whose knock-out set the cap of this row."""
    if many.cap[row] < 0:
        return None
    table = many.table
    columns = table.knock_columns
    level = np.maximum(many.levels[row, columns], 0.0)
    hit = (level < table.knock_floors) & many.counted[row, columns] & (table.knock_caps == many.cap[row])
    return int(columns[int(np.argmax(hit))])


def scored_rows(
    questionnaire: Questionnaire, levels: Floats, grades: Bytes, tiers: Sequence[Tier | None], rules: ScoringRules
) -> Iterator[ScoredColumns]:
    """The columns of `result` that scoring decides, a dict per row of `levels` (as `level_matrix.encode` makes them).

    `levels` has a column per question of the whole questionnaire; what an assessment does not ask is NOT_ASKED there.
    """
    many = score_many(questionnaire, levels, grades, tiers, rules, submitted=True)
    names = [question.id for question in questionnaire.questions()]
    letters = rules.letters
    sections, contributions = pack_sections_rows(_sections(many)), _contributions(many)
    for row in range(len(levels)):
        score = _number(many.score[row])
        grade = None if many.grade[row] < 0 else letters[many.grade[row]]
        capping = _capping(many, row)
        is_capped = score is not None and grade != rules.grade_of(score)
        yield {
            "rules_version": rules.version,
            "score": score,
            "assured": _number(many.assured[row]),
            "backed": _number(many.backed[row]),
            "if_refused": _number(many.if_refused[row]),
            "uncut": _number(many.without_cutback[row]),
            "grade": grade,
            "capped_by": names[capping] if capping is not None and is_capped else None,
            "worst_question": names[many.worst[row]] if many.worst[row] >= 0 else None,
            "counts": dict(zip(COUNTS, many.counts[row].tolist(), strict=True)),
            "sections": sections[row],
            "contributions": contributions[row],
            "levels": pack_levels(levels[row], grades[row]),
        }


def residual(inherent: float | None, assured: float | None) -> float | None:
    """Inherent risk × (1 − assured attainment), both 0–1 (DESIGN, scoring rule 7); None when either is unknown."""
    return None if inherent is None or assured is None else inherent * (1.0 - assured / 100.0)
