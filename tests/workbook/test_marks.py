"""Formatting that changes what a cell says: text struck through, wholly or in part, and shares shown in percent."""

from __future__ import annotations

import io
import struct

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.workbook import binaries, hostile_formats
from tests.workbook.odd_files import replaced
from vendor_risk.workbook import Workbook, read_workbook


def book(*values: object, struck: tuple[int, ...] = (), percent: tuple[int, ...] = ()) -> bytes:
    """A workbook of one column; rows from 1."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    sheet = made.worksheets[0]
    for row, value in enumerate(values, start=1):
        sheet.cell(row, 1).value = value  # type: ignore[assignment]  # rich text
        if row in struck:
            sheet.cell(row, 1).font = Font(strike=True)
        if row in percent:
            sheet.cell(row, 1).number_format = "0.0%"
    made.save(out)
    return out.getvalue()


def struck_run(text: str) -> TextBlock:
    return TextBlock(InlineFont(strike=True), text)


def test_a_struck_cell_says_nothing_and_a_partly_struck_one_what_is_left() -> None:
    changed = CellRichText(struck_run("Yes"), TextBlock(InlineFont(), "No"))
    sheet = read_workbook(book("Yes", "No", changed, None, struck=(1, 4)), "f.xlsx").sheets[0]
    assert sheet.struck == {(1, 1): "", (3, 1): "No"}
    assert sheet.text(3, 1) == "YesNo"


def test_a_number_shown_in_percent_reads_as_a_person_sees_it() -> None:
    sheet = read_workbook(book(0.45, 0.45, 0.455, 1.0, "0.45", percent=(1, 3, 4, 5)), "f.xlsx").sheets[0]
    assert [sheet.text(row, 1) for row in range(1, 6)] == ["45%", "0.45", "45.5%", "100%", "0.45"]
    assert sheet.value(1, 1) == 0.45


def test_the_careful_reader_sees_the_same_marks() -> None:
    data = replaced(
        book("Yes", 0.45, struck=(1,), percent=(2,)), "xl/worksheets/sheet1.xml", b"<row", b"<!-- x --><row"
    )
    sheet = read_workbook(data, "f.xlsx").sheets[0]
    assert (sheet.struck, sheet.text(2, 1)) == ({(1, 1): ""}, "45%")


@pytest.mark.parametrize("value", ["0", "false"])
def test_a_strike_that_is_switched_off_strikes_nothing(value: str) -> None:
    data = replaced(book("Yes", struck=(1,)), "xl/styles.xml", b'<strike val="1"', f'<strike val="{value}"'.encode())
    assert read_workbook(data, "f.xlsx").sheets[0].struck == {}


def opendocument() -> Workbook:
    styles = (
        '<office:automatic-styles><style:style style:name="ce1" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
    )
    rows = (
        '<table:table-row><table:table-cell table:style-name="ce1" office:value-type="string"><text:p>Yes</text:p>'
        '</table:table-cell><table:table-cell office:value-type="string"><text:p><text:span text:style-name="T1">Yes'
        "</text:span> No</text:p></table:table-cell>"
        '<table:table-cell office:value-type="percentage" office:value="0.45"><text:p>45%</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>plain</text:p></table:table-cell></table:table-row>'
    )
    data = hostile_formats.ods(rows)
    body = b"<office:body>"
    return read_workbook(replaced(data, "content.xml", body, styles.encode() + body), "f.ods")


def test_an_opendocument_sheet_tells_the_same_marks() -> None:
    sheet = opendocument().sheets[0]
    assert sheet.struck == {(1, 1): "", (1, 2): "No"}
    assert [sheet.text(1, column) for column in range(1, 5)] == ["Yes", "Yes No", "45%", "plain"]


def test_an_excel_97_sheet_tells_struck_cells_and_shares() -> None:
    fonts = b"".join(binaries.record(0x0031, struct.pack("<HH", 200, flags) + bytes(12)) for flags in (0, 0, 0, 0, 8))
    styles = b"".join(
        binaries.record(0x00E0, struct.pack("<HH", *style) + bytes(16)) for style in ((0, 0), (5, 0), (0, 9))
    )
    cells = b"".join(
        binaries.record(0x0203, struct.pack("<HHHd", row, 0, style, 0.45)) for row, style in enumerate((0, 1, 2))
    )
    sheet = read_workbook(binaries.xls([("S", 0, cells)], inside=fonts + styles), "f.xls").sheets[0]
    assert (sheet.struck, sheet.percents, sheet.text(3, 1)) == ({(2, 1): ""}, {(3, 1)}, "45%")
