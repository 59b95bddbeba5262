"""What is known about OpenDocument and binary workbooks beside their values."""

from __future__ import annotations

import io
import re
import struct

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from tests.workbook import binaries, hostile, hostile_formats
from vendor_risk import paths
from vendor_risk.workbook import WorkbookRefused, limits, read_workbook

_TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def test_an_opendocument_sheet_tells_what_an_xlsx_sheet_tells() -> None:
    listed = 'table:content-validation-name="v1" office:value-type="string"><text:p>Yes</text:p></table:table-cell>'
    note = "<office:annotation><dc:date>2026-01-01</dc:date><text:p>why?</text:p></office:annotation>"
    rows = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{_TEXT.format('質問')}<table:table-cell {listed}</table:table-row>"
        f"<table:table-row>{_TEXT.format('next')}<table:table-cell {listed}</table:table-row>"
        '<table:table-row table:visibility="collapse"><table:table-cell table:number-rows-spanned="2" '
        'table:number-columns-spanned="3" office:value-type="string"><text:p>merged</text:p></table:table-cell>'
        "</table:table-row><table:table-row><table:covered-table-cell/>"
        '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error">'
        f'<text:p>#N/A</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1">{note}'
        "</table:table-cell></table:table-row>"
    )
    inside = (
        '<table:content-validations><table:content-validation table:name="v1" '
        'table:condition="of:cell-content-is-in-list(&quot;Yes&quot;;&quot;No, not yet&quot;)"/>'
        "</table:content-validations>"
    )
    data = hostile_formats.ods(rows, inside=inside)
    sheet = read_workbook(data, "form.ods").sheets[0]
    assert sheet.text(1, 1) == "質問"
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns) == (((3, 1, 4, 3),), {3}, {3})
    assert (sheet.formulas, sheet.errors) == ({(4, 2), (4, 3)}, {(4, 3): "#N/A"})
    assert sheet.text(4, 3) == ""
    assert sheet.comments == {(4, 4): "why?"}
    assert [sheet.options(row, 2) for row in (1, 2, 3)] == [("Yes", "No, not yet"), ("Yes", "No, not yet"), ()]
    assert sheet.knows_formulas


def test_rows_of_blanks_at_the_end_of_an_opendocument_sheet_cost_nothing() -> None:
    assert read_workbook(hostile_formats.ods_many_rows_of_blanks(), "blank.ods").sheets[0].rows == [[1.0]]


def test_coloured_rows_without_anything_in_them_cost_nothing_in_an_xlsx_sheet() -> None:
    row = '<row r="{0}" s="1" customFormat="1"><c r="A{0}" s="1"/><c r="F{0}" s="1"/></row>'
    painted = "".join(map(row.format, range(2, 60_002)))
    data = hostile.package(hostile.sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row>{painted}'))
    assert read_workbook(data, "painted.xlsx").sheets[0].rows == [[1.0]]


def test_an_excel_97_sheet_tells_formulas_errors_merged_and_hidden_cells() -> None:
    formula = binaries.record(0x0006, struct.pack("<HHHdHI", 1, 1, 0, 2.0, 0, 0) + struct.pack("<H", 0))
    broken = binaries.record(0x0205, struct.pack("<HHHBB", 2, 1, 0, 0x2A, 1))
    row = binaries.record(0x0208, struct.pack("<HHHHHHI", 2, 0, 2, 255, 0, 0, 0x20))
    column = binaries.record(0x007D, struct.pack("<HHHHHH", 3, 4, 0, 0, 1, 0))
    merged = binaries.record(0x00E5, struct.pack("<HHHHH", 1, 4, 5, 0, 2))
    records = binaries.text(0, 0, "質問") + formula + broken + row + column + merged
    workbook = read_workbook(binaries.xls([("Form", 0, records), ("Kept", 1, binaries.number(0, 0))]), "form.xls")
    sheet = workbook.sheets[0]
    assert (workbook.kind, [s.hidden for s in workbook.sheets]) == ("xls", [False, True])
    assert (sheet.text(1, 1), sheet.text(2, 2)) == ("質問", "2")
    assert (sheet.formulas, sheet.errors) == ({(2, 2)}, {(3, 2): "#N/A"})
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns) == (((5, 1, 6, 3),), {3}, {4, 5})


def test_an_excel_97_workbook_with_macros_gives_values_and_a_note_and_one_with_embedded_files_is_refused() -> None:
    sheets = [("Form", 0, binaries.number(0, 0))]
    assert read_workbook(binaries.xls(sheets, streams={"_VBA_PROJECT_CUR": b"x"}), "m.xls").notes == ("macros",)
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(binaries.xls(sheets, streams={"MBD0001": b"x"}), "e.xls")
    assert refusal.value.code == "embedded"


