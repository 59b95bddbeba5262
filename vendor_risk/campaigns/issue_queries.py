"""Questions asked while choosing whom to ask: organizations by filter, and what is known of those chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, select

from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.assessments.states import RUNNING
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.engagements.queries import in_category
from vendor_risk.i18n import local_day
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind, OrganizationStatus, Reach
from vendor_risk.organizations.queries import matches_or_contact, of_tier, visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.standing.queries import expired_ids
from vendor_risk.web.paging import Page, clamp

CHOICE_PAGE = 100
NEVER, RUNS, OLD, EXPIRED = "never", "running", "old", "expired"
"""Values of the filter `asked`: never asked; being asked now; last accepted more than a year ago; the result that
stands is past its validity."""


@dataclass(frozen=True, slots=True)
class ChoiceFilters:
    """What the list of organizations to ask is narrowed by; "" and None narrow nothing."""

    kind: str = OrganizationKind.VENDOR.value
    q: str = ""
    tier: str = ""
    category: str = ""
    company: int | None = None
    asked: str = ""
    contact: str = ""
    """"none": only those without anybody to write to."""
    among: str = ""
    """Ids with commas between: only these, as chosen on another page."""


def _conditions(scope: Scope, filters: ChoiceFilters, at: datetime) -> list[ColumnElement[bool]]:
    found = [
        Organization.kind == filters.kind,
        Organization.status == OrganizationStatus.ACTIVE,
        visible_organizations(scope),
        *matches_or_contact(filters.q),
    ]
    if filters.tier:
        found.append(of_tier(filters.tier))
    if filters.category:
        found.append(in_category(scope, filters.category))
    if filters.company is not None:
        reached = Reach.company_id.in_(scope.companies & {filters.company})
        found.append(exists().where(Reach.organization_id == Organization.id, reached, Reach.depth == 1))
    if filters.among:
        found.append(Organization.id.in_([int(part) for part in filters.among.split(",")]))
    if filters.contact == "none":
        found.append(~exists().where(Contact.organization_id == Organization.id))
    return found + _asked_condition(scope, filters.asked, at)


def _asked_condition(scope: Scope, asked: str, at: datetime) -> list[ColumnElement[bool]]:
    mine = exists().where(
        Assessment.organization_id == Organization.id, Assessment.issuer_id.in_(sorted(scope.companies))
    )
    if asked == NEVER:
        return [~mine]
    if asked == RUNS:
        return [mine.where(Assessment.status.in_(sorted(RUNNING)))]
    if asked == OLD:
        accepted = mine.where(Assessment.status == AssessmentStatus.ACCEPTED)
        fresh = accepted.where(Assessment.reviewed_at >= at - timedelta(days=365))
        return [accepted, ~fresh, ~mine.where(Assessment.status.in_(sorted(RUNNING)))]
    if asked == EXPIRED:
        return [Organization.id.in_(expired_ids(scope, local_day(at)))]
    return []


def choice_total(scope: Scope, filters: ChoiceFilters, at: datetime) -> int:
    """How many organizations match."""
    conditions = _conditions(scope, filters, at)
    return db.session.scalar(select(func.count()).select_from(Organization).where(*conditions)) or 0


def choice_ids(scope: Scope, filters: ChoiceFilters, at: datetime) -> list[int]:
    """The ids of all organizations that match, by name."""
    query = select(Organization.id).where(*_conditions(scope, filters, at))
    return list(db.session.scalars(query.order_by(Organization.sort_name, Organization.id)))


class ChoiceRow(NamedTuple):
    """An organization that can be chosen for a campaign."""

    id: int
    code: str
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str | None
    contacts: int
    last_issued: datetime | None


def choice(scope: Scope, filters: ChoiceFilters, number: int, at: datetime) -> Page[ChoiceRow]:
    """A page of organizations that match: id, code, names, tier, contacts, and when last asked."""
    o, conditions = Organization, _conditions(scope, filters, at)
    total = choice_total(scope, filters, at)
    contacts = select(func.count()).where(Contact.organization_id == o.id).correlate(o).scalar_subquery()
    last = (
        select(func.max(Assessment.issued_at))
        .where(Assessment.organization_id == o.id, Assessment.issuer_id.in_(sorted(scope.companies)))
        .correlate(o)
        .scalar_subquery()
    )
    page = clamp(number, total, CHOICE_PAGE)
    rows = db.session.execute(
        select(
            o.id, o.code, o.name, o.name_en, o.name_ja, o.tier, contacts.label("contacts"), last.label("last_issued")
        )
        .where(*conditions)
        .order_by(o.sort_name, o.id)
        .limit(CHOICE_PAGE)
        .offset((page - 1) * CHOICE_PAGE)
    )
    return Page([ChoiceRow._make(row) for row in rows], page, total, CHOICE_PAGE)


class ChosenRow(NamedTuple):
    """An organization chosen for a campaign."""

    id: int
    code: str
    name: str
    name_en: str | None
    name_ja: str | None
    kind: OrganizationKind
    tier: str | None
    inherent_risk: float | None
    status: OrganizationStatus = OrganizationStatus.ACTIVE


def chosen(scope: Scope, organization_ids: Iterable[int]) -> Sequence[ChosenRow]:
    """Those of the chosen organizations that may be seen, by name."""
    o = Organization
    rows = db.session.execute(
        select(o.id, o.code, o.name, o.name_en, o.name_ja, o.kind, o.tier, o.inherent_risk, o.status)
        .where(o.id.in_(list(organization_ids)), visible_organizations(scope))
        .order_by(o.kind, o.sort_name, o.id)
    )
    return [ChosenRow._make(row) for row in rows]


def organizations(organization_ids: Iterable[int]) -> Sequence[Organization]:
    """These organizations, which were found through a scope before."""
    return db.session.scalars(select(Organization).where(Organization.id.in_(list(organization_ids)))).all()


class RecipientRow(NamedTuple):
    """Whom to write to at an organization."""

    organization_id: int
    name: str
    """In the language of the mail."""
    email: str
    language: str


def recipients(organization_ids: Iterable[int]) -> dict[int, RecipientRow]:
    """Whom to write to, per organization found through a scope before: the primary contact, else the first."""
    c = Contact
    own = case((c.language == "ja", c.name_ja), else_=c.name_en)
    in_own_language = func.coalesce(func.nullif(own, ""), c.name).label("name")
    rows = db.session.execute(
        select(c.organization_id, in_own_language, c.email, c.language)
        .where(c.organization_id.in_(list(organization_ids)))
        .order_by(c.primary, c.id.desc())
    )
    return {row.organization_id: RecipientRow._make(row) for row in rows}  # the last one wins: primary, oldest


def contact_addresses(organization_ids: Iterable[int]) -> set[tuple[int, str]]:
    """(organization, address in lower case) of every contact of organizations found through a scope before."""
    rows = db.session.execute(
        select(Contact.organization_id, Contact.email).where(Contact.organization_id.in_(list(organization_ids)))
    )
    return {(row.organization_id, row.email.casefold()) for row in rows}


class IssueEngagement(NamedTuple):
    """What a running engagement says for the choice of questions."""

    supplier_id: int
    tier: str
    facts: list[str]
    possible_facts: list[str]
    inherent_risk: float


def engagement_facts(buyers: Iterable[int], supplier_ids: Iterable[int]) -> dict[int, list[IssueEngagement]]:
    """Tier, facts and inherent risk of each supplier's running engagements with these buyers."""
    e = Engagement
    rows = db.session.execute(
        select(e.supplier_id, e.tier, e.facts, e.possible_facts, e.inherent_risk).where(
            e.buyer_id.in_(list(buyers)),
            e.supplier_id.in_(list(supplier_ids)),
            e.status != EngagementStatus.ENDED,
        )
    )
    found: dict[int, list[IssueEngagement]] = {}
    for row in rows:
        found.setdefault(row.supplier_id, []).append(IssueEngagement._make(row))
    return found


def running(issuer_id: int, organization_ids: Iterable[int], keys: Iterable[str]) -> dict[int, tuple[int, date | None]]:
    """Organizations that this company is asking one of these questionnaires now: id → (assessment, due date)."""
    v = QuestionnaireVersion
    rows = db.session.execute(
        select(Assessment.organization_id, Assessment.id, Assessment.due_on)
        .join(v, v.id == Assessment.questionnaire_version_id)
        .where(
            Assessment.issuer_id == issuer_id,
            Assessment.organization_id.in_(list(organization_ids)),
            v.key.in_(list(keys)),
            Assessment.status.in_(sorted(RUNNING)),
        )
    )
    return {row.organization_id: (row.id, row.due_on) for row in rows}
