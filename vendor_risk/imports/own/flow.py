"""The steps the vendor's and the staff's pages for own workbooks share: take a file in, look through it, decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from vendor_risk.assessments.models import Assessment
from vendor_risk.database import end_transaction_before_slow_work
from vendor_risk.imports import batches
from vendor_risk.imports.forms import OwnUploadForm, WorkbookDecisionForm, decisions_of
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.own import actions, pages
from vendor_risk.imports.own.diff import Diff, RowChange
from vendor_risk.web import flash_errors, saving


def take_in(form: OwnUploadForm, find: Callable[[], Assessment], *, at: datetime, actor: str) -> ImportBatch | None:
    """The batch of an uploaded workbook, committed; None (and told) when it is refused. `find` loads the assessment.

    The file is read while no transaction is open, so that a slow one keeps nobody from saving.
    """
    if not form.validate_on_submit():
        flash_errors(form)
        return None
    file: FileStorage = form.file.data
    data, name = file.read(), file.filename or "workbook.xlsx"
    end_transaction_before_slow_work()
    with saving.committed() as ending:
        workbook = batches.open_workbook(data, name)
        batch = actions.take_in(find(), data, name, at=at, actor=actor, workbook=workbook)
    return batch if ending else None


def shown(assessment: Assessment, diff: Diff) -> dict[str, Any]:
    """What the template of the preview needs."""
    return {
        "groups": pages.groups(assessment, diff),
        "numbers": pages.numbers(diff),
        "something": pages.has_something(diff),
        "rows": len(diff.rows),
    }


def decide(batch: ImportBatch, *, at: datetime, actor: str) -> tuple[str, dict[str, str]]:
    """Apply the batch as the form says, committed. Returns why it was not applied ("" when it was) and the choices."""
    if batch.status == ImportStatus.APPLIED:  # the button pressed twice: what was done is shown
        return "", {}
    sha256, name = batch.sha256, batch.file_name
    end_transaction_before_slow_work()
    choices: dict[str, str] = {}
    with saving.committed(tell=False) as ending:
        workbook = batches.reopen(sha256, name)
        questions = [row.question_id for row in actions.preview(batch, workbook).of(RowChange.CONFLICT)]
        choices = decisions_of(request.form, questions, WorkbookDecisionForm().everything.data or "")
        actions.apply(batch, choices, at=at, actor=actor, workbook=workbook)
    return ending.refusal.message if ending.refusal is not None else "", choices
