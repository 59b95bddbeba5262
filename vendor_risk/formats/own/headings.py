"""Where things stand on a returned sheet: found by the headings, in either language, wherever columns were moved to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from vendor_risk.formats.own import words
from vendor_risk.formats.own.labels import fold, forms
from vendor_risk.workbook.model import Value, Workbook, WorkbookSheet, column_letter, plain

NUMBER, TITLE, QUESTION, LEVELS = "number", "title", "question", "levels"
ANSWER, COMMENT, NA_REASON, EVIDENCE = "answer", "comment", "na_reason", "evidence"
OTHER_QUESTION, OTHER_LEVELS = "other_question", "other_levels"
_HEADS = {
    TITLE: words.QUESTION_TITLE,
    QUESTION: words.QUESTION,
    LEVELS: words.LEVELS,
    ANSWER: words.ANSWER,
    COMMENT: words.COMMENT,
    NA_REASON: words.NA_REASON,
    EVIDENCE: words.EVIDENCE,
    OTHER_QUESTION: words.OTHER_QUESTION,
    OTHER_LEVELS: words.OTHER_LEVELS,
}
_ROLES = {form: role for role, text in _HEADS.items() for form in forms(text)}
_LONGEST_ID = 200
_LAST_HEADING_ROW = 400
"""A sheet that was sorted may have its headings far down."""


@dataclass(frozen=True)
class SheetLayout:
    """A sheet of questions: the row of its headings (from 1) and the column of each role (from 1).

    `ids` is the column of the hidden ids, None where it is gone; `doubled` are headings that stand twice.
    """

    sheet: WorkbookSheet
    heading_row: int
    columns: dict[str, int]
    ids: int | None
    doubled: tuple[str, ...]

    def text(self, row: int, role: str) -> str:
        """What a cell says that counts: without text struck through, and shares as they are shown."""
        column = self.columns.get(role)
        if column is None:
            return ""
        cells = self.sheet.rows[row - 1] if row <= len(self.sheet.rows) else ()
        value = cells[column - 1] if column <= len(cells) else ""
        if type(value) is str and not self.sheet.struck:  # as nearly all are
            return value
        return said(self.sheet, row, column)

    def repeats_headings(self, row: int) -> bool:
        """Whether a row has our headings once more."""
        return _ROLES.get(fold(self.text(row, ANSWER))) == ANSWER

    def cell(self, row: int, role: str) -> str:
        """The address of a cell; that of the answer where the sheet has no such column."""
        return f"{self._letters.get(role, self._letters[ANSWER])}{row}"

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {role: column_letter(column) for role, column in self.columns.items()}


def said(sheet: WorkbookSheet, row: int, column: int) -> str:
    """What a cell says without the text struck through in it."""
    left = sheet.struck.get((row, column)) if sheet.struck else None
    return sheet.text(row, column) if left is None else left


def find_layout(workbook: Workbook, ids: Iterable[str]) -> SheetLayout | None:
    """The sheet with the answers: the one with our headings, of several that with most of the known ids and answers.

    Its name does not matter. None where no sheet has headings for both question and answer.
    """
    known = frozenset(ids)
    found = [layout for sheet in workbook.sheets if (layout := _layout(sheet, known)) is not None]
    if len(found) < 2:
        return found[0] if found else None
    return max(found, key=lambda layout: _weight(layout, known))


def _weight(layout: SheetLayout, known: frozenset[str]) -> tuple[int, int]:
    rows = range(1, len(layout.sheet.rows) + 1)
    ids = sum(layout.sheet.text(row, layout.ids) in known for row in rows) if layout.ids else 0
    return ids, sum(bool(layout.text(row, ANSWER)) for row in rows)


def _layout(sheet: WorkbookSheet, known: frozenset[str]) -> SheetLayout | None:
    for number, cells in enumerate(sheet.rows[:_LAST_HEADING_ROW], start=1):
        roles = [(_ROLES.get(fold(cell)), column) for column, cell in enumerate(cells, 1) if isinstance(cell, str)]
        columns: dict[str, int] = {}
        doubled = []
        for role, column in roles:
            if role is None:
                continue
            if role in columns:
                doubled.append(f"{column_letter(column)}{number}")
            columns.setdefault(role, column)
        if ANSWER in columns and QUESTION in columns:
            return SheetLayout(sheet, number, columns, _column_of_ids(sheet.rows, known), tuple(doubled))
    return None


def _column_of_ids(rows: Sequence[Sequence[Value]], known: frozenset[str]) -> int | None:
    """The column (from 1) that holds most of the known ids."""
    first = sum(1 for cells in rows if cells and cells[0] in known)
    if first and first >= len(known):  # where we wrote them, as nearly always
        return 1
    counts: dict[int, int] = {}
    for cells in rows:
        for column, cell in enumerate(cells, start=1):
            text = cell if isinstance(cell, str) else plain(cell)
            if text and len(text) <= _LONGEST_ID and text.strip() in known:
                counts[column] = counts.get(column, 0) + 1
    return max(counts, key=lambda column: (counts[column], -column), default=None)


def is_named(name: str, wanted: Iterable[str]) -> bool:
    """Whether a sheet has one of these names, or the one that Numbers makes of it ("Tables - Table 1")."""
    folded = fold(name)
    return any(folded == fold(each) or folded.startswith((f"{fold(each)} - ", f"{fold(each)}-")) for each in wanted)
