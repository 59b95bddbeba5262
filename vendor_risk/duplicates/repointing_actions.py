"""Moving everything that hangs on one record to another, and back: rows by id, so that back is exactly those."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from vendor_risk import features
from vendor_risk.assessments.models import Result
from vendor_risk.database import Base, db
from vendor_risk.engagements import queries as engagement_queries
from vendor_risk.engagements.models import Engagement
from vendor_risk.features import Column
from vendor_risk.improvement.models import Finding
from vendor_risk.organizations.models import Contact
from vendor_risk.supply_chain.actions import follow_contracts
from vendor_risk.supply_chain.models import LinkSource, SupplyLink

_CHUNK = 500
Ids = list[int]


def _column(model: type[Base], name: str) -> InstrumentedAttribute[Any]:
    found: InstrumentedAttribute[Any] = getattr(model, name)
    return found


def _key(model: type[Base], name: str) -> str:
    return f"{model.__tablename__}.{name}"


def _set(model: type[Base], name: str, ids: Ids, before: int, after: int) -> None:
    """Point these rows to `after`, those that still point to `before`."""
    key: Any = model.__mapper__.primary_key[0]
    for first in range(0, len(ids), _CHUNK):
        chosen = key.in_(ids[first : first + _CHUNK]), _column(model, name) == before
        db.session.execute(
            update(model).where(*chosen).values({name: after}).execution_options(synchronize_session=False)
        )


def move_rows(gone: int, kept: int) -> dict[str, Ids]:
    """The ids that moved, by column. Links and contacts are no feature's `moves`: of doubles one stays."""
    moved = {}
    for model, name in features.moves():
        key: Any = model.__mapper__.primary_key[0]
        ids = list(db.session.scalars(select(key).where(_column(model, name) == gone).order_by(key)))
        _set(model, name, ids, gone, kept)
        moved[_key(model, name)] = ids
    return moved


def move_contacts(gone: int, kept: int) -> Ids:
    """Contacts move, none as the one to write to; who is known by the same address there stays behind."""
    known = {email.casefold() for email in db.session.scalars(_emails(kept))}
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


def _emails(organization_id: int) -> Any:
    return select(Contact.email).where(Contact.organization_id == organization_id)


def _links(*organization_ids: int) -> list[dict[str, Any]]:
    columns = SupplyLink.__table__.c
    touching = or_(columns.buyer_id.in_(organization_ids), columns.supplier_id.in_(organization_ids))
    return [dict(row) for row in db.session.execute(select(*columns).where(touching).order_by(columns.id)).mappings()]


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _from_json(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "seen_on": date.fromisoformat(row["seen_on"]),
        "created_at": datetime.fromisoformat(row["created_at"]),
        "source": LinkSource(row["source"]),
    }


def move_links(gone: int, kept: int) -> dict[str, Any]:
    """Links move; a double of a link that is there, and a link between the two, is left out and kept in the journal."""
    present = _links(gone, kept)
    there = {(row["buyer_id"], row["supplier_id"], row["service"]) for row in present if gone not in _ends(row)}
    dropped, moved = [], {"supply_link.buyer_id": [], "supply_link.supplier_id": []}  # type: ignore[var-annotated]
    for row in present:
        if gone not in _ends(row):
            continue
        buyer, supplier = (kept if end == gone else end for end in _ends(row))
        if buyer == supplier or (buyer, supplier, row["service"]) in there:
            dropped.append(row)
        elif row["buyer_id"] == gone:
            moved["supply_link.buyer_id"].append(row["id"])
        else:
            moved["supply_link.supplier_id"].append(row["id"])
    db.session.execute(
        delete(SupplyLink)
        .where(SupplyLink.id.in_([row["id"] for row in dropped]))
        .execution_options(synchronize_session=False)
    )
    _set(SupplyLink, "buyer_id", moved["supply_link.buyer_id"], gone, kept)
    _set(SupplyLink, "supplier_id", moved["supply_link.supplier_id"], gone, kept)
    stated = [row for row in present if gone not in _ends(row) and row["source"] != LinkSource.CONTRACT]
    return {"moved": moved, "dropped": [_as_json(row) for row in dropped], "stated": [_as_json(row) for row in stated]}


def _ends(row: dict[str, Any]) -> tuple[int, int]:
    return row["buyer_id"], row["supplier_id"]


def follow(organization_ids: tuple[int, ...], at: datetime, actor: str) -> None:
    """Make the contract links of these organizations those of their running engagements."""
    db.session.expire_all()
    e = Engagement
    chosen = or_(e.buyer_id.in_(organization_ids), e.supplier_id.in_(organization_ids))
    bought = db.session.execute(select(e.buyer_id, e.supplier_id).where(chosen).distinct())
    pairs = {(row.buyer_id, row.supplier_id) for row in bought} | {
        _ends(row) for row in _links(*organization_ids) if row["source"] == LinkSource.CONTRACT
    }
    for buyer, supplier in sorted(pairs):
        running = engagement_queries.running_between(buyer, supplier)
        follow_contracts(buyer, supplier, running, today=at.date(), at=at, actor=actor)


def overtaken(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the stated links that a contract has taken over (or that are gone): what undoing puts back."""
    ids = [row["id"] for row in rows]
    link = SupplyLink
    still = set(db.session.scalars(select(link.id).where(link.id.in_(ids), link.source != LinkSource.CONTRACT)))
    return [row for row in rows if row["id"] not in still]


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


def restore_links(rows: list[dict[str, Any]]) -> None:
    """Put back links as they were, where none of the same kind stands there now."""
    for row in rows:
        link = SupplyLink
        same = (
            link.buyer_id == row["buyer_id"], link.supplier_id == row["supplier_id"], link.service == row["service"]
        )  # fmt: skip
        if db.session.scalar(select(link.id).where(*same)) is not None:
            continue
        values = _from_json(row)
        if values["engagement_id"] and db.session.get(Engagement, values["engagement_id"]) is None:
            continue
        if db.session.get(link, values["id"]) is not None:
            values.pop("id")
        db.session.execute(insert(link).values(values))
