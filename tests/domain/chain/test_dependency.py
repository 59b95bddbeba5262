"""The weight of a link follows from facts, grows with them, and says what it is made of."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.laws import MANY
from vendor_risk.domain.chain.dependency import DEFAULT_DEPENDENCY_RULES as RULES
from vendor_risk.domain.chain.dependency import DependencySource, dependency
from vendor_risk.domain.tiering.facts import ConfidentialData, EngagementFacts, Substitutability, VendorAccess

SHARES = st.none() | st.floats(0, 1)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[EngagementFacts, EngagementFacts]:
    """Facts, and facts that are at least as sensitive in every respect."""
    chosen = []
    for scale in (ConfidentialData, VendorAccess, Substitutability):
        order = list(scale)
        low, high = sorted(draw(st.tuples(*[st.integers(0, len(order) - 1)] * 2)))
        chosen.append((order[low], order[high]))
    one, other = (
        EngagementFacts(confidential_data=data, access=access, substitutability=hard)
        for data, access, hard in zip(*chosen, strict=True)
    )
    return one, other


@MANY
@given(pairs(), SHARES)
def test_more_dependence_never_lowers_the_weight(facts: tuple[EngagementFacts, EngagementFacts], share: float) -> None:
    low, high = (dependency(given, RULES, share=share) for given in facts)
    assert 0 <= low.weight <= high.weight <= 1


@MANY
@given(pairs(), SHARES)
def test_a_weight_is_what_its_parts_pass_on_together(
    facts: tuple[EngagementFacts, EngagementFacts], share: float | None
) -> None:
    found = dependency(facts[0], RULES, share=share)
    assert found.weight == pytest.approx(1 - math.prod(1 - part for _, part in found.parts))
    assert [part for _, part in found.parts] == sorted((part for _, part in found.parts), reverse=True)
    assert not found.assumed


def test_a_persons_own_weight_wins_and_says_so() -> None:
    found = dependency(EngagementFacts(), RULES, share=0.5, stated=0.9)
    assert (found.weight, found.parts) == (0.9, ((DependencySource.STATED, 0.9),))


def test_a_declared_link_of_which_nothing_is_known_is_an_assumption() -> None:
    found = dependency(None, RULES)
    assert found.assumed
    assert found.weight == RULES.assumed


@pytest.mark.parametrize("wrong", [{"share": 1.5}, {"stated": -0.1}])
def test_shares_and_weights_outside_their_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        dependency(None, RULES, **wrong)


def test_tables_that_fall_as_facts_grow_more_sensitive_are_refused() -> None:
    with pytest.raises(ValueError, match="never fall"):
        dataclasses.replace(RULES, access={**RULES.access, VendorAccess.REMOTE_PRIVILEGED: 0.0})


@MANY
@given(pairs(), SHARES, st.sets(st.sampled_from(["confidential_data", "access", "substitutability"]), min_size=1))
def test_with_facts_unknown_a_weight_is_at_least_what_is_assumed(
    facts: tuple[EngagementFacts, EngagementFacts], share: float | None, names: set[str]
) -> None:
    found = dependency(dataclasses.replace(facts[0], **dict.fromkeys(names)), RULES, share=share)
    assert found.weight >= RULES.assumed
    assert found.weight == pytest.approx(1 - math.prod(1 - part for _, part in found.parts))


def test_an_engagement_of_which_nothing_is_known_weighs_as_an_assumption() -> None:
    found = dependency(EngagementFacts(), RULES)
    assert (found.weight, found.parts) == (RULES.assumed, ((DependencySource.ASSUMED, pytest.approx(RULES.assumed)),))
