"""Two results of different questionnaires compared through the crosswalk: only on what both ask.

Of each question of ours for which the crosswalk clearly knows questions of theirs, and that both answers give a level
for, the same attainment is worked out twice (scoring rule 2): from our answer, and from what theirs can mean at most.
"""

from __future__ import annotations

from dataclasses import dataclass

from vendor_risk.assessments.answers.values import domain_answer
from vendor_risk.assessments.models import Assessment
from vendor_risk.crosswalks import queries
from vendor_risk.crosswalks.proposal import CrosswalkProposal
from vendor_risk.crosswalks.proposals import proposals, rules
from vendor_risk.domain.questionnaires import Questionnaire, Tier
from vendor_risk.domain.scoring.judging import asked_questions, judge
from vendor_risk.questionnaires.models import Origin
from vendor_risk.questionnaires.queries import rules as scoring_rules

FEWEST = 5
"""Questions in common below which nothing is compared: a few answers say nothing of the whole."""


@dataclass(frozen=True, slots=True)
class CrosswalkComparison:
    """What two assessments say on the questions both ask: how many those are, and the score on them then and now."""

    questions: int
    before: float
    after: float


def compared(before_id: int, after_id: int) -> CrosswalkComparison | None:
    """Two assessments, found through a scope, on what both ask; None where the crosswalk knows too little of it."""
    found = queries.assessments(before_id, after_id)
    if len(found) < 2:
        return None
    before, after = found[before_id], found[after_id]
    after_is_ours = after.questionnaire_version.origin != Origin.WORKBOOK
    ours, theirs = (after, before) if after_is_ours else (before, after)
    if ours.questionnaire_version.origin == Origin.WORKBOOK:
        return None  # the crosswalk leads to questionnaires of ours
    pairs = _levels(ours, theirs)
    if len(pairs) < FEWEST:
        return None
    whole = sum(weight * target for weight, target, _our, _their in pairs)
    our, their = (100.0 * sum(row[0] * min(row[place], row[1]) for row in pairs) / whole for place in (2, 3))
    return CrosswalkComparison(len(pairs), *((their, our) if after_is_ours else (our, their)))


def _levels(ours: Assessment, theirs: Assessment) -> list[tuple[float, float, float, float]]:
    """Weight, target, our level and the level theirs can mean, of every question both give a level for."""
    found = proposals(ours, theirs)
    asked = _asked(found.own, ours)
    clear = rules().confidence.clear
    rows = []
    for proposal in found.every:
        scored = asked.get(proposal.question.id)
        their = _their_level(proposal, clear)
        if scored is None or their is None or proposal.stored is None:
            continue
        our = judge(proposal.question, domain_answer(proposal.stored), found.own.scales, submitted=True).level
        if our is not None:
            rows.append((*scored, our, their))
    return rows


def _asked(own: Questionnaire, ours: Assessment) -> dict[str, tuple[float, float]]:
    tier = Tier(ours.tier) if ours.tier else None
    return {one.question.id: (one.weight, one.target) for one in asked_questions(own, tier, scoring_rules().scoring)}


def _their_level(proposal: CrosswalkProposal, clear: float) -> float | None:
    """The level theirs can mean; None unless the pair is clear or a person confirmed it."""
    if proposal.carried is None or proposal.carried.level is None or proposal.confidence < clear:
        return None
    return float(proposal.carried.level)
