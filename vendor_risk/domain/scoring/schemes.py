"""Scoring schemes by name: ours, and those by which other questionnaires' authors score their own.

A scheme says what one question can give and how much of it a level earns. Every scheme is of the form
100 · Σ attained / Σ possible, so contributions, sections and "what would move the grade" are the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass

from vendor_risk.domain.questionnaires import Question, Section, Tier
from vendor_risk.domain.scoring.rules import ScoringRules


@dataclass(frozen=True, slots=True)
class Scheme:
    """How questions count.

    `weighted`: by section and question weight, or all alike. `graded`: a level below the target earns its part of it,
    or nothing at all (compliant or not). `by_tier`: questions without a target of their own take the tier's default,
    or the best level their scale has (the author's own "compliant").
    """

    name: str
    weighted: bool
    graded: bool
    by_tier: bool

    def weight(self, section: Section, question: Question) -> float:
        """The weight of a question within the whole questionnaire."""
        return section.weight * question.weight if self.weighted else 1.0

    def possible(self, weight: float, target: float) -> float:
        """What the question can give: weight × target when graded, else its weight."""
        return weight * target if self.graded else weight

    def credit(self, level: float, target: float, cap: float) -> float:
        """The part (0–1) of the possible earned at `level` with evidence that supports up to `cap`.

        Graded: min(level, cap, target) / target. Otherwise all or nothing, times min(cap, target) / target.
        """
        if self.graded:
            return min(level, cap, target) / target
        return min(cap, target) / target if level >= target else 0.0


SCHEMES: dict[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        Scheme("attainment", weighted=True, graded=True, by_tier=True),  # DESIGN: Σ w·min(level, target) / Σ w·target
        Scheme("mean-min-target", weighted=False, graded=True, by_tier=True),  # the VDA ISA way
        Scheme("weighted-compliance", weighted=True, graded=False, by_tier=False),  # the HECVAT way
        Scheme("yes-rate", weighted=False, graded=False, by_tier=False),  # the CAIQ way
    )
}


def scheme_named(name: str) -> Scheme:
    """The scheme of that name; ValueError names the ones there are."""
    try:
        return SCHEMES[name]
    except KeyError:
        raise ValueError(f"unknown scoring scheme {name!r}; known: {', '.join(SCHEMES)}") from None


def target_of(question: Question, highest: float, tier: Tier | None, scheme: Scheme, rules: ScoringRules) -> float:
    """The level asked for, 0 when the question is not asked of this tier.

    Without a tier the strictest target holds: nobody has decided that less will do. A target never lies above the
    `highest` level an answer to the question can have.
    """
    if question.targets:
        asked = max(question.targets.values()) if tier is None else question.targets.get(tier, 0.0)
    elif not scheme.by_tier:
        asked = highest
    else:
        asked = max(rules.default_targets.values()) if tier is None else rules.default_targets[tier]
    return min(float(asked), highest)
