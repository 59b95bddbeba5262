"""What stands on the slides: every part, its numbers and rows as the paper has them, in both languages."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pptx import Presentation

from tests.builders.chains import scope_of
from tests.builders.papers import column
from tests.reports.papers import blocks, paper_of
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.i18n import speaking
from vendor_risk.reports import style as report_style
from vendor_risk.reports.paper import (
    Bullets,
    Heat,
    HeatRow,
    Numbers,
    Paper,
    PaperColumn,
    PaperSection,
    PaperTable,
    Paragraph,
)
from vendor_risk.reports.slides.document import slides


def texts_of(file):
    """Every text on every slide, tables included, slide by slide."""
    for slide in file.slides:
        found = []
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
        yield found


def opened(paper):
    return Presentation(io.BytesIO(slides(paper)))


def one(*found, headline="A headline.", lang="en"):
    """A paper of one section with these blocks."""
    section = PaperSection("part", "Part", headline, found)
    return Paper("Title", "Subtitle", "stem", lang, date(2028, 2, 29), "stamp", "Confidential", (section,))


def test_the_numbers_and_the_first_rows_are_those_of_the_paper_in_both_languages(scene):
    group, _rows = scene
    for lang in ("en", "ja"):
        paper = paper_of(scope_of(group.holding, group.a, group.b), lang)
        pages = list(texts_of(opened(paper)))
        everything = [text for page in pages for text in page]
        assert paper.title in " ".join(pages[0])
        for item in blocks(paper, Numbers)[0].items:
            assert any(item.value in text for text in everything), item.label
        with speaking(lang):
            for table in blocks(paper, PaperTable):
                assert any(table.caption in text for text in everything)
                first = [report_style.written(v, c) for v, c in zip(table.rows[0], table.columns, strict=True)]
                for value, head in zip(first, table.columns, strict=True):
                    if head.kind != "text":
                        assert value in everything, (table.caption, column.label)


def test_each_part_begins_on_a_slide_of_its_own_with_its_headline(scene):
    group, _rows = scene
    paper = paper_of(scope_of(group.holding, group.a, group.b))
    titles = [slide.shapes.title.text_frame.text for slide in opened(paper).slides]
    places = [next(n for n, title in enumerate(titles) if title == part.headline) for part in paper.sections]
    assert places == sorted(places)
    assert len(set(places)) == len(paper.sections)


def test_what_does_not_fit_goes_on_on_the_next_slide_and_says_so(app):
    columns = (PaperColumn("Name"),)
    many = [PaperTable(f"Table {n}", columns, [(f"Row {n}-{m}",) for m in range(10)]) for n in range(4)]
    for lang, again in (("en", "(continued)"), ("ja", "（続き）")):
        file = opened(one(*many, lang=lang))
        titles = [slide.shapes.title.text_frame.text for slide in file.slides][1:]
        assert len(titles) > 1
        assert titles[0] == "A headline."
        assert all(title.endswith(again) for title in titles[1:])
        said = [text for page in texts_of(file) for text in page]
        assert all(f"Row {n}-{m}" in said for n in range(4) for m in range(10))


def test_a_table_ends_after_ten_rows_and_says_how_many_there_are(app):
    table = PaperTable("Many", (PaperColumn("Name"),), [(f"Row {n}",) for n in range(30)], total=345)
    said = [text for page in texts_of(opened(one(table))) for text in page]
    assert "Row 9" in said
    assert "Row 10" not in said
    assert any("10" in text and "345" in text for text in said)


def test_what_is_unknown_is_a_dash_in_a_table_and_in_a_heatmap(app):
    none = HeatmapCell(None, None, "", weak=False, stale=False, unknown=True, knocked=False)
    weak = HeatmapCell(71.0, 20.0, "B", weak=True, stale=True, unknown=False, knocked=True)
    rows = [HeatRow("Ghost", "P-1", "T1", none, [none]), HeatRow("Acme", "P-2", "T2", weak, [weak])]
    heat = Heat("Map", ("S01",), (None,), rows, 2, letters=("A", "B"), floors=(80.0, 60.0))
    table = PaperTable("Table", (PaperColumn("Name"), column("cell", "Score")), [("Ghost", None)])
    pages = list(texts_of(opened(one(heat, table))))
    said = [text for page in pages for text in page]
    assert said.count("–") >= 2
    assert "0" not in said
    assert any("B 71" in text and "◆" in text and "†" in text for text in said)


@pytest.mark.parametrize("text", ["=1+1", "<a:t>&amp;</a:t>", "]]>", "_x000D_", "{{7*7}}", "\u202eevil", "a\x00\x0bb"])
def test_strangers_texts_are_shown_as_they_are(app, text):
    file = opened(
        one(
            Paragraph(text),
            Bullets((text,)),
            PaperTable(text, (PaperColumn("Name"),), [(text,)]),
            headline=f"About {text}",
        )
    )
    shown = text.replace("\x00", "").replace("\x0b", "")
    said = [found.replace("\x0b", "") for page in texts_of(file) for found in page]
    assert sum(shown in found for found in said) >= 4


def test_a_name_too_long_stays_on_its_slide(app):
    long = "とても長い取引先の名称" * 40 + " and " + "W" * 400
    table = PaperTable(
        long[:300], (PaperColumn("Name", width=1.0), replace(column("cell", "Score"), width=0.3)), [(long, 5.0)] * 10
    )
    file = opened(replace(one(table, Paragraph(long), headline=long), subtitle=long))
    for slide in file.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= file.slide_height + 9
            assert shape.left + shape.width <= file.slide_width + 9
    cells = [text for page in texts_of(file) for text in page if text.startswith("とても")]
    assert min(len(text) for text in cells) < len(long), "cut where it would push the rest off the slide"


def test_the_file_says_what_it_is_and_of_what_day(app):
    about = opened(one(Paragraph("x"))).core_properties
    assert about.title == "Title: Subtitle"
    assert about.subject == "stamp"
    assert about.created.date() == about.modified.date() == date(2028, 2, 29)
    assert about.language == "en"
