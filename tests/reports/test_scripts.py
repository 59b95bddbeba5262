"""Names in every script on paper: no sign is lost, each is drawn by a font that has it, in the order of its script."""

import io
import logging
from datetime import date

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from tests.builders.chains import scope_of
from tests.builders.history import scene
from tests.reports.papers import paper_of
from vendor_risk.database import db
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.reports.directions import MARK, steady
from vendor_risk.reports.paper import Heat, HeatRow, PaperTrend, TrendLine
from vendor_risk.reports.pdf import charts
from vendor_risk.reports.pdf.document import pdf
from vendor_risk.reports.pdf.fonts import MAIN, OTHERS, REPLACEMENT, characters, face_of, faced, plain
from vendor_risk.reports.pdf.runs import runs
from vendor_risk.reports.pdf.sheet import PdfSheet
from vendor_risk.reports.pdf.signs import signs
from vendor_risk.reports.pdf.wrapping import cut, wrap
from vendor_risk.reports.slides.document import slides
from vendor_risk.reports.xlsx.document import workbook

__all__ = ["scene"]

NAMES = {
    "Thai": "บริษัท สยามน้ำทิพย์ จำกัด (มหาชน) ก่อตั้งที่กรุงเทพฯ",
    "Hebrew": "בנק לאומי לישראל בע״מ שָׁלוֹם",
    "Arabic": "شركة أرامكو السعودية (ش.م.ع) ١٢٣ مُحَمَّد پارسیان اردو ٹیلی",
    "Greek": "Ελληνική Τράπεζα Α.Ε. ή ᾷ ΐ",
    "Cyrillic": "ОАО «Газпром нефть» Київ Ђорђе Қазақстан",
    "Devanagari": "टाटा कंसल्टेंसी सर्विसेज़ लिमिटेड क्षत्रिय",
    "simplified Chinese": "华为技术有限公司",
    "traditional Chinese": "鴻海精密工業股份有限公司",
    "Korean": "삼성전자 주식회사 \u1112\u1161\u11ab",
    "Japanese": "髙﨑𠮷野 ｶﾌﾞｼｷｶﾞｲｼｬ 葛\U000e0100城 神\ufa19 か\u3099",
    "Vietnamese": "Công ty Cổ phần Sữa Co\u0302\u0309",
    "Latin": "Łódź Žižkov Ærø İstanbul Ōtsu e\u030b ẍ",
    "emoji": "😀 👩‍💻 👨‍👩‍👧‍👦 🇯🇵 👍🏽 ❤️ 1️⃣ ☎ ☎️ 🏭",
    "currencies": "₹ ₪ ₺ ฿ € ¥ ₩ ₫ ₴ ₱",
    "others": "বাংলা தமிழ் తెలుగు ગુજરાતી ಕನ್ನಡ മലയാളം ਪੰਜਾਬੀ ଓଡ଼ିଆ සිංහල ខ្មែរ ລາວ မြန်မာ Հայ ქართული አማርኛ",
}
NOBODY = "ꦗ"
"""Javanese: no font here has it."""


def sheet():
    made = PdfSheet("en", date(2026, 11, 1))
    yield made
    for font in made.pdf.fonts.values():
        font.close()


pad = pytest.fixture(sheet, scope="module", name="pad")  # opening the main font takes a second
new = pytest.fixture(sheet, name="new")


def missing(text):
    """The signs of a text that no font has, each once."""
    return list(dict.fromkeys(sign for sign, face in faced(text) if face is None))


@pytest.mark.parametrize("script", NAMES)
def test_no_sign_of_any_script_is_missing(script):
    assert missing(NAMES[script]) == []
    assert REPLACEMENT not in "".join(run.text for run in runs(NAMES[script]))


