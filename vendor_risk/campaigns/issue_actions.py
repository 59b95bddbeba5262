"""Issuing to many: first a plan that says who gets what and who cannot, then the campaign exactly as planned."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext as _

from vendor_risk.assessments.links.actions import supersede
from vendor_risk.assessments.links.invitation_actions import Recipient, add_invitation, mail_link
from vendor_risk.assessments.models import Assessment, AssessmentStatus, Campaign
from vendor_risk.audit.actions import record
from vendor_risk.campaigns import issue_queries
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Tier
from vendor_risk.domain.texts.two_languages import written
from vendor_risk.errors import Refused
from vendor_risk.notifications.links import Site
from vendor_risk.organizations.models import OrganizationKind, OrganizationStatus
from vendor_risk.organizations.queries import parents
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import domain_questionnaire

LETTER = (
    "message_en", "message_ja", "department_en", "department_ja", "person_en", "person_ja", "phone", "reply_to",
    "retention_years",
)  # fmt: skip
"""What the mails of a campaign say of its sender; the same names in the settings, the form and the table."""
MOST = 10_000
"""Organizations in one campaign."""


class Obstacle(StrEnum):
    """Why an organization cannot be asked."""

    NO_CONTACT = "no_contact"
    RUNNING = "running"
    NO_QUESTIONNAIRE = "no_questionnaire"
    NO_QUESTIONS = "no_questions"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class CampaignSettings:
    """What a person decides about a campaign. A version of None means: organizations of that kind are not asked."""

    name: str
    issuer_id: int
    due_on: date
    vendor_version_id: int | None = None
    company_version_id: int | None = None
    round_label: str = ""
    message_en: str = ""
    message_ja: str = ""
    department_en: str = ""
    department_ja: str = ""
    person_en: str = ""
    person_ja: str = ""
    phone: str = ""
    reply_to: str = ""
    retention_years: int | None = None
    mail_code_required: bool = False
    replace_running: bool = False
    name_en: str | None = None
    name_ja: str | None = None

    def __post_init__(self) -> None:
        """The name in the language it is written in, where that is not said."""
        texts = written(self.name, self.name_en, self.name_ja)
        for name, text in zip(("name", "name_en", "name_ja"), texts, strict=True):
            object.__setattr__(self, name, text)  # frozen: settled once, here


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What one organization gets. `organization` is a row of `issuing_queries.chosen`."""

    organization: issue_queries.ChosenRow
    version_id: int | None
    tier: str | None
    facts: tuple[str, ...] | None
    inherent_risk: float | None
    question_ids: tuple[str, ...]
    minutes: int
    recipient: Recipient | None
    without_engagement: bool
    running_id: int | None
    obstacle: Obstacle | None


def _below(company_id: int) -> set[int]:
    """A company and all below it."""
    tree, found = parents(), {company_id}
    grown = True
    while grown:
        grown = False
        for child, parent in tree.items():
            if parent in found and child not in found:
                found.add(child)
                grown = True
    return found


def _tailoring(
    row: issue_queries.ChosenRow, engagements: Sequence[issue_queries.IssueEngagement]
) -> tuple[str | None, tuple[str, ...] | None, float | None]:
    """Tier, facts and inherent risk to ask by: facts that hold, and those that may, since nobody has said they do not.
    A group company is asked all; a vendor without services, as T3.
    """
    if row.kind == OrganizationKind.GROUP_COMPANY:
        return None, None, row.inherent_risk
    if not engagements:
        return Tier.T3.value, (), None
    tier = min(engagement.tier for engagement in engagements)
    facts = sorted({fact for engagement in engagements for fact in (*engagement.facts, *engagement.possible_facts)})
    return tier, tuple(facts), max(engagement.inherent_risk for engagement in engagements)


