"""The life of an import batch, the same for every kind of file: kept, reopened, noted in the audit log, discarded."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import msgspec
from flask_babel import gettext as _

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.files import file_store
from vendor_risk.formats import read_any
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportStatus
from vendor_risk.imports.reports import BatchReport
from vendor_risk.workbook import Workbook, WorkbookRefused
from vendor_risk.workbook.text import clean

Reported = TypeVar("Reported", bound=BatchReport)
Settings = TypeVar("Settings", bound=msgspec.Struct)


def new_batch(
    kind: ImportKind, name: str, *, sha256: str, size: int, company_id: int | None, at: datetime, actor: str
) -> ImportBatch:
    """A batch of a file, previewed and not applied; neither its file nor the batch itself is stored yet."""
    return ImportBatch(
        kind=kind,
        status=ImportStatus.PREVIEWED,
        company_id=company_id,
        file_name=clean(name)[:300],
        sha256=sha256,
        size=size,
        settings={},
        report={},
        created_by=actor[:300],
        created_at=at,
    )


def keep(kind: ImportKind, name: str, data: bytes, *, company_id: int | None, at: datetime, actor: str) -> ImportBatch:
    """Keep a file and a batch of it, previewed. The caller fills in the rest and flushes."""
    sha256 = file_store().store(data)
    batch = new_batch(kind, name, sha256=sha256, size=len(data), company_id=company_id, at=at, actor=actor)
    db.session.add(batch)
    return batch


def keep_report(batch: ImportBatch, report: BatchReport) -> None:
    """Keep what a batch reports."""
    batch.report = msgspec.to_builtins(report)


def report_of(batch: ImportBatch, kind: type[Reported]) -> Reported:
    """What a batch reports. ValidationError for a batch of another kind."""
    return msgspec.convert(batch.report, kind)


def keep_settings(batch: ImportBatch, settings: msgspec.Struct) -> None:
    """Keep how a batch is read."""
    batch.settings = msgspec.to_builtins(settings, str_keys=True)


def settings_of(batch: ImportBatch, kind: type[Settings]) -> Settings:
    """How a batch is read. ValidationError for a batch of another kind."""
    return msgspec.convert(batch.settings, kind, str_keys=True)


def parties_of(batch: ImportBatch) -> tuple[int, int]:
    """Whose answers a batch brings, and the company they are for. LookupError for a kind that has neither."""
    if batch.organization_id is None or batch.company_id is None:
        raise LookupError(f"batch {batch.id} ({batch.kind}) brings nobody's answers")
    return batch.organization_id, batch.company_id


def content(sha256: str) -> bytes:
    """The kept file of a batch as it came. Refused (410) when it is not kept any more."""
    try:
        return file_store().read(sha256)
    except KeyError:
        raise Refused(_("The uploaded file is no longer available. Upload it again."), status=410) from None


def open_workbook(data: bytes, name: str) -> Workbook:
    """An uploaded file as plain rows; Refused with a sentence when it is no workbook, damaged, too big or hostile.

    Needs no database and may take seconds: call it outside a transaction.
    """
    try:
        return read_any(data, name)
    except WorkbookRefused as refusal:
        raise Refused(refusal.message(_)) from None


def reopen(sha256: str, name: str) -> Workbook:
    """The kept file of a batch as plain rows. Refused when it is not kept any more. As slow as `open_workbook`."""
    return open_workbook(content(sha256), name)


def source_ref(file: str, sheet: str, cell: str) -> str:
    """Where an answer was read from, as it is shown beside it: file › sheet › cell."""
    place = f" › {sheet} › {cell}"
    return file[: 400 - len(place)] + place


def require_open(batch: ImportBatch, applied: str) -> None:
    """Refused (409) for a batch that was discarded, or applied: then `applied` is the sentence."""
    if batch.id is not None:
        db.session.flush()
        db.session.refresh(batch, ["status"])
    if batch.status == ImportStatus.APPLIED:
        raise Refused(applied, status=409)
    if batch.status == ImportStatus.UNDONE:
        raise Refused(_("This import has been undone. To import the file again, upload it again."), status=409)
    if batch.status == ImportStatus.DISCARDED:
        raise Refused(_("This upload was cancelled. Upload the file again."), status=409)


def discard(batch: ImportBatch, *, at: datetime, actor: str) -> None:
    """Give an uploaded file up: nothing of it was or will be stored. Refused when it was applied or discarded."""
    require_open(batch, _("This file has already been imported, so the upload can no longer be cancelled."))
    batch.status = ImportStatus.DISCARDED
    note("imports.discard", batch, at=at, actor=actor)


def note(action: str, batch: ImportBatch, *, at: datetime, actor: str, **details: object) -> None:
    """Write a step of a batch's life to the audit log: at its assessment where it has one, else at the batch."""
    about = batch.assessment_id
    if about is not None:
        details["batch"] = batch.id
    elif batch.organization_id is not None:
        details["organization"] = batch.organization_id
    record(
        action,
        "import_batch" if about is None else "assessment",
        batch.id if about is None else about,
        actor=actor,
        at=at,
        company_id=batch.company_id,
        file=batch.file_name,
        sha256=batch.sha256,
        **details,
    )
