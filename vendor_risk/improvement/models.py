"""Findings: gaps an accepted result shows, and what is being done about them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.database import Base, Id
from vendor_risk.organizations.models import Organization
from vendor_risk.questionnaires.models import QuestionnaireVersion


class FindingStatus(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"
    ACCEPTED_RISK = "accepted_risk"


class Severity(StrEnum):
    """How bad a gap is, worst first (`actions.severity_of` says how)."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Finding(Base):
    """A gap with its impact. One that a newer assessment shows again moves on to that assessment."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("assessment_id", "question_id"),
        Index(  # holds all that is counted and sorted of the unfinished ones, so that 100,000 rows need not be read
            "ix_finding_unfinished", "status", "issuer_id", "organization_id", "due_on", "severity", "owner", "impact"
        ),
    )

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    issuer_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    questionnaire_version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    question_id: Mapped[str] = mapped_column(String(120), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    """domain.findings.GapKind."""
    severity: Mapped[Severity] = mapped_column(String(10))
    level: Mapped[float]
    target: Mapped[float]
    impact: Mapped[float]
    """Points of risk this gap carries (domain.findings says how)."""
    points: Mapped[float]
    """Points of the overall score that closing it brings."""
    status: Mapped[FindingStatus] = mapped_column(String(20), default=FindingStatus.OPEN)
    owner: Mapped[str] = mapped_column(String(300), default="")
    due_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    organization: Mapped[Organization] = relationship(foreign_keys=[organization_id])
    issuer: Mapped[Organization] = relationship(foreign_keys=[issuer_id])
    questionnaire_version: Mapped[QuestionnaireVersion] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute
