"""Findings by organization and section: whom to see about what first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, case, func, select

from vendor_risk.accounts.models import User
from vendor_risk.database import db
from vendor_risk.improvement.models import Finding, Severity
from vendor_risk.improvement.queries import (
    ROWS,
    FindingRow,
    ImprovementFilters,
    conditions_of,
    critical_first,
    row_columns,
    undecided,
    with_organization,
)
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.web.paging import Page, clamp

OPENED = 4
"""Findings of a section that its group shows; the list has the others."""


class GroupRow(NamedTuple):
    """An organization with findings that match. `impact`: of all of them together."""

    organization_id: int
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str | None
    findings: int
    critical: int
    overdue: int
    ownerless: int
    sections: int
    impact: float


def groups(scope: Scope, filters: ImprovementFilters, today: date, number: int = 1, size: int = ROWS) -> Page[GroupRow]:
    """A page of the organizations with findings that match: those with critical ones first, then by impact."""
    f, o = Finding, Organization
    conditions = conditions_of(scope, filters, today)
    critical = func.count(case((f.severity == Severity.CRITICAL, 1)))
    impact = func.sum(f.impact)
    query = with_organization(
        select(
            o.id, o.name, o.name_en, o.name_ja, o.tier, func.count(f.id), critical,
            func.count(case((and_(f.due_on < today, undecided()), 1))),
            func.count(case((and_(f.owner_id.is_(None), ~f.vendor_owns), 1))),
            func.count(func.distinct(f.questionnaire_key + "/" + f.section_id)), impact,
        )
    )  # fmt: skip
    query = query.where(*conditions).group_by(o.id)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = clamp(number, total, size)
    ordered = query.order_by(case((critical > 0, 0), else_=1), impact.desc(), o.id)
    rows = db.session.execute(ordered.limit(size).offset((page - 1) * size))
    return Page([GroupRow._make(row) for row in rows], page, total, size)


class SectionRow(NamedTuple):
    """A section of an organization's findings. `version_id`: the newest version of its questionnaire among them."""

    organization_id: int
    questionnaire_key: str
    section_id: str
    findings: int
    critical: int
    impact: float
    version_id: int


def sections(
    scope: Scope, filters: ImprovementFilters, today: date, organization_ids: Sequence[int]
) -> dict[int, list[SectionRow]]:
    """The sections with findings that match, by organization, ordered as `groups`."""
    f = Finding
    critical, impact = func.count(case((f.severity == Severity.CRITICAL, 1))), func.sum(f.impact)
    query = with_organization(
        select(
            f.organization_id, f.questionnaire_key, f.section_id, func.count(f.id), critical, impact,
            func.max(f.questionnaire_version_id),
        )
    )  # fmt: skip
    query = query.where(*conditions_of(scope, filters, today), f.organization_id.in_(organization_ids))
    query = query.group_by(f.organization_id, f.questionnaire_key, f.section_id)
    found: dict[int, list[SectionRow]] = {number: [] for number in organization_ids}
    for row in db.session.execute(
        query.order_by(case((critical > 0, 0), else_=1), impact.desc(), f.questionnaire_key, f.section_id)
    ):
        found[row.organization_id].append(SectionRow._make(row))
    return found


def greatest(
    scope: Scope, filters: ImprovementFilters, today: date, organization_ids: Sequence[int], most: int = OPENED
) -> dict[tuple[int, str, str], list[FindingRow]]:
    """The `most` greatest findings of each section of these organizations, by organization, questionnaire, section."""
    f = Finding
    keys = (critical_first(), f.impact.desc(), f.id)
    place = func.row_number().over(partition_by=(f.organization_id, f.questionnaire_key, f.section_id), order_by=keys)
    ranked = with_organization(select(f.id.label("id"), place.label("place")))
    ranked = ranked.where(*conditions_of(scope, filters, today), f.organization_id.in_(organization_ids))
    chosen = ranked.subquery()
    query = (
        with_organization(select(*row_columns()))
        .outerjoin(User, User.id == f.owner_id)
        .join(chosen, chosen.c.id == f.id)
    )
    found: dict[tuple[int, str, str], list[FindingRow]] = {}
    for row in map(FindingRow._make, db.session.execute(query.where(chosen.c.place <= most).order_by(*keys))):
        found.setdefault((row.organization_id, row.questionnaire_key, row.section_id), []).append(row)
    return found
