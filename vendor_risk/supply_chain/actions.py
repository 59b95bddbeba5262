"""Every change of supply links, and the reach that is derived from them.

The links are the one truth about who depends on whom: a running engagement always has its contract link
(`follow_contracts`, called by `engagements.actions`), so reach needs to look at nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select, tuple_

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.database.bulk_sql import insert_many
from vendor_risk.domain.chain.reach import Graph
from vendor_risk.domain.texts.two_languages import written
from vendor_risk.errors import Refused
from vendor_risk.organizations.models import Organization, OrganizationKind, Reach
from vendor_risk.supply_chain import history_actions, queries
from vendor_risk.supply_chain.models import Contracted, LinkSource, SupplyLink

SHARE_DIGITS = 4
"""Confidence and weight are kept to this many digits, so that they survive any spreadsheet."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What is known of a link that does not come from an engagement."""

    service: str
    source: LinkSource
    confidence: float
    weight: float | None
    seen_on: date
    weight_reason: str = ""
    """Why a person gives the weight."""
    service_en: str | None = None
    service_ja: str | None = None

    def __post_init__(self) -> None:
        """The service in the language it is written in, where that is not said."""
        texts = written(self.service, self.service_en, self.service_ja)
        for name, text in zip(("service", "service_en", "service_ja"), texts, strict=True):
            object.__setattr__(self, name, text)  # frozen: settled once, here


def _checked(buyer_id: int, supplier_id: int, facts: LinkFacts, besides: int | None) -> dict[str, object]:
    if buyer_id == supplier_id:
        raise Refused(_("An organisation cannot be its own supplier. Select two different organisations."))
    if facts.source == LinkSource.CONTRACT:
        raise Refused(
            _("Contractual relationships are created from engagements. Add or change the engagement instead.")
        )
    if queries.same_link(buyer_id, supplier_id, facts.service, besides):
        raise Refused(
            _("This relationship is already registered. Change the existing one, or enter a different service.")
        )
    values = asdict(facts)
    values["confidence"] = round(facts.confidence, SHARE_DIGITS)
    values["weight"] = None if facts.weight is None else round(facts.weight, SHARE_DIGITS)
    values["weight_reason"] = "" if facts.weight is None else facts.weight_reason
    return values


def _record(verb: str, link: SupplyLink, *, at: datetime, actor: str, **more: object) -> None:
    buyer = db.session.get_one(Organization, link.buyer_id)
    company_id = buyer.id if buyer.kind == OrganizationKind.GROUP_COMPANY else buyer.home_company_id
    details = {"buyer": link.buyer_id, "supplier": link.supplier_id, "service": link.service} | more
    record(f"supply_chain.{verb}", "supply_link", link.id, actor=actor, at=at, company_id=company_id, **details)


def add_link(buyer_id: int, supplier_id: int, facts: LinkFacts, *, at: datetime, actor: str) -> SupplyLink:
    """A new link, as declared by a vendor or found otherwise. Refused when double or to itself."""
    values = _checked(buyer_id, supplier_id, facts, None)
    link = SupplyLink(buyer_id=buyer_id, supplier_id=supplier_id, created_at=at, **values)
    db.session.add(link)
    db.session.flush()
    _record("add_link", link, at=at, actor=actor)
    history_actions.note([buyer_id], at=at, actor=actor)
    refresh_reach([buyer_id])
    return link


def change_link(link: SupplyLink, facts: LinkFacts, *, at: datetime, actor: str) -> SupplyLink:
    """New facts for a link; its two parties stay. Refused for links that follow an engagement."""
    if queries.has_contract(link):
        raise Refused(
            _("Contractual relationships are created from engagements. Add or change the engagement instead.")
        )
    for name, value in _checked(link.buyer_id, link.supplier_id, facts, link.id).items():
        setattr(link, name, value)
    db.session.flush()
    _record("change_link", link, at=at, actor=actor)
    history_actions.note([link.buyer_id], at=at, actor=actor)
    return link


def state_weight(link: SupplyLink, weight: float, reason: str, *, at: datetime, actor: str) -> SupplyLink:
    """A person's own weight (0–1) for a link, contract or not, with the reason; it counts instead of the facts'."""
    if not 0 <= weight <= 1:
        raise Refused(_("Enter a weight between 0 and 100 per cent."))
    if not reason.strip():
        raise Refused(_("Enter a reason so that other users can understand the decision later."))
    link.weight, link.weight_reason = round(weight, SHARE_DIGITS), reason.strip()
    _record("state_weight", link, at=at, actor=actor, weight=link.weight, reason=link.weight_reason)
    history_actions.note([link.buyer_id], at=at, actor=actor)
    return link