def test_a_sign_that_no_font_has_is_found_and_drawn_as_a_box(pad):
    assert missing(f"Batik {NOBODY}{NOBODY} 漢\u0308 Ltd") == [NOBODY]
    assert [run.text for run in runs(f"Batik {NOBODY}{NOBODY} Ltd")] == [f"Batik {REPLACEMENT}{REPLACEMENT} Ltd"]
    assert pad.width_of(NOBODY, 10) == pad.width_of(REPLACEMENT, 10) > 0


def test_what_is_not_seen_is_not_missing_and_turns_nothing_around():
    hidden = "A\u200bc\u00adm\ufeffe\u202e\x0bLtd\x00"
    assert missing(hidden) == []
    assert [run.text for run in runs(hidden)] == ["Acme Ltd"]
    assert [run.text for run in runs("one\u00a0two\tthree\u3000四")] == ["one two three\u3000四"]


@pytest.mark.parametrize("bold", [False, True])
def test_every_font_draws_what_it_is_given_and_has_its_weight(new, bold):
    for name in NAMES.values():
        new.write(name, 10, bold=bold)
    fonts = dict(new.pdf.fonts)
    assert len(fonts) == len(OTHERS) + 2 - ("notosanssymbols" + "B" * bold not in fonts)
    new.file()
    for key, font in fonts.items():
        assert font.missing_glyphs == []
        assert all(glyph.glyph_id for glyph, place in font.subset.items() if place not in {0, 32}), key
        assert "fvar" not in font.ttfont
        if key.endswith("B") and "OS/2" in font.ttfont:
            assert font.ttfont["OS/2"].usWeightClass == 700


def test_a_report_with_vendors_of_every_script_loses_no_sign(scene, drawn, caplog):
    group, rows = scene
    everything = " · ".join(NAMES.values())
    for language in ("name", "name_en", "name_ja"):
        setattr(rows["acme"], language, everything[:200])
        setattr(group.a, language, everything[200:400])
    db.session.commit()
    paper = paper_of(scope_of(group.holding, group.a, group.b), "en")
    with caplog.at_level(logging.WARNING):
        made = pdf(paper)
    assert [record for record in caplog.records if "missing" in record.getMessage()] == []
    text = "".join(line for _x, _y, line in drawn)
    assert "สยามน้ำทิพย์" in text
    assert "السعودية" in text
    assert len(made) < 400_000


def test_the_same_text_gives_the_same_bytes_in_other_fonts_too():
    made = []
    for _time in range(2):
        new = PdfSheet("en", date(2026, 11, 1))
        new.write("ไทย العربية 😀", 10, bold=True)
        written = bytes(new.pdf.pages[1].contents)
        made.append(new.file())
    assert made[0] == made[1]
    assert b"/ActualText <FEFF0e440e170e22>" in written, "who searches for a Thai name finds it"
    assert written.count(b"BDC") == written.count(b"EMC") == 2


def test_english_and_japanese_need_no_other_font_and_are_not_shaped(new):
    for text in ("Board paper: “A” ← B (20 → 0), ≥ 90 ◆†?", "取引先の点検（株）ー、。①㈱～"):
        new.write(text, 10)
        assert [(run.text, run.shaped) for run in runs(text)] == [(text, False)]
    assert list(new.pdf.fonts) == ["report", "reportB"]


def test_both_weights_of_the_main_font_have_the_same_signs():
    from fontTools.ttLib import TTFont

    with TTFont(MAIN.file(bold=True), lazy=True) as bold:
        assert frozenset(bold.getBestCmap()) == characters(MAIN)
    assert {"あ", "漢", "A", "é"} <= plain()
    assert plain().isdisjoint("ήД\u0301א\u1161")


