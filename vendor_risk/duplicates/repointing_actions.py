"""Moving everything that hangs on one record to another, and back: rows by id, so that back is exactly those."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from vendor_risk import features
from vendor_risk.assessments.models import Result
from vendor_risk.database import Base, db
from vendor_risk.engagements import queries as engagement_queries
from vendor_risk.engagements.models import Engagement
from vendor_risk.features import Column
from vendor_risk.i18n import local_day
from vendor_risk.improvement.models import Finding
from vendor_risk.organizations.models import Contact
from vendor_risk.supply_chain.actions import follow_contracts
from vendor_risk.supply_chain.models import LinkSource, SupplyLink

_CHUNK = 500
Ids = list[int]


class KeptLink(Struct, frozen=True):
    """A supply link with all its columns, as the journal of a merge keeps it."""

    id: int
    buyer_id: int
    supplier_id: int
    service: str
    service_en: str | None
    service_ja: str | None
    source: LinkSource
    engagement_id: int | None
    confidence: float
    weight: float | None
    weight_reason: str
    seen_on: date
    created_at: datetime

    @property
    def ends(self) -> tuple[int, int]:
        """Buyer and supplier."""
        return self.buyer_id, self.supplier_id


class MergeJournal(Struct, frozen=True):
    """What a merge changed: what undoing it puts back.

    `moved`: the ids of the rows that moved, by column; `dropped`: links left out as doubles; `stated`: links that a
    contract took over; `facts`: what the record that stays took from the other.
    """

    moved: dict[str, Ids]
    dropped: list[KeptLink]
    stated: list[KeptLink]
    facts: dict[str, str | int]


class MovedLinks(NamedTuple):
    """What became of the links of a merge. `stated`: those that were there already and no contract makes."""

    moved: dict[str, Ids]
    dropped: list[KeptLink]
    stated: list[KeptLink]


def _column(model: type[Base], name: str) -> InstrumentedAttribute[int]:
    """A column that names an organization or an assessment."""
    found: InstrumentedAttribute[int] = getattr(model, name)
    return found


def _id(model: type[Base]) -> ColumnElement[int]:
    return model.__mapper__.primary_key[0]


def _key(model: type[Base], name: str) -> str:
    return f"{model.__tablename__}.{name}"


def _set(model: type[Base], name: str, ids: Ids, before: int, after: int) -> None:
    """Point these rows to `after`, those that still point to `before`."""
    key = _id(model)
    for first in range(0, len(ids), _CHUNK):
        chosen = key.in_(ids[first : first + _CHUNK]), _column(model, name) == before
        db.session.execute(
            update(model).where(*chosen).values({name: after}).execution_options(synchronize_session=False)
        )


def move_rows(gone: int, kept: int) -> dict[str, Ids]:
    """The ids that moved, by column. Links and contacts are no feature's `moves`: of doubles one stays."""
    moved = {}
    for model, name in features.moves():
        key = _id(model)
        ids = list(db.session.scalars(select(key).where(_column(model, name) == gone).order_by(key)))
        _set(model, name, ids, gone, kept)
        moved[_key(model, name)] = ids
    return moved


def move_contacts(gone: int, kept: int) -> Ids:
    """Contacts move, none as the one to write to; who is known by the same address there stays behind."""
    known = {
        email.casefold() for email in db.session.scalars(select(Contact.email).where(Contact.organization_id == kept))
    }
    rows = db.session.execute(select(Contact.id, Contact.email).where(Contact.organization_id == gone))
    ids = [row.id for row in rows if row.email.casefold() not in known]
    _set(Contact, "organization_id", ids, gone, kept)
    if known:
        db.session.execute(
            update(Contact)
            .where(Contact.id.in_(ids))
            .values(primary=False)
            .execution_options(synchronize_session=False)
        )
    return ids


def _links(*organization_ids: int) -> list[KeptLink]:
    columns = SupplyLink.__table__.c
    touching = or_(columns.buyer_id.in_(organization_ids), columns.supplier_id.in_(organization_ids))
    asked = select(*(columns[name] for name in KeptLink.__struct_fields__)).where(touching).order_by(columns.id)
    return [KeptLink(*row) for row in db.session.execute(asked)]


