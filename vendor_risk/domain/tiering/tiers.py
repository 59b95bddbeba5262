"""How critical an engagement is: the three METI questions, refined on a 5 × 5 of impact and likelihood.

DESIGN, scoring rule 7. Every rule is a table of `domain.scoring.rules.TierRules`. More sensitive facts never lower the
tier or the inherent risk (property-tested).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple

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
    """An answer to one question, and the fact it comes from. `unstated`: no fact says yes, and one is unknown."""

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

    All of it rests on known facts only, so with facts unknown the tier is "at least", and `could_be` the tier if they
    all turned out the most sensitive; `inherent` and `inherent_could_be` bound the risk likewise (impact × likelihood
    / 25, above 0 and up to 1). Factors are listed greatest first. `facts` is the vocabulary for tailoring
    questionnaires that is known to hold, `possible` what may hold besides. `unstated` names the facts nobody has given,
    those that decide the tier first.
    """

    tier: Tier
    could_be: Tier
    answers: tuple[MetiAnswer, MetiAnswer, MetiAnswer]
    impact: int
    likelihood: int
    inherent_could_be: float
    impact_factors: tuple[Factor, ...]
    likelihood_factors: tuple[Factor, ...]
    facts: frozenset[str]
    possible: frozenset[str]
    unstated: tuple[str, ...]
    rule_version: str

    @property
    def cell(self) -> int:
        """Impact × likelihood, 1–25."""
        return self.impact * self.likelihood

    @property
    def inherent(self) -> float:
        """Inherent risk by what is known, 0–1."""
        return self.cell / 25.0

    @property
    def settled(self) -> bool:
        """Whether no unknown fact could make the engagement more critical."""
        return self.could_be == self.tier


def _at_least(value: Enum, bound: Enum) -> bool:
    order = list(type(value))
    return order.index(value) >= order.index(bound)


