"""Reading a workbook within the limited process: the fast engine first, the careful reader where that fails or would
misread, and the facts neither tells.

Each covers the other: a sheet the fast engine refuses (a newer error value, another encoding, a part with an unusual
name) is read carefully; what only the fast engine reads (xls, xlsb, ods) is measured before it sees it.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import PurePath
from typing import Any, TypeVar

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from vendor_risk.workbook import binary, bookparts, careful, csvtext, limits, ods, parts, preflight
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.values import iso

T = TypeVar("T")
Rows = list[list[Any]]
Found = dict[str, Any]
"""A sheet as plain values, as it goes through the pipe (`safe` makes a `Sheet` of it)."""

Details = dict[str, dict[str, str]]
"""Notes about the file, with what their sentences name."""

_PLAIN = {str, float, int, bool}
_SMALLEST_SHARED = len(b'<c r="A1" t="s"><v>0</v></c>')
_NO_TEXT = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".ods", ".ots", ".xls"}
_WORTH_A_THREAD = 500_000  # bytes of sheets


def read(data: bytes, file: str) -> dict[str, Any]:
    """The workbook in `data` as plain values. Raises WorkbookRefused."""
    data = preflight.unwrapped(data)
    kind = preflight.sniff(data, file)
    if kind == "text":
        return _text(data, file)
    details: Details = {}
    if kind == "ole":
        notes = preflight.check_ole(data, file)
        kind, sheets = "xls", _xls(data, file)
    else:
        package = preflight.open_package(data, file)
        kind, notes = package.kind, package.notes
        reader = {"ods": _ods, "xlsb": _xlsb}.get(kind, _xlsx)
        sheets, details = reader(data, package, file)
    if not any(sheet["rows"] for sheet in sheets) and "macros" not in notes:
        raise WorkbookRefused("no_sheets", file=file)
    notes = [*notes, *(note for note in details if note not in notes)]
    return {"name": file, "kind": kind, "sheets": sheets, "notes": notes, "details": details, "encoding": ""}


def _text(data: bytes, file: str) -> dict[str, Any]:
    try:
        text, encoding = csvtext.decode(data, file)
    except WorkbookRefused:
        if PurePath(file).suffix.lower() in _NO_TEXT:  # whose beginning was damaged: nobody should save it as CSV
            raise WorkbookRefused("damaged", file=file, part="ZIP") from None
        raise
    rows, separator = csvtext.rows_of(text, file)
    sheet = {"name": "CSV", "rows": rows, "hidden": False, "knows_formulas": False}
    kind = "tsv" if separator == "\t" else "csv"
    return {"name": file, "kind": kind, "sheets": [sheet], "notes": [], "details": {}, "encoding": encoding}


def _xlsx(data: bytes, package: preflight.Package, file: str) -> tuple[list[Found], Details]:
    try:
        book = bookparts.open_book(package.parts)
    except ValueError:
        raise WorkbookRefused("damaged", file=file, part="workbook.xml") from None
    names = [entry.name for entry in book.entries]
    _check_entries(book.entries, file)
    usual = not package.recoded and len(set(names)) == len(names) and bookparts.counts_truly(package.parts, book)
    reader = _Xlsx(package.parts, book, _if_not_damaged(lambda: _engine(data, file)) if usual else None, file)
    sheets = reader.sheets()
    details: Details = {}
    if reader.missing:
        if not sheets:
            raise WorkbookRefused("damaged", file=file, part=reader.missing[0])
        details["missing_sheets"] = {"sheets": ", ".join(reader.missing)}
    blank = [(sheet["name"], number) for sheet in sheets if (number := sheet.pop("uncalculated"))]
    if blank:
        number = sum(count for _, count in blank)
        details["uncalculated"] = {"number": f"{number:,}", "sheet": blank[0][0]}
    _look_up_lists(sheets, book.names)
    return sheets, details


def _check_entries(entries: list[bookparts.Entry], file: str) -> None:
    """Refuses very many sheets, and sheets that are the same part, which would be read as often as it is named."""
    if len(entries) > limits.MAX_SHEETS:
        raise WorkbookRefused("too_many_sheets", file=file, limit=f"{limits.MAX_SHEETS:,}")
    named = Counter(entry.part for entry in entries if entry.part).most_common(1)
    if named and named[0][1] > 1:
        raise WorkbookRefused("duplicate", file=file, part=named[0][0])


class _Xlsx:
    """The sheets of one xlsx workbook, each by the engine that can read it.

    The fast engine reads the sheet before (it lets go of the interpreter) while facts of the next are looked for.
    """

    def __init__(
        self, package: bookparts.Package, book: bookparts.Book, engine: CalamineWorkbook | None, file: str
    ) -> None:
        self.package, self.book, self.engine, self.file = package, book, engine, file
        self.missing: list[str] = []
        self.cells = self.area = 0
        self.looked_up = False
        self.shared = bookparts.shared_strings(package, book)
        self.longest = max(map(len, self.shared.split(b"<si")))  # of the shared texts, in bytes
        self.returns = _may_return(self.shared)

    def sheets(self) -> list[Found]:
        """All sheets whose parts are there, with their facts; the names of the others are noted as missing."""
        large = sum(len(self.package.get(entry.part, b"")) for entry in self.book.entries) > _WORTH_A_THREAD
        with ThreadPoolExecutor(1) if large else nullcontext() as pool:
            try:
                waiting = [self._begin(entry, pool) for entry in self.book.entries]
                return [finish() for finish in waiting if finish is not None]
            except BaseException:
                if pool is not None:
                    pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _begin(self, entry: bookparts.Entry, pool: ThreadPoolExecutor | None) -> Callable[[], Found] | None:
        """Let the sheet be read; gives what ends its reading. None when its part is not there."""
        xml = self.package.get(entry.part)
        if xml is None:
            self.missing.append(entry.name)
            return None
        facts = parts.check(xml, self.file, entry.name)
        if facts is None or self.engine is None:
            return lambda: self._careful(xml, entry)
        self._check_shown(entry.name, xml)
        if pool is None:
            parts.scan(xml, facts)
            return lambda: self._end(entry, xml, facts, self._fast(entry.name))
        rows = pool.submit(self._fast, entry.name)
        parts.scan(xml, facts)
        return lambda: self._end(entry, xml, facts, rows.result())

    def _fast(self, name: str) -> Rows | None:
        """The rows by the fast engine, None when it finds the sheet damaged."""
        engine = self.engine
        rows = _if_not_damaged(lambda: _rows(engine, name, self.file, self.area)) if engine is not None else None
        self.area += _area(rows or [])
        return rows

    def _end(self, entry: bookparts.Entry, xml: bytes, facts: parts.SheetParts, rows: Rows | None) -> Found:
        if rows is None:
            return self._careful(xml, entry)
        rows = plain(rows, self.returns or (b"inlineStr" in xml and _may_return(xml)))
        failed = {(row, column) for row, column, _ in facts.errors}
        for place, tag in zip(facts.formulas, facts.tags, strict=True):
            if _is_blank(rows, place):
                facts.uncalculated += b'"str"' not in tag and place not in failed
            elif type(text := rows[place[0] - 1][place[1] - 1]) is str and "\r" in text:
                rows[place[0] - 1][place[1] - 1] = _plain_ends(text)
        return self._found(entry, rows, facts)

    def _found(self, entry: bookparts.Entry, rows: Rows, facts: parts.SheetParts) -> Found:
        self.cells += facts.cells
        if self.cells > limits.MAX_CELLS:
            raise WorkbookRefused("too_many_cells", file=self.file, sheet=entry.name, limit=f"{limits.MAX_CELLS:,}")
        facts.comments = bookparts.comments(self.package, entry.part)
        return _found(entry.name, rows, entry.hidden, facts)

    def _check_shown(self, name: str, xml: bytes) -> None:
        """The engine copies a shared text for every cell: refuses what would be too much, roughly, then exactly."""
        if self.longest * (len(xml) // _SMALLEST_SHARED) + self.book.shown <= limits.MAX_SHOWN:
            return
        characters = self.longest * xml.count(b't="s"')
        if characters + self.book.shown > limits.MAX_SHOWN:
            self._look_up()
            characters = parts.shown(xml, [len(text) for text in self.book.strings])
        self.book.shown += characters
        parts.check_shown(self.book.shown, self.file, name)

    def _look_up(self) -> None:
        if not self.looked_up:
            bookparts.look_up(self.package, self.book)
            self.looked_up = True

    def _careful(self, xml: bytes, entry: bookparts.Entry) -> Found:
        self._look_up()
        rows, facts = careful.read_sheet(xml, self.book, self.file, entry.name)
        self.area += _area(rows)
        return self._found(entry, rows, facts)


def _may_return(xml: bytes) -> bool:
    """Whether a text in it may hold a carriage return, which can only be written as an escape."""
    return b"_x0" in xml or b"&#" in xml


def _area(rows: Rows) -> int:
    return len(rows) * len(rows[0]) if rows else 0


def _if_not_damaged(work: Callable[[], T]) -> T | None:
    """What the fast engine gives; None when it finds the file damaged, which the careful reader may see otherwise."""
    try:
        return work()
    except WorkbookRefused as refusal:
        if refusal.code != "damaged":
            raise
    return None


def _is_blank(rows: Rows, place: tuple[int, int]) -> bool:
    row, column = place
    return row > len(rows) or column > len(rows[row - 1]) or rows[row - 1][column - 1] == ""


def _ods(data: bytes, package: preflight.Package, file: str) -> tuple[list[Found], Details]:
    facts = ods.scan(package.parts.get("content.xml", b""), file)
    package.parts.clear()
    sheets = _all_sheets(data, file, list(facts.values()))
    for sheet in sheets:
        for row in sheet["rows"]:
            row[:] = [ods.value(value) if type(value) is str else value for value in row]
        for row, column, _ in sheet.get("errors", ()):
            if not _is_blank(sheet["rows"], (row, column)):
                sheet["rows"][row - 1][column - 1] = ""
    _look_up_lists(sheets, {})
    return sheets, {}


def _xlsb(data: bytes, package: preflight.Package, file: str) -> tuple[list[Found], Details]:
    entries = binary.xlsb_entries(package.parts)
    _check_entries(entries, file)
    strings = binary.xlsb_strings(package.parts.get("xl/sharedstrings.bin", b""))
    extents = [binary.xlsb_sheet(package.parts.get(entry.part, b""), file, entry.name, strings) for entry in entries]
    package.parts.clear()
    return _binary(data, file, extents), {}


def _xls(data: bytes, file: str) -> list[Found]:
    return _binary(data, file, binary.xls_sheets(data, file))


def _binary(data: bytes, file: str, extents: list[binary.Extent]) -> list[Found]:
    binary.check_total(extents)
    sheets = _all_sheets(data, file, [extent.facts for extent in extents])
    for sheet in sheets:
        sheet.pop("lists", None)
    return sheets


def _all_sheets(data: bytes, file: str, facts: list[parts.SheetParts]) -> list[Found]:
    """All sheets by the fast engine, with the facts of each in the same order."""
    engine = _engine(data, file)
    known = engine.sheets_metadata
    told = len(known) == len(facts)
    found: list[Found] = []
    area = 0
    for place, sheet in enumerate(known):
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        rows = plain(_rows(engine, sheet.name, file, area), returns=True)
        area += _area(rows)
        hidden = sheet.visible != SheetVisibleEnum.Visible
        found.append(_found(sheet.name, rows, hidden, facts[place] if told else None))
        found[-1].pop("uncalculated", None)  # told by xlsx only
    return found


def _found(name: str, rows: Rows, hidden: bool, facts: parts.SheetParts | None) -> Found:
    name = name.replace("\x00", "")
    if facts is None:
        return {"name": name, "rows": rows, "hidden": hidden, "knows_formulas": False}
    return {
        "name": name,
        "rows": rows,
        "hidden": hidden,
        "knows_formulas": True,
        "merged": facts.merged,
        "hidden_rows": facts.hidden_rows,
        "hidden_columns": facts.hidden_columns,
        "formulas": facts.formulas,
        "errors": facts.errors,
        "comments": facts.comments,
        "validations": list(facts.options),
        "lists": facts.lists,
        "uncalculated": facts.uncalculated,
    }


def _look_up_lists(sheets: list[Found], names: bookparts.Names) -> None:
    """Drop-downs with the values they offer, in place of the formula that says where these stand."""
    by_name = {sheet["name"]: sheet["rows"] for sheet in sheets}
    known: dict[tuple[str, str], list[str]] = {}
    characters = 0
    for sheet in sheets:
        for boxes, formula in sheet.pop("lists", ()):
            key = (sheet["name"], formula)
            if key not in known:
                options = list_options(formula, sheet["name"], by_name, names)
                characters += sum(map(len, options))
                known[key] = options if characters <= limits.MAX_OPTIONS_TEXT else []
            sheet["validations"].append((boxes, known[key]))
        offered = {id(options): options for _, options in sheet["validations"]}
        places = {key: place for place, key in enumerate(offered)}
        sheet["offered"] = list(offered.values())  # each list goes through the pipe once
        sheet["validations"] = [(boxes, places[id(options)]) for boxes, options in sheet["validations"]]


def list_options(formula: str, here: str, sheets: Mapping[str, Rows], names: bookparts.Names) -> list[str]:
    """The values of a drop-down: written out ("Yes,No"), an area, or the name of one. Empty when none of these."""
    if len(formula) >= 2 and formula[0] == formula[-1] == '"':
        return [option.strip() for option in formula[1:-1].replace('""', '"').split(",") if option.strip()]
    named = formula.lower().removeprefix("=")
    formula = names.get((here, named)) or names.get(("", named)) or formula
    sheet, mark, reference = formula.rpartition("!")
    if mark:
        here = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
    box = parts.box_of(reference)
    if box is None or here not in sheets:
        return []
    first_row, first_column, last_row, last_column = box
    values = []
    for row in sheets[here][first_row - 1 : last_row]:
        values += [value for value in row[first_column - 1 : last_column] if value != ""]
        if len(values) > limits.MAX_OPTIONS:
            return []
    return [str(int(value)) if isinstance(value, float) and value.is_integer() else str(value) for value in values]


@contextmanager
def _alarms() -> Iterator[None]:
    """The engine's alarm about contents it did not expect, which is no Exception, as one of its errors."""
    try:
        yield
    except Exception:
        raise
    except BaseException as alarm:
        if type(alarm).__name__ != "PanicException":
            raise
        raise CalamineError("panic") from None


