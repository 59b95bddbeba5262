"""Results of two questionnaires are compared on what both ask, or not at all."""

from __future__ import annotations

import pytest

from tests.builders import crosswalks, organizations
from tests.builders.clock import NOW
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.bulk_actions import AnswerInput, save_many
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.models import AnswerSource, Assessment
from vendor_risk.changes import words
from vendor_risk.changes.comparison import ExposureChange
from vendor_risk.crosswalks.comparison import FEWEST, CrosswalkComparison, compared
from vendor_risk.crosswalks.proposals import proposals, rules
from vendor_risk.domain.chain.changes import ChangePart
from vendor_risk.domain.questionnaires import AnswerState, QuestionKind, Text
from vendor_risk.i18n import speaking


def answered(target: Assessment, level: int) -> Assessment:
    """Ours with this level for every question that asks for one."""
    questions = assessment_queries.asked(target).questions()
    asked = [one.id for one in questions if one.kind is QuestionKind.MATURITY]
    inputs = [AnswerInput(name, AnswerContent(AnswerState.ANSWERED, level)) for name in asked]
    save_many(target, inputs, source=AnswerSource.WEB, actor="vendor", at=NOW)
    return target


def test_only_what_both_clearly_ask_counts_and_then_and_now_are_not_mixed_up(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    found = compared(source.id, answered(target, 0).id)
    assert found is not None
    clear = [
        one for one in proposals(target, source).every
        if one.carried is not None and one.carried.level is not None and one.confidence >= rules().confidence.clear
    ]  # fmt: skip
    assert FEWEST <= found.questions <= len(clear)
    assert found.after == 0.0
    assert found.before > 0.0, "what the CAIQ said"
    turned = compared(target.id, source.id)
    assert turned is not None
    assert (turned.questions, turned.before, turned.after) == (found.questions, found.after, found.before)


def test_levels_above_the_target_make_up_for_nothing(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    found = compared(source.id, answered(target, 5).id)
    assert found is not None
    assert found.after == pytest.approx(100.0)


def test_without_answers_of_ours_nothing_is_compared(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    assert compared(source.id, target.id) is None
    assert compared(source.id, 10_000) is None


@pytest.mark.parametrize(
    ("lang", "through", "never"),
    [
        ("en", "Score on the 12 questions that the crosswalk matches in both: 62 → 58.", "Not comparable"),
        ("ja", "共通する12問のスコアは、62→58です。", "比較"),
    ],
)
def test_the_reason_says_what_was_compared_or_that_nothing_can_be(app, lang: str, through: str, never: str) -> None:
    change = ExposureChange(
        node=1, before=0.3, after=0.4, part=ChangePart.QUESTIONNAIRE, own=0.1, origin=1, scores=None, backed=None,
        stale_since=None, section=None, assessment_id=1, questionnaires=(Text("Ours", "当社"), Text("Theirs", "先方")),
        crosswalk=CrosswalkComparison(12, 62.0, 58.0),
    )  # fmt: skip
    with app.test_request_context(), speaking(lang):
        said = words.reasons(change, {1: "Vendor"})
        alone = ExposureChange(**{name: getattr(change, name) for name in change.__slots__ if name != "crosswalk"})
        assert through in said
        assert never in words.reasons(alone, {1: "Vendor"})
