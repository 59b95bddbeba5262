"""Which results stand on a heatmap: plain rows with packed section scores, found through the scope.

Ten thousand rows come in one query without a join per row; `domain.scoring.packing` turns their blobs into one array.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from vendor_risk.assessments.models import Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.heatmaps.lines import ResultColumns, UnscoredColumns
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.queries import matches, visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.questionnaires.queries import visible_versions
from vendor_risk.standing.queries import standing_ids
from vendor_risk.web.ids import id_or_none
from vendor_risk.web.query_state import QueryState

GRADES = "ABCDE"


@dataclass(frozen=True, slots=True)
class HeatmapFilters(QueryState):
    """What a heatmap is narrowed to and how it is arranged: exactly what its address says. "" narrows nothing."""

    questionnaire: str = ""
    """Questionnaire version id; "" is the one with the most results."""
    round: str = ""
    """A yearly round; "" is each organization's current result."""
    tier: str = ""
    company: str = ""
    category: str = ""
    grade: str = ""
    """Letters, such as "DE"."""
    q: str = ""
    stale: str = ""
    """"1": only results past their validity."""
    weak: str = ""
    """"1": only results less than half supported by evidence."""
    unscored: str = ""
    """"1": also who was never scored."""
    sort: str = "shortfall"
    group: str = ""
    view: str = ""
    """"all": the chart draws every row as an overview instead of the first ones with names."""


class ScoredVersion(NamedTuple):
    """A questionnaire version that somebody has results of."""

    id: int
    key: str
    version: str
    title_en: str
    title_ja: str


class CompanyChoice(NamedTuple):
    """A group company to choose."""

    id: int
    name: str
    name_en: str
    name_ja: str

    def name_in(self, lang: str) -> str:
        """Its name in that language, or the one it has."""
        return (self.name_ja if lang == "ja" else self.name_en) or self.name


def _visible_results(scope: Scope, result: type[Result] = Result) -> ColumnElement[bool]:
    """As `visible_assessments`: a result names the same two companies as its assessment."""
    return visible_assessments(scope, result)


def versions_with_results(scope: Scope, kind: OrganizationKind) -> list[ScoredVersion]:
    """The questionnaire versions that organizations of this kind have visible results of, the most used first.

    How much each is used is counted on an index alone, for everybody alike; it only decides the order.
    """
    v, r = QuestionnaireVersion, Result
    used = select(func.count(r.id)).where(r.questionnaire_version_id == v.id, r.current.is_(True)).scalar_subquery()
    seen = exists().where(
        r.questionnaire_version_id == v.id,
        r.current.is_(True),
        Organization.id == r.organization_id,
        Organization.kind == kind,
        _visible_results(scope),
    )
    found = db.session.execute(
        select(v.id, v.key, v.version, v.title_en, v.title_ja)
        .where(seen, visible_versions(scope))
        .order_by(used.desc(), v.id)
    )
    return [ScoredVersion._make(row) for row in found]


def rounds(scope: Scope, version_id: int) -> list[str]:
    """The yearly rounds with visible results of a version, newest first."""
    every = select(Result.round).where(Result.questionnaire_version_id == version_id, Result.round != "").distinct()
    named, other = every.subquery(), aliased(Result)
    seen = exists().where(
        other.questionnaire_version_id == version_id, other.round == named.c.round, _visible_results(scope, other)
    )
    return sorted(db.session.scalars(select(named.c.round).where(seen)), reverse=True)


def _organization_conditions(
    scope: Scope, kind: OrganizationKind, filters: HeatmapFilters
) -> list[ColumnElement[bool]]:
    found = [Organization.kind == kind, *matches(filters.q)]
    if filters.tier:
        found.append(Organization.tier == filters.tier)
    if kind is OrganizationKind.GROUP_COMPANY:
        if (company := id_or_none(filters.company)) is not None:
            found.append(Organization.id == company)
        return found
    if filters.company or filters.category:
        bought = exists().where(
            Engagement.supplier_id == Organization.id,
            Engagement.status != EngagementStatus.ENDED,
            Engagement.buyer_id.in_(sorted(scope.companies)),
        )
        if (company := id_or_none(filters.company)) is not None:
            bought = bought.where(Engagement.buyer_id == company)
        if filters.category:
            bought = bought.where(Engagement.category == filters.category)
        found.append(bought)
    return found


