"""Dates as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendor_risk.imports.register.cells.dates import DateOrder, DateReading, decided_order, read_date, read_period

DATES = st.dates(date(2019, 5, 1), date(2099, 12, 31))


@given(DATES, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%d %b %Y", "%B %d, %Y",
                               "%d.%m.%Y", "%Y/%m/%dまで", "%Y-%m-%dT00:00:00"]))  # fmt: skip
def test_a_date_is_read_back_however_it_is_written(day, written):
    assert read_date(day.strftime(written), None).day == day


@given(DATES, st.sampled_from(["令和{}年{}月{}日", "R{}.{}.{}", "Ｒ{}．{}．{}", "r{}/{}/{}"]))
def test_a_date_of_an_era_is_read_back(day, written):
    assert read_date(written.format(day.year - 2018, day.month, day.day), None).day == day


@given(DATES, st.sampled_from([DateOrder.DAY, DateOrder.MONTH]))
def test_slashes_are_read_in_the_order_of_their_column(day, order):
    text = day.strftime("%d/%m/%Y" if order is DateOrder.DAY else "%m/%d/%Y")
    assert read_date(text, order).day == day
    unsettled = read_date(text, None)
    assert unsettled.day == day or unsettled.reading is DateReading.DOUBTFUL


@given(st.text(max_size=20))
def test_whatever_stands_in_a_cell_is_a_date_or_none(text):
    found = read_date(text, None)
    assert found.day is None or found.day.year > 0


@pytest.mark.parametrize(
    ("text", "day", "reading"),
    [
        ("Dec 2027", date(2027, 12, 31), DateReading.MONTH_ONLY),
        ("2027年2月", date(2027, 2, 28), DateReading.MONTH_ONLY),
        ("令和9年3月", date(2027, 3, 31), DateReading.MONTH_ONLY),
        ("昭和60年4月1日", date(1985, 4, 1), DateReading.PLAIN),
        ("令和元年５月１日", date(2019, 5, 1), DateReading.PLAIN),
        ("46112", date(2026, 3, 31), DateReading.PLAIN),
        ("evergreen", None, DateReading.RENEWS),
        ("1年自動更新", None, DateReading.RENEWS),
        ("auto-renewal", None, DateReading.RENEWS),
        ("3年", None, DateReading.TERM),
        ("24 months", None, DateReading.TERM),
        ("2026-02-30", None, DateReading.NONE),
        ("next spring", None, DateReading.NONE),
    ],
)
def test_what_contracts_say_of_their_end(text, day, reading):
    assert read_date(text, None, last=True) == (day, reading)


def test_the_order_of_a_column_is_told_by_the_days_above_twelve():
    assert decided_order(["04/05/2027", "31/12/2027"]) is DateOrder.DAY
    assert decided_order(["04/05/2027", "12/31/2027"]) is DateOrder.MONTH
    assert decided_order(["04/05/2027"]) is None
    assert decided_order(["31/12/2027", "12/31/2027"]) is None


def test_a_period_is_two_dates():
    start, end = read_period("2024年4月1日～2027年3月")
    assert (start.day, end.day) == (date(2024, 4, 1), date(2027, 3, 31))
    assert read_period("1年自動更新") is None
