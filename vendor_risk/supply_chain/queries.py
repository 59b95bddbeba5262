"""Questions about supply links and the chain they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import aliased

from vendor_risk.database import Query, db
from vendor_risk.domain.chain.reach import Graph, Ids
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.names import search_words
from vendor_risk.organizations.queries import called, written_in
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain.models import LinkSource, SupplyLink, SupplyLinkVersion
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp

AGES = (180, 365, 730)
"""Days without confirmation that the list can be narrowed by."""
ORDERS = ("seen", "buyer", "supplier", "source", "confidence")

Buyer, Supplier = aliased(Organization, name="buyer"), aliased(Organization, name="supplier")


def visible_links(scope: Scope) -> ColumnElement[bool]:
    """The SQL condition under which a link may be seen: both its parties may be.

    For lists: the organizations that may be seen are gathered once and every link is looked up among them. The "+ 0"
    keeps SQLite from trying every pair of them on the index instead.
    """
    seen = select(Organization.id).where(organization_queries.visible_organizations(scope))
    return and_((SupplyLink.buyer_id + 0).in_(seen), (SupplyLink.supplier_id + 0).in_(seen))


def _parties_visible(scope: Scope) -> ColumnElement[bool]:
    """The same for a few links with both parties joined: each party is looked up by itself."""
    seen = organization_queries.visible_organizations
    return and_(seen(scope, Buyer), seen(scope, Supplier))


def may_edit(scope: Scope, buyer: Organization) -> bool:
    """Whether links of this buyer may be changed: a company of the scope, or a vendor one of them looks after."""
    return scope.covers(buyer.id if buyer.kind == OrganizationKind.GROUP_COMPANY else buyer.home_company_id)


def link(scope: Scope, link_id: int) -> SupplyLink | None:
    """The link with that id, when it may be seen."""
    query = _joined(select(SupplyLink)).where(SupplyLink.id == link_id, _parties_visible(scope))
    found: SupplyLink | None = db.session.scalar(query)
    return found


@dataclass(frozen=True, slots=True)
class LinkFilters:
    """What a list of links is narrowed by; "" and 0 narrow nothing."""

    q: str = ""
    source: str = ""
    older_than: int = 0
    """Days since the link was last confirmed."""


def _narrowed(scope: Scope, filters: LinkFilters, today: date) -> list[ColumnElement[bool]]:
    found = [visible_links(scope)]
    for word in search_words(filters.q):
        found.append(
            or_(
                called(word, Buyer),
                called(word, Supplier),
                written_in(word, SupplyLink.service, SupplyLink.service_en, SupplyLink.service_ja),
            )
        )
    if filters.source:
        found.append(SupplyLink.source == filters.source)
    if filters.older_than:
        found.append(SupplyLink.seen_on < today - timedelta(days=filters.older_than))
    return found


def _joined(query: Query) -> Query:
    return query.join(Buyer, Buyer.id == SupplyLink.buyer_id).join(Supplier, Supplier.id == SupplyLink.supplier_id)


def _rows() -> Select[*tuple[object, ...]]:
    link = SupplyLink
    columns: list[SQLColumnExpression[object]] = [
        link.id,
        link.service,
        link.service_en,
        link.service_ja,
        link.source,
        link.confidence,
        link.weight,
        link.seen_on,
        link.engagement_id,
    ]
    for party, prefix in ((Buyer, "buyer"), (Supplier, "supplier")):
        for name in ("id", "code", "kind", "name", "name_en", "name_ja", "home_company_id"):
            columns.append(getattr(party, name).label(f"{prefix}_{name}"))
    return _joined(select(*columns))


class LinkRow(NamedTuple):
    """A line of the list of links, with both parties."""

    id: int
    service: str
    service_en: str | None
    service_ja: str | None
    source: LinkSource
    confidence: float
    weight: float | None
    seen_on: date
    engagement_id: int | None
    buyer_id: int
    buyer_code: str
    buyer_kind: OrganizationKind
    buyer_name: str
    buyer_name_en: str | None
    buyer_name_ja: str | None
    buyer_home_company_id: int | None
    supplier_id: int
    supplier_code: str
    supplier_kind: OrganizationKind
    supplier_name: str
    supplier_name_en: str | None
    supplier_name_ja: str | None
    supplier_home_company_id: int | None


def links(
    scope: Scope, filters: LinkFilters, today: date, order: str = "seen", descending: bool = False, number: int = 1
) -> Page[LinkRow]:
    """A page of links with the names of both parties."""
    conditions = _narrowed(scope, filters, today)
    counted = select(func.count()).select_from(SupplyLink)
    total = db.session.scalar((_joined(counted) if filters.q else counted).where(*conditions)) or 0
    column: SQLColumnExpression[object] = {
        "seen": SupplyLink.seen_on,
        "buyer": Buyer.sort_name,
        "supplier": Supplier.sort_name,
        "source": SupplyLink.source,
        "confidence": SupplyLink.confidence,
    }[order]
    page = clamp(number, total)
    query = _rows().where(*conditions).order_by(column.desc() if descending else column.asc(), SupplyLink.id)
    rows = db.session.execute(query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return Page([LinkRow._make(row) for row in rows], page, total)


def links_of(scope: Scope, organization_id: int, limit: int = 200) -> tuple[Sequence[LinkRow], Sequence[LinkRow]]:
    """The links of an organization that may be seen: those it supplies, and those it buys by."""
    sold = _rows().where(SupplyLink.supplier_id == organization_id, _parties_visible(scope))
    bought = _rows().where(SupplyLink.buyer_id == organization_id, _parties_visible(scope))
    return (
        [LinkRow._make(row) for row in db.session.execute(sold.order_by(Buyer.sort_name).limit(limit))],
        [LinkRow._make(row) for row in db.session.execute(bought.order_by(Supplier.sort_name).limit(limit))],
    )


def edges(*conditions: ColumnElement[bool]) -> tuple[Ids, Ids]:
    """Every edge (or those that fit) as (buyers, suppliers). Beyond any scope unless a condition says otherwise."""
    rows = db.session.execute(select(SupplyLink.buyer_id, SupplyLink.supplier_id).where(*conditions))
    pairs = np.fromiter((number for row in rows for number in row), dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def chain(scope: Scope, organization_id: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Who buys from an organization, directly and through others, and who supplies it: (id, depth), nearest first.

    Only what may be seen, and only over organizations that may be seen.
    """
    buyers, suppliers = edges(visible_links(scope))
    if not len(buyers):
        return [], []
    up, down = Graph.of(suppliers, buyers), Graph.of(buyers, suppliers)
    return _without_start(up.depths(organization_id)), _without_start(down.depths(organization_id))


