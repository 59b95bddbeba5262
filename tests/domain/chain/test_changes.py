"""What moved an exposure adds up to the whole difference, and nothing moves where nothing changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.graphs import RISKS, Case, cases, graph_of
from tests.domain.laws import MANY
from vendor_risk.domain.chain.changes import NODE_PARTS, ChainSide, ChangePart, moved
from vendor_risk.domain.chain.exposure import exposures
from vendor_risk.domain.chain.graph import build
from vendor_risk.domain.chain.whatif import group_exposure


@st.composite
def pairs(draw: st.DrawFn) -> tuple[ChainSide, ChainSide]:
    """Two moments over the same organizations: other risks, other knowledge, other links, other importance."""
    case: Case = draw(cases(most=8))
    size = case[0]
    nodes = st.integers(0, size - 1)
    later = draw(st.lists(st.tuples(nodes, nodes, RISKS), max_size=2 * size))
    flags = st.lists(st.booleans(), min_size=size, max_size=size)
    sides = []
    for edges in (case[1], later):
        known = np.array(draw(flags))
        own = np.where(known, np.array(draw(st.lists(RISKS, min_size=size, max_size=size))), 0.0)
        first = draw(nodes)
        sides.append(ChainSide(own, known, graph_of((size, edges, own)), {first: 0.75, (first + 1) % size: 0.25}))
    return sides[0], sides[1]


@MANY
@given(pairs())
def test_the_parts_add_up_to_the_difference(pair: tuple[ChainSide, ChainSide]) -> None:
    before, after = pair
    found = moved(before, after)
    early, late = exposures(before.graph, before.own), exposures(after.graph, after.own)
    assert found.worst.sum(axis=1) == pytest.approx(late.worst - early.worst, abs=1e-9)
    assert found.worst.shape == (before.graph.size, len(NODE_PARTS))
    whole = group_exposure(late.combined, after.importance) - group_exposure(early.combined, before.importance)
    assert sum(found.group.values()) == pytest.approx(whole, abs=1e-9)
    assert found.group_after - found.group_before == pytest.approx(whole, abs=1e-9)


@MANY
@given(pairs())
def test_nothing_moves_between_a_moment_and_itself(pair: tuple[ChainSide, ChainSide]) -> None:
    found = moved(pair[0], pair[0])
    assert not found.worst.any()
    assert not any(found.group.values())


@MANY
@given(pairs())
def test_with_the_same_links_no_part_is_laid_to_links(pair: tuple[ChainSide, ChainSide]) -> None:
    before, after = pair
    found = moved(before, ChainSide(after.own, after.known, before.graph, before.importance))
    assert not found.worst[:, NODE_PARTS.index(ChangePart.LINKS)].any()
    assert found.group[ChangePart.LINKS] == found.group[ChangePart.SERVICES] == 0


def test_each_kind_of_fact_is_named_for_what_it_moved() -> None:
    graph = build(3, [0, 0], [1, 2], [1.0, 1.0])
    before = ChainSide(np.array([0.0, 0.2, 0.0]), np.array([False, True, False]), graph, {0: 1.0})
    answered = ChainSide(np.array([0.0, 0.5, 0.0]), before.known, graph, {0: 1.0})
    assert moved(before, answered).worst[0].tolist() == pytest.approx([0.3, 0.0, 0.0, 0.0, 0.0])
    known = ChainSide(np.array([0.0, 0.2, 0.9]), np.array([False, True, True]), graph, {0: 1.0})
    assert moved(before, known).worst[0].tolist() == pytest.approx([0.0, 0.0, 0.7, 0.0, 0.0])
    linked = ChainSide(before.own, before.known, build(3, [0], [2], [1.0]), {0: 1.0})
    assert moved(before, linked).worst[0].tolist() == pytest.approx([0.0, 0.0, 0.0, 0.0, -0.2])
    weaker = ChainSide(before.own, before.known, build(3, [0, 0], [1, 2], [0.5, 1.0]), {0: 1.0})
    assert moved(before, weaker).worst[0].tolist() == pytest.approx([0.0, 0.0, 0.0, -0.1, 0.0])
    families = [np.array([0, number, 0]) for number in (1, 2)]
    asked = [replace(side, questionnaire=one) for side, one in zip((before, answered), families, strict=True)]
    assert moved(*asked).worst[0].tolist() == pytest.approx([0.0, 0.3, 0.0, 0.0, 0.0])
    assert not moved(*asked).comparable.any()
    assert moved(before, ChainSide(before.own, before.known, graph, {1: 1.0})).group[
        ChangePart.SERVICES
    ] == pytest.approx(0.0)
    assert moved(before, ChainSide(before.own, before.known, graph, {2: 1.0})).group[
        ChangePart.SERVICES
    ] == pytest.approx(-0.2)


def test_moments_over_different_organizations_are_refused() -> None:
    small, large = build(1, [], [], []), build(2, [], [], [])
    with pytest.raises(ValueError, match="the same organizations"):
        moved(
            ChainSide(np.zeros(1), np.zeros(1, dtype=bool), small, {0: 1.0}),
            ChainSide(np.zeros(2), np.zeros(2, dtype=bool), large, {0: 1.0}),
        )