def test_whole_words_of_greek_and_cyrillic_are_in_one_face():
    for word in ("Ελληνική", "Газпром"):
        assert {face_of(sign) for sign in signs(word)} == {OTHERS[0]}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Risk of שלום: 55 points", ["Risk of ", "שלום", ": 55 points"]),
        ("שלום\u200e 55", ["שלום", " 55"]),
        ("עולם ← שלום ← Acme", ["עולם", " ← ", "שלום", " ← Acme"]),
        ("שלום (עולם) Ltd", [")", "עולם", " (", "שלום", " Ltd"]),
        ("שלום 2000 עולם Ltd", ["עולם", " ", "2000", " ", "שלום", " Ltd"]),
        ("שלום 12", ["12", " ", "שלום"]),
        ("שלום.", [".", "שלום"]),
        ("العربية", ["العربية"]),
    ],
)
def test_right_to_left_text_is_turned_around_where_it_stands(text, shown):
    found = runs(text)
    assert [run.text for run in found] == shown
    assert all(run.right_to_left for run in found if set(run.text) & set("שלוםעאל"))


def glyphs(pad, text):
    """The names of the signs that are drawn, from left to right."""
    found = []
    for run in runs(text):
        with pad._shaping(run, 10, bold=False):
            font, how = pad.pdf.current_font, pad.pdf.text_shaping
            infos, _places = font.perform_harfbuzz_shaping(run.text, 10, how | {"fragment_direction": how["direction"]})
            found += [font.ttfont.getGlyphName(info.codepoint) for info in infos]
    return found


def test_arabic_letters_join_and_stand_from_right_to_left(pad):
    names = [name for name in glyphs(pad, "سكر") if name.startswith("uni")]
    assert [name.partition(".")[2] for name in names] == ["fina", "medi", "init"]


def test_a_bracket_in_right_to_left_text_is_mirrored(pad):
    left, *_rest, right = runs("(שלום)")
    assert (left.text, right.text) == (")", "(")
    assert glyphs(pad, "(שלום)")[0] == glyphs(pad, "(")[0] != glyphs(pad, ")")[0]


def test_devanagari_vowels_are_put_before_their_consonant_and_families_are_one_sign(pad):
    assert "uni093F" in glyphs(pad, "लि")[0]
    assert len(glyphs(pad, "👨‍👩‍👧‍👦")) == 1
    assert len(glyphs(pad, "🇯🇵")) == 1


def test_bold_is_wider(pad):
    for script in ("Thai", "Arabic", "Hebrew", "Greek", "Devanagari"):
        assert pad.width_of(NAMES[script], 10, bold=True) > pad.width_of(NAMES[script], 10) > 20


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("abc", ["a", "b", "c"]),
        ("น้ำกี่", ["น้ำ", "กี่"]),
        ("क्षत्रि", ["क्ष", "त्रि"]),
        ("👨‍👩‍👧😀", ["👨‍👩‍👧", "😀"]),
        ("🇯🇵🇹🇭", ["🇯🇵", "🇹🇭"]),
        ("👍🏽1️⃣❤️", ["👍🏽", "1️⃣", "❤️"]),
        ("e\u0301か\u3099", ["e\u0301", "か\u3099"]),
        ("葛\U000e0100城", ["葛\U000e0100", "城"]),
        ("\u1112\u1161\u11ab글", ["\u1112\u1161\u11ab", "글"]),
        ("a\u200db。", ["a\u200d", "b", "。"]),
        ("\u0301\n\u0301", ["\u0301", "\n", "\u0301"]),
        ("", []),
    ],
)
def test_what_a_reader_takes_for_one_sign(text, parts):
    assert signs(text) == parts


@pytest.mark.parametrize("script", NAMES)
@pytest.mark.parametrize("width", [5, 14, 40])
def test_lines_end_between_signs_and_fit(pad, script, width):
    text = NAMES[script]

    def measure(part):
        return pad.width_of(part, 10)

    lines = wrap(text, width, measure)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert [sign for line in lines for sign in signs(line) if sign != " "] == [s for s in signs(text) if s != " "]
    assert all(measure(line) <= width or len(signs(line)) == 1 for line in lines)
    first = cut(text, width, measure, 1)[0]
    assert signs(first)[:-1] == signs(text)[: len(signs(first)) - 1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Risk of שלום: 55 points", "Risk of שלום\u200e: 55 points"),
        ("עולם ← שלום ← Acme", "עולם\u200e ← שלום\u200e ← Acme"),
        ("שלום 12", "שלום 12"),
        ("Acme 12, 取引先", "Acme 12, 取引先"),
        ("", ""),
    ],
)
def test_a_mark_after_a_right_to_left_name_keeps_what_follows_in_its_place(text, found):
    assert steady(text) == found


