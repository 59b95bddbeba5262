"""Register imports as batches: take a file in, correct its columns, look at what it does, store it or drop it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _
from msgspec import Struct

from vendor_risk.database import db
from vendor_risk.imports import batches
from vendor_risk.imports.batches import discard
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportStatus
from vendor_risk.imports.register import plan_actions
from vendor_risk.imports.register.journal import actions as register_journal
from vendor_risk.imports.register.mapping import SheetMapping, corrected, propose
from vendor_risk.imports.register.plan import RegisterPlan, RegisterReport, make_plan
from vendor_risk.imports.register.state import Rights
from vendor_risk.workbook.model import Workbook

__all__ = ["discard"]  # the same for every kind of batch


def content_of(batch: ImportBatch) -> bytes:
    """The batch's file as it came."""
    return batches.content(batch.sha256)


class RegisterSettings(Struct, frozen=True):
    """How a register file is read: who looks after vendors whose row names no company, and its sheets."""

    home: int | None
    sheets: list[SheetMapping]
    answers: dict[str, str] = {}
    """What was answered, by the id of the question."""


def settings_of(batch: ImportBatch) -> RegisterSettings:
    """How the batch is read."""
    return batches.settings_of(batch, RegisterSettings)


def report_of(batch: ImportBatch) -> RegisterReport:
    """What the batch would do or has done."""
    return batches.report_of(batch, RegisterReport)


def take_in(
    name: str,
    data: bytes,
    workbooks: Sequence[Workbook],
    rights: Rights,
    *,
    company_id: int | None,
    at: datetime,
    actor: str,
) -> ImportBatch:
    """Keep a file that was read, propose its mapping and plan it. Nothing of it is stored in the register yet."""
    batch = batches.keep(ImportKind.REGISTER, name, data, company_id=company_id, at=at, actor=actor)
    plan_again(batch, workbooks, propose(workbooks), rights, at=at)
    batches.note("imports.upload_register", batch, at=at, actor=actor)
    return batch


def plan_again(
    batch: ImportBatch,
    workbooks: Sequence[Workbook],
    mappings: list[SheetMapping],
    rights: Rights,
    *,
    at: datetime,
    answers: Mapping[str, str] | None = None,
) -> RegisterPlan:
    """Plan the batch with this mapping and these answers, and keep them with the report."""
    plan = make_plan(workbooks, mappings, rights, at.date(), answers)
    batches.keep_settings(batch, RegisterSettings(rights.home_company_id, mappings, dict(answers or {})))
    batches.keep_report(batch, plan.report(mappings))
    batch.status = ImportStatus.REFUSED if plan.refused else ImportStatus.PREVIEWED
    db.session.flush()
    return plan


def correct(
    batch: ImportBatch, workbooks: Sequence[Workbook], form: Mapping[str, str], rights: Rights, *, at: datetime,
    actor: str,
) -> bool:  # fmt: skip
    """Read the sheets as a person says. False when a sheet is now another table, so that its columns are open again.

    Refused for a batch that was applied or discarded.
    """
    batches.require_open(batch, _("This file has already been imported, so it can no longer be corrected."))
    settings = settings_of(batch)
    mappings, same = corrected(settings.sheets, workbooks, form)
    plan_again(batch, workbooks, mappings, rights, at=at, answers=settings.answers)
    batches.note("imports.correct", batch, at=at, actor=actor)
    return same


def answer(
    batch: ImportBatch, workbooks: Sequence[Workbook], answers: Mapping[str, str], rights: Rights, *, at: datetime,
    actor: str,
) -> None:  # fmt: skip
    """Plan the batch with further answers; "" takes one back. Refused for a batch that was applied or discarded."""
    batches.require_open(batch, _("This file has already been imported, so it can no longer be corrected."))
    settings = settings_of(batch)
    known = {key: text.strip() for key, text in {**settings.answers, **answers}.items() if text.strip()}
    plan_again(batch, workbooks, settings.sheets, rights, at=at, answers=known)
    batches.note("imports.correct", batch, at=at, actor=actor)


def apply(batch: ImportBatch, workbooks: Sequence[Workbook], rights: Rights, *, at: datetime, actor: str) -> bool:
    """Store the batch, all but the rows on hold. False, and nothing stored, when it would not do what was previewed.

    Refused for a batch that was applied or discarded.
    """
    batches.require_open(batch, _("This file has already been imported (0 changes)."))
    seen = report_of(batch).digest
    settings = settings_of(batch)
    plan = plan_again(batch, workbooks, settings.sheets, rights, at=at, answers=settings.answers)
    if plan.refused or report_of(batch).digest != seen:
        return False
    source = f"{batch.file_name} {batch.sha256[:12]}"
    before = register_journal.look(plan)
    plan_actions.apply(plan, at=at, actor=actor, company_id=batch.company_id, source=source)
    register_journal.keep(batch, before)
    batch.status, batch.applied_at = ImportStatus.APPLIED, at
    db.session.flush()
    return True
