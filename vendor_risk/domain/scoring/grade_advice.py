"""What would move the grade: which answers, by how many points, read off the contributions of a result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from vendor_risk.domain.questionnaires import EvidenceGrade
from vendor_risk.domain.scoring.results import AssessmentScore, Contribution
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.domain.scoring.schemes import scheme_named
from vendor_risk.domain.scoring.score import letter, strictest_cap


class MoveKind(StrEnum):
    """What is done: reach the target, or support the level that is claimed."""

    LEVEL = "level"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class AdviceStep:
    """One step and what it alone brings.

    LEVEL goes from `from_level` to the target `to_level` with the evidence there is; EVIDENCE keeps the level and goes
    to `evidence`, the weakest grade that supports it. Gains are points of the overall (assured) score; the grades are
    the letters after this step alone.
    """

    question_id: str
    kind: MoveKind
    from_level: float
    to_level: float
    evidence: EvidenceGrade
    gain: float
    assured_gain: float
    grade_after: str | None
    assured_grade_after: str | None
    lifts_cap: bool  # without this question's knock-out the cap would be milder or gone


def _supporting(level: float, rules: ScoringRules) -> EvidenceGrade:
    """The weakest evidence grade that supports `level` (the strongest one when none does)."""
    for grade in EvidenceGrade:
        if rules.evidence_caps[grade] >= level:
            return grade
    return list(EvidenceGrade)[-1]


def _level_move(result: AssessmentScore, item: Contribution, rules: ScoringRules) -> AdviceStep | None:
    if item.level is None or item.level >= item.target:
        return None
    scheme = scheme_named(result.scheme)
    cap = rules.evidence_caps[item.evidence]
    gain = item.available - item.points
    assured_gain = item.available * scheme.credit(item.target, item.target, cap) - item.assured_points
    rest = [hit for hit in result.knock_outs if hit.question_id != item.question_id or item.target < hit.floor]
    grade_cap = strictest_cap(rest, rules)
    return AdviceStep(
        question_id=item.question_id,
        kind=MoveKind.LEVEL,
        from_level=item.level,
        to_level=item.target,
        evidence=item.evidence,
        gain=gain,
        assured_gain=assured_gain,
        grade_after=letter((result.score or 0.0) + gain, grade_cap, rules),
        assured_grade_after=letter((result.assured or 0.0) + assured_gain, grade_cap, rules),
        lifts_cap=grade_cap != result.cap,
    )


def _evidence_move(result: AssessmentScore, item: Contribution, rules: ScoringRules) -> AdviceStep | None:
    if item.level is None or item.assured_points >= item.points:
        return None
    level = min(item.level, item.target)
    evidence = _supporting(level, rules)
    scheme = scheme_named(result.scheme)
    assured_gain = item.available * scheme.credit(item.level, item.target, rules.evidence_caps[evidence])
    assured_gain -= item.assured_points
    return AdviceStep(
        question_id=item.question_id,
        kind=MoveKind.EVIDENCE,
        from_level=item.level,
        to_level=item.level,
        evidence=evidence,
        gain=0.0,
        assured_gain=assured_gain,
        grade_after=result.grade,
        assured_grade_after=letter((result.assured or 0.0) + assured_gain, result.cap, rules),
        lifts_cap=False,
    )


def _candidates(result: AssessmentScore, rules: ScoringRules) -> Iterator[AdviceStep]:
    for item in result.contributions:
        for move in (_level_move(result, item, rules), _evidence_move(result, item, rules)):
            if move is not None and (move.gain > 0 or move.assured_gain > 0):
                yield move


def moves(result: AssessmentScore, rules: ScoringRules) -> list[AdviceStep]:
    """Every step that gains points, the greatest gain first (then assured gain, then the questionnaire's order).

    `rules` must be of the result's own version: ValueError otherwise, since letters would mean something else.
    """
    if rules.version != result.rule_version:
        raise ValueError(f"result of rules {result.rule_version}, not {rules.version}")
    return sorted(_candidates(result, rules), key=lambda move: (-move.gain, -move.assured_gain))


def next_grade(result: AssessmentScore, rules: ScoringRules) -> list[AdviceStep]:
    """The fewest steps, greatest gains first, that bring the next better letter; empty at the best or without a score.

    Steps that lift a cap come first when the cap is what holds the letter down. Empty when no steps suffice.
    """
    if result.grade is None or result.grade == rules.letters[0]:
        return []
    wanted = rules.letters[rules.letters.index(result.grade) - 1]
    by_id = {item.question_id: item for item in result.contributions}
    capping = {hit.question_id for hit in result.knock_outs if rules.worse_grade(hit.grade_cap, wanted) != wanted}
    steps = [move for move in moves(result, rules) if move.kind is MoveKind.LEVEL]
    steps.sort(key=lambda move: move.question_id not in capping)
    total, chosen, still = result.score or 0.0, [], set(capping)
    for move in steps:
        if not still and rules.worse_grade(rules.grade_of(total), wanted) == wanted:
            break
        total += by_id[move.question_id].lost
        still.discard(move.question_id)
        chosen.append(move)
    reached = not still and rules.worse_grade(rules.grade_of(total), wanted) == wanted
    return chosen if reached else []
