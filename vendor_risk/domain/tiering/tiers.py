"""How critical an engagement is: the three METI questions, refined on a 5 × 5 of impact and likelihood.

DESIGN, scoring rule 7. Every rule is a table of `domain.scoring.rules.TierRules`. More sensitive facts never lower the
tier or the inherent risk (property-tested).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum

from vendor_risk.domain.questionnaires import Tier
from vendor_risk.domain.scoring.rules import LevelStep, TierRules
from vendor_risk.domain.tiering.facts import ConfidentialData, EngagementFacts, Fact, VendorAccess


class MetiQuestion(StrEnum):
    """The three questions; `number` is how METI counts them."""

    CONFIDENTIAL_DATA = "confidential_data"  # is important confidential data handled on the vendor's IT?
    INTOLERABLE_STOP = "intolerable_stop"  # would a stop delay us beyond what we can accept?
    SYSTEM_ACCESS = "system_access"  # can the vendor's environment reach our systems?


class TierSource(StrEnum):
    """Which fact a level or an answer comes from."""

    STATED = "stated"  # a person answered the question
    DATA = "confidential_data"
    PERSONAL_DATA = "personal_data"
    ACCESS = "access"
    STOPPAGE = "tolerable_stoppage_hours"
    SUBSTITUTABILITY = "substitutability"
    SPEND = "annual_spend"
    SUBCONTRACTING = "subcontracting"
    NOTHING = "nothing"  # no fact raises it


@dataclass(frozen=True, slots=True)
class MetiAnswer:
    """An answer to one question, and the fact it comes from. `unstated` says that the fact has not been given."""

    question: MetiQuestion
    yes: bool
    source: TierSource
    unstated: bool = False


@dataclass(frozen=True, slots=True)
class Factor:
    """One fact's level (1–5) of the impact or the likelihood; the greatest one decides."""

    source: TierSource
    level: int
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class TierDecision:
    """The default tier of an engagement with everything that led to it.

    `inherent` is impact × likelihood / 25, above 0 and up to 1. Factors are listed greatest first. `facts` is the
    vocabulary for tailoring questionnaires; `unstated` names facts nobody has given (they raise nothing).
    """

    tier: Tier
    answers: tuple[MetiAnswer, MetiAnswer, MetiAnswer]
    impact: int
    likelihood: int
    impact_factors: tuple[Factor, ...]
    likelihood_factors: tuple[Factor, ...]
    facts: frozenset[str]
    unstated: tuple[TierSource, ...]
    rule_version: str

    @property
    def cell(self) -> int:
        """Impact × likelihood, 1–25."""
        return self.impact * self.likelihood

    @property
    def inherent(self) -> float:
        """Inherent risk, 0–1."""
        return self.cell / 25.0


def _at_least(value: Enum, bound: Enum) -> bool:
    order = list(type(value))
    return order.index(value) >= order.index(bound)


def meti_answers(facts: EngagementFacts, rules: TierRules) -> tuple[MetiAnswer, MetiAnswer, MetiAnswer]:
    """The three questions in METI's order; a person's own answer wins over what the facts say."""
    sensitive = _at_least(facts.confidential_data, rules.confidential_from)
    personal = facts.personal_data and rules.personal_data_is_confidential
    hours = facts.tolerable_stoppage_hours
    derived = (
        MetiAnswer(
            MetiQuestion.CONFIDENTIAL_DATA,
            sensitive or personal,
            TierSource.PERSONAL_DATA if personal and not sensitive else TierSource.DATA,
        ),
        MetiAnswer(
            MetiQuestion.INTOLERABLE_STOP,
            hours is not None and hours <= rules.intolerable_hours,
            TierSource.STOPPAGE,
            unstated=hours is None,
        ),
        MetiAnswer(MetiQuestion.SYSTEM_ACCESS, _at_least(facts.access, rules.access_from), TierSource.ACCESS),
    )
    stated = (facts.holds_confidential_data, facts.stop_is_intolerable, facts.reaches_our_systems)
    first, second, third = (
        answer if said is None else MetiAnswer(answer.question, said, TierSource.STATED)
        for answer, said in zip(derived, stated, strict=True)
    )
    return first, second, third


def _step(steps: Sequence[LevelStep], value: float, beyond: int) -> int:
    for step in steps:
        if value <= step.up_to:
            return step.level
    return beyond


