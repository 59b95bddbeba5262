"""What reports ask the database themselves: the results a vendor may be handed, schedules, and whom they are for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload, undefer

from vendor_risk.accounts.models import Membership, User
from vendor_risk.accounts.queries import name_in
from vendor_risk.assessments.models import Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.database import db
from vendor_risk.i18n import language, local_today
from vendor_risk.jobs.models import Job
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.permissions import Scope
from vendor_risk.reports.schedules.models import ReportRecipient, ReportSchedule
from vendor_risk.standing.queries import standing_ids

MOST_RESULTS = 3
"""Questionnaires of one vendor a report speaks of, the newest first."""


def results_of(scope: Scope, organization_id: int) -> Sequence[Result]:
    """The accepted results of an organization, one a questionnaire, with all that explains them: what stands for it
    first, then the newest."""
    r = Result
    stands = r.id.in_(standing_ids(scope, local_today()))
    newer = aliased(Result)
    superseded = exists().where(
        newer.organization_id == r.organization_id, newer.questionnaire_key == r.questionnaire_key,
        newer.current.is_(True), newer.provisional.is_(False), newer.id != r.id,
        or_(newer.scored_at > r.scored_at, and_(newer.scored_at == r.scored_at, newer.id > r.id)),
        visible_assessments(scope, newer),
    )  # fmt: skip
    return db.session.scalars(
        select(r)
        .options(undefer(r.inputs), undefer(r.contributions), joinedload(r.organization))
        .where(
            r.organization_id == organization_id,
            r.current.is_(True),
            r.provisional.is_(False),
            visible_assessments(scope, r),
            or_(stands, ~superseded),
        )
        .order_by(stands.desc(), r.scored_at.desc(), r.id.desc())
        .limit(MOST_RESULTS)
    ).all()


def schedules(scope: Scope) -> Sequence[ReportSchedule]:
    """The schedules of the scope's companies, the next one first."""
    s = ReportSchedule
    return db.session.scalars(
        select(s)
        .options(
            joinedload(s.company), joinedload(s.owner), selectinload(s.recipients).joinedload(ReportRecipient.user)
        )
        .where(s.company_id.in_(sorted(scope.companies)))
        .order_by(s.paused, s.next_on, s.id)
    ).all()


def schedule(scope: Scope, schedule_id: int) -> ReportSchedule | None:
    """The schedule with that id, when its company lies in the scope."""
    s = ReportSchedule
    return db.session.scalar(select(s).where(s.id == schedule_id, s.company_id.in_(sorted(scope.companies))))


def due(today: date) -> Sequence[ReportSchedule]:
    """The schedules whose day has come, locked. For the clock, which works for everybody: no scope."""
    s = ReportSchedule
    return db.session.scalars(
        select(s).where(s.paused.is_(False), s.next_on <= today).order_by(s.id).with_for_update(skip_locked=True)
    ).all()


def people_by_id(people: Iterable[int]) -> Sequence[User]:
    """Active accounts by id, for those who were chosen from a list within the scope."""
    return db.session.scalars(select(User).where(User.id.in_(sorted(people)), User.active)).all()


def possible_recipients(scope: Scope) -> Sequence[User]:
    """Active people with a membership in the scope, by name."""
    member = select(Membership.user_id).where(Membership.company_id.in_(sorted(scope.companies)))
    return db.session.scalars(
        select(User).where(User.id.in_(member), User.active).order_by(name_in(language()), User.id)
    ).all()


def told(job: Job, address: str) -> bool:
    """Whether the mail about a finished report to that address is in the outbox already."""
    m = OutboxMail
    found = select(m.id).where(
        m.kind == "report", m.to_address == address, m.body.contains(f"/jobs/{job.id}\n", autoescape=True)
    )
    return db.session.scalar(found.limit(1)) is not None
