"""What the pages of register imports have in common: the person's own batch, its file, and the person's rights."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort

from vendor_risk import web
from vendor_risk.database import end_transaction_before_slow_work
from vendor_risk.formats.register.archive import read_files
from vendor_risk.imports import queries
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.register import actions
from vendor_risk.imports.register.state import Rights
from vendor_risk.permissions import Permission
from vendor_risk.workbook import Workbook

OPEN = (ImportStatus.PREVIEWED, ImportStatus.REFUSED)


def rights_of(home_company_id: int | None) -> Rights:
    """What this person may change, and who looks after vendors whose row names no company."""
    return Rights(web.scope(), web.scope(Permission.COMPANY_EDIT), home_company_id=home_company_id or None)


def own_batch(batch_id: int) -> ImportBatch:
    """This person's batch with that id; else 404."""
    return queries.own_register_batch(web.scope(), batch_id, web.actor()) or abort(404)


def workbooks_of(batch: ImportBatch) -> Sequence[Workbook]:
    """The batch's file, read while no transaction is open: load the batch again afterwards."""
    name, content = batch.file_name, actions.content_of(batch)
    end_transaction_before_slow_work()
    return read_files(name, content)