def _name(lang: str) -> ColumnElement[str]:
    """An organization's name as `Organization.display_name` gives it: one column instead of three."""
    local = Organization.name_ja if lang == "ja" else Organization.name_en
    return func.coalesce(func.nullif(local, ""), Organization.name).label("name")


def rows(
    scope: Scope, kind: OrganizationKind, version_id: int, filters: HeatmapFilters, *, lang: str, today: date
) -> ResultColumns:
    """The results to draw: organization, name, tier, scores, grade, validity and the packed `sections`, and nothing
    else: every column costs milliseconds at ten thousand rows.

    One row an organization, whoever asked it: its newest accepted result of the questionnaire, or of a round; before
    anything is accepted the newest submitted one, which says so (`provisional`). `stands` says whether it is the result
    that stands for the organization (`standing`), or another questionnaire's is.
    """
    r, o = Result, Organization
    query = (
        select(
            _name(lang), o.code, o.tier, o.inherent_risk, r.organization_id, r.assessment_id, r.score, r.backed,
            r.grade, r.capped_by, r.valid_until, r.provisional, r.id.in_(standing_ids(scope, today)), r.sections,
        )
        .join(o, o.id == r.organization_id)
        .where(r.questionnaire_version_id == version_id)
        .where(*_organization_conditions(scope, kind, filters))
        .order_by(o.sort_name, r.id)
    )  # fmt: skip
    query = query.where(r.id.in_(_newest(scope, version_id, filters.round)))
    if letters := [letter for letter in filters.grade if letter in GRADES]:
        query = query.where(r.grade.in_(letters))
    if filters.stale:
        query = query.where(r.valid_until < today)
    if filters.weak:
        query = query.where(r.backed < r.score / 2)
    return ResultColumns(*zip(*db.session.execute(query).all(), strict=True))


def _newest(scope: Scope, version_id: int, of_round: str) -> Select[int]:
    """For each organization its newest result of the questionnaire in any version (of the version in a round); an
    accepted one before others."""
    r = Result
    if of_round:
        which = (r.questionnaire_version_id == version_id, r.round == of_round)
    else:
        key = select(QuestionnaireVersion.key).where(QuestionnaireVersion.id == version_id).scalar_subquery()
        which = (r.questionnaire_key == key, r.current.is_(True))
    place = func.row_number().over(
        partition_by=r.organization_id, order_by=(r.provisional, r.scored_at.desc(), r.id.desc())
    )
    ranked = select(r.id, place.label("place")).where(*which, _visible_results(scope)).subquery()
    return select(ranked.c.id).where(ranked.c.place == 1)


def unscored(
    scope: Scope, kind: OrganizationKind, version_id: int, filters: HeatmapFilters, *, lang: str
) -> UnscoredColumns:
    """Organizations of the heatmap's selection that have no result of this questionnaire: T1 and T2 vendors with a
    running engagement, and all group companies.
    """
    o = Organization
    scored = exists().where(Result.organization_id == o.id, Result.questionnaire_version_id == version_id)
    wanted = or_(o.kind == OrganizationKind.GROUP_COMPANY, o.tier.in_(("T1", "T2")))
    found = db.session.execute(
        select(_name(lang), o.code, o.tier, o.inherent_risk, o.id)
        .where(wanted, ~scored, visible_organizations(scope), *_organization_conditions(scope, kind, filters))
        .order_by(o.sort_name)
    ).all()
    return UnscoredColumns(*zip(*found, strict=True))


def group_keys(scope: Scope, organization_ids: Sequence[int], by: str) -> dict[int, str]:
    """For each vendor the id of the buying company (`by` "company") or the service category ("category") that it
    matters most in: that of its engagement with the greatest inherent risk.
    """
    e = Engagement
    found = db.session.execute(
        select(e.supplier_id, e.buyer_id, e.category)
        .where(e.buyer_id.in_(sorted(scope.companies)), e.status != EngagementStatus.ENDED)
        .order_by(e.inherent_risk, e.id)
    )
    wanted = set(organization_ids)
    return {
        supplier_id: str(buyer_id) if by == "company" else category
        for supplier_id, buyer_id, category in found.all()
        if supplier_id in wanted
    }


def companies(scope: Scope) -> list[CompanyChoice]:
    """The group companies of the scope, by name."""
    o = Organization
    found = db.session.execute(
        select(o.id, o.name, o.name_en, o.name_ja).where(o.id.in_(sorted(scope.companies))).order_by(o.sort_name)
    )
    return [CompanyChoice._make(row) for row in found]
