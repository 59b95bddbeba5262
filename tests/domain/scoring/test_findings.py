"""Gaps are found once each, ranked the same way every time, knock-outs first."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.builders.strategies import TIERS, T, cases
from tests.domain.laws import LAW
from vendor_risk.domain.questionnaires import (
    Answer,
    AnswerState,
    EvidenceGrade,
    KnockOut,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Tier,
)
from vendor_risk.domain.scoring.findings import GapKind, gaps
from vendor_risk.domain.scoring.rules import DEFAULT_RULES
from vendor_risk.domain.scoring.score import score


def test_gaps_are_ranked_by_weight_shortfall_and_inherent_risk_with_knock_outs_first() -> None:
    targets = {Tier.T1: 4.0}
    questions = tuple(
        Question(name, QuestionKind.MATURITY, T, targets=targets, weight=weight, knock_out=knock_out)
        for name, weight, knock_out in (
            ("met", 1.0, None),
            ("half", 3.0, None),
            ("silent", 2.0, None),
            ("critical", 0.5, KnockOut(2, "C", T)),
            ("claimed", 1.0, None),
        )
    )
    levels = {"met": 4, "half": 2, "critical": 1, "claimed": 4}
    answers = {
        name: Answer(
            name, AnswerState.ANSWERED, value, EvidenceGrade.ON_SITE if name == "met" else EvidenceGrade.DOCUMENT
        )
        for name, value in levels.items()
    }
    result = score(
        Questionnaire("k", "1", T, (Section("s", T, questions),)), answers, Tier.T1, DEFAULT_RULES, submitted=True
    )
    found = gaps(result, 0.5, unsupported=True)
    assert [(gap.question_id, gap.kind, gap.rank) for gap in found] == [
        ("critical", GapKind.KNOCK_OUT, 1),
        ("silent", GapKind.UNANSWERED, 2),
        ("half", GapKind.BELOW_TARGET, 3),
        ("claimed", GapKind.UNSUPPORTED, 4),
    ]
    assert [gap.impact for gap in found] == pytest.approx([0.5 * 0.75 * 0.5, 2 * 0.5, 3 * 0.5 * 0.5, 0.25 * 0.5])
    assert [gap.question_id for gap in gaps(result, 0.5)] == ["critical", "silent", "half"]


@LAW
@given(cases(), TIERS)
def test_the_gaps_account_for_every_lost_point(
    case: tuple[Questionnaire, dict[str, Answer]], tier: Tier | None
) -> None:
    result = score(case[0], case[1], tier, DEFAULT_RULES, submitted=True)
    lost = {item.question_id: item.lost for item in result.contributions if item.lost > 1e-9}
    found = {gap.question_id: gap.points for gap in gaps(result, 1.0)}
    assert lost == {question_id: points for question_id, points in found.items() if points > 1e-9}