def _engine(data: bytes, file: str) -> CalamineWorkbook:
    """The fast engine on the file. Raises WorkbookRefused."""
    try:
        with _alarms():
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise WorkbookRefused("encrypted", file=file) from None
    except (CalamineError, ZipError, ValueError, OSError) as error:
        raise WorkbookRefused("damaged", file=file, part=_where(error)) from None


def _rows(engine: CalamineWorkbook, name: str, file: str, area: int) -> Rows:
    """The cells of a sheet by the fast engine; `area` is that of the sheets before. Raises WorkbookRefused."""
    try:
        with _alarms():
            found = engine.get_sheet_by_name(name)
            own = found.total_height * found.total_width
            if own > limits.MAX_AREA or own + area > limits.MAX_ALL_AREA:
                parts.refuse_far(file, name, (found.total_height, found.total_width))
            return found.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError):
        raise WorkbookRefused("damaged", file=file, part=name) from None


def _where(error: Exception) -> str:
    """The engine's own words, one short line: they name the part of the file at fault."""
    return re.sub(r"\s+", " ", str(error))[:80]


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def plain(rows: Rows, returns: bool) -> Rows:
    """The rows with dates as ISO text and plain line ends (`returns`: whether a carriage return may be in a text)."""
    for row in rows:
        if not _PLAIN.issuperset(map(type, row)):
            row[:] = [value if type(value) in _PLAIN else iso(value) for value in row]
        if not returns:
            continue
        for index, value in enumerate(row):
            if type(value) is str and "\r" in value:  # the engine itself undoes the format's escapes ("_x000D_")
                row[index] = _plain_ends(value)
    return rows
