"""Slides and workbook: the same bytes for the same day, strangers' texts as text, every row, a headline each."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from pptx import Presentation

from tests.builders.chains import scope_of
from tests.builders.papers import texts
from tests.reports.papers import paper_of
from vendor_risk.database import db
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.permissions import Scope
from vendor_risk.reports.paper import Heat, HeatRow
from vendor_risk.reports.slides.document import slides
from vendor_risk.reports.xlsx.document import workbook

HOSTILE = '=HYPERLINK("http://x","y") <a:t>&amp;]]> _x000D_\x0b'


@pytest.fixture
def hostile(scene):
    """A paper in which a vendor's name wants to be a formula and an element."""
    group, rows = scene
    for language in ("name", "name_en", "name_ja"):
        setattr(rows["acme"], language, HOSTILE + "長" * 80)
    db.session.commit()
    return paper_of(scope_of(group.holding, group.a, group.b), "ja")


@pytest.mark.parametrize("render", [slides, workbook])
def test_the_same_paper_gives_the_same_bytes_and_another_day_others(hostile, render):
    first = render(hostile)
    assert render(hostile) == first
    assert render(replace(hostile, as_of=date(2026, 1, 1))) != first
    times = {part.date_time for part in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)} or len(times) == 1


def test_every_slide_has_its_headline_and_strangers_names_stay_text(hostile):
    file = Presentation(io.BytesIO(slides(hostile)))
    headlines = [slide.shapes.title.text_frame.text for slide in file.slides]
    assert all(headlines)
    assert all(any(shown.startswith(section.headline[:20]) for shown in headlines) for section in hostile.sections)
    said = " ".join(
        cell.text for slide in file.slides for shape in slide.shapes if shape.has_table
        for row in shape.table.rows for cell in row.cells
    )  # fmt: skip
    assert '=HYPERLINK("http://x"' in said
    assert "長" in said


def test_figures_on_slides_are_told_to_who_cannot_see_them(hostile):
    file = Presentation(io.BytesIO(slides(hostile)))
    drawn = [shape for slide in file.slides for shape in slide.shapes if shape.has_table or shape.has_chart]
    assert drawn
    assert all(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in drawn)


def test_nothing_on_a_slide_lies_beyond_its_edge(hostile):
    file = Presentation(io.BytesIO(slides(hostile)))
    for slide in file.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= file.slide_width + 9
            assert shape.top + shape.height <= file.slide_height + 9


@pytest.mark.filterwarnings("ignore:.* extension is not supported")  # openpyxl does not know solid data bars
def test_the_workbook_has_a_sheet_for_each_part_numbers_as_numbers_and_no_formula(hostile):
    book = openpyxl.load_workbook(io.BytesIO(workbook(hostile)))
    assert len(book.sheetnames) == len(hostile.sections)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(isinstance(cell.value, str) and cell.value.startswith("=HYPERLINK") for cell in cells)
    assert any(isinstance(cell.value, float) for cell in cells)
    rules = [rule for sheet in book for area in sheet.conditional_formatting for rule in area.rules]
    assert {"cellIs", "expression"} <= {rule.type for rule in rules}


@pytest.mark.filterwarnings("ignore:.* extension is not supported")
def test_the_workbook_holds_every_row_that_paper_leaves_out(hostile):
    heat = next(block for section in hostile.sections for block in section.blocks if isinstance(block, Heat))
    cell = HeatmapCell(50.0, 10.0, "D", weak=True, stale=False, unknown=False, knocked=False)
    many = [HeatRow(f"Row {n}", f"R{n}", "T1", cell, [cell] * len(heat.columns)) for n in range(120)]
    section = replace(hostile.sections[0], blocks=(replace(heat, rows=many, total=10_000),))
    paper = replace(hostile, sections=(section,))
    book = openpyxl.load_workbook(io.BytesIO(workbook(paper)))
    said = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert sum(text.startswith("Row ") for text in said) == 120
    assert any("全10000件のうち、先頭の120件" in text for text in said)
    shown = [shape for slide in Presentation(io.BytesIO(slides(paper))).slides for shape in slide.shapes]
    assert any(shape.has_text_frame and "全10000件のうち、先頭の15件" in shape.text_frame.text for shape in shown)


@pytest.mark.parametrize("render", [slides, workbook])
def test_an_empty_installation_makes_a_file_that_says_so(app, render):
    paper = paper_of(Scope(frozenset()))
    assert (
        "There is nothing to report yet: no vendor is connected to the group by an engagement or a relationship, "
        "and there are no assessment results." in " ".join(texts(paper))
    )
    assert len(render(paper)) > 4_000
