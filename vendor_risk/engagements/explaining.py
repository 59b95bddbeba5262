"""A tier decision in words: which fact gave what, in both languages (`Text`), for the page of an engagement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vendor_risk.content import LibraryRules
from vendor_risk.domain.questionnaires import Text
from vendor_risk.domain.tiering.tiers import Factor, MetiAnswer, TierDecision, TierSource


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One of the three questions, its answer, what that means, and the fact it comes from."""

    question: Text
    yes: bool
    unstated: bool
    meaning: Text
    because: Text | None
    """None when the meaning says it all: a person answered outright, or nobody has said."""
    stated: bool


@dataclass(frozen=True, slots=True)
class FactorLine:
    """One fact's level of impact or likelihood; `decides` marks the greatest, which counts."""

    reason: Text
    level: int
    decides: bool


@dataclass(frozen=True, slots=True)
class TierExplanation:
    """Why an engagement has its default tier."""

    decision: TierDecision
    rule: Text
    answers: tuple[AnswerLine, ...]
    impact: tuple[FactorLine, ...]
    likelihood: tuple[FactorLine, ...]
    source: Text


def explain(decision: TierDecision, rules: LibraryRules) -> TierExplanation:
    """The decision in words."""
    return TierExplanation(
        decision=decision,
        rule=rules.tiers[decision.tier].rule,
        answers=tuple(_answer(answer, decision, rules) for answer in decision.answers),
        impact=_factors(decision.impact_factors, decision.impact, rules),
        likelihood=_factors(decision.likelihood_factors, decision.likelihood, rules),
        source=rules.tiering_source,
    )


def _answer(answer: MetiAnswer, decision: TierDecision, rules: LibraryRules) -> AnswerLine:
    factors = (*decision.impact_factors, *decision.likelihood_factors)
    factor = next((known for known in factors if known.source is answer.source), None)
    stated = answer.source is TierSource.STATED
    return AnswerLine(
        question=rules.tier_questions[answer.question].text,
        yes=answer.yes,
        unstated=answer.unstated,
        meaning=rules.answer_in_words(answer),
        because=None if stated or answer.unstated or factor is None else rules.reason_of(factor),
        stated=stated,
    )


def _factors(factors: Sequence[Factor], greatest: int, rules: LibraryRules) -> tuple[FactorLine, ...]:
    return tuple(
        FactorLine(rules.reason_of(factor), factor.level, factor.level == greatest)
        for factor in factors
        if not (factor.source is TierSource.STOPPAGE and factor.value is None and factor.level == 1)
    )
