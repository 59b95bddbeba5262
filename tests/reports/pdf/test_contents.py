"""What stands on the pages of the PDF: every part and row of the paper, in both languages, whatever names hold."""

from dataclasses import replace
from datetime import date

from tests.builders.chains import scope_of
from tests.builders.papers import column
from tests.reports.papers import paper_of
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.i18n import speaking
from vendor_risk.reports import style as report_style
from vendor_risk.reports.paper import (
    Bullets,
    Heat,
    HeatRow,
    Paper,
    PaperColumn,
    PaperSection,
    PaperTable,
    Paragraph,
)
from vendor_risk.reports.pdf.document import pdf


def one(*found, headline="A headline.", lang="en"):
    """A paper of one section with these blocks."""
    section = PaperSection("part", "Part", headline, found)
    return Paper("Title", "Subtitle", "stem", lang, date(2028, 2, 29), "stamp", "Confidential", (section,))


def flat(text):
    """A text without its line breaks and blanks: lines end where the page does."""
    return "".join(text.split())


def test_every_headline_and_the_first_row_of_every_table_are_on_paper_in_both_languages(scene, drawn):
    group, _rows = scene
    for lang in ("en", "ja"):
        drawn.clear()
        paper = paper_of(scope_of(group.holding, group.a, group.b), lang)
        pdf(paper)
        whole = flat("".join(text for _x, _y, text in drawn))
        for section in paper.sections:
            assert flat(section.headline) in whole, (lang, section.key)
            assert flat(section.label).upper() in whole.upper()
            for table in (block for block in section.blocks if isinstance(block, PaperTable)):
                assert flat(table.caption) in whole
                with speaking(lang):
                    for value, head in zip(table.rows[0], table.columns, strict=True):
                        if head.kind != "text":
                            assert flat(report_style.written(value, head)) in whole
        assert whole.count(flat(paper.stamp)) >= 2, "below every page"


def test_hostile_and_endless_names_stay_text_within_the_page(app, drawn):
    texts = ["=1+1", "<b>&amp;</b>", "(\\)", "a\x00\x0bb", "\U0001f600", "W" * 300, "長" * 300, "\u202eevil"]
    cell = HeatmapCell(12.0, 1.0, "E", weak=True, stale=True, unknown=True, knocked=True)
    rows = [HeatRow(text, text, "T1", cell, [cell] * 3) for text in texts]
    heat = Heat("Map", tuple(texts[:3]), (1.0, None, 2.0), rows, 8, letters=("D", "E"), floors=(40.0, 0.0))
    table = PaperTable("Table", (PaperColumn("Name"), column("cell", "Score")), [(text, 1.0) for text in texts])
    made = pdf(replace(one(heat, table, Bullets(tuple(texts))), subtitle=" ".join(texts), keywords=tuple(texts)))
    assert made.startswith(b"%PDF-")
    assert all(0 < x < 210 and 0 < y < 297 for x, y, _text in drawn)
    said = [text for _x, _y, text in drawn]
    for text in ("=1+1", "<b>&amp;</b>", "(\\)"):
        assert sum(text in line for line in said) >= 2, text
    assert b"/JavaScript" not in made
    assert b"/Launch" not in made


def test_a_table_on_paper_ends_where_it_says_and_tells_how_many_there_are(app, drawn):
    table = PaperTable("Many", (PaperColumn("Name"),), [(f"Row {n}",) for n in range(30)], total=345, most=7)
    pdf(one(table))
    said = [text for _x, _y, text in drawn]
    assert "Row 6" in said
    assert "Row 7" not in said
    assert any("7" in text and "345" in text for text in said)


def test_what_is_unknown_is_a_dash_and_no_page_is_without_its_number(app, drawn):
    table = PaperTable("Table", (PaperColumn("Name"), column("cell", "Score")), [("Ghost", None)])
    pdf(one(table, *(Paragraph("A paragraph of some length. " * 60) for _ in range(9))))
    said = [text for _x, _y, text in drawn]
    assert "–" in said
    pages = sorted({text for text in said if text.endswith((" / 2", " / 3", " / 4"))})
    assert len(pages) == int(pages[0].split(" / ")[1])
