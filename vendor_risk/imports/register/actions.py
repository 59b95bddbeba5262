"""Register imports as batches: take a file in, put right how it is read, look at what it does, store it or drop it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _
from msgspec import Struct, field, structs

from vendor_risk.database import db
from vendor_risk.i18n import local_day
from vendor_risk.imports import batches
from vendor_risk.imports.batches import discard
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportStatus
from vendor_risk.imports.register import plan_actions
from vendor_risk.imports.register.corrections.fixes import SheetFixes
from vendor_risk.imports.register.journal import actions as register_journal
from vendor_risk.imports.register.layouts import actions as layout_actions
from vendor_risk.imports.register.layouts.fingerprint import layout_of
from vendor_risk.imports.register.mapping import SheetMapping, corrected, propose
from vendor_risk.imports.register.plan import RegisterPlan, RegisterReport, make_plan
from vendor_risk.imports.register.state import Rights
from vendor_risk.imports.register.waiting import actions as waiting_actions
from vendor_risk.workbook.model import Workbook

__all__ = ["discard"]  # the same for every kind of batch


def content_of(batch: ImportBatch) -> bytes:
    """The batch's file as it came."""
    return batches.content(batch.sha256)


class ReadBefore(Struct, frozen=True):
    """That a file of this layout was imported before: when, and how many of its answers and words are used again."""

    at: datetime
    number: int


class RegisterSettings(Struct, frozen=True):
    """How a register file is read: who looks after vendors whose row names no company, and its sheets."""

    home: int | None
    sheets: list[SheetMapping]
    answers: dict[str, str] = {}
    """What was answered, by the id of the question."""
    fixes: dict[str, SheetFixes] = field(default_factory=dict)
    """What was put right in its cells and rows, by sheet."""
    layout: str = ""
    before: ReadBefore | None = None
    """What the reading was taken from, when a file of this layout came before."""
    only: dict[str, list[int]] | None = None
    """The rows by sheet that are taken up again; None for the whole file."""
    source: int | None = None
    """The batch whose waiting rows these are."""


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
    answers: Mapping[str, str] | None = None,
) -> ImportBatch:
    """Keep a file that was read and plan it, read as a file of its layout was before, with these answers. Nothing of it
    is stored in the register yet.
    """
    batch = batches.keep(ImportKind.REGISTER, name, data, company_id=company_id, at=at, actor=actor)
    settings = with_answers(settings_for(workbooks, rights, company_id), answers or {})
    plan_again(batch, workbooks, settings, rights, at=at)
    batches.note("imports.upload_register", batch, at=at, actor=actor)
    return batch


def settings_for(workbooks: Sequence[Workbook], rights: Rights, company_id: int | None) -> RegisterSettings:
    """How a file is read: as this company read a file of its layout before, or as its headings say."""
    proposed = propose(workbooks)
    layout = layout_of(workbooks, proposed)
    known = layout_actions.known(layout, company_id, workbooks, proposed)
    if known is None:
        return RegisterSettings(rights.home_company_id, proposed, layout=layout)
    home = rights.home_company_id or (known.home if rights.edit.covers(known.home) else None)
    before = ReadBefore(known.at, known.number)
    return RegisterSettings(home, known.sheets, known.answers, known.fixes, layout, before)


def planned(workbooks: Sequence[Workbook], settings: RegisterSettings, rights: Rights, *, at: datetime) -> RegisterPlan:
    """What would become of every row, read with these settings."""
    mine = rights.looked_after_by(settings.home)
    return make_plan(workbooks, settings.sheets, mine, local_day(at), settings.answers, settings.fixes, settings.only)


def plan_again(
    batch: ImportBatch, workbooks: Sequence[Workbook], settings: RegisterSettings, rights: Rights, *, at: datetime
) -> RegisterPlan:
    """Plan the batch with these settings, and keep them with the report."""
    plan = planned(workbooks, settings, rights, at=at)
    batches.keep_settings(batch, settings)
    batches.keep_report(batch, plan.report(settings.sheets))
    batch.status = ImportStatus.REFUSED if plan.refused else ImportStatus.PREVIEWED
    db.session.flush()
    return plan


def require_open(batch: ImportBatch) -> None:
    """Refused (409) for a batch that was applied or discarded."""
    batches.require_open(batch, _("This file has already been imported, so it can no longer be corrected."))


