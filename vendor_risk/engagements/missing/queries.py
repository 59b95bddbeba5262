"""Which facts are missing, of whose engagements, and which requests for them are open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from vendor_risk.database import db
from vendor_risk.engagements.missing.models import FactRequest
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.engagements.queries import visible_engagements
from vendor_risk.notifications.links import token_hash
from vendor_risk.organizations.checks import is_email
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp

_E = Engagement
_RUNS = _E.status != EngagementStatus.ENDED
_LACKS = and_(_RUNS, _E.facts_missing > 0)
_OPEN_TIER = _E.tier_could_be < _E.tier  # "T1" < "T2" < "T3"


@dataclass(frozen=True, slots=True)
class AskedOwner:
    """Who can tell, for one company: an address in lower case or, where there is none, a name as it is registered."""

    company_id: int
    email: str
    name: str = ""

    @property
    def reachable(self) -> bool:
        """Whether the address can be one of mail."""
        return is_email(self.email)


class OwnerRow(NamedTuple):
    """An owner with what is missing of the engagements of one company: how many, and what tier could change."""

    company_id: int
    email: str
    bare_name: str
    """The name where there is no address, else ""."""
    engagements: int
    details: int
    could_be_t1: int
    """Engagements of another tier that T1 could turn out to be."""
    could_be_t2: int
    owner_name: str
    owner_name_en: str | None
    owner_name_ja: str | None
    company_name: str
    company_name_en: str | None
    company_name_ja: str | None

    @property
    def owner(self) -> AskedOwner:
        """Who that is."""
        return AskedOwner(self.company_id, self.email, self.bare_name)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _by_owner(scope: Scope, company_id: int | None) -> Subquery:
    conditions = [visible_engagements(scope), _LACKS]
    if company_id is not None:
        conditions.append(_E.buyer_id == company_id)
    flat = (  # grouped by its columns: PostgreSQL would not know a CASE with parameters again
        select(
            _E.id,
            _E.buyer_id,
            func.lower(_E.owner_email).label("email"),
            case((_E.owner_email == "", _E.owner_name), else_="").label("bare_name"),
            _E.facts_missing,
            case((_OPEN_TIER, _E.tier_could_be), else_="").label("could_be"),
        )
        .where(*conditions)
        .subquery()
    )
    return (
        select(
            flat.c.buyer_id.label("company_id"),
            flat.c.email,
            flat.c.bare_name,
            func.count().label("engagements"),
            func.sum(flat.c.facts_missing).label("details"),
            _count(flat.c.could_be == "T1").label("could_be_t1"),
            _count(flat.c.could_be == "T2").label("could_be_t2"),
            func.min(flat.c.id).label("first_id"),
        )
        .group_by(flat.c.buyer_id, flat.c.email, flat.c.bare_name)
        .subquery()
    )


def _owner_rows(found: Subquery) -> Select[*tuple[object, ...]]:
    o = Organization
    return (
        select(
            *(column for column in found.c if column.key != "first_id"),
            _E.owner_name,
            _E.owner_name_en,
            _E.owner_name_ja,
            o.name,
            o.name_en,
            o.name_ja,
        )
        .join(_E, _E.id == found.c.first_id)
        .join(o, o.id == found.c.company_id)
        .order_by(
            found.c.could_be_t1.desc(),
            found.c.could_be_t2.desc(),
            found.c.details.desc(),
            o.sort_name,
            _E.owner_name,
            found.c.first_id,
        )
    )


def owners(scope: Scope, company_id: int | None, number: int) -> Page[OwnerRow]:
    """A page of owners of engagements with missing facts: those whose tier could be more critical first."""
    found = _by_owner(scope, company_id)
    total = db.session.scalar(select(func.count()).select_from(found)) or 0
    page = clamp(number, total)
    rows = db.session.execute(_owner_rows(found).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return Page([OwnerRow._make(row) for row in rows], page, total)


def every_owner(scope: Scope, company_id: int | None) -> Sequence[OwnerRow]:
    """All of them in that order, for a file."""
    return [OwnerRow._make(row) for row in db.session.execute(_owner_rows(_by_owner(scope, company_id)))]


def _of(owner: AskedOwner) -> list[ColumnElement[bool]]:
    conditions = [_E.buyer_id == owner.company_id, func.lower(_E.owner_email) == owner.email]
    return conditions if owner.email else [*conditions, _E.owner_name == owner.name]


def _entities(owner: AskedOwner) -> Select[Engagement]:
    """What the owner has, the engagements whose tier could be more critical first."""
    order = case((_OPEN_TIER, _E.tier_could_be), else_="T9"), _E.facts_missing.desc(), _E.id
    return select(_E).where(*_of(owner)).options(joinedload(_E.buyer), joinedload(_E.supplier)).order_by(*order)


def lacking(owner: AskedOwner, number: int, size: int = PAGE_SIZE) -> Page[Engagement]:
    """A page of an owner's engagements with missing facts, those whose tier could be more critical first. Has no scope:
    the caller knows that engagements of the owner's company may be seen.
    """
    total, _details = left(owner)
    page = clamp(number, total, size)
    query = _entities(owner).where(_LACKS).limit(size).offset((page - 1) * size)
    return Page(db.session.scalars(query).all(), page, total, size)


def lacking_after(owner: AskedOwner, after: int, size: int) -> tuple[Sequence[Engagement], bool]:
    """So many of an owner's engagements with missing facts as they were registered, those after the id `after`, and
    whether more follow. That order stays while they are filled in. Has no scope: the owner's own link leads here.
    """
    e = Engagement
    query = select(e).where(*_of(owner), _LACKS, e.id > after).options(joinedload(e.buyer), joinedload(e.supplier))
    rows = db.session.scalars(query.order_by(e.id).limit(size + 1)).all()
    return rows[:size], len(rows) > size


def left(owner: AskedOwner) -> tuple[int, int]:
    """How many of an owner's engagements have missing facts, and how many facts these are together."""
    query = select(func.count(_E.id), func.coalesce(func.sum(_E.facts_missing), 0)).where(*_of(owner), _LACKS)
    engagements, details = db.session.execute(query).one()
    return int(engagements), int(details)


