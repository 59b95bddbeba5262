"""What `questionnaires/` holds, as values: questionnaires, scales, rules with their wording, courses, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from vendor_risk.domain.questionnaires import AnswerScale, EvidenceGrade, Questionnaire, Text, Tier
from vendor_risk.domain.scoring.rules import ScoringRules, TierRules
from vendor_risk.domain.tiering.facts import Fact
from vendor_risk.domain.tiering.tiers import Factor, MetiAnswer, MetiQuestion, TierSource

VersionKey = tuple[str, str]
"""(key, version) of a questionnaire."""
ABOVE = "above"
"""The row of a table of steps for everything beyond its last step."""


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
    if_yes: Text
    if_no: Text
    if_unstated: Text


@dataclass(frozen=True, slots=True)
class LibraryRules:
    """The tables of scoring and tiering, and how pages say them.

    `names` has the rows of the tier tables as "source.value" ("access.on_site"), `reasons` the sentences about them;
    read the sentences with `reason_of` and `answer_in_words`.
    """

    scoring: ScoringRules
    tiering: TierRules
    grades: Mapping[str, Wording]  # by letter, best first
    evidence: Mapping[EvidenceGrade, Wording]
    tiers: Mapping[Tier, TierWording]
    tier_questions: Mapping[MetiQuestion, TierQuestion]
    facts: Mapping[Fact, Wording]
    names: Mapping[str, Text]
    reasons: Mapping[str, Text]
    tiering_source: Text

    def reason_of(self, factor: Factor) -> Text:
        """The sentence about one factor of a tier decision ("A stop can be borne for a day at most.")."""
        if factor.source is TierSource.STOPPAGE and factor.value is None:  # a person said so, without hours
            return self.tier_questions[MetiQuestion.INTOLERABLE_STOP].if_yes
        if factor.source in (TierSource.STATED, TierSource.SUBCONTRACTING):
            return self.reasons[factor.source]
        steps = {TierSource.STOPPAGE: self.tiering.stoppage_impact, TierSource.SPEND: self.tiering.spend_impact}
        row: object = factor.value
        if factor.source in steps and isinstance(factor.value, int | float):
            row = next((f"{step.up_to:.0f}" for step in steps[factor.source] if factor.value <= step.up_to), ABOVE)
        return self.reasons[f"{factor.source}.{row}"]

    def answer_in_words(self, answer: MetiAnswer) -> Text:
        """The sentence about the answer to one of the three questions."""
        question = self.tier_questions[answer.question]
        if answer.unstated:
            return question.if_unstated
        return question.if_yes if answer.yes else question.if_no


@dataclass(frozen=True, slots=True)
class TrainingCourse:
    """One course of the training catalogue."""

    id: str
    level: Literal["basic", "executive", "practitioner", "expert"]
    title: Text
    audience: Text
    format: Text
    topics: Text


@dataclass(frozen=True, slots=True)
class ReferenceSource:
    """A document that references point to, and what of it may be printed."""

    code: str
    name: Text
    terms: Text
    ships: Literal["text", "summary", "ids_only"]
    url: str | None


@dataclass(frozen=True)
class Library:
    """Everything in `questionnaires/`, checked."""

    rules: LibraryRules
    questionnaires: Mapping[VersionKey, Questionnaire]
    drafts: frozenset[VersionKey]  # not released: may still change under the same version
    scales: Mapping[str, AnswerScale]
    training: Mapping[str, TrainingCourse]
    references: Mapping[str, ReferenceSource]

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
