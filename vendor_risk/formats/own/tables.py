"""The sheet of tables in our own workbook: the rows of every table question, each known by the question's hidden id.

The answer cell of such a question says "see the sheet of tables", "not applicable" or "we do not know"; filled rows
are an answer also where that cell was left blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vendor_risk.domain.questionnaires import AnswerState, AnswerValue, Cell, Question, TableRow
from vendor_risk.formats.own import words
from vendor_risk.formats.own.columns import OWN_COLUMNS
from vendor_risk.formats.own.labels import CellAnswer, NotALabelError
from vendor_risk.workbook.model import Workbook, WorkbookSheet, plain
from vendor_risk.workbook.text import clean

FIRST_COLUMN = 2
"""The first column (from 1) of the cells of a row; the one before holds the question's id."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def column_letter(place: int) -> str:
    """The letter of a table's column, counted from 0."""
    first, second = divmod(place + FIRST_COLUMN - 1, len(_LETTERS))
    return (_LETTERS[first - 1] if first else "") + _LETTERS[second]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as read: where it is, the text of its cells, and which of them are formulas without a value."""

    sheet: str
    number: int
    texts: Sequence[str]
    formulas: frozenset[int]

    def cell(self, place: int) -> str:
        """The address of a cell, with its sheet."""
        return f"{self.sheet}!{column_letter(place)}{self.number}"


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
                yield f"{column_letter(place)}{number}", written


def rows_of(workbook: Workbook) -> Mapping[str, list[SheetRow]]:
    """The rows of every table, by the question's id; empty when the workbook has no such sheet."""
    found: dict[str, list[SheetRow]] = {}
    sheet = next((s for s in workbook.sheets if s.name in {words.TABLES.en, words.TABLES.ja}), None)
    for number, cells in enumerate(sheet.rows if sheet else (), start=1):
        question_id = plain(cells[0]) if cells else ""
        if sheet is not None and question_id:
            texts = [plain(cell) for cell in cells[FIRST_COLUMN - 1 :]]
            found.setdefault(question_id, []).append(
                SheetRow(sheet.name, number, texts, _formulas(sheet, number, texts))
            )
    return found


def _formulas(sheet: WorkbookSheet, number: int, texts: Sequence[str]) -> frozenset[int]:
    columns = (column for row, column in sheet.formulas if row == number) if sheet.formulas else ()
    places = (column - FIRST_COLUMN for column in columns)
    return frozenset(p for p in places if p >= 0 and not (p < len(texts) and texts[p]))


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
