"""Which sheet is which table, and which column which field: proposed by the headers' words, corrected by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vendor_risk.formats.register.columns import RegisterTable
from vendor_risk.formats.register.headers import SHEETS
from vendor_risk.formats.register.list_headers import LIST_SHEETS
from vendor_risk.formats.register.lists import LIST, READ_TABLES, part_of, read_table_of
from vendor_risk.formats.register.workbook import GUIDE, LISTS, title_of
from vendor_risk.imports.register.sheets.headings import (
    SEVERAL,
    fields,
    header_texts,
    heading_rows,
    is_row_number,
    normal,
    parts_of,
)
from vendor_risk.workbook.model import Value, Workbook, WorkbookSheet, column_letter, plain

_HEADER_ROWS = 15
"""How far down a header row is looked for."""
_SAMPLES = 3


@dataclass
class SheetMapping:
    """How one sheet is read. `columns`: field by column number ("" left out); `table` "" leaves the sheet out."""

    file: str
    sheet: str
    table: str
    header_row: int
    columns: dict[int, str] = field(default_factory=dict)
    headers: dict[int, str] = field(default_factory=dict)
    samples: dict[int, list[str]] = field(default_factory=dict)
    rows: int = 0
    header_top: int = 0
    """The first heading row when there are several; `header_row` is the last."""

    @property
    def name(self) -> str:
        """What the sheet is called in messages: its name, or the file's for a CSV."""
        return self.file if self.sheet == "CSV" else self.sheet

    @property
    def own(self) -> bool:
        """Whether the sheet is one of ours: its headings are those of our own files, in both languages."""
        if not self.table or self.table == LIST:
            return False
        table = read_table_of(self.table)
        titles = {key: title_of(table.column(key).title) for key in self.columns.values() if key}
        return bool(titles) and all(
            self.headers[number].replace("\n", " / ") == titles.get(key) for number, key in self.columns.items()
        )

    @property
    def twice(self) -> list[str]:
        """The keys that more than one column was given."""
        given = [key for key in self.columns.values() if key]
        several = SEVERAL if self.table == LIST else frozenset[str]()
        return sorted({key for key in given if given.count(key) > 1 and key not in several})

    @property
    def unknown(self) -> list[str]:
        """The headers that nobody has given a meaning: "F “Remarks 2”"."""
        return [
            f"{column_letter(number)} “{self.headers[number]}”"
            for number, key in sorted(self.columns.items())
            if not key and self.table and not is_row_number(self.headers[number].split(" ")[-1])
        ]

    @property
    def missing(self) -> list[str]:
        """The keys of required columns that the sheet lacks; a corporate number does for a vendor's code."""
        if not self.table:
            return []
        present = set(self.columns.values())
        if self.table == LIST:
            return [] if "name" in present else ["name"]
        needed = [column.key for column in read_table_of(self.table).columns if column.required]
        lacking = [key for key in needed if key not in present]
        if self.table == "vendors" and "corporate_number" in present:
            lacking = [key for key in lacking if key not in {"code", "home_company"}]
        if self.table == "engagements":
            lacking = [key for key in lacking if key != "code"]
        return lacking


def sheet_name(file: str, sheet: WorkbookSheet) -> str:
    """What a sheet is called: the name of its file when it is a CSV."""
    return file.rsplit(".", 1)[0] if sheet.name == "CSV" else sheet.name


def _named(text: str, table: RegisterTable) -> bool:
    name = normal(text)
    words = (*LIST_SHEETS, *SHEETS["vendors"]) if table.key == LIST else SHEETS[table.key]
    own = {normal(word) for word in (table.key, table.title.en, table.title.ja, *words)}
    return name in own or name == normal(f"{table.title.ja}{table.title.en}")


def propose(workbooks: Sequence[Workbook]) -> list[SheetMapping]:
    """A mapping for every sheet with cells; sheets in which no table is recognised are left out of the import."""
    return [
        _propose(workbook.name, sheet)
        for workbook in workbooks
        for sheet in workbook.sheets
        if sheet.rows and sheet.name not in (GUIDE, LISTS)
    ]


