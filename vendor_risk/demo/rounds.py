"""Plays the plan in the order of time: every step an action of the application, at the moment the plan says."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from sqlalchemy import select

from vendor_risk.assessments.actions import create_assessment
from vendor_risk.assessments.links.actions import close, issue
from vendor_risk.assessments.links.invitation_actions import Recipient
from vendor_risk.assessments.models import Assessment
from vendor_risk.campaigns import issue_actions
from vendor_risk.database import db
from vendor_risk.demo import respondents, reviewers
from vendor_risk.demo.fiction.plan import LETTER, VENDOR, AssessmentCourse, Fate, PlannedCampaign
from vendor_risk.notifications.links import Site
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.permissions import Role, Scope
from vendor_risk.questionnaires.queries import latest

Step = Callable[[datetime], object]
_COMMIT_EVERY = 50


@dataclass
class Rounds:
    """Everything that happens, in the order of time. `actors` names who acts in each role, as the audit log does."""

    campaigns: Sequence[PlannedCampaign]
    site: Site
    actors: dict[Role, str]
    seed: int
    waiting: list[tuple[datetime, int, Step]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    ids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ids = {row.code: row.id for row in db.session.execute(select(Organization.code, Organization.id))}
        companies = select(Organization.id).where(Organization.kind == OrganizationKind.GROUP_COMPANY)
        self.scope = Scope(frozenset(db.session.scalars(companies)))
        for campaign in self.campaigns:
            self._at(campaign.issued, partial(self._begin, campaign))

    @property
    def steps(self) -> int:
        """How many steps there are at most (those of organizations that cannot be asked fall away)."""
        return len(self.campaigns) + sum(
            len(_steps_of(course)) for campaign in self.campaigns for course in campaign.courses
        )

    def play(self) -> Iterator[datetime]:
        """Do everything, committing now and then; gives the moment of each step after it."""
        for number in count(1):
            if not self.waiting:
                break
            at, _order, step = heapq.heappop(self.waiting)
            step(at)
            if number % _COMMIT_EVERY == 0:
                db.session.commit()
                db.session.expunge_all()
            yield at
        db.session.commit()

    def _at(self, moment: datetime, step: Step) -> None:
        heapq.heappush(self.waiting, (moment, next(self.order), step))

    def _begin(self, campaign: PlannedCampaign, at: datetime) -> None:
        for code, assessment_id in (self._by_hand if campaign.by_hand else self._issued)(campaign, at).items():
            course = next(course for course in campaign.courses if course.organization.code == code)
            for moment, verb in _steps_of(course):
                self._at(moment, partial(self._do, verb, course, assessment_id))

    def _issued(self, campaign: PlannedCampaign, at: datetime) -> dict[str, int]:
        """The assessments of a campaign, by the code of the organization asked."""
        version = latest(campaign.courses[0].questionnaire)
        assert version is not None  # noqa: S101 - the content was loaded before
        vendor = campaign.courses[0].questionnaire == VENDOR
        settings = issue_actions.CampaignSettings(
            name="",
            name_en=campaign.name.en,
            name_ja=campaign.name.ja,
            issuer_id=self.ids["HNM"],
            due_on=campaign.due_on,
            vendor_version_id=version.id if vendor else None,
            company_version_id=None if vendor else version.id,
            round_label=campaign.round,
            replace_running=campaign.replaces,
        )
        settings = replace(settings, **LETTER)  # type: ignore[arg-type]  # strings all
        asked = {self.ids[course.organization.code]: course.organization.code for course in campaign.courses}
        found: dict[str, int] = {}
        for part in _parts(list(asked), issue_actions.MOST):
            lines = issue_actions.plan(self.scope, part, settings)
            made = issue_actions.issue_campaign(
                lines, settings, site=self.site, actor=self.actors[Role.PROCUREMENT], at=at
            )
            rows = db.session.execute(
                select(Assessment.organization_id, Assessment.id).where(Assessment.campaign_id == made.id)
            )
            found |= {asked[row.organization_id]: row.id for row in rows}
        return found

    def _by_hand(self, campaign: PlannedCampaign, at: datetime) -> dict[str, int]:
        found, actor = {}, self.actors[Role.PROCUREMENT]
        for course in campaign.courses:
            assessment = self._draft(course, campaign, at)
            contact = db.session.scalars(select(Contact).where(Contact.organization_id == assessment.organization_id))
            person = contact.first()
            if person is not None and course.fate is not Fate.DRAFT:
                to = Recipient(person.display_name(person.language), person.email, person.language)
                issue(assessment, to, site=self.site, actor=actor, at=at + timedelta(minutes=5))
                found[course.organization.code] = assessment.id
        return found

    def _draft(self, course: AssessmentCourse, campaign: PlannedCampaign, at: datetime) -> Assessment:
        version = latest(course.questionnaire)
        assert version is not None  # noqa: S101 - the content was loaded before
        return create_assessment(
            organization_id=self.ids[course.organization.code],
            issuer_id=self.ids["HNM"],
            version_id=version.id,
            round_label=campaign.round,
            tier=course.tier,
            language=course.organization.language,
            due_on=campaign.due_on,
            actor=self.actors[Role.PROCUREMENT],
            at=at,
        )

    def _do(self, verb: str, course: AssessmentCourse, assessment_id: int, at: datetime) -> None:
        assessment = db.session.get_one(Assessment, assessment_id)
        by = self.actors[Role.REVIEWER]
        if verb == "opened":
            respondents.open_link(assessment, at)
        elif verb == "answered":
            respondents.answer(assessment, course, self.seed, at)
        elif verb == "submitted":
            respondents.attach(assessment, course, self.seed, at - timedelta(minutes=15))
            respondents.hand_in(assessment, self.site, at)
        elif verb == "reviewed":
            reviewers.look(assessment, course, self.seed, by, at)
        elif verb == "returned":
            reviewers.give_back(assessment, by, self.site, at)
        elif verb == "resubmitted":
            respondents.correct(assessment, at - timedelta(minutes=10))
            respondents.hand_in(assessment, self.site, at)
        elif course.submitted is None:
            close(assessment, actor=self.actors[Role.PROCUREMENT], at=at)
        else:
            reviewers.accept(assessment, course, self.seed, by, self.site, at)


_MOMENTS = ("opened", "answered", "submitted", "reviewed", "returned", "resubmitted", "decided")


def _steps_of(course: AssessmentCourse) -> list[tuple[datetime, str]]:
    found = [(getattr(course, name), name) for name in _MOMENTS]
    return [(moment, name) for moment, name in found if moment is not None]


def _parts(ids: list[int], most: int) -> Iterator[list[int]]:
    for start in range(0, len(ids), most):
        yield ids[start : start + most]