def _impact(facts: EngagementFacts, answers: Sequence[MetiAnswer], rules: TierRules) -> Iterator[Factor]:
    yield Factor(TierSource.DATA, rules.data_impact[facts.confidential_data], facts.confidential_data.value)
    yield Factor(
        TierSource.PERSONAL_DATA, rules.personal_data_impact if facts.personal_data else 1, facts.personal_data
    )
    yield Factor(TierSource.ACCESS, rules.access_impact[facts.access], facts.access.value)
    harder = rules.substitutability_step[facts.substitutability]
    hours = facts.tolerable_stoppage_hours
    stop = 1 if hours is None else _step(rules.stoppage_impact, hours, 1)
    if answers[1].yes and answers[1].source is TierSource.STATED:
        stop = max(stop, rules.yes_impact)
    if stop > 1:
        yield Factor(TierSource.STOPPAGE, min(5, stop + harder), hours)
        if harder:
            yield Factor(TierSource.SUBSTITUTABILITY, min(5, stop + harder), facts.substitutability.value)
    if facts.annual_spend is not None:
        level = _step(rules.spend_impact, facts.annual_spend, rules.spend_impact_above)
        yield Factor(TierSource.SPEND, level, facts.annual_spend)
    if any(answer.yes and answer.source is TierSource.STATED for answer in answers):
        yield Factor(TierSource.STATED, rules.yes_impact, True)


def _likelihood(facts: EngagementFacts, answers: Sequence[MetiAnswer], rules: TierRules) -> Iterator[Factor]:
    step = rules.subcontracting_step if Fact.SUBCONTRACTING in facts.features else 0
    base = [
        Factor(TierSource.DATA, rules.data_likelihood[facts.confidential_data], facts.confidential_data.value),
        Factor(
            TierSource.PERSONAL_DATA, rules.personal_data_likelihood if facts.personal_data else 1, facts.personal_data
        ),
        Factor(TierSource.ACCESS, rules.access_likelihood[facts.access], facts.access.value),
        Factor(
            TierSource.STOPPAGE,
            rules.intolerable_stop_likelihood if answers[1].yes else 1,
            facts.tolerable_stoppage_hours,
        ),
    ]
    yield from base
    if step:
        yield Factor(TierSource.SUBCONTRACTING, min(5, max(factor.level for factor in base) + step), True)


def tailoring_facts(facts: EngagementFacts, answers: Sequence[MetiAnswer]) -> frozenset[str]:
    """The vocabulary (`facts.Fact`) that holds for an engagement: what is ticked, and what follows."""
    found: set[Fact] = set(facts.features)
    if facts.confidential_data is not ConfidentialData.NONE or answers[0].yes:
        found.add(Fact.CONFIDENTIAL_DATA)
    if facts.personal_data:
        found.add(Fact.PERSONAL_DATA)
    if answers[2].yes:
        found.add(Fact.SYSTEM_ACCESS)
    if facts.access is VendorAccess.ON_SITE:
        found.add(Fact.ON_SITE_WORK)
    if answers[1].yes:
        found.add(Fact.CRITICAL_SERVICE)
    return frozenset(fact.value for fact in found)


def _greatest_first(factors: Iterator[Factor]) -> tuple[Factor, ...]:
    return tuple(sorted(factors, key=lambda factor: -factor.level))


def decide(facts: EngagementFacts, rules: TierRules) -> TierDecision:
    """The default tier: no question answered yes is T3; any yes is T1 when the impact is critical, else T2."""
    answers = meti_answers(facts, rules)
    impact = _greatest_first(_impact(facts, answers, rules))
    likelihood = _greatest_first(_likelihood(facts, answers, rules))
    tier = Tier.T3
    if any(answer.yes for answer in answers):
        tier = Tier.T1 if impact[0].level >= rules.critical_impact else Tier.T2
    unstated = [TierSource.STOPPAGE] if answers[1].unstated else []
    if facts.annual_spend is None:
        unstated.append(TierSource.SPEND)
    return TierDecision(
        tier=tier,
        answers=answers,
        impact=impact[0].level,
        likelihood=likelihood[0].level,
        impact_factors=impact,
        likelihood_factors=likelihood,
        facts=tailoring_facts(facts, answers),
        unstated=tuple(unstated),
        rule_version=rules.version,
    )


def residual(inherent: float, assured: float | None) -> float:
    """Risk left after controls that evidence supports: inherent × (1 − assured / 100).

    `assured` is an assured score 0–100; without one nothing is known to reduce the risk and all of it is left.
    """
    return inherent * (1.0 - (assured or 0.0) / 100.0)


def strictest(tiers: Sequence[Tier]) -> Tier | None:
    """The most critical of an organization's engagements' tiers; None without any."""
    return min(tiers, default=None)
