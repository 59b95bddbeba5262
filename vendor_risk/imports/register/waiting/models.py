"""Rows of register imports that wait."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vendor_risk.database import Base, Id, Name


class HeldRowState(StrEnum):
    """Where a row that was on hold stands."""

    WAITING = "waiting"
    IMPORTED = "imported"
    REPLACED = "replaced"
    """A later file of the same layout brought the row again."""
    DISCARDED = "discarded"


class HeldRow(Base):
    """A row of an imported file that could not be stored as it was. Its cells stay in the file, which is kept."""

    __tablename__ = "import_held_row"
    __table_args__ = (
        UniqueConstraint("batch_id", "sheet", "row"),
        Index("ix_import_held_row_state_identity", "state", "identity"),
    )

    id: Mapped[Id]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"))
    sheet: Mapped[str] = mapped_column(String(300))
    row: Mapped[int]
    label: Mapped[Name]
    identity: Mapped[str] = mapped_column(String(64))
    """What it is recognised by in a later file: its layout with the code, name and service it names."""
    problems: Mapped[list[object]] = mapped_column(JSON, default=list)
    """Why it waits: `RowProblem`s."""
    state: Mapped[HeldRowState] = mapped_column(String(20), default=HeldRowState.WAITING)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was discarded."""
    settled_by: Mapped[Name | None]
    settled_at: Mapped[datetime | None]