def move_links(gone: int, kept: int) -> MovedLinks:
    """Links move; a double of a link that is there, and a link between the two, is left out and kept in the journal."""
    present = _links(gone, kept)
    there = {(*link.ends, link.service) for link in present if gone not in link.ends}
    bought, sold, dropped = Ids(), Ids(), list[KeptLink]()
    for link in present:
        if gone not in link.ends:
            continue
        buyer, supplier = (kept if end == gone else end for end in link.ends)
        if buyer == supplier or (buyer, supplier, link.service) in there:
            dropped.append(link)
        else:
            (bought if link.buyer_id == gone else sold).append(link.id)
    db.session.execute(
        delete(SupplyLink)
        .where(SupplyLink.id.in_([link.id for link in dropped]))
        .execution_options(synchronize_session=False)
    )
    _set(SupplyLink, "buyer_id", bought, gone, kept)
    _set(SupplyLink, "supplier_id", sold, gone, kept)
    stated = [link for link in present if gone not in link.ends and link.source != LinkSource.CONTRACT]
    return MovedLinks({"supply_link.buyer_id": bought, "supply_link.supplier_id": sold}, dropped, stated)


def follow(organization_ids: tuple[int, ...], at: datetime, actor: str) -> None:
    """Make the contract links of these organizations those of their running engagements."""
    db.session.expire_all()
    e = Engagement
    chosen = or_(e.buyer_id.in_(organization_ids), e.supplier_id.in_(organization_ids))
    bought = db.session.execute(select(e.buyer_id, e.supplier_id).where(chosen).distinct())
    pairs = {(row.buyer_id, row.supplier_id) for row in bought} | {
        link.ends for link in _links(*organization_ids) if link.source == LinkSource.CONTRACT
    }
    for buyer, supplier in sorted(pairs):
        running = engagement_queries.running_between(buyer, supplier)
        follow_contracts(buyer, supplier, running, today=local_day(at), at=at, actor=actor)


def overtaken(links: Sequence[KeptLink]) -> list[KeptLink]:
    """Those of the stated links that a contract has taken over (or that are gone): what undoing puts back."""
    ids = [link.id for link in links]
    stored = SupplyLink
    still = set(db.session.scalars(select(stored.id).where(stored.id.in_(ids), stored.source != LinkSource.CONTRACT)))
    return [link for link in links if link.id not in still]


def move_back(moved: dict[str, Ids], gone: int, kept: int) -> None:
    """The rows that moved and still stand there, and what has come of moved assessments since."""
    apart: tuple[Column, ...] = ((Contact, "organization_id"), (SupplyLink, "buyer_id"), (SupplyLink, "supplier_id"))
    for model, name in features.moves() + apart:
        _set(model, name, moved.get(_key(model, name), []), kept, gone)
    assessments = moved.get("assessment.organization_id", [])
    followers: tuple[type[Base], ...] = (Result, Finding)
    for model in followers:
        for first in range(0, len(assessments), _CHUNK):
            theirs = _column(model, "assessment_id").in_(assessments[first : first + _CHUNK])
            db.session.execute(
                update(model)
                .where(theirs, _column(model, "organization_id") == kept)
                .values(organization_id=gone)
                .execution_options(synchronize_session=False)
            )


def restore_links(links: Sequence[KeptLink]) -> None:
    """Put back links as they were, where none of the same kind stands there now."""
    stored = SupplyLink
    for link in links:
        same = (
            stored.buyer_id == link.buyer_id,
            stored.supplier_id == link.supplier_id,
            stored.service == link.service,
        )
        if db.session.scalar(select(stored.id).where(*same)) is not None:
            continue
        if link.engagement_id and db.session.get(Engagement, link.engagement_id) is None:
            continue
        values = msgspec.structs.asdict(link)
        if db.session.get(stored, link.id) is not None:
            values.pop("id")
        db.session.execute(insert(stored).values(values))
