"""The register as it is stored, as rows to hold a file against and to write one from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from vendor_risk.database import db
from vendor_risk.domain.tiering.facts import Fact
from vendor_risk.engagements.models import Engagement
from vendor_risk.engagements.queries import visible_engagements
from vendor_risk.engagements.tiering import stated
from vendor_risk.formats.register.columns import RegisterRow, RegisterValue
from vendor_risk.imports.register.fields import ENGAGEMENT_FIELDS, FEATURES, ORGANIZATION_FIELDS, OVERRIDE_FIELDS
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.organizations.queries import visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain.models import LinkSource, SupplyLink
from vendor_risk.supply_chain.queries import Buyer, Supplier, visible_links


class StoredOrganization(NamedTuple):
    """An organization with its place in the group. `facts`: its code and the fields of its sheet."""

    id: int
    kind: OrganizationKind
    parent_id: int | None
    home_company_id: int | None
    code: str
    facts: RegisterRow


def organizations(scope: Scope | None = None) -> Iterator[StoredOrganization]:
    """The organizations a scope shows, companies first; without a scope all that are not merged into others."""
    o = Organization
    wanted = o.merged_into_id.is_(None) if scope is None else visible_organizations(scope)
    names = ("code", *ORGANIZATION_FIELDS)
    columns = [o.id, o.kind, o.parent_id, o.home_company_id, *(getattr(o, name) for name in names)]
    for row in db.session.execute(select(*columns).where(wanted).order_by(o.kind, o.id)):
        facts = dict(zip(names, row[4:], strict=True))
        yield StoredOrganization(row[0], OrganizationKind(row[1]), row[2], row[3], row[4], facts)


def visible_ids(scope: Scope) -> set[int]:
    """The ids of the organizations a scope shows."""
    return set(db.session.scalars(select(Organization.id).where(visible_organizations(scope))))


class MergedRecord(NamedTuple):
    """A record that stands as another one now."""

    id: int
    code: str
    merged_into_id: int


def merged() -> list[MergedRecord]:
    """Every record that was merged into another."""
    o = Organization
    rows = db.session.execute(select(o.id, o.code, o.merged_into_id))
    return [MergedRecord(one, code, after) for one, code, after in rows if after is not None]


class StoredContact(NamedTuple):
    """A contact of an organization."""

    organization_id: int
    name: str
    name_en: str | None
    name_ja: str | None
    email: str
    language: str
    role: str
    primary: bool
    department: str
    phone: str
    id: int


def contacts(scope: Scope | None = None) -> Iterator[StoredContact]:
    """The contacts of the organizations a scope shows; of all of them without one."""
    c = Contact
    query = select(
        c.organization_id, c.name, c.name_en, c.name_ja, c.email, c.language, c.role, c.primary, c.department, c.phone,
        c.id,
    )  # fmt: skip
    if scope is not None:
        query = query.join(Organization, Organization.id == c.organization_id).where(visible_organizations(scope))
    return (StoredContact(*row) for row in db.session.execute(query.order_by(c.organization_id, c.id)))


class StoredEngagement(NamedTuple):
    """An engagement. `own`: the fields a person writes, without the facts stated to hold or not to hold."""

    id: int
    code: str
    buyer_id: int
    supplier_id: int
    facts: list[str]
    denied_facts: list[str]
    own: RegisterRow

    def written(self) -> dict[str, RegisterValue]:
        """What a person wrote, by the fields of the sheet."""
        access = self.own["access"]
        on_site = str(access) if access else None
        holding, denied = (stated(facts, on_site) for facts in (self.facts, self.denied_facts))
        said = dict.fromkeys(holding, True) | dict.fromkeys(denied, False)
        return {**self.own, **{name: said.get(Fact(name)) for name in FEATURES}}


def engagements(scope: Scope | None = None) -> Iterator[StoredEngagement]:
    """The engagements a scope shows; every engagement without one."""
    e = Engagement
    names = (*OVERRIDE_FIELDS, *ENGAGEMENT_FIELDS)
    query = select(
        e.id, e.code, e.buyer_id, e.supplier_id, e.facts, e.denied_facts, *(getattr(e, name) for name in names)
    )
    if scope is not None:
        query = query.where(visible_engagements(scope))
    rows = db.session.execute(query.order_by(e.id))
    for row in rows:
        own = dict(zip(names, row[6:], strict=True))
        yield StoredEngagement(row[0], row[1], row[2], row[3], row[4], row[5], own)


def codes_of_parties(scope: Scope) -> dict[int, tuple[str, str]]:
    """The codes of buyer and supplier of each engagement a scope shows; either may lie outside the scope."""
    e = Engagement
    query = select(e.id, Buyer.code, Supplier.code).join(Buyer, Buyer.id == e.buyer_id)
    rows = db.session.execute(query.join(Supplier, Supplier.id == e.supplier_id).where(visible_engagements(scope)))
    return {row[0]: (row[1], row[2]) for row in rows}


class StoredLink(NamedTuple):
    """A supply link. `id` 0: a contract in the file makes it."""

    id: int
    buyer_id: int
    supplier_id: int
    service: str
    source: LinkSource
    confidence: float
    weight: float | None
    seen_on: date
    service_en: str | None = None
    service_ja: str | None = None


def links() -> Iterator[StoredLink]:
    """Every link."""
    k = SupplyLink
    query = select(
        k.id,
        k.buyer_id,
        k.supplier_id,
        k.service,
        k.source,
        k.confidence,
        k.weight,
        k.seen_on,
        k.service_en,
        k.service_ja,
    )
    return (StoredLink._make(row) for row in db.session.execute(query))


class ShownLink(NamedTuple):
    """A link as the sheet of links has it, by the codes of its parties."""

    buyer: str
    supplier: str
    service: str
    service_en: str | None
    service_ja: str | None
    source: str
    confidence: float
    weight: float | None
    seen_on: date


def links_shown(scope: Scope) -> Iterator[ShownLink]:
    """The links a scope shows that no contract makes."""
    k = SupplyLink
    names = (k.service, k.service_en, k.service_ja)
    query = select(Buyer.code, Supplier.code, *names, k.source, k.confidence, k.weight, k.seen_on)
    query = query.select_from(k).join(Buyer, Buyer.id == k.buyer_id).join(Supplier, Supplier.id == k.supplier_id)
    query = query.where(visible_links(scope), k.source != LinkSource.CONTRACT)
    return (ShownLink(*row) for row in db.session.execute(query.order_by(k.id)))
