"""Changes of a job by the worker that holds it: only as long as it does."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Connection, Table, select, update

from vendor_risk.jobs.models import Job


def change_held(connection: Connection, job_id: int, worker: str, **values: object) -> bool | None:
    """Change columns of a job over this connection, as long as the job is this worker's.

    Whether somebody has asked to give it up; None, and nothing changed, when another worker has it.
    """
    jobs = cast("Table", Job.__table__)
    mine = (jobs.c.id == job_id, jobs.c.worker == worker)
    if connection.execute(update(jobs).where(*mine).values(**values)).rowcount != 1:
        return None
    return bool(connection.scalar(select(jobs.c.cancel_asked).where(*mine)))
