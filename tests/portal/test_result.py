"""What a vendor gets back: a mail when the answers are accepted, the own result, its reasons, and what to improve."""

import dataclasses
import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.builders import assessments
from tests.builders.assessments import SITE, csrf, visitor
from vendor_risk.assessments import actions
from vendor_risk.assessments.links.invitation_actions import RESULT_DAYS
from vendor_risk.assessments.models import Invitation, Result
from vendor_risk.assessments.results.explanation import explain
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import NaDecision
from vendor_risk.domain.scoring.results import Reason
from vendor_risk.reviews import actions as review_actions
from vendor_risk.reviews.actions import Judgement


def answers():
    """Everything answered; the critical question below its floor."""
    return assessments.ANSWERS | {"A-1": assessments.level(1, "only by habit"), "B-5": assessments.level(4)}


def accepted(group, monkeypatch, language="en", **values):
    """An assessment accepted after a reviewer set one level and refused an excuse; the token of its first link."""
    monkeypatch.setattr(assessments, "ANSWERS", answers())
    assessment, token = assessments.issued(group, language=language, **values)
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="Respondent", at=now())
    for question, judgement in {
        "B-5": Judgement(override_level=2, override_reason="The paper shows <b>drafts</b> only."),
        "A-2": Judgement(na_decision=NaDecision.REFUSED, override_reason="You named devices elsewhere."),
    }.items():
        version = review_actions.queries.answer(assessment.id, question).version
        review_actions.judge(
            assessment, question, judgement, seen_version=version, actor="user:1 Secret Reviewer", at=now()
        )
    review_actions.accept(assessment, actor="user:1 Secret Reviewer", at=now(), site=SITE)
    db.session.commit()
    return assessment, token


def test_accepting_mails_a_link_that_leads_to_the_own_result(app, group, monkeypatch):
    accepted(group, monkeypatch)
    (mail,) = assessments.mails("result")
    link = app.test_client().get(f"/portal/i/{assessments.token_in(mail)}").text
    assert "View your result" in link
    assert "Answers due" not in link
    client = visitor(app, assessments.token_in(mail))
    assert "View your result" in client.get("/portal/").text
    page = client.get("/portal/result")
    assert page.status_code == 200
    invitation = db.session.query(Invitation).order_by(Invitation.id.desc()).first()
    assert invitation.expires_at > now() + timedelta(days=RESULT_DAYS - 1)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_result_says_where_one_stands_why_and_how_to_improve(app, group, monkeypatch, language):
    _assessment, token = accepted(group, monkeypatch, language)
    page = visitor(app, token).get("/portal/result").text
    words = {
        "en": ["Your result", "A-1 looks like level 1", "A-1 looks like level 3", "because", "critical"],
        "ja": ["貴社の評価結果", "A-1 looks like level 1（日本語）", "A-1 looks like level 3（日本語）", "重点設問"],
    }[language]
    for word in words:
        assert word in page
    assert "The paper shows &lt;b&gt;drafts&lt;/b&gt; only." in page  # the reviewer's reason, as text
    assert "You named devices elsewhere." in page  # of a rejected claim too
    assert page.index("Policy") < page.index("Devices")  # the critical gap first


def test_the_score_is_the_one_the_group_sees_and_nothing_of_the_groups_risk_or_people_is_told(app, group, monkeypatch):
    assessment, token = accepted(group, monkeypatch)
    page = visitor(app, token).get("/portal/result").text
    row = review_actions.result_actions.Result.__mapper__.class_
    result = db.session.query(row).filter_by(assessment_id=assessment.id, provisional=False).one()
    assert re.search(rf'headline-score">{result.score:.1f}<', page)
    assert f'grade-{result.grade}">{result.grade}<' in page
    for hidden in ("Secret Reviewer", "inherent", "residual", "Uncapped score", "weight", "impact"):
        assert hidden not in page, hidden


