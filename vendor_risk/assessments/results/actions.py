"""Making results of submitted and accepted assessments, and keeping one of each current.

One and thousands go the same way, on arrays. A result stores what it was made from and by which rules, so that
`rescoring` can make it again at any time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, and_, case, insert, literal, select, update

from vendor_risk.assessments.answers.values import domain_answers
from vendor_risk.assessments.models import VENDOR, Assessment, Result, StoredAnswer
from vendor_risk.assessments.results.rows import residual, scored_rows
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Answer, Tier
from vendor_risk.domain.scoring.level_matrix import encode
from vendor_risk.domain.scoring.packing import pack_answers
from vendor_risk.questionnaires.models import Origin, QuestionnaireVersion
from vendor_risk.questionnaires.queries import domain_questionnaire, rules

_CHUNK = 500


def make_result(assessment: Assessment, *, at: datetime, provisional: bool) -> Result:
    """The result of one assessment under today's rules, stored."""
    db.session.flush()
    (result_id,) = make_results_many([assessment.id], at=at, provisional=provisional)
    return db.session.get_one(Result, result_id)


def make_results_many(assessment_ids: Sequence[int], *, at: datetime, provisional: bool) -> list[int]:
    """Score these assessments under today's rules and store the results; their ids, in no particular order.

    Blanks count 0: call it for submitted answers. An accepted result becomes the current one of its organization,
    issuer and questionnaire; a provisional one only while nothing was accepted. Of several the last one named wins.
    """
    made: list[int] = []
    order = {assessment_id: position for position, assessment_id in enumerate(assessment_ids)}
    heads = sorted(_heads(assessment_ids), key=lambda head: (head.questionnaire_version_id, order[head.id]))
    for version_id, members in groupby(heads, key=lambda head: head.questionnaire_version_id):
        of_version = list(members)
        for start in range(0, len(of_version), _CHUNK):
            made += _store(version_id, of_version[start : start + _CHUNK], at=at, provisional=provisional)
    return made


class AssessmentHead(NamedTuple):
    """What of an assessment is copied into its result."""

    id: int
    organization_id: int
    issuer_id: int
    questionnaire_version_id: int
    round: str
    tier: str | None
    inherent_risk: float | None
    question_ids: list[str]
    questionnaire_key: str
    purpose: str
    foreign: bool


def _heads(assessment_ids: Sequence[int]) -> list[AssessmentHead]:
    a, v = Assessment, QuestionnaireVersion
    query = select(
        a.id,
        a.organization_id,
        a.issuer_id,
        a.questionnaire_version_id,
        a.round,
        a.tier,
        a.inherent_risk,
        a.question_ids,
        v.key.label("questionnaire_key"),
        case((v.audience == "vendor", literal(VENDOR)), else_=v.key).label("purpose"),
        and_(v.origin == Origin.WORKBOOK, a.issued_at.is_(None)).label("foreign"),
    ).join(v, v.id == a.questionnaire_version_id)
    found: list[AssessmentHead] = []
    for start in range(0, len(assessment_ids), _CHUNK):
        rows = db.session.execute(query.where(a.id.in_(assessment_ids[start : start + _CHUNK])))
        found += [AssessmentHead._make(row) for row in rows]
    return found


def _answers(assessment_ids: Sequence[int]) -> Mapping[int, dict[str, Answer]]:
    s = StoredAnswer
    rows = db.session.execute(
        select(s.assessment_id, s.question_id, s.state, s.value, s.grade, s.na_decision, s.override_level, s.updated_at)
        .where(s.assessment_id.in_(assessment_ids))
        .order_by(s.assessment_id)
    )
    by_assessment = groupby(rows, key=lambda row: row.assessment_id)
    return {assessment_id: domain_answers(members) for assessment_id, members in by_assessment}


