"""Tier and inherent risk of an engagement follow from its facts, and never fall as facts grow more sensitive."""

from __future__ import annotations

import dataclasses
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.known_facts import known
from tests.domain.laws import MANY
from vendor_risk.domain.questionnaires import Tier
from vendor_risk.domain.scoring.rules import DEFAULT_TIER_RULES, LevelStep
from vendor_risk.domain.tiering.facts import (
    STATED_FACTS,
    ConfidentialData,
    EngagementFacts,
    Fact,
    Substitutability,
    VendorAccess,
)
from vendor_risk.domain.tiering.tiers import MetiQuestion, TierSource, decide

PLAIN = known()
FACTS = st.builds(
    EngagementFacts,
    confidential_data=st.none() | st.sampled_from(ConfidentialData),
    personal_data=st.none() | st.booleans(),
    access=st.none() | st.sampled_from(VendorAccess),
    tolerable_stoppage_hours=st.none() | st.integers(0, 2000),
    substitutability=st.none() | st.sampled_from(Substitutability),
    annual_spend=st.none() | st.floats(0, 1e11),
    features=st.frozensets(st.sampled_from(sorted(STATED_FACTS))),
    holds_confidential_data=st.none() | st.booleans(),
    stop_is_intolerable=st.none() | st.booleans(),
    reaches_our_systems=st.none() | st.booleans(),
)
COMPLETE = st.builds(
    known,
    confidential_data=st.sampled_from(ConfidentialData),
    personal_data=st.booleans(),
    access=st.sampled_from(VendorAccess),
    tolerable_stoppage_hours=st.integers(0, 2000),
    substitutability=st.sampled_from(Substitutability),
    annual_spend=st.floats(0, 1e11),
    features=st.frozensets(st.sampled_from(sorted(STATED_FACTS))),
)
LEARNED = (
    *("confidential_data", "personal_data", "access"),
    *("tolerable_stoppage_hours", "substitutability", "annual_spend"),
)
SCALES = {
    "confidential_data": ConfidentialData,
    "access": VendorAccess,
    "substitutability": Substitutability,
}


def more_sensitive(facts: EngagementFacts, field: str) -> EngagementFacts:
    """The same facts with one of them one step more sensitive (or unchanged at the end of its scale)."""
    value = getattr(facts, field)
    if field in SCALES and value is None:
        new: object = next(iter(SCALES[field]))
    elif isinstance(value, Enum):
        order = list(type(value))
        new = order[min(order.index(value) + 1, len(order) - 1)]
    elif field == "tolerable_stoppage_hours":
        new = 500 if value is None else value // 2
    elif field == "annual_spend":
        new = 0.0 if value is None else value * 10
    elif field == "features":
        new = value | {Fact.SUBCONTRACTING}
    else:
        new = True
    return dataclasses.replace(facts, **{field: new})  # type: ignore[arg-type]


@MANY
@given(FACTS, st.sampled_from([field.name for field in dataclasses.fields(EngagementFacts)][:7]))
def test_a_more_sensitive_fact_never_lowers_the_tier_or_the_inherent_risk(facts: EngagementFacts, field: str) -> None:
    before, after = decide(facts, DEFAULT_TIER_RULES), decide(more_sensitive(facts, field), DEFAULT_TIER_RULES)
    assert after.tier <= before.tier
    assert after.impact >= before.impact
    assert after.likelihood >= before.likelihood
    assert after.inherent >= before.inherent


@MANY
@given(FACTS, st.sampled_from(["holds_confidential_data", "stop_is_intolerable", "reaches_our_systems"]))
def test_a_persons_yes_never_lowers_the_tier_or_the_inherent_risk(facts: EngagementFacts, field: str) -> None:
    before = decide(facts, DEFAULT_TIER_RULES)
    after = decide(dataclasses.replace(facts, **{field: True}), DEFAULT_TIER_RULES)
    assert after.tier <= before.tier
    assert after.inherent >= before.inherent


@MANY
@given(FACTS)
def test_every_decision_names_what_it_comes_from(facts: EngagementFacts) -> None:
    decision = decide(facts, DEFAULT_TIER_RULES)
    assert decision.impact == max([1, *(factor.level for factor in decision.impact_factors)])
    assert decision.likelihood == max([1, *(factor.level for factor in decision.likelihood_factors)])
    assert 0 < decision.inherent <= 1
    assert decision.cell == round(decision.inherent * 25)
    assert decision.facts <= {fact.value for fact in Fact}
    assert (decision.tier is Tier.T3) == (not any(answer.yes for answer in decision.answers))


def test_an_engagement_without_any_sensitive_fact_is_general() -> None:
    decision = decide(PLAIN, DEFAULT_TIER_RULES)
    assert (decision.tier, decision.could_be, decision.cell) == (Tier.T3, Tier.T3, 1)
    assert decision.unstated == ()
    assert decision.settled


def test_an_engagement_of_which_nothing_is_known_is_at_least_general_and_could_be_anything() -> None:
    decision = decide(EngagementFacts(), DEFAULT_TIER_RULES)
    assert (decision.tier, decision.could_be) == (Tier.T3, Tier.T1)
    assert (decision.inherent, decision.inherent_could_be) == (0.04, 1.0)
    assert [answer.unstated for answer in decision.answers] == [True, True, True]
    assert decision.facts == frozenset()
    assert decision.possible == {fact.value for fact in Fact}
    assert decision.unstated == (
        *(TierSource.DATA, TierSource.PERSONAL_DATA, TierSource.ACCESS, TierSource.STOPPAGE),
        *(TierSource.SUBSTITUTABILITY, TierSource.SPEND),
        *(fact.value for fact in Fact if fact in STATED_FACTS),
    )
    assert decision.impact_factors == decision.likelihood_factors == ()


