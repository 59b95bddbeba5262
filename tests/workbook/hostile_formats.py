"""The hostile corpus, second part: archives packed or named in odd ways, OpenDocument, xls, xlsb and text files."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from tests.workbook import binaries
from tests.workbook.hostile import MAIN, package, row_xml, sheet_xml

_OPEN_DOCUMENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">{before}<office:body>'
    '<office:spreadsheet>{inside}<table:table table:name="Form">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)
CELL = '<table:table-cell office:value-type="float" office:value="1"/>'


def repacked(
    data: bytes, change: Callable[[zipfile.ZipInfo, bytes], bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """The archive anew, each entry as `change` says (it may also change the entry's own facts)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", method) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            target.writestr(entry, change(entry, source.read(name)))
    return out.getvalue()


def packed_by(method: int) -> bytes:
    """A workbook packed by a method that spreadsheet programs do not use."""
    return repacked(package(), lambda _entry, content: content, method)


def packed_by_deflate64() -> bytes:
    """A workbook whose entries say they are packed by Deflate64, which the standard library does not know."""
    data = bytearray(package())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            struct.pack_into("<H", data, at + place, 9)
    return bytes(data)


def traversal(name: str) -> bytes:
    """A part whose name leads out of the folder somebody might unpack it into."""
    return package(extra={name: b"x"})


def symbolic_link() -> bytes:
    """A part that is a symbolic link to a file of the server."""

    def linked(entry: zipfile.ZipInfo, content: bytes) -> bytes:
        if entry.filename == "xl/media/image1.png":
            entry.create_system, entry.external_attr = 3, 0o120777 << 16
        return content

    return repacked(package(extra={"xl/media/image1.png": b"/etc/passwd"}), linked)


def far_cell_written(cell: str) -> bytes:
    """A far cell written so that a search for the usual spelling does not find it."""
    return package(sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{cell}</row>'))


def ods(rows: str, before: str = "", inside: str = "") -> bytes:
    """An OpenDocument spreadsheet with these rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", _OPEN_DOCUMENT.format(rows=rows, before=before, inside=inside))
    return out.getvalue()


def ods_repeats() -> bytes:
    """One row that repeats itself and its cell into billions of values."""
    cell = CELL.replace("/>", ' table:number-columns-repeated="16384"/>')
    return ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def ods_wide_rows() -> bytes:
    """Rows with one value at each end of the sheet: few values, a huge area."""
    gap = '<table:table-cell table:number-columns-repeated="16382"/>'
    return ods(f"<table:table-row>{CELL}{gap}{CELL}</table:table-row>" * 6_000)


def ods_far_row() -> bytes:
    """A value in the last row there can be."""
    gap = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
    return ods(f"<table:table-row>{CELL}</table:table-row>{gap}<table:table-row>{CELL}</table:table-row>")


def ods_other_prefix() -> bytes:
    """The repetitions under another prefix than programs use."""

    def renamed(_entry: zipfile.ZipInfo, content: bytes) -> bytes:
        for usual, other in ((b"xmlns:table=", b"xmlns:t="), (b"table:", b"t:")):
            content = content.replace(usual, other)
        return content

    return repacked(ods_repeats(), renamed)


def ods_with_dtd() -> bytes:
    """A document type declaration before the content."""
    return repacked(
        ods(""), lambda entry, content: content.replace(b"<office", b"<!DOCTYPE x [<!ENTITY a 'b'>]><office", 1)
    )


def ods_many_rows_of_blanks() -> bytes:
    """Rows of blanks as programs write them at the end, many times: harmless, and must be read."""
    blank = (
        '<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="16384"/>'
    )
    return ods(f"<table:table-row>{CELL}</table:table-row>" + f"{blank}</table:table-row>" * 1_000)


def xls_far_cells() -> bytes:
    """Ten sheets with one value in each corner."""
    corners = binaries.number(0, 0) + binaries.number(65_535, 255)
    return binaries.xls([(f"S{n}", 0, corners) for n in range(10)])


def xls_beyond_columns() -> bytes:
    """A column number that the format cannot have and its fields can."""
    return binaries.xls([("S", 0, binaries.number(0, 0) + binaries.number(65_535, 65_535))])


def xls_many_cells() -> bytes:
    """Runs of numbers that say they hold thousands each."""
    run = binaries.record(0x00BD, struct.pack("<HH", 0, 0) + b"\x00" * 6 * 1_300 + struct.pack("<H", 1_299))
    return binaries.xls([("S", 0, run * 900)])


def xls_encrypted() -> bytes:
    """A workbook behind a password."""
    return binaries.xls([("S", 0, binaries.number(0, 0))], inside=binaries.record(0x002F, b"\x01\x00" + b"\x00" * 50))


def xls_circle() -> bytes:
    """A file whose chain of sectors runs in a circle."""
    data = bytearray(binaries.xls([("S", 0, binaries.number(0, 0) * 400)]))
    table = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    struct.pack_into("<I", data, table + 4, 0)
    return bytes(data)


def xlsb_far_cell() -> bytes:
    """A value in the last cell there can be."""
    rows = binaries.row_record(0) + binaries.real(0, 1.0) + binaries.row_record(1_048_575) + binaries.real(16_383, 1.0)
    return binaries.xlsb([("S", 0, rows, b"")])


def xlsb_many_cells() -> bytes:
    """More values than are read."""
    row = b"".join(binaries.real(n, 1.0) for n in range(100))
    return binaries.xlsb([("S", 0, b"".join(binaries.row_record(n) + row for n in range(12_000)), b"")])


def live_data() -> bytes:
    """A link to a command, as an OLE link."""
    link = f'<externalLink xmlns="{MAIN}"><oleLink progId="Package"/></externalLink>'
    return package(extra={"xl/externalLinks/externalLink1.xml": link.encode()})


def _with_texts(data: bytes, strings: str) -> bytes:
    """The workbook with a table of shared texts."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rIdS" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'.encode()

    def linked(entry: zipfile.ZipInfo, content: bytes) -> bytes:
        wanted = entry.filename == "xl/_rels/workbook.xml.rels"
        return content.replace(b"</Relationships>", link) if wanted else content

    out = io.BytesIO(repacked(data, linked))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
    return out.getvalue()


def long_text_shown_often() -> bytes:
    """One long text that a hundred thousand cells show: a small file, three gigabytes of text."""
    cells = "".join(
        f'<row r="{row}">{"".join(f"""<c r="{column}{row}" t="s"><v>0</v></c>""" for column in "ABCDEFGHIJ")}</row>'
        for row in range(1, 10_001)
    )
    return _with_texts(package(sheet_xml(cells)), f"<si><t>{'ab' * 16_000}</t></si>")


def ods_long_text_repeated() -> bytes:
    """One long text that repeats itself over a large area."""
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="900">'
    cell += f"<text:p>{'ab' * 16_000}</text:p></table:table-cell>"
    return ods(f'<table:table-row table:number-rows-repeated="1000">{cell}</table:table-row>')


def xls_long_text_shown_often() -> bytes:
    """One long text that a hundred thousand cells show."""
    table = binaries.record(0x00FC, struct.pack("<IIHB", 1, 1, 8_000, 0) + b"ab" * 4_000)
    places = ((row, column) for row in range(1_000) for column in range(100))
    cells = b"".join(binaries.record(0x00FD, struct.pack("<HHHI", row, column, 0, 0)) for row, column in places)
    return binaries.xls([("S", 0, cells)], inside=table)


def many_texts_declared() -> bytes:
    """A table that says it holds four billion texts and holds one: a legal workbook, which must be read."""
    data = _with_texts(package(sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')), "<si><t>one</t></si>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"<sst ", b'<sst count="4000000000" uniqueCount="4000000000" '))
    return out.getvalue()


def xls_dimensions(first_row: int, last_row: int, last_column: int) -> bytes:
    """A sheet that says how large it is."""
    said = struct.pack("<IIHHH", first_row, last_row, 0, last_column, 0)
    return binaries.xls([("S", 0, binaries.record(0x0200, said) + binaries.number(0, 0))])


def two_kinds(extra: Mapping[str, bytes]) -> bytes:
    """A workbook that another reader would take for another kind of workbook."""
    return package(extra=extra)


def ods_spaces() -> bytes:
    """A cell of three hundred million spaces, written in thirty characters."""
    cell = (
        '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="300000000"/></text:p></table:table-cell>'
    )
    return ods(f"<table:table-row>{cell}</table:table-row>")


def one_part_under_many_names(number: int) -> bytes:
    """Sheets that are all the same part."""
    more = "".join(f'<sheet name="X{n}" sheetId="{n + 2}" r:id="rId1"/>' for n in range(number)).encode()

    def named(entry: zipfile.ZipInfo, content: bytes) -> bytes:
        return content.replace(b"</sheets>", more + b"</sheets>") if entry.filename == "xl/workbook.xml" else content

    return repacked(package(), named)


def wide_sheets() -> bytes:
    """Many sheets that each have a value at both ends of what one sheet may have."""
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="7000"><c r="ZZ7000"><v>1</v></c></row>'
    return package(sheet_xml(corners), names=tuple(f"S{n}" for n in range(50)))


def storms() -> Mapping[str, bytes]:
    """Legal workbooks with very many of one thing: they must be read, in time."""
    rows = "".join(row_xml(n, f"{n:05}" * 200) for n in range(1, 900))
    lists = "".join(
        f'<dataValidation type="list" sqref="B{n}"><formula1>$A$1:$A${900 - n % 100}</formula1></dataValidation>'
        for n in range(1, 20_000)
    )
    places = " ".join(f"A{n}" for n in range(1, 300_000))
    columns = "".join(f'<col min="{n % 7 + 1}" max="1000" hidden="1"/>' for n in range(50_000))
    names = "".join(f'<definedName name="n{n}">A{n}</definedName>' for n in range(200_000))
    listed = f'<dataValidation type="list" sqref="{places}"><formula1>"a,b"</formula1></dataValidation>'
    return {
        "lists of long texts": package(sheet_xml(rows, f"<dataValidations>{lists}</dataValidations>")),
        "places of one list": package(sheet_xml(rows, f"<dataValidations>{listed}</dataValidations>")),
        "hidden columns": package(sheet_xml(rows, before=f"<cols>{columns}</cols>")),
        "names": package(after=f"<definedNames>{names}</definedNames>"),
    }


REFUSED: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "LZMA": ("lzma.xlsx", lambda: packed_by(zipfile.ZIP_LZMA), "packing"),
    "BZIP2": ("bzip2.xlsx", lambda: packed_by(zipfile.ZIP_BZIP2), "packing"),
    "Deflate64": ("deflate64.xlsx", packed_by_deflate64, "packing"),
    "a name that climbs out": ("climb.xlsx", lambda: traversal("../../etc/cron.d/x"), "leads_out"),
    "a name that climbs out the other way": ("climb.xlsx", lambda: traversal("xl\\..\\..\\x.dll"), "leads_out"),
    "a name with a drive": ("drive.xlsx", lambda: traversal("C:/windows/x.dll"), "leads_out"),
    "a symbolic link": ("link.xlsx", symbolic_link, "leads_out"),
    "a far cell in single quotes": ("far.xlsx", lambda: far_cell_written("<c r='XFD1048576'><v>1</v></c>"), "too_far"),
    "a far cell after a line break": (
        "far.xlsx",
        lambda: far_cell_written('<c\nr="XFD1048576"><v>1</v></c>'),
        "too_far",
    ),
    "a far cell with a prefix": (
        "far.xlsx",
        lambda: far_cell_written(f'<m:c xmlns:m="{MAIN}" r="XFD1048576"><m:v>1</m:v></m:c>'),
        "too_far",
    ),
    "a far cell by a character's number": (
        "far.xlsx",
        lambda: far_cell_written('<c r="&#88;FD1048576"><v>1</v></c>'),
        "too_far",
    ),
    "a far cell after a bracket": (
        "far.xlsx",
        lambda: far_cell_written('<c r="XFD1048576" x=">"><v>1</v></c>'),
        "too_far",
    ),
    "a far cell that names a near place first": (
        "far.xlsx",
        lambda: far_cell_written('<c r="A2" s="1" r="XFD1048576"><v>1</v></c>'),
        "damaged",
    ),
    "a far cell that names a near place first and a bracket": (
        "far.xlsx",
        lambda: far_cell_written('<c r="A2" s=">" r=\'XFD1048576\'><v>1</v></c>'),
        "damaged",
    ),
    "a far cell after an extension": (
        "far.xlsx",
        lambda: far_cell_written('<c r="XFD1048576"><extLst/><v>1</v></c>'),
        "too_far",
    ),
    "a far cell with an empty text": (
        "far.xlsx",
        lambda: far_cell_written('<c r="XFD1048576" t="str"><v></v></c>'),
        "too_far",
    ),
    "a row number without end": ("far.xlsx", lambda: far_cell_written('<c r="A99999999999"><v>1</v></c>'), "too_far"),
    "a column name without end": ("far.xlsx", lambda: far_cell_written('<c r="ZZZZZZZZ1"><v>1</v></c>'), "too_far"),
    "cells without places in the last row": ("far.xlsx", lambda: far_cell_written("<c><v>1</v></c>"), "too_far"),
    "OpenDocument repetitions": ("repeat.ods", ods_repeats, "too_far too_many_cells"),
    "OpenDocument repetitions by another prefix": ("repeat.ods", ods_other_prefix, "too_far too_many_cells"),
    "OpenDocument rows of huge width": ("wide.ods", ods_wide_rows, "too_far"),
    "an OpenDocument row far below": ("far.ods", ods_far_row, "too_far"),
    "OpenDocument with a DTD": ("dtd.ods", ods_with_dtd, "doctype"),
    "Excel 97 corners": ("corner.xls", xls_far_cells, "too_far"),
    "an Excel 97 column beyond": ("beyond.xls", xls_beyond_columns, "too_far"),
    "Excel 97 runs of numbers": ("runs.xls", xls_many_cells, "too_far too_many_cells"),
    "an Excel 97 password": ("secret.xls", xls_encrypted, "encrypted"),
    "Excel 97 sectors in a circle": ("circle.xls", xls_circle, "damaged"),
    "a far cell in xlsb": ("far.xlsb", xlsb_far_cell, "too_far"),
    "too many cells in xlsb": ("many.xlsb", xlsb_many_cells, "too_many_cells"),
    "a long text shown often": ("often.xlsx", long_text_shown_often, "too_much_text"),
    "an OpenDocument text repeated": ("often.ods", ods_long_text_repeated, "too_much_text"),
    "an Excel 97 text shown often": ("often.xls", xls_long_text_shown_often, "too_much_text"),
    "one part under two names": ("names.xlsx", lambda: one_part_under_many_names(1), "duplicate"),
    "one part under very many names": ("names.xlsx", lambda: one_part_under_many_names(2_000), "too_many_sheets"),
    "fifty wide sheets": ("wide.xlsx", wide_sheets, "too_far"),
    "Excel 97 rows without end": ("rows.xls", lambda: xls_dimensions(0, 0xFFFFFFFF, 256), "damaged"),
    "Excel 97 columns without end": ("rows.xls", lambda: xls_dimensions(0, 65_536, 0xFFFF), "damaged"),
    "Excel 97 rows that end before they begin": ("rows.xls", lambda: xls_dimensions(9, 1, 1), "damaged"),
    "an OpenDocument cell of spaces": ("spaces.ods", ods_spaces, "too_much_text"),
    "xlsx and xlsb in one": ("two.xlsx", lambda: two_kinds({"xl/workbook.bin": b"\x83\x01\x00"}), "unknown"),
    "xlsx and OpenDocument in one": (
        "two.xlsx",
        lambda: two_kinds({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        "unknown",
    ),
    "a link to a program": ("ole.xlsx", live_data, "live_link"),
    "a line of ten megabytes": ("line.csv", lambda: b"a" * (10 * 1024 * 1024), "too_long"),
    "a million columns": ("wide.csv", lambda: b"1," * 1_000_001, "too_far too_many_cells"),
    "two million lines": ("long.csv", lambda: b"1,2\n" * 2_000_000, "too_many_cells"),
    "zeros in a text": ("zeros.csv", lambda: b"a,b\n1,2\n" + b"\x00" * 3 + b"3,4\n", "encoding"),
    "a quotation without end": ("quote.csv", lambda: b'a,"b\n' + b"c,d\n" * 20_000, "too_long"),
}
"""What must be refused: file name, maker, the codes that may say so."""
