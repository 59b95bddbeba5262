"""Answers as rows of a matrix, and a questionnaire as arrays: what `domain.scoring.score_matrix` computes on.

A level matrix has one row per assessment and one column per question. Levels are ≥ 0; what is not a level is a
negative `Code`. Beside it stands a matrix of evidence grades, as positions in EvidenceGrade.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.questionnaires import Answer, EvidenceGrade, Questionnaire, Tier
from vendor_risk.domain.scoring.judging import AnswerVerdict, asked_questions, judge
from vendor_risk.domain.scoring.results import Reason
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.domain.scoring.schemes import scheme_named

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
TIERS: tuple[Tier | None, ...] = (*Tier, None)
"""The tier of a row is given as its position in this tuple."""
_EVIDENCE = tuple(EvidenceGrade)


class Code(IntEnum):
    """What is in a level matrix where there is no level. From BLANK upwards it counts, as level 0."""

    UNKNOWN = -1
    NA_REFUSED = -2  # refused or not allowed
    BLANK = -3  # counts once submitted, before that it leaves both sums
    NA_ACCEPTED = -4  # leaves both sums, as the following
    FREE_CHOICE = -5
    NOT_ASKED = -6
    NA_CLAIMED = -7  # leaves both sums until somebody decides


_CODE_OF = {
    Reason.NOT_YET_ANSWERED: Code.BLANK,
    Reason.UNKNOWN: Code.UNKNOWN,
    Reason.NA_REFUSED: Code.NA_REFUSED,
    Reason.NA_NOT_ALLOWED: Code.NA_REFUSED,
    Reason.NA_ACCEPTED: Code.NA_ACCEPTED,
    Reason.NA_CLAIMED: Code.NA_CLAIMED,
    Reason.FREE_CHOICE: Code.FREE_CHOICE,
}


def _coded(verdict: AnswerVerdict) -> float:
    for reason in verdict.reasons:
        if reason in _CODE_OF:
            return float(_CODE_OF[reason])
    return float(Code.BLANK) if verdict.level is None else verdict.level


def encode(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], asked: frozenset[str] | None = None
) -> tuple[Floats, Bytes]:
    """One row of a level matrix and of its evidence matrix.

    Questions outside `asked` (None: all are asked) become NOT_ASKED. Raises InvalidAnswerError as `judge` does.
    """
    questions = list(questionnaire.questions())
    levels = np.full(len(questions), float(Code.NOT_ASKED))
    grades = np.zeros(len(questions), dtype=np.uint8)
    for column, question in enumerate(questions):
        if asked is not None and question.id not in asked:
            continue
        answer = answers.get(question.id)
        levels[column] = _coded(judge(question, answer, questionnaire.scales, submitted=False))
        if answer is not None:
            grades[column] = _EVIDENCE.index(answer.grade)
    return levels, grades


@dataclass(frozen=True)
class LevelMatrix:
    """A questionnaire as arrays; a row per tier (as in TIERS), a column per question.

    Questions that a tier is not asked have weight and possible 0 (and target 1, so that nothing divides by 0).
    """

    asked: NDArray[np.bool_]
    targets: Floats
    possible: Floats
    weights: Floats
    starts: NDArray[np.intp]  # the first column of each section that has questions
    filled: NDArray[np.intp]  # which sections those are
    sections: int
    caps: Floats  # the level each evidence grade supports
    graded: bool
    knock_columns: NDArray[np.intp]
    knock_floors: Floats
    knock_caps: NDArray[np.int8]  # positions in the rules' letters

    def by_section(self, values: Floats) -> Floats:
        """The sums of each row (rows × questions) by section (rows × sections).

        Sections are runs of columns; unlike a product of matrices this needs no threads, which would contend with
        those of other processes.
        """
        sums = np.zeros((len(values), self.sections))
        if self.starts.size:
            sums[:, self.filled] = np.add.reduceat(values, self.starts, axis=1)
        return sums


def plan(questionnaire: Questionnaire, rules: ScoringRules) -> LevelMatrix:
    """`questionnaire` as arrays under `rules`. Raises ValueError for an unknown scheme or grade letter."""
    questions = list(questionnaire.questions())
    column = {question.id: position for position, question in enumerate(questions)}
    tables = np.zeros((3, len(TIERS), len(questions)))
    for row, tier in enumerate(TIERS):
        for item in asked_questions(questionnaire, tier, rules):
            tables[:, row, column[item.question.id]] = item.target, item.possible, item.weight
    sizes = np.array([len(section.questions) for section in questionnaire.sections], dtype=np.intp)
    filled = np.flatnonzero(sizes)
    knocks = [(column[q.id], q.knock_out) for q in questions if q.knock_out is not None]
    asked = tables[0] > 0
    return LevelMatrix(
        asked=asked,
        targets=np.where(asked, tables[0], 1.0),
        possible=tables[1],
        weights=tables[2],
        starts=(np.cumsum(sizes) - sizes)[filled],
        filled=filled,
        sections=len(sizes),
        caps=np.array([rules.evidence_caps[grade] for grade in EvidenceGrade]),
        graded=scheme_named(questionnaire.scheme).graded,
        knock_columns=np.array([position for position, _ in knocks], dtype=np.intp),
        knock_floors=np.array([knock.floor for _, knock in knocks]),
        knock_caps=np.array([rules.letters.index(knock.grade_cap) for _, knock in knocks], dtype=np.int8),
    )
