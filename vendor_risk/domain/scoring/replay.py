"""An old score again, from what was stored: the questionnaire's document, the answers, and the version of the rules."""

from __future__ import annotations

from collections.abc import Mapping

from vendor_risk.domain.questionnaires import Questionnaire, Tier
from vendor_risk.domain.scoring.packing import unpack_answers
from vendor_risk.domain.scoring.results import AssessmentScore
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.domain.scoring.score import score


class UnknownRulesError(LookupError):
    """The rules a result was scored by are not at hand; scoring it by others would not be a replay."""


def replay(
    questionnaire: Questionnaire,
    packed_answers: bytes,
    tier: Tier | None,
    rule_version: str,
    rules: Mapping[str, ScoringRules],
    *,
    submitted: bool = True,
) -> AssessmentScore:
    """The result as it was: `questionnaire` as asked (tailored), answers as `packing.pack_answers` made them.

    Raises UnknownRulesError when `rules` has no `rule_version`, UnreadableBlobError for damaged answers.
    """
    if rule_version not in rules:
        raise UnknownRulesError(f"no scoring rules of version {rule_version}")
    return score(questionnaire, unpack_answers(packed_answers), tier, rules[rule_version], submitted=submitted)
