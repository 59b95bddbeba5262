"""The hostile corpus: files made to exhaust, fool or run something. The generator is kept, not the files."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    """A worksheet with these rows."""
    head = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">'
    return f"{head}{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def row_xml(number: int, *texts: str) -> str:
    """A row of inline texts from column A."""
    cells = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


SMALL = row_xml(1, "ID", "Question", "Answer") + "".join(
    row_xml(number, f"Q-{number:02}", f"Is control {number} in place?", "Yes") for number in range(2, 7)
)


def package(
    sheet: str | bytes | None = None,
    *,
    names: tuple[str, ...] = ("Sheet1",),
    states: Mapping[str, str] = {},
    workbook_type: str = _SHEET_TYPE,
    extra: Mapping[str, bytes] = {},
    properties: str = "",
    after: str = "",
    others: Mapping[int, str] = {},
) -> bytes:
    """A workbook with the same worksheet under each name (but for `others`), and whatever else is put into it."""
    content = sheet if sheet is not None else sheet_xml(SMALL)
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}" state="{states.get(name, "visible")}"/>'
        for n, name in enumerate(names, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{workbook_type}"/>'
            f"{overrides}</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}">{properties}'
            f"<sheets>{sheets}</sheets>{after}</workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        )
        for n in range(1, len(names) + 1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", others.get(n, content))
        for name, data in extra.items():
            archive.writestr(name, data)
    return out.getvalue()


def cells(number: int) -> bytes:
    """That many cells, as small as they can be written."""
    before, after = sheet_xml("|").encode().split(b"|")
    rows = (b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>") * 100
    return _with_large_part("xl/worksheets/sheet1.xml", before, rows, number // 10_000, after)


def _with_large_part(name: str, before: bytes, piece: bytes, times: int, after: bytes = b"") -> bytes:
    """A workbook with a part that is a piece many times, packed as it is written."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package())) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for other in source.namelist():
            if other != name:
                target.writestr(other, source.read(other))
        with target.open(name, "w") as part:
            part.write(before)
            for _ in range(times):
                part.write(piece)
            part.write(after)
    return out.getvalue()


def far_cell(place: str) -> bytes:
    """A1, and one cell far away: legal, and dense readers ask for all memory."""
    row = int("".join(filter(str.isdigit, place)))
    return package(
        sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{place}"><v>1</v></c></row>')
    )


def far_cell_in_first_row() -> bytes:
    """The far cell hides in a row that says it is the first, after an attribute."""
    return package(sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c s="0" r="XFD1048576"><v>1</v></c></row>'))


def billion_laughs() -> bytes:
    """Entities that expand to three billion letters."""
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    return package(f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>' + sheet_xml(row_xml(1, "&j;"))[38:])


def external_entity() -> bytes:
    """A cell that would show a file of the server."""
    head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return package(head + sheet_xml(row_xml(1, "&f;"))[38:])


def utf16_with_dtd() -> bytes:
    """The same in an encoding in which nobody searches for it."""
    text = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY f "boom">]>' + sheet_xml(row_xml(1, "&f;"))[38:]
    )
    return package(text.encode("utf-16"))


def dtd_after_comment() -> bytes:
    """A declaration behind a comment that looks like the first element."""
    return package('<?xml version="1.0"?><!-- <worksheet> --><!DOCTYPE x [<!ENTITY f "boom">]>' + sheet_xml(SMALL)[38:])


def overlapping_entries() -> bytes:
    """Two entries of the directory that share the same packed bytes."""
    data = bytearray(package())
    directory = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", directory + 4)
    data[second + 42 : second + 46] = data[directory + 42 : directory + 46]
    return bytes(data)


def lying_size(declared: int) -> bytes:
    """A sheet whose directory entry declares another size than it unpacks to."""
    data = bytearray(package(sheet_xml(SMALL + " " * 100_000)))
    place = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\x01\x02"))
    data[place - 46 + 24 : place - 46 + 28] = struct.pack("<I", declared)
    return bytes(data)


def duplicate_names() -> bytes:
    """The same part twice: one reader takes the first, another the last."""
    out = io.BytesIO(package())
    with zipfile.ZipFile(out, "a") as archive:
        archive.filelist[0].filename = "[Content_Types].xml"
        archive.NameToInfo.pop("xl/worksheets/sheet1.xml", None)
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml(row_xml(1, "another")))
    return out.getvalue()


def nested_zip() -> bytes:
    """An archive in the archive."""
    return package(extra={"xl/media/inner.xml": package()})


def pdf_polyglot() -> bytes:
    """A PDF header in the first kilobyte of an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", b"%PDF-1.7\n1 0 obj<<>>endobj")
    return out.getvalue()


def pdf_before_zip() -> bytes:
    """A PDF with a workbook behind it."""
    return b"%PDF-1.7\n%%EOF\n" + package()


def encrypted() -> bytes:
    """An OLE file that holds an encrypted package."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 1024
    )


