"""What became of each file of a bulk import, as an Excel workbook or as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import xlsxwriter
from flask_babel import gettext as _

from vendor_risk.i18n import language
from vendor_risk.imports.bulk import queries, words
from vendor_risk.organizations.names import display
from vendor_risk.workbook.text import csv_safe, write_text
from vendor_risk.workbook.writing import WritableBook

_WIDTHS = (44, 30, 14, 32, 14, 70, 10, 10, 10)


def _head() -> list[str]:
    return [
        _("File"), _("Detected as"), _("Code"), _("Organisation"), _("Status"), _("Outcome"),
        _("Questions"), _("Answers"), _("Assessment"),
    ]  # fmt: skip


def _rows(bulk_id: int) -> Iterator[list[str]]:
    lang = language()
    for row in queries.results(bulk_id):
        found = row.file
        yield [
            found.file_name,
            found.understood,
            row.code or "",
            display(row, lang) if row.code else "",
            words.standing(found)[1],
            found.sentence,
            str(found.questions),
            str(found.answers),
            str(found.assessment_id or ""),
        ]


def as_xlsx(bulk_id: int) -> bytes:
    """The results of a bulk import (found through a scope) as a workbook; everything from outside stays text."""
    buffer = io.BytesIO()
    book: WritableBook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(_("Files"))
    bold = book.add_format({"bold": True, "bg_color": "#E6ECEF", "border": 1})
    for column, (title, width) in enumerate(zip(_head(), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        write_text(sheet, 0, column, title, style=bold)
    number = 0
    for number, values in enumerate(_rows(bulk_id), start=1):
        for column, value in enumerate(values):
            if column >= 6 and value:
                sheet.write_number(number, column, int(value))
            else:
                write_text(sheet, number, column, value)
    sheet.autofilter(0, 0, max(number, 1), len(_WIDTHS) - 1)
    sheet.freeze_panes(1, 1)
    book.close()
    return buffer.getvalue()


def as_csv(bulk_id: int) -> bytes:
    """The same as CSV in UTF-8, with the mark by which Excel knows it."""
    buffer = io.StringIO()
    out = csv.writer(buffer)
    out.writerow(_head())
    out.writerows([csv_safe(value) for value in values] for values in _rows(bulk_id))
    return buffer.getvalue().encode("utf-8-sig")
