"""What a board's address means: every choice, the way down, and moments to compare with in leap years."""

from datetime import date

import pytest

from vendor_risk.board.address import COLUMNS, GROUPS, ROWS, SHOWS, STAGE, VENDOR, BoardAddress


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("columns", COLUMNS)
def test_rows_and_columns_are_never_the_same(rows, columns):
    asked = BoardAddress.read({"rows": rows, "columns": columns})
    assert asked.rows == rows
    assert asked.columns == (STAGE if columns == rows else columns)


@pytest.mark.parametrize("show", SHOWS)
def test_what_is_shown_stands_in_the_address_unless_it_is_as_usual(show):
    args = BoardAddress.read({"show": show}).args()
    assert args == ({} if show == "median" else {"show": show})


def test_an_empty_address_is_the_whole_chain_by_depth():
    asked = BoardAddress.read({})
    assert (asked.rows, asked.columns, asked.show, asked.sort) == ("depth", STAGE, "median", "worst")
    assert asked.args() == {}
    assert asked.narrowed() == []


@pytest.mark.parametrize("pick", ["", "0", "2", "yes", "<script>"])
def test_only_1_ticks_cells(pick):
    assert BoardAddress.read({"pick": pick}).pick == ""
    assert BoardAddress.read({"pick": "1"}).pick == "1"


def test_arguments_that_nobody_knows_are_dropped_and_long_ones_cut():
    asked = BoardAddress.read({"evil": "1", "category": "x" * 500})
    assert asked.args() == {"category": "x" * 100}


@pytest.mark.parametrize(
    ("rows", "following"),
    [("depth", "category"), ("company", "category"), ("category", "tier"), ("country", "tier"), ("tier", VENDOR)],
)
def test_a_row_opens_into_what_comes_next(rows, following):
    args = BoardAddress(rows=rows).into("key")
    assert args[rows] == "key"
    assert args["rows"] == following


def test_the_way_down_never_asks_twice_for_what_is_narrowed():
    asked = BoardAddress(rows="depth", category="cloud_service", tier="T1")
    assert BoardAddress.read(asked.into("2")).rows == VENDOR
    asked = BoardAddress(rows="depth", category="cloud_service")
    assert BoardAddress.read(asked.into("2")).rows == "tier"


def test_columns_give_way_to_rows_on_the_way_down():
    asked = BoardAddress(rows="depth", columns="category")
    assert BoardAddress.read(asked.into("1")).columns == STAGE
    asked = BoardAddress(rows="depth", columns="tier")
    assert BoardAddress.read(asked.into("1")).columns == "tier"


def test_filters_stand_in_the_order_in_which_they_are_chosen():
    asked = BoardAddress(tier="T1", depth="2", company="7", category="-", country="JP")
    assert [name for name, _value in asked.narrowed()] == list(GROUPS)


@pytest.mark.parametrize(
    ("since", "today", "day"),
    [
        ("month", date(2028, 3, 30), date(2028, 2, 29)),
        ("month", date(2027, 3, 30), date(2027, 2, 28)),
        ("year", date(2028, 2, 29), date(2027, 3, 1)),
        ("year", date(2027, 1, 1), date(2026, 1, 1)),
        ("quarter", date(2027, 1, 1), date(2026, 10, 2)),
        ("2028-02-29", date(2028, 2, 29), date(2028, 2, 29)),
        ("2027-02-29", date(2028, 2, 29), None),
        ("2028-03-01", date(2028, 2, 29), None),
        ("round:", date(2028, 2, 29), ""),
        ("round:2027-02-29", date(2028, 2, 29), "2027-02-29"),
    ],
)
def test_moments_to_compare_with(since, today, day):
    assert BoardAddress(since=since).before(today) == day