def _store(version_id: int, heads: Sequence[AssessmentHead], *, at: datetime, provisional: bool) -> list[int]:
    questionnaire = domain_questionnaire(version_id)
    stored = _answers([head.id for head in heads])
    answers = [{q: a for q, a in stored.get(head.id, {}).items() if q in head.question_ids} for head in heads]
    pairs = [
        encode(questionnaire, given, frozenset(head.question_ids)) for head, given in zip(heads, answers, strict=True)
    ]
    levels, grades = np.stack([pair[0] for pair in pairs]), np.stack([pair[1] for pair in pairs])
    tiers = [Tier(head.tier) if head.tier else None for head in heads]
    valid_until = (at + timedelta(days=questionnaire.validity_days)).date()
    scored = scored_rows(questionnaire, levels, grades, tiers, rules().scoring)
    current = _currency(heads, provisional)
    rows = [
        {
            "assessment_id": head.id,
            **{name: getattr(head, name) for name in _COPIED},
            "current": current[head.id],
            "provisional": provisional,
            "residual_risk": residual(head.inherent_risk, row["assured"]),
            "inputs": pack_answers(given),
            "scored_at": at,
            "valid_until": valid_until,
            **row,
        }
        for head, given, row in zip(heads, answers, scored, strict=True)
    ]
    return list(db.session.scalars(insert(Result).returning(Result.id), rows))


_COPIED = (
    "organization_id",
    "issuer_id",
    "questionnaire_version_id",
    "questionnaire_key",
    "purpose",
    "foreign",
    "round",
    "tier",
    "inherent_risk",
)


def _currency(heads: Sequence[AssessmentHead], provisional: bool) -> dict[int, bool]:
    """Which of the new results will be current; those that were and no longer are lose it."""
    last = {(head.questionnaire_key, head.issuer_id, head.organization_id): head.id for head in heads}
    current = {head.id: last[head.questionnaire_key, head.issuer_id, head.organization_id] == head.id for head in heads}
    for (key, issuer_id), group in groupby(sorted(last), key=lambda name: name[:2]):
        organization_ids = [name[2] for name in group]
        same: list[ColumnElement[bool]] = [
            Result.questionnaire_key == key,
            Result.issuer_id == issuer_id,
            Result.organization_id.in_(organization_ids),
            Result.current.expression,
        ]
        if provisional:
            accepted = db.session.scalars(select(Result.organization_id).where(*same, Result.provisional.is_(False)))
            current.update({last[key, issuer_id, organization_id]: False for organization_id in accepted})
            same.append(Result.provisional.expression)
        db.session.execute(
            update(Result).where(*same).values(current=False).execution_options(synchronize_session="fetch")
        )
    return current


def settle_current(organization_ids: Sequence[int]) -> None:
    """Make one result current per organization, issuer and questionnaire: the newest accepted one, or without any the
    newest provisional one. For when results moved between organizations.
    """
    r = Result
    rows = db.session.execute(
        select(r.id, r.organization_id, r.issuer_id, r.questionnaire_key, r.current)
        .where(r.organization_id.in_(organization_ids))
        .order_by(r.provisional.desc(), r.scored_at, r.id)
    ).all()
    last = {(row.organization_id, row.issuer_id, row.questionnaire_key): row.id for row in rows}
    chosen = set(last.values())
    for current in (True, False):
        wrong = [row.id for row in rows if row.current is not current and (row.id in chosen) is current]
        db.session.execute(
            update(r).where(r.id.in_(wrong)).values(current=current).execution_options(synchronize_session=False)
        )


def on_submitted(assessment: Assessment, at: datetime) -> Result:
    """A provisional result, made the moment the answers are submitted: what the reviewer (and the heatmap) sees."""
    return make_result(assessment, at=at, provisional=True)


def on_accepted(assessment: Assessment, at: datetime) -> Result:
    """The result of accepted answers: the current one of its organization, issuer and questionnaire from now on."""
    return make_result(assessment, at=at, provisional=False)