def _propose(file: str, sheet: WorkbookSheet) -> SheetMapping:
    best, best_score = SheetMapping(file, sheet.name, "", 1), 0.0
    for row in range(1, min(_HEADER_ROWS, len(sheet.rows)) + 1):
        for top in heading_rows(sheet, row):
            parts = parts_of(sheet, top, row)
            for table in READ_TABLES:
                found = SheetMapping(file, sheet.name, table.key, row, fields(table, parts), header_top=top)
                score = _score(found, sheet, table, parts)
                if score > best_score:
                    best, best_score = found, score
    return describe(best, sheet)


def _score(found: SheetMapping, sheet: WorkbookSheet, table: RegisterTable, parts: Mapping[int, list[str]]) -> float:
    """How likely it is that a sheet is this table with these heading rows; 0 when it is not."""
    known = {key for key in found.columns.values() if key}
    named = sum(1 for texts in parts.values() if not is_row_number(texts[-1]))
    if len(known) < 2 or len(known) < named / 4 or (table.key == LIST and not _is_list(known)):
        return 0
    likelier = {"vendors": 0.5, LIST: -0.3}.get(table.key, 0)
    deep = found.header_row - found.header_top
    below = 4 if _named(sheet_name(found.file, sheet), table) else 0
    return len(known) + likelier - 2 * len(found.missing) + below - found.header_row / 100 - 0.6 * deep


def _is_list(known: set[str]) -> bool:
    """Whether these fields make one list of several things: a vendor, and something of an engagement."""
    parts = {part_of(key)[0] for key in known - {"buyer", "notes"}}
    return "name" in known and "engagements" in parts


def describe(mapping: SheetMapping, sheet: WorkbookSheet) -> SheetMapping:
    """The mapping with headers, a few samples of each column, and the number of rows below the header."""
    mapping.headers = header_texts(sheet, mapping.header_row, mapping.header_top)
    mapping.columns = {number: mapping.columns.get(number, "") for number in mapping.headers}
    below = sheet.rows[mapping.header_row :]
    mapping.rows = sum(1 for row in below if any(cell != "" for cell in row))
    mapping.samples = {number: list(_samples(below, number)) for number in mapping.headers}
    return mapping


def _samples(rows: Sequence[Sequence[Value]], number: int) -> Iterator[str]:
    given = 0
    for row in rows[:200]:
        if len(row) >= number and (text := plain(row[number - 1]).strip()):
            yield text[:60]
            given += 1
            if given == _SAMPLES:
                return


def corrected(
    mappings: Sequence[SheetMapping], workbooks: Sequence[Workbook], form: Mapping[str, str]
) -> tuple[list[SheetMapping], bool]:
    """The mappings as a person corrected them, by fields `table-0`, `header-0`, `column-0-3` (sheet, column).

    The second value is False when a sheet became another table or got another header row: its columns are then
    proposed again. ValueError for a table, row or field that does not exist.
    """
    sheets = {(workbook.name, sheet.name): sheet for workbook in workbooks for sheet in workbook.sheets}
    same, found = True, []
    for place, mapping in enumerate(mappings):
        sheet = sheets[mapping.file, mapping.sheet]
        table, header = form.get(f"table-{place}", ""), form.get(f"header-{place}", str(mapping.header_row))
        if table and table not in {known.key for known in READ_TABLES}:
            raise ValueError(table)
        if not header.isascii() or not header.isdigit() or not 1 <= int(header) <= max(len(sheet.rows), 1):
            raise ValueError(header)
        changed = (table, int(header)) != (mapping.table, mapping.header_row)
        row = int(header)
        top = mapping.header_top if row == mapping.header_row else min(heading_rows(sheet, row), default=row)
        new = SheetMapping(mapping.file, mapping.sheet, table, row, header_top=top)
        texts = header_texts(sheet, row, top)
        if changed and table:
            new.columns = fields(read_table_of(table), parts_of(sheet, top or row, row))
            same = False
        elif table:
            new.columns = {number: _chosen(table, form.get(f"column-{place}-{number}", "")) for number in texts}
        found.append(describe(new, sheet))
    return found, same


def _chosen(table: str, key: str) -> str:
    if key and key not in {column.key for column in read_table_of(table).columns}:
        raise ValueError(key)
    return key
