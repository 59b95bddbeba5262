"""From sheets and a mapping to lines: the cells of a row as values by field, what is wrong, and what was assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from vendor_risk.formats.register.columns import RegisterValue
from vendor_risk.formats.register.lists import LIST, read_table_of
from vendor_risk.formats.register.workbook import title_of
from vendor_risk.imports.register.cells.columns import Answers, readings
from vendor_risk.imports.register.cells.values import ColumnReading, Wrong, value_of
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.sheets.headings import SEVERAL, normal
from vendor_risk.imports.register.sheets.leaving import LeavingReason, LeftOutRow, left_out, reason_of, title_rows
from vendor_risk.imports.register.words import RowProblem
from vendor_risk.workbook.model import Value, Workbook, WorkbookSheet, column_letter, plain
from vendor_risk.workbook.text import csv_plain


class PlannedVendor(Protocol):
    """What a line needs to know of the vendor planned from the same row: its id, negative for a new one."""

    target: int
    parties: dict[str, int]


@dataclass(slots=True)
class RegisterLine:
    """A row as read. `cells` holds the fields the sheet has a column for; None is a blank cell."""

    table: str
    sheet: str
    row: int
    cells: dict[str, RegisterValue]
    places: Mapping[str, tuple[str, str]]
    """Column letter and header by field."""
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)
    """What was assumed, joined or left out of it: said, and no reason to hold the row back."""
    listed: bool = False
    """Whether it is a part of a row of one list that holds several things."""
    own: bool = False
    """Whether it stands in a file of ours."""
    vendor: PlannedVendor | None = None
    """The vendor of the same row, for contacts and engagements of such a list."""

    def text(self, key: str) -> str | None:
        """The text of a field; None when it is blank."""
        value = self.cells.get(key)
        return None if value is None else str(value)

    def wrong(self, key: str, code: str, /, **params: object) -> None:
        """Note what is wrong with a field (or, with key "", with the row)."""
        self.problems.append(self._said(key, code, params))

    def note(self, key: str, code: str, /, **params: object) -> None:
        """Note what was assumed of a field."""
        self.notes.append(self._said(key, code, params))

    def _said(self, key: str, code: str, params: Mapping[str, object]) -> RowProblem:
        column, header = self.places.get(key, ("", ""))
        texts = {name: str(value) for name, value in params.items()}
        return RowProblem(self.sheet, self.row, column, header, code, texts, key)


@dataclass(slots=True)
class RegisterLines:
    """Every row of the mapped sheets, entries and others, and what is wrong with whole sheets."""

    lines: list[RegisterLine] = field(default_factory=list)
    left_out: list[LeftOutRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    columns: dict[tuple[str, str], dict[int, ColumnReading]] = field(default_factory=dict)
    """How the columns of each sheet (file, sheet) were read."""


def lines_of(workbooks: Sequence[Workbook], mappings: Sequence[SheetMapping], answers: Answers) -> RegisterLines:
    """Every row of the mapped sheets as a line."""
    sheets = {(workbook.name, sheet.name): (workbook, sheet) for workbook in workbooks for sheet in workbook.sheets}
    found = RegisterLines()
    for mapping in mappings:
        if not mapping.table or (mapping.file, mapping.sheet) not in sheets:
            continue
        table = read_table_of(mapping.table)
        for code, keys in (("no_column", mapping.missing), ("twice", mapping.twice)):
            for key in keys:
                title = title_of(table.column(key).title)
                found.problems.append(RowProblem(mapping.name, mapping.header_row, "", title, code, {}, key))
        if not mapping.missing and not mapping.twice:
            workbook, sheet = sheets[mapping.file, mapping.sheet]
            _read_sheet(found, sheet, mapping, answers, text_file=workbook.kind in ("csv", "tsv"))
    return found


def _read_sheet(
    found: RegisterLines, sheet: WorkbookSheet, mapping: SheetMapping, answers: Answers, *, text_file: bool
) -> None:
    table = read_table_of(mapping.table)
    chosen = [(number, table.column(key)) for number, key in sorted(mapping.columns.items()) if key]
    read = found.columns[mapping.file, mapping.sheet] = readings(sheet, mapping, chosen, answers)
    places = {column.key: (column_letter(number), mapping.headers[number]) for number, column in reversed(chosen)}
    blank: dict[str, RegisterValue] = {column.key: None for _number, column in chosen}
    found.left_out += title_rows(mapping.name, sheet.rows, mapping.header_top or mapping.header_row)
    wide = {r1 for r1, c1, _r2, c2 in sheet.merged if c2 - c1 + 1 > sheet.width / 2}
    taken = {number for number, _column in chosen}
    own = mapping.own
    for row, cells in enumerate(sheet.rows[mapping.header_row :], start=mapping.header_row + 1):
        texts = {number: text for number, cell in enumerate(cells, start=1) if (text := plain(cell).strip())}
        errors = {number for number in taken if (row, number) in sheet.errors}
        if not texts and not errors:
            continue
        if texts and not errors:
            reason = reason_of(texts, mapping.headers, taken, mapping.columns, wide=row in wide)
            if own and reason is not LeavingReason.NO_VALUES:
                reason = None
            if reason is not None:
                found.left_out.append(left_out(mapping.name, row, reason, texts))
                continue
        listed = mapping.table == LIST
        line = RegisterLine(mapping.table, mapping.name, row, dict(blank), places, listed=listed, own=own)
        for number in sorted(taken):
            cell = cells[number - 1] if number <= len(cells) else ""
            if cell != "":
                _read(line, read[number], number, mapping, csv_plain(plain(cell)) if text_file else cell)
            elif number in errors:
                line.wrong(read[number].column.key, "error_cell", value=sheet.errors[row, number])
        found.lines.append(line)


def _read(line: RegisterLine, reading: ColumnReading, number: int, mapping: SheetMapping, cell: Value) -> None:
    key = reading.column.key
    place = (column_letter(number), mapping.headers[number])
    try:
        read = value_of(reading, cell)
    except Wrong as wrong:
        line.problems.append(RowProblem(line.sheet, line.row, *place, wrong.code, wrong.params, key))
        return
    for code, params in read.notes:
        line.notes.append(RowProblem(line.sheet, line.row, *place, code, params, key))
    value = read.value
    if line.listed and key in SEVERAL and value is not None:
        named = list(mapping.columns.values()).count(key) > 1 or normal(place[1].split(" ")[-1]) not in _NOTE_HEADINGS
        value = _joined(line, place[1], named, str(value))
    if value is not None or key not in line.cells:
        line.cells[key] = value
    for other, given in read.also.items():
        if line.cells.get(other) is None:
            line.cells[other] = given


_NOTE_HEADINGS = frozenset(
    {"備考", "notes", "note", "remarks", "remark", "comments", "comment", "メモ", "コメント", "摘要", "特記事項"}
)


def _joined(line: RegisterLine, header: str, named: bool, value: str) -> str:
    """A note of several columns, or of one that says more than “notes”: under its heading, one below the other."""
    before = line.text("notes")
    if not named:
        return value
    return "\n".join(text for text in (before, f"{header}: {value}") if text)
