"""The workbook of a report: what the paper says as cells, in both languages; numbers as numbers, names as text."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.builders.chains import scope_of
from tests.builders.papers import column
from tests.reports.papers import blocks, paper_of
from vendor_risk.assessments.results.figures import SCORE
from vendor_risk.database import db
from vendor_risk.figures.figure import FigureAmount, FigureReading
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.reports.paper import (
    Bars,
    Bullets,
    Heat,
    HeatRow,
    Numbers,
    Paper,
    PaperColumn,
    PaperNumber,
    PaperSection,
    PaperTable,
    Paragraph,
)
from vendor_risk.reports.xlsx.document import workbook

pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")  # openpyxl and solid data bars


def one(*found, label="Part", lang="en"):
    """A paper of one section with these blocks."""
    section = PaperSection("part", label, "A headline.", found)
    return Paper("Title", "Subtitle", "stem", lang, date(2028, 2, 29), "stamp", "Confidential", (section,))


def opened(paper):
    """The file as another program reads it."""
    return openpyxl.load_workbook(io.BytesIO(workbook(paper)))


def values(sheet):
    """What stands in each row, without the empty cells."""
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def test_every_part_has_its_sheet_with_headline_tables_and_their_rows_in_both_languages(scene):
    group, _rows = scene
    for lang in ("en", "ja"):
        paper = paper_of(scope_of(group.holding, group.a, group.b), lang)
        book = opened(paper)
        assert len(book.sheetnames) == len(paper.sections)
        for section, sheet in zip(paper.sections, book, strict=True):
            rows = values(sheet)
            assert [section.headline] in rows, section.key
            for table in (block for block in section.blocks if isinstance(block, PaperTable)):
                head = rows.index([column.label for column in table.columns])
                assert rows[head - 1] == [table.caption]
                assert [row[0] for row in rows[head + 1 : head + 1 + len(table.rows)] if isinstance(row[0], str)] == [
                    row[0] for row in table.rows if isinstance(row[0], str)
                ]
        assert values(book.worksheets[0])[:2] == [[paper.title], [paper.subtitle]]


def test_the_figures_of_the_heatmap_are_numbers_of_the_paper(scene):
    group, _rows = scene
    paper = paper_of(scope_of(group.holding, group.a, group.b))
    (heat,) = blocks(paper, Heat)
    rows = {row[0]: row for sheet in opened(paper) for row in values(sheet) if row and row[0] in {"Acme", "Bolt"}}
    for line in heat.rows:
        if line.name in rows:
            shown = rows[line.name]
            assert any(isinstance(value, int | float) for value in shown)


def test_values_keep_their_kind(app):
    columns = tuple(
        column(kind)
        for kind in ("text", "fraction", "number", "share", "points", "change", "gain", "cell", "date", "grade")
    )
    cell = HeatmapCell(71.3, 40.0, "B", weak=False, stale=False, unknown=False, knocked=False)
    row = ("Acme", "3/12", 1_234, 0.25, 0.128, -0.049, 3.25, 66.6, date(2028, 2, 29), cell)
    sheet = opened(one(PaperTable("Caption", columns, [row, (None,) * 10]))).active
    found = next(line for line in sheet.iter_rows() if line[0].value == "Acme")
    assert [cell.value for cell in found[:8]] == ["Acme", "3/12", 1_234, 0.25, 12.8, -4.9, 3.25, 66.6]
    assert found[8].value.date() == date(2028, 2, 29)
    assert found[9].value == 71.3
    below = [cell.value for cell in sheet[found[0].row + 1][:10]]
    assert below == [None] * 10, "what is unknown is an empty cell, never a zero"
    formats = [cell.number_format for cell in found]
    assert (formats[3], formats[5], formats[8]) == ("0%", "+0.0;-0.0;0.0", "yyyy-mm-dd")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        "{=1}",
        "\t=1",
        "http://x.example",
        "<b>&amp;</b>",
        "'x",
    ],
)
def test_what_looks_like_a_formula_a_link_or_markup_is_the_text_it_is_everywhere(app, text):
    cell = HeatmapCell(50.0, 10.0, "D", weak=True, stale=True, unknown=True, knocked=True)
    book = opened(
        one(
            Paragraph(text),
            Numbers((PaperNumber(FigureReading(SCORE, FigureAmount(text)), text, text),)),
            PaperTable(text, (PaperColumn(text),), [(text,)]),
            Bars(text, ((text, 0.1),), (text, 0.1)),
            Heat(text, (text,), (50.0,), [HeatRow(text, text, text, cell, [cell])], 1),
        )
    )
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert sum(str(cell.value).strip() == text.strip() for cell in cells) >= 10


def test_signs_that_xml_cannot_hold_are_left_out_and_the_file_opens(app):
    sheet = opened(
        one(PaperTable("Caption", (PaperColumn("Name"),), [("a\x00b\x0b\x1fc",), ("\ufffe長\U0001f600",)]))
    ).active
    said = [str(row[0]) for row in values(sheet) if row]
    assert any(text.startswith("a") and text.endswith("c") and "\x00" not in text for text in said)
    assert any("長" in text for text in said)


def test_a_name_longer_than_a_cell_is_cut_and_does_not_break_the_file(app):
    long = "長" * 40_000
    sheet = opened(one(PaperTable(long[:200], (PaperColumn("Name"),), [(long,)]))).active
    longest = max((str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value), key=len)
    assert 1_000 < len(longest) <= 32_767
    assert set(longest) <= {"長", "…"}


def test_two_parts_of_one_name_have_sheets_of_their_own(app):
    paper = one(Paragraph("first"), label="Result: A/B?")
    twice = replace(paper, sections=paper.sections * 3)
    book = opened(twice)
    assert len(set(book.sheetnames)) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert all("first" in str(values(sheet)) for sheet in book)


def test_the_parts_of_a_change_and_their_sum_stand_in_points(app):
    sheet = opened(one(Bars("Drivers", (("answers", -0.1), ("links", 0.025)), ("Total", -0.075)))).active
    found = {row[0]: row[1] for row in values(sheet) if len(row) == 2 and isinstance(row[1], int | float)}
    assert found == {"answers": -10.0, "links": 2.5, "Total": -7.5}
    assert found["answers"] + found["links"] == found["Total"]


def test_lists_are_numbered_where_their_order_matters(app):
    sheet = opened(one(Bullets(("first", "second"), numbered=True), Bullets(("any",)))).active
    assert [row[0] for row in values(sheet) if row][-3:] == ["1. first", "2. second", "• any"]


def test_an_empty_table_keeps_its_heads_and_an_empty_heatmap_draws_nothing(app):
    sheet = opened(one(PaperTable("Caption", (PaperColumn("Name"), PaperColumn("Why")), []))).active
    assert ["Name", "Why"] in values(sheet)
    empty = opened(one(Heat("Caption", ("S01",), (None,), [], 0))).active
    assert any(row and row[0] == "Caption" for row in values(empty))


def test_every_sheet_is_printed_with_its_stamp_below(scene):
    group, rows = scene
    rows["acme"].name = rows["acme"].name_en = "A & B"
    db.session.commit()
    paper = replace(paper_of(scope_of(group.holding, group.a, group.b)), confidential="For A & B")
    for sheet in opened(paper):
        assert paper.stamp in str(sheet.oddFooter.left.text)
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0


def test_whom_it_is_for_is_cut_below_the_sheet_before_the_day_of_its_data(app):
    long = replace(one(Paragraph("x")), confidential="For " + "A & B " * 100, stamp="Data as of 2028-02-29")
    footer = opened(long).active.oddFooter.left.text
    assert footer.endswith("Data as of 2028-02-29")
    assert "For A & B" in footer.replace("&&", "&")
    only = opened(replace(long, confidential="&" * 400, stamp="&" * 400)).active.oddFooter
    assert "&" in only.left.text
    assert "P" in only.right.text, "the page's number stands where the name would leave no room"


def test_what_the_file_says_of_itself_takes_any_name(app):
    hostile = "<&>\x0b\x00" + "長" * 600
    made = opened(replace(one(Paragraph("x")), subtitle=hostile, stamp=hostile)).properties
    assert made.title.startswith("Title: <&>長")
    assert len(made.title) == len(made.subject) == 255
    assert made.created.date() == date(2028, 2, 29)
