"""A small questionnaire with every kind of question, and assessments issued with it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from tests.builders import organizations
from tests.builders.clock import NOW
from vendor_risk.assessments import actions
from vendor_risk.assessments.answers import bulk_actions
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.links import actions as link_actions
from vendor_risk.assessments.links.invitation_actions import Recipient
from vendor_risk.assessments.models import Assessment, Campaign
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import (
    AnswerScale,
    AnswerState,
    KnockOut,
    NaDecision,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Text,
    Threshold,
    Tier,
)
from vendor_risk.notifications.links import Site
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.questionnaires.actions import add_version
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus, QuestionnaireVersion
from vendor_risk.reviews import actions as review_actions

SITE = Site("https://risk.example", "risk.example", "Asia/Tokyo")
TARGETS = {Tier.T1: 4.0, Tier.T2: 3.0, Tier.T3: 2.0}


def text(en: str) -> Text:
    """A text in both languages."""
    return Text(en, f"{en}（日本語）")


def _maturity(question_id: str, **values: Any) -> Question:
    anchors = tuple(text(f"{question_id} looks like level {level}") for level in range(6))
    return Question(
        question_id, QuestionKind.MATURITY, text(f"How is {question_id} done?"), TARGETS, anchors=anchors, **values
    )


SCALES = {
    "yes-no": AnswerScale(
        "yes-no",
        text("Yes or no"),
        (
            Option("yes", text("Yes"), 4),
            Option("no", text("No"), 0),
            Option("na", text("N/A"), None, AnswerState.NOT_APPLICABLE),
        ),
    ),
    "share": AnswerScale("share", text("Share"), thresholds=(Threshold(0, 0), Threshold(80, 4))),
}
QUESTIONNAIRE = Questionnaire(
    "small",
    "1.0",
    text("Small questionnaire"),
    (
        Section(
            "A",
            text("Rules"),
            (
                _maturity("A-1", title=text("Policy"), na_allowed=False, knock_out=KnockOut(2, "D", text("because"))),
                _maturity("A-2", title=text("Devices")),
                Question("A-3", QuestionKind.CHOICE, text("Is there a register?"), TARGETS, scale_id="yes-no"),
            ),
            purpose=text("Who decides."),
        ),
        Section(
            "B",
            text("Other things"),
            (
                Question("B-1", QuestionKind.MULTICHOICE, text("Which?"), TARGETS, scale_id="yes-no"),
                Question("B-2", QuestionKind.NUMBER, text("How many per cent?"), TARGETS, scale_id="share"),
                Question("B-3", QuestionKind.DATE, text("Since when?"), scored=False),
                Question("B-4", QuestionKind.TEXT, text("What else?"), scored=False),
                _maturity("B-5", facts=frozenset({"cloud_service"})),
            ),
        ),
    ),
    SCALES,
)

QUESTION_IDS = [question.id for question in QUESTIONNAIRE.questions()]


def released(questionnaire: Questionnaire = QUESTIONNAIRE) -> QuestionnaireVersion:
    """The questionnaire, stored and released (once)."""
    found = (
        db.session.query(QuestionnaireVersion).filter_by(key=questionnaire.key, version=questionnaire.version).first()
    )
    return found or add_version(questionnaire, status=QuestionnaireStatus.RELEASED, origin=Origin.SHIPPED, at=NOW)


def campaign(group: organizations.Group, **values: Any) -> Campaign:
    """A campaign of company A."""
    defaults: dict[str, Any] = {
        "name": "Yearly review",
        "issuer_id": group.a.id,
        "due_on": now().date() + timedelta(days=30),
        "created_by": "user:1",
        "created_at": NOW,
    }
    row = Campaign(**(defaults | values))
    db.session.add(row)
    db.session.flush()
    return row


def issued(
    group: organizations.Group,
    vendor: Any = None,
    *,
    issuer: Any = None,
    at: datetime | None = None,
    language: str = "en",
    facts: frozenset[str] | None = None,
    in_campaign: Campaign | None = None,
    due_on: date | None = None,
) -> tuple[Assessment, str]:
    """An assessment issued by company A to a vendor of its own, and the token of its link."""
    issuer = issuer or group.a
    vendor = vendor or organizations.vendor("Vendor One", home=issuer)
    at = at or now()
    assessment = actions.create_assessment(
        organization_id=vendor.id,
        issuer_id=issuer.id,
        version_id=released().id,
        campaign=in_campaign,
        tier="T2",
        facts=facts,
        inherent_risk=0.5,
        language=language,
        due_on=due_on or at.date() + timedelta(days=30),
        actor="user:1 Tester",
        at=at,
    )
    to = Recipient("Respondent", f"respondent-{vendor.id}@vendor.example", language)
    _invitation, link = link_actions.issue(assessment, to, site=SITE, actor="user:1 Tester", at=at)
    db.session.commit()
    return assessment, link.rpartition("/")[2]


def level(value: int, comment: str = "") -> AnswerContent:
    """The answer that a level describes the state."""
    return AnswerContent(AnswerState.ANSWERED, value, comment)


ANSWERS: dict[str, AnswerContent] = {
    "A-1": level(3, "written down"),
    "A-2": AnswerContent(AnswerState.NOT_APPLICABLE, None, "", "We have no devices."),
    "A-3": AnswerContent(AnswerState.ANSWERED, "yes"),
    "B-1": AnswerContent(AnswerState.ANSWERED, ("no", "yes")),
    "B-2": AnswerContent(AnswerState.ANSWERED, 85.0),
    "B-3": AnswerContent(AnswerState.ANSWERED, "2026-04-01"),
    "B-4": AnswerContent(AnswerState.ANSWERED, "Nothing else."),
    "B-5": AnswerContent(AnswerState.UNKNOWN),
}


def answer_all(assessment: Assessment) -> None:
    """Every question answered, one of each kind."""
    inputs = [bulk_actions.AnswerInput(question, ANSWERS[question]) for question in assessment.question_ids]
    bulk_actions.save_many(assessment, inputs, source="web", actor="invitation:1", at=now())
    db.session.commit()


def decide_claims(assessment: Assessment, at: datetime | None = None) -> None:
    """Every claim of “not applicable” accepted by a reviewer."""
    claims = dict.fromkeys(review_actions.open_claims(assessment), NaDecision.ACCEPTED)
    review_actions.decide_claims(assessment, claims, actor="user:1", at=at or now())


def accept(assessment: Assessment, at: datetime | None = None) -> None:
    """The submitted assessment accepted by a reviewer, with all that is claimed in it."""
    decide_claims(assessment, at)
    review_actions.accept(assessment, actor="user:1", at=at or now())


def mails(kind: str | None = None) -> list[OutboxMail]:
    """The outbox, oldest first."""
    query = db.session.query(OutboxMail).order_by(OutboxMail.id)
    return query.filter_by(kind=kind).all() if kind else query.all()


def token_in(mail: OutboxMail) -> str:
    """The token of the link in a mail."""
    found = re.search(r"/portal/i/(vrp_[\w-]{43})", mail.body)
    assert found
    return found[1]


def visitor(app: Any, token: str) -> Any:
    """A client that has opened the link."""
    client = app.test_client()
    response = client.post("/portal/open", data={"token": token})
    assert response.status_code == 303, response.text
    return client


def csrf(client: Any, page: str = "/portal/") -> str:
    """The form token of a page."""
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]


def put(client: Any, question: str, content: AnswerContent, expected: int = 0, key: str = "", **more: Any) -> Any:
    """Save one answer as the page's script does."""
    token = getattr(client, "form_token", None) or csrf(client)
    client.form_token = token
    value = list(content.value) if isinstance(content.value, tuple) else content.value
    body = {
        "question_id": question,
        "state": content.state.value,
        "value": value,
        "comment": content.comment,
        "na_reason": content.na_reason,
        "expected_version": expected,
        "idempotency_key": key or f"key-{question}-{expected}-{content.comment[:20]}-{content.state}",
    }
    return client.put("/portal/answers", json=body | more, headers={"X-CSRFToken": token, "Accept": "application/json"})
