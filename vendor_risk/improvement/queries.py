"""Questions about findings, each within what a person may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from vendor_risk.assessments.models import Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.database import Query, db
from vendor_risk.improvement.models import Finding, FindingStatus, Severity
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.queries import matches
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp

ORDERS = ("impact", "name", "due", "created")
UNDECIDED = (FindingStatus.OPEN, FindingStatus.IN_PROGRESS)


def visible_findings(scope: Scope) -> ColumnElement[bool]:
    """The SQL condition under which a finding may be seen: as the assessment it comes from."""
    return visible_assessments(scope, Finding)


def editable_findings(scope: Scope) -> ColumnElement[bool]:
    """As above, to change it: found by a company of the scope, or about one."""
    companies = sorted(scope.companies)
    return or_(Finding.issuer_id.in_(companies), Finding.organization_id.in_(companies))


@dataclass(frozen=True, slots=True)
class ImprovementFilters:
    """What the list is narrowed by; "" and None narrow nothing. `status` "" means what is not finished."""

    q: str = ""
    status: str = ""
    severity: str = ""
    organization: int | None = None
    question: str = ""
    kind: str = ""
    overdue: bool = False
    ownerless: bool = False
    among: tuple[int, ...] = ()
    """Only these organizations; none named: all."""
    questions: tuple[str, ...] = ()
    """Only these questions; none named: all."""


def _conditions(scope: Scope, filters: ImprovementFilters, today: date) -> list[ColumnElement[bool]]:
    found = [visible_findings(scope), *matches(filters.q)]
    if filters.status == "":
        found.append(Finding.status.in_(UNDECIDED))
    elif filters.status in {status.value for status in FindingStatus}:
        found.append(Finding.status == filters.status)
    if filters.severity:
        found.append(Finding.severity == filters.severity)
    if filters.organization is not None:
        found.append(Finding.organization_id == filters.organization)
    if filters.question:
        found.append(Finding.question_id == filters.question)
    if filters.kind:
        found.append(Organization.kind == filters.kind)
    if filters.among:
        found.append(Finding.organization_id.in_(filters.among))
    if filters.questions:
        found.append(Finding.question_id.in_(filters.questions))
    if filters.overdue:
        found += [Finding.due_on < today, Finding.status.in_(UNDECIDED)]
    if filters.ownerless:
        found.append(Finding.owner == "")
    return found


def _joined(query: Query) -> Query:
    return query.join(Organization, Organization.id == Finding.organization_id)


class FindingRow(NamedTuple):
    """A line of the list of findings, with the organization."""

    id: int
    organization_id: int
    question_id: str
    questionnaire_version_id: int
    severity: Severity
    status: FindingStatus
    kind: str
    level: float
    target: float
    impact: float
    points: float
    owner: str
    due_on: date | None
    created_at: datetime
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str | None


def findings(
    scope: Scope,
    filters: ImprovementFilters,
    today: date,
    order: str = "impact",
    descending: bool = True,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[FindingRow]:
    """A page of findings: critical ones first and then by impact, or as asked."""
    f, o = Finding, Organization
    conditions = _conditions(scope, filters, today)
    by_name = bool(filters.q or filters.kind)
    number_of = select(func.count(f.id))
    total = db.session.scalar((_joined(number_of) if by_name else number_of).where(*conditions)) or 0
    query = _joined(
        select(
            f.id,
            f.organization_id,
            f.question_id,
            f.questionnaire_version_id,
            f.severity,
            f.status,
            f.kind,
            f.level,
            f.target,
            f.impact,
            f.points,
            f.owner,
            f.due_on,
            f.created_at,
            o.name,
            o.name_en,
            o.name_ja,
            o.tier,
        )
    )
    columns: dict[str, SQLColumnExpression[object]] = {"name": o.sort_name, "due": f.due_on, "created": f.created_at}
    keys: list[SQLColumnExpression[object]]
    if order in columns:
        column = columns[order]
        keys = [(column.desc() if descending else column.asc()).nulls_last()]
    else:
        keys = [case((f.severity == Severity.CRITICAL, 0), else_=1), f.impact.desc() if descending else f.impact.asc()]
    page = clamp(number, total, size)
    # which ones, from an index alone; then the fifty rows
    ids = _joined(select(f.id)) if by_name or order == "name" else select(f.id)
    ids = ids.where(*conditions).order_by(*keys, f.id).limit(size).offset((page - 1) * size)
    rows = db.session.execute(query.where(f.id.in_(ids)).order_by(*keys, f.id))
    return Page([FindingRow._make(row) for row in rows], page, total, size)


def finding(scope: Scope, finding_id: int) -> Finding | None:
    """The finding with that id, when it may be seen, with its organization and questionnaire."""
    return db.session.scalar(
        select(Finding)
        .options(
            joinedload(Finding.organization), joinedload(Finding.issuer), joinedload(Finding.questionnaire_version)
        )
        .where(Finding.id == finding_id, visible_findings(scope))
    )


def may_edit(scope: Scope, finding_id: int) -> bool:
    """Whether a person whose FINDING_EDIT has this scope may change the finding."""
    return bool(db.session.scalar(select(Finding.id).where(Finding.id == finding_id, editable_findings(scope))))


def editable_ids(
    view: Scope, edit: Scope, filters: ImprovementFilters, today: date, ticked: Sequence[int] | None
) -> list[int]:
    """The unfinished findings that match the filters and may be changed; only those `ticked`, None for all of them."""
    f = Finding
    query = _joined(select(f.id)).where(*_conditions(view, filters, today), editable_findings(edit))
    query = query.where(f.status.in_(UNDECIDED)).order_by(f.id)
    return list(db.session.scalars(query if ticked is None else query.where(f.id.in_(ticked))))


class SameGapRow(NamedTuple):
    """Another organization with the same gap."""

    id: int
    level: float
    organization_id: int
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str | None


def same_gap(scope: Scope, row: Finding) -> Sequence[SameGapRow]:
    """The other organizations with the same gap still open: id, finding and names, the greatest impact first."""
    other = aliased(QuestionnaireVersion)
    key = select(QuestionnaireVersion.key).where(QuestionnaireVersion.id == row.questionnaire_version_id)
    o = Organization
    rows = db.session.execute(
        _joined(select(Finding.id, Finding.level, o.id.label("organization_id"), o.name, o.name_en, o.name_ja, o.tier))
        .join(other, other.id == Finding.questionnaire_version_id)
        .where(
            visible_findings(scope),
            Finding.question_id == row.question_id,
            Finding.id != row.id,
            Finding.status.in_(UNDECIDED),
            other.key == key.scalar_subquery(),
        )
        .order_by(Finding.impact.desc())
        .limit(10)
    )
    return [SameGapRow._make(row) for row in rows]


def still_caps(row: Finding) -> str | None:
    """The grade to which the organization's current result is still limited by the question of this finding (which was
    seen); None when it is not."""
    key = select(QuestionnaireVersion.key).where(QuestionnaireVersion.id == row.questionnaire_version_id)
    return db.session.scalar(
        select(Result.grade)
        .where(
            Result.organization_id == row.organization_id,
            Result.issuer_id == row.issuer_id,
            Result.questionnaire_key == key.scalar_subquery(),
            Result.current.is_(True),
            Result.provisional.is_(False),
            Result.capped_by == row.question_id,
        )
        .limit(1)
    )


def counts(scope: Scope, today: date) -> dict[str, int]:
    """How many unfinished findings there are: in all, critical, without owner, overdue; one query."""
    f = Finding
    total, critical, ownerless, overdue = db.session.execute(
        select(
            func.count(f.id),
            func.count(case((f.severity == Severity.CRITICAL, 1))),
            func.count(case((f.owner == "", 1))),
            func.count(case((f.due_on < today, 1))),
        ).where(visible_findings(scope), f.status.in_(UNDECIDED))
    ).one()
    return {"open": total, "critical": critical, "ownerless": ownerless, "overdue": overdue}


KINDS = (OrganizationKind.VENDOR, OrganizationKind.GROUP_COMPANY)
