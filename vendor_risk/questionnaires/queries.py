"""Questions about questionnaire versions, and the domain objects they hold.

Shipped questionnaires are for everybody; built or read ones belong to a group company and are seen in its scope.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.engine import Engine

from vendor_risk.content import LibraryRules, from_document
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Questionnaire
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.engagements import tiering
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireStatus, QuestionnaireVersion, ScoringRulesVersion

_cache: WeakKeyDictionary[Engine, dict[int, Questionnaire]] = WeakKeyDictionary()


def domain_questionnaire(version_id: int) -> Questionnaire:
    """The questionnaire of a version, from the process's cache; KeyError when there is none.

    Needs no scope: who holds the id of a version came to it through an assessment or `version`. Released versions never
    change, so the cache is never stale; drafts are reread each time.
    """
    known = _cache.setdefault(db.engine, {})
    if version_id in known:
        return known[version_id]
    row = db.session.execute(
        select(QuestionnaireVersion.document, QuestionnaireVersion.status).where(QuestionnaireVersion.id == version_id)
    ).one_or_none()
    if row is None:
        raise KeyError(version_id)
    questionnaire = from_document(row.document)
    if row.status != QuestionnaireStatus.DRAFT:
        known[version_id] = questionnaire
    return questionnaire


def visible_versions(scope: Scope) -> ColumnElement[bool]:
    """The SQL condition under which a questionnaire version may be seen."""
    return or_(QuestionnaireVersion.company_id.is_(None), QuestionnaireVersion.company_id.in_(sorted(scope.companies)))


def version(scope: Scope, version_id: int) -> QuestionnaireVersion | None:
    """The version with that id, when it may be seen."""
    return db.session.scalar(
        select(QuestionnaireVersion).where(QuestionnaireVersion.id == version_id, visible_versions(scope))
    )


def versions(scope: Scope) -> Sequence[QuestionnaireVersion]:
    """Every version that may be seen, newest of each questionnaire first."""
    v = QuestionnaireVersion
    return db.session.scalars(
        select(v).where(visible_versions(scope)).order_by(v.audience.desc(), v.title_en, v.key, v.id.desc())
    ).all()


class IssuableRow(NamedTuple):
    """A questionnaire version that may be issued."""

    id: int
    key: str
    version: str
    title_en: str
    title_ja: str
    audience: str


def issuable(scope: Scope, audience: str | None = None) -> Sequence[IssuableRow]:
    """The newest released version of each questionnaire that may be issued: id, key, version, titles, audience."""
    v = QuestionnaireVersion
    newest = (
        select(func.max(v.id))
        .where(v.status == QuestionnaireStatus.RELEASED, visible_versions(scope))
        .group_by(v.key)
        .scalar_subquery()
    )
    query = select(v.id, v.key, v.version, v.title_en, v.title_ja, v.audience).where(v.id.in_(newest))
    if audience is not None:
        query = query.where(v.audience == audience)
    rows = db.session.execute(query.order_by(v.audience, v.id))
    return [IssuableRow._make(row) for row in rows]


def latest(key: str) -> QuestionnaireVersion | None:
    """The newest released version of a shipped questionnaire."""
    v = QuestionnaireVersion
    return db.session.scalar(
        select(v)
        .where(v.key == key, v.status == QuestionnaireStatus.RELEASED, v.company_id.is_(None))
        .order_by(v.id.desc())
        .limit(1)
    )


def rules() -> LibraryRules:
    """The tables of scoring and tiering with their wording, read once a process from the shipped content."""
    return tiering.rules()


def scoring_rules(rules_version: str) -> ScoringRules:
    """The scoring rules as they were stored under that version, for replay; KeyError when they were not."""
    row = db.session.get(ScoringRulesVersion, rules_version)
    if row is None:
        raise KeyError(rules_version)
    return msgspec.convert(row.document, ScoringRules, strict=False)
