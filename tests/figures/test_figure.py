"""A figure is shown with its own unit and rounding, and says so when it is about nobody."""

import re
from datetime import UTC, date

import pytest

from vendor_risk import features
from vendor_risk.assessments.results.figures import SCORE
from vendor_risk.changes.figures import GRADED, SELF_DECLARED, STALE, Graded
from vendor_risk.changes.history import History, HistoryColumns
from vendor_risk.exposure.figures import COMBINED, EXPOSURE, LARGEST, OWN, UNKNOWN, GroupExposure, Unassessed
from vendor_risk.exposure.pictures.figures import IMPACT, MOVED, SPEND
from vendor_risk.figures.figure import FigureAmount, Rows
from vendor_risk.figures.words import ROWS, TOPICS, UNITS
from vendor_risk.i18n import speaking
from vendor_risk.web.tables import PageColumn, PageRow, PageTable, figure_column, text_table

NOBODY = History(HistoryColumns())


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (FigureAmount(31.04), "31.0%"),
        (FigureAmount(31.04, 31.01), "31.0%"),
        (FigureAmount(30.94, 65.66), "30.9–65.7%"),
    ],
)
def test_a_span_is_written_with_the_rounding_of_its_figure_and_once_when_both_ends_look_alike(amount, text):
    assert EXPOSURE.shown(amount) == text


def test_a_count_says_out_of_how_many():
    assert UNKNOWN.read(Unassessed(7, 120)).text == "7/120"


@pytest.mark.parametrize(("lang", "said"), [("en", "Not yet known"), ("ja", "未把握")])
def test_a_figure_about_nobody_is_not_known_and_neither_0_nor_100(app, lang, said):
    nobody = NOBODY.standing(date(2026, 1, 1), UTC)
    with app.test_request_context(), speaking(lang):
        for reading in (
            UNKNOWN.read(Unassessed(0, 0)),
            EXPOSURE.read(GroupExposure(0.0, 1.0, "services")),
            GRADED.read(Graded(nobody, 12)),
            GRADED.read(Graded(nobody, 0)),
            STALE.read(nobody),
            SELF_DECLARED.read(nobody),
        ):
            assert reading.text == said
            assert not reading.known


def test_nothing_of_a_population_that_is_there_is_0():
    assert UNKNOWN.read(Unassessed(0, 5)).text == "0/5"


def test_every_figure_says_what_it_is_in_both_languages(app):
    spoken = {}
    for lang in ("en", "ja"):
        with app.test_request_context(), speaking(lang):
            spoken[lang] = {
                key: [str(part) for part in (one.name, one.formula, one.population, UNITS[one.unit], TOPICS[one.topic])]
                for key, one in features.figures().items()
            }
    for key, english in spoken["en"].items():
        assert all(english)
        assert all(en != ja for en, ja in zip(english, spoken["ja"][key], strict=True)), key
    assert set(ROWS) == set(Rows)


def test_the_list_of_every_figure_is_a_page_there_is(app):
    with app.test_request_context():
        for figure in features.figures().values():
            if figure.endpoint:
                assert figure.endpoint in app.view_functions, figure.key
            else:
                assert figure.rows is Rows.PARTS, figure.key
    assert LARGEST.endpoint


def test_an_empty_installation_shows_steps_and_no_zeros(group, sign_in):
    page = sign_in(group.owner).get("/").text
    assert 'id="steps"' in page
    assert "stat-value" not in page


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_page_that_shows_the_parts_of_a_figure_is_not_called_a_list(app, group, sign_in, lang):
    page = sign_in(group.ciso).get(f"/figures?lang={lang}").text
    opened = {"en": ("Open the breakdown", "Open the list"), "ja": ("内訳を開く", "一覧を開く")}[lang]
    seen = set()
    for article in page.split("<article")[1:]:
        key = re.search(r'id="([^"]+)"', article)[1]
        rows = features.figures()[key].rows
        link = [words for words in opened if f">{words}</a>" in article]
        if link:
            seen.add(rows)
            assert link == [opened[0 if rows is Rows.PARTS else 1]], key
    assert seen >= {Rows.PARTS, Rows.COUNT}


@pytest.mark.parametrize(
    ("figure", "value", "written", "cell", "column", "excel"),
    [
        (SCORE, 71.26, "71.3", "71", "71.3", "#,##0.0"),
        (OWN, 12.6, "13", "13", "13%", "0%"),
        (COMBINED, 12.64, "12.6", "12.6", "12.6%", "0.0%"),
        (SPEND, 1_234_567.0, "1234567", "1234567", "1,234,567", "#,##0"),
        (MOVED, -4.91, "−4.9", "−4.9", "−4.9", "+0.0;-0.0;0.0"),
        (MOVED, 0.04, "+0.04", "+0.04", "+0.04", "+0.0;-0.0;0.0"),
        (MOVED, 0.004, "0.0", "0.0", "0.0", "+0.0;-0.0;0.0"),
        (IMPACT, 1_204.5, "1204.5", "1204.5", "1,204.5", "#,##0.0"),
    ],
)
def test_a_figure_is_rounded_by_its_own_rule_wherever_it_stands(app, figure, value, written, cell, column, excel):
    assert (figure.written(value), figure.in_cell(value), figure.in_column(value)) == (written, cell, column)
    assert figure.excel == excel


def test_a_table_refuses_a_number_that_nobody_defined():
    with pytest.raises(TypeError, match="Vendors: a number without a figure"):
        PageTable((PageColumn("Vendors"),), [PageRow((3,))])
    table = PageTable((PageColumn("Company"), figure_column(OWN, "Worst")), [PageRow(("Acme", 0.12345))])
    assert text_table(table).decode("utf-8-sig").splitlines() == ["Company,Worst", "Acme,0.12"]
    assert [column.shown(cell) for column, cell in zip(table.columns, (None, 0.5), strict=True)] == ["–", "50%"]
