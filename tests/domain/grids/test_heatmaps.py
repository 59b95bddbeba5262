"""Grids sort by what matters, group with weights, and say what they do not know."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.domain.laws import MANY
from vendor_risk.domain.grids.heatmaps import (
    Flag,
    SortBy,
    bin_edges,
    bins,
    cluster_order,
    group_rows,
    make_grid,
    order_rows,
    row_means,
    shortfall,
)
from vendor_risk.domain.scoring.rules import DEFAULT_RULES

NAN = np.nan
SCORES = np.array([[90.0, 80.0], [20.0, NAN], [NAN, NAN], [60.0, 95.0]])
CELLS = arrays(np.float64, (7, 3), elements=st.floats(0, 100) | st.just(NAN))


def test_a_cell_says_that_it_is_stale_missing_weakly_assured_or_holds_unknowns() -> None:
    grid = make_grid(
        np.array([[80.0, NAN], [80.0, 0.0]]),
        np.array([[39.0, NAN], [40.0, 0.0]]),
        stale=np.array([True, False]),
        unknown=np.array([[False, False], [True, False]]),
    )
    assert grid.flags.tolist() == [[Flag.STALE | Flag.WEAKLY_BACKED, Flag.NO_SCORE], [Flag.HAS_UNKNOWN, 0]]


def test_the_heavier_shortfall_comes_first_and_rows_without_a_score_last() -> None:
    grid = make_grid(SCORES, SCORES, weights=np.array([1.0, 0.1, 0.9, 0.5]))
    assert shortfall(grid)[:2] == pytest.approx([15, 8])
    assert order_rows(grid, SortBy.SHORTFALL).tolist() == [0, 3, 1, 2]
    assert order_rows(grid, SortBy.WORST_CELL).tolist() == [1, 3, 0, 2]
    assert order_rows(grid, SortBy.SCORE).tolist() == [1, 3, 0, 2]
    assert order_rows(grid, SortBy.NAME, names=["d", "a", "c", "b"]).tolist() == [1, 3, 2, 0]


def test_the_greatest_loss_comes_first() -> None:
    before = np.array([[95.0, 90.0], [20.0, 50.0], [50.0, 50.0], [10.0, 95.0]])
    assert order_rows(make_grid(SCORES, SCORES), SortBy.CHANGE, before=before).tolist() == [0, 1, 3, 2]


def test_orders_that_need_more_say_so() -> None:
    for by in (SortBy.NAME, SortBy.CHANGE):
        with pytest.raises(ValueError, match="needs"):
            order_rows(make_grid(SCORES, SCORES), by)


@MANY
@given(CELLS, st.sampled_from([SortBy.SHORTFALL, SortBy.WORST_CELL, SortBy.SCORE]))
def test_an_order_holds_every_row_once(values: np.ndarray, by: SortBy) -> None:
    assert sorted(order_rows(make_grid(values, values), by)) == list(range(7))
    assert sorted(cluster_order(values)) == list(range(7))


@MANY
@given(
    CELLS, st.lists(st.sampled_from("abc"), min_size=7, max_size=7), arrays(np.float64, 7, elements=st.floats(0.1, 5))
)
def test_a_groups_cell_is_the_weighted_mean_of_its_members_with_a_score(
    values: np.ndarray, keys: list[str], weights: np.ndarray
) -> None:
    groups = group_rows(make_grid(values, values / 2, weights=weights), keys)
    assert groups.keys == tuple(dict.fromkeys(keys))
    for position, key in enumerate(groups.keys):
        rows = [row for row in range(7) if keys[row] == key]
        assert groups.sizes[position] == len(rows)
        assert groups.grid.weights[position] == pytest.approx(weights[rows].sum())
        for column in range(3):
            known = [row for row in rows if not np.isnan(values[row, column])]
            assert groups.scored[position, column] == len(known)
            expected = np.average(values[known, column], weights=weights[known]) if known else NAN
            assert groups.grid.values[position, column] == pytest.approx(expected, nan_ok=True)
            assert groups.grid.backed[position, column] == pytest.approx(expected / 2, nan_ok=True)
            assert (groups.grid.flags[position, column] == Flag.NO_SCORE) == (not known)


def test_similar_rows_stand_together() -> None:
    low, high = np.full((3, 4), 10.0), np.full((3, 4), 90.0)
    values = np.empty((6, 4))
    values[0::2], values[1::2] = low, high
    assert [row % 2 for row in cluster_order(values)] in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])
    many = np.tile(values, (400, 1))
    sides = [row % 2 for row in cluster_order(many)]
    assert sides == sorted(sides) or sides == sorted(sides, reverse=True)


def test_bins_follow_the_grade_table() -> None:
    edges = bin_edges(DEFAULT_RULES)
    assert edges == (40, 60, 75, 90)
    assert bins(np.array([NAN, 0, 39.9, 40, 60, 75, 89.9, 90, 100]), edges).tolist() == [0, 1, 1, 2, 3, 4, 4, 5, 5]


@MANY
@given(st.floats(0, 100))
def test_a_bin_is_its_grade(score: float) -> None:
    letters = DEFAULT_RULES.letters
    found = int(bins(np.array([score]), bin_edges(DEFAULT_RULES))[0])
    assert letters[len(letters) - found] == DEFAULT_RULES.grade_of(score)


def test_an_empty_grid_stays_empty() -> None:
    empty = np.empty((0, 3))
    assert order_rows(make_grid(empty, empty), SortBy.SHORTFALL).tolist() == []
    assert group_rows(make_grid(empty, empty), []).keys == ()
    assert row_means(empty).tolist() == []


def test_ten_thousand_rows_are_sorted_and_grouped_well_within_a_page() -> None:
    values = np.random.default_rng(1).uniform(0, 100, (10_000, 30))
    start = time.perf_counter()
    grid = make_grid(values, values / 2)
    order_rows(grid, SortBy.SHORTFALL)
    group_rows(grid, [row % 12 for row in range(10_000)])
    assert time.perf_counter() - start < 0.5  # some 30 ms here; a loop over cells would take seconds


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        make_grid(SCORES, SCORES[:, :1])
    with pytest.raises(ValueError, match="one key per row"):
        group_rows(make_grid(SCORES, SCORES), ["a"])


def test_a_grid_taken_in_an_order_keeps_all_that_belongs_to_a_row() -> None:
    grid = make_grid(SCORES, SCORES / 3, weights=np.arange(4.0), stale=np.array([True, False, False, False]))
    taken = grid.take(np.array([3, 0]))
    assert taken.weights.tolist() == [3, 0]
    assert taken.values.tolist() == [[60, 95], [90, 80]]
    assert (taken.flags == grid.flags[[3, 0]]).all()


def test_rows_follow_their_own_overall_scores_where_those_are_given() -> None:
    overall = np.array([10.0, 90.0, NAN, 50.0])
    grid = make_grid(SCORES, SCORES)
    assert order_rows(grid, SortBy.SHORTFALL, overall=overall).tolist() == [0, 3, 1, 2]
    assert order_rows(grid, SortBy.SCORE, overall=overall).tolist() == [0, 3, 1, 2]