def encrypted_entry() -> bytes:
    """An archive whose entries are encrypted."""
    data = bytearray(package())
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        data[place + 8] |= 1
    return bytes(data)


def merge_storm() -> bytes:
    """Sixty thousand merged areas."""
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 60_001))
    return package(sheet_xml(SMALL, f"<mergeCells>{merges}</mergeCells>"))


def big_shared_strings() -> bytes:
    """A million shared strings."""
    some = "".join(f"<si><t>{n * 2_654_435_761 % 2**32:x}</t></si>" for n in range(10_000)).encode()
    return _with_large_part("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">'.encode(), some, 100, b"</sst>")


def zip_bomb() -> bytes:
    """Two hundred megabytes of nothing."""
    return _with_large_part("xl/media/zero.bin", b"", b"\x00" * 1_000_000, 200)


def many_parts() -> bytes:
    """More parts than any workbook has."""
    return package(extra={f"xl/media/{n}.bin": b"" for n in range(3_000)})


def renamed_macros() -> bytes:
    """A workbook with macros that calls itself .xlsx."""
    return package(workbook_type=_MACRO_TYPE, extra={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})


def embedded_program() -> bytes:
    """An embedded object."""
    return package(extra={"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0program"})


def dde_link() -> bytes:
    """A live link to a command."""
    link = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    return package(extra={"xl/externalLinks/externalLink1.xml": link.encode()})


def png() -> bytes:
    """A picture."""
    data = zlib.compress(b"\x00" * 10)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(data)) + b"IDAT" + data


REFUSED: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "two million cells": ("bomb.xlsx", lambda: cells(2_000_000), "too_many_cells ratio"),
    "twenty million cells": ("bomb.xlsx", lambda: cells(20_000_000), "unpacks_too_big ratio"),
    "a cell at XFD1048576": ("sparse.xlsx", lambda: far_cell("XFD1048576"), "too_far"),
    "a cell at A1048576": ("sparse.xlsx", lambda: far_cell("A1048576"), "too_far"),
    "a far cell hidden in row 1": ("sparse.xlsx", far_cell_in_first_row, "too_far"),
    "billion laughs": ("laugh.xlsx", billion_laughs, "doctype"),
    "an external entity": ("xxe.xlsx", external_entity, "doctype"),
    "UTF-16 with a DTD": ("dtd.xlsx", utf16_with_dtd, "doctype"),
    "a DTD behind a comment": ("dtd.xlsx", dtd_after_comment, "doctype"),
    "overlapping entries": ("overlap.xlsx", overlapping_entries, "duplicate"),
    "a size that lies low": ("lie.xlsx", lambda: lying_size(500), "damaged"),
    "a size that lies high": ("lie.xlsx", lambda: lying_size(2_000_000), "damaged"),
    "a size that lies very high": ("lie.xlsx", lambda: lying_size(2_000_000_000), "unpacks_too_big ratio"),
    "a part twice": ("twice.xlsx", duplicate_names, "duplicate"),
    "a nested archive": ("nested.xlsx", nested_zip, "nested"),
    "a PDF header in an archive": ("poly.xlsx", pdf_polyglot, "unknown"),
    "an archive behind a PDF": ("poly.xlsx", pdf_before_zip, "unknown"),
    "an encrypted package": ("secret.xlsx", encrypted, "encrypted"),
    "encrypted entries": ("secret.xlsx", encrypted_entry, "encrypted"),
    "a storm of merged cells": ("merge.xlsx", merge_storm, "too_many_merges"),
    "a zip bomb": ("zero.xlsx", zip_bomb, "ratio unpacks_too_big"),
    "three thousand parts": ("parts.xlsx", many_parts, "too_many_parts"),
    "macros called .xlsx": ("macro.xlsx", renamed_macros, "macros"),
    "an embedded object": ("ole.xlsx", embedded_program, "embedded"),
    "a live link": ("dde.xlsx", dde_link, "live_link"),
    "a picture": ("picture.xlsx", png, "unknown"),
    "an HTML page": ("page.xls", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "unknown"),
    "nothing": ("empty.xlsx", lambda: b"", "empty"),
    "a truncated archive": ("cut.xlsx", lambda: package()[:-40], "damaged"),
    "noise": ("noise.xlsx", lambda: b"PK\x03\x04" + bytes(range(256)) * 20, "damaged"),
    "too many bytes": ("big.xlsx", lambda: b"PK\x03\x04" + b"\x01" * (10 * 1024 * 1024), "too_big"),
    "a binary called .csv": ("bin.csv", lambda: bytes(range(256)) * 40, "unknown encoding"),
}
"""What must be refused: file name, maker, the codes that may say so."""
