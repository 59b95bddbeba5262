"""A customer's own sheet, filled in, and its way through the import of foreign workbooks."""

from __future__ import annotations

from typing import Any

import openpyxl

from tests.builders import organizations, workbooks
from tests.builders.clock import NOW
from vendor_risk.assessments.models import Assessment
from vendor_risk.imports import batches as import_batches
from vendor_risk.imports import corrections as import_corrections
from vendor_risk.imports.foreign import actions as foreign_import_actions
from vendor_risk.imports.foreign.assessment_actions import apply
from vendor_risk.imports.models import ImportBatch
from vendor_risk.organizations.models import Organization

BY = "user:1 Tester"
ROWS = [
    ("C-1", "Is there a security policy?", "Yes", "since 2020"),
    ("C-2", "Are backups tested every month?", "No", ""),
    ("C-3", "Is access reviewed every year?", "N/A", "we have no such access"),
    ("C-4", "Are incidents reported within a day?", "Yes", ""),
    ("C-5", "Are the devices encrypted?", "", ""),
    ("C-6", "Are suppliers assessed?", "Yes", "=1+1"),
    ("C-7", "Is software updated every week?", "No", ""),
]
LATER = [
    ("C-1", "Is there a security policy?", "Yes", "renewed in 2026"),
    ("C-2", "Are backups tested every quarter?", "Yes", ""),
    *ROWS[2:6],
    ("C-9", "Is software updated every week?", "No", ""),
    ("C-10", "Is there a list of all devices?", "Yes", ""),
]
"""A later edition of the same sheet: one answer and one comment changed, one question moved, one new."""


def workbook(
    rows: list[tuple[str, ...]] = ROWS, heads: tuple[str, ...] = ("ID", "Question", "Answer", "Comment")
) -> bytes:
    """The sheet as a file, with these rows below these headings; formulas stand in it as text."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Customer sheet"
    sheet.append(["Questionnaire of the customer"])
    sheet.append([])
    sheet.append(heads)
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.data_type = "s"
    return workbooks.saved(book)


def take(group: organizations.Group, data: bytes, vendor: Organization, name: str = "answers.xlsx") -> ImportBatch:
    """The file taken in for this vendor, not yet applied."""
    read = foreign_import_actions.open_file(import_batches.open_workbook(data, name))
    return foreign_import_actions.take_in(read, data, organization=vendor, issuer=group.a, at=NOW, actor=BY)


def opened(batch: ImportBatch) -> foreign_import_actions.OpenedBatch:
    """A batch opened again as its page does."""
    return foreign_import_actions.reopen(
        batch.sha256, batch.file_name, import_corrections.from_settings(batch.settings)
    )


def bring(group: organizations.Group, data: bytes, vendor: Organization, **more: Any) -> tuple[ImportBatch, Assessment]:
    """The file taken in and applied: the batch and the assessment it became."""
    batch = take(group, data, vendor)
    return batch, apply(batch, opened(batch), at=NOW, actor=BY, **more)
