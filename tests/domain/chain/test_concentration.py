"""Blast radius, concentration and single points of failure, against networkx on random graphs with cycles."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.graphs import Case, cases, graph_of, live
from tests.domain.laws import MANY
from vendor_risk.domain.chain import dominators as chain_dominators
from vendor_risk.domain.chain.concentration import (
    blast_radius,
    depths,
    herfindahl,
    how_many,
    nearest,
    resting_on,
    supply_chain,
    uncontracted_shared,
    weight_resting,
    which,
)
from vendor_risk.domain.chain.dominators import ROOT, UNREACHED, dominators
from vendor_risk.domain.chain.graph import build


@MANY
@given(cases(most=12))
def test_the_blast_radius_is_everyone_who_depends_on_a_node(case: Case) -> None:
    graph, oracle = graph_of(case), live(case)
    for node in range(case[0]):
        assert set(blast_radius(graph, node)) == nx.ancestors(oracle, node)
        assert set(supply_chain(graph, node)) == nx.descendants(oracle, node)


@MANY
@given(cases(most=12), st.data())
def test_the_depth_is_the_number_of_hops_from_the_nearest_root(case: Case, data: st.DataObject) -> None:
    roots = data.draw(st.lists(st.integers(0, case[0] - 1), min_size=1, max_size=3))
    expected = nx.multi_source_dijkstra_path_length(live(case), set(roots), weight=None)
    assert depths(graph_of(case), roots).tolist() == [expected.get(node, -1) for node in range(case[0])]


@MANY
@given(cases(most=12), st.data())
def test_each_node_knows_exactly_who_rests_on_it(case: Case, data: st.DataObject) -> None:
    n = case[0]
    starts = data.draw(st.lists(st.lists(st.integers(0, n - 1), min_size=1, max_size=3), min_size=1, max_size=5))
    starts = starts * data.draw(st.sampled_from([1, 30]))  # more than one word of 64 bits
    weights = np.arange(1.0, len(starts) + 1)
    bits = resting_on(graph_of(case), starts)
    oracle = live(case)
    rests = [set().union(*({s} | nx.descendants(oracle, s) for s in nodes)) for nodes in starts]
    for node in range(n):
        expected = [number for number, nodes in enumerate(rests) if node in nodes]
        assert which(bits, node) == expected
        assert how_many(bits)[node] == len(expected)
        assert weight_resting(bits, weights)[node] == sum(weights[expected])


@MANY
@given(cases(most=12), st.data())
def test_nearest_dominators_are_those_of_networkx(case: Case, data: st.DataObject) -> None:
    n = case[0]
    roots = data.draw(st.lists(st.integers(0, n - 1), min_size=1, max_size=3, unique=True))
    oracle = live(case)
    oracle.add_edges_from(("root", root) for root in roots)
    expected = {v: ROOT if d == "root" else d for v, d in nx.immediate_dominators(oracle, "root").items()}
    found = dominators(graph_of(case), roots)
    assert found.nearest.tolist() == [expected.get(node, UNREACHED) for node in range(n)]


@MANY
@given(cases(most=10), st.data())
def test_what_is_reached_through_one_node_alone_is_what_its_removal_cuts_off(case: Case, data: st.DataObject) -> None:
    n = case[0]
    roots = data.draw(st.lists(st.integers(0, n - 1), min_size=1, max_size=2, unique=True))
    found = dominators(graph_of(case), roots).reached_only_through()
    oracle = live(case)
    oracle.add_edges_from(("root", root) for root in roots)
    reached = nx.descendants(oracle, "root")
    for node in range(n):
        rest = oracle.copy()
        rest.remove_node(node)
        cut = reached - {node} - nx.descendants(rest, "root") if node in reached else set()
        assert found[node] == len(cut)


@MANY
@given(st.integers(0, 10**6), st.integers(2, 90), st.floats(0.8, 3.0), st.floats(0, 1))
def test_both_ways_to_dominators_agree_on_larger_graphs(seed: int, n: int, density: float, upward: float) -> None:
    """Random graphs, from nearly acyclic ones to one great tangle, in which pointers have to move several times."""
    rng = np.random.default_rng(seed)
    number = int(density * n)
    one, other = rng.integers(0, n, number), rng.integers(0, n, number)
    down = rng.random(number) > upward
    ends = np.where(down, np.minimum(one, other), one), np.where(down, np.maximum(one, other), other)
    graph = build(n, *ends, np.ones(number))
    by_levels = dominators(graph, [0, n // 2])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain_dominators, "_MOST_HOPS", -1)
        by_search = dominators(graph, [0, n // 2])
    assert by_levels.nearest.tolist() == by_search.nearest.tolist()
    assert by_levels.reached_only_through().tolist() == by_search.reached_only_through().tolist()
    place = {node: at for at, node in enumerate(by_levels.preorder.tolist())}
    assert all(
        place.get(above, -1) < place[node] for node, above in enumerate(by_levels.nearest.tolist()) if node in place
    )


def test_a_chain_of_a_thousand_hops_hangs_on_each_of_its_links() -> None:
    graph = build(1001, range(1000), range(1, 1001), [1.0] * 1000)
    found = dominators(graph, [0])
    assert found.nearest.tolist() == [ROOT, *range(1000)]
    assert found.reached_only_through().tolist() == list(range(1000, -1, -1))


def test_weights_of_dominated_nodes_add_up_below_the_single_point_of_failure() -> None:
    graph = build(5, [0, 1, 1, 2, 3], [1, 2, 3, 4, 4], [1.0] * 5)  # 0 → 1 → {2, 3} → 4
    found = dominators(graph, [0]).reached_only_through(np.array([1.0, 2.0, 4.0, 8.0, 16.0]))
    assert found.tolist() == [30, 28, 0, 0, 0]


def test_a_shared_supplier_that_nobody_contracted_comes_out_on_top() -> None:
    # two plants, each with its own logistics vendor, both of which stand on one cloud; a third stands alone
    graph = build(6, [0, 1, 2, 3, 3], [2, 3, 4, 4, 5], [1.0] * 5)
    bits = resting_on(graph, [[0], [1]])
    contracted = np.array([True, True, True, True, False, False])
    assert uncontracted_shared(graph, bits, contracted).tolist() == [4]
    assert uncontracted_shared(graph, bits, contracted, least=1).tolist() == [4, 5]


def test_the_herfindahl_index_is_1_for_one_supplier_and_a_share_for_even_ones() -> None:
    groups = [1, 1, 2, 2, 2, 2, 3, 4, 4]
    suppliers = [7, 7, 1, 2, 3, 4, 5, 1, 2]
    amounts = [10, 20, 5, 5, 5, 5, 0, 3, 1]
    assert herfindahl(groups, suppliers, amounts) == pytest.approx({1: 1.0, 2: 0.25, 4: 10 / 16})
    assert herfindahl([], [], []) == {}
    with pytest.raises(ValueError, match="negative"):
        herfindahl([1], [1], [-1])


@MANY
@given(cases(most=12), st.data())
def test_the_nearest_start_is_named_for_everyone_it_reaches(case: Case, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, case[0] - 1), min_size=1, max_size=4, unique=True))
    hops, origin = nearest(graph_of(case), starts)
    graph = live(case)
    lengths = [nx.single_source_shortest_path_length(graph, start) for start in starts]
    for node in range(case[0]):
        found = [ways.get(node) for ways in lengths]
        known = [length for length in found if length is not None]
        assert hops[node] == min(known, default=-1)
        assert (origin[node] == -1) if not known else found[origin[node]] == min(known)
