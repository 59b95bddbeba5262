"""Questions about group companies, vendors and their contacts. Everybody's door to what a person may see of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, or_, select

from vendor_risk.database import db
from vendor_risk.organizations.models import (
    Contact,
    Organization,
    OrganizationKind,
    OrganizationStatus,
    Reach,
    VendorListChoice,
)  # fmt: skip
from vendor_risk.organizations.names import SearchWord, search_words
from vendor_risk.permissions import Scope
from vendor_risk.web.ids import id_or_none
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp

NOT_CONNECTED = "none"
"""Depth filter: registered, but no company rests on it."""
DEEPEST = 4
"""Depth filter: this depth and all deeper ones are one choice."""


def visible_organizations(scope: Scope, organization: type[Organization] = Organization) -> ColumnElement[bool]:
    """The SQL condition under which an organization may be seen; `organization` is the table or an alias of it.

    Group companies: those of the scope. Vendors: registered by a company of the scope, or in its chain, and not merged
    into another record.
    """
    companies = sorted(scope.companies)
    reached = exists().where(Reach.organization_id == organization.id, Reach.company_id.in_(companies))
    vendor = and_(organization.kind == OrganizationKind.VENDOR, organization.merged_into_id.is_(None))
    return or_(
        and_(organization.kind == OrganizationKind.GROUP_COMPANY, organization.id.in_(companies)),
        and_(vendor, or_(organization.home_company_id.in_(companies), reached)),
    )


def organization(scope: Scope, organization_id: int, kind: OrganizationKind | None = None) -> Organization | None:
    """The organization with that id, when it may be seen (and is of that kind)."""
    query = select(Organization).where(Organization.id == organization_id, visible_organizations(scope))
    if kind is not None:
        query = query.where(Organization.kind == kind)
    return db.session.scalar(query)


def contacts(organization_id: int) -> Sequence[Contact]:
    """The contacts of an organization (loaded through the scope before), the one to write to first."""
    return db.session.scalars(
        select(Contact)
        .where(Contact.organization_id == organization_id)
        .order_by(Contact.primary.desc(), Contact.name, Contact.id)
    ).all()


@dataclass(frozen=True, slots=True)
class VendorFilters:
    """What a list of vendors is narrowed by; "" and None narrow nothing. `conditions` come from other features."""

    q: str = ""
    tier: str = ""
    company: int | None = None
    country: str = ""
    status: str = ""
    depth: str = ""
    contact: str = ""
    """"none": only those nobody can be written to."""
    conditions: tuple[ColumnElement[bool], ...] = field(default=())


def matches(query: str, organization: type[Organization] = Organization) -> list[ColumnElement[bool]]:
    """Conditions that every word of a search is in the names, code or numbers of the organization."""
    return [called(word, organization) for word in search_words(query)]


def called(word: SearchWord, organization: type[Organization] = Organization) -> ColumnElement[bool]:
    """The condition that a word of a search is in the names, code or numbers of the organization."""
    return or_(*(organization.search_text.contains(way, autoescape=True) for way in word.folded))


def written_in(
    word: SearchWord, *columns: SQLColumnExpression[str] | SQLColumnExpression[str | None]
) -> ColumnElement[bool]:
    """The condition that a word of a search is in one of these columns, which hold texts as somebody wrote them."""
    return or_(*(column.icontains(way, autoescape=True) for column in columns for way in word.written))


def matches_or_contact(query: str) -> list[ColumnElement[bool]]:
    """As `matches`, where a word may also be in the name or address of one of the organization's contacts."""
    c, mine = Contact, exists().where(Contact.organization_id == Organization.id)
    texts = (c.name, c.name_en, c.name_ja, c.email)
    return [or_(called(word), mine.where(written_in(word, *texts))) for word in search_words(query)]


def _at_depth(scope: Scope, filters: VendorFilters) -> list[ColumnElement[bool]]:
    companies = sorted(scope.companies) if filters.company is None else [filters.company]
    reached = exists().where(Reach.organization_id == Organization.id, Reach.company_id.in_(companies))
    if filters.depth == NOT_CONNECTED:
        return [~reached]
    asked = id_or_none(filters.depth)
    if asked is None:
        return [] if filters.company is None else [reached]
    depth = min(asked, DEEPEST)
    there = reached.where(Reach.depth >= depth if depth == DEEPEST else Reach.depth == depth)
    return [there, ~reached.where(Reach.depth < depth)]


def vendor_conditions(scope: Scope, filters: VendorFilters) -> list[ColumnElement[bool]]:
    """The SQL conditions of the vendors that the list of vendors holds under these filters."""
    found = [Organization.kind == OrganizationKind.VENDOR, visible_organizations(scope), *matches_or_contact(filters.q)]
    if filters.tier:
        found.append(of_tier(filters.tier))
    if filters.country:
        found.append(Organization.country == filters.country)
    if filters.status:
        found.append(Organization.status == filters.status)
    if filters.depth or filters.company is not None:
        found += _at_depth(scope, filters)
    if filters.contact:
        found.append(~exists().where(Contact.organization_id == Organization.id))
    return [*found, *filters.conditions]


