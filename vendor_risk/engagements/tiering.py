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
    """What is written down about an engagement. `features` are the facts a person ticks."""

    service: str
    category: str = OTHER
    status: EngagementStatus = EngagementStatus.ACTIVE
    data_class: ConfidentialData = ConfidentialData.NONE
    personal_data: bool = False
    access: VendorAccess = VendorAccess.NONE
    stoppage_hours: int | None = None
    substitutability: Substitutability = Substitutability.EASY
    annual_spend: int | None = None
    features: frozenset[Fact] = field(default_factory=frozenset)
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


def ticked(facts: Iterable[str], access: str) -> frozenset[Fact]:
    """The facts a person ticked, out of all that are stored.

    Work on our premises follows from the access when that is on site, and then is nobody's tick.
    """
    stored = frozenset(facts)
    found = frozenset(fact for fact in STATED_FACTS if fact in stored)  # the facts, not the stored texts equal to them
    return found - {Fact.ON_SITE_WORK} if access == VendorAccess.ON_SITE else found


def decision(row: Engagement | EngagementValues) -> TierDecision:
    """The default tier with its reasons."""
    features = row.features if isinstance(row, EngagementValues) else ticked(row.facts, row.access)
    facts = EngagementFacts(
        confidential_data=ConfidentialData(row.data_class),
        personal_data=row.personal_data,
        access=VendorAccess(row.access),
        tolerable_stoppage_hours=row.stoppage_hours,
        substitutability=Substitutability(row.substitutability),
        annual_spend=row.annual_spend,
        features=features,
        holds_confidential_data=row.answer_confidential,
        stop_is_intolerable=row.answer_stoppage,
        reaches_our_systems=row.answer_access,
    )
    return decide(facts, rules().tiering)


def columns(values: EngagementValues, override: str | None = None) -> dict[str, object]:
    """The columns of an engagement with these values, tier and risk included; `override` is a tier set by a person."""
    found = decision(values)
    names = [name for name in EngagementValues.__slots__ if name != "features"]
    return {name: getattr(values, name) for name in names} | {
        "facts": sorted(found.facts),
        "default_tier": found.tier.value,
        "tier": override or found.tier.value,
        "impact": found.impact,
        "likelihood": found.likelihood,
        "inherent_risk": found.inherent,
    }


def values_of(row: Engagement) -> EngagementValues:
    """What is written down about a stored engagement."""
    names = [name for name in EngagementValues.__slots__ if name != "features"]
    return EngagementValues(**{name: getattr(row, name) for name in names}, features=ticked(row.facts, row.access))
