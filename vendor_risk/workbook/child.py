"""The limited process that reads workbooks: limits on memory, processor time and files, no way back but one pipe.

It is started by `safe` and serves many files. A request and its answer are MessagePack values behind four bytes of
length; nothing in an answer can run. When a file kills it (the fast engine may abort the process on a hostile file),
`safe` says so to the one who asked and starts another.
"""

from __future__ import annotations

import datetime
import io
import re
import resource
import struct
import sys
from typing import Any, BinaryIO

import msgspec
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from vendor_risk.workbook import csvtext, limits, parts, preflight
from vendor_risk.workbook.errors import WorkbookRefused

_PLAIN = {str, float, int, bool}
Rows = list[list[Any]]


def read(data: bytes, file: str) -> dict[str, Any]:
    """The workbook in `data` as plain values. Raises WorkbookRefused."""
    kind = preflight.sniff(data, file)
    if kind == "text":
        return _read_text(data, file)
    returns = True
    if kind == "zip":
        package = preflight.open_package(data, file)
        kind, notes = package.kind, package.notes
        returns = kind == "xlsb" or any(mark in part for part in package.parts.values() for mark in _RETURNS)
        facts = _scan(package.parts, file) if kind in ("xlsx", "xlsm") else {}
        names = parts.defined_names(package.parts.get("xl/workbook.xml", b"")) if facts else {}
        if kind == "ods":
            check_repeats(package.parts.get("content.xml", b""), file)
        del package
    else:
        notes = preflight.check_ole(data, file) if kind == "ole" else []
        kind, facts, names = "xls", {}, {}
    sheets = _read_cells(data, file, returns)
    for sheet in sheets:
        known = facts.get(sheet["name"])
        sheet["knows_formulas"] = known is not None
        if known is not None:
            _add(sheet, known, sheets, names)
    if not any(sheet["rows"] for sheet in sheets) and "macros" not in notes:
        raise WorkbookRefused("no_sheets", file=file)
    return {"name": file, "kind": kind, "sheets": sheets, "notes": notes, "encoding": ""}


def _read_text(data: bytes, file: str) -> dict[str, Any]:
    text, encoding = csvtext.decode(data, file)
    rows, separator = csvtext.rows_of(text, file)
    sheet = {"name": "CSV", "rows": rows, "hidden": False, "knows_formulas": False}
    kind = "tsv" if separator == "\t" else "csv"
    return {"name": file, "kind": kind, "sheets": [sheet], "notes": [], "encoding": encoding}


def _scan(package: dict[str, bytes], file: str) -> dict[str, parts.SheetParts]:
    found: dict[str, parts.SheetParts] = {}
    cells = 0
    for sheet, part in parts.sheet_parts(package).items():
        if part not in package:
            continue
        facts = found[sheet] = parts.scan(package[part], file, sheet)
        cells += facts.cells
        if cells > limits.MAX_CELLS:
            raise WorkbookRefused("too_many_cells", file=file, sheet=sheet, limit=f"{limits.MAX_CELLS:,}")
        for kind, target in parts.relations(package, part).values():
            if kind.endswith("/comments") and target in package:
                facts.comments = parts.comments(package[target])
    return found


_REPEAT = re.compile(rb'number-(rows|columns)-repeated="([0-9]+)"')


def check_repeats(content: bytes, file: str) -> None:
    """OpenDocument repeats rows and cells by number: refuse numbers that would fill memory with values."""
    for row in content.split(b"<table:table-row")[1:]:
        if b"office:value" not in row and b"<text:p" not in row:
            continue
        times = {kind: int(number) for kind, number in _REPEAT.findall(row[: row.find(b">")])}.get(b"rows", 1)
        wide = 0
        for cell in re.findall(rb"<table:table-cell ([^>]{0,400}[^/])>", row):
            repeated = _REPEAT.search(cell)
            wide += int(repeated[2]) if repeated else 1
        if times * wide > limits.MAX_CELLS or times > limits.MAX_ROWS:
            raise WorkbookRefused("too_many_cells", file=file, sheet="ODS", limit=f"{limits.MAX_CELLS:,}")


