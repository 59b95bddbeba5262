from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import flows, organizations
from tests.builders.clock import NOW
from vendor_risk.assessments import queries
from vendor_risk.assessments.models import AnswerRevision, AssessmentStatus, Result
from vendor_risk.assessments.queries import open_question_ids
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import EvidenceGrade, NaDecision, Tier
from vendor_risk.errors import Conflict, Refused
from vendor_risk.improvement.models import Finding, FindingStatus, Severity
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.questionnaires.queries import rules
from vendor_risk.reviews import actions
from vendor_risk.reviews import queries as review_queries
from vendor_risk.reviews.actions import Judgement
from vendor_risk.reviews.items import ReviewRemark, items, unremarkable

BY = "user:1 Reviewer"
FULL = {"Q1": 4, "Q2": 4, "Q3": 4, "Q4": 4}


@pytest.fixture
def scene(group):
    return group, organizations.vendor("Vendor", group.a), flows.version()


def judged(assessment, question_id, seen_version=1, **values):
    return actions.judge(assessment, question_id, Judgement(**values), seen_version=seen_version, actor=BY, at=NOW)


def found(assessment):
    return items(
        queries.asked(assessment),
        Tier(assessment.tier),
        rules().scoring,
        queries.answers(assessment.id),
        review_queries.answers_of(review_queries.former(assessment)),
        {},
    )


def test_an_override_without_a_reason_is_refused(scene):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), FULL)
    with pytest.raises(Refused):
        judged(assessment, "Q1", override_level=1.0)
    judged(assessment, "Q1", override_level=1.0, override_reason="The policy was never approved.")
    result = actions.accept(assessment, actor=BY, at=NOW)
    assert result.score == pytest.approx(100 * (3 * 1 + 12) / 24)


@pytest.mark.parametrize(
    "values",
    [
        {"grade": EvidenceGrade.CERTIFIED},
        {"question_id": "Q2", "na_decision": NaDecision.REFUSED},
        {"review": "ok"},
        {"review": "returned", "note": "Which version?"},
    ],
    ids=["another evidence grade", "a rejected claim", "in order", "returned"],
)
def test_a_reason_is_kept_whatever_the_decision_was(scene, values):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), FULL | {"Q2": "na"})
    answer = judged(assessment, **{"question_id": "Q1", "override_reason": " We saw it on site. "} | values)
    assert answer.override_reason == "We saw it on site."
    assert queries.revisions(assessment.id, answer.question_id)[0].content["override_reason"] == "We saw it on site."


def test_a_note_typed_before_another_button_was_pressed_stays_for_the_next_time(scene):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), FULL | {"Q2": "na"})
    for question in ("Q1", "Q2"):
        judged(assessment, question, note="Which version?")
    actions.decide_claims(assessment, {"Q2": NaDecision.ACCEPTED}, actor=BY, at=NOW)
    assert {queries.answer(assessment.id, question).review_note for question in ("Q1", "Q2")} == {"Which version?"}


def test_the_second_of_two_reviewers_is_told_and_overwrites_nothing(scene):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), FULL)
    judged(assessment, "Q1", review="ok")
    with pytest.raises(Conflict):
        judged(assessment, "Q1", review="returned", note="No.")
    assert queries.answer(assessment.id, "Q1").review == "ok"


def test_every_judgement_leaves_a_revision(scene):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), FULL)
    judged(assessment, "Q1", review="ok", grade=EvidenceGrade.REVIEWED)
    last = queries.revisions(assessment.id, "Q1")[0]
    assert (last.version, last.content["grade"], last.content["review"], last.author) == (2, "reviewed", "ok", BY)
    assert db.session.scalars(select(AnswerRevision).where(AnswerRevision.question_id == "Q1")).all()


def test_evidence_graded_higher_raises_the_assured_score_and_not_the_score(scene):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), FULL)
    before = db.session.scalars(select(Result)).one()
    judged(assessment, "Q1", grade=EvidenceGrade.CERTIFIED)
    after = actions.accept(assessment, actor=BY, at=NOW)
    assert after.score == before.score == 100
    assert before.assured == pytest.approx(50)
    assert before.backed == pytest.approx(0)
    assert after.backed == pytest.approx(100 * 3 * 4 / 24)
    assert after.assured == pytest.approx(100 * (3 * 4 + 3 * 2) / 24)


def test_only_not_applicable_can_be_refused(scene):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), FULL)
    with pytest.raises(Refused):
        judged(assessment, "Q1", na_decision=NaDecision.REFUSED)


