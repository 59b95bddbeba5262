"""Declarations: a subcontractor as a vendor named it. Nothing of it counts before a person has accepted it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.assessments.models import Assessment
from vendor_risk.database import Base, Id, Name
from vendor_risk.organizations.models import Organization


class DeclarationState(StrEnum):
    """What has become of a declaration."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Declaration(Base):
    """One subcontractor in a vendor's own words, and what a person made of it."""

    __tablename__ = "declaration"
    __table_args__ = (Index("ix_declaration_state_vendor_id", "state", "vendor_id"),)

    id: Mapped[Id]
    vendor_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    """Who declares: the buying side of the link that may come of it."""
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    """Through which it was declared."""
    name: Mapped[Name]
    folded: Mapped[str] = mapped_column(String(300))
    """The name without its form, by which doubles are recognised; kept by `actions`."""
    country: Mapped[str] = mapped_column(String(2))
    service: Mapped[str] = mapped_column(String(300))
    corporate_number: Mapped[str | None] = mapped_column(String(13))
    state: Mapped[DeclarationState] = mapped_column(String(20), default=DeclarationState.WAITING)
    declared_by: Mapped[str] = mapped_column(String(300))
    declared_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(300), default="")
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why it was declined."""
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    """Which organization it was accepted as."""
    link_id: Mapped[int | None]
    """The supply link that accepting made; None when there was one already. The link may be gone since."""

    vendor: Mapped[Organization] = relationship(foreign_keys=[vendor_id])
    supplier: Mapped[Organization | None] = relationship(foreign_keys=[supplier_id])
    assessment: Mapped[Assessment] = relationship()


class NoSubcontractors(Base):
    """That a vendor uses no subcontractors, in its own words: silence does not say so."""

    __tablename__ = "no_subcontractors"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    said_by: Mapped[str] = mapped_column(String(300))
    said_at: Mapped[datetime]