def _read_cells(data: bytes, file: str, returns: bool) -> list[dict[str, Any]]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise WorkbookRefused("encrypted", file=file) from None
    except (CalamineError, ZipError, ValueError, OSError) as error:
        raise WorkbookRefused("damaged", file=file, part=_where(error)) from None
    sheets = []
    for known in workbook.sheets_metadata:
        if known.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            found = workbook.get_sheet_by_name(known.name)
            if found.total_height * found.total_width > limits.MAX_AREA:
                raise WorkbookRefused("too_many_cells", file=file, sheet=known.name, limit=f"{limits.MAX_CELLS:,}")
            rows = found.to_python(skip_empty_area=False)
        except (CalamineError, ValueError, OSError) as error:
            raise WorkbookRefused("damaged", file=file, part=f"{known.name}: {_where(error)}") from None
        name = known.name.replace("\x00", "")
        sheets.append(
            {"name": name, "rows": _plain(rows, returns), "hidden": known.visible != SheetVisibleEnum.Visible}
        )
    return sheets


def _where(error: Exception) -> str:
    """The engine's own words, one short line: they name the part of the file at fault."""
    return " ".join(str(error).split())[:120]


_RETURNS = (b"\r", b"&#13;", b"&#x", b"_x0")
"""A part without any of these has no text with a carriage return, which is looked for in every cell otherwise."""


def _plain(rows: Rows, returns: bool) -> Rows:
    """The rows with dates as ISO text and plain line ends (`returns`: whether a carriage return may be in a text)."""
    for row in rows:
        if not _PLAIN.issuperset(map(type, row)):
            row[:] = [value if type(value) in _PLAIN else _iso(value) for value in row]
        if not returns:
            continue
        for index, value in enumerate(row):
            if type(value) is str and "\r" in value:  # the engine itself undoes the format's escapes ("_x000D_")
                row[index] = value.replace("\r\n", "\n").replace("\r", "\n")
    return rows


def _iso(value: object) -> str:
    """Dates and times as ISO text; a whole day without its midnight."""
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)


def _add(sheet: dict[str, Any], facts: parts.SheetParts, sheets: list[dict[str, Any]], names: dict[str, str]) -> None:
    """Put what the XML told beside the cells the engine read."""
    sheet["merged"] = facts.merged
    sheet["hidden_rows"] = facts.hidden_rows
    sheet["hidden_columns"] = facts.hidden_columns
    sheet["formulas"] = facts.formulas
    sheet["errors"] = facts.errors
    sheet["comments"] = facts.comments
    by_name = {other["name"]: other["rows"] for other in sheets}
    sheet["validations"] = [
        (boxes, options)
        for boxes, formula in facts.lists
        for options in (list_options(formula, sheet["name"], by_name, names),)
    ]


def list_options(formula: str, here: str, sheets: dict[str, Rows], names: dict[str, str]) -> list[str]:
    """The values of a drop-down: written out ("Yes,No"), an area, or the name of one. Empty when none of these."""
    if len(formula) >= 2 and formula[0] == formula[-1] == '"':
        return [option.strip() for option in formula[1:-1].replace('""', '"').split(",") if option.strip()]
    formula = names.get(formula.lower(), formula)
    sheet, mark, reference = formula.rpartition("!")
    if mark:
        here = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
    box = parts.box_of(reference)
    if box is None or here not in sheets or (box[2] - box[0] + 1) * (box[3] - box[1] + 1) > 500:
        return []
    rows = sheets[here]
    values = [value for row in rows[box[0] - 1 : box[2]] for value in row[box[1] - 1 : box[3]] if value != ""]
    return [str(int(value)) if isinstance(value, float) and value.is_integer() else str(value) for value in values]


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to one request: {"workbook": …} or {"refused": code, "params": …}."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.MAX_SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    try:
        return {"workbook": read(request["data"], request["name"])}
    except WorkbookRefused as refusal:
        return {"refused": refusal.code, "params": refusal.params}
    except (MemoryError, RecursionError):
        return {"refused": "failed", "params": {"file": request["name"]}}


def limit_this_process() -> None:
    """Give up what a reader of files does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.MAX_MEMORY, limits.MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer requests until the other side closes."""
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder()
    while len(length := source.read(4)) == 4:
        request = decoder.decode(source.read(struct.unpack(">I", length)[0]))
        packed = encoder.encode(answer(request))
        target.write(struct.pack(">I", len(packed)) + packed)
        target.flush()


def main() -> None:
    """Run as a process of its own."""
    limit_this_process()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
