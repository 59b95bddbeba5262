"""Exposure against independent oracles: every simple path, plain iteration, and laws that must hold on any graph."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.graphs import Case, as_networkx, cases, graph_of
from tests.domain.laws import MANY
from vendor_risk.domain.chain import exposure as chain_exposure
from vendor_risk.domain.chain.exposure import combined, drivers, exposures, path, worst_path
from vendor_risk.domain.chain.graph import build


def worst_by_every_path(case: Case) -> list[float]:
    """The greatest product along any simple path, by enumerating them all."""
    n, _, own = case
    graph = as_networkx(case)

    def best(node: int, seen: frozenset[int]) -> float:
        found = [graph.edges[node, s]["w"] * best(s, seen | {s}) for s in graph.successors(node) if s not in seen]
        return max([float(own[node]), *found])

    return [best(node, frozenset({node})) for node in range(n)]


def combined_by_iteration(case: Case, rounds: int) -> np.ndarray:
    """Plain iteration from below: each value is a lower bound of the least fixed point and rises to it."""
    n, _, own = case
    graph = as_networkx(case)
    weights = np.zeros((n, n))
    for buyer, supplier, data in graph.edges(data=True):
        weights[buyer, supplier] = data["w"]
    values = own.copy()
    for _ in range(rounds):
        new = 1 - (1 - own) * np.prod(1 - weights * values[None, :], axis=1)
        if (new <= values).all():
            break
        values = np.maximum(new, values)
    return values


@MANY
@given(cases())
def test_the_worst_path_is_the_greatest_product_over_every_simple_path(case: Case) -> None:
    values, _ = worst_path(graph_of(case), case[2])
    assert values == pytest.approx(worst_by_every_path(case), abs=1e-9)


@MANY
@given(cases())
def test_the_named_path_exists_has_no_circle_and_multiplies_to_the_exposure(case: Case) -> None:
    n, _, own = case
    graph = as_networkx(case)
    values, via = worst_path(graph_of(case), own)
    for node in range(n):
        nodes = path(via, node)
        assert len(set(nodes)) == len(nodes)
        product = math.prod(graph.edges[pair]["w"] for pair in pairwise(nodes))
        assert product * own[nodes[-1]] == pytest.approx(values[node], abs=1e-12)
        assert (via[node] == -1) == (values[node] == own[node])


@MANY
@given(cases())
def test_the_combined_exposure_is_the_least_fixed_point(case: Case) -> None:
    n, _, own = case
    graph = as_networkx(case)
    values, inherited = combined(graph_of(case), own)
    assert (values >= combined_by_iteration(case, 2000) - 1e-9).all()
    for node in range(n):
        escaped = math.prod(1 - graph.edges[node, s]["w"] * values[s] for s in graph.successors(node))
        assert inherited[node] == pytest.approx(1 - escaped, abs=1e-9)
        assert values[node] == pytest.approx(1 - (1 - own[node]) * escaped, abs=1e-9)


@MANY
@given(cases(), st.floats(0.02, 1), st.floats(0, 0.9))
def test_the_combined_exposure_equals_plain_iteration_where_that_converges(case: Case, own: float, top: float) -> None:
    n, edges, risks = case
    tamed = (n, [(a, b, w * top) for a, b, w in edges], np.maximum(risks, own))
    values, _ = combined(graph_of(tamed), tamed[2])
    assert values == pytest.approx(combined_by_iteration(tamed, 100_000), abs=1e-9)


@MANY
@given(cases(most=12), st.data())
def test_a_lower_own_risk_or_a_weaker_link_never_raises_an_exposure_anywhere(case: Case, data: st.DataObject) -> None:
    n, edges, own = case
    before = exposures(graph_of(case), own)
    better = own.copy()
    node = data.draw(st.integers(0, n - 1))
    better[node] *= data.draw(st.floats(0, 1))
    weaker = [(a, b, w * data.draw(st.sampled_from([1.0, 0.5]))) for a, b, w in edges]
    after = exposures(graph_of((n, weaker, better)), better)
    assert (after.worst <= before.worst + 1e-12).all()
    assert (after.combined <= before.combined + 1e-9).all()


@MANY
@given(cases(most=12))
def test_exposure_lies_between_the_own_risk_and_1_and_combined_is_never_below_worst(case: Case) -> None:
    own = case[2]
    found = exposures(graph_of(case), own)
    assert (found.own == own).all()
    for values in (found.worst, found.combined):
        assert (values >= own - 1e-12).all()
        assert (values <= 1).all()
    assert (found.combined >= found.worst - 1e-9).all()
    assert found.worst == pytest.approx(np.maximum(own, found.worst_inherited))


@MANY
@given(cases(most=10), st.randoms(use_true_random=False))
def test_how_nodes_are_numbered_does_not_matter(case: Case, random: object) -> None:
    n, edges, own = case
    new = list(range(n))
    random.shuffle(new)  # type: ignore[attr-defined]
    renamed = np.empty(n)
    renamed[new] = own
    one = exposures(graph_of(case), own)
    other = exposures(graph_of((n, [(new[a], new[b], w) for a, b, w in edges], renamed)), renamed)
    assert one.worst == pytest.approx(other.worst[new], abs=1e-12)
    assert one.combined == pytest.approx(other.combined[new], abs=1e-9)


def test_a_cycle_that_loses_nothing_and_owns_nothing_stays_at_nothing() -> None:
    graph = build(3, [0, 1, 2], [1, 0, 0], [1.0, 1.0, 1.0])
    assert combined(graph, np.zeros(3))[0].tolist() == [0, 0, 0]


@pytest.mark.parametrize("own", [1e-3, 1e-6])
def test_a_cycle_that_loses_nothing_ends_at_certainty_however_small_the_risk(own: float) -> None:
    graph = build(2, [0, 1], [1, 0], [1.0, 1.0])
    assert combined(graph, np.array([own, own]))[0] == pytest.approx([1, 1], abs=1e-9)


def test_a_long_cycle_is_finished_node_by_node(monkeypatch: pytest.MonkeyPatch) -> None:
    n = 500
    own = np.zeros(n)
    own[0] = 1.0
    graph = build(n, np.arange(n), (np.arange(n) + 1) % n, np.full(n, 0.999))
    values, via = worst_path(graph, own)
    expected = [1.0, *(0.999 ** (n - node) for node in range(1, n))]
    assert values == pytest.approx(expected)
    assert path(via, 1) == [*range(1, n), 0]
    monkeypatch.setattr(chain_exposure, "_ROUNDS", 10_000)
    assert worst_path(graph, own)[0] == pytest.approx(values)


def test_the_shares_of_suppliers_in_what_is_inherited_sum_to_one() -> None:
    graph = build(4, [0, 0, 0], [1, 2, 3], [0.5, 1.0, 1.0])
    found = drivers(graph, exposures(graph, np.array([0.0, 0.4, 0.4, 0.0])), 0)
    assert [node for node, _ in found] == [2, 1]
    assert sum(share for _, share in found) == pytest.approx(1)


@pytest.mark.parametrize("own", [[0.5], [0.5, 1.5], [0.5, float("nan")]])
def test_own_risks_that_are_no_risks_are_refused(own: list[float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        worst_path(build(2, [0], [1], [1.0]), np.array(own))


def test_building_says_what_it_did_with_loops_and_doubles() -> None:
    graph = build(3, [0, 0, 1, 0], [1, 1, 1, 2], [0.2, 0.7, 0.9, 0.1])
    assert (graph.report.kept, graph.report.doubles, graph.report.self_loops) == (2, 1, 1)
    buyers, suppliers, weights = graph.edges()
    assert sorted(zip(buyers, suppliers, weights, strict=True)) == [(0, 1, 0.7), (0, 2, 0.1)]


@pytest.mark.parametrize(("supplier", "weight"), [(3, 0.5), (-1, 0.5), (1, 1.5), (1, float("nan"))])
def test_edges_to_nowhere_and_weights_out_of_range_are_refused(supplier: int, weight: float) -> None:
    with pytest.raises(ValueError, match=r"outside|between"):
        build(3, [0], [supplier], [weight])


def test_an_empty_chain_has_no_exposure() -> None:
    assert exposures(build(0, [], [], []), np.empty(0)).worst.tolist() == []
    assert exposures(build(2, [], [], []), np.array([0.1, 0.2])).combined.tolist() == [0.1, 0.2]


@pytest.mark.parametrize("density", [0.1, 0.7, 1.0])
def test_suppliers_by_the_dozen_within_a_cycle_all_count(density: float) -> None:
    rng = np.random.default_rng(4)
    n = 80
    edges = [(b, s, rng.uniform(0, 0.03)) for b in range(n) for s in range(n) if rng.random() < density]
    case = (n, edges, rng.uniform(0, 0.2, n))
    found = exposures(graph_of(case), case[2])
    assert found.combined == pytest.approx(combined_by_iteration(case, 100_000), abs=1e-9)
    weights = np.zeros((n, n))
    for buyer, supplier, data in as_networkx(case).edges(data=True):
        weights[buyer, supplier] = data["w"]
    worst = case[2].copy()
    for _ in range(n):
        worst = np.maximum(worst, (weights * worst[None, :]).max(axis=1))
    assert found.worst == pytest.approx(worst, abs=1e-12)
