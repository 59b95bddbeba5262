"""The tables behind scores and tiers: grades, evidence caps, ages, and what makes an engagement critical.

Content fills these from `questionnaires/scoring.yaml` and `questionnaires/tiers.yaml`; the defaults below are the same
tables for those who score without files (tests, a foreign workbook on the command line). Code reads every number from
here, so that changing a rule is changing a table and its version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vendor_risk.domain.questionnaires import MAX_LEVEL, EvidenceGrade, Tier
from vendor_risk.domain.tiering.facts import ConfidentialData, Substitutability, VendorAccess


@dataclass(frozen=True, slots=True)
class GradeStep:
    """Scores from `at_least` (0–100) upwards get `letter`, unless a better step applies."""

    letter: str
    at_least: float


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """Everything scoring needs beside the questionnaire. Raises ValueError when a table contradicts itself.

    `grades` runs from the best to the worst letter and ends at 0. `evidence_caps` is the highest level each evidence
    grade can support. `default_targets` is used for questions that set no target of their own.
    """

    version: str
    grades: tuple[GradeStep, ...]
    evidence_caps: Mapping[EvidenceGrade, float]
    default_targets: Mapping[Tier, float]
    validity_days: int = 365  # of a score, unless its questionnaire says otherwise
    due_soon_days: int = 60  # how long before the end of validity a score counts as due soon
    evidence_validity_days: Mapping[EvidenceGrade, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        floors = [step.at_least for step in self.grades]
        if not floors or floors[-1] != 0 or floors != sorted(set(floors), reverse=True):
            raise ValueError("grades must run from the best to the worst and end at 0")
        if len(set(self.letters)) != len(self.letters):
            raise ValueError("a grade letter stands twice in the table")
        caps = [self.evidence_caps[grade] for grade in EvidenceGrade]
        if caps != sorted(caps) or not all(0 <= cap <= MAX_LEVEL for cap in caps):
            raise ValueError("evidence caps must lie in 0-5 and rise with the grade")
        if not all(0 < self.default_targets[tier] <= MAX_LEVEL for tier in Tier):
            raise ValueError("default targets must lie above 0 and up to 5, one per tier")

    @property
    def letters(self) -> tuple[str, ...]:
        """The grade letters, best first."""
        return tuple(step.letter for step in self.grades)

    def grade_of(self, score: float) -> str:
        """The letter of a score of 0–100. A hair below a step (1e-9, rounding of sums) still reaches it."""
        for step in self.grades:
            if score >= step.at_least - 1e-9:
                return step.letter
        return self.grades[-1].letter

    def worse_grade(self, one: str, other: str) -> str:
        """The worse of two letters. ValueError when the table does not have one of them."""
        return self.letters[max(self.letters.index(one), self.letters.index(other))]


DEFAULT_RULES = ScoringRules(
    version="2026.2",
    grades=(GradeStep("A", 90), GradeStep("B", 75), GradeStep("C", 60), GradeStep("D", 40), GradeStep("E", 0)),
    evidence_caps={
        EvidenceGrade.SELF_DECLARED: 2.0,
        EvidenceGrade.DOCUMENT: 3.0,
        EvidenceGrade.REVIEWED: 4.0,
        EvidenceGrade.CERTIFIED: 5.0,
        EvidenceGrade.ON_SITE: 5.0,
    },
    default_targets={Tier.T1: 4.0, Tier.T2: 3.0, Tier.T3: 2.0},
)


@dataclass(frozen=True, slots=True)
class LevelStep:
    """Numbers up to `up_to` (inclusive) have `level`; tables of steps are kept in ascending order of `up_to`."""

    up_to: float
    level: int


@dataclass(frozen=True, slots=True)
class TierRules:
    """What makes an engagement critical. Levels are 1 (hardly) to 5 (most); ValueError when a table is not monotone.

    The impact is the greatest of: data class, personal data, access, stoppage (shorter tolerance is worse, and worse
    again when the vendor is hard to replace) and spend. The likelihood is the greatest of access, data held and an
    intolerable stop, and grows by `subcontracting_step` when the vendor passes work on.
    """

    version: str
    data_impact: Mapping[ConfidentialData, int]
    personal_data_impact: int
    access_impact: Mapping[VendorAccess, int]
    stoppage_impact: tuple[LevelStep, ...]  # hours; beyond the last step the impact is 1
    substitutability_step: Mapping[Substitutability, int]  # added to the impact of a stop
    spend_impact: tuple[LevelStep, ...]  # JPY a year; beyond the last step `spend_impact_above`
    spend_impact_above: int
    data_likelihood: Mapping[ConfidentialData, int]
    personal_data_likelihood: int
    access_likelihood: Mapping[VendorAccess, int]
    intolerable_stop_likelihood: int
    subcontracting_step: int
    confidential_from: ConfidentialData  # METI question 1 is "yes" from this class on
    personal_data_is_confidential: bool
    intolerable_hours: int  # METI question 2 is "yes" up to this tolerance
    access_from: VendorAccess  # METI question 3 is "yes" from this access on
    yes_impact: int  # a person's own "yes" to one of the three means at least this impact
    critical_impact: int  # any "yes" with at least this impact is T1, below it T2

    def __post_init__(self) -> None:
        tables = (
            [self.data_impact[c] for c in ConfidentialData],
            [self.data_likelihood[c] for c in ConfidentialData],
            [self.access_impact[a] for a in VendorAccess],
            [self.access_likelihood[a] for a in VendorAccess],
            [self.substitutability_step[s] for s in Substitutability],
            [step.level for step in reversed(self.stoppage_impact)],
            [*(step.level for step in self.spend_impact), self.spend_impact_above],
        )
        if any(levels != sorted(levels) for levels in tables):
            raise ValueError("a more sensitive fact must never lower a level of the tier tables")
        for steps in (self.stoppage_impact, self.spend_impact):
            if [step.up_to for step in steps] != sorted({step.up_to for step in steps}):
                raise ValueError("the steps of a tier table must ascend")


DEFAULT_TIER_RULES = TierRules(
    version="2026.1",
    data_impact={
        ConfidentialData.NONE: 1,
        ConfidentialData.INTERNAL: 2,
        ConfidentialData.CONFIDENTIAL: 3,
        ConfidentialData.HIGHLY_CONFIDENTIAL: 5,
    },
    personal_data_impact=3,
    access_impact={
        VendorAccess.NONE: 1,
        VendorAccess.ON_SITE: 2,
        VendorAccess.REMOTE_LIMITED: 2,
        VendorAccess.REMOTE_PRIVILEGED: 4,
    },
    stoppage_impact=(LevelStep(8, 5), LevelStep(24, 4), LevelStep(72, 3), LevelStep(168, 2)),
    substitutability_step={
        Substitutability.EASY: 0,
        Substitutability.MODERATE: 0,
        Substitutability.HARD: 1,
        Substitutability.NONE: 1,
    },
    spend_impact=(LevelStep(10_000_000, 1), LevelStep(100_000_000, 2), LevelStep(1_000_000_000, 3)),
    spend_impact_above=4,
    data_likelihood={
        ConfidentialData.NONE: 1,
        ConfidentialData.INTERNAL: 2,
        ConfidentialData.CONFIDENTIAL: 3,
        ConfidentialData.HIGHLY_CONFIDENTIAL: 3,
    },
    personal_data_likelihood=3,
    access_likelihood={
        VendorAccess.NONE: 1,
        VendorAccess.ON_SITE: 2,
        VendorAccess.REMOTE_LIMITED: 3,
        VendorAccess.REMOTE_PRIVILEGED: 4,
    },
    intolerable_stop_likelihood=2,
    subcontracting_step=1,
    confidential_from=ConfidentialData.CONFIDENTIAL,
    personal_data_is_confidential=True,
    intolerable_hours=72,
    access_from=VendorAccess.REMOTE_LIMITED,
    yes_impact=3,
    critical_impact=4,
)
