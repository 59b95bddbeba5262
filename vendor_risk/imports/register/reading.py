"""From sheets and a mapping to lines: the cells of a row as values by field, what is wrong, and what was assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from vendor_risk.formats.register.columns import RegisterValue
from vendor_risk.formats.register.lists import LIST, key_in_list, read_table_of
from vendor_risk.formats.register.workbook import title_of
from vendor_risk.imports.register.cells.columns import Answers, rates, readings
from vendor_risk.imports.register.cells.values import ColumnReading, Wrong, value_of
from vendor_risk.imports.register.corrections.fixes import NO_FIXES, RegisterFixes, RowStay, SheetFixes, spot_of
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.sheets.headings import SEVERAL, normal
from vendor_risk.imports.register.sheets.leaving import LeavingReason, LeftOutRow, left_out, reason_of, title_rows
from vendor_risk.imports.register.sheets.legends import legend_of
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
    """Whether a file of ours holds it."""
    vendor: PlannedVendor | None = None
    """The vendor of the same row, for contacts and engagements of such a list."""
    source: Sequence[Value] = ()
    """The cells of its row as the file has them."""
    sheet_table: str = ""
    """The table its sheet is read as, where that is not `table`."""
    spots: Mapping[str, str] = field(default_factory=dict)
    """The field of the sheet by its own, where they differ."""
    remarks: list[tuple[str, str, str]] = field(default_factory=list)
    """Column, heading and text of each note of a list."""

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
        table = LIST if self.listed else self.sheet_table or self.table
        spot = self.spots.get(key) or (key_in_list(self.table, key) if self.listed and self.table != LIST else key)
        return RowProblem(self.sheet, self.row, column, header, code, texts, key, table, spot)


@dataclass(slots=True)
class RegisterLines:
    """Every row of the mapped sheets, entries and others, and what is wrong with whole sheets."""

    lines: list[RegisterLine] = field(default_factory=list)
    left_out: list[LeftOutRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    columns: dict[tuple[str, str], dict[int, ColumnReading]] = field(default_factory=dict)
    """How the columns of each sheet (file, sheet) were read."""


def lines_of(
    workbooks: Sequence[Workbook], mappings: Sequence[SheetMapping], answers: Answers, fixes: RegisterFixes
) -> RegisterLines:
    """Every row of the mapped sheets as a line, read with what a person put right."""
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
            mends = fixes.get(mapping.name, NO_FIXES)
            _read_sheet(found, sheet, mapping, answers, mends, text_file=workbook.kind in ("csv", "tsv"))
    return found


def _read_sheet(
    found: RegisterLines,
    sheet: WorkbookSheet,
    mapping: SheetMapping,
    answers: Answers,
    fixes: SheetFixes,
    *,
    text_file: bool,
) -> None:
    table = read_table_of(mapping.table)
    chosen = [(number, table.column(key)) for number, key in sorted(mapping.columns.items()) if key]
    legend = legend_of(sheet, mapping)
    read = found.columns[mapping.file, mapping.sheet] = readings(sheet, mapping, chosen, answers, legend)
    places = {column.key: (column_letter(number), mapping.headers[number]) for number, column in reversed(chosen)}
    blank: dict[str, RegisterValue] = {column.key: None for _number, column in chosen}
    found.left_out += title_rows(mapping.name, sheet.rows, mapping.header_top or mapping.header_row)
    wide = {r1 for r1, c1, _r2, c2 in sheet.merged if c2 - c1 + 1 > sheet.width / 2}
    taken = {number for number, _column in chosen}
    own = mapping.own
    for row, cells in enumerate(sheet.rows[mapping.header_row :], start=mapping.header_row + 1):
        texts = {number: text for number, cell in enumerate(cells, start=1) if (text := plain(cell).strip())}
        errors = {number: sheet.errors[row, number] for number in taken if (row, number) in sheet.errors}
        if not texts and not errors:
            continue
        decision = fixes.rows.get(row)
        if decision is not None and decision.stay is RowStay.LEAVE:
            found.left_out.append(left_out(mapping.name, row, LeavingReason.PERSON, texts, decision.reason))
            continue
        if texts and not errors and row not in fixes.cells:
            reason = reason_of(texts, mapping.headers, taken, mapping.columns, wide=row in wide)
            if own and reason is not LeavingReason.NO_VALUES:
                reason = None
            if reason is not None:
                found.left_out.append(left_out(mapping.name, row, reason, texts))
                continue
        source = _with_errors(cells, errors)
        listed = mapping.table == LIST
        line = RegisterLine(
            mapping.table, mapping.name, row, dict(blank), places, listed=listed, own=own, source=source
        )
        if decision is not None:
            line.wrong("", "held_back", reason=decision.reason)
        for number in sorted(taken):
            cell = source[number - 1] if number <= len(source) else ""
            spot = spot_of(read[number].column.key, column_letter(number))
            mended = fixes.read_as(row, spot, plain(cell).strip())
            if mended is not None:
                _mend(line, read[number], number, mapping, cell, mended)
            elif number in errors:
                line.wrong(read[number].column.key, "error_cell", value=errors[number])
            elif cell != "":
                _read(line, read[number], number, mapping, csv_plain(plain(cell)) if text_file else cell)
        _beside(line, fixes.cells.get(row, {}), set(blank), answers)
        found.lines.append(line)


def _with_errors(cells: Sequence[Value], errors: Mapping[int, str]) -> Sequence[Value]:
    """The cells of a row; those that hold an error with what the spreadsheet shows there."""
    if not errors:
        return cells
    found = [*cells, *[""] * (max(errors) - len(cells))]
    for number, shown in errors.items():
        found[number - 1] = shown
    return found


def _mend(
    line: RegisterLine, reading: ColumnReading, number: int, mapping: SheetMapping, cell: Value, text: str
) -> None:
    """Read a cell as a person corrected it; what the file says is kept in the note, and whether it was readable.

    A row that is taken without a value says nothing about that field.
    """
    key, original = reading.column.key, plain(cell).strip()
    spot = spot_of(key, column_letter(number))
    said = {"value": original, "read": text}
    try:
        value_of(reading, cell)
    except Wrong:
        said["unreadable"] = "1"
    if text:
        _read(line, reading, number, mapping, text)
    else:
        line.cells.pop(key, None)
    code = "corrected" if text else "taken_without"
    place = (column_letter(number), mapping.headers[number])
    line.notes.append(RowProblem(line.sheet, line.row, *place, code, said, key, line.table, spot))


def _beside(line: RegisterLine, given: Mapping[str, str], known: set[str], answers: Answers) -> None:
    """Read what a person wrote for fields that the sheet has no column for."""
    for key, text in given.items():
        if key in known or "@" in key or not text:
            continue
        reading = ColumnReading(read_table_of(line.table).column(key), rates=rates(answers))
        try:
            read = value_of(reading, text)
        except Wrong as wrong:
            line.wrong(key, wrong.code, **wrong.params)
            continue
        if read.value is not None:
            line.cells[key] = read.value
        line.note(key, "corrected", value="", read=text)


def _read(line: RegisterLine, reading: ColumnReading, number: int, mapping: SheetMapping, cell: Value) -> None:
    key = reading.column.key
    letter, header = column_letter(number), mapping.headers[number]
    spot = spot_of(key, letter)
    try:
        read = value_of(reading, cell)
    except Wrong as wrong:
        said = RowProblem(line.sheet, line.row, letter, header, wrong.code, wrong.params, key, line.table, spot)
        line.problems.append(said)
        return
    for code, params in read.notes:
        line.notes.append(RowProblem(line.sheet, line.row, letter, header, code, params, key, line.table, spot))
    value = read.value
    if line.listed and key in SEVERAL and value is not None:
        line.remarks.append((letter, header, str(value)))
        named = list(mapping.columns.values()).count(key) > 1 or normal(header.split(" ")[-1]) not in _NOTE_HEADINGS
        value = _joined(line, header, named, str(value))
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
