"""Merges that were done, with what undoing needs; and pairs that a person said are two organizations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.database import Base, Id
from vendor_risk.organizations.models import Organization


class OrganizationMerge(Base):
    """Two records that became one: everything attached to `gone` moved to `kept`."""

    __tablename__ = "organization_merge"
    __table_args__ = (CheckConstraint("kept_id <> gone_id", name="two_records"),)

    id: Mapped[Id]
    kept_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    journal: Mapped[dict[str, object]]
    """What was changed (a `repointing.MergeJournal`): what `actions.undo` puts back."""
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(300))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(300), default="")

    kept: Mapped[Organization] = relationship(foreign_keys=[kept_id])
    gone: Mapped[Organization] = relationship(foreign_keys=[gone_id])


class DistinctPair(Base):
    """Two records that look alike and are two organizations: not proposed any more."""

    __tablename__ = "distinct_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
    )

    id: Mapped[Id]
    first_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(300))
