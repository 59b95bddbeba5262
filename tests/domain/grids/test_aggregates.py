"""Aggregates equal brute force, whoever is named how often; what nobody scored has no score."""

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.laws import LAW
from vendor_risk.domain.grids.aggregates import Scored, aggregate

SCORE = st.none() | st.integers(0, 100).map(float)


@st.composite
def scenes(draw):
    n, columns, size = draw(st.integers(1, 8)), draw(st.integers(0, 3)), draw(st.integers(1, 4))
    values = np.array(
        [[np.nan if (v := draw(SCORE)) is None else v for _ in range(columns)] for _ in range(n)], dtype=np.float64
    ).reshape(n, columns)
    share = np.array([[draw(st.sampled_from([0.0, 0.25, 1.0])) for _ in range(columns)] for _ in range(n)])
    stale = np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    unknown = np.array([[draw(st.booleans()) for _ in range(columns)] for _ in range(n)], dtype=bool)
    pairs = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, n - 1)), max_size=20))
    known = Scored(values, values * share.reshape(n, columns), stale, unknown.reshape(n, columns))
    return known, pairs, size


def made(known, pairs, size):
    cell, member = (np.array([pair[side] for pair in pairs], dtype=np.intp) for side in (0, 1))
    return aggregate(cell, member, size, known)


@LAW
@given(scenes())
def test_aggregates_are_what_counting_by_hand_gives(scene):
    known, pairs, size = scene
    found = made(known, pairs, size)
    for place in range(size):
        members = sorted({member for cell, member in pairs if cell == place})
        assert (found.members[place] == len(members)).all()
        for column in range(known.values.shape[1]):
            scored = [m for m in members if not np.isnan(known.values[m, column])]
            scores = [float(known.values[m, column]) for m in scored]
            assert found.scored[place, column] == len(scored)
            assert found.stale[place, column] == sum(bool(known.stale[m]) for m in scored)
            assert found.unknown[place, column] == sum(bool(known.unknown[m, column]) for m in scored)
            if not scores:
                assert np.isnan([found.median[place, column], found.lowest[place, column]]).all()
                assert found.weakest[place, column] == -1
                continue
            assert found.median[place, column] == pytest.approx(statistics.median(scores))
            assert found.lowest[place, column] == min(scores)
            assert known.values[found.weakest[place, column], column] == min(scores)
            backed = sum(float(known.backed[m, column]) for m in scored)
            supported = found.supported[place, column]
            assert np.isnan(supported) if not sum(scores) else supported == pytest.approx(backed / sum(scores))


@LAW
@given(scenes())
def test_naming_somebody_twice_or_in_another_order_changes_nothing(scene):
    known, pairs, size = scene
    once, again = made(known, pairs, size), made(known, [*reversed(pairs), *pairs], size)
    for name in ("median", "lowest", "supported", "members", "scored", "stale", "unknown"):
        assert np.array_equal(getattr(once, name), getattr(again, name), equal_nan=True), name


def test_nothing_assessed_gives_no_score_and_says_how_many_nobody_assessed():
    nobody = Scored(np.full((3, 2), np.nan), np.full((3, 2), np.nan), np.zeros(3, bool), np.zeros((3, 2), bool))
    found = made(nobody, [(0, 0), (0, 1), (0, 2)], 2)
    assert np.isnan(found.median).all()
    assert found.members.tolist() == [[3, 3], [0, 0]]
    assert found.scored.tolist() == [[0, 0], [0, 0]]
    assert found.coverage[0].tolist() == [0.0, 0.0]
    assert np.isnan(found.coverage[1]).all(), "a cell without members has no coverage either"


@pytest.mark.parametrize("pair", [(2, 0), (-1, 0), (0, 3), (0, -1)])
def test_a_pair_that_names_nothing_is_refused(pair):
    nobody = Scored(np.zeros((3, 1)), np.zeros((3, 1)), np.zeros(3, bool), np.zeros((3, 1), bool))
    with pytest.raises(ValueError, match="not there"):
        made(nobody, [pair], 2)