class _Questions:
    """The questions of a version by tier and facts, tailored once per combination."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str | None, tuple[str, ...] | None], tuple[tuple[str, ...], int]] = {}

    def of(self, version_id: int, tier: str | None, facts: tuple[str, ...] | None) -> tuple[tuple[str, ...], int]:
        """Question ids in order, and the minutes they take."""
        key = (version_id, tier, facts)
        if key not in self._known:
            whole = domain_questionnaire(version_id)
            part = whole.tailored(Tier(tier) if tier else None, frozenset(facts) if facts is not None else None)
            ids = tuple(question.id for question in part.questions())
            self._known[key] = ids, round(len(ids) * whole.minutes_per_question)
        return self._known[key]


def plan(scope: Scope, organization_ids: Iterable[int], settings: CampaignSettings) -> list[PlanLine]:
    """Who gets what, in the order of the list; organizations out of `scope` are left out. Changes nothing.

    Refused when the asking company lies outside the scope.
    """
    if not scope.covers(settings.issuer_id):
        raise Refused(_("Select the sending company."), status=404)
    rows = issue_queries.chosen(scope, organization_ids)
    ids = [row.id for row in rows]
    versions = {
        OrganizationKind.VENDOR: settings.vendor_version_id,
        OrganizationKind.GROUP_COMPANY: settings.company_version_id,
    }
    keys = {domain_questionnaire(version).key for version in versions.values() if version is not None}
    contacts = issue_queries.recipients(ids)
    engagements = issue_queries.engagement_facts(_below(settings.issuer_id), ids)
    running = issue_queries.running(settings.issuer_id, ids, keys)
    questions, lines = _Questions(), []
    for row in rows:
        tier, facts, inherent = _tailoring(row, engagements.get(row.id, []))
        version_id = versions[OrganizationKind(row.kind)]
        question_ids, minutes = questions.of(version_id, tier, facts) if version_id is not None else ((), 0)
        contact = contacts.get(row.id)
        running_id = running[row.id][0] if row.id in running else None
        lines.append(
            PlanLine(
                organization=row,
                version_id=version_id,
                tier=tier,
                facts=facts,
                inherent_risk=inherent,
                question_ids=question_ids,
                minutes=minutes,
                recipient=Recipient(contact.name, contact.email, contact.language) if contact else None,
                without_engagement=row.kind == OrganizationKind.VENDOR and row.id not in engagements,
                running_id=running_id,
                obstacle=Obstacle.ENDED
                if row.status == OrganizationStatus.ENDED
                else _obstacle(version_id, question_ids, contact, running_id, settings),
            )
        )
    return lines


def _obstacle(
    version_id: int | None,
    question_ids: tuple[str, ...],
    contact: issue_queries.RecipientRow | None,
    running_id: int | None,
    settings: CampaignSettings,
) -> Obstacle | None:
    if version_id is None:
        return Obstacle.NO_QUESTIONNAIRE
    if not question_ids:
        return Obstacle.NO_QUESTIONS
    if contact is None:
        return Obstacle.NO_CONTACT
    if running_id is not None and not settings.replace_running:
        return Obstacle.RUNNING
    return None


def issue_campaign(
    lines: Sequence[PlanLine], settings: CampaignSettings, *, site: Site, actor: str, at: datetime
) -> Campaign:
    """The campaign as planned: assessments, links and mails of every line without an obstacle, all or none.

    Refused when nobody can be asked, when there are too many, when the due date is past, or when it names no person to
    ask, with mail and phone.
    """
    if not ((settings.person_en or settings.person_ja) and settings.reply_to and settings.phone):
        raise Refused(_("Enter the name, email address and phone number of a person whom recipients can contact."))
    ready = [line for line in lines if line.obstacle is None]
    if not ready:
        raise Refused(
            _("None of the selected organisations can be sent a questionnaire. Check the reason shown for each.")
        )
    if len(ready) > MOST:
        raise Refused(_("Select no more than %(limit)s organisations at a time.", limit=MOST))
    if site.end_of(settings.due_on) <= at:
        raise Refused(_("Select today or a later date as the due date."))
    campaign = Campaign(
        name=settings.name,
        name_en=settings.name_en,
        name_ja=settings.name_ja,
        round=settings.round_label,
        issuer_id=settings.issuer_id,
        due_on=settings.due_on,
        **{name: getattr(settings, name) for name in LETTER},
        mail_code_required=settings.mail_code_required,
        created_by=actor,
        created_at=at,
    )
    db.session.add(campaign)
    _supersede_running(ready, actor, at)
    assessments = [_assessment(line, settings, campaign, at) for line in ready]
    db.session.add_all(assessments)
    db.session.flush()
    known = issue_queries.organizations([line.organization.id for line in ready])  # held, so that no mail loads its own
    for line, assessment in zip(ready, assessments, strict=True):
        if line.recipient is not None:
            _invitation, link = add_invitation(assessment, line.recipient, site=site, at=at)
            mail_link(assessment, line.recipient, link, kind="invitation", site=site, at=at)
    record(
        "campaigns.issue",
        "campaign",
        campaign.id,
        actor=actor,
        at=at,
        company_id=settings.issuer_id,
        name=settings.name,
        assessments=[assessment.id for assessment in assessments],
        organizations=len(known),
    )
    return campaign


def _supersede_running(ready: Sequence[PlanLine], actor: str, at: datetime) -> None:
    for line in ready:
        if line.running_id is not None:
            before = db.session.get_one(Assessment, line.running_id)
            supersede(before, actor=actor, at=at)


def _assessment(line: PlanLine, settings: CampaignSettings, campaign: Campaign, at: datetime) -> Assessment:
    return Assessment(
        organization_id=line.organization.id,
        issuer_id=settings.issuer_id,
        questionnaire_version_id=line.version_id,
        campaign=campaign,
        round=settings.round_label,
        tier=line.tier,
        facts=list(line.facts or ()),
        inherent_risk=line.inherent_risk,
        question_ids=list(line.question_ids),
        status=AssessmentStatus.ISSUED,
        language=line.recipient.language if line.recipient else "ja",
        due_on=settings.due_on,
        workbook_key=secrets.token_hex(32),
        issued_at=at,
        created_at=at,
    )