def _without_start(found: tuple[Ids, Ids]) -> list[tuple[int, int]]:
    return list(zip(found[0].tolist(), found[1].tolist(), strict=True))[1:]


def same_link(buyer_id: int, supplier_id: int, service: str, besides: int | None = None) -> SupplyLink | None:
    """The link between these two for this service in either language, when there is one (any source and scope)."""
    k = SupplyLink
    same = or_(k.service == service, k.service_en == service, k.service_ja == service)
    parties = (k.buyer_id == buyer_id, k.supplier_id == supplier_id, k.id != (besides or 0))
    return db.session.scalars(select(k).where(*parties, same).order_by(k.id)).first()


def between(buyer_id: int, supplier_id: int) -> Sequence[SupplyLink]:
    """All links between these two."""
    return db.session.scalars(
        select(SupplyLink).where(SupplyLink.buyer_id == buyer_id, SupplyLink.supplier_id == supplier_id)
    ).all()


def has_contract(row: SupplyLink) -> bool:
    """Whether a link follows an engagement, so that it is changed there."""
    return row.source == LinkSource.CONTRACT and row.engagement_id is not None


MOST_VERSIONS = 400
"""Versions shown on one page of history, the newest first; the page says when there are more."""


class LinkVersionRow(NamedTuple):
    """A version of a link, with both parties and who began and ended it."""

    id: int
    service: str
    service_en: str | None
    service_ja: str | None
    source: LinkSource
    confidence: float
    weight: float | None
    weight_reason: str
    seen_on: date
    since: datetime
    until: datetime | None
    made_by: str
    ended_by: str
    supplier_seen: bool
    buyer_id: int
    buyer_code: str
    buyer_kind: OrganizationKind
    buyer_name: str
    buyer_name_en: str | None
    buyer_name_ja: str | None
    supplier_id: int
    supplier_code: str
    supplier_kind: OrganizationKind
    supplier_name: str
    supplier_name_en: str | None
    supplier_name_ja: str | None


def versions(scope: Scope, organization_id: int, supplier_id: int | None = None) -> Sequence[LinkVersionRow]:
    """The history of an organization's links, both as buyer and as supplier, the newest first; of those to one
    supplier only, when it is given.

    A version is seen by whoever sees its buyer. Its supplier may have gone out of sight with the link: then
    `supplier_seen` is false and the page does not name it. One more than MOST_VERSIONS tells that there are more.
    """
    v = SupplyLinkVersion
    columns: list[SQLColumnExpression[object]] = [
        v.id,
        v.service,
        v.service_en,
        v.service_ja,
        v.source,
        v.confidence,
        v.weight,
        v.weight_reason,
        v.seen_on,
        v.since,
        v.until,
    ]
    columns += [
        v.made_by,
        v.ended_by,
        organization_queries.visible_organizations(scope, Supplier).label("supplier_seen"),
    ]
    for party, prefix in ((Buyer, "buyer"), (Supplier, "supplier")):
        for name in ("id", "code", "kind", "name", "name_en", "name_ja"):
            columns.append(getattr(party, name).label(f"{prefix}_{name}"))
    query = select(*columns).join(Buyer, Buyer.id == v.buyer_id).join(Supplier, Supplier.id == v.supplier_id)
    if supplier_id is None:
        query = query.where(or_(v.buyer_id == organization_id, v.supplier_id == organization_id))
    else:
        query = query.where(v.buyer_id == organization_id, v.supplier_id == supplier_id)
    query = query.where(
        organization_queries.visible_organizations(scope, Buyer), or_(v.until.is_(None), v.until > v.since)
    )
    rows = db.session.execute(query.order_by(v.since.desc(), v.id.desc()).limit(MOST_VERSIONS + 1))
    return [LinkVersionRow._make(row) for row in rows]


def doubles(row: SupplyLink) -> Sequence[SupplyLink]:
    """The other links between the same two (loaded through a scope before)."""
    return [other for other in between(row.buyer_id, row.supplier_id) if other.id != row.id]
