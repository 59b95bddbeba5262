"""From sheets and a mapping to lines: the cells of a row as values by field, with what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vendor_risk.formats.register.columns import RegisterValue
from vendor_risk.formats.register.tables import table_of
from vendor_risk.formats.register.workbook import RegisterColumn, title_of
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.values import Wrong, value_of
from vendor_risk.imports.register.words import RowProblem
from vendor_risk.workbook.model import Value, Workbook, WorkbookSheet, column_letter, plain
from vendor_risk.workbook.text import csv_plain


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

    def text(self, key: str) -> str | None:
        """The text of a field; None when it is blank or the sheet has no column for it."""
        value = self.cells.get(key)
        return None if value is None else str(value)

    def wrong(self, key: str, code: str, **params: object) -> None:
        """Note what is wrong with a field (or, with key "", with the row)."""
        column, header = self.places.get(key, ("", ""))
        texts = {name: str(value) for name, value in params.items()}
        self.problems.append(RowProblem(self.sheet, self.row, column, header, code, texts))


def lines_of(
    workbooks: Sequence[Workbook], mappings: Sequence[SheetMapping]
) -> tuple[list[RegisterLine], list[RowProblem]]:
    """Every row of the mapped sheets as a line, and what is wrong with whole sheets."""
    sheets = {(workbook.name, sheet.name): (workbook, sheet) for workbook in workbooks for sheet in workbook.sheets}
    lines: list[RegisterLine] = []
    problems: list[RowProblem] = []
    for mapping in mappings:
        if not mapping.table or (mapping.file, mapping.sheet) not in sheets:
            continue
        table = table_of(mapping.table)
        for key in mapping.missing:
            problems.append(
                RowProblem(mapping.name, mapping.header_row, "", title_of(table.column(key).title), "no_column")
            )
        for key in mapping.twice:
            problems.append(
                RowProblem(mapping.name, mapping.header_row, "", title_of(table.column(key).title), "twice")
            )
        if not mapping.missing and not mapping.twice:
            workbook, sheet = sheets[mapping.file, mapping.sheet]
            lines += _lines(sheet, mapping, text_file=workbook.kind in ("csv", "tsv"))
    return lines, problems


def _lines(sheet: WorkbookSheet, mapping: SheetMapping, *, text_file: bool) -> Iterator[RegisterLine]:
    table = table_of(mapping.table)
    chosen = [(number, table.column(key)) for number, key in sorted(mapping.columns.items()) if key]
    places = {column.key: (column_letter(number), mapping.headers[number]) for number, column in chosen}
    errors = sheet.errors
    blank: dict[str, RegisterValue] = {column.key: None for _number, column in chosen}
    for row, cells in enumerate(sheet.rows[mapping.header_row :], start=mapping.header_row + 1):
        if not any(cell != "" for cell in cells):
            continue
        line = RegisterLine(mapping.table, mapping.name, row, dict(blank), places)
        width = len(cells)
        for number, column in chosen:
            cell = cells[number - 1] if number <= width else ""
            if cell != "":
                _read(line, column, csv_plain(plain(cell)) if text_file else cell)
            elif errors and (row, number) in errors:
                line.wrong(column.key, "error_cell", value=errors[row, number])
        if line.problems or any(value is not None for value in line.cells.values()):
            yield line


def _read(line: RegisterLine, column: RegisterColumn, cell: Value) -> None:
    try:
        line.cells[column.key] = value_of(column, cell)
    except Wrong as wrong:
        line.wrong(column.key, wrong.code, **wrong.params)
