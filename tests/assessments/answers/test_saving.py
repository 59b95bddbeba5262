"""Saving: what is stored is what was given, versions guard it, bulk and single saves are one thing."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import assessments
from tests.builders.assessments import ANSWERS, QUESTIONNAIRE, level
from vendor_risk.assessments import queries
from vendor_risk.assessments.answers import actions as answer_actions
from vendor_risk.assessments.answers import bulk_actions
from vendor_risk.assessments.answers.actions import AnswerConflict, AnswersClosed
from vendor_risk.assessments.answers.kinds import ANSWERS as ANSWER_KINDS
from vendor_risk.assessments.answers.values import (
    AnswerContent,
    AnswerRefused,
    checked,
    clean,
    content_of,
    domain_answers,
)
from vendor_risk.assessments.models import AnswerRevision, AssessmentStatus, StoredAnswer
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import (
    Answer,
    AnswerState,
    EvidenceGrade,
    QuestionKind,
    given_value,
    stored_value,
)
from vendor_risk.domain.scoring.kinds import KINDS
from vendor_risk.domain.scoring.scales import read

SURE = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\r"), max_size=80)
VALUES = {
    QuestionKind.MATURITY: st.integers(0, 5),
    QuestionKind.CHOICE: st.sampled_from(["yes", "no"]),
    QuestionKind.MULTICHOICE: st.sets(st.sampled_from(["yes", "no"]), min_size=1).map(lambda s: tuple(sorted(s))),
    QuestionKind.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    QuestionKind.DATE: st.dates().map(lambda day: day.isoformat()),
    QuestionKind.TEXT: SURE.filter(str.strip),
}


@st.composite
def contents(draw):
    """A question of the small questionnaire with an answer it can have."""
    question = draw(st.sampled_from(list(QUESTIONNAIRE.questions())))
    states = [AnswerState.ANSWERED, AnswerState.BLANK, AnswerState.UNKNOWN]
    state = draw(st.sampled_from([*states, AnswerState.NOT_APPLICABLE] if question.na_allowed else states))
    value = draw(VALUES[question.kind]) if state is AnswerState.ANSWERED else None
    reason = draw(SURE) if state is AnswerState.NOT_APPLICABLE else ""
    return question, AnswerContent(state, value, draw(SURE), reason)


def test_every_kind_of_question_has_its_check():
    assert set(ANSWER_KINDS) == set(QuestionKind) == set(KINDS)


@given(contents())
def test_checking_is_the_identity_on_every_regular_answer(pair):
    question, content = pair
    assert checked(question, QUESTIONNAIRE.scales, content) == content
    assert given_value(stored_value(content.value)) == content.value


@given(contents())
def test_whatever_is_accepted_can_be_scored(pair):
    question, content = pair
    read(question, Answer(question.id, content.state, content.value), QUESTIONNAIRE.scales)  # raises when it cannot


@given(
    st.sampled_from(list(QUESTIONNAIRE.questions())),
    st.one_of(st.none(), st.booleans(), st.floats(), SURE, st.lists(SURE)),
)
def test_anything_else_is_refused_or_becomes_a_regular_answer(question, value):
    try:
        content = checked(question, QUESTIONNAIRE.scales, AnswerContent(AnswerState.ANSWERED, given_value(value)))
    except AnswerRefused:
        return
    assert checked(question, QUESTIONNAIRE.scales, content) == content
    assert not isinstance(content.value, float) or math.isfinite(content.value)


@given(st.text(max_size=60))
def test_cleaned_text_can_be_stored_anywhere(text):
    assert clean(clean(text)) == clean(text)
    assert "\x00" not in clean(text)
    clean(text).encode("utf-8")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(contents(), min_size=1, max_size=6))
def test_what_is_saved_is_what_was_given_singly_and_in_bulk(app, group, pairs):
    answers = {question.id: content for question, content in pairs}
    single, _token = assessments.issued(group)
    bulk, _token = assessments.issued(group)
    for question_id, content in answers.items():
        answer_actions.save_answer(single, question_id, content, expected_version=0, actor="invitation:1", at=now())
    inputs = [bulk_actions.AnswerInput(question_id, content, 0) for question_id, content in answers.items()]
    bulk_actions.save_many(bulk, inputs, source="workbook", actor="invitation:2", at=now())
    db.session.commit()
    db.session.expire_all()
    for assessment in (single, bulk):
        stored = {key: content_of(row) for key, row in queries.answers(assessment.id).items()}
        assert {key: content for key, content in stored.items() if not content.says_nothing} == {
            key: content for key, content in answers.items() if not content.says_nothing
        }
    mine, theirs = (
        domain_answers(queries.answers(single.id).values()),
        domain_answers(queries.answers(bulk.id).values()),
    )
    assert {key: value for key, value in mine.items() if key in theirs} == theirs


def test_every_state_an_answer_had_is_kept(app, group):
    assessment, _token = assessments.issued(group)
    for version, number in enumerate((1, 2, 3)):
        answer_actions.save_answer(
            assessment, "A-1", level(number), expected_version=version, actor="invitation:1", at=now()
        )
    kept = queries.revisions(assessment.id, "A-1")
    assert [(row.version, row.content["value"]) for row in kept] == [(3, 3), (2, 2), (1, 1)]
    assert queries.revision(assessment.id, "A-1", 2).content["value"] == 2


def test_a_bulk_save_names_every_clash_and_writes_nothing(app, group):
    assessment, _token = assessments.issued(group)
    assessments.answer_all(assessment)
    inputs = [
        bulk_actions.AnswerInput("A-1", level(1), 0),
        bulk_actions.AnswerInput("A-3", AnswerContent(AnswerState.ANSWERED, "no"), 0),
        bulk_actions.AnswerInput("B-4", AnswerContent(AnswerState.ANSWERED, "New"), 1),
    ]
    with pytest.raises(AnswerConflict) as caught:
        bulk_actions.save_many(assessment, inputs, source="workbook", actor="x", at=now())
    assert {clash.question_id for clash in caught.value.clashes} == {"A-1", "A-3"}
    assert caught.value.clashes[0].theirs == ANSWERS["A-1"]
    db.session.rollback()
    assert {key: content_of(row) for key, row in queries.answers(assessment.id).items()} == ANSWERS


def test_a_bulk_save_counts_and_leaves_one_audit_row(app, group):
    assessment, _token = assessments.issued(group)
    inputs = [bulk_actions.AnswerInput(question, content) for question, content in ANSWERS.items()]
    first = bulk_actions.save_many(assessment, inputs, source="workbook", actor="x", at=now())
    again = bulk_actions.save_many(assessment, inputs, source="workbook", actor="x", at=now())
    changed = bulk_actions.save_many(
        assessment, [bulk_actions.AnswerInput("A-1", level(5))], source="foreign", actor="x", at=now()
    )
    assert (first.added, first.changed, first.unchanged) == (8, 0, 0)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 8)
    assert (changed.added, changed.changed, changed.unchanged) == (0, 1, 0)
    assert db.session.query(AuditEvent).filter_by(action="assessments.save_many").count() == 2
    assert db.session.query(AnswerRevision).filter_by(assessment_id=assessment.id).count() == 9
    assert queries.answer(assessment.id, "A-1").source == "foreign"


def test_one_wrong_answer_in_bulk_keeps_all_from_being_saved(app, group):
    assessment, _token = assessments.issued(group)
    inputs = [bulk_actions.AnswerInput("A-2", level(2)), bulk_actions.AnswerInput("A-1", level(9))]
    with pytest.raises(AnswerRefused) as caught:
        bulk_actions.save_many(assessment, inputs, source="workbook", actor="x", at=now())
    assert caught.value.question_id == "A-1"
    assert queries.answers(assessment.id) == {}


@pytest.mark.parametrize("status", ["submitted", "in_review", "accepted", "expired", "superseded"])
def test_no_save_reaches_closed_answers(app, group, status):
    assessment, _token = assessments.issued(group)
    assessments.answer_all(assessment)
    assessment.status = AssessmentStatus(status)
    with pytest.raises(AnswersClosed) as caught:
        answer_actions.save_answer(assessment, "A-1", level(5), expected_version=1, actor="x", at=now())
    assert caught.value.status == 409
    with pytest.raises(AnswersClosed):
        bulk_actions.save_many(
            assessment, [bulk_actions.AnswerInput("A-1", level(5))], source="workbook", actor="x", at=now()
        )


def test_what_a_reviewer_found_of_the_former_answer_does_not_hold_for_a_new_one(app, group):
    assessment, _token = assessments.issued(group)
    assessments.answer_all(assessment)
    row = queries.answer(assessment.id, "A-1")
    row.grade, row.override_level, row.override_reason = EvidenceGrade.REVIEWED.value, 1.0, "seen otherwise"
    db.session.flush()
    answer_actions.save_answer(assessment, "A-1", level(3, "another comment"), expected_version=1, actor="x", at=now())
    assert (row.grade, row.override_level) == ("reviewed", 1.0)  # the same answer, only said otherwise
    answer_actions.save_answer(assessment, "A-1", level(4), expected_version=2, actor="x", at=now())
    assert (row.grade, row.override_level, row.override_reason) == ("self_declared", None, "")
    row.override_level = 2.0
    db.session.flush()
    bulk_actions.save_many(
        assessment, [bulk_actions.AnswerInput("A-1", level(5))], source="workbook", actor="x", at=now()
    )
    assert db.session.get(StoredAnswer, (assessment.id, "A-1"), populate_existing=True).override_level is None


def test_an_option_that_means_not_applicable_becomes_that_state():
    question = QUESTIONNAIRE.by_id["A-3"]
    content = AnswerContent(AnswerState.ANSWERED, "na", "", "no register")
    assert checked(question, QUESTIONNAIRE.scales, content) == AnswerContent(
        AnswerState.NOT_APPLICABLE, None, "", "no register"
    )
