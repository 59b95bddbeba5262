"""Questions about findings, each within what a person may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from vendor_risk.accounts.models import User
from vendor_risk.assessments.models import Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.database import Query, db
from vendor_risk.i18n import language
from vendor_risk.improvement.models import Finding, FindingEvent, FindingStatus, Severity
from vendor_risk.organizations.models import Organization, OrganizationKind, OrganizationStatus
from vendor_risk.organizations.queries import matches
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.web.ids import id_or_none
from vendor_risk.web.paging import Page, clamp

ORDERS = ("impact", "name", "due", "created")
UNDECIDED = (FindingStatus.OPEN, FindingStatus.IN_PROGRESS)
ROWS = 10
"""Findings, or organizations with findings, on a page: no more than three screens, on a phone too."""
MINE, NOBODY, VENDOR = "me", "none", "vendor"
"""What the filter by owner knows beside a person's id."""
OF_ENDED = "ended"
"""What the filter by status knows besides: unfinished findings of organizations that have ended."""


def visible_findings(scope: Scope) -> ColumnElement[bool]:
    """The SQL condition under which a finding may be seen: as the assessment it comes from."""
    return visible_assessments(scope, Finding)


def editable_findings(scope: Scope) -> ColumnElement[bool]:
    """As above, to change it: found by a company of the scope, or about one."""
    companies = sorted(scope.companies)
    return or_(Finding.issuer_id.in_(companies), Finding.organization_id.in_(companies))


def _of_ended() -> ColumnElement[bool]:
    return Finding.organization_id.in_(select(Organization.id).where(Organization.status == OrganizationStatus.ENDED))


def undecided() -> ColumnElement[bool]:
    """The SQL condition of findings that wait for somebody: unfinished, and business with the organization goes on."""
    return and_(Finding.status.in_(UNDECIDED), ~_of_ended())


def to_work_on() -> ColumnElement[bool]:
    """The SQL condition of findings that wait for somebody and matter: what every page counts as open."""
    return and_(undecided(), Finding.matters)


@dataclass(frozen=True, slots=True)
class ImprovementFilters:
    """What the list is narrowed by; "" and None narrow nothing. `status` "" means what is not finished."""

    q: str = ""
    status: str = ""
    severity: str = ""
    organization: int | None = None
    section: str = ""
    """Of a questionnaire: `key/section`."""
    question: str = ""
    kind: str = ""
    overdue: bool = False
    owner: str = ""
    """`MINE` (with `person`), `NOBODY`, `VENDOR` or the id of a person."""
    person: int | None = None
    """Who asks."""
    small: bool = False
    """With what lies below the threshold."""
    among: tuple[int, ...] = ()
    """Only these organizations; none named: all."""
    questions: tuple[str, ...] = ()
    """Only these questions; none named: all."""

    @property
    def narrow(self) -> bool:
        """Whether fewer than all open findings are asked for."""
        asked = (self.q, self.status, self.severity, self.section, self.question, self.kind, self.owner)
        return any(asked) or self.overdue or bool(self.organization or self.among or self.questions)


def conditions_of(scope: Scope, filters: ImprovementFilters, today: date) -> list[ColumnElement[bool]]:
    """What the rows of a list meet; of `with_organization` where it is narrowed by `q` or `kind`."""
    found = [visible_findings(scope), *matches(filters.q), *_owned(filters)]
    if filters.status == "":
        found.append(undecided())
    elif filters.status == OF_ENDED:
        found += [Finding.status.in_(UNDECIDED), _of_ended()]
    elif filters.status in {status.value for status in FindingStatus}:
        found.append(Finding.status == filters.status)
    if not filters.small:
        found.append(Finding.matters.is_(True))
    if filters.severity:
        found.append(Finding.severity == filters.severity)
    if filters.organization is not None:
        found.append(Finding.organization_id == filters.organization)
    if filters.section:
        key, _, section = filters.section.partition("/")
        found += [Finding.questionnaire_key == key, Finding.section_id == section]
    if filters.question:
        found.append(Finding.question_id == filters.question)
    if filters.kind:
        found.append(Organization.kind == filters.kind)
    if filters.among:
        found.append(Finding.organization_id.in_(filters.among))
    if filters.questions:
        found.append(Finding.question_id.in_(filters.questions))
    if filters.overdue:
        found += [Finding.due_on < today, undecided()]
    return found


