"""Reading a workbook within the limited process: the fast engine first, the careful reader where that fails or would
misread, and the facts neither tells.

Each covers the other: a sheet the fast engine refuses (a newer error value, another encoding, a part with an unusual
name) is read carefully; what only the fast engine reads (xls, xlsb, ods) is measured before it sees it.
"""

from __future__ import annotations

from pathlib import PurePath

from python_calamine import SheetTypeEnum, SheetVisibleEnum

from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.package import parts
from vendor_risk.workbook.read import binary, csvtext, ods, preflight
from vendor_risk.workbook.read.engine import area_of, is_blank, open_engine, plain, rows_of
from vendor_risk.workbook.read.found import Details, Found, as_found, check_entries, look_up_lists
from vendor_risk.workbook.read.wire import FoundSheet, FoundWorkbook
from vendor_risk.workbook.read.xlsx import read_xlsx

_NO_TEXT = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".ods", ".ots", ".xls"}


def read(data: bytes, file: str) -> FoundWorkbook:
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
        reader = {"ods": _ods, "xlsb": _xlsb}.get(kind, read_xlsx)
        sheets, details = reader(data, package, file)
    if not any(found.sheet.rows for found in sheets) and "macros" not in notes:
        raise WorkbookRefused("no_sheets", file=file)
    notes = [*notes, *(note for note in details if note not in notes)]
    return FoundWorkbook(file, kind, [found.sheet for found in sheets], notes, details)


def _text(data: bytes, file: str) -> FoundWorkbook:
    try:
        text, encoding = csvtext.decode(data, file)
    except WorkbookRefused:
        if PurePath(file).suffix.lower() in _NO_TEXT:  # whose beginning was damaged: nobody should save it as CSV
            raise WorkbookRefused("damaged", file=file, part="ZIP") from None
        raise
    rows, separator = csvtext.rows_of(text, file)
    sheet = FoundSheet("CSV", rows, hidden=False, knows_formulas=False)
    return FoundWorkbook(file, "tsv" if separator == "\t" else "csv", [sheet], [], {}, encoding)


def _ods(data: bytes, package: preflight.Package, file: str) -> tuple[list[Found], Details]:
    facts = ods.scan(package.parts.get("content.xml", b""), file)
    package.parts.clear()
    sheets = _all_sheets(data, file, list(facts.values()))
    for found in sheets:
        rows = found.sheet.rows
        for cells in rows:
            cells[:] = [ods.value(value) if type(value) is str else value for value in cells]
        for row, column, _ in found.sheet.errors:
            if not is_blank(rows, (row, column)):
                rows[row - 1][column - 1] = ""
    look_up_lists(sheets, {})
    return sheets, {}


def _xlsb(data: bytes, package: preflight.Package, file: str) -> tuple[list[Found], Details]:
    entries = binary.xlsb_entries(package.parts)
    check_entries(entries, file)
    strings = binary.xlsb_strings(package.parts.get("xl/sharedstrings.bin", b""))
    extents = [binary.xlsb_sheet(package.parts.get(entry.part, b""), file, entry.name, strings) for entry in entries]
    package.parts.clear()
    return _binary(data, file, extents), {}


def _xls(data: bytes, file: str) -> list[Found]:
    return _binary(data, file, binary.xls_sheets(data, file))


def _binary(data: bytes, file: str, extents: list[binary.Extent]) -> list[Found]:
    binary.check_total(extents)
    return _all_sheets(data, file, [extent.facts for extent in extents])


def _all_sheets(data: bytes, file: str, facts: list[parts.SheetParts]) -> list[Found]:
    """All sheets by the fast engine, with the facts of each in the same order."""
    engine = open_engine(data, file)
    known = engine.sheets_metadata
    told = len(known) == len(facts)
    found: list[Found] = []
    area = 0
    for place, sheet in enumerate(known):
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        rows = plain(rows_of(engine, sheet.name, file, area), returns=True)
        area += area_of(rows)
        hidden = sheet.visible != SheetVisibleEnum.Visible
        found.append(as_found(sheet.name, rows, hidden, facts[place] if told else None))
    return found
