"""Assessments driven through the real verbs to where a test wants them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.builders.clock import NOW
from vendor_risk.assessments import actions
from vendor_risk.assessments.answers import bulk_actions
from vendor_risk.assessments.answers.bulk_actions import AnswerInput
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.links import actions as link_actions
from vendor_risk.assessments.links.invitation_actions import Recipient
from vendor_risk.assessments.models import AnswerSource, Assessment
from vendor_risk.assessments.results import actions as result_actions
from vendor_risk.domain.questionnaires import (
    AnswerState,
    KnockOut,
    NaDecision,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Text,
    Tier,
)
from vendor_risk.notifications.links import Site
from vendor_risk.organizations.models import Organization
from vendor_risk.questionnaires.actions import add_version
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus, QuestionnaireVersion
from vendor_risk.reviews import actions as review_actions

SITE = Site("https://risk.example", "risk.example", "Asia/Tokyo")
TARGETS = {Tier.T1: 4.0, Tier.T2: 3.0, Tier.T3: 2.0}
LEVELS = tuple(Text(f"level {level}", f"水準{level}") for level in range(6))


def question(number: int, **values: Any) -> Question:
    """A maturity question Q1, Q2 … with texts in both languages."""
    defaults: dict[str, Any] = {
        "id": f"Q{number}",
        "kind": QuestionKind.MATURITY,
        "text": Text(f"How is thing {number} done?", f"事項{number}はどう行っていますか。"),
        "title": Text(f"Thing {number}", f"事項{number}"),
        "targets": TARGETS,
        "anchors": LEVELS,
        "improvement": Text(f"Do thing {number} better.", f"事項{number}を改善してください。"),
        "manual": (Text("Purpose", "目的"),),
        "trainings": ("TR-B1",),
    }
    return Question(**(defaults | values))


QUESTIONNAIRE = Questionnaire(
    "outsourcing-vendor",
    "9.0",
    Text("Vendor's practice", "委託先の取組"),
    (
        Section("S01", Text("Rules", "ルール"), (question(1, weight=3), question(2))),
        Section(
            "S02",
            Text("Incidents", "事故対応"),
            (
                question(3, knock_out=KnockOut(2.0, "D", Text("Incidents go unreported.", "事故が報告されません。"))),
                question(4),
            ),
        ),
    ),
)


def version(questionnaire: Questionnaire = QUESTIONNAIRE) -> QuestionnaireVersion:
    """The questionnaire, released in the database."""
    return add_version(questionnaire, status=QuestionnaireStatus.RELEASED, origin=Origin.SHIPPED, at=NOW)


def issued(
    organization: Organization, issuer: Organization, released: QuestionnaireVersion, **values: Any
) -> Assessment:
    """An assessment whose link has been mailed."""
    defaults: dict[str, Any] = {
        "organization_id": organization.id,
        "issuer_id": issuer.id,
        "version_id": released.id,
        "tier": "T1",
        "inherent_risk": 0.5,
        "due_on": (NOW + timedelta(days=20)).date(),
        "actor": "test",
        "at": NOW,
    }
    made = actions.create_assessment(**(defaults | values))
    to = Recipient("Respondent", "respondent@vendor.example", "ja")
    link_actions.issue(made, to, site=SITE, actor="test", at=NOW)
    return made


def answered(assessment: Assessment, levels: Mapping[str, Any], comment: str = "") -> Assessment:
    """The assessment with these answers: a level, "na", "unknown", or None for none."""
    inputs = []
    for question_id, level in levels.items():
        if level == "na":
            content = AnswerContent(AnswerState.NOT_APPLICABLE, None, comment, "We do not do this.")
        elif level == "unknown":
            content = AnswerContent(AnswerState.UNKNOWN, None, comment)
        elif level is None:
            continue
        else:
            content = AnswerContent(AnswerState.ANSWERED, level, comment)
        inputs.append(AnswerInput(question_id, content))
    bulk_actions.save_many(assessment, inputs, source=AnswerSource.WEB, actor="Respondent", at=NOW)
    return assessment


def submitted(assessment: Assessment, levels: Mapping[str, Any], at: datetime = NOW, comment: str = "") -> Assessment:
    """The assessment answered and handed in, with its provisional result."""
    answered(assessment, levels, comment)
    actions.submit(assessment, actor="Respondent", at=at, confirmed=True)
    return assessment


def accepted(assessment: Assessment, levels: Mapping[str, Any], at: datetime = NOW) -> result_actions.Result:
    """The assessment answered, handed in and accepted; its result."""
    given = submitted(assessment, levels, at)
    claims = dict.fromkeys(review_actions.open_claims(given), NaDecision.ACCEPTED)
    review_actions.decide_claims(given, claims, actor="user:1 Reviewer", at=at)
    return review_actions.accept(given, actor="user:1 Reviewer", at=at)
