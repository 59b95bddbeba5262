"""The group's side of the demo: reviewers judge answers, ask back, accept; findings get an owner and a date."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlalchemy import select

from vendor_risk.assessments import queries
from vendor_risk.assessments.answers.actions import RETURNED
from vendor_risk.assessments.models import Assessment, StoredAnswer
from vendor_risk.database import db
from vendor_risk.demo.fiction.plan import AssessmentCourse
from vendor_risk.demo.fiction.words import ASK_BACK, IMPROVING, OVERRIDE, REFUSAL, RISK_TAKEN, SEEN, NamePair
from vendor_risk.domain.questionnaires import AnswerState, EvidenceGrade, NaDecision
from vendor_risk.improvement import owner_queries
from vendor_risk.improvement.actions import Owner, decide
from vendor_risk.improvement.models import Finding, FindingStatus
from vendor_risk.notifications.links import Site
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.reviews import actions as review_actions
from vendor_risk.reviews.actions import Judgement

CERTIFIED_FROM = 0.74
"""From this maturity on some answers rest on a certificate."""
VENDOR_SHARE = 0.3
"""Of the findings about vendors that are given to the vendor itself."""


NOTES = {
    FindingStatus.IN_PROGRESS: IMPROVING,
    FindingStatus.ACCEPTED_RISK: RISK_TAKEN,
    FindingStatus.CLOSED: SEEN,
}


def _rng(course: AssessmentCourse, seed: int, what: str) -> random.Random:
    return random.Random(f"{seed}/{course.organization.code}/{course.questionnaire}/{course.round}/{what}")  # noqa: S311


def look(assessment: Assessment, course: AssessmentCourse, seed: int, actor: str, at: datetime) -> None:
    """Read the answers: grade what is supported, set some levels right, refuse an excuse; ask back when planned."""
    rng = _rng(course, seed, "review")
    back = course.returned is not None
    rows = list(queries.answers(assessment.id).values())
    rng.shuffle(rows)
    asked_back = 0
    for place, row in enumerate(rows):
        judgement = None
        if back and asked_back < 3 and row.state == AnswerState.ANSWERED:
            asked_back += 1
            judgement = Judgement(RETURNED, _say(ASK_BACK[asked_back - 1], assessment), EvidenceGrade(row.grade))
        else:
            judgement = _judgement(assessment, row, course.quality, rng)
        if judgement is not None:
            moment = at + timedelta(minutes=place)
            review_actions.judge(
                assessment, row.question_id, judgement, seen_version=row.version, actor=actor, at=moment
            )


def _say(pair: NamePair, assessment: Assessment) -> str:
    return pair.ja if assessment.language == "ja" else pair.en


def _judgement(assessment: Assessment, row: StoredAnswer, quality: float, rng: random.Random) -> Judgement | None:
    chance, level = rng.random(), row.value if isinstance(row.value, int) else None
    if row.state == AnswerState.NOT_APPLICABLE and chance < 0.12:
        return Judgement(
            "ok",
            na_decision=NaDecision.REFUSED,
            grade=EvidenceGrade(row.grade),
            override_reason=_say(REFUSAL, assessment),
        )
    if level is None or level < 2:
        return None
    if chance < 0.02:
        return Judgement(
            "ok",
            grade=EvidenceGrade.REVIEWED,
            override_level=level - 1,
            override_reason=_say(OVERRIDE, assessment),
        )
    if row.grade == EvidenceGrade.DOCUMENT and chance < 0.8:
        certified = quality > CERTIFIED_FROM and rng.random() < 0.3
        return Judgement("ok", grade=EvidenceGrade.CERTIFIED if certified else EvidenceGrade.REVIEWED)
    return None


def give_back(assessment: Assessment, actor: str, site: Site, at: datetime) -> None:
    """Return the marked questions, with a mail."""
    note = "3点の確認をお願いします。" if assessment.language == "ja" else "Please check the three points below."
    review_actions.ask_back(assessment, note, actor=actor, site=site, at=at)


def accept(assessment: Assessment, course: AssessmentCourse, seed: int, actor: str, site: Site, at: datetime) -> None:
    """Decide on what is claimed not to apply, take the rest as in order, accept, and decide about the worst gaps."""
    claims = dict.fromkeys(review_actions.open_claims(assessment), NaDecision.ACCEPTED)
    review_actions.decide_claims(assessment, claims, actor=actor, at=at)
    rest = frozenset(q for q, row in queries.answers(assessment.id).items() if row.review != RETURNED)
    review_actions.mark_in_order(assessment, rest, actor=actor, at=at)
    review_actions.accept(assessment, actor=actor, at=at, site=site)
    follow_up(assessment, course, seed, actor, at + timedelta(hours=1))


def _owner(finding: Finding, rng: random.Random) -> Owner:
    """The vendor for some, else one of the people who see the finding."""
    people = owner_queries.people_for([finding.id])
    about_vendor = finding.organization.kind == OrganizationKind.VENDOR
    if not people or (about_vendor and rng.random() < VENDOR_SHARE):
        return Owner(vendor=True)
    return Owner(person=owner_queries.user(rng.choice(people).id))


def follow_up(assessment: Assessment, course: AssessmentCourse, seed: int, actor: str, at: datetime) -> None:
    """Give the worst findings of two assessments in three an owner, a date and a state."""
    rng = _rng(course, seed, "findings")
    if rng.random() < 0.35:
        return
    worst = select(Finding).where(Finding.assessment_id == assessment.id, Finding.status == FindingStatus.OPEN)
    for finding in db.session.scalars(worst.order_by(Finding.impact.desc(), Finding.id).limit(rng.randint(2, 7))):
        status = rng.choices([*NOTES, FindingStatus.OPEN], [55, 10, 15, 20])[0]
        decide(
            finding,
            status=status,
            owner=_owner(finding, rng),
            due_on=(at + timedelta(days=rng.randint(20, 120))).date(),
            note=_say(NOTES[status], assessment) if status in NOTES else "",
            seen_version=finding.version,
            actor=actor,
            at=at,
        )