def test_only_the_marked_questions_go_back_and_a_new_link_is_mailed(scene):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), {"Q1": 4})
    judged(assessment, "Q1", review="returned", note="Which version?")
    judged(assessment, "Q2", seen_version=0, review="returned", note="Please answer.")
    notes = actions.ask_back(assessment, "Two things.", actor=BY, site=flows.SITE, at=NOW)
    assert notes == {"Q1": "Which version?", "Q2": "Please answer."}
    assert assessment.status == AssessmentStatus.RETURNED
    assert open_question_ids(assessment) == {"Q1", "Q2"}
    kinds = db.session.scalars(select(OutboxMail.kind).order_by(OutboxMail.id)).all()
    assert kinds == ["invitation", "returned"]


def test_nothing_is_returned_without_a_mark_and_nothing_accepted_with_one(scene):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), FULL)
    with pytest.raises(Refused):
        actions.ask_back(assessment, "", actor=BY, site=flows.SITE, at=NOW)
    judged(assessment, "Q1", review="returned", note="Look again.")
    with pytest.raises(Refused):
        actions.accept(assessment, actor=BY, at=NOW)
    assert assessment.status == AssessmentStatus.IN_REVIEW


def test_what_was_answered_a_round_ago_stands_beside_and_a_leap_is_remarked(scene):
    group, vendor, version = scene
    flows.accepted(flows.issued(vendor, group.a, version), {"Q1": 1, "Q2": 3})
    assessment = flows.submitted(flows.issued(vendor, group.a, version), FULL, NOW + timedelta(days=365))
    first, second, third, _fourth = found(assessment)
    assert (first.before, first.changed, ReviewRemark.LEAP in first.remarks) == ("1 Person-dependent", True, True)
    assert (second.before, second.changed, ReviewRemark.LEAP in second.remarks) == (
        "3 Documented and applied",
        True,
        False,
    )
    assert third.before is None


def test_only_answers_that_need_no_look_are_marked_together(scene):
    group, vendor, version = scene
    assessment = flows.submitted(
        flows.issued(vendor, group.a, version, tier="T2"), {"Q1": 3, "Q2": "na", "Q3": 1, "Q4": 5}
    )
    remarks = {item.question.id: item.remarks for item in found(assessment)}
    assert remarks == {
        "Q1": (),
        "Q2": (ReviewRemark.NOT_APPLICABLE,),
        "Q3": (ReviewRemark.KNOCK_OUT,),
        "Q4": (ReviewRemark.BARE_CLAIM,),
    }
    assert actions.mark_in_order(assessment, unremarkable(found(assessment)), actor=BY, at=NOW) == 1
    assert {q: a.review for q, a in queries.answers(assessment.id).items()} == {
        "Q1": "ok",
        "Q2": "",
        "Q3": "",
        "Q4": "",
    }


def test_accepting_opens_findings_and_the_next_round_moves_or_closes_them(scene):
    group, vendor, version = scene
    first = flows.issued(vendor, group.a, version)
    flows.accepted(first, {"Q1": 1, "Q2": 4, "Q3": 1, "Q4": 4})
    rows = {row.question_id: row for row in db.session.scalars(select(Finding))}
    assert set(rows) == {"Q1", "Q3"}
    assert (rows["Q3"].severity, rows["Q1"].severity) == (Severity.CRITICAL, Severity.HIGH)
    assert rows["Q1"].impact == pytest.approx(3 * 3 / 4 * 0.5)
    rows["Q1"].owner = group.ciso
    second = flows.issued(vendor, group.a, version)
    flows.accepted(second, {"Q1": 2, "Q2": 4, "Q3": 4, "Q4": 1}, NOW + timedelta(days=300))
    rows = {row.question_id: row for row in db.session.scalars(select(Finding))}
    assert (rows["Q1"].assessment_id, rows["Q1"].owner, rows["Q1"].level) == (second.id, group.ciso, 2)
    assert (rows["Q3"].status, rows["Q3"].closed_at) == (FindingStatus.CLOSED, NOW + timedelta(days=300))
    assert rows["Q4"].status == FindingStatus.OPEN


def test_another_companys_findings_are_left_alone(scene):
    group, vendor, version = scene
    flows.accepted(flows.issued(vendor, group.a, version), {"Q1": 1})
    flows.accepted(flows.issued(vendor, group.b, version), FULL)
    assert set(db.session.scalars(select(Finding.status))) == {FindingStatus.OPEN}
