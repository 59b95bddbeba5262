"""A what-if gives what computing everything anew would give, and the best measures are the greedy ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.graphs import RISKS, Case, cases, graph_of
from tests.domain.laws import LAW, MANY
from vendor_risk.domain.chain import whatif
from vendor_risk.domain.chain.exposure import combined, worst_path
from vendor_risk.domain.chain.graph import build
from vendor_risk.domain.chain.whatif import (
    PossibleMeasure,
    best_measures,
    group_exposure,
    replaced,
    sensitivities,
    state,
    with_own,
    without,
)


@MANY
@given(cases(most=12), st.data())
def test_changing_own_risks_gives_what_computing_anew_gives(case: Case, data: st.DataObject) -> None:
    n, _, own = case
    graph = graph_of(case)
    changes = data.draw(st.dictionaries(st.integers(0, n - 1), RISKS, max_size=3))
    after = with_own(graph, state(graph, own), changes)
    new = own.copy()
    for node, risk in changes.items():
        new[node] = risk
    assert after.own.tolist() == new.tolist()
    assert after.worst == pytest.approx(worst_path(graph, new)[0], abs=1e-12)
    assert after.combined == pytest.approx(combined(graph, new)[0], abs=1e-9)


@MANY
@given(cases(most=12), st.data())
def test_the_shortcut_and_the_whole_sweep_agree(case: Case, data: st.DataObject) -> None:
    n, _, own = case
    graph = graph_of(case)
    before = state(graph, own)
    node, risk = data.draw(st.integers(0, n - 1)), data.draw(RISKS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whatif, "_MOSTLY", 2.0)
        short = with_own(graph, before, {node: risk})
        patch.setattr(whatif, "_MOSTLY", -1.0)
        whole = with_own(graph, before, {node: risk})
    assert short.worst == pytest.approx(whole.worst, abs=1e-12)
    assert short.combined == pytest.approx(whole.combined, abs=1e-9)


@LAW
@given(st.integers(0, 10**6), st.integers(20, 120), st.floats(0.3, 1.0), st.integers(1, 12))
def test_beginning_near_the_answer_ends_at_the_same_one(seed: int, n: int, heaviest: float, number: int) -> None:
    """Tangles of cycles, some losing nothing; risks that rise, fall, and vanish together, one change on another."""
    rng = np.random.default_rng(seed)
    ends, weights = rng.integers(0, n, (2, 3 * n)), np.minimum(rng.uniform(0, 1.2 * heaviest, 3 * n), 1.0)
    graph = build(n, *ends, weights)
    now = state(graph, np.where(rng.random(n) < 0.5, 0.0, rng.random(n)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whatif, "_MOSTLY", -1.0)
        for _ in range(3):
            nodes = rng.choice(n, number, replace=False)
            risks = rng.choice([0.0, 1e-6, 1.0, 0.3], number) * rng.random(number)
            now = with_own(graph, now, dict(zip(nodes.tolist(), risks.tolist(), strict=True)))
            anew = state(graph, now.own)
            assert now.worst == pytest.approx(anew.worst, abs=1e-12)
            assert now.combined == pytest.approx(anew.combined, abs=1e-9)


@MANY
@given(cases(most=10), st.data())
def test_who_leaves_is_felt_by_nobody_any_more(case: Case, data: st.DataObject) -> None:
    n, edges, own = case
    gone = data.draw(st.integers(0, n - 1))
    left = graph_of((n, [edge for edge in edges if edge[1] != gone], own))
    after, expected = state(without(graph_of(case), [gone]), own), state(left, own)
    assert after.worst == pytest.approx(expected.worst, abs=1e-12)
    assert after.combined == pytest.approx(expected.combined, abs=1e-9)


def test_a_replacement_takes_over_the_buyers_and_never_supplies_itself() -> None:
    graph = build(4, [0, 1, 2, 2], [2, 2, 3, 1], [0.5, 0.7, 0.9, 0.2])
    buyers, suppliers, weights = replaced(graph, 2, 1).edges()
    assert sorted(zip(buyers, suppliers, weights, strict=True)) == [(0, 1, 0.5), (2, 1, 0.2), (2, 3, 0.9)]


def test_a_risk_outside_its_range_is_refused() -> None:
    graph = build(2, [0], [1], [0.5])
    with pytest.raises(ValueError, match="between 0 and 1"):
        with_own(graph, state(graph, np.zeros(2)), {0: 1.5})


@LAW
@given(cases(most=8, weights=st.floats(0.05, 0.9)))
def test_sensitivities_are_the_slopes_of_the_groups_exposure(case: Case) -> None:
    n, _, risks = case
    own = np.clip(risks, 0.05, 0.9)
    graph = graph_of(case)
    importance = {0: 1.0, n - 1: 2.0}
    slopes = sensitivities(graph, own, importance)
    for node in range(n):
        up, down = own.copy(), own.copy()
        up[node] += 1e-5
        down[node] -= 1e-5
        high, low = (group_exposure(combined(graph, values)[0], importance) for values in (up, down))
        assert slopes[node] == pytest.approx((high - low) / 2e-5, abs=1e-4)


def greedy(case: Case, importance: dict[int, float], measures: list[PossibleMeasure], number: int) -> list[float]:
    """The gains of plain greedy choice, by trying every measure in every round from scratch."""
    graph, own, left, gains = graph_of(case), case[2].copy(), list(measures), []

    def exposure(values: np.ndarray) -> float:
        return group_exposure(combined(graph, values)[0], importance)

    for _ in range(number):
        trials = []
        for measure in left:
            new = own.copy()
            new[measure.node] = min(new[measure.node], measure.own_after)
            trials.append((exposure(new), measure, new))
        if not trials:
            break
        best = min(trials, key=lambda trial: trial[0])
        gain = exposure(own) - best[0]
        if gain <= 1e-12:
            break
        gains.append(gain)
        own = best[2]
        left.remove(best[1])
    return gains


@LAW
@given(cases(most=7), st.data())
def test_the_best_measures_are_the_greedy_ones_with_their_gains(case: Case, data: st.DataObject) -> None:
    n = case[0]
    pairs = data.draw(st.lists(st.tuples(st.integers(0, n - 1), RISKS), max_size=5, unique_by=lambda pair: pair[0]))
    measures = [PossibleMeasure(*pair) for pair in pairs]
    found = best_measures(graph_of(case), case[2], {0: 1.0}, measures, number=3)
    assert [chosen.gain for chosen in found] == pytest.approx(greedy(case, {0: 1.0}, measures, 3), abs=1e-8)


def test_with_too_many_measures_to_try_all_the_promising_ones_are_tried() -> None:
    rng = np.random.default_rng(3)
    n = 120
    graph = build(n, rng.integers(0, n, 3 * n), rng.integers(0, n, 3 * n), rng.uniform(0, 0.5, 3 * n))
    own = rng.uniform(0, 0.3, n)
    measures = [PossibleMeasure(node, 0.0) for node in range(n)]
    importance = dict.fromkeys(range(10), 1.0)
    some = best_measures(graph, own, importance, measures, number=3, tried=20)
    every = best_measures(graph, own, importance, measures, number=3, tried=n)
    assert sum(c.gain for c in some) == pytest.approx(sum(c.gain for c in every), rel=0.02)
    assert [c.gain for c in some] == sorted((c.gain for c in some), reverse=True)
