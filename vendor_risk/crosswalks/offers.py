"""For which of our questionnaires an organization's other answers can be used, and how many questions they reach."""

from __future__ import annotations

from dataclasses import dataclass

from vendor_risk.assessments.models import Assessment
from vendor_risk.assessments.states import Verb, can
from vendor_risk.crosswalks import queries
from vendor_risk.crosswalks.proposals import pairs, rules
from vendor_risk.domain.questionnaires import Tier
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import Origin, QuestionnaireVersion
from vendor_risk.questionnaires.queries import domain_questionnaire


@dataclass(frozen=True, slots=True)
class Offer:
    """One questionnaire of ours: how many of its questions theirs reach, and the running assessment, if any."""

    version: QuestionnaireVersion
    reached: int
    asked: int
    running: Assessment | None
    open: bool
    """Whether answers can be carried over now: not while it lies with a reviewer."""


def foreign(scope: Scope, organization_id: int) -> list[Assessment]:
    """The newest complete assessment of each questionnaire that was read from a workbook of theirs."""
    found = queries.sources(scope, organization_id)
    return [source for source in found if source.questionnaire_version.origin == Origin.WORKBOOK]


def offers(scope: Scope, source: Assessment) -> list[Offer]:
    """Our questionnaires for this kind of organization, those that are reached furthest first."""
    kind = "vendor" if source.organization.kind == OrganizationKind.VENDOR else "group_company"
    keys = [key for key in rules().asked if key != source.questionnaire_version.key]
    running = queries.running(source.issuer_id, source.organization_id, keys)
    found = []
    for version in queries.targets(scope, keys, kind):
        begun = running.get(version.key)
        if begun is not None:
            asked = set(begun.question_ids)
        else:
            tier = Tier(source.organization.tier) if source.organization.tier else None
            asked = {question.id for question in domain_questionnaire(version.id).tailored(tier).questions()}
        reached = {pair.own for pair in pairs(source.questionnaire_version, version)} & asked
        is_open = begun is None or can(begun, Verb.ANSWER)
        found.append(Offer(version, len(reached), len(asked), begun, is_open))
    return sorted(found, key=lambda offer: -offer.reached)
