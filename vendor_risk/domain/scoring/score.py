"""The score of one assessment, with everything it is made of (DESIGN, scoring rules 1–5, 9 and 10).

For one assessment plain Python is fastest; for thousands at once see `domain.scoring.score_matrix`, which is held equal
to this module by property tests.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vendor_risk.domain.questionnaires import Answer, EvidenceGrade, Questionnaire, Tier
from vendor_risk.domain.scoring.judging import AnswerVerdict, ScoringQuestion, asked_questions, judge
from vendor_risk.domain.scoring.results import (
    COUNTS,
    AssessmentScore,
    Contribution,
    Counts,
    KnockOutHit,
    Reason,
    Scores,
    SectionScore,
)
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.domain.scoring.schemes import Scheme, scheme_named


@dataclass(frozen=True, slots=True)
class _Judged:
    """An asked question with the verdict on its answer, before the sum of all is known."""

    asked: ScoringQuestion
    verdict: AnswerVerdict
    evidence: EvidenceGrade
    cap: float
    possible: float  # 0 when it leaves both sums
    claimed: float  # what it could give, were its "not applicable" refused; 0 without an open claim
    credit: float
    assured_credit: float

    @property
    def backed_credit(self) -> float:
        """Of the prudent credit what rests on more than the vendor's word."""
        return 0.0 if self.evidence is EvidenceGrade.SELF_DECLARED else self.assured_credit


def _judged(
    asked: ScoringQuestion, answer: Answer | None, verdict: AnswerVerdict, scheme: Scheme, rules: ScoringRules
) -> _Judged:
    evidence = answer.grade if answer else EvidenceGrade.SELF_DECLARED
    cap = rules.evidence_caps[evidence]
    if verdict.level is None:
        claimed = asked.possible if verdict.kind == "na_claimed" else 0.0
        return _Judged(asked, verdict, evidence, cap, 0.0, claimed, 0.0, 0.0)
    credit = scheme.credit(verdict.level, asked.target, asked.target)
    assured = scheme.credit(verdict.level, asked.target, cap)
    return _Judged(asked, verdict, evidence, cap, asked.possible, 0.0, credit, assured)


def _reasons(item: _Judged) -> tuple[Reason, ...]:
    level = item.verdict.level
    reasons = list(item.verdict.reasons)
    if level is None:
        return tuple(reasons)
    if level >= item.asked.target:
        reasons.append(Reason.MET)
    elif item.verdict.kind == "answered":
        reasons.append(Reason.BELOW_TARGET)
    if item.assured_credit < item.credit:
        reasons.append(Reason.CAPPED_BY_EVIDENCE)
    if item.asked.floor is not None and level < item.asked.floor:
        reasons.append(Reason.KNOCK_OUT)
    return tuple(reasons)


def _contribution(item: _Judged, total: float) -> Contribution:
    """`total` is the sum of what all questions can give; with 0 nothing is scorable and there are no points."""
    available = 100.0 * item.possible / total if total > 0 else 0.0
    points = available * item.credit
    level = item.verdict.level
    return Contribution(
        question_id=item.asked.question.id,
        section_id=item.asked.section_id,
        weight=item.asked.weight,
        target=item.asked.target,
        stated_level=item.verdict.stated,
        level=level,
        assured_level=None if level is None else min(level, item.cap),
        evidence=item.evidence,
        counts=level is not None,
        attained=item.possible * item.credit,
        possible=item.possible,
        points=points,
        assured_points=available * item.assured_credit,
        backed_points=available * item.backed_credit,
        available=available,
        lost=available - points,
        reasons=_reasons(item),
    )


def _worst(items: Sequence[_Judged]) -> str | None:
    """The question with the lowest part of its target attained; of equals the heavier, then the earlier one."""
    counted = [item for item in items if item.possible > 0]
    if not counted:
        return None
    return min(counted, key=lambda item: (item.credit, -item.possible)).asked.question.id


