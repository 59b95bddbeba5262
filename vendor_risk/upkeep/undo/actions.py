"""Undoing a register import: all of it or nothing, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import Date, delete, insert, select, update

from vendor_risk.database import UtcDateTime, db
from vendor_risk.engagements import bulk_actions as engagement_bulk
from vendor_risk.engagements.models import Engagement
from vendor_risk.errors import Conflict, Refused
from vendor_risk.imports import batches
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.register.journal import actions as register_journal
from vendor_risk.imports.register.journal.actions import ChangedRow, RegisterJournal
from vendor_risk.organizations.actions import derived
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.upkeep.actions import forget_organizations
from vendor_risk.upkeep.undo import queries

_NAMED_BY = ("name", "name_en", "name_ja", "name_kana", "corporate_number", "lei")


def undo(batch: ImportBatch, edit: Scope, companies: Scope, *, at: datetime, actor: str) -> dict[str, int]:
    """Take away what the import added and set back what it changed; how many rows went, by table.

    Refused when it was not stored, and Conflict when something stands in the way by now: then nothing is undone.
    """
    db.session.refresh(batch, ["status"], with_for_update=True)  # of two who undo it at once, the second is told
    if batch.status != ImportStatus.APPLIED:
        raise Refused(_("Only saved imports can be undone."), status=409)
    found = queries.undoing(batch, edit, companies)
    if not found.possible:
        raise Conflict(_("This import can no longer be undone. Nothing has been changed."))
    journal, numbers = found.journal, found.numbers
    suppliers = _suppliers(journal)
    _delete("supply_link", journal)
    _delete("engagement", journal)
    _delete("contact", journal)
    for name in ("organization", "engagement", "contact"):
        for number, row in journal.changed.get(name, {}).items():
            _write(name, number, row.before)
    _search_texts(journal.changed.get("organization", {}), at)
    engagement_bulk.follow_contracts_of(suppliers, at=at, actor=actor)
    _restore_links(journal.changed.get("supply_link", {}))
    forget_organizations(journal.ids("organization"))
    engagement_bulk.follow_contracts_of(suppliers - journal.ids("organization"), at=at, actor=actor)
    batch.status = ImportStatus.UNDONE
    batches.note("imports.undo", batch, at=at, actor=actor, gone=numbers, back=len(found.back))
    db.session.flush()
    return numbers


def _suppliers(journal: RegisterJournal) -> set[int]:
    """Whose tiers follow: the suppliers of all engagements that go or are set back."""
    ids, found = [*journal.ids("engagement"), *journal.changed.get("engagement", {})], set[int]()
    for first in range(0, len(ids), 500):
        chosen = Engagement.id.in_(ids[first : first + 500])
        found |= set(db.session.scalars(select(Engagement.supplier_id).where(chosen)))
    return found


def _delete(name: str, journal: RegisterJournal) -> None:
    model, ids = register_journal.TABLES[name], sorted(journal.ids(name))
    for first in range(0, len(ids), 500):
        chosen = register_journal.table_of(name).c.id.in_(ids[first : first + 500])
        db.session.execute(delete(model).where(chosen).execution_options(synchronize_session=False))


def _typed(name: str, values: Mapping[str, object]) -> dict[str, object]:
    """The values of a row as its columns take them."""
    columns, found = register_journal.table_of(name).c, dict(values)
    for key, value in values.items():
        if isinstance(value, str) and isinstance(columns[key].type, UtcDateTime):
            found[key] = datetime.fromisoformat(value)
        elif isinstance(value, str) and isinstance(columns[key].type, Date):
            found[key] = date.fromisoformat(value)
    return found


def _write(name: str, number: int, values: Mapping[str, object]) -> None:
    model, table = register_journal.TABLES[name], register_journal.table_of(name)
    written = {key: value for key, value in _typed(name, values).items() if key != "id"}
    if "version" in table.c:
        written["version"] = table.c.version + 1
    query = update(model).where(table.c.id == number).values(written)
    db.session.execute(query.execution_options(synchronize_session=False))


def _search_texts(rows: Iterable[int], at: datetime) -> None:
    """Bring what is kept for searching up to date."""
    db.session.expire_all()
    for number in rows:
        row = db.session.get_one(Organization, number)
        for name, value in derived(row.code, {name: getattr(row, name) for name in _NAMED_BY}).items():
            setattr(row, name, value)
        row.updated_at = at
    db.session.flush()


def _restore_links(changed: Mapping[int, ChangedRow]) -> None:
    """Set links back, those too that a contract had taken over and that went with it."""
    model, table = register_journal.TABLES["supply_link"], register_journal.table_of("supply_link")
    for number, row in changed.items():
        if db.session.scalar(select(table.c.id).where(table.c.id == number)) is not None:
            _write("supply_link", number, row.before)
        elif "source" in row.before:
            db.session.execute(insert(model).values(_typed("supply_link", row.before)))
