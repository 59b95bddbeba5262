"""From an engagement as it is stored to the facts of the tier rules, and to the decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from vendor_risk import paths
from vendor_risk.content import LibraryRules, load_rules
from vendor_risk.domain.texts.two_languages import written
from vendor_risk.domain.tiering.facts import (
    STATED_FACTS,
    ConfidentialData,
    EngagementFacts,
    Fact,
    Substitutability,
    VendorAccess,
)
from vendor_risk.domain.tiering.tiers import TierDecision, decide
from vendor_risk.engagements.categories import OTHER
from vendor_risk.engagements.models import Engagement, EngagementStatus


@cache
def rules() -> LibraryRules:
    """The tables of tiering with their wording, as shipped; read once."""
    return load_rules(paths.QUESTIONNAIRES)


@dataclass(frozen=True, slots=True)
class EngagementValues:
    """What is written down about an engagement. None: nobody has said. Of the stated facts those in `features` hold,
    those in `denied` do not, and the rest are unknown.
    """

    service: str
    category: str = OTHER
    status: EngagementStatus = EngagementStatus.ACTIVE
    data_class: ConfidentialData | None = None
    personal_data: bool | None = None
    access: VendorAccess | None = None
    stoppage_hours: int | None = None
    substitutability: Substitutability | None = None
    annual_spend: int | None = None
    features: frozenset[Fact] = field(default_factory=frozenset)
    denied: frozenset[Fact] = field(default_factory=frozenset)
    answer_confidential: bool | None = None
    answer_stoppage: bool | None = None
    answer_access: bool | None = None
    contract_start: date | None = None
    contract_end: date | None = None
    owner_name: str = ""
    owner_email: str = ""
    service_en: str | None = None
    service_ja: str | None = None
    owner_name_en: str | None = None
    owner_name_ja: str | None = None

    def __post_init__(self) -> None:
        """Service and owner in the language they are written in, where that is not said."""
        for field_name in ("service", "owner_name"):
            texts = (getattr(self, name) for name in (field_name, f"{field_name}_en", f"{field_name}_ja"))
            for name, text in zip((field_name, f"{field_name}_en", f"{field_name}_ja"), written(*texts), strict=True):
                object.__setattr__(self, name, text)  # frozen: settled once, here

    def holds(self, fact: Fact) -> bool | None:
        """Whether a stated fact holds; None: nobody has said. Access on site means work on our premises."""
        if fact in self.features or (fact is Fact.ON_SITE_WORK and self.access is VendorAccess.ON_SITE):
            return True
        return False if fact in self.denied else None


_PLAIN = tuple(name for name in EngagementValues.__slots__ if name not in {"features", "denied"})
_SCALES = {"data_class": ConfidentialData, "access": VendorAccess, "substitutability": Substitutability}


def stated(facts: Iterable[str], access: str | None) -> frozenset[Fact]:
    """The facts a person stated, out of all that are stored.

    Work on our premises follows from the access when that is on site, and then is nobody's statement.
    """
    stored = frozenset(facts)
    found = frozenset(fact for fact in STATED_FACTS if fact in stored)  # the facts, not the stored texts equal to them
    return found - {Fact.ON_SITE_WORK} if access == VendorAccess.ON_SITE else found


def decision(row: Engagement | EngagementValues) -> TierDecision:
    """The default tier with its reasons."""
    values = row if isinstance(row, EngagementValues) else values_of(row)
    facts = EngagementFacts(
        confidential_data=values.data_class,
        personal_data=values.personal_data,
        access=values.access,
        tolerable_stoppage_hours=values.stoppage_hours,
        substitutability=values.substitutability,
        annual_spend=values.annual_spend,
        features=values.features,
        denied=values.denied,
        holds_confidential_data=values.answer_confidential,
        stop_is_intolerable=values.answer_stoppage,
        reaches_our_systems=values.answer_access,
    )
    return decide(facts, rules().tiering)


def columns(values: EngagementValues, override: str | None = None) -> dict[str, object]:
    """The columns of an engagement with these values, tier and risk included; `override` is a tier set by a person."""
    found = decision(values)
    return {name: getattr(values, name) for name in _PLAIN} | {
        "facts": sorted(found.facts),
        "denied_facts": sorted(values.denied),
        "possible_facts": sorted(found.possible),
        "missing_facts": list(found.unstated),
        "facts_missing": len(found.unstated),
        "default_tier": found.tier.value,
        "tier": override or found.tier.value,
        "tier_could_be": override or found.could_be.value,
        "impact": found.impact,
        "likelihood": found.likelihood,
        "inherent_risk": found.inherent,
        "inherent_risk_could_be": found.inherent_could_be,
    }


def values_of(row: Engagement) -> EngagementValues:
    """What is written down about a stored engagement."""
    plain = {name: getattr(row, name) for name in _PLAIN}
    for name, scale in _SCALES.items():
        plain[name] = None if plain[name] is None else scale(plain[name])
    return EngagementValues(
        **plain, features=stated(row.facts, row.access), denied=stated(row.denied_facts, row.access)
    )
