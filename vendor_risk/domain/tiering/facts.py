"""The facts of an engagement that decide how critical it is and which questions are asked.

An engagement is a service one organization buys from another. Every scale here is ordered from the least to the most
sensitive, and the rules (`domain.scoring.rules`, `domain.tiering.tiers`) are monotone in that order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum


class ConfidentialData(StrEnum):
    """The most sensitive class of our data that the vendor keeps or processes on its own IT."""

    NONE = "none"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    HIGHLY_CONFIDENTIAL = "highly_confidential"


class VendorAccess(StrEnum):
    """How the vendor reaches us: not at all, as people on our site, or as accounts on our systems."""

    NONE = "none"
    ON_SITE = "on_site"
    REMOTE_LIMITED = "remote_limited"
    REMOTE_PRIVILEGED = "remote_privileged"


class Substitutability(StrEnum):
    """How hard it would be to replace the vendor; NONE means that nobody else can do it."""

    EASY = "easy"
    MODERATE = "moderate"
    HARD = "hard"
    NONE = "none"


class Fact(StrEnum):
    """The vocabulary by which questionnaires are tailored (`Question.facts` uses these words)."""

    CONFIDENTIAL_DATA = "confidential_data"
    PERSONAL_DATA = "personal_data"
    SYSTEM_ACCESS = "system_access"
    ON_SITE_WORK = "on_site_work"
    CLOUD_SERVICE = "cloud_service"
    SOFTWARE_DEVELOPMENT = "software_development"
    PRODUCT_COMPONENT = "product_component"
    CONTROL_SYSTEMS = "control_systems"
    SUBCONTRACTING = "subcontracting"
    CRITICAL_SERVICE = "critical_service"


STATED_FACTS = frozenset(
    {
        Fact.ON_SITE_WORK,
        Fact.CLOUD_SERVICE,
        Fact.SOFTWARE_DEVELOPMENT,
        Fact.PRODUCT_COMPONENT,
        Fact.CONTROL_SYSTEMS,
        Fact.SUBCONTRACTING,
    }
)
"""The facts a person ticks (`EngagementFacts.features`); the others follow from data, access and stoppage."""


@dataclass(frozen=True, slots=True)
class EngagementFacts:
    """What is known of one engagement. Unknown is never taken as no.

    None says of every fact that nobody has given it. Of STATED_FACTS those in `features` hold, those in `denied` do
    not, and nobody has said of the rest. `annual_spend` is in JPY. The last three are the METI questions: None means
    "derive it from the facts above", True or False is a person's own answer.
    """

    confidential_data: ConfidentialData | None = None
    personal_data: bool | None = None
    access: VendorAccess | None = None
    tolerable_stoppage_hours: int | None = None
    substitutability: Substitutability | None = None
    annual_spend: float | None = None
    features: frozenset[Fact] = frozenset()
    denied: frozenset[Fact] = frozenset()
    holds_confidential_data: bool | None = None
    stop_is_intolerable: bool | None = None
    reaches_our_systems: bool | None = None

    @property
    def open_features(self) -> frozenset[Fact]:
        """The stated facts of which nobody has said whether they hold."""
        given = self.features | self.denied
        if self.access is VendorAccess.ON_SITE:
            given |= {Fact.ON_SITE_WORK}
        return STATED_FACTS - given

    def at_worst(self) -> EngagementFacts:
        """The same engagement if every unknown fact turned out the most sensitive."""
        return replace(
            self,
            confidential_data=self.confidential_data or ConfidentialData.HIGHLY_CONFIDENTIAL,
            personal_data=True if self.personal_data is None else self.personal_data,
            access=self.access or VendorAccess.REMOTE_PRIVILEGED,
            tolerable_stoppage_hours=0 if self.tolerable_stoppage_hours is None else self.tolerable_stoppage_hours,
            substitutability=self.substitutability or Substitutability.NONE,
            annual_spend=math.inf if self.annual_spend is None else self.annual_spend,
            features=self.features | self.open_features,
        )
