"""Numbers as people write them: what their marks, units and words say, whatever the number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendor_risk.imports.register.cells.numbers import (
    Bound,
    NumberMark,
    decided,
    evidence,
    heading_unit,
    is_doubtful,
    read_amount,
    read_hours,
)

POINT, COMMA = NumberMark.POINT, NumberMark.COMMA
MARKS = st.sampled_from([POINT, COMMA])
WHOLE = st.integers(0, 10**12)


def written(number, mark, decimals=0):
    """A number with thousands parted, as a country with this decimal mark writes it."""
    text = f"{number:,.{decimals}f}"
    return text if mark is POINT else text.translate(str.maketrans(",.", ".,"))


@given(WHOLE, MARKS)
def test_a_whole_number_is_read_back_whatever_parts_its_thousands(number, mark):
    amount = read_amount(written(number, mark), mark)
    assert amount.value == number


@given(st.integers(0, 10**9), st.sampled_from([1, 2]), MARKS)
def test_decimals_that_are_no_thousands_need_no_mark_to_be_told(number, decimals, mark):
    value = Decimal(number) / 10**decimals
    text = written(value, mark, decimals)
    assert read_amount(text, None).value == value
    assert decided([text]).mark is mark
    assert not is_doubtful(text)


@given(st.lists(WHOLE, min_size=1, max_size=20), MARKS)
def test_a_column_is_never_decided_against_its_own_numbers(numbers, mark):
    texts = [written(number, mark) for number in numbers]
    found = decided(texts)
    if found.mark is not None and any(number >= 1000 for number in numbers):
        assert [read_amount(text, found.mark).value for text in texts] == numbers


@given(WHOLE, MARKS)
def test_width_and_spaces_make_no_difference(number, mark):
    text = written(number, mark)
    wide = text.translate({ord(a): ord(a) + 0xFEE0 for a in "0123456789.,"})
    assert read_amount(f"\u3000{wide} ", mark) == read_amount(text, mark)


UNITS = [("千円", 1000, "JPY"), ("万円", 10**4, "JPY"), ("億円", 10**8, "JPY"), ("円", 1, "JPY"), ("k$", 1000, "USD"),
         (" Mio €", 10**6, "EUR")]  # fmt: skip


@given(st.integers(1, 10**6), st.sampled_from(UNITS))
def test_a_unit_behind_a_number_is_its_factor_and_currency(number, unit):
    amount = read_amount(f"{number:,}{unit[0]}", POINT)
    assert (amount.value * amount.factor, amount.currency) == (number * unit[1], unit[2])


@given(st.text(max_size=20), st.sampled_from([POINT, COMMA, None]))
def test_whatever_stands_in_a_cell_is_a_number_or_none(text, mark):
    amount = read_amount(text, mark)
    assert amount is None or amount.value >= 0
    read_hours(text, mark)
    heading_unit(text)


@pytest.mark.parametrize(
    ("texts", "sheet", "mark", "by"),
    [
        (["1,5", "4,5"], None, COMMA, "column"),
        (["1.000", "12.000"], None, None, "doubtful"),
        (["1.000", "12.000"], COMMA, COMMA, "sheet"),
        (["12.037"], None, COMMA, "whole"),
        (["12,037", "12,407"], None, POINT, "whole"),
        (["5,000"], None, POINT, "usual"),
        (["5,000"], COMMA, None, "doubtful"),
        (["1,5", "1.5"], None, None, "doubtful"),
        (["1,000", "1.000"], None, None, "doubtful"),
        (["1.234.567"], None, COMMA, "column"),
        (["120", "40"], COMMA, POINT, "none"),
        (["0.125"], None, POINT, "column"),
    ],
)
def test_a_column_is_decided_as_a_whole(texts, sheet, mark, by):
    assert decided(texts, sheet=sheet) == (found := decided(texts, sheet=sheet))
    assert (found.mark, found.by) == (mark, by)


def test_what_could_be_read_two_ways_is_no_number_until_it_is_decided():
    assert read_amount("1.000", None) is None
    assert is_doubtful("1.000")
    assert read_amount("1.000", COMMA).value == 1000
    assert read_amount("1.000", POINT).value == 1
    assert evidence(["1.000", "2,5"]) is COMMA


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("約500万", 5_000_000, Bound.ABOUT),
        ("1000万円以下", 10_000_000, Bound.AT_MOST),
        ("1億2000万円", 120_000_000, Bound.EXACT),
        ("5百万円超", 5_000_000, Bound.AT_LEAST),
        ("up to 250k", 250_000, Bound.AT_MOST),
        ("年額 3,000円（税込）", 3000, Bound.EXACT),
        ("1203,000円", 1_203_000, Bound.EXACT),
        ("1,200名", 1200, Bound.EXACT),
    ],
)
def test_words_around_a_number_are_understood(text, value, bound):
    amount = read_amount(text, POINT)
    assert (amount.value * amount.factor, amount.bound) == (value, bound)


@pytest.mark.parametrize("text", ["n/a", "100-200", "v1.2.3.x", "$5 or €6", "", "1,5,0.0,1"])
def test_what_is_no_single_number_is_none(text):
    assert read_amount(text, POINT) is None


@pytest.mark.parametrize(
    ("heading", "factor", "currency"),
    [
        ("年間取引額（千円）", 1000, "JPY"),
        ("取引額[百万円]", 10**6, "JPY"),
        ("Spend (USD)", 1, "USD"),
        ("Spend in k€", 1000, "EUR"),
        ("Spend k$", 1000, "USD"),
        ("Annual spend", 1, ""),
        ("会社名（必須）", 1, ""),
    ],
)
def test_the_unit_of_a_heading(heading, factor, currency):
    unit = heading_unit(heading)
    assert (unit.factor, unit.currency) == (factor, currency)


def test_hours_may_be_written_in_days():
    assert [read_hours(text, POINT) for text in ("4", "4時間", "2 days", "3日", "90分")] == [
        4,
        4,
        48,
        72,
        Decimal("1.5"),
    ]
