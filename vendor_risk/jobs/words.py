"""How pages say what a job is and where it stands."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.jobs import registry
from vendor_risk.jobs.models import Job, JobStatus

TONES = {"queued": "neutral", "running": "info", "done": "good", "failed": "bad", "cancelled": "warning"}


def statuses() -> dict[str, str]:
    """Where a job stands."""
    return {
        JobStatus.QUEUED: _("in line"),
        JobStatus.RUNNING: _("being done"),
        JobStatus.DONE: _("done"),
        JobStatus.FAILED: _("failed"),
        JobStatus.CANCELLED: _("given up"),
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
        JobStatus.QUEUED: _("It waits to be tried again.") if job.attempts else _("It waits for its turn."),
        JobStatus.RUNNING: job.sentence or _("It is being done."),
        JobStatus.DONE: _("It is done."),
        JobStatus.FAILED: _("It failed."),
        JobStatus.CANCELLED: _("It was given up. What had been done by then stays."),
    }
    if job.status == JobStatus.RUNNING and job.cancel_asked:
        return str(_("It ends after the step under way."))
    return str(said[job.status])
