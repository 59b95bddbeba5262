"""Background work as rows of the application's own database (docs/decisions/0012-background-work.md)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from vendor_risk.database import Base, Id


class JobStatus(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)


class Job(Base):
    """One piece of work. A worker holds it by a lease that it renews; when that runs out, another takes it over."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_status_due_at", "status", "due_at"),
        Index("ix_job_company_id_kind", "company_id", "kind"),
    )

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(60))
    """Which handler does it (`registry`)."""
    title: Mapped[str] = mapped_column(String(300), default="")
    """What it is about, in the owner's language."""
    params: Mapped[dict[str, Any]]
    company_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    """The group company it is done for: with the handler's permission, the scope of who may see it."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    """Who asked for it; None: the command line."""
    actor: Mapped[str] = mapped_column(String(300))
    """Who asked for it, as the audit log names them."""
    language: Mapped[str] = mapped_column(String(2))
    status: Mapped[JobStatus] = mapped_column(String(20), default=JobStatus.QUEUED)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    """How many steps there are; 0 while that is not known."""
    furthest: Mapped[int] = mapped_column(default=0)
    """The largest `done` of all tries: who gets beyond it has its tries counted again."""
    sentence: Mapped[str] = mapped_column(String(500), default="")
    """What is being done now, in the owner's language."""
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """`sentence` and `numbers` (pairs of label and value) are shown on the job's page; the rest is the feature's."""
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(300), default="")
    file_type: Mapped[str] = mapped_column(String(120), default="")
    error: Mapped[str] = mapped_column(Text, default="")
    """Why it failed, as a sentence in the owner's language; `detail` names the fault for an administrator."""
    detail: Mapped[str] = mapped_column(String(500), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    """Tries since it last got further."""
    worker: Mapped[str] = mapped_column(String(120), default="")
    """Who holds it: a word of that one try. Whoever lost the lease finds another word here and leaves the row alone."""
    due_at: Mapped[datetime]
    """Queued: not to be begun before. Running: the end of the lease."""
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """Whether it still waits or is being done."""
        return self.status in OPEN
