"""What a handler has in its hands while it works: the order, the way to tell how far it is, and a place for the result.

The job's row is written over a connection of its own, so that a handler which only reads keeps the snapshot it reads
from, and a handler's rollback takes nothing of the progress away.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from vendor_risk import database, files
from vendor_risk.accounts.models import User
from vendor_risk.accounts.queries import company_tree, scope_of
from vendor_risk.database import db, now, writing
from vendor_risk.jobs import lease_actions
from vendor_risk.jobs.models import Job
from vendor_risk.permissions import Permission, Scope

LEASE = timedelta(seconds=30)
"""How long a silent worker keeps its job. It renews the lease three times in that while, by a thread of its own."""
TELL_SECONDS = 0.5
"""Progress is written at most this often."""


class Cancelled(BaseException):
    """A person gave the work up. No Exception, so that a step which goes on after faults does not go on after this."""


class Stopped(BaseException):
    """The worker ends: the job goes back into the queue, and another worker does the rest."""


class LeaseLostError(BaseException):
    """Another worker has the job: this one was silent for too long. It leaves everything to the other."""


class Holding:
    """The hold of one worker on one job: writes to its row as long as nobody else has taken it over."""

    def __init__(self, engine: Engine, job_id: int, worker: str) -> None:
        self._engine, self._job_id, self._worker = engine, job_id, worker
        self.cancelled = False

    def write(self, **values: object) -> None:
        """Change columns of the job, and learn whether it was cancelled. LeaseLostError when it is another's now."""
        with writing(), self._engine.begin() as connection:
            cancelled = lease_actions.change_held(connection, self._job_id, self._worker, **values)
            if cancelled is None:
                raise LeaseLostError
            self.cancelled = cancelled

    def renew(self) -> None:
        """Renew the lease."""
        self.write(due_at=now() + LEASE)


class Work:
    """One try at a job. `result` is kept when the handler returns."""

    def __init__(self, job: Job, holding: Holding, stop: threading.Event) -> None:
        self.job_id, self.kind, self.company_id = job.id, job.kind, job.company_id
        self.owner_id, self.actor, self.language = job.owner_id, job.actor, job.language
        self.params: Mapping[str, Any] = job.params
        self.result: dict[str, Any] = dict(job.result)
        self._furthest, self._holding, self._stop = job.furthest, holding, stop
        self._told = 0.0

    def scope(self, permission: Permission) -> Scope:
        """The companies in which the owner has `permission` at this moment; all of them for the command line."""
        if self.owner_id is None:
            return Scope(frozenset(company_tree()))
        owner = db.session.get(User, self.owner_id)
        return Scope(frozenset()) if owner is None or not owner.active else scope_of(owner, permission)

    def progress(self, done: int, total: int, sentence: str = "") -> None:
        """Tell how far it is (`total` 0: not known), in words of the owner's language. Call it between steps.

        Commits the step that is open when the handler is inside `writing()`; a handler that reads keeps its snapshot.
        Raises Cancelled when a person gave the work up and Stopped when the worker ends; let both through.
        """
        if database.may_write():
            db.session.commit()
        if time.monotonic() - self._told >= TELL_SECONDS or done == total:
            self._tell(done, total, sentence)
        if self._holding.cancelled:
            raise Cancelled
        if self._stop.is_set():
            raise Stopped

    def _tell(self, done: int, total: int, sentence: str) -> None:
        values: dict[str, object] = {"done": done, "total": total, "sentence": sentence[:500], "due_at": now() + LEASE}
        if done > self._furthest:  # it got further than ever: what stood in its way is overcome
            self._furthest = done
            values |= {"furthest": done, "attempts": 1}
        self._holding.write(**values)
        self._told = time.monotonic()

    def keep_file(self, data: bytes, name: str, media_type: str) -> None:
        """Keep a file for the person to fetch from the job's page; a second one replaces the first."""
        if database.may_write():
            db.session.commit()
        self._holding.write(file_sha256=files.store(data), file_name=name[:300], file_type=media_type[:120])