def _owned(filters: ImprovementFilters) -> list[ColumnElement[bool]]:
    f = Finding
    if filters.owner == MINE:
        return [f.owner_id == filters.person]
    if filters.owner == NOBODY:
        return [f.owner_id.is_(None), ~f.vendor_owns]
    if filters.owner == VENDOR:
        return [f.vendor_owns.is_(True)]
    owner = id_or_none(filters.owner)
    return [] if owner is None else [f.owner_id == owner]


def with_organization(query: Query) -> Query:
    """The query with the organization that the finding is about."""
    return query.join(Organization, Organization.id == Finding.organization_id)


class FindingRow(NamedTuple):
    """A line of the list of findings, with the organization and the owner's name ("" without one)."""

    id: int
    organization_id: int
    questionnaire_key: str
    section_id: str
    question_id: str
    questionnaire_version_id: int
    severity: Severity
    status: FindingStatus
    kind: str
    level: float
    target: float
    weight: float
    impact: float
    points: float
    owner_id: int | None
    owner: str
    vendor_owns: bool
    due_on: date | None
    created_at: datetime
    reopened_at: datetime | None
    rounds: int
    matters: bool
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str | None
    organization_kind: OrganizationKind


def row_columns() -> tuple[SQLColumnExpression[object], ...]:
    """The columns of a `FindingRow`, in its order; the owner's name is in the reader's language."""
    f, o = Finding, Organization
    own_name = User.name_ja if language() == "ja" else User.name_en
    return (
        f.id, f.organization_id, f.questionnaire_key, f.section_id, f.question_id, f.questionnaire_version_id,
        f.severity, f.status, f.kind, f.level, f.target, f.weight, f.impact, f.points, f.owner_id,
        func.coalesce(func.nullif(own_name, ""), User.name, ""), f.vendor_owns, f.due_on, f.created_at, f.reopened_at,
        f.rounds, f.matters,
        o.name, o.name_en, o.name_ja, o.tier, o.kind,
    )  # fmt: skip


def critical_first() -> SQLColumnExpression[int]:
    """The first key of the usual order."""
    return case((Finding.severity == Severity.CRITICAL, 0), else_=1)


def findings(
    scope: Scope,
    filters: ImprovementFilters,
    today: date,
    order: str = "impact",
    descending: bool = True,
    number: int = 1,
    size: int = ROWS,
) -> Page[FindingRow]:
    """A page of findings: critical ones first and then by impact, or as asked."""
    f, o = Finding, Organization
    conditions = conditions_of(scope, filters, today)
    by_name = bool(filters.q or filters.kind)
    number_of = select(func.count(f.id))
    total = db.session.scalar((with_organization(number_of) if by_name else number_of).where(*conditions)) or 0
    query = with_organization(select(*row_columns())).outerjoin(User, User.id == f.owner_id)
    columns: dict[str, SQLColumnExpression[object]] = {"name": o.sort_name, "due": f.due_on, "created": f.created_at}
    keys: list[SQLColumnExpression[object]]
    if order in columns:
        column = columns[order]
        keys = [(column.desc() if descending else column.asc()).nulls_last()]
    else:
        keys = [critical_first(), f.impact.desc() if descending else f.impact.asc()]
    page = clamp(number, total, size)
    # which ones, from an index alone; then the rows
    ids = with_organization(select(f.id)) if by_name or order == "name" else select(f.id)
    ids = ids.where(*conditions).order_by(*keys, f.id).limit(size).offset((page - 1) * size)
    rows = db.session.execute(query.where(f.id.in_(ids)).order_by(*keys, f.id))
    return Page([FindingRow._make(row) for row in rows], page, total, size)


def finding(scope: Scope, finding_id: int) -> Finding | None:
    """The finding with that id, when it may be seen, with its organization, questionnaire and owner."""
    return db.session.scalar(
        select(Finding)
        .options(
            joinedload(Finding.organization),
            joinedload(Finding.issuer),
            joinedload(Finding.questionnaire_version),
            joinedload(Finding.owner),
        )
        .where(Finding.id == finding_id, visible_findings(scope))
    )