def test_an_xlsb_sheet_tells_formulas_errors_merged_and_hidden_cells() -> None:
    rows = (
        binaries.row_record(0)
        + binaries.said(0, "質問")
        + binaries.row_record(2, hidden=True)
        + binaries.real(1, 2.0, formula=True)
        + binaries.part_record(3, struct.pack("<IIB", 2, 0, 0x07))
    )
    after = binaries.part_record(176, struct.pack("<IIII", 4, 5, 0, 2))
    workbook = read_workbook(
        binaries.xlsb([("Form", 0, rows, after), ("Kept", 1, binaries.row_record(0) + binaries.real(0, 1.0), b"")]),
        "f.xlsb",
    )
    sheet = workbook.sheets[0]
    assert (workbook.kind, [s.hidden for s in workbook.sheets]) == ("xlsb", [False, True])
    assert (sheet.text(1, 1), sheet.text(3, 2)) == ("質問", "2")
    assert (sheet.formulas, sheet.errors) == ({(3, 2)}, {(3, 3): "#DIV/0!"})
    assert (sheet.merged, sheet.hidden_rows) == (((5, 1, 6, 3),), {3})


def test_conversations_take_the_place_of_the_note_that_stands_for_them() -> None:
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="r2" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    notes = (
        "<comments><authors><author>A</author></authors><commentList>"
        '<comment ref="B2"><text><t>[Threaded comment] Your version of Excel …</t></text></comment>'
        '<comment ref="C2"><text><r><t>plain </t></r><r><t>note</t></r></text></comment></commentList></comments>'
    )
    said = (
        '<ThreadedComments><threadedComment ref="B2" id="1"><text>Since when?</text></threadedComment>'
        '<threadedComment ref="B2" id="2" parentId="1"><text>4月から</text></threadedComment></ThreadedComments>'
    )
    extra = {
        "xl/worksheets/_rels/sheet1.xml.rels": links.encode(),
        "xl/comments1.xml": notes.encode(),
        "xl/threadedComments/threadedComment1.xml": said.encode(),
    }
    sheet = read_workbook(hostile.package(extra=extra), "said.xlsx").sheets[0]
    assert sheet.comments == {(2, 2): "Since when?\n4月から", (2, 3): "plain note"}


def test_lists_from_whole_columns_names_of_one_sheet_and_extensions_are_looked_up() -> None:
    lists = (
        '<extLst><ext xmlns:x14="x" xmlns:xm="y"><x14:dataValidations><x14:dataValidation type="list">'
        "<x14:formula1><xm:f>'The Lists'!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>D2:D9 E2</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    usual = (
        '<dataValidations><dataValidation type="list" sqref="B2">'
        "<formula1>'The Lists'!$B:$B</formula1></dataValidation>"
        '<dataValidation type="list" sqref="C2"><formula1>Answers</formula1></dataValidation></dataValidations>'
    )
    form = hostile.sheet_xml(hostile.SMALL, usual + lists)
    values = hostile.sheet_xml(hostile.row_xml(1, "Yes", "1") + hostile.row_xml(2, "No", "2"))
    data = hostile.package(
        form,
        names=("Form", "The Lists"),
        after=(
            "<definedNames><definedName name=\"Answers\">'The Lists'!$A$1</definedName>"
            '<definedName name="answers" localSheetId="0">\'The Lists\'!$A$1:$B$1</definedName></definedNames>'
        ),
        others={2: values},
    )
    sheet = read_workbook(data, "lists.xlsx").sheets[0]
    assert [sheet.options(2, column) for column in (2, 3, 4, 5)] == [
        ("1", "2"),
        ("Yes", "1"),
        ("Yes", "No"),
        ("Yes", "No"),
    ]


def test_a_list_longer_than_a_list_of_answers_is_not_taken_for_one() -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active["A1"] = "x"
    lists = workbook.create_sheet("L")
    for row in range(1, 1_202):
        lists.cell(row, 1, row)
    chosen = DataValidation(type="list", formula1="L!$A$1:$A$1201")
    chosen.add("A1")
    workbook.active.add_data_validation(chosen)
    out = io.BytesIO()
    workbook.save(out)
    sheet = read_workbook(out.getvalue(), "long.xlsx").sheets[0]
    assert [validation.options for validation in sheet.validations] == [()]


def test_the_document_names_the_limits_that_are_kept() -> None:
    table = (paths.PACKAGE.parent / "docs" / "opening.md").read_text(encoding="utf-8")
    told = {int(number.replace(",", "")) for number in re.findall(r"[0-9][0-9,]*", table.partition("| limit |")[2])}
    in_mb = {"MAX_PACKED", "MAX_UNPACKED", "MAX_MEMORY"}
    kept = {name: value for name, value in vars(limits).items() if name.isupper() and name not in {"MB"}}
    missing = {name for name, value in kept.items() if (value // limits.MB if name in in_mb else value) not in told}
    assert missing == {"RATIO_FROM", "MAX_OPTIONS_TEXT"}  # the one is in words, the other a matter between processes
