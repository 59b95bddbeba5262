"""Engagements of which everything is known."""

from vendor_risk.domain.tiering.facts import (
    STATED_FACTS,
    ConfidentialData,
    EngagementFacts,
    Fact,
    Substitutability,
    VendorAccess,
)


def known(
    confidential_data: ConfidentialData = ConfidentialData.NONE,
    personal_data: bool = False,
    access: VendorAccess = VendorAccess.NONE,
    tolerable_stoppage_hours: int = 10_000,
    substitutability: Substitutability = Substitutability.EASY,
    annual_spend: float = 0,
    features: frozenset[Fact] = frozenset(),
) -> EngagementFacts:
    """An engagement of which everything is known: harmless but for what is given."""
    return EngagementFacts(
        confidential_data=confidential_data,
        personal_data=personal_data,
        access=access,
        tolerable_stoppage_hours=tolerable_stoppage_hours,
        substitutability=substitutability,
        annual_spend=annual_spend,
        features=features,
        denied=STATED_FACTS - features,
    )
