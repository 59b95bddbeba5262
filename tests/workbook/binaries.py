"""Small xls and xlsb workbooks written record by record, so that tests can put into them what no program writes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of an xls workbook."""
    return struct.pack("<HH", kind, len(content)) + content


def number(row: int, column: int, value: float = 1.0) -> bytes:
    """A cell of an xls sheet, counted from 0."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def text(row: int, column: int, value: str) -> bytes:
    """A cell of an xls sheet with a text of its own."""
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le"))


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each in sectors of its own."""
    body, entries, fat = b"", [], []
    for name, data in streams.items():
        padded = data.ljust(max(4096, -(-len(data) // 512) * 512), b"\x00")
        first, sectors = len(fat), len(padded) // 512
        fat += [*range(first + 1, first + sectors), 0xFFFFFFFE]
        entries.append((name, 2, first, len(padded)))
        body += padded
    directory_at = len(fat)
    directory = b"".join(_entry(*entry) for entry in [("Root Entry", 5, 0xFFFFFFFE, 0), *entries])
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\x00")
    fat += [*range(directory_at + 1, directory_at + len(directory) // 512), 0xFFFFFFFE]
    table_at = len(fat)
    tables = -(-(table_at + 1) // 127)  # each table sector stands for itself too
    fat += [0xFFFFFFFD] * tables
    packed = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * 512, b"\xff")
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, tables, directory_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, table_at)
    for place in range(1, 109):
        struct.pack_into("<I", header, 76 + 4 * place, table_at + place if place < tables else 0xFFFFFFFF)
    return bytes(header) + body + directory + packed


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\x00\x00"
    links = struct.pack("<III", 0xFFFFFFFF, 2 if kind == 2 else 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF)
    if kind == 2:
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    head = raw.ljust(64, b"\x00") + struct.pack("<HBB", len(raw), kind, 1) + links
    return head + b"\x00" * 36 + struct.pack("<IQ", first, size)[:12]


def xls(
    sheets: Sequence[tuple[str, int, bytes]], *, inside: bytes = b"", streams: dict[str, bytes] | None = None
) -> bytes:
    """An xls workbook of (name, 0 shown or 1 hidden, records) sheets; `inside` are records of the workbook itself."""
    bof, eof = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6)), record(0x000A)
    names = [name.encode("utf-16-le") for name, _, _ in sheets]
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6)) + inside
    size = len(head) + sum(4 + 8 + len(name) for name in names) + len(eof)
    bound, bodies = b"", b""
    for (name, hidden, records), raw in zip(sheets, names, strict=True):
        bound += record(0x0085, struct.pack("<IBBBB", size + len(bodies), hidden, 0, len(name), 1) + raw)
        bodies += bof + records + eof
    return ole({"Workbook": head + bound + eof + bodies, **(streams or {})})


def part_record(kind: int, content: bytes = b"") -> bytes:
    """One record of an xlsb part."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(content), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def row_record(row: int, hidden: bool = False) -> bytes:
    """The beginning of a row of an xlsb sheet, counted from 0."""
    return part_record(0, struct.pack("<IIHBBB", row, 0, 300, 0, 0x10 if hidden else 0, 0) + b"\x00" * 4)


def real(column: int, value: float, formula: bool = False) -> bytes:
    """A number in an xlsb sheet, counted from 0."""
    cell = struct.pack("<IId", column, 0, value)
    return part_record(9, cell + struct.pack("<HII", 0, 0, 0)) if formula else part_record(5, cell)


def wide(value: str) -> bytes:
    """A text as xlsb writes it."""
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def said(column: int, value: str) -> bytes:
    """A text in an xlsb sheet."""
    return part_record(6, struct.pack("<II", column, 0) + wide(value))


def xlsb(sheets: Sequence[tuple[str, int, bytes, bytes]]) -> bytes:
    """An xlsb workbook of (name, 0 shown or 1 hidden, records of rows, records after them) sheets."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types"><Default Extension="bin" '
            'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        )
        links = "".join(
            f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.bin"/>'
            for n in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "_rels/.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        )
        bundle = b"".join(
            part_record(156, struct.pack("<II", hidden, n) + wide(f"rId{n}") + wide(name))
            for n, (name, hidden, _, _) in enumerate(sheets, 1)
        )
        archive.writestr(
            "xl/workbook.bin", part_record(143) + bundle + part_record(144) + part_record(157, b"\x00" * 26)
        )
        for n, (_, _, rows, after) in enumerate(sheets, 1):
            dimension = part_record(148, struct.pack("<IIII", 0, 9, 0, 9))
            archive.writestr(
                f"xl/worksheets/sheet{n}.bin", dimension + part_record(145) + rows + part_record(146) + after
            )
    return out.getvalue()