@pytest.mark.parametrize("state", ["open", "submitted"])
def test_before_the_answers_are_accepted_there_is_no_result(app, group, state):
    assessment, token = assessments.issued(group)
    assessments.answer_all(assessment)
    if state == "submitted":
        actions.submit(assessment, actor="Respondent", at=now())
        db.session.commit()
    client = visitor(app, token)
    response = client.get("/portal/result")
    assert response.status_code == 302
    assert response.location.endswith("/portal/")
    assert "View your result" not in client.get("/portal/").text


def test_where_a_code_is_asked_for_the_result_waits_behind_it(app, group, monkeypatch):
    _assessment, token = accepted(group, monkeypatch, in_campaign=assessments.campaign(group, mail_code_required=True))
    client = visitor(app, token)
    assert client.get("/portal/result").location.endswith("/portal/code?next=/portal/result")
    form = csrf(client, "/portal/code?next=/portal/result")
    client.post("/portal/code/send?next=/portal/result", data={"csrf_token": form})
    code = re.search(r"^\s*(\d{6})\s*$", assessments.mails("code")[-1].body, re.MULTILINE)[1]
    response = client.post("/portal/code?next=/portal/result", data={"csrf_token": form, "code": code})
    assert response.location.endswith("/portal/result")
    assert client.get("/portal/result").status_code == 200


def test_an_expired_link_to_accepted_answers_sends_a_new_one_to_the_result(app, group, monkeypatch, stranger):
    _assessment, token = accepted(group, monkeypatch)
    past = now() - timedelta(days=1)
    db.session.execute(update(Invitation).values(expires_at=past, created_at=past - timedelta(days=100)))
    db.session.commit()
    assert stranger.post(f"/portal/i/{token}").status_code == 200
    mails = assessments.mails("result")
    assert len(mails) == 2
    assert visitor(app, assessments.token_in(mails[-1])).get("/portal/result").status_code == 200


def test_nobody_is_mailed_where_nobody_was_invited(app, group, monkeypatch):
    assessment, _token = assessments.issued(group)
    assessments.answer_all(assessment)
    db.session.query(Invitation).delete()
    actions.submit(assessment, actor="Staff", at=now())
    assessments.decide_claims(assessment)
    review_actions.accept(assessment, actor="user:1", at=now(), site=SITE)
    assert assessments.mails("result") == []


def test_the_advice_fits_the_level_one_stands_at(app, group, monkeypatch):
    questionnaire = dataclasses.replace(
        assessments.QUESTIONNAIRE,
        key="stepped",
        sections=tuple(
            dataclasses.replace(
                section,
                questions=tuple(
                    dataclasses.replace(
                        question, steps=tuple(assessments.text(f"{question.id} to {n}") for n in (2, 3, 4))
                    )
                    if question.anchors
                    else question
                    for question in section.questions
                ),
            )
            for section in assessments.QUESTIONNAIRE.sections
        ),
    )
    monkeypatch.setattr(assessments, "QUESTIONNAIRE", questionnaire)
    monkeypatch.setattr(assessments.released, "__defaults__", (questionnaire,))
    _assessment, token = accepted(group, monkeypatch)  # A-1 stands at 1 and is asked for 3, B-5 at 2 and asked for 3
    page = visitor(app, token).get("/portal/result").text
    assert "A-1 to 2" in page
    assert "A-1 to 3" in page
    assert "A-1 to 4" not in page
    assert "B-5 to 2" not in page
    assert "B-5 to 3" in page


def test_a_vendor_is_told_nothing_of_the_prudent_score_and_of_no_evidence_it_never_sent(app, group, monkeypatch):
    assessment, token = accepted(group, monkeypatch)
    page = visitor(app, token).get("/portal/result").text
    result = db.session.query(Result).filter_by(assessment_id=assessment.id, provisional=False).one()
    counted = explain(result, now().date()).result.contributions
    assert any(Reason.CAPPED_BY_EVIDENCE in each.reasons for each in counted)
    assert "prudent" not in page
    assert result.backed == 0
    assert "Of your score, 0.0 points are evidence-backed" in page
