"""A spread says how others stand and never who: too few give none, and whose value is whose makes no difference."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.laws import MANY
from vendor_risk.domain.grids.anonymity import FEWEST, STEP, spread

SCORES = st.lists(st.floats(0, 100) | st.just(float("nan")), max_size=14)


def known(values):
    return [value for value in values if not np.isnan(value)]


@MANY
@given(SCORES)
def test_fewer_than_the_rule_asks_for_give_nothing(values):
    assert (spread(np.array(values)) is None) == (len(known(values)) < FEWEST)


@MANY
@given(SCORES, st.randoms())
def test_whose_value_is_whose_makes_no_difference(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    assert spread(np.array(values)) == spread(np.array(shuffled))


@MANY
@given(SCORES)
def test_only_rounded_values_are_told_and_each_is_near_what_is_true(values):
    found = spread(np.array(values))
    if found is None:
        return
    five = np.percentile(known(values), [0, 25, 50, 75, 100])
    told = (found.low, found.lower, found.middle, found.upper, found.high)
    assert list(told) == sorted(told)
    for said, true in zip(told, five, strict=True):
        assert said % STEP == 0
        assert abs(said - true) <= STEP / 2 + 1e-9


@MANY
@given(st.lists(st.floats(0, 100), min_size=FEWEST, max_size=FEWEST))
def test_at_the_limit_one_company_less_says_nothing_at_all(values):
    """Nobody is learned of by subtracting the spread without a company from the one with it."""
    assert spread(np.array(values)) is not None
    for gone in range(len(values)):
        assert spread(np.array(values[:gone] + values[gone + 1 :])) is None


@MANY
@given(st.lists(st.integers(0, 20), min_size=FEWEST, max_size=10), st.floats(0.01, 2.49))
def test_a_small_change_of_one_company_is_not_seen(steps, nudge):
    """Values on the steps: moving one by less than half a step changes none of the five by a whole step but its own."""
    values = np.array(steps, dtype=np.float64) * STEP
    before, after = spread(values), spread(np.append(values[:-1], min(values[-1] + nudge, 100.0)))
    assert before is not None
    assert after is not None
    assert (before.low, before.high) == (after.low, after.high)


@pytest.mark.parametrize(("fewest", "step"), [(2, 5.0), (5, 0.0), (0, 5.0)])
def test_a_rule_that_hides_nobody_is_refused(fewest, step):
    with pytest.raises(ValueError, match="hide"):
        spread(np.array([1.0, 2.0, 3.0]), fewest=fewest, step=step)
