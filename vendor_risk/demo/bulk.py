"""The vendors beyond the first few hundred of a big demo: what their rounds left behind, stored in bulk.

Assessments, answers with their first revision, results and findings are as the real flow leaves them; there are no
links, mails and reviews behind them. Results are made by the application's own scoring.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, TypeAlias

from sqlalchemy import exists, insert, literal, select

from vendor_risk.assessments.models import AnswerRevision, AnswerSource, Assessment, Campaign, Result, StoredAnswer
from vendor_risk.assessments.models import AssessmentStatus as Status
from vendor_risk.assessments.results.actions import make_results_many
from vendor_risk.database import db
from vendor_risk.database.bulk_sql import insert_many
from vendor_risk.demo.fiction.answers import answer_all
from vendor_risk.demo.fiction.plan import AssessmentCourse, Fate, PlannedCampaign
from vendor_risk.demo.people import ACTOR
from vendor_risk.domain.questionnaires import AnswerState, EvidenceGrade, NaDecision, Questionnaire, Tier
from vendor_risk.domain.scoring.findings import GapThreshold, gaps
from vendor_risk.domain.scoring.packing import unpack_answers
from vendor_risk.domain.scoring.score import score
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.formats.own.workbook import OwnAnswer
from vendor_risk.improvement.actions import severity_of
from vendor_risk.improvement.models import Finding, FindingEvent, FindingEventKind, FindingStatus
from vendor_risk.improvement.threshold_queries import threshold_of
from vendor_risk.organizations.models import Organization
from vendor_risk.questionnaires.queries import domain_questionnaire, latest, rules

STATUS = {
    Fate.NOT_OPENED: Status.ISSUED,
    Fate.OPENED: Status.OPENED,
    Fate.IN_PROGRESS: Status.IN_PROGRESS,
    Fate.SUBMITTED: Status.SUBMITTED,
    Fate.IN_REVIEW: Status.IN_REVIEW,
    Fate.RETURNED: Status.IN_REVIEW,
    Fate.ACCEPTED: Status.ACCEPTED,
    Fate.EXPIRED: Status.EXPIRED,
}
_PART, _SMALL = 500, 20
_SUPPORTED = (EvidenceGrade.REVIEWED, EvidenceGrade.DOCUMENT, EvidenceGrade.CERTIFIED)
Asked = tuple[PlannedCampaign, AssessmentCourse]


_Row: TypeAlias = dict[str, object]
"""The columns of a row for an insert of many."""


class _MadeCampaign(NamedTuple):
    id: int
    issuer_id: int


class _AcceptedResult(NamedTuple):
    """A current accepted result that may have findings."""

    assessment_id: int
    organization_id: int
    issuer_id: int
    questionnaire_version_id: int
    questionnaire_key: str
    tier: str | None
    inherent_risk: float | None
    inputs: bytes
    scored_at: datetime
    facts: list[str]


@dataclass(frozen=True, slots=True)
class _Vendor:
    id: int
    tier: str
    inherent_risk: float | None
    facts: tuple[str, ...]


def split(campaigns: Sequence[PlannedCampaign], acting: set[str]) -> tuple[list[PlannedCampaign], list[Asked]]:
    """The campaigns with the courses of the organizations that act themselves (`acting`: codes), and all the others.

    Small campaigns are acted out in full.
    """
    kept, rest = [], []
    for campaign in campaigns:
        if len(campaign.courses) <= _SMALL:
            kept.append(campaign)
            continue
        mine = tuple(course for course in campaign.courses if course.organization.code in acting)
        rest += [(campaign, course) for course in campaign.courses if course.organization.code not in acting]
        kept.append(replace(campaign, courses=mine or campaign.courses[:1]))
    return kept, rest


def store(asked: Sequence[Asked], seed: int, tell: Callable[[int, int], None]) -> None:
    """Store what these courses left behind, oldest first, so that the newest results are the current ones."""
    vendors = _vendors()
    c = Campaign
    known = db.session.execute(select(c.id, c.issuer_id, c.name, c.created_at))
    campaigns = {(row.name, row.created_at): _MadeCampaign(row.id, row.issuer_id) for row in known}
    ordered = sorted(asked, key=lambda pair: _ended(pair[1]) or pair[0].issued)
    for start in range(0, len(ordered), _PART):
        part = [pair for pair in ordered[start : start + _PART] if pair[1].organization.code in vendors]
        _store_part(part, vendors, campaigns, seed)
        db.session.commit()
        db.session.expunge_all()
        tell(min(start + _PART, len(ordered)), len(ordered))
    _find()


def _vendors() -> dict[str, _Vendor]:
    facts: dict[int, set[str]] = {}
    running = select(Engagement.supplier_id, Engagement.facts, Engagement.possible_facts).where(
        Engagement.status != EngagementStatus.ENDED
    )
    for row in db.session.execute(running):
        facts.setdefault(row.supplier_id, set()).update(row.facts, row.possible_facts)
    o = Organization
    rows = db.session.execute(select(o.id, o.code, o.tier, o.inherent_risk).where(o.tier.is_not(None)))
    return {
        row.code: _Vendor(row.id, row.tier, row.inherent_risk, tuple(sorted(facts.get(row.id, ())))) for row in rows
    }


def _ended(course: AssessmentCourse) -> datetime | None:
    return course.decided or course.submitted


def _store_part(
    part: Sequence[Asked],
    vendors: Mapping[str, _Vendor],
    campaigns: Mapping[tuple[str, datetime], _MadeCampaign],
    seed: int,
) -> None:
    version = latest(part[0][1].questionnaire) if part else None
    if version is None:
        return
    questionnaire = domain_questionnaire(version.id)
    first = (db.session.scalar(select(Assessment.id).order_by(Assessment.id.desc()).limit(1)) or 0) + 1
    heads, answers, revisions = list[_Row](), list[_Row](), list[_Row]()
    for number, (campaign, course) in enumerate(part, start=first):
        vendor = vendors[course.organization.code]
        made = campaigns[campaign.name.en, campaign.issued]
        tailored = questionnaire.tailored(Tier(vendor.tier), frozenset(vendor.facts))
        heads.append(_head(number, version.id, made, campaign, course, vendor, tailored))
        if course.answered is not None:
            for row, revision in _answers(number, course, tailored, seed):
                answers.append(row)
                revisions.append(revision)
    insert_many(Assessment, heads)
    insert_many(StoredAnswer, answers)
    insert_many(AnswerRevision, revisions)
    _score(part, first)


def _head(
    number: int,
    version_id: int,
    made: _MadeCampaign,
    campaign: PlannedCampaign,
    course: AssessmentCourse,
    vendor: _Vendor,
    tailored: Questionnaire,
) -> _Row:
    return {
        "id": number,
        "organization_id": vendor.id,
        "issuer_id": made.issuer_id,
        "questionnaire_version_id": version_id,
        "campaign_id": made.id,
        "round": campaign.round,
        "tier": vendor.tier,
        "facts": list(vendor.facts),
        "inherent_risk": vendor.inherent_risk,
        "question_ids": [question.id for question in tailored.questions()],
        "status": STATUS[course.fate],
        "language": course.organization.language,
        "due_on": campaign.due_on,
        "workbook_key": secrets.token_hex(32),
        "created_at": campaign.issued,
        "issued_at": campaign.issued,
        "opened_at": course.opened,
        "submitted_at": course.submitted,
        "submitted_by": course.organization.code if course.submitted else "",
        "reviewed_at": course.decided if course.fate is Fate.ACCEPTED else None,
    }


def _answers(number: int, course: AssessmentCourse, tailored: Questionnaire, seed: int) -> Iterator[tuple[_Row, _Row]]:
    code = course.organization.code
    rng = random.Random(f"{seed}/{code}/{course.round}/bulk")  # noqa: S311 - a demo, not a secret
    given = answer_all(tailored, course.quality, course.organization.language, f"{seed}/{code}")
    share = 1.0 if course.submitted else rng.uniform(0.2, 0.85)
    for question_id, answer in list(given.items())[: round(len(given) * share)]:
        reviewed = course.fate is Fate.ACCEPTED
        yield _rows(number, question_id, answer, _grade(answer, course, rng), course.answered, reviewed=reviewed)


def _grade(answer: OwnAnswer, course: AssessmentCourse, rng: random.Random) -> EvidenceGrade:
    supported = isinstance(answer.value, int) and answer.value >= 3 and rng.random() < course.quality - 0.3
    if not supported or course.submitted is None:
        return EvidenceGrade.SELF_DECLARED
    return rng.choices(_SUPPORTED, [70, 25, 5])[0] if course.fate is Fate.ACCEPTED else EvidenceGrade.DOCUMENT


def _rows(
    number: int, question_id: str, answer: OwnAnswer, grade: EvidenceGrade, at: datetime | None, *, reviewed: bool
) -> tuple[_Row, _Row]:
    decision = NaDecision.ACCEPTED if reviewed and answer.state is AnswerState.NOT_APPLICABLE else NaDecision.CLAIMED
    texts = {
        "comment": answer.comment,
        "na_reason": answer.na_reason,
        "grade": grade.value,
        "na_decision": decision.value,
    }
    content = {"state": answer.state.value, "value": answer.value, **texts}
    key = {"assessment_id": number, "question_id": question_id, "version": 1, "source": AnswerSource.WEB}
    return {**key, **content, "updated_at": at}, {**key, "content": content, "at": at, "idempotency_key": None}


def _score(part: Sequence[Asked], first: int) -> None:
    """Provisional results of what was handed in, accepted ones of what was accepted."""
    numbered = list(enumerate((course for _campaign, course in part), start=first))
    for accepted in (True, False):
        chosen = [
            (number, course)
            for number, course in numbered
            if course.submitted is not None and (course.fate is Fate.ACCEPTED) is accepted
        ]
        ends = [moment for _number, course in chosen if (moment := _ended(course)) is not None]
        if ends:
            make_results_many([number for number, _course in chosen], at=max(ends), provisional=not accepted)


def _find() -> None:
    """The findings of every current accepted result that has none yet."""
    known = set(db.session.scalars(select(Finding.assessment_id).distinct()))
    tailored: dict[tuple[int, str | None, tuple[str, ...]], Questionnaire] = {}
    thresholds: dict[int, GapThreshold] = {}
    rows: list[_Row] = []
    for found in _accepted():
        if found.assessment_id in known:
            continue
        key = (found.questionnaire_version_id, found.tier, tuple(found.facts))
        if key not in tailored:
            tier = Tier(found.tier) if found.tier else None
            tailored[key] = domain_questionnaire(key[0]).tailored(tier, frozenset(found.facts))
        if found.issuer_id not in thresholds:
            thresholds[found.issuer_id] = threshold_of(found.issuer_id)
        rows += _findings(found, tailored[key], thresholds[found.issuer_id])
    for start in range(0, len(rows), 20_000):
        insert_many(Finding, rows[start : start + 20_000])
    _remember()
    db.session.commit()


def _remember() -> None:
    """That each finding without a history was found."""
    f, e = Finding, FindingEvent
    found = {
        "finding_id": f.id, "at": f.created_at, "kind": literal(FindingEventKind.FOUND.value), "actor": literal(ACTOR),
        "assessment_id": f.assessment_id, "level": f.level, "target": f.target, "status": f.status,
        "owner": literal(""), "due_on": f.due_on, "note": literal(""),
    }  # fmt: skip
    without = select(*found.values()).where(~exists().where(e.finding_id == f.id)).order_by(f.id)
    db.session.execute(insert(e).from_select(list(found), without))


def _accepted() -> Iterator[_AcceptedResult]:
    r = Result
    columns = (r.assessment_id, r.organization_id, r.issuer_id, r.questionnaire_version_id, r.questionnaire_key)
    query = select(*columns, r.tier, r.inherent_risk, r.inputs, r.scored_at, Assessment.facts).join(
        Assessment, Assessment.id == r.assessment_id
    )
    query = query.where(r.current, ~r.provisional, Assessment.tier.is_not(None)).order_by(r.id)
    return (_AcceptedResult._make(row) for row in db.session.execute(query))


def _findings(found: _AcceptedResult, asked: Questionnaire, threshold: GapThreshold) -> Iterator[_Row]:
    tier = Tier(found.tier) if found.tier else None
    scored = score(asked, unpack_answers(found.inputs), tier, rules().scoring, submitted=True)
    for gap in gaps(scored, found.inherent_risk or 1.0):
        yield {
            "assessment_id": found.assessment_id,
            "organization_id": found.organization_id,
            "issuer_id": found.issuer_id,
            "questionnaire_version_id": found.questionnaire_version_id,
            "questionnaire_key": found.questionnaire_key,
            "section_id": gap.section_id,
            "question_id": gap.question_id,
            "kind": gap.kind.value,
            "severity": severity_of(gap),
            "level": gap.level,
            "target": gap.target,
            "weight": gap.weight,
            "impact": gap.impact,
            "points": gap.points,
            "status": FindingStatus.OPEN,
            "matters": gap.reaches(threshold),
            "created_at": found.scored_at,
        }
