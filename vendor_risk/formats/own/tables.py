"""The sheet of tables in our own workbook: the rows of every table question, each known by the question's hidden id.

The answer cell of such a question says "see the sheet of tables", "not applicable" or "we do not know"; filled rows
are an answer also where that cell was left blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vendor_risk.domain.questionnaires import AnswerState, AnswerValue, Cell, Question, Questionnaire, TableRow
from vendor_risk.formats.own import words
from vendor_risk.formats.own.columns import OWN_COLUMNS
from vendor_risk.formats.own.headings import is_named, said
from vendor_risk.formats.own.labels import CellAnswer, NotALabelError, fold, forms
from vendor_risk.workbook.model import Workbook, WorkbookSheet, column_letter, plain
from vendor_risk.workbook.text import clean

FIRST_COLUMN = 2
"""The first column (from 1) of the cells of a row; the one before holds the question's id."""
_HEADINGS_ABOVE = 4
"""Rows above a table in which its headings may stand."""


def table_letter(place: int) -> str:
    """The letter of a table's column as we write it, counted from 0."""
    return column_letter(place + FIRST_COLUMN)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as read: where it is, the text of its cells, and which of them are formulas without a value."""

    sheet: str
    number: int
    texts: Sequence[str]
    formulas: frozenset[int]
    columns: tuple[int, ...]

    def cell(self, place: int) -> str:
        """The address of a cell, with its sheet."""
        return f"{self.sheet}!{column_letter(self.columns[place])}{self.number}"


def writable(value: AnswerValue) -> AnswerValue:
    """A value as a workbook can hold it: without the characters no cell can."""
    if isinstance(value, str):
        return clean(value)
    if not isinstance(value, tuple):
        return value
    return tuple(_writable_row(part) if isinstance(part, tuple) else part for part in value)  # type: ignore[return-value]  # as it came


def _writable_row(row: TableRow) -> TableRow:
    return tuple((clean(cell).strip() or None) if isinstance(cell, str) else cell for cell in row)


def cells_of(question: Question, value: AnswerValue, first_row: int, lang: str) -> Iterator[tuple[str, str | float]]:
    """The filled cells of a table with their addresses; its rows begin at `first_row`."""
    for number, row in enumerate(value if isinstance(value, tuple) else (), start=first_row):
        for place, (column, cell) in enumerate(zip(question.columns, row, strict=False)):
            if cell is not None:
                written = OWN_COLUMNS[column.kind].write(column, cell, lang)
                yield f"{table_letter(place)}{number}", written


def rows_of(
    workbook: Workbook, questionnaire: Questionnaire, ids: Iterable[str]
) -> Mapping[str, list[SheetRow]] | None:
    """The rows of every table, by the question's id; None when the workbook has no such sheet.

    Columns are found by the headings above the rows of each table; without these they follow the column of ids.
    """
    sheet = next((s for s in workbook.sheets if is_named(s.name, (words.TABLES.en, words.TABLES.ja))), None)
    if sheet is None:
        return None
    known = {question_id for question_id in ids if questionnaire.by_id[question_id].columns}
    found: dict[str, list[SheetRow]] = {}
    columns: dict[str, tuple[int, ...]] = {}
    for number, cells in enumerate(sheet.rows, start=1):
        at = next((column for column, cell in enumerate(cells, start=1) if cell and plain(cell).strip() in known), None)
        if at is None:
            continue
        question = questionnaire.by_id[plain(cells[at - 1]).strip()]
        if question.id not in columns:
            columns[question.id] = _columns_of(sheet, number, question) or tuple(
                at + 1 + place for place in range(len(question.columns))
            )
        found.setdefault(question.id, []).append(_sheet_row(sheet, number, columns[question.id]))
    return found


def _columns_of(sheet: WorkbookSheet, first: int, question: Question) -> tuple[int, ...] | None:
    """The column of each of a table's columns, by the headings above its first row; None when one is not there."""
    wanted = [forms(column.title) for column in question.columns]
    for number in range(first - 1, max(first - _HEADINGS_ABOVE, 1) - 1, -1):
        heads = [fold(plain(cell)).rstrip("*").strip() for cell in sheet.rows[number - 1]]
        places = [next((at for at, head in enumerate(heads, 1) if head in names), None) for names in wanted]
        if all(places):
            return tuple(place for place in places if place is not None)
    return None


def _sheet_row(sheet: WorkbookSheet, number: int, columns: Sequence[int]) -> SheetRow:
    texts = [said(sheet, number, column) for column in columns]
    empty = {place for place, column in enumerate(columns) if (number, column) in sheet.formulas and not texts[place]}
    return SheetRow(sheet.name, number, texts, frozenset(empty), tuple(columns))


def read_table(question: Question, said: CellAnswer, rows: Sequence[SheetRow]) -> CellAnswer:
    """The answer to a table question: `said` is what its answer cell says. NotAnAnswerError names the cell at fault."""
    if said.state not in (AnswerState.BLANK, AnswerState.ANSWERED):
        return said
    read = [_row(question, row) for row in rows]
    filled = tuple(row for row in read if any(cell is not None for cell in row))
    if len(filled) > question.max_rows:
        raise NotALabelError("too_many_rows", cell=rows[-1].cell(0))
    return CellAnswer(AnswerState.ANSWERED, filled) if filled else CellAnswer(AnswerState.BLANK)


def _row(question: Question, row: SheetRow) -> TableRow:
    cells: list[Cell] = []
    for place, column in enumerate(question.columns):
        text = row.texts[place] if place < len(row.texts) else ""
        if place in row.formulas:
            raise NotALabelError("formula", cell=row.cell(place))
        if not text.strip():
            cells.append(None)
            continue
        try:
            cells.append(OWN_COLUMNS[column.kind].read(column, text))
        except NotALabelError as error:
            raise NotALabelError(error.code, error.allowed, row.cell(place), text) from None
    return tuple(cells)