def history(finding_id: int) -> list[FindingEvent]:
    """What happened to a finding (already found through a scope), the newest first."""
    e = FindingEvent
    rows = select(e).options(joinedload(e.assessment)).where(e.finding_id == finding_id)
    return list(db.session.scalars(rows.order_by(e.id.desc())))


def may_edit(scope: Scope, finding_id: int, person_id: int) -> bool:
    """Whether a person whose FINDING_EDIT has this scope may change the finding: of its companies, or their own."""
    allowed = or_(editable_findings(scope), Finding.owner_id == person_id)
    return bool(db.session.scalar(select(Finding.id).where(Finding.id == finding_id, allowed)))


def editable_ids(
    view: Scope, edit: Scope, filters: ImprovementFilters, today: date, ticked: Sequence[int] | None
) -> list[int]:
    """The unfinished findings that match the filters and may be changed; only those `ticked`, None for all of them."""
    f = Finding
    query = with_organization(select(f.id)).where(*conditions_of(view, filters, today), editable_findings(edit))
    query = query.where(undecided()).order_by(f.id)
    return list(db.session.scalars(query if ticked is None else query.where(f.id.in_(ticked))))


class FindingsChosenRow(NamedTuple):
    """An organization among those whose findings are about to be changed; how many already have an owner or a date."""

    organization_id: int
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str | None
    findings: int
    critical: int
    owned: int
    dated: int


def chosen(scope: Scope, finding_ids: Sequence[int]) -> list[FindingsChosenRow]:
    """Whom these findings are about, and what they have already; the most findings first."""
    f, o = Finding, Organization
    number = func.count(f.id)
    query = with_organization(
        select(
            o.id, o.name, o.name_en, o.name_ja, o.tier, number,
            func.count(case((f.severity == Severity.CRITICAL, 1))),
            func.count(case((or_(f.owner_id.is_not(None), f.vendor_owns), 1))),
            func.count(f.due_on),
        )
    )  # fmt: skip
    query = query.where(f.id.in_(finding_ids), visible_findings(scope)).group_by(o.id)
    return [
        FindingsChosenRow._make(row) for row in db.session.execute(query.order_by(number.desc(), o.sort_name, o.id))
    ]


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
    o = Organization
    rows = db.session.execute(
        with_organization(
            select(Finding.id, Finding.level, o.id.label("organization_id"), o.name, o.name_en, o.name_ja, o.tier)
        )
        .where(
            visible_findings(scope),
            Finding.question_id == row.question_id,
            Finding.id != row.id,
            undecided(),
            Finding.questionnaire_key == row.questionnaire_key,
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


class FindingCounts(NamedTuple):
    """How many unfinished findings that matter there are: in all, critical, of these overdue, without owner, overdue, a
    person's own; and how many more lie below the threshold."""

    open: int
    critical: int
    critical_overdue: int
    ownerless: int
    overdue: int
    mine: int
    below: int
    recorded: bool
    """Whether any finding, finished ones included, was ever recorded: without one nothing is known."""


def counts(scope: Scope, today: date, person_id: int | None = None) -> FindingCounts:
    """How many unfinished findings there are of each kind; `person_id` is whose own are counted."""
    f = Finding
    critical = and_(f.matters, f.severity == Severity.CRITICAL)
    row = db.session.execute(
        select(
            func.count(case((f.matters, 1))),
            func.count(case((critical, 1))),
            func.count(case((and_(critical, f.due_on < today), 1))),
            func.count(case((and_(f.matters, f.owner_id.is_(None), ~f.vendor_owns), 1))),
            func.count(case((and_(f.matters, f.due_on < today), 1))),
            func.count(case((f.owner_id == person_id, 1))),
            func.count(case((~f.matters, 1))),
        ).where(visible_findings(scope), undecided())
    ).one()
    ever = bool(row[0] or row[-1]) or bool(db.session.scalar(select(exists().where(visible_findings(scope)))))
    return FindingCounts(*row, ever)
