"""Asking for background work, giving it up, and having it tried again."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.jobs import registry
from vendor_risk.jobs.models import Job, JobStatus


def enqueue(
    kind: str,
    params: dict[str, object],
    *,
    company_id: int,
    owner_id: int | None,
    language: str,
    actor: str,
    at: datetime,
    title: str = "",
) -> Job:
    """Ask for work; it begins after the transaction. `params` is plain JSON; `title` says what it is about, in words.

    `company_id` is the company at the top of all that the result will show: whoever has the handler's permission there
    may see it. KeyError when no handler of that kind is registered.
    """
    if registry.find(kind) is None:
        raise KeyError(f"no handler for {kind!r}: write one in the feature's jobs.py and import that in its views.py")
    job = Job(
        kind=kind,
        title=" ".join(title.split())[:300],
        params=params,
        company_id=company_id,
        owner_id=owner_id,
        actor=actor[:300],
        language=language,
        result={},
        due_at=at,
        created_at=at,
    )
    db.session.add(job)
    db.session.flush()
    record("jobs.enqueue", "job", job.id, actor=actor, at=at, company_id=company_id, kind=kind)
    return job


def cancel(job: Job, *, actor: str, at: datetime) -> None:
    """Give work up. Waiting work ends at once, running work at its next step: what it has done by then stays."""
    if not job.is_open:
        raise Refused(_("This job has already ended."), status=409)
    job.cancel_asked = True
    if job.status == JobStatus.QUEUED:
        job.status, job.finished_at = JobStatus.CANCELLED, at
    record("jobs.cancel", "job", job.id, actor=actor, at=at, company_id=job.company_id, kind=job.kind)


def retry(job: Job, *, actor: str, at: datetime) -> None:
    """Have failed or cancelled work done again; it does only what is left."""
    if job.status not in (JobStatus.FAILED, JobStatus.CANCELLED):
        raise Refused(_("Only failed or cancelled jobs can be retried."), status=409)
    job.status, job.attempts, job.due_at = JobStatus.QUEUED, 0, at
    job.cancel_asked, job.error, job.detail, job.finished_at, job.sentence = False, "", "", None, ""
    record("jobs.retry", "job", job.id, actor=actor, at=at, company_id=job.company_id, kind=job.kind)
