"""Questions about engagements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, exists, func, or_, select
from sqlalchemy.orm import aliased

from vendor_risk.database import Query, db
from vendor_risk.domain.texts.two_languages import shown
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.names import search_words
from vendor_risk.organizations.queries import called, written_in
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain.models import Contracted
from vendor_risk.web.paging import Page, clamp

ORDERS = ("supplier", "buyer", "service", "code", "tier", "risk", "end")
ENDING_DAYS = 90
"""Contracts that end within so many days are "ending soon"."""

Buyer, Supplier = aliased(Organization, name="buyer"), aliased(Organization, name="supplier")
_E = Engagement
_SEARCHED = (
    _E.service, _E.service_en, _E.service_ja, _E.code, _E.owner_name, _E.owner_name_en, _E.owner_name_ja,
)  # fmt: skip

LIST_SIZE = 15
"""Rows of the list on a page: they have four or five lines, and a page stays within three screens."""


def visible_engagements(scope: Scope) -> ColumnElement[bool]:
    """The SQL condition under which an engagement may be seen: a company of the scope buys."""
    return Engagement.buyer_id.in_(sorted(scope.companies))


def engagement(scope: Scope, engagement_id: int) -> Engagement | None:
    """The engagement with that id, when it may be seen."""
    return db.session.scalar(select(Engagement).where(Engagement.id == engagement_id, visible_engagements(scope)))


@dataclass(frozen=True, slots=True)
class EngagementFilters:
    """What a list of engagements is narrowed by; "" and None narrow nothing."""

    q: str = ""
    tier: str = ""
    category: str = ""
    status: str = ""
    company: int | None = None
    ending: bool = False
    """Only running contracts that end within ENDING_DAYS, or have ended."""
    missing: bool = False
    """Only engagements that run or are planned and have details nobody has given."""


def _narrowed(scope: Scope, filters: EngagementFilters, today: date) -> list[ColumnElement[bool]]:
    e = Engagement
    found = [visible_engagements(scope)]
    for word in search_words(filters.q):
        found.append(or_(called(word, Supplier), called(word, Buyer), written_in(word, *_SEARCHED)))
    if filters.tier:
        found.append(e.tier == filters.tier)
    if filters.category:
        found.append(e.category == filters.category)
    if filters.status:
        found.append(e.status == filters.status)
    if filters.company is not None:
        found.append(e.buyer_id == filters.company)
    if filters.ending:
        found += [e.contract_end <= today + timedelta(days=ENDING_DAYS), e.status != EngagementStatus.ENDED]
    if filters.missing:
        found += [e.facts_missing > 0, e.status != EngagementStatus.ENDED]
    return found


def _joined(query: Query) -> Query:
    return query.join(Buyer, Buyer.id == Engagement.buyer_id).join(Supplier, Supplier.id == Engagement.supplier_id)


def _rows() -> Select[*tuple[object, ...]]:
    e = Engagement
    columns: list[SQLColumnExpression[object]] = [
        e.id,
        e.code,
        e.service,
        e.service_en,
        e.service_ja,
        e.category,
        e.status,
        e.tier,
        e.tier_could_be,
        e.tier_override,
        e.inherent_risk,
        e.inherent_risk_could_be,
        e.facts_missing,
    ]
    columns += [e.contract_start, e.contract_end, e.owner_name, e.owner_name_en, e.owner_name_ja]
    for party, prefix in ((Buyer, "buyer"), (Supplier, "supplier")):
        columns += [
            getattr(party, name).label(f"{prefix}_{name}") for name in ("id", "name", "name_en", "name_ja", "kind")
        ]
    return _joined(select(*columns))


class EngagementRow(NamedTuple):
    """A line of the list of engagements, with the names of both parties."""

    id: int
    code: str
    service: str
    service_en: str | None
    service_ja: str | None
    category: str
    status: EngagementStatus
    tier: str
    tier_could_be: str
    tier_override: str | None
    inherent_risk: float
    inherent_risk_could_be: float
    facts_missing: int
    contract_start: date | None
    contract_end: date | None
    owner_name: str
    owner_name_en: str | None
    owner_name_ja: str | None
    buyer_id: int
    buyer_name: str
    buyer_name_en: str | None
    buyer_name_ja: str | None
    buyer_kind: OrganizationKind
    supplier_id: int
    supplier_name: str
    supplier_name_en: str | None
    supplier_name_ja: str | None
    supplier_kind: OrganizationKind


def total(scope: Scope, filters: EngagementFilters, today: date) -> int:
    """How many engagements the list holds under these filters."""
    counted = _joined(select(func.count()).select_from(Engagement)) if filters.q else select(func.count(Engagement.id))
    return db.session.scalar(counted.where(*_narrowed(scope, filters, today))) or 0


def engagements(
    scope: Scope,
    filters: EngagementFilters,
    today: date,
    order: str = "supplier",
    descending: bool = False,
    number: int = 1,
    lang: str = "en",
) -> Page[EngagementRow]:
    """A page of engagements with the names of both parties; services are sorted as a reader of `lang` sees them."""
    conditions, every = _narrowed(scope, filters, today), total(scope, filters, today)
    column: SQLColumnExpression[object] = {
        "supplier": Supplier.sort_name,
        "buyer": Buyer.sort_name,
        "service": func.coalesce(Engagement.service_ja if lang == "ja" else Engagement.service_en, Engagement.service),
        "code": Engagement.code,
        "tier": Engagement.tier,
        "risk": Engagement.inherent_risk,
        "end": Engagement.contract_end,
    }[order]
    ordered = column.desc() if descending else column.asc()
    if order == "end":
        ordered = ordered.nulls_last()
    page = clamp(number, every, LIST_SIZE)
    query = _rows().where(*conditions).order_by(ordered, Engagement.id)
    rows = db.session.execute(query.limit(LIST_SIZE).offset((page - 1) * LIST_SIZE))
    return Page([EngagementRow._make(row) for row in rows], page, every, LIST_SIZE)


def with_missing(scope: Scope) -> int:
    """How many engagements the list narrowed to missing details has."""
    conditions = _narrowed(scope, EngagementFilters(missing=True), date.min)
    return db.session.scalar(select(func.count(Engagement.id)).where(*conditions)) or 0


def any_engagements(scope: Scope) -> bool:
    """Whether any engagement of these companies is registered."""
    return db.session.scalar(select(select(Engagement.id).where(visible_engagements(scope)).exists())) or False


def of_supplier(scope: Scope, organization_id: int) -> Sequence[EngagementRow]:
    """What an organization supplies to companies of the scope, most critical and running first."""
    e = Engagement
    ended = e.status == EngagementStatus.ENDED
    query = _rows().where(e.supplier_id == organization_id, visible_engagements(scope))
    rows = db.session.execute(query.order_by(ended, e.tier, e.inherent_risk.desc(), e.id).limit(200))
    return [EngagementRow._make(row) for row in rows]


def owners_of(scope: Scope, supplier_ids: Iterable[int], lang: str) -> dict[int, list[str]]:
    """Who owns the running and planned engagements of each supplier, the most critical first; unnamed ones left out."""
    e = Engagement
    columns = (e.supplier_id, e.owner_name, e.owner_name_en, e.owner_name_ja)
    wanted = (e.supplier_id.in_(list(supplier_ids)), visible_engagements(scope), e.status != EngagementStatus.ENDED)
    found: dict[int, list[str]] = {}
    for row in db.session.execute(select(*columns).where(*wanted, e.owner_name != "").order_by(e.tier, e.id)):
        name = shown(row, lang, "owner_name")
        names = found.setdefault(row.supplier_id, [])
        if name not in names:
            names.append(name)
    return found


def of_buyer(scope: Scope, organization_id: int) -> Sequence[EngagementRow]:
    """What a group company buys, most critical and running first (200 at most; the list has all)."""
    e = Engagement
    ended = e.status == EngagementStatus.ENDED
    query = _rows().where(e.buyer_id == organization_id, visible_engagements(scope))
    rows = db.session.execute(query.order_by(ended, e.tier, e.inherent_risk.desc(), e.id).limit(20))
    return [EngagementRow._make(row) for row in rows]


def running_between(buyer_id: int, supplier_id: int) -> dict[str, Contracted]:
    """The running engagements between two parties by service (the oldest, when several have one service)."""
    rows = db.session.execute(
        select(Engagement.service, Engagement.id, Engagement.service_en, Engagement.service_ja)
        .where(
            Engagement.buyer_id == buyer_id,
            Engagement.supplier_id == supplier_id,
            Engagement.status != EngagementStatus.ENDED,
        )
        .order_by(Engagement.id.desc())
    )
    return {row.service: Contracted(row.id, row.service_en, row.service_ja) for row in rows}


def code_taken(code: str, besides: int | None = None) -> bool:
    """Whether another engagement has this code; beyond any scope, as codes are unique."""
    return bool(db.session.scalar(select(exists().where(Engagement.code == code, Engagement.id != (besides or 0)))))


def next_code(after: int = 0) -> str:
    """The next free code of the form E-00001; `after` further ones may be taken in the same breath."""
    last = db.session.scalar(select(func.max(Engagement.id))) or 0
    number = last + after + 1
    while code_taken(f"E-{number:05}"):
        number += 1
    return f"E-{number:05}"


def in_category(scope: Scope, category: str) -> ColumnElement[bool]:
    """The SQL condition that an organization supplies a running service of that category to companies of the scope."""
    return exists().where(
        Engagement.supplier_id == Organization.id,
        visible_engagements(scope),
        Engagement.category == category,
        Engagement.status != EngagementStatus.ENDED,
    )
