"""The shape of `scoring.yaml` and `tiers.yaml`: the tables of scoring and tiering, with their wording."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from vendor_risk.content.schema import Bilingual, Days, Document, Level, Positive, Target, Written
from vendor_risk.domain.questionnaires import EvidenceGrade, Tier
from vendor_risk.domain.tiering.facts import ConfidentialData, Fact, Substitutability, VendorAccess
from vendor_risk.domain.tiering.tiers import MetiQuestion

Degree = Annotated[int, Meta(ge=1, le=5)]


class GradeDoc(Document, frozen=True):
    """A grade letter with its lowest score and what it means."""

    letter: Written
    at_least: Annotated[float, Meta(ge=0, le=100)]
    title: Bilingual
    meaning: Bilingual


class EvidenceDoc(Document, frozen=True):
    """How high a level an evidence grade can support, and why."""

    id: EvidenceGrade
    title: Bilingual
    meaning: Bilingual
    cap: Level
    validity_days: Days | None = None


class ScoringDoc(Document, frozen=True):
    """`scoring.yaml`."""

    version: Written
    validity_days: Days
    due_soon_days: Days
    grades: tuple[GradeDoc, ...]
    evidence: tuple[EvidenceDoc, ...]


class TierDoc(Document, frozen=True):
    """A tier of criticality: who is in it, how it is assessed, what is asked by default."""

    title: Bilingual
    rule: Bilingual
    assessment: Bilingual
    target: Target
    validity_days: Days


class TierQuestionDoc(Document, frozen=True):
    """One of the three questions; `if_yes`, `if_no` and `if_unstated` say the reason in a sentence.

    (Plain `yes` and `no` would be read by YAML as true and false.)
    """

    text: Bilingual
    help: Bilingual
    if_yes: Bilingual
    if_no: Bilingual
    if_unstated: Bilingual


class FactDoc(Document, frozen=True):
    """The name of an engagement fact."""

    title: Bilingual
    help: Bilingual


class DegreeDoc(Document, frozen=True):
    """What one value of a fact means for impact and likelihood (1–5), and how the page says so."""

    title: Bilingual
    reason: Bilingual
    impact: Degree
    likelihood: Degree = 1


class SubstitutabilityDoc(Document, frozen=True):
    """What the difficulty of replacement adds to the impact of a stop."""

    title: Bilingual
    reason: Bilingual
    adds: Annotated[int, Meta(ge=0, le=4)]


class ImpactStepDoc(Document, frozen=True):
    """Numbers up to `up_to` have this impact; the last step of spend has no `up_to`."""

    impact: Degree
    reason: Bilingual
    up_to: Positive | None = None


class DerivationDoc(Document, frozen=True):
    """How the three questions follow from the facts, and which impact makes a yes critical."""

    confidential_from: ConfidentialData
    personal_data_is_confidential: bool
    intolerable_hours: Annotated[int, Meta(ge=1)]
    access_from: VendorAccess
    intolerable_stop_likelihood: Degree
    subcontracting_adds: Annotated[int, Meta(ge=0, le=4)]
    yes_impact: Degree
    critical_impact: Degree


class TierRulesDoc(Document, frozen=True):
    """`tiers.yaml`."""

    version: Written
    source: Bilingual
    tiers: dict[Tier, TierDoc]
    questions: dict[MetiQuestion, TierQuestionDoc]
    facts: dict[Fact, FactDoc]
    data: dict[ConfidentialData, DegreeDoc]
    personal_data: DegreeDoc
    access: dict[VendorAccess, DegreeDoc]
    stoppage_hours: tuple[ImpactStepDoc, ...]
    substitutability: dict[Substitutability, SubstitutabilityDoc]
    annual_spend_jpy: tuple[ImpactStepDoc, ...]
    no_personal_data: Bilingual
    stated: Bilingual
    subcontracting: Bilingual
    derivation: DerivationDoc
