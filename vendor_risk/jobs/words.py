"""How pages say what a job is and where it stands."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.jobs import registry
from vendor_risk.jobs.models import Job, JobStatus

TONES = {"queued": "neutral", "running": "info", "done": "good", "failed": "bad", "cancelled": "warning"}


def statuses() -> dict[str, str]:
    """Where a job stands."""
    return {
        JobStatus.QUEUED: _("Queued"),
        JobStatus.RUNNING: _("Running"),
        JobStatus.DONE: _("Done"),
        JobStatus.FAILED: _("Failed"),
        JobStatus.CANCELLED: _("Cancelled"),
    }


def kind_name(kind: str) -> str:
    """What this kind of work is called."""
    found = registry.find(kind)
    return str(found.name) if found is not None and found.name else kind


def title(job: Job) -> str:
    """What the job is called: what it is about, or its kind."""
    return job.title or kind_name(job.kind)


def standing(job: Job) -> str:
    """Where it stands, in a sentence for the page and the screen reader."""
    said = {
        JobStatus.QUEUED: _("Waiting to be retried.") if job.attempts else _("Waiting to start."),
        JobStatus.RUNNING: job.sentence or _("The job is running."),
        JobStatus.DONE: _("Completed."),
        JobStatus.FAILED: _("The job failed."),
        JobStatus.CANCELLED: _("The job was cancelled. Work completed before then has been kept."),
    }
    if job.status == JobStatus.RUNNING and job.cancel_asked:
        return str(_("The job will stop after the current step."))
    return str(said[job.status])
