"""Questions about background work. What is visible depends on the kind: each handler's permission has its own scope."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from vendor_risk.accounts.models import User
from vendor_risk.accounts.queries import name_in
from vendor_risk.database import db
from vendor_risk.i18n import language
from vendor_risk.jobs.models import OPEN, Job, JobStatus
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp

Scopes = Mapping[str, Scope]
"""For each kind of work, the companies in which the reader has its permission."""


def _visible(scopes: Scopes) -> ColumnElement[bool]:
    return or_(
        false(),
        *(
            and_(Job.kind == kind, Job.company_id.in_(sorted(scope.companies)))
            for kind, scope in scopes.items()
            if not scope.empty
        ),
    )


class JobRow(NamedTuple):
    """A line of the list of jobs: what, who asked, and for which company."""

    Job: Job
    owner: str | None
    Organization: Organization


def jobs(scopes: Scopes, *, owner_id: int | None, status: str, number: int) -> Page[JobRow]:
    """A page of jobs, newest first, with the name of who asked and for which company; `owner_id` None: everybody's."""
    conditions = [_visible(scopes)]
    if owner_id is not None:
        conditions.append(Job.owner_id == owner_id)
    if status in set(JobStatus):
        conditions.append(Job.status == status)
    total = db.session.scalar(select(func.count()).select_from(Job).where(*conditions)) or 0
    page = clamp(number, total)
    rows = db.session.execute(
        select(Job, name_in(language()).label("owner"), Organization)
        .outerjoin(User, User.id == Job.owner_id)
        .join(Organization, Organization.id == Job.company_id)
        .where(*conditions)
        .order_by(Job.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return Page([JobRow._make(row) for row in rows], page, total)


def job(scopes: Scopes, job_id: int) -> Job | None:
    """The job with that id, when it may be seen."""
    return db.session.scalar(select(Job).where(Job.id == job_id, _visible(scopes)))


def recent(scopes: Scopes, kinds: tuple[str, ...], limit: int = 10) -> list[Job]:
    """The newest jobs of these kinds, for the pages where such work is asked for."""
    query = select(Job).where(_visible(scopes), Job.kind.in_(kinds)).order_by(Job.id.desc()).limit(limit)
    return list(db.session.scalars(query))


def waiting() -> tuple[int, int]:
    """How many jobs wait and how many are being done. Beyond any scope: for whoever runs the installation."""
    rows = db.session.execute(select(Job.status, func.count()).where(Job.status.in_(OPEN)).group_by(Job.status))
    numbers = {JobStatus(status): number for status, number in rows}
    return numbers.get(JobStatus.QUEUED, 0), numbers.get(JobStatus.RUNNING, 0)


def any_due(at: datetime) -> bool:
    """Whether a worker would find anything to do at this moment. Beyond any scope: for the workers."""
    return db.session.scalar(select(Job.id).where(Job.status.in_(OPEN), Job.due_at <= at).limit(1)) is not None


def next_due(at: datetime) -> Job | None:
    """The job that has waited longest and is due, locked. Beyond any scope: for the workers.

    On PostgreSQL rows that another worker is taking are skipped.
    """
    due = select(Job).where(Job.status.in_(OPEN), Job.due_at <= at).order_by(Job.due_at, Job.id)
    return db.session.scalar(due.limit(1).with_for_update(skip_locked=True))


def held(job_id: int, worker: str) -> Job | None:
    """That job, locked, when it is still this worker's. Beyond any scope: for the workers."""
    return db.session.scalar(select(Job).where(Job.id == job_id, Job.worker == worker).with_for_update())


def owner_name(found: Job) -> str:
    """Who asked for a job that was found through a scope; "" for the command line."""
    query = select(name_in(language())).where(User.id == found.owner_id)
    return "" if found.owner_id is None else db.session.scalar(query) or ""
