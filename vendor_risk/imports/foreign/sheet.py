"""A whole sheet of a foreign workbook as it is in the file: what each row and column was taken for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask_babel import gettext as _

from vendor_risk.i18n import colon
from vendor_risk.imports.corrections import ROLES
from vendor_risk.imports.foreign import words
from vendor_risk.imports.foreign.actions import OpenedBatch
from vendor_risk.imports.foreign.answers import IMPORTED, REFUSED, UNCHANGED, Sorted
from vendor_risk.reading import SheetFound
from vendor_risk.reading.understanding import TableFound
from vendor_risk.web.paging import Page, clamp
from vendor_risk.workbook import WorkbookSheet, column_letter

ROWS, COLUMNS, TEXT = 100, 40, 240
HEADING, QUESTION, SKIPPED, BARE = "heading", "question", "skipped", "bare"


@dataclass(frozen=True, slots=True)
class DrawnColumn:
    """A column: its letter, its role ("" for none) and that in words, and whether the file hides it."""

    letter: str
    role: str
    label: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row: what it was taken for, what becomes of it and why, in words."""

    number: int
    kind: str
    outcome: str
    note: str
    hidden: bool
    cells: tuple[str, ...]


@dataclass(frozen=True)
class DrawnSheet:
    """One sheet and a page of its rows."""

    number: int
    name: str
    hidden: bool
    read: bool
    columns: tuple[DrawnColumn, ...]
    more_columns: int
    rows: Page[DrawnRow]
    counts: tuple[tuple[str, int], ...]
    """How its filled rows end, in words; they add up to `filled`."""
    filled: int
    roles: tuple[tuple[str, str], ...]
    """The roles a column may be given, with their words."""


def role_choices() -> tuple[tuple[str, str], ...]:
    """The roles a person may give to a column, in words."""
    return tuple((role, words.role(role)) for role in ROLES)


def columns_of(table: TableFound | None, sheet: WorkbookSheet, width: int) -> tuple[DrawnColumn, ...]:
    """The first columns of a sheet with the roles a table gives them."""
    roles = {
        letter: role for role, letters in (table.columns if table else {}).items() for letter in letters.split("+")
    }
    return tuple(
        DrawnColumn(
            letter,
            roles.get(letter, ""),
            words.role(roles[letter]) if letter in roles else "",
            column in sheet.hidden_columns,
        )
        for column, letter in ((column, column_letter(column)) for column in range(1, width + 1))
    )


def drawn(opened: OpenedBatch, found: Sorted, number: int, page: int) -> DrawnSheet | None:
    """Sheet `number` (from 1) with a page of its rows; None when there is no such sheet."""
    if not 0 < number <= len(opened.workbook.sheets):
        return None
    sheet, about = opened.workbook.sheets[number - 1], opened.understanding.sheets[number - 1]
    notes = _notes(about, opened, found)
    shown = clamp(page, len(sheet.rows), ROWS)
    first = (shown - 1) * ROWS + 1
    width = min(sheet.width, COLUMNS)
    rows = [
        _row(row, sheet, width, notes.get(row, (BARE, "", "")))
        for row in range(first, min(first + ROWS, len(sheet.rows) + 1))
    ]
    table = about.tables[0] if about.tables else None
    counted = Counter(note[2] for note in notes.values())
    return DrawnSheet(
        number,
        sheet.name,
        sheet.hidden,
        about.role == "questionnaire",
        columns_of(table, sheet, width),
        max(0, sheet.width - width),
        Page(rows, shown, len(sheet.rows), ROWS),
        tuple(counted.most_common()),
        sum(counted.values()),
        role_choices(),
    )


def _row(number: int, sheet: WorkbookSheet, width: int, note: tuple[str, str, str]) -> DrawnRow:
    cells = tuple(sheet.text(number, column)[:TEXT] for column in range(1, width + 1))
    return DrawnRow(number, *note, number in sheet.hidden_rows, cells)


def _notes(about: SheetFound, opened: OpenedBatch, found: Sorted) -> dict[int, tuple[str, str, str]]:
    """By row: kind, outcome and what becomes of it in words. Every filled row has one."""
    headings = {table.header_row for table in about.tables}
    notes: dict[int, tuple[str, str, str]] = {}
    for skipped in opened.understanding.skipped:
        if skipped.sheet == about.name:
            kind = HEADING if skipped.row in headings else SKIPPED
            notes[skipped.row] = (kind, "skipped", words.reason(skipped.reason))
    for row in found.rows:
        if row.found.sheet == about.name:
            said = {IMPORTED: _("To be imported"), UNCHANGED: _("Same as previous submission"), REFUSED: _("Rejected")}
            reason = words.reason(row.reason) if row.reason else ""
            label = said.get(row.outcome, reason)
            if row.outcome == REFUSED:
                label = f"{label}{colon()}{reason}"
            notes[row.found.row] = (QUESTION, row.outcome, label)
    return notes