def of_tier(value: str) -> ColumnElement[bool]:
    """The SQL condition of a tier filter: "T1", several as "T1,T2", "none", or "any" (with a running engagement)."""
    if value in {"none", "any"}:
        return Organization.tier.is_(None) if value == "none" else Organization.tier.is_not(None)
    return Organization.tier.in_(value.split(","))


def vendor_total(scope: Scope, filters: VendorFilters) -> int:
    """How many vendors the list of vendors holds under these filters."""
    conditions = vendor_conditions(scope, filters)
    return db.session.scalar(select(func.count()).select_from(Organization).where(*conditions)) or 0


VENDOR_ORDERS = ("name", "code", "tier", "risk", "country", "depth")


class VendorRow(NamedTuple):
    """A line of the list of vendors."""

    id: int
    code: str
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str | None
    tier_could_be: str | None
    inherent_risk: float | None
    inherent_risk_could_be: float | None
    country: str
    status: OrganizationStatus


def vendors(
    scope: Scope, filters: VendorFilters, order: str = "name", descending: bool = False, number: int = 1
) -> Page[VendorRow]:
    """A page of vendors (sorted by depth only: with their depth)."""
    conditions, total = vendor_conditions(scope, filters), vendor_total(scope, filters)
    o = Organization
    risk = (o.tier, o.tier_could_be, o.inherent_risk, o.inherent_risk_could_be)
    query = select(o.id, o.code, o.name, o.name_en, o.name_ja, *risk, o.country, o.status)
    column: SQLColumnExpression[object] | None = {
        "name": o.sort_name,
        "code": o.code,
        "tier": o.tier,
        "risk": o.inherent_risk,
        "country": o.country,
    }.get(order)
    if column is None:
        depths = (
            select(Reach.organization_id, func.min(Reach.depth).label("depth"))
            .where(Reach.company_id.in_(sorted(scope.companies)), Reach.depth > 0)
            .group_by(Reach.organization_id)
            .subquery()
        )
        query = query.outerjoin(depths, depths.c.organization_id == o.id)
        column = depths.c.depth
    ordered = column.desc() if descending else column.asc()
    if order in {"tier", "risk", "depth"}:  # nothing known comes last, whichever way
        ordered = ordered.nulls_last()
    page = clamp(number, total)
    rows = db.session.execute(
        query.where(*conditions).order_by(ordered, o.sort_name, o.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    )
    return Page([VendorRow._make(row) for row in rows], page, total)


def reach_of(scope: Scope, organization_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """For each organization: its least depth below the companies of the scope, and how many of them rest on it."""
    rows = db.session.execute(
        select(Reach.organization_id, func.min(Reach.depth), func.count())
        .where(
            Reach.organization_id.in_(list(organization_ids)),
            Reach.company_id.in_(sorted(scope.companies)),
            Reach.depth > 0,
        )
        .group_by(Reach.organization_id)
    )
    return {organization_id: (depth, number) for organization_id, depth, number in rows}


class DependentRow(NamedTuple):
    """A group company that rests on an organization, `depth` steps away."""

    id: int
    name: str
    name_en: str | None
    name_ja: str | None
    depth: int


def dependents(scope: Scope, organization_id: int) -> Sequence[DependentRow]:
    """The group companies (of the scope) that rest on an organization: id, names, depth; nearest first."""
    o = Organization
    rows = db.session.execute(
        select(o.id, o.name, o.name_en, o.name_ja, Reach.depth)
        .join(Reach, Reach.company_id == o.id)
        .where(Reach.organization_id == organization_id, Reach.depth > 0, o.id.in_(sorted(scope.companies)))
        .order_by(Reach.depth, o.sort_name)
    )
    return [DependentRow._make(row) for row in rows]


class CompanyRow(NamedTuple):
    """A group company in a list."""

    id: int
    code: str
    name: str
    name_en: str | None
    name_ja: str | None
    parent_id: int | None
    country: str
    status: OrganizationStatus


def companies(scope: Scope) -> Sequence[CompanyRow]:
    """The group companies of the scope: id, code, names, parent, country, status; by name."""
    o = Organization
    rows = db.session.execute(
        select(o.id, o.code, o.name, o.name_en, o.name_ja, o.parent_id, o.country, o.status)
        .where(o.kind == OrganizationKind.GROUP_COMPANY, o.id.in_(sorted(scope.companies)))
        .order_by(o.sort_name, o.id)
    )
    return [CompanyRow._make(row) for row in rows]


@dataclass(slots=True)
class CompanyNumbers:
    """What a group company rests on: direct vendors, those of them in tier T1, all vendors in its chain."""

    direct: int = 0
    critical: int = 0
    chain: int = 0


def company_numbers(company_ids: Iterable[int]) -> dict[int, CompanyNumbers]:
    """The numbers of group companies (found through a scope before)."""
    chosen = Reach.company_id.in_(sorted(company_ids))
    found: dict[int, CompanyNumbers] = defaultdict(CompanyNumbers)
    in_chain = select(Reach.company_id, func.count()).where(chosen, Reach.depth > 0).group_by(Reach.company_id)
    for company_id, number in db.session.execute(in_chain):
        found[company_id].chain = number
    companies = select(Organization.id).where(Organization.kind == OrganizationKind.GROUP_COMPANY)
    for company_id, number in db.session.execute(in_chain.where(Reach.organization_id.in_(companies))):
        found[company_id].chain -= number
    direct = (
        select(Reach.company_id, func.count(), func.count().filter(Organization.tier == "T1"))
        .join(
            Organization, and_(Organization.id == Reach.organization_id, Organization.kind == OrganizationKind.VENDOR)
        )
        .where(chosen, Reach.depth == 1)
        .group_by(Reach.company_id)
    )
    for company_id, number, critical in db.session.execute(direct):
        found[company_id].direct, found[company_id].critical = number, critical
    return dict(found)


class ChildRow(NamedTuple):
    """A company directly below another."""

    id: int
    name: str
    name_en: str | None
    name_ja: str | None


def children(scope: Scope, company_id: int) -> Sequence[ChildRow]:
    """The companies directly below one: id and names, by name."""
    o = Organization
    rows = db.session.execute(
        select(o.id, o.name, o.name_en, o.name_ja)
        .where(o.parent_id == company_id, o.id.in_(sorted(scope.companies)))
        .order_by(o.sort_name)
    )
    return [ChildRow._make(row) for row in rows]


class NamesRow(NamedTuple):
    """Code, names and kind of an organization."""

    id: int
    code: str
    name: str
    name_en: str | None
    name_ja: str | None
    kind: OrganizationKind


def suggestions(scope: Scope, query: str, limit: int = 20) -> Sequence[NamesRow]:
    """Organizations a search may mean, for a field that completes: id, code, names, kind."""
    o = Organization
    rows = db.session.execute(
        select(o.id, o.code, o.name, o.name_en, o.name_ja, o.kind)
        .where(visible_organizations(scope), *matches(query))
        .order_by(o.sort_name, o.id)
        .limit(limit)
    )
    return [NamesRow._make(row) for row in rows]


def named(scope: Scope, text: str) -> Organization | None:
    """The organization a person means by a code, by "code – name", or by a name that only one has; None otherwise."""
    text = text.strip()
    code = text.split(" – ", 1)[0].strip()
    found = db.session.scalar(select(Organization).where(visible_organizations(scope), Organization.code == code))
    if found is not None or not text:
        return found
    o = Organization
    rows = db.session.scalars(
        select(o)
        .where(visible_organizations(scope), or_(o.name == text, o.name_en == text, o.name_ja == text))
        .limit(2)
    ).all()
    return rows[0] if len(rows) == 1 else None


def code_taken(code: str, besides: int | None = None) -> bool:
    """Whether another organization has this code. Codes are unique in the whole group, so it asks beyond any scope."""
    return bool(db.session.scalar(select(exists().where(Organization.code == code, Organization.id != (besides or 0)))))


def number_taken(corporate_number: str, besides: int | None = None) -> bool:
    """Whether another organization has this corporate number; beyond any scope, as one company is one node."""
    o = Organization
    same = (o.corporate_number == corporate_number, o.id != (besides or 0), o.merged_into_id.is_(None))
    return bool(db.session.scalar(select(exists().where(*same))))


def stands_for(organization_id: int) -> int | None:
    """The id of the record that a merged one stands as now; None when it was not merged. Beyond any scope."""
    found, seen = organization_id, set[int]()
    while found not in seen:
        seen.add(found)
        after = db.session.scalar(select(Organization.merged_into_id).where(Organization.id == found))
        if after is None:
            break
        found = after
    return None if found == organization_id else found


def parents() -> dict[int, int | None]:
    """Every group company's parent. The tree is the same for everybody, so no scope."""
    rows = db.session.execute(
        select(Organization.id, Organization.parent_id).where(Organization.kind == OrganizationKind.GROUP_COMPANY)
    )
    return {row.id: row.parent_id for row in rows}


def names_of(organization_ids: Iterable[int]) -> dict[int, NamesRow]:
    """Codes and names by id, for organizations that were already found through a scope."""
    o = Organization
    rows = db.session.execute(
        select(o.id, o.code, o.name, o.name_en, o.name_ja, o.kind).where(o.id.in_(list(organization_ids)))
    )
    return {row.id: NamesRow._make(row) for row in rows}


def countries_used(scope: Scope) -> list[str]:
    """The country codes among the vendors that may be seen."""
    query = select(Organization.country).where(
        Organization.kind == OrganizationKind.VENDOR, visible_organizations(scope)
    )
    return list(db.session.scalars(query.distinct().order_by(Organization.country)))


def chosen_columns(user_id: int) -> list[str] | None:
    """The columns of the list of vendors that a person has chosen; None when nothing was ever chosen."""
    return db.session.scalar(select(VendorListChoice.columns).where(VendorListChoice.user_id == user_id))