def greeted(owner: AskedOwner) -> Engagement | None:
    """An engagement whose owner's name stands for all with missing facts under that address; None when names differ."""
    e = Engagement
    names = db.session.scalars(select(e.owner_name).where(*_of(owner), _LACKS).distinct().limit(2)).all()
    return db.session.scalar(_entities(owner).where(_LACKS).limit(1)) if len(names) == 1 else None


def running(owner: AskedOwner, ids: Collection[int]) -> Sequence[Engagement]:
    """Those engagements of an owner that run or are planned, as they are now, and nobody changes them until the
    transaction ends.
    """
    query = _entities(owner).where(_RUNS, _E.id.in_(sorted(ids))).with_for_update(of=_E)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def open_requests(owners: Iterable[AskedOwner], at: datetime) -> dict[tuple[int, str], FactRequest]:
    """The request that is open for each of these owners, by company and address."""
    wanted = sorted({(owner.company_id, owner.email) for owner in owners if owner.email})
    if not wanted:
        return {}
    r = FactRequest
    emails = {email for _company, email in wanted}
    query = select(r).where(
        r.company_id.in_(sorted({company for company, _email in wanted})),
        or_(*(r.email.in_(sorted(emails)[first : first + 500]) for first in range(0, len(emails), 500))),
        r.revoked_at.is_(None),
        r.expires_at > at,
    )
    return {(row.company_id, row.email): row for row in db.session.scalars(query.order_by(r.id))}


def good_request(token: str, at: datetime) -> FactRequest | None:
    """The request behind a link that is neither expired nor revoked."""
    r = FactRequest
    query = select(r).where(r.token_hash == token_hash(token), r.revoked_at.is_(None), r.expires_at > at)
    return db.session.scalar(query.options(joinedload(r.company)))