def release_weight(link: SupplyLink, *, at: datetime, actor: str) -> None:
    """Let the weight follow from the facts again."""
    before, link.weight, link.weight_reason = link.weight, None, ""
    _record("release_weight", link, at=at, actor=actor, before=before)
    history_actions.note([link.buyer_id], at=at, actor=actor)


def remove_link(link: SupplyLink, *, at: datetime, actor: str) -> None:
    """Take a link out of the chain. Refused for links that follow an engagement."""
    if queries.has_contract(link):
        raise Refused(
            _("Contractual relationships are created from engagements. Add or change the engagement instead.")
        )
    _record("remove_link", link, at=at, actor=actor)
    buyer_id = link.buyer_id
    db.session.delete(link)
    history_actions.note([buyer_id], at=at, actor=actor)
    refresh_reach([buyer_id])


def follow_contracts(
    buyer_id: int, supplier_id: int, running: Mapping[str, Contracted], *, today: date, at: datetime, actor: str
) -> None:
    """Make the contract links between two parties those of their running engagements (`running`, by service).

    A declared link of the same service becomes the contract's: the stronger source wins. Reach is brought up to date.
    """
    known = {link.service: link for link in queries.between(buyer_id, supplier_id)}
    for service, link in known.items():
        if link.source == LinkSource.CONTRACT and service not in running:
            db.session.delete(link)
    for service, contracted in running.items():
        link = known.get(service) or SupplyLink(
            buyer_id=buyer_id, supplier_id=supplier_id, service=service, seen_on=today, created_at=at
        )
        if link.source != LinkSource.CONTRACT:
            link.source, link.confidence, link.seen_on = LinkSource.CONTRACT, 1.0, today
        link.engagement_id, link.service_en, link.service_ja = contracted
        db.session.add(link)
    history_actions.note([buyer_id], at=at, actor=actor)
    refresh_reach([buyer_id])


def refresh_reach(buyer_ids: Iterable[int]) -> None:
    """Bring reach up to date after links of these buyers changed: only for companies that rest on one of them."""
    rows = db.session.scalars(select(Reach.company_id).where(Reach.organization_id.in_(list(buyer_ids))).distinct())
    rebuild_reach(set(rows.all()) | set(_companies(buyer_ids)))


def _companies(among: Iterable[int] | None = None) -> list[int]:
    query = select(Organization.id).where(Organization.kind == OrganizationKind.GROUP_COMPANY)
    if among is not None:
        query = query.where(Organization.id.in_(list(among)))
    return list(db.session.scalars(query))


def rebuild_reach(companies: Iterable[int] | None = None) -> int:
    """Make `reach` what the links say, for these group companies (default: all); the number of rows that changed.

    Breadth first from each company over all links; cycles are fine. The tree of companies is not a link. Only rows
    that differ are written.
    """
    db.session.flush()
    chosen = _companies() if companies is None else list(companies)
    if not chosen:
        return 0
    graph = Graph.of(*queries.edges())
    wanted: set[tuple[int, int, int]] = set()
    for company_id in chosen:
        ids, depths = graph.depths(company_id)
        wanted.update((company_id, i, d) for i, d in zip(ids.tolist(), depths.tolist(), strict=True))
    query = select(Reach.company_id, Reach.organization_id, Reach.depth).where(Reach.company_id.in_(chosen))
    present = {(row[0], row[1], row[2]) for row in db.session.execute(query)}
    _forget(sorted(present - wanted))
    added = [{"company_id": c, "organization_id": o, "depth": d} for c, o, d in sorted(wanted - present)]
    if added:
        insert_many(Reach, added)
    return len(present ^ wanted)


def _forget(rows: list[tuple[int, int, int]]) -> None:
    key = tuple_(Reach.company_id, Reach.organization_id)
    for first in range(0, len(rows), _CHUNK):
        part = [row[:2] for row in rows[first : first + _CHUNK]]
        db.session.execute(delete(Reach).where(key.in_(part)).execution_options(synchronize_session=False))
