"""Import batches (what came in, what became of each row) and remembered import profiles."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from vendor_risk.database import Base, Id, Name


class ImportKind(StrEnum):
    """What a batch brings."""

    REGISTER = "register"
    OWN_WORKBOOK = "own_workbook"
    FOREIGN_WORKBOOK = "foreign_workbook"
    QUESTIONNAIRE = "questionnaire"


class ImportStatus(StrEnum):
    """Where a batch stands. A batch found PREVIEWED after a crash simply waits; nothing of it was stored."""

    PREVIEWED = "previewed"
    APPLIED = "applied"
    REFUSED = "refused"
    DISCARDED = "discarded"
    UNDONE = "undone"


COMMAND_LINE = "command line"
"""Who imported a file with a command. Everybody who sees the company of such a batch may go on with its rows."""


class ImportBatch(Base):
    """One uploaded file: previewed first, then applied all or nothing."""

    __tablename__ = "import_batch"
    __table_args__ = (Index("ix_import_batch_sha256", "sha256"),)

    id: Mapped[Id]
    kind: Mapped[ImportKind] = mapped_column(String(20))
    status: Mapped[ImportStatus] = mapped_column(String(20))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    """The group company it was imported for: the scope of who may see it."""
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[Name]
    sha256: Mapped[str] = mapped_column(String(64))
    """Content address in the file store, and what "the same file again" is recognised by."""
    size: Mapped[int]
    settings: Mapped[dict[str, object]] = mapped_column(default=dict)
    """How it is read, with what a person corrected, by kind: a Struct (`batches.settings_of`) or `corrections`."""
    report: Mapped[dict[str, object]] = mapped_column(default=dict, deferred=True)
    """What it would do or has done, by kind: a Struct (`batches.report_of`)."""
    journal: Mapped[dict[str, object]] = mapped_column(default=dict, deferred=True)
    """What a register import wrote (`register.journal`), so that it can be undone; empty for other kinds."""
    created_by: Mapped[Name]
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]


class ImportProfile(Base):
    """How a file's columns and words were read, found again by its layout: of a foreign workbook or a register."""

    __tablename__ = "import_profile"

    id: Mapped[Id]
    kind: Mapped[ImportKind] = mapped_column(String(20), default=ImportKind.FOREIGN_WORKBOOK)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    name: Mapped[Name]
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    settings: Mapped[dict[str, object]]
    """By kind: `corrections`, or a `register.layouts.profile.RegisterProfile`."""
    created_by: Mapped[Name]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