def correct(
    batch: ImportBatch, workbooks: Sequence[Workbook], form: Mapping[str, str], rights: Rights, *, at: datetime,
    actor: str,
) -> bool:  # fmt: skip
    """Read the sheets as a person says. False when a sheet is now another table, so that its columns are open again.

    Refused for a batch that was applied or discarded.
    """
    require_open(batch)
    settings = settings_of(batch)
    mappings, same = corrected(settings.sheets, workbooks, form)
    settings = structs.replace(settings, sheets=mappings, home=rights.home_company_id)
    plan_again(batch, workbooks, settings, rights, at=at)
    batches.note("imports.correct", batch, at=at, actor=actor)
    return same


def read_afresh(batch: ImportBatch, workbooks: Sequence[Workbook], rights: Rights, *, at: datetime, actor: str) -> None:
    """Read the file as if none of its layout had come before. Refused for a batch that was applied or discarded."""
    require_open(batch)
    settings = settings_of(batch)
    afresh = RegisterSettings(rights.home_company_id, propose(workbooks), layout=settings.layout)
    plan_again(batch, workbooks, structs.replace(afresh, only=settings.only, source=settings.source), rights, at=at)
    batches.note("imports.correct", batch, at=at, actor=actor)


def with_answers(settings: RegisterSettings, answers: Mapping[str, str]) -> RegisterSettings:
    """The settings with further answers; "" takes one back."""
    known = {key: text.strip() for key, text in {**settings.answers, **answers}.items() if text.strip()}
    return structs.replace(settings, answers=known)


def apply(batch: ImportBatch, workbooks: Sequence[Workbook], rights: Rights, *, at: datetime, actor: str) -> bool:
    """Store the batch, all but the rows on hold, which wait in a list of their own; and remember how it was read.

    False, and nothing stored, when it would not do what was previewed. Refused for a batch that was applied or
    discarded.
    """
    batches.require_open(batch, _("This file has already been imported (0 changes)."))
    seen = report_of(batch).digest
    settings = settings_of(batch)
    plan = plan_again(batch, workbooks, settings, rights, at=at)
    if plan.refused or report_of(batch).digest != seen:
        return False
    source = f"{batch.file_name} {batch.sha256[:12]}"
    before = register_journal.look(plan)
    vendors = plan_actions.apply(plan, at=at, actor=actor, company_id=batch.company_id, source=source)
    batches.keep_report(batch, structs.replace(report_of(batch), vendors_stored=vendors))
    register_journal.keep(batch, before)
    batch.status, batch.applied_at = ImportStatus.APPLIED, at
    _keep_waiting(batch, plan, settings, at=at, actor=actor)
    if settings.only is None:
        layout_actions.remember(batch, workbooks, plan, settings.layout, settings.home, at=at, actor=actor)
    db.session.flush()
    return True


def _keep_waiting(
    batch: ImportBatch, plan: RegisterPlan, settings: RegisterSettings, *, at: datetime, actor: str
) -> None:
    """Let the rows on hold wait; of rows that were taken up again, settle those that are stored now."""
    if settings.source is None:
        waiting_actions.keep(batch, plan, settings.layout, at=at, actor=actor)
    else:
        waiting_actions.settle(settings.source, plan, settings.only or {}, at=at, actor=actor)


def take_up(
    source: ImportBatch, workbooks: Sequence[Workbook], rows: Mapping[str, Sequence[int]], rights: Rights, *,
    at: datetime, actor: str,
) -> ImportBatch:  # fmt: skip
    """A batch of waiting rows of an imported file (by sheet), to correct and import like a file of its own."""
    settings = settings_of(source)
    batch = batches.new_batch(
        ImportKind.REGISTER, source.file_name, sha256=source.sha256, size=source.size, company_id=source.company_id,
        at=at, actor=actor,
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    only = {sheet: sorted(numbers) for sheet, numbers in rows.items()}
    taken = waiting_actions.released(settings.fixes, only)
    plan_again(batch, workbooks, structs.replace(settings, only=only, source=source.id, fixes=taken), rights, at=at)
    batches.note("imports.take_up", batch, at=at, actor=actor, rows=sum(map(len, only.values())), source=source.id)
    return batch
