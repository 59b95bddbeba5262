"""Questions about bulk imports: the person's own, the files of one, the organizations a file may belong to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from vendor_risk.assessments.models import Result
from vendor_risk.database import db
from vendor_risk.imports.bulk.guess import LIKELY, KnownParty, Register
from vendor_risk.imports.bulk.models import BulkFile, BulkImport, FileState
from vendor_risk.organizations.models import Contact, Organization
from vendor_risk.organizations.queries import visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp

TO_CHOOSE, READY = "to_choose", "ready"
"""Two kinds of waiting files: whose it is has to be said; it will be imported."""
VIEWS = (TO_CHOOSE, READY, "unsure", "left_out", "imported", "unchanged", "refused")


def bulk(scope: Scope, bulk_id: int, owner_id: int | None) -> BulkImport | None:
    """The bulk import with that id, when it is this person's and its company lies in the scope.

    `owner_id` None is for background work, which acts for the owner.
    """
    conditions = [BulkImport.id == bulk_id, BulkImport.company_id.in_(sorted(scope.companies))]
    if owner_id is not None:
        conditions.append(BulkImport.owner_id == owner_id)
    return db.session.scalar(select(BulkImport).where(*conditions))


class BulkLine(NamedTuple):
    """A bulk import with the number of its files and of those that still wait."""

    id: int
    name: str
    created_at: datetime
    files: int
    waiting: int


def bulks(scope: Scope, owner_id: int, limit: int = 20) -> list[BulkLine]:
    """The person's newest bulk imports."""
    waiting = func.count(BulkFile.id).filter(BulkFile.state == FileState.WAITING).label("waiting")
    b = BulkImport
    rows = db.session.execute(
        select(b.id, b.name, b.created_at, func.count(BulkFile.id), waiting)
        .outerjoin(BulkFile, BulkFile.bulk_id == b.id)
        .where(b.owner_id == owner_id, b.company_id.in_(sorted(scope.companies)), ~b.discarded)
        .group_by(b.id, b.name, b.created_at)
        .order_by(b.id.desc())
        .limit(limit)
    )
    return [BulkLine(*row) for row in rows]


def kept_bytes(owner_id: int) -> int:
    """How many bytes this person's bulk imports hold that still wait for something."""
    waiting = select(BulkFile.bulk_id).where(BulkFile.state == FileState.WAITING)
    b = BulkImport
    query = select(func.coalesce(func.sum(b.size), 0)).where(b.owner_id == owner_id, ~b.discarded, b.id.in_(waiting))
    return db.session.scalar(query) or 0


def _of(view: str) -> list[ColumnElement[bool]]:
    f = BulkFile
    waiting = f.state == FileState.WAITING
    conditions: dict[str, list[ColumnElement[bool]]] = {
        TO_CHOOSE: [waiting, f.organization_id.is_(None), ~f.skip],
        READY: [waiting, f.organization_id.is_not(None), ~f.skip],
        "unsure": [waiting, ~f.skip, ~f.own, func.coalesce(f.confidence, 0.0) < LIKELY],
        "left_out": [(f.state == FileState.LEFT_OUT) | (waiting & f.skip)],
    }
    return conditions.get(view) or ([f.state == view] if view in VIEWS else [])


def numbers(bulk_id: int) -> dict[str, int]:
    """How many files of a bulk import (found through a scope) each view of it shows, "all", and those "waiting"."""
    columns = [func.count(BulkFile.id).filter(*_of(view)).label(view) for view in VIEWS]
    waiting = func.count(BulkFile.id).filter(BulkFile.state == FileState.WAITING).label("waiting")
    row = db.session.execute(
        select(func.count(BulkFile.id).label("all"), waiting, *columns).where(BulkFile.bulk_id == bulk_id)
    ).one()
    return dict(row._mapping)


def files(bulk_id: int, view: str, number: int) -> Page[BulkFile]:
    """A page of the files of a bulk import (found through a scope), as one view of it shows them."""
    conditions = [BulkFile.bulk_id == bulk_id, *_of(view)]
    total = db.session.scalar(select(func.count()).select_from(BulkFile).where(*conditions)) or 0
    page = clamp(number, total)
    rows = db.session.scalars(
        select(BulkFile).where(*conditions).order_by(BulkFile.position).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).all()
    return Page(rows, page, total)


def files_of(bulk_id: int, file_ids: Sequence[int]) -> Sequence[BulkFile]:
    """These files, as far as they belong to a bulk import (found through a scope)."""
    return db.session.scalars(select(BulkFile).where(BulkFile.bulk_id == bulk_id, BulkFile.id.in_(file_ids))).all()


def to_import(bulk_id: int) -> Sequence[int]:
    """The ids of the files that are to be imported, in their order."""
    query = select(BulkFile.id).where(BulkFile.bulk_id == bulk_id, *_of(READY)).order_by(BulkFile.position)
    return db.session.scalars(query).all()


def still_open(bulk_id: int) -> Sequence[BulkFile]:
    """The files of which nobody has said whose they are."""
    return db.session.scalars(select(BulkFile).where(BulkFile.bulk_id == bulk_id, *_of(TO_CHOOSE))).all()


def known_positions(bulk_id: int) -> set[int]:
    """The places of the files that are looked at already."""
    return set(db.session.scalars(select(BulkFile.position).where(BulkFile.bulk_id == bulk_id)))


class BulkFileResult(NamedTuple):
    """A file of a bulk import with the code and names of its organization, None while nobody knows whose it is."""

    file: BulkFile
    code: str | None
    name: str | None
    name_en: str | None
    name_ja: str | None


def results(bulk_id: int) -> list[BulkFileResult]:
    """Every file of a bulk import (found through a scope), in their order."""
    f, o = BulkFile, Organization
    rows = db.session.execute(
        select(f, o.code, o.name, o.name_en, o.name_ja)
        .outerjoin(o, o.id == f.organization_id)
        .where(f.bulk_id == bulk_id)
        .order_by(f.position)
    )
    return [BulkFileResult(*row) for row in rows]


def score_of(assessment_id: int) -> float | None:
    """The newest score of an assessment that was just made of a file; None without one."""
    r = Result
    return db.session.scalar(select(r.score).where(r.assessment_id == assessment_id).order_by(r.id.desc()).limit(1))


def register(scope: Scope) -> Register:
    """The organizations that may be seen, prepared for guessing whose answers a file holds."""
    o = Organization
    seen = visible_organizations(scope)
    rows = db.session.execute(
        select(o.id, o.code, o.name, o.name_en, o.name_ja, o.corporate_number, o.lei, o.website).where(seen)
    ).all()
    contacts = db.session.execute(
        select(Contact.organization_id, Contact.email).join(o, o.id == Contact.organization_id).where(seen)
    )
    return Register(
        [KnownParty(*row) for row in rows], [(row.organization_id, row.email.rpartition("@")[2]) for row in contacts]
    )


def named_files() -> set[str]:
    """The content address of every file that bulk imports still need. Beyond any scope: upkeep."""
    rows = db.session.scalars(select(BulkImport.sources).where(~BulkImport.discarded))
    uploads = {sha256 for sources in rows for sha256, _name in sources}
    waiting = db.session.scalars(
        select(BulkFile.sha256)
        .join(BulkImport, BulkImport.id == BulkFile.bulk_id)
        .where(BulkFile.sha256.is_not(None), BulkFile.state == FileState.WAITING, ~BulkImport.discarded)
    )
    return uploads | {sha256 for sha256 in waiting if sha256}
