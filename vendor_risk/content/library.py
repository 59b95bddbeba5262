"""What `questionnaires/` holds, as values: questionnaires, scales, rules with their wording, courses, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from vendor_risk.domain.facts import Fact
from vendor_risk.domain.questionnaires import AnswerScale, EvidenceGrade, Questionnaire, Text, Tier
from vendor_risk.domain.rules import ScoringRules, TierRules

VersionKey = tuple[str, str]
"""(key, version) of a questionnaire."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The name of something and a sentence about it."""

    title: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class TierWording:
    """A tier of criticality in words, with what is asked of it by default."""

    title: Text
    rule: Text
    assessment: Text
    target: float
    validity_days: int


@dataclass(frozen=True, slots=True)
class TierQuestion:
    """One of the three questions that decide the default tier, and its reasons in words."""

    text: Text
    help: Text
    yes: Text
    no: Text
    unstated: Text


@dataclass(frozen=True, slots=True)
class Rules:
    """The tables of scoring and tiering, and how pages say them.

    `names` and `reasons` are keyed "table.row": "data.confidential", "personal_data", "access.on_site",
    "substitutability.hard", "stoppage.24" (up to 24 hours), "stoppage.above", "spend.10000000" (JPY), "spend.above",
    "subcontracting". Steps have a reason and no name.
    """

    scoring: ScoringRules
    tiering: TierRules
    grades: Mapping[str, Wording]  # by letter, best first
    evidence: Mapping[EvidenceGrade, Wording]
    tiers: Mapping[Tier, TierWording]
    tier_questions: Mapping[str, TierQuestion]  # "confidential_data", "intolerable_stop", "system_access"
    facts: Mapping[Fact, Wording]
    names: Mapping[str, Text]
    reasons: Mapping[str, Text]
    tiering_source: Text


@dataclass(frozen=True, slots=True)
class Course:
    """One course of the training catalogue."""

    id: str
    level: Literal["basic", "executive", "practitioner", "expert"]
    title: Text
    audience: Text
    format: Text
    topics: Text


@dataclass(frozen=True, slots=True)
class Source:
    """A document that references point to, and what of it may be printed."""

    code: str
    name: Text
    terms: Text
    ships: Literal["text", "summary", "ids_only"]
    url: str | None


@dataclass(frozen=True)
class Library:
    """Everything in `questionnaires/`, checked."""

    rules: Rules
    questionnaires: Mapping[VersionKey, Questionnaire]
    drafts: frozenset[VersionKey]  # not released: may still change under the same version
    scales: Mapping[str, AnswerScale]
    training: Mapping[str, Course]
    references: Mapping[str, Source]

    @property
    def tier_rules(self) -> TierRules:
        """The tables of tiering."""
        return self.rules.tiering

    @property
    def scoring_rules(self) -> ScoringRules:
        """The tables of scoring."""
        return self.rules.scoring

    def questionnaire(self, key: str) -> Questionnaire:
        """The questionnaire of that key; KeyError when there is none (a folder holds one version)."""
        for (known, _), questionnaire in self.questionnaires.items():
            if known == key:
                return questionnaire
        raise KeyError(key)