def meti_answers(facts: EngagementFacts, rules: TierRules) -> tuple[MetiAnswer, MetiAnswer, MetiAnswer]:
    """The three questions in METI's order; a person's own answer wins over what the facts say."""
    data, access, hours = facts.confidential_data, facts.access, facts.tolerable_stoppage_hours
    sensitive = data is not None and _at_least(data, rules.confidential_from)
    personal = bool(facts.personal_data) and rules.personal_data_is_confidential
    data_open = data is None or (facts.personal_data is None and rules.personal_data_is_confidential)
    from_personal = not sensitive and (personal or (data is not None and facts.personal_data is None))
    derived = (
        MetiAnswer(
            MetiQuestion.CONFIDENTIAL_DATA,
            sensitive or personal,
            TierSource.PERSONAL_DATA if from_personal else TierSource.DATA,
            unstated=data_open and not (sensitive or personal),
        ),
        MetiAnswer(
            MetiQuestion.INTOLERABLE_STOP,
            hours is not None and hours <= rules.intolerable_hours,
            TierSource.STOPPAGE,
            unstated=hours is None,
        ),
        MetiAnswer(
            MetiQuestion.SYSTEM_ACCESS,
            access is not None and _at_least(access, rules.access_from),
            TierSource.ACCESS,
            unstated=access is None,
        ),
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
    data, access, replacement = facts.confidential_data, facts.access, facts.substitutability
    if data is not None:
        yield Factor(TierSource.DATA, rules.data_impact[data], data.value)
    if facts.personal_data is not None:
        level = rules.personal_data_impact if facts.personal_data else 1
        yield Factor(TierSource.PERSONAL_DATA, level, facts.personal_data)
    if access is not None:
        yield Factor(TierSource.ACCESS, rules.access_impact[access], access.value)
    harder = 0 if replacement is None else rules.substitutability_step[replacement]
    hours = facts.tolerable_stoppage_hours
    stop = 1 if hours is None else _step(rules.stoppage_impact, hours, 1)
    if answers[1].yes and answers[1].source is TierSource.STATED:
        stop = max(stop, rules.yes_impact)
    if stop > 1:
        yield Factor(TierSource.STOPPAGE, min(5, stop + harder), hours)
        if harder and replacement is not None:
            yield Factor(TierSource.SUBSTITUTABILITY, min(5, stop + harder), replacement.value)
    if facts.annual_spend is not None:
        level = _step(rules.spend_impact, facts.annual_spend, rules.spend_impact_above)
        yield Factor(TierSource.SPEND, level, facts.annual_spend)
    if any(answer.yes and answer.source is TierSource.STATED for answer in answers):
        yield Factor(TierSource.STATED, rules.yes_impact, True)


def _likelihood(facts: EngagementFacts, answers: Sequence[MetiAnswer], rules: TierRules) -> Iterator[Factor]:
    base = [*_likelihood_by_fact(facts, answers, rules)]
    yield from base
    if Fact.SUBCONTRACTING in facts.features and rules.subcontracting_step:
        most = max((factor.level for factor in base), default=1)
        yield Factor(TierSource.SUBCONTRACTING, min(5, most + rules.subcontracting_step), True)


def _likelihood_by_fact(facts: EngagementFacts, answers: Sequence[MetiAnswer], rules: TierRules) -> Iterator[Factor]:
    data, access = facts.confidential_data, facts.access
    if data is not None:
        yield Factor(TierSource.DATA, rules.data_likelihood[data], data.value)
    if facts.personal_data is not None:
        level = rules.personal_data_likelihood if facts.personal_data else 1
        yield Factor(TierSource.PERSONAL_DATA, level, facts.personal_data)
    if access is not None:
        yield Factor(TierSource.ACCESS, rules.access_likelihood[access], access.value)
    if not answers[1].unstated:
        level = rules.intolerable_stop_likelihood if answers[1].yes else 1
        yield Factor(TierSource.STOPPAGE, level, facts.tolerable_stoppage_hours)


def tailoring_facts(facts: EngagementFacts, answers: Sequence[MetiAnswer]) -> frozenset[str]:
    """The vocabulary (`facts.Fact`) that is known to hold for an engagement: what is stated, and what follows."""
    found: set[Fact] = set(facts.features)
    if facts.confidential_data not in (None, ConfidentialData.NONE) or answers[0].yes:
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


def unstated(facts: EngagementFacts) -> tuple[str, ...]:
    """The names of the facts nobody has given: values of TierSource, then of Fact in the order of STATED facts."""
    given = (
        (TierSource.DATA, facts.confidential_data),
        (TierSource.PERSONAL_DATA, facts.personal_data),
        (TierSource.ACCESS, facts.access),
        (TierSource.STOPPAGE, facts.tolerable_stoppage_hours),
        (TierSource.SUBSTITUTABILITY, facts.substitutability),
        (TierSource.SPEND, facts.annual_spend),
    )
    open_features = facts.open_features
    return (
        *(source.value for source, value in given if value is None),
        *(fact.value for fact in Fact if fact in open_features),
    )


def _greatest_first(factors: Iterator[Factor]) -> tuple[Factor, ...]:
    return tuple(sorted(factors, key=lambda factor: -factor.level))


class _Judged(NamedTuple):
    tier: Tier
    answers: tuple[MetiAnswer, MetiAnswer, MetiAnswer]
    impact: tuple[Factor, ...]
    likelihood: tuple[Factor, ...]
    facts: frozenset[str]

    @property
    def levels(self) -> tuple[int, int]:
        return _greatest(self.impact), _greatest(self.likelihood)


def _greatest(factors: Sequence[Factor]) -> int:
    return factors[0].level if factors else 1


def _judge(facts: EngagementFacts, rules: TierRules) -> _Judged:
    answers = meti_answers(facts, rules)
    impact = _greatest_first(_impact(facts, answers, rules))
    likelihood = _greatest_first(_likelihood(facts, answers, rules))
    tier = Tier.T3
    if any(answer.yes for answer in answers):
        tier = Tier.T1 if _greatest(impact) >= rules.critical_impact else Tier.T2
    return _Judged(tier, answers, impact, likelihood, tailoring_facts(facts, answers))


def decide(facts: EngagementFacts, rules: TierRules) -> TierDecision:
    """The default tier: no question answered yes is T3; any yes is T1 when the impact is critical, else T2.

    What is unknown raises nothing; `could_be` and `inherent_could_be` say what it could come to.
    """
    found, missing = _judge(facts, rules), unstated(facts)
    worst = _judge(facts.at_worst(), rules) if missing else found
    impact, likelihood = found.levels
    most_impact, most_likelihood = worst.levels
    return TierDecision(
        tier=found.tier,
        could_be=worst.tier,
        answers=found.answers,
        impact=impact,
        likelihood=likelihood,
        inherent_could_be=most_impact * most_likelihood / 25.0,
        impact_factors=found.impact,
        likelihood_factors=found.likelihood,
        facts=found.facts,
        possible=worst.facts - found.facts,
        unstated=missing,
        rule_version=rules.version,
    )
