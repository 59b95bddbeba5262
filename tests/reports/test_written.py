"""How values, dates, lists and changes are written in a report, in English and in Japanese, and when there is none."""

from datetime import date

import pytest

from tests.builders.papers import column
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.i18n import listed, speaking
from vendor_risk.reports import style as report_style
from vendor_risk.reports import words
from vendor_risk.reports.board_paper import stem
from vendor_risk.reports.paper import Paper, PaperTable
from vendor_risk.reports.xlsx.document import _sheet_name


def cell(score, grade="B", **flags):
    usual = {"weak": False, "stale": False, "unknown": False, "knocked": False}
    return HeatmapCell(score, score, grade, **(usual | flags))


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ({}, "B 71"),
        ({"knocked": True}, "B 71◆"),
        ({"stale": True}, "B 71†"),
        ({"unknown": True}, "B 71?"),
        ({"knocked": True, "stale": True, "unknown": True}, "B 71◆†?"),
        ({"weak": True}, "B 71"),
    ],
)
def test_a_grade_is_written_with_its_score_and_signs(app, flags, said):
    with speaking("en"):
        assert report_style.written(cell(70.6, **flags), column("grade")) == said


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("kind", ["text", "number", "share", "points", "change", "cell", "gain", "grade", "date"])
def test_what_is_missing_is_a_dash_and_never_a_zero(app, lang, kind):
    with speaking(lang):
        assert report_style.written(None, column(kind)) == "–"
        assert report_style.written(cell(None, ""), column(kind)) == "–"


@pytest.mark.parametrize(
    ("value", "kind", "english", "japanese"),
    [
        (0, "number", "0", "0"),
        (1_234_567, "number", "1,234,567", "1,234,567"),
        (0.5, "share", "50%", "50%"),
        (1.0, "share", "100%", "100%"),
        (0.0, "share", "0%", "0%"),
        (0.049, "points", "4.9", "4.9"),
        (-0.049, "change", "−4.9", "−4.9"),
        (0.00006, "change", "+0.01", "+0.01"),
        (0.00004, "change", "0.0", "0.0"),
        (3.25, "gain", "+3.2", "+3.2"),
        (66.6, "cell", "67", "67"),
        ("=1+1", "text", "=1+1", "=1+1"),
        ("3/12", "fraction", "3/12", "3/12"),
    ],
)
def test_numbers_and_dates_are_written_as_each_language_does(app, value, kind, english, japanese):
    with speaking("en"):
        assert report_style.written(value, column(kind)) == english
    with speaking("ja"):
        assert report_style.written(value, column(kind)) == japanese


def test_a_date_in_a_sentence_is_written_out(app):
    with speaking("en"):
        assert words.day(date(2028, 2, 29)) == "29 February 2028"
        assert report_style.written(date(2028, 2, 29), column("date")) == "29 Feb 2028"
    with speaking("ja"):
        assert words.day(date(2028, 2, 29)) == "2028年2月29日"
        assert report_style.written(date(2028, 2, 29), column("date")) == "2028/02/29"


@pytest.mark.parametrize(
    ("lang", "names", "said"),
    [
        ("en", ("Acme", "Bolt"), "Acme, Bolt"),
        ("ja", ("甲社", "乙社"), "甲社、乙社"),
        ("en", (), ""),
        ("en", ("Acme",), "Acme"),
    ],
)
def test_names_follow_each_other_as_the_language_parts_them(app, lang, names, said):
    with speaking(lang):
        assert listed(names) == said


def test_sentences_leave_empty_ones_out(app):
    with speaking("en"):
        assert words.sentences(["One.", "", "Two."]) == "One. Two."
    with speaking("ja"):
        assert words.sentences(["一。", "", "二。"]) == "一。二。"


@pytest.mark.parametrize(
    ("then", "now", "parts"),
    [(3, 5, ("▲", "3", "worse")), (5, 3, ("▼", "5", "better")), (4, 4, ("Unchanged",))],
)
def test_less_is_better_below_a_number(app, then, now, parts):
    with speaking("en"):
        said = words.since(then, now)
    assert all(part in said for part in parts)
    assert ("worse" in said, "better" in said) == (now > then, now < then)


def test_a_number_without_an_earlier_one_says_nothing(app):
    with speaking("en"):
        assert words.since(None, 4) == words.since(4, None) == ""
        assert "10–30%" in words.since(0.1, 0.2, shown="10–30%")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_table_says_what_it_leaves_out_and_only_then(app, lang):
    with speaking(lang):
        assert report_style.shown_of(10, 10) == ""
        assert report_style.shown_of(12, 10) == ""
        said = report_style.shown_of(10, 1234)
    assert "10" in said
    assert "1234" in said


def test_a_table_knows_how_many_rows_there_are():
    assert PaperTable("", (), [("a",), ("b",)]).all == 2
    assert PaperTable("", (), [("a",), ("b",)], total=40).all == 40


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("P-12", "p-12"),
        ("../../etc/passwd", "etc-passwd"),
        ("甲社", "organization"),
        ("A  B__C", "a-b-c"),
        ("", "organization"),
        ("x" * 90, "x" * 40),
    ],
)
def test_a_code_becomes_a_harmless_part_of_a_files_name(code, name):
    assert stem(code) == name


def test_a_files_name_says_subject_language_and_day():
    paper = Paper("", "", "risk-report", "ja", date(2028, 2, 29), "", "", ())
    assert paper.file_stem == "risk-report-ja-2028-02-29"


def test_sheets_have_names_that_excel_takes_and_none_twice():
    taken = set()
    names = [_sheet_name(label, taken) for label in ("a/b:c*?[d]\\", "A B C   D", "x" * 50, "X" * 50, "'''", "要旨")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 for name in names)
    assert not any(set(name) & set("[]:*?/\\") for name in names)
    assert names[-1] == "要旨"
    assert names[-2] == "-"


def test_grades_have_the_colours_of_the_screen_from_worst_to_best():
    shades = report_style.shades("ABCDE")
    assert shades["A"] == report_style.BETTER
    assert shades["E"] == report_style.WORSE
    assert shades[""] == report_style.BLANK
    assert len(set(shades.values())) == 6


def test_mixing_with_white_goes_from_the_colour_to_white():
    assert report_style.rgb("#1d4f5f") == (29, 79, 95)
    assert report_style.mixed("#1d4f5f", 0.0) == "#1d4f5f"
    assert report_style.mixed("#1d4f5f", 1.0) == "#ffffff"
    assert report_style.mixed("#000000", 0.5) in {"#808080", "#7f7f7f"}