def _given(facts: EngagementFacts, complete: EngagementFacts, names: set[str]) -> EngagementFacts:
    """The facts with some of the unknown ones as they are in `complete`."""
    learned = {name: getattr(complete, name) for name in names if getattr(facts, name) is None}
    if "features" in names:
        learned["features"] = facts.features | (complete.features & facts.open_features)
        learned["denied"] = facts.denied | (complete.denied & facts.open_features)
    return dataclasses.replace(facts, **learned)


@MANY
@given(FACTS, COMPLETE, st.sets(st.sampled_from([*LEARNED, "features"])))
def test_whatever_is_learned_lies_between_at_least_and_could_be(
    facts: EngagementFacts, complete: EngagementFacts, names: set[str]
) -> None:
    before, after = decide(facts, DEFAULT_TIER_RULES), decide(_given(facts, complete, names), DEFAULT_TIER_RULES)
    assert before.tier >= after.tier >= after.could_be >= before.could_be
    assert before.inherent <= after.inherent <= after.inherent_could_be <= before.inherent_could_be
    assert before.facts <= after.facts <= after.facts | after.possible <= before.facts | before.possible
    assert set(after.unstated) <= set(before.unstated)


@pytest.mark.parametrize(
    ("changes", "tier"),
    [
        ({"confidential_data": ConfidentialData.INTERNAL}, Tier.T3),
        ({"confidential_data": ConfidentialData.CONFIDENTIAL}, Tier.T2),
        ({"confidential_data": ConfidentialData.HIGHLY_CONFIDENTIAL}, Tier.T1),
        ({"personal_data": True}, Tier.T2),
        ({"access": VendorAccess.ON_SITE}, Tier.T3),
        ({"access": VendorAccess.REMOTE_LIMITED}, Tier.T2),
        ({"access": VendorAccess.REMOTE_PRIVILEGED}, Tier.T1),
        ({"tolerable_stoppage_hours": 168}, Tier.T3),
        ({"tolerable_stoppage_hours": 72}, Tier.T2),
        ({"tolerable_stoppage_hours": 72, "substitutability": Substitutability.HARD}, Tier.T1),
        ({"tolerable_stoppage_hours": 24}, Tier.T1),
        ({"annual_spend": 5e9}, Tier.T3),
        ({"annual_spend": 5e9, "personal_data": True}, Tier.T1),
        ({"reaches_our_systems": True}, Tier.T2),
    ],
)
def test_the_default_tier_of_plain_cases(changes: dict[str, object], tier: Tier) -> None:
    assert decide(dataclasses.replace(PLAIN, **changes), DEFAULT_TIER_RULES).tier is tier  # type: ignore[arg-type]


def test_a_persons_own_answer_wins_over_the_derived_one() -> None:
    facts = dataclasses.replace(PLAIN, personal_data=True, holds_confidential_data=False)
    decision = decide(facts, DEFAULT_TIER_RULES)
    answer = decision.answers[0]
    assert (answer.question, answer.yes, answer.source) == (MetiQuestion.CONFIDENTIAL_DATA, False, TierSource.STATED)
    assert decision.tier is Tier.T3


def test_an_unstated_stoppage_is_named_and_not_guessed() -> None:
    decision = decide(dataclasses.replace(PLAIN, tolerable_stoppage_hours=None), DEFAULT_TIER_RULES)
    assert decision.answers[1].unstated
    assert decision.unstated == (TierSource.STOPPAGE,)
    assert (decision.tier, decision.could_be) == (Tier.T3, Tier.T1)
    assert not decision.answers[1].yes


def test_the_facts_choose_questions() -> None:
    facts = dataclasses.replace(
        PLAIN,
        confidential_data=ConfidentialData.INTERNAL,
        access=VendorAccess.REMOTE_LIMITED,
        tolerable_stoppage_hours=4,
        features=frozenset({Fact.CLOUD_SERVICE}),
    )
    assert decide(facts, DEFAULT_TIER_RULES).facts == {
        "confidential_data",
        "system_access",
        "critical_service",
        "cloud_service",
    }


def test_subcontracting_makes_harm_likelier() -> None:
    plain = decide(dataclasses.replace(PLAIN, access=VendorAccess.REMOTE_LIMITED), DEFAULT_TIER_RULES)
    passed_on = dataclasses.replace(
        PLAIN, access=VendorAccess.REMOTE_LIMITED, features=frozenset({Fact.SUBCONTRACTING})
    )
    assert decide(passed_on, DEFAULT_TIER_RULES).likelihood == plain.likelihood + 1


@pytest.mark.parametrize(
    "broken",
    [
        {"access_impact": {**DEFAULT_TIER_RULES.access_impact, VendorAccess.REMOTE_PRIVILEGED: 0}},
        {"stoppage_impact": (LevelStep(24, 3), LevelStep(8, 3))},
        {"stoppage_impact": (LevelStep(8, 2), LevelStep(24, 5))},
    ],
)
def test_tier_tables_that_are_not_monotone_are_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        dataclasses.replace(DEFAULT_TIER_RULES, **broken)  # type: ignore[arg-type]
