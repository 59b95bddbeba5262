"""How strongly a supplier's failure is felt by its buyer: the weight 0–1 of an edge of the supply graph, explained.

Each fact of the engagement passes some harm on by itself; together they pass on 1 - Π (1 - part), so more dependence
never lowers the weight. A person's own weight wins. While facts are unknown the weight is at least what is assumed of a
link of which nothing is known, and says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vendor_risk.domain.tiering.facts import ConfidentialData, EngagementFacts, Substitutability, VendorAccess


class DependencySource(StrEnum):
    """Which fact a part of a weight comes from."""

    STATED = "stated"  # a person gave the weight
    ASSUMED = "assumed"  # what is added because nothing, or not everything, is known
    SUBSTITUTABILITY = "substitutability"
    ACCESS = "access"
    DATA = "confidential_data"
    SHARE = "share"  # the supplier's share of what the buyer spends on this kind of service


@dataclass(frozen=True, slots=True)
class DependencyRules:
    """Parts 0–1 by fact, ascending with sensitivity. ValueError when one is outside or not ascending."""

    version: str
    substitutability: Mapping[Substitutability, float]
    access: Mapping[VendorAccess, float]
    data: Mapping[ConfidentialData, float]
    whole_share: float  # the part of a supplier that has all of the spend; smaller shares in proportion
    assumed: float

    def __post_init__(self) -> None:
        tables = (
            [self.substitutability[s] for s in Substitutability],
            [self.access[a] for a in VendorAccess],
            [self.data[c] for c in ConfidentialData],
            [self.whole_share],
            [self.assumed],
        )
        if any(parts != sorted(parts) or not all(0 <= part <= 1 for part in parts) for parts in tables):
            raise ValueError("parts of a dependency must lie in 0-1 and never fall as facts grow more sensitive")


DEFAULT_DEPENDENCY_RULES = DependencyRules(
    version="2026.1",
    substitutability={
        Substitutability.EASY: 0.05,
        Substitutability.MODERATE: 0.2,
        Substitutability.HARD: 0.4,
        Substitutability.NONE: 0.6,
    },
    access={
        VendorAccess.NONE: 0.0,
        VendorAccess.ON_SITE: 0.05,
        VendorAccess.REMOTE_LIMITED: 0.1,
        VendorAccess.REMOTE_PRIVILEGED: 0.4,
    },
    data={
        ConfidentialData.NONE: 0.0,
        ConfidentialData.INTERNAL: 0.05,
        ConfidentialData.CONFIDENTIAL: 0.15,
        ConfidentialData.HIGHLY_CONFIDENTIAL: 0.3,
    },
    whole_share=0.3,
    assumed=0.3,
)


@dataclass(frozen=True, slots=True)
class Dependency:
    """A weight and the parts it is made of, the greatest first (parts of 0 are left out)."""

    weight: float
    parts: tuple[tuple[DependencySource, float], ...]

    @property
    def assumed(self) -> bool:
        """Whether the greatest part of the weight is only assumed."""
        return self.parts[:1] != () and self.parts[0][0] is DependencySource.ASSUMED


def dependency(
    facts: EngagementFacts | None,
    rules: DependencyRules,
    *,
    share: float | None = None,
    stated: float | None = None,
) -> Dependency:
    """The weight of a link whose engagement has `facts` (None: a declared link, nothing known).

    `share` is the supplier's part (0–1) of the buyer's spend on such services, `stated` a person's own weight. Raises
    ValueError when one of them lies outside 0–1.
    """
    for given in (share, stated):
        if given is not None and not 0 <= given <= 1:
            raise ValueError("shares and weights must lie between 0 and 1")
    if stated is not None:
        return Dependency(stated, ((DependencySource.STATED, stated),))
    if facts is None and share is None:
        return Dependency(rules.assumed, ((DependencySource.ASSUMED, rules.assumed),))
    parts, unknown = [], facts is None
    if facts is not None:
        if facts.substitutability is not None:
            parts.append((DependencySource.SUBSTITUTABILITY, rules.substitutability[facts.substitutability]))
        if facts.access is not None:
            parts.append((DependencySource.ACCESS, rules.access[facts.access]))
        if facts.confidential_data is not None:
            parts.append((DependencySource.DATA, rules.data[facts.confidential_data]))
        unknown = None in (facts.substitutability, facts.access, facts.confidential_data)
    if share is not None:
        parts.append((DependencySource.SHARE, rules.whole_share * share))
    weight = 1.0 - math.prod(1.0 - part for _, part in parts)
    if unknown and weight < rules.assumed:
        parts.append((DependencySource.ASSUMED, 1.0 - (1.0 - rules.assumed) / (1.0 - weight)))
        weight = rules.assumed
    return Dependency(weight, tuple(sorted((p for p in parts if p[1] > 0), key=lambda p: -p[1])))
