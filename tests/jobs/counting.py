"""A kind of work made for tests: it writes the numbers 1 to `to` down, each once, however often it is called.

`python -m tests.jobs.counting` is a worker process that knows it: `VENDOR_RISK_*` say where, arguments how slowly
(seconds per number) and how long its lease lasts.
"""

from __future__ import annotations

import sys
import threading
import time
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from vendor_risk.audit.actions import record
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db, now, writing
from vendor_risk.jobs import registry, work, worker
from vendor_risk.jobs.work import Work
from vendor_risk.permissions import Permission

KIND = "count_for_tests"
SECONDS = 0.0


def written(job_id: int) -> list[int]:
    """The numbers that a job wrote down, in their order."""
    found = select(AuditEvent.details).where(AuditEvent.action == "test.count", AuditEvent.object_id == str(job_id))
    return [details["number"] for details in db.session.scalars(found.order_by(AuditEvent.id))]


@registry.handler(KIND, permission=Permission.ASSESSMENT_ISSUE, name="Counting")
def count(order: Work) -> None:
    """Write down what is not written yet."""
    to = order.params["to"]
    mine = (AuditEvent.action == "test.count", AuditEvent.object_id == str(order.job_id))
    begun = db.session.scalar(select(func.count()).where(*mine)) or 0
    db.session.rollback()
    for number in range(begun + 1, to + 1):
        with writing():
            record("test.count", "test", order.job_id, actor=order.actor, at=now(), number=number)
            db.session.commit()
        time.sleep(SECONDS)
        order.progress(number, to, f"number {number}")
    order.result = {"sentence": f"counted to {to}"}


def enqueue(group: Any, to: int, **more: Any) -> int:
    """Ask for counting for company A; the job's id, committed."""
    from vendor_risk.jobs import actions

    values: dict[str, Any] = {
        "company_id": group.a.id, "owner_id": group.owner.id, "language": "en", "actor": "test", "at": now(),
    }  # fmt: skip
    job = actions.enqueue(KIND, {"to": to}, **(values | more))
    job_id = job.id
    db.session.commit()
    return job_id


if __name__ == "__main__":
    from vendor_risk.app import create_app

    SECONDS = float(sys.argv[1])
    work.LEASE = worker.LEASE = timedelta(seconds=float(sys.argv[2]))
    work.TELL_SECONDS = 0.0
    application = create_app()
    print("ready", flush=True)
    worker.PAUSE_SECONDS = 0.05
    worker.work(application, threading.Event())