def _scores(items: Sequence[_Judged], scheme: Scheme) -> Scores:
    possible = math.fsum(item.possible for item in items)
    attained = math.fsum(item.possible * item.credit for item in items)
    kinds = [item.verdict.kind for item in items]
    counts = Counts(**{kind: kinds.count(kind) for kind in COUNTS})
    whole = possible + math.fsum(item.claimed for item in items)
    if_refused = min(100.0, 100.0 * attained / whole) if whole > 0 else None
    if possible <= 0:
        return Scores(None, None, None, None, None, 0.0, 0.0, counts, if_refused)
    assured = math.fsum(item.possible * item.assured_credit for item in items)
    backed = math.fsum(item.possible * item.backed_credit for item in items)
    free = attained
    if scheme.graded:
        free = math.fsum(item.asked.weight * (item.verdict.level or 0.0) for item in items)
    return Scores(
        score=min(100.0, 100.0 * attained / possible),
        assured=min(100.0, 100.0 * assured / possible),
        backed=min(100.0, 100.0 * backed / possible),
        without_cutback=100.0 * free / possible,
        worst_question=_worst(items),
        attained=attained,
        possible=possible,
        counts=counts,
        if_refused=if_refused,
    )


def _knock_outs(items: Sequence[_Judged]) -> tuple[KnockOutHit, ...]:
    hits = []
    for item in items:
        knock_out, floor, level = item.asked.question.knock_out, item.asked.floor, item.verdict.level
        if knock_out is not None and floor is not None and level is not None and level < floor:
            hits.append(KnockOutHit(item.asked.question.id, level, floor, knock_out.grade_cap))
    return tuple(hits)


def strictest_cap(hits: Sequence[KnockOutHit], rules: ScoringRules) -> str | None:
    """The worst letter that `hits` leave open, None without any."""
    cap: str | None = None
    for hit in hits:
        cap = hit.grade_cap if cap is None else rules.worse_grade(cap, hit.grade_cap)
    return cap


def letter(score: float | None, cap: str | None, rules: ScoringRules) -> str | None:
    """The grade of a score under a cap; None without a score."""
    if score is None:
        return None
    grade = rules.grade_of(score)
    return grade if cap is None else rules.worse_grade(grade, cap)


def _sections(
    questionnaire: Questionnaire, items: Sequence[_Judged], total: float, scheme: Scheme, rules: ScoringRules
) -> tuple[SectionScore, ...]:
    by_section: dict[str, list[_Judged]] = {section.id: [] for section in questionnaire.sections}
    for item in items:
        by_section[item.asked.section_id].append(item)
    sections = []
    for section_id, members in by_section.items():
        if not members:
            continue
        scores = _scores(members, scheme)
        points, available = (100.0 * part / total if total > 0 else 0.0 for part in (scores.attained, scores.possible))
        grade = letter(scores.score, strictest_cap(_knock_outs(members), rules), rules)
        sections.append(SectionScore(section_id, scores, grade, points, available))
    return tuple(sections)


def score(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    tier: Tier | None,
    rules: ScoringRules,
    *,
    submitted: bool,
) -> AssessmentScore:
    """The result of `answers` (by question id) to `questionnaire` for an organization of `tier`.

    Hand in the tailored questionnaire (`Questionnaire.tailored`): a question that was not asked must not count. Answers
    to questions it does not have are ignored. Before submission blanks leave both sums and the result is provisional.
    Raises InvalidAnswerError for a value a question cannot have, ValueError for an unknown scheme.
    """
    scheme = scheme_named(questionnaire.scheme)
    items = []
    for asked in asked_questions(questionnaire, tier, rules):
        answer = answers.get(asked.question.id)
        verdict = judge(asked.question, answer, questionnaire.scales, submitted=submitted)
        items.append(_judged(asked, answer, verdict, scheme, rules))
    overall = _scores(items, scheme)
    hits = _knock_outs(items)
    cap = strictest_cap(hits, rules)
    return AssessmentScore(
        questionnaire_key=questionnaire.key,
        questionnaire_version=questionnaire.version,
        scheme=scheme.name,
        rule_version=rules.version,
        tier=tier,
        provisional=not submitted,
        overall=overall,
        grade=letter(overall.score, cap, rules),
        grade_uncapped=letter(overall.score, None, rules),
        assured_grade=letter(overall.assured, cap, rules),
        cap=cap,
        knock_outs=hits,
        sections=_sections(questionnaire, items, overall.possible, scheme, rules),
        contributions=tuple(_contribution(item, overall.possible) for item in items),
    )
