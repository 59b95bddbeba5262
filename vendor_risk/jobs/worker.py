"""Doing background work: claim a job, run its handler, settle it. Any number of threads and processes may.

A claim is a lease. Whoever dies keeps the job for `LEASE` at most; then it is taken over and its handler called again.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from vendor_risk.audit.actions import record
from vendor_risk.database import DatabaseBusyError, db, now, writing
from vendor_risk.errors import Refused
from vendor_risk.i18n import speaking
from vendor_risk.jobs import queries, registry
from vendor_risk.jobs.models import Job, JobStatus
from vendor_risk.jobs.work import LEASE, Cancelled, Holding, LeaseLostError, Stopped, Work

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
"""Tries without getting further; then the job has failed."""
BACKOFF = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600))
PAUSE_SECONDS = 1.0


def claim(at: datetime) -> Job | None:
    """The job that has waited longest and is due, now held by the caller; None when there is none.

    On PostgreSQL rows that another worker is taking are skipped; on SQLite the write gate lets one look at a time.
    """
    waiting = queries.any_due(at)
    db.session.rollback()
    if not waiting:  # asked as a reader first: mostly there is nothing, and writers should not wait for that
        return None
    with writing():
        job = queries.next_due(at)
        if job is not None:
            _take(job, at)
        db.session.commit()
    if job is None:
        return None
    db.session.refresh(job)
    db.session.expunge(job)
    db.session.rollback()
    return job if job.status == JobStatus.RUNNING else claim(at)


def _take(job: Job, at: datetime) -> None:
    with speaking(job.language):
        if job.cancel_asked:
            _end(job, JobStatus.CANCELLED, at)
        elif job.attempts >= MOST_ATTEMPTS:
            job.error = _(
                "The program stopped unexpectedly several times while running this job. Contact your administrator."
            )
            _end(job, JobStatus.FAILED, at)
        else:
            job.status, job.attempts, job.due_at = JobStatus.RUNNING, job.attempts + 1, at + LEASE
            job.worker = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(8)}"
            job.started_at = job.started_at or at


def _end(job: Job, status: JobStatus, at: datetime) -> None:
    job.status, job.finished_at, job.worker = status, at, ""
    ended = {"kind": job.kind, "status": status.value}
    record("jobs.finish", "job", job.id, actor=job.actor, at=at, company_id=job.company_id, **ended)


def run_one(stop: threading.Event) -> bool:
    """Do one job that is due; whether there was one. Needs an application context, outside a request."""
    job = claim(now())
    if job is None:
        return False
    holding = Holding(db.engine, job.id, job.worker)
    try:
        with speaking(job.language), _renewing(holding):
            values = _try(job, Work(job, holding, stop))
        _settle(job, values)
    except LeaseLostError:
        log.warning("job %s was taken over by another worker", job.id)
    finally:
        db.session.rollback()
    return True


@contextmanager
def _renewing(holding: Holding) -> Iterator[None]:
    """Renew the lease beside a handler that says nothing for a while."""
    over = threading.Event()

    def _beat() -> None:
        while not over.wait(LEASE.total_seconds() / 3):
            try:
                holding.renew()
            except LeaseLostError:
                return
            except Exception:
                log.info("the lease could not be renewed just now; trying again", exc_info=True)

    thread = threading.Thread(target=_beat, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _try(job: Job, work: Work) -> dict[str, object]:
    """Run the handler; the columns in which the try ended."""
    try:
        _handler_of(job, work).run(work)
        db.session.commit()
    except Cancelled:
        db.session.rollback()
        return {"status": JobStatus.CANCELLED, "result": work.result}
    except Stopped:
        db.session.rollback()
        return {"status": JobStatus.QUEUED, "due_at": now(), "attempts": max(job.attempts - 1, 0)}
    except Refused as refusal:
        db.session.rollback()
        return {"status": JobStatus.FAILED, "error": refusal.message}
    except Exception as error:
        db.session.rollback()
        return _fault(job, error)
    return {"status": JobStatus.DONE, "result": work.result, "error": "", "detail": ""}


def _handler_of(job: Job, work: Work) -> registry.Handler:
    """The handler, when the owner may still have such work done."""
    found = registry.find(job.kind)
    if found is None:
        raise Refused(_("This installation no longer supports this type of job."))
    if not work.scope(found.permission).covers(job.company_id):
        raise Refused(_("The requester no longer has permission to run this job."))
    db.session.rollback()
    return found


def _fault(job: Job, error: Exception) -> dict[str, object]:
    """An unexpected end: tried again after a while, until it was tried often enough."""
    busy = isinstance(error, DatabaseBusyError | OperationalError)
    log.log(logging.WARNING if busy else logging.ERROR, "job %s (%s) failed", job.id, job.kind, exc_info=error)
    detail = f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}"[:500]
    if job.attempts >= MOST_ATTEMPTS:
        words = _("An error occurred on every attempt. Contact your administrator. The job can then be retried.")
        return {"status": JobStatus.FAILED, "error": words, "detail": detail}
    wait = BACKOFF[min(job.attempts, len(BACKOFF)) - 1]
    words = _("An error occurred. The job will be retried automatically.")
    return {"status": JobStatus.QUEUED, "due_at": now() + wait, "error": words, "detail": detail}


def _settle(job: Job, values: dict[str, object]) -> None:
    """Write how the try ended, unless another worker has the job by now."""
    at = now()
    with writing():
        kept = queries.held(job.id, job.worker)
        if kept is None:
            raise LeaseLostError
        for name, value in values.items():
            setattr(kept, name, value)
        if kept.status == JobStatus.QUEUED and kept.cancel_asked:
            kept.status = JobStatus.CANCELLED
        if kept.is_open:
            kept.worker = ""
        else:
            _end(kept, JobStatus(kept.status), at)
        db.session.commit()


def work(app: Flask, stop: threading.Event, *, once: bool = False) -> int:
    """Do jobs until `stop` is set (or, `once`, until none is due); how many were done."""
    number = 0
    while not stop.is_set():
        busy = False
        with app.app_context():
            try:
                busy = run_one(stop)
            except (DatabaseBusyError, OperationalError):
                log.warning("the database is not available; background work waits", exc_info=True)
            except Exception:
                log.exception("background work could not be looked at; trying again")
            finally:
                db.session.remove()
        number += busy
        if not busy and (once or stop.wait(PAUSE_SECONDS)):
            break
    return number


def start(app: Flask, stop: threading.Event) -> list[threading.Thread]:
    """The embedded workers of a serving process, as many as configured."""
    number = app.extensions["vendor_risk.config"].workers
    threads = [
        threading.Thread(target=work, args=(app, stop), name=f"worker-{place}", daemon=True) for place in range(number)
    ]
    for thread in threads:
        thread.start()
    return threads
