"""Findings: gaps an accepted result shows, and what is being done about them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.database import Base, Id
from vendor_risk.organizations.models import Organization


class FindingStatus(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"
    ACCEPTED_RISK = "accepted_risk"


class Finding(Base):
    """A gap with its impact."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("assessment_id", "question_id"),
        Index("ix_finding_issuer_id_status", "issuer_id", "status"),
    )

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    issuer_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    questionnaire_version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    question_id: Mapped[str] = mapped_column(String(120))
    level: Mapped[float]
    target: Mapped[float]
    impact: Mapped[float]
    """Points of risk this gap carries (domain.findings says how)."""
    status: Mapped[FindingStatus] = mapped_column(String(20), default=FindingStatus.OPEN)
    owner: Mapped[str] = mapped_column(String(300), default="")
    due_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    organization: Mapped[Organization] = relationship(foreign_keys=[organization_id])
