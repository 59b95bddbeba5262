"""Findings: gaps an accepted result shows, and what is being done about them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.accounts.models import User
from vendor_risk.assessments.models import Assessment
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


class FindingEventKind(StrEnum):
    """What happened to a finding."""

    FOUND = "found"
    STILL = "still"
    """A later assessment shows the gap again."""
    GONE = "gone"
    """A later assessment reaches the target."""
    UNASKED = "unasked"
    """A later assessment does not ask or count the question any more."""
    REOPENED = "reopened"
    """A later assessment shows the gap of a closed finding again."""
    DOUBLE = "double"
    """Closed, because after a merge of duplicates another finding stands for the same gap."""
    DECIDED = "decided"
    ASSIGNED = "assigned"


class FindingThreshold(Base):
    """From where on a gap that this company finds is one to work on; companies below follow, unless they have theirs.

    Without any, that of `domain.scoring.findings.GapThreshold` holds.
    """

    __tablename__ = "finding_threshold"

    company_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    levels: Mapped[float]
    impact: Mapped[float]
    set_by: Mapped[str] = mapped_column(String(300))
    set_at: Mapped[datetime]


class Finding(Base):
    """One gap of one organization over the years, with its impact as of the newest assessment that was about it.

    A newer assessment of the same questionnaire by the same issuer continues it, closes it or opens it again.
    """

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("assessment_id", "question_id"),
        Index("ix_finding_gap", "organization_id", "issuer_id", "questionnaire_key"),
        Index(  # holds all that is counted and sorted of the unfinished ones, so that 100,000 rows need not be read
            "ix_finding_unfinished",
            "status",
            "matters",
            "issuer_id",
            "organization_id",
            "due_on",
            "severity",
            "owner_id",
            "vendor_owns",
            "impact",
        ),
    )

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    issuer_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    questionnaire_version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    questionnaire_key: Mapped[str] = mapped_column(String(80))
    """Of every version of the questionnaire: by it and the question the same gap is known again."""
    section_id: Mapped[str] = mapped_column(String(120))
    question_id: Mapped[str] = mapped_column(String(120), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    """domain.findings.GapKind."""
    severity: Mapped[Severity] = mapped_column(String(10))
    level: Mapped[float]
    target: Mapped[float]
    weight: Mapped[float]
    """Of the question; with level, target and impact it also tells the inherent risk (`words.reason`)."""
    impact: Mapped[float]
    """Points of risk this gap carries (domain.findings says how)."""
    points: Mapped[float]
    """Points of the overall score that closing it brings."""
    status: Mapped[FindingStatus] = mapped_column(String(20), default=FindingStatus.OPEN)
    matters: Mapped[bool]
    """Whether it reaches the issuer's threshold, or somebody has taken it up (`actions.set_threshold` keeps it)."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    vendor_owns: Mapped[bool] = mapped_column(default=False)
    """It lies with the assessed organization; then `owner_id` is None."""
    due_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    rounds: Mapped[int] = mapped_column(default=1)
    """How many assessments have shown the gap."""
    version: Mapped[int] = mapped_column(default=1)

    organization: Mapped[Organization] = relationship(foreign_keys=[organization_id])
    issuer: Mapped[Organization] = relationship(foreign_keys=[issuer_id])
    questionnaire_version: Mapped[QuestionnaireVersion] = relationship()
    owner: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class FindingEvent(Base):
    """What happened to a finding, in the order of its ids; nothing of it is ever changed."""

    __tablename__ = "finding_event"

    id: Mapped[Id]
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    kind: Mapped[FindingEventKind] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(300))
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id", ondelete="SET NULL"), index=True)
    """Through which it was found, found again or found closed; None for what a person decided."""
    level: Mapped[float]
    target: Mapped[float]
    status: Mapped[FindingStatus] = mapped_column(String(20))
    owner: Mapped[str] = mapped_column(String(300), default="")
    """The owner's name at that time: a person's or the assessed organization's."""
    due_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")

    assessment: Mapped[Assessment | None] = relationship()
