"""What is counted for every company."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import case, func, select

from vendor_risk.accounts.queries import company_tree
from vendor_risk.assessments.models import Assessment, Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.database import db
from vendor_risk.heatmaps import queries as heatmap_queries
from vendor_risk.improvement.models import Finding, Severity
from vendor_risk.improvement.queries import to_work_on, visible_findings
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Scope

ITEMS, PROCESS = "meti-csmg-3", "outsourcing"
"""The questionnaires about a company itself: the ten items, and its process of outsourcing."""


class CompanyFindings(NamedTuple):
    """How many unfinished findings an organization has, how many of them critical, and how many overdue."""

    organization_id: int
    open: int
    critical: int
    overdue: int
    known: bool = True
    """Whether it was ever assessed: without an accepted result nothing is known."""


def everybody() -> Scope:
    """The scope of the whole group: only for figures that tell nobody's own (`domain.grids.anonymity`)."""
    return Scope(frozenset(company_tree()))


def version_of(scope: Scope, key: str, kind: OrganizationKind) -> int | None:
    """The newest version of a questionnaire that organizations of that kind have results of."""
    found = [row.id for row in heatmap_queries.versions_with_results(scope, kind) if row.key == key]
    return max(found, default=None)


def assessed(scope: Scope) -> frozenset[int]:
    """The companies with at least one accepted result."""
    a, o = Assessment, Organization
    rows = db.session.scalars(
        select(a.organization_id)
        .join(o, o.id == a.organization_id)
        .join(Result, Result.assessment_id == a.id)
        .where(o.kind == OrganizationKind.GROUP_COMPANY, Result.provisional.is_(False), visible_assessments(scope))
    )
    return frozenset(rows)


def findings(scope: Scope, today: date) -> list[CompanyFindings]:
    """Unfinished findings by organization: how many, how many of them critical, and how many overdue."""
    f = Finding
    rows = db.session.execute(
        select(
            f.organization_id,
            func.count(f.id),
            func.count(case((f.severity == Severity.CRITICAL, 1))),
            func.count(case((f.due_on < today, 1))),
        )
        .where(to_work_on(), visible_findings(scope))
        .group_by(f.organization_id)
    )
    return [CompanyFindings(*row) for row in rows]
