"""Bulk imports: what was brought together, and each of its files with whose it is and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec
from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vendor_risk.database import Base, Id, Name
from vendor_risk.imports.bulk.guess import Guess


class FileState(StrEnum):
    """Where a file of a bulk import stands. Only WAITING can change."""

    WAITING = "waiting"
    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


class BulkImport(Base):
    """Files brought together by one person. Its pages belong to that person, as they show what lies in their scope."""

    __tablename__ = "bulk_import"

    id: Mapped[Id]
    name: Mapped[Name]
    company_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    """The company at the top of what the person may import for."""
    issuer_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    """The group company the answers are for; None: whoever looks after each vendor."""
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    created_by: Mapped[Name]
    created_at: Mapped[datetime]
    prefer: Mapped[str] = mapped_column(String(10))
    """Which answer counts where the web and an own workbook differ: "web" or "workbook"."""
    round_label: Mapped[str] = mapped_column(String(20), default="")
    accept_now: Mapped[bool] = mapped_column(default=False)
    sources: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    """What was uploaded and is not read to the end yet: pairs of content address and name."""
    size: Mapped[int] = mapped_column(default=0)
    """Bytes uploaded."""
    discarded: Mapped[bool] = mapped_column(default=False)


class BulkFile(Base):
    """One file of a bulk import."""

    __tablename__ = "bulk_file"
    __table_args__ = (UniqueConstraint("bulk_id", "position"), Index("ix_bulk_file_bulk_id_state", "bulk_id", "state"))

    id: Mapped[Id]
    bulk_id: Mapped[int] = mapped_column(ForeignKey("bulk_import.id", ondelete="CASCADE"))
    position: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(500))
    """With the folders it stood in."""
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(default=0)
    own: Mapped[bool] = mapped_column(default=False)
    understood: Mapped[str] = mapped_column(String(300), default="")
    """What it was understood as: the questionnaire's title or family."""
    questions: Mapped[int] = mapped_column(default=0)
    answers: Mapped[int] = mapped_column(default=0)
    guesses: Mapped[list[object]] = mapped_column(JSON, default=list)
    """What `guessed` is made of."""
    confidence: Mapped[float | None]
    """Of the strongest guess."""
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    """Whose answers it holds, as chosen; None while nobody knows."""
    skip: Mapped[bool] = mapped_column(default=False)
    """A person leaves it out."""
    state: Mapped[FileState] = mapped_column(String(20), default=FileState.WAITING)
    sentence: Mapped[str] = mapped_column(Text, default="")
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id", ondelete="SET NULL"))

    @property
    def guessed(self) -> list[Guess]:
        """Organizations it may belong to, the likeliest first."""
        return msgspec.convert(self.guesses, list[Guess])