def test_the_lines_of_a_sentence_keep_its_order_where_a_name_fills_them(new):
    lines = new.lines("Risk of שלום עולם 12 and more", 14, 10)
    assert f"{MARK}עולם 12" in lines
    assert [run.text for run in runs(f"{MARK}עולם 12")] == ["עולם", " 12"]
    assert new.lines("שלום עולם 12", 14, 10)[-1] == "עולם 12", "it reads from right to left as a whole"


def test_a_long_name_beside_a_heatmap_goes_over_two_lines_and_a_short_one_stays(new, drawn):
    cell = HeatmapCell(50.0, 10.0, "D", weak=False, stale=False, unknown=False, knocked=False)
    long = "Extraordinarily Long-Named International Logistics of Rotterdam B.V."
    rows = [HeatRow(name, "", "T1", cell, [cell]) for name in (long, "Short Ltd", "長い名前の" * 6 + "会社")]
    charts.heat(new, Heat("Heat", ("One",), (50.0,), rows, 3, letters=("A", "D"), floors=(50.0, 0.0)))
    texts = [text for _x, _y, text in drawn]
    assert "Short Ltd" in texts
    assert sum(text in long for text in texts if len(text) > 10) == 2
    assert any(text.endswith("Rotterdam B.V.") for text in texts)
    assert any(text.endswith("会社") for text in texts)


def test_a_value_stands_after_a_right_to_left_name_at_the_end_of_its_line(app, new, drawn):
    lines = [TrendLine("שלום", [10.0, 55.0])]
    charts.trend(new, PaperTrend("Trend", [date(2026, 1, 1), date(2026, 2, 1)], lines))
    told = next(text for _x, _y, text in drawn if "שלום" in text)
    assert [run.text for run in runs(told)] == ["שלום", " 55"]


def test_slides_name_a_font_for_scripts_that_the_other_two_lack(scene):
    group, rows = scene
    for name, language in (("ไทย จำกัด", "name"), ("ไทย จำกัด", "name_en")):
        setattr(rows["acme"], language, name)
    rows["deep"].name = rows["deep"].name_en = "שלום"
    db.session.commit()
    paper = paper_of(scope_of(group.holding, group.a, group.b), "en")
    file = Presentation(io.BytesIO(slides(paper)))
    fonts = {
        run.text: run._r.rPr.find(qn("a:cs")).get("typeface")
        for slide in file.slides for shape in slide.shapes if shape.has_table
        for row in shape.table.rows for cell in row.cells for part in cell.text_frame.paragraphs for run in part.runs
    }  # fmt: skip
    assert {fonts[text] for text in fonts if "ไทย" in text} == {"Leelawadee UI"}
    assert {fonts[text] for text in fonts if "שלום" in text and "ไทย" not in text} == {"Segoe UI"}


@pytest.mark.filterwarnings("ignore:.* extension is not supported")
def test_sentences_in_the_workbook_read_from_left_to_right_whatever_name_they_begin_with(scene):
    group, _rows = scene
    book = openpyxl.load_workbook(io.BytesIO(workbook(paper_of(scope_of(group.holding, group.a, group.b), "en"))))
    places = [(sheet, area.min_row, area.min_col) for sheet in book for area in sheet.merged_cells.ranges]
    sentences = [sheet.cell(row, column) for sheet, row, column in places]
    assert len(sentences) > 10
    assert {cell.alignment.readingOrder for cell in sentences} == {1}
