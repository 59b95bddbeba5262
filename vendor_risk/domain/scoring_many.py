"""Scores of thousands of assessments of one questionnaire at once, on arrays.

The same rules as `domain.scoring` (held equal by property tests), on a matrix of levels: one row per assessment, one
column per question. Levels are ≥ 0; what is not a level is a negative `Code`. Work runs in blocks of rows that stay in
the processor's cache, so time grows with rows × questions and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.judging import Verdict, asked_questions, judge
from vendor_risk.domain.questionnaires import Answer, EvidenceGrade, Questionnaire, Tier
from vendor_risk.domain.results import Reason
from vendor_risk.domain.rules import ScoringRules
from vendor_risk.domain.schemes import scheme_named

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
TIERS: tuple[Tier | None, ...] = (*Tier, None)
"""Row tiers are given as positions in this tuple."""
_BLOCK = 256
_EVIDENCE = tuple(EvidenceGrade)


class Code(IntEnum):
    """What stands in a level matrix where there is no level."""

    BLANK = -1  # 0 once submitted, before that out of both sums
    UNKNOWN = -2  # counts 0
    NA_REFUSED = -3  # refused or not allowed: counts 0
    NA_ACCEPTED = -4  # out of both sums, as the following
    FREE_CHOICE = -5
    NOT_ASKED = -6


_CODE_OF = {
    Reason.NOT_YET_ANSWERED: Code.BLANK,
    Reason.UNKNOWN: Code.UNKNOWN,
    Reason.NA_REFUSED: Code.NA_REFUSED,
    Reason.NA_NOT_ALLOWED: Code.NA_REFUSED,
    Reason.NA_ACCEPTED: Code.NA_ACCEPTED,
    Reason.FREE_CHOICE: Code.FREE_CHOICE,
}


def _coded(verdict: Verdict) -> float:
    for reason in verdict.reasons:
        if reason in _CODE_OF:
            return float(_CODE_OF[reason])
    return float(Code.BLANK) if verdict.level is None else verdict.level


def encode(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], asked: frozenset[str] | None = None
) -> tuple[Floats, Bytes]:
    """One row of a level matrix and of its evidence matrix (positions in EvidenceGrade), a column per question.

    Questions outside `asked` (None: all are asked) become NOT_ASKED. Raises InvalidAnswerError as `judge` does.
    """
    questions = list(questionnaire.questions())
    levels = np.full(len(questions), float(Code.NOT_ASKED))
    grades = np.zeros(len(questions), dtype=np.uint8)
    for column, question in enumerate(questions):
        if asked is not None and question.id not in asked:
            continue
        answer = answers.get(question.id)
        verdict = judge(question, answer, questionnaire.scales, submitted=False)
        levels[column] = _coded(verdict)
        if answer is not None:
            grades[column] = _EVIDENCE.index(answer.grade)
    return levels, grades


@dataclass(frozen=True)
class ManyResults:
    """Arrays with a row per assessment. Scores are 0–100, NaN where nothing is scorable.

    `section_*` have a column per section of the questionnaire; `points`, `assured_points` and `available` (n × q) hold
    each question's points of the overall score and sum to `score`, `assured` and 100. `grade`, `cap` are positions in
    the rules' letters, -1 for none; `worst` a question's column, -1 for none. `counts` has the columns answered, na,
    na_refused, unknown, blank.
    """

    score: Floats
    assured: Floats
    without_cutback: Floats
    grade: NDArray[np.int8]
    cap: NDArray[np.int8]
    worst: NDArray[np.int32]
    counts: NDArray[np.int32]
    section_score: Floats
    section_assured: Floats
    section_available: Floats
    points: Floats
    assured_points: Floats
    available: Floats


@dataclass(frozen=True)
class _Plan:
    """A questionnaire as arrays: targets, possible and weights per tier, and which section a column belongs to."""

    targets: Floats  # tiers × questions, 0 where not asked
    possible: Floats
    weights: Floats
    sections: Floats  # questions × sections, 1 where it belongs
    caps: Floats  # per evidence grade
    graded: bool
    knock_columns: NDArray[np.intp]
    knock_floors: Floats
    knock_caps: NDArray[np.int8]


def _plan(questionnaire: Questionnaire, rules: ScoringRules) -> _Plan:
    questions = list(questionnaire.questions())
    column = {question.id: position for position, question in enumerate(questions)}
    tables = np.zeros((3, len(TIERS), len(questions)))
    for row, tier in enumerate(TIERS):
        for item in asked_questions(questionnaire, tier, rules):
            tables[:, row, column[item.question.id]] = item.target, item.possible, item.weight
    sections = np.zeros((len(questions), len(questionnaire.sections)))
    for position, section in enumerate(questionnaire.sections):
        for question in section.questions:
            sections[column[question.id], position] = 1.0
    knocks = [(column[q.id], q.knock_out) for q in questions if q.knock_out is not None]
    return _Plan(
        targets=tables[0],
        possible=tables[1],
        weights=tables[2],
        sections=sections,
        caps=np.array([rules.evidence_caps[grade] for grade in EvidenceGrade]),
        graded=scheme_named(questionnaire.scheme).graded,
        knock_columns=np.array([position for position, _ in knocks], dtype=np.intp),
        knock_floors=np.array([knock.floor for _, knock in knocks]),
        knock_caps=np.array([rules.letters.index(knock.grade_cap) for _, knock in knocks], dtype=np.int8),
    )


def _percent(part: Floats, whole: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole > 0, 100.0 * part / whole, np.nan)


def _credits(plan: _Plan, level: Floats, targets: Floats, caps: Floats) -> tuple[Floats, Floats]:
    """What part of the possible each level earns, and each assured level (schemes.Scheme.credit, on arrays)."""
    safe = np.where(targets > 0, targets, 1.0)
    if plan.graded:
        reached = np.minimum(level, targets)
        return reached / safe, np.minimum(reached, caps) / safe
    met = (level >= targets).astype(np.float64)
    return met, met * (np.minimum(caps, targets) / safe)


def _counts(levels: Floats, asked: NDArray[np.bool_]) -> NDArray[np.int32]:
    def many(mask: NDArray[np.bool_]) -> NDArray[np.int32]:
        number: NDArray[np.int32] = np.count_nonzero(mask & asked, axis=1).astype(np.int32)
        return number

    answered = many((levels >= 0) | (levels == Code.FREE_CHOICE))
    rest = [many(levels == code) for code in (Code.NA_ACCEPTED, Code.NA_REFUSED, Code.UNKNOWN, Code.BLANK)]
    return np.stack([answered, *rest], axis=1)


def _worst(credit: Floats, possible: Floats) -> NDArray[np.int32]:
    part = np.where(possible > 0, credit, np.inf)
    lowest = part.min(axis=1, keepdims=True, initial=np.inf)
    heaviest = np.where((part == lowest) & (possible > 0), possible, -1.0)
    worst: NDArray[np.int32] = heaviest.argmax(axis=1).astype(np.int32)
    worst[np.isinf(lowest[:, 0])] = -1
    return worst


def _caps(plan: _Plan, level: Floats, counts: NDArray[np.bool_]) -> NDArray[np.int8]:
    if not plan.knock_columns.size:
        return np.full(len(level), -1, dtype=np.int8)
    hit = (level[:, plan.knock_columns] < plan.knock_floors) & counts[:, plan.knock_columns]
    caps: NDArray[np.int8] = np.where(hit, plan.knock_caps, np.int8(-1)).astype(np.int8)
    strictest: NDArray[np.int8] = caps.max(axis=1)
    return strictest


def _block(
    plan: _Plan, levels: Floats, grades: Bytes, tiers: NDArray[np.intp], submitted: NDArray[np.bool_]
) -> dict[str, NDArray[np.generic]]:
    targets = plan.targets[tiers]
    asked = (targets > 0) & (levels != Code.NOT_ASKED)
    counts = asked & (levels >= Code.NA_REFUSED) & (submitted[:, None] | (levels != Code.BLANK))
    level = np.maximum(levels, 0.0)
    credit, assured_credit = _credits(plan, level, targets, plan.caps[grades])
    possible = np.where(counts, plan.possible[tiers], 0.0)
    attained, assured = possible * credit, possible * assured_credit
    free = np.where(counts, plan.weights[tiers] * level, 0.0) if plan.graded else attained
    total = possible.sum(axis=1)
    share = np.divide(100.0, total, out=np.zeros_like(total), where=total > 0)[:, None]
    in_sections = possible @ plan.sections
    return {
        "score": np.minimum(_percent(attained.sum(axis=1), total), 100.0),
        "assured": np.minimum(_percent(assured.sum(axis=1), total), 100.0),
        "without_cutback": _percent(free.sum(axis=1), total),
        "cap": _caps(plan, level, counts),
        "worst": _worst(credit, possible),
        "counts": _counts(levels, asked),
        "section_score": np.minimum(_percent(attained @ plan.sections, in_sections), 100.0),
        "section_assured": np.minimum(_percent(assured @ plan.sections, in_sections), 100.0),
        "section_available": in_sections * share,
        "points": attained * share,
        "assured_points": assured * share,
        "available": possible * share,
    }


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
    submitted: bool | NDArray[np.bool_],
) -> ManyResults:
    """`domain.scoring.score` for every row of `levels` (n × q, as `encode` makes them).

    `grades` are positions in EvidenceGrade, `tiers` tiers or positions in TIERS, `submitted` one flag or one per row.
    Raises ValueError when shapes do not fit together.
    """
    n, width = levels.shape
    plan = _plan(questionnaire, rules)
    if width != plan.targets.shape[1] or grades.shape != levels.shape or len(tiers) != n:
        raise ValueError("levels and evidence need a column per question and a tier per row")
    rows = tiers if isinstance(tiers, np.ndarray) else np.array([TIERS.index(tier) for tier in tiers], dtype=np.intp)
    flags = np.broadcast_to(np.asarray(submitted, dtype=np.bool_), (n,))
    out: dict[str, NDArray[np.generic]] = {}
    for start in range(0, max(n, 1), _BLOCK):
        block = slice(start, start + _BLOCK)
        found = _block(plan, levels[block], grades[block], rows[block].astype(np.intp), flags[block])
        for name, values in found.items():
            if start == 0:
                out[name] = np.empty((n, *values.shape[1:]), dtype=values.dtype)
            out[name][block] = values
    score = out["score"].astype(np.float64, copy=False)
    cap = out["cap"].astype(np.int8, copy=False)
    return ManyResults(grade=_grades(score, cap, rules), **out)  # type: ignore[arg-type]  # names and types as in _block
