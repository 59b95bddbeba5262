"""The chain as it stood on a day, kept as one packed row."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from vendor_risk.database import Base, Id


class KeptSnapshot(Base):
    """The whole group's snapshot (`exposure.analysis.snapshot`) at the end of a day on which something had changed."""

    __tablename__ = "kept_snapshot"

    id: Mapped[Id]
    day: Mapped[date] = mapped_column(unique=True)
    taken_at: Mapped[datetime]
    organizations: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the arrays: the same as the day before means that nothing changed, and nothing is kept."""
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The arrays, packed (`packing`)."""
