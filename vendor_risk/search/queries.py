"""What a search finds, kind by kind, each within what the person may see of that kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import and_, false, func, or_, select

from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Question
from vendor_risk.engagements import queries as engagement_queries
from vendor_risk.engagements.queries import EngagementFilters, EngagementRow
from vendor_risk.improvement.models import Finding, Severity
from vendor_risk.improvement.queries import undecided, visible_findings
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.organizations.names import fold, search_words
from vendor_risk.organizations.queries import matches, visible_organizations, written_in
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import IssuableRow, domain_questionnaire, issuable

MOST = 8
"""Rows shown of each kind; its own list has them all."""
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class SearchHits(Generic[T_co]):
    """The first MOST that were found of one kind, and how many there are in all."""

    rows: Sequence[T_co]
    total: int


class OrganizationHit(NamedTuple):
    """An organization that a search found."""

    id: int
    code: str
    kind: OrganizationKind
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str | None
    tier_could_be: str | None


def organizations(scope: Scope, text: str) -> SearchHits[OrganizationHit]:
    """Organizations every word of the search is in the names, code or numbers of, in any spelling (`names.fold`)."""
    o = Organization
    found = (visible_organizations(scope), *matches(text))
    columns = (o.id, o.code, o.kind, o.name, o.name_en, o.name_ja, o.tier, o.tier_could_be)
    rows = db.session.execute(select(*columns).where(*found).order_by(o.kind.desc(), o.sort_name, o.id).limit(MOST))
    total = db.session.scalar(select(func.count(o.id)).where(*found)) or 0
    return SearchHits([OrganizationHit._make(row) for row in rows], total)


class ContactHit(NamedTuple):
    """A contact that a search found, with whom the person works for."""

    name: str
    name_en: str | None
    name_ja: str | None
    email: str
    organization_id: int
    organization_name: str
    organization_name_en: str | None
    organization_name_ja: str | None


def contacts(scope: Scope, text: str) -> SearchHits[ContactHit]:
    """Contacts every word of the search is in the names or the address of."""
    c, o = Contact, Organization
    found = [visible_organizations(scope)]
    for word in search_words(text):
        found.append(written_in(word, c.name, c.name_en, c.name_ja, c.email))
    columns = (c.name, c.name_en, c.name_ja, c.email, o.id, o.name, o.name_en, o.name_ja)
    joined = select(*columns).join(o, o.id == c.organization_id).where(*found)
    rows = db.session.execute(joined.order_by(c.name, c.id).limit(MOST))
    counted = select(func.count(c.id)).join(o, o.id == c.organization_id).where(*found)
    return SearchHits([ContactHit._make(row) for row in rows], db.session.scalar(counted) or 0)


def engagements(scope: Scope, text: str, today: date) -> SearchHits[EngagementRow]:
    """Engagements by service, code, owner or the names of either party."""
    page = engagement_queries.engagements(scope, EngagementFilters(q=text), today)
    return SearchHits(page.rows[:MOST], page.total)


class FindingHit(NamedTuple):
    """An unresolved finding that a search found."""

    id: int
    question_id: str
    questionnaire_version_id: int
    severity: Severity
    name: str
    name_en: str | None
    name_ja: str | None


def findings(scope: Scope, text: str) -> SearchHits[FindingHit]:
    """Unresolved findings on the question of that id, or of organizations of that name; the worst first."""
    f, o = Finding, Organization
    named = and_(*matches(text)) if search_words(text) else false()
    found = (visible_findings(scope), undecided(), or_(f.question_id == text.strip().upper(), named))
    columns = (f.id, f.question_id, f.questionnaire_version_id, f.severity, o.name, o.name_en, o.name_ja)
    joined = select(*columns).join(o, o.id == f.organization_id).where(*found)
    rows = db.session.execute(joined.order_by(f.impact.desc(), f.id).limit(MOST))
    counted = select(func.count(f.id)).join(o, o.id == f.organization_id).where(*found)
    return SearchHits([FindingHit._make(row) for row in rows], db.session.scalar(counted) or 0)


class QuestionHit(NamedTuple):
    """A question that a search found, with the version of the questionnaire it is in."""

    questionnaire: IssuableRow
    question: Question


def questions(scope: Scope, text: str) -> SearchHits[QuestionHit]:
    """Questions of the newest released questionnaires, by id or by the words of their text in either language."""
    words, wanted, found = search_words(text), text.strip().casefold(), []
    for version in issuable(scope):
        for question in domain_questionnaire(version.id).questions():
            said = fold(f"{question.text.en} {question.text.ja}")
            if question.id.casefold() == wanted or (words and all(word.is_in(said) for word in words)):
                found.append(QuestionHit(version, question))
    return SearchHits(found[:MOST], len(found))
