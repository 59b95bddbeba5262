"""Spreadsheets in and out as plain rows. The only place that knows a spreadsheet library.

    workbook = read_workbook(path)      # any xlsx, xlsm, xls, xlsb, ods, csv or tsv; WorkbookRefused says why not
    workbook.sheets[0].text(4, 2)       # the text of row 4, column B
    write_text(sheet, row, column, text)  # untrusted text into a workbook, always as text
    csv_safe(text)                      # and into a CSV

A file is looked at by `preflight` (what it is, how big it gets, what it carries), then read by `child`, a limited
process kept alive by `safe` for many files. `opening` takes each kind by the fast engine (`engine`) or the careful
reader (`careful`); `parts`, `bookparts`, `ods`, `binary` add what the engine does not tell (merged cells, lists of
allowed answers, hidden rows, formulas, comments). docs/opening.md says what is read and what is refused.
"""

from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.model import Validation, Workbook, WorkbookSheet, column_letter
from vendor_risk.workbook.read.safe import read_workbook
from vendor_risk.workbook.text import csv_safe, write_text

__all__ = [
    "Validation",
    "Workbook",
    "WorkbookRefused",
    "WorkbookSheet",
    "column_letter",
    "csv_safe",
    "read_workbook",
    "write_text",
]
