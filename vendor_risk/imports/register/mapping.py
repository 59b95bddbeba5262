"""Which sheet is which table, and which column which field: proposed by the headers' words, corrected by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from vendor_risk.formats.register.headers import HEADERS, SHEETS
from vendor_risk.formats.register.tables import table_of
from vendor_risk.formats.register.workbook import GUIDE, LISTS, TABLES, RegisterTable
from vendor_risk.organizations.names import squeeze
from vendor_risk.workbook.model import Value, Workbook, WorkbookSheet, column_letter, plain

_HEADER_ROWS = 15
"""How far down a header row is looked for."""
_NOISE = re.compile(r"[\s()\[\]【】「」<>*※＊:_.,?'\"-]|必須|任意|required|optional")
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

    @property
    def name(self) -> str:
        """What the sheet is called in messages: its name, or the file's for a CSV."""
        return self.file if self.sheet == "CSV" else self.sheet

    @property
    def twice(self) -> list[str]:
        """The keys that more than one column was given."""
        given = [key for key in self.columns.values() if key]
        return sorted({key for key in given if given.count(key) > 1})

    @property
    def unknown(self) -> list[str]:
        """The headers that nobody has given a meaning: "F “Remarks 2”"."""
        return [
            f"{column_letter(number)} “{self.headers[number]}”"
            for number, key in sorted(self.columns.items())
            if not key and self.table
        ]

    @property
    def missing(self) -> list[str]:
        """The keys of required columns that the sheet lacks; a corporate number does for a vendor's code."""
        if not self.table:
            return []
        present = set(self.columns.values())
        needed = [column.key for column in table_of(self.table).columns if column.required]
        lacking = [key for key in needed if key not in present]
        if self.table == "vendors" and "corporate_number" in present:
            lacking = [key for key in lacking if key not in {"code", "home_company"}]
        if self.table == "engagements":
            lacking = [key for key in lacking if key != "code"]
        return lacking


def normal(text: str) -> str:
    """A header without what does not tell headers apart: case, width, spaces, brackets, “required”."""
    return _NOISE.sub("", squeeze(text))


@cache
def _index(table: str) -> Mapping[str, str]:
    """The field for each header it goes by, of one table."""
    found: dict[str, str] = {}
    columns = table_of(table).columns
    for column in columns:  # own titles first: another column's further words never take them
        for word in (column.key, column.title.en, column.title.ja, f"{column.title.ja}/{column.title.en}"):
            found.setdefault(normal(word), column.key)
    for column in columns:
        for word in HEADERS[table].get(column.key, ()):
            found.setdefault(normal(word), column.key)
    return found


def _fields(table: RegisterTable, texts: Mapping[int, str]) -> dict[int, str]:
    """The field of each header of a row; each field once, the first column that fits."""
    index, taken, found = _index(table.key), set[str](), {}
    for number, text in texts.items():
        parts = [text, *re.split(r"[\n/／]", text)]
        key = next((index[word] for part in parts if (word := normal(part)) in index), "")
        found[number] = "" if key in taken else key
        taken.add(key)
    return found


def _named(sheet: SheetMapping, table: RegisterTable) -> bool:
    name = normal(sheet.file.rsplit(".", 1)[0] if sheet.sheet == "CSV" else sheet.sheet)
    own = {normal(word) for word in (table.key, table.title.en, table.title.ja, *SHEETS[table.key])}
    return name in own or name == normal(f"{table.title.ja}{table.title.en}")


def header_texts(sheet: WorkbookSheet, row: int) -> dict[int, str]:
    """The texts of a row by column number, blank cells left out."""
    cells = sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else []
    return {number: text for number, cell in enumerate(cells, start=1) if (text := plain(cell).strip())}


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
        texts = header_texts(sheet, row)
        if len(texts) < 2:
            continue
        for table in TABLES:
            found = SheetMapping(file, sheet.name, table.key, row, _fields(table, texts), texts)
            known = sum(1 for key in found.columns.values() if key)
            if known < 2 or known < len(texts) / 4:
                continue
            likelier = 0.5 if table.key == "vendors" else 0
            score = known + likelier - 2 * len(found.missing) + (4 if _named(found, table) else 0) - row / 100
            if score > best_score:
                best, best_score = found, score
    return describe(best, sheet)


def describe(mapping: SheetMapping, sheet: WorkbookSheet) -> SheetMapping:
    """The mapping with headers, a few samples of each column, and the number of rows below the header."""
    mapping.headers = header_texts(sheet, mapping.header_row)
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
        if table and table not in {known.key for known in TABLES}:
            raise ValueError(table)
        if not header.isascii() or not header.isdigit() or not 1 <= int(header) <= max(len(sheet.rows), 1):
            raise ValueError(header)
        changed = (table, int(header)) != (mapping.table, mapping.header_row)
        new = SheetMapping(mapping.file, mapping.sheet, table, int(header))
        texts = header_texts(sheet, new.header_row)
        if changed and table:
            new.columns = _fields(table_of(table), texts)
            same = False
        elif table:
            new.columns = {number: _chosen(table, form.get(f"column-{place}-{number}", "")) for number in texts}
        found.append(describe(new, sheet))
    return found, same


def _chosen(table: str, key: str) -> str:
    if key and key not in {column.key for column in table_of(table).columns}:
        raise ValueError(key)
    return key
