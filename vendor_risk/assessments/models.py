"""Campaigns, assessments, answers with every revision, evidence, and results."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import JSON

from vendor_risk.database import Base, Id, Name
from vendor_risk.domain.documents import Json
from vendor_risk.organizations.models import Organization
from vendor_risk.questionnaires.models import QuestionnaireVersion


class AssessmentStatus(StrEnum):
    """draft → issued → opened → in progress → submitted → in review ⇄ returned → accepted. See `states.py`."""

    DRAFT = "draft"
    ISSUED = "issued"
    OPENED = "opened"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class AnswerSource(StrEnum):
    """By which way an answer came."""

    WEB = "web"
    WORKBOOK = "workbook"
    FOREIGN = "foreign"
    STAFF = "staff"
    CARRIED = "carried"
    EARLIER = "earlier"
    """Given last time, and confirmed by the respondent to hold today."""


class Campaign(Base):
    """Questionnaires sent to many organizations with one due date."""

    __tablename__ = "campaign"

    id: Mapped[Id]
    name: Mapped[Name]
    """As it was first written, in whichever language."""
    name_en: Mapped[str | None] = mapped_column(String(300))
    name_ja: Mapped[str | None] = mapped_column(String(300))
    round: Mapped[str] = mapped_column(String(20), default="")
    """Label of the yearly round, such as "2026"."""
    issuer_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    due_on: Mapped[date]
    message_en: Mapped[str] = mapped_column(Text, default="")
    message_ja: Mapped[str] = mapped_column(Text, default="")
    """The asking company's own words, shown in mail and on the first page to readers of that language only."""
    department_en: Mapped[str] = mapped_column(String(200), default="")
    department_ja: Mapped[str] = mapped_column(String(200), default="")
    person_en: Mapped[str] = mapped_column(String(200), default="")
    person_ja: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(50), default="")
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    """Who signs the mails, and where replies go; without an address mails say that replies are not read."""
    retention_years: Mapped[int | None]
    """How long answers are kept, as the mail promises; None: the mail says nothing of it."""
    mail_code_required: Mapped[bool] = mapped_column(default=False)
    """Whether a six-digit code to the invited mailbox is asked before submitting."""
    created_by: Mapped[Name]
    created_at: Mapped[datetime]

    def message_in(self, lang: str) -> str:
        """The message for readers of `lang`; never the one in the other language."""
        return self.message_ja if lang == "ja" else self.message_en


class Assessment(Base):
    """One questionnaire issued to one organization by one group company."""

    __tablename__ = "assessment"
    __table_args__ = (
        Index("ix_assessment_issuer_id_status", "issuer_id", "status"),
        Index("ix_assessment_organization_id_status", "organization_id", "status"),
    )

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    issuer_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    """The group company that asks (for a group company's own assessment: itself or a company above)."""
    questionnaire_version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"), index=True)
    round: Mapped[str] = mapped_column(String(20), default="")
    tier: Mapped[str | None] = mapped_column(String(2))
    """Tier of criticality when issued; questions and targets follow it."""
    facts: Mapped[list[str]] = mapped_column(default=list)
    """Facts of the engagements when issued; questions follow them."""
    inherent_risk: Mapped[float | None]
    """Inherent risk (0–1) when issued, for the residual risk of the result."""
    question_ids: Mapped[list[str]] = mapped_column(default=list)
    """The questions asked, in order, fixed at issue."""
    status: Mapped[AssessmentStatus] = mapped_column(String(20), default=AssessmentStatus.DRAFT)
    language: Mapped[str] = mapped_column(String(2), default="ja")
    due_on: Mapped[date | None]
    workbook_key: Mapped[str] = mapped_column(String(64), default="")
    """Secret half of the signature in the assessment's own workbooks; changed when links are revoked."""
    issued_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[str] = mapped_column(String(300), default="")
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str] = mapped_column(String(300), default="")
    return_note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    organization: Mapped[Organization] = relationship(foreign_keys=[organization_id])
    issuer: Mapped[Organization] = relationship(foreign_keys=[issuer_id])
    questionnaire_version: Mapped[QuestionnaireVersion] = relationship()
    campaign: Mapped[Campaign | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class Invitation(Base):
    """A link to one assessment for one mailbox. Only the SHA-256 of its token is stored."""

    __tablename__ = "invitation"

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2), default="ja")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]

    assessment: Mapped[Assessment] = relationship()


class StoredAnswer(Base):
    """The present answer to one question, with its review. Earlier ones are `AnswerRevision`s."""

    __tablename__ = "answer"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    """domain AnswerState."""
    value: Mapped[Json] = mapped_column(JSON, nullable=True)
    """domain AnswerValue (a tuple as a list)."""
    comment: Mapped[str] = mapped_column(Text, default="")
    na_reason: Mapped[str] = mapped_column(Text, default="")
    grade: Mapped[str] = mapped_column(String(20), default="self_declared")
    """domain EvidenceGrade."""
    source: Mapped[AnswerSource] = mapped_column(String(20))
    source_ref: Mapped[str] = mapped_column(String(400), default="")
    """File, sheet and cell the answer was read from."""
    author: Mapped[str] = mapped_column(String(300), default="")
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    """Counts up with every change; a save must name the version it saw."""
    # the reviewer's side
    review: Mapped[str] = mapped_column(String(10), default="")
    """"" not looked at, "ok", "returned"."""
    review_note: Mapped[str] = mapped_column(Text, default="")
    na_decision: Mapped[str] = mapped_column(String(10), default="")
    """domain NaDecision: what a reviewer decided on "not applicable"."""
    override_level: Mapped[float | None]
    override_reason: Mapped[str] = mapped_column(Text, default="")
    reviewer: Mapped[str] = mapped_column(String(300), default="")


class AnswerRevision(Base):
    """Every state an answer ever had; only added to. The idempotency key makes a repeated save harmless."""

    __tablename__ = "answer_revision"
    __table_args__ = (UniqueConstraint("assessment_id", "idempotency_key"),)

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    question_id: Mapped[str] = mapped_column(String(120))
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    """state, value, comment, na_reason, grade, override …"""
    source: Mapped[AnswerSource] = mapped_column(String(20))
    author: Mapped[str] = mapped_column(String(300), default="")
    idempotency_key: Mapped[str | None] = mapped_column(String(80))
    at: Mapped[datetime]


class Evidence(Base):
    """A file or reference that supports an answer."""

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(
            ["assessment_id", "question_id"], ["answer.assessment_id", "answer.question_id"], ondelete="CASCADE"
        ),
        Index("ix_evidence_assessment_id_question_id", "assessment_id", "question_id"),
    )

    id: Mapped[Id]
    assessment_id: Mapped[int]
    question_id: Mapped[str] = mapped_column(String(120))
    name: Mapped[Name]
    """File name or title, as given (untrusted)."""
    reference: Mapped[str] = mapped_column(Text, default="")
    """Where it can be seen when no file is attached."""
    media_type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str | None] = mapped_column(String(64))
    """Content address of the file in the file store; None for a reference."""
    author: Mapped[str] = mapped_column(String(300), default="")
    added_at: Mapped[datetime]


VENDOR = "vendor"
"""The purpose of every questionnaire for vendors."""


class Result(Base):
    """What the scoring rules made of an accepted (or, provisionally, submitted) assessment."""

    __tablename__ = "result"
    raises_chain_version = True
    __table_args__ = (
        Index("ix_result_questionnaire_key_current", "questionnaire_key", "current"),
        Index("ix_result_organization_id_questionnaire_key", "organization_id", "questionnaire_key"),
        Index("ix_result_questionnaire_version_id_current_round", "questionnaire_version_id", "current", "round"),
    )

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    issuer_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    questionnaire_version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    questionnaire_key: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(80), default=VENDOR)
    """What it says something about: `VENDOR` for every questionnaire for vendors; those about a group company each have
    their own, their key. One result of an organization stands for each (`standing`)."""
    foreign: Mapped[bool] = mapped_column(default=False)
    """Read from a workbook of somebody else's questionnaire, which nobody of us had issued."""
    current: Mapped[bool] = mapped_column(default=True)
    """Whether it is the newest accepted result of this organization, issuer and questionnaire (as long as nothing was
    accepted: the newest provisional one)."""
    provisional: Mapped[bool] = mapped_column(default=False)
    """Made at submission, before anybody reviewed it."""
    round: Mapped[str] = mapped_column(String(20), default="")
    tier: Mapped[str | None] = mapped_column(String(2))
    rules_version: Mapped[str] = mapped_column(String(40))
    score: Mapped[float | None]
    assured: Mapped[float | None]
    """The prudent score: every answer up to the cap of its evidence grade."""
    backed: Mapped[float | None]
    """Evidence-backed: the part of the score that rests on a document or better."""
    if_refused: Mapped[float | None]
    """The score if every "not applicable" nobody has decided on were refused; the same as `score` without any."""
    uncut: Mapped[float | None]
    """Without cutback: strength elsewhere counted."""
    grade: Mapped[str | None] = mapped_column(String(2))
    capped_by: Mapped[str | None] = mapped_column(String(120))
    """The question whose knock-out capped the grade."""
    worst_question: Mapped[str | None] = mapped_column(String(120))
    inherent_risk: Mapped[float | None]
    residual_risk: Mapped[float | None]
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    """domain `scoring.results.COUNTS`."""
    scored_at: Mapped[datetime]
    valid_until: Mapped[date]
    sections: Mapped[bytes] = mapped_column(LargeBinary)
    """Section scores, packed (`domain.scoring.packing`), in the order of the questionnaire's sections. What stands
    before the     larger blobs is read without them: a heatmap reads ten thousand of these."""
    contributions: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """Each question's contribution, packed."""
    levels: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The answers as a row of a level matrix, packed: thousands are rescored by joining such rows."""
    inputs: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The answers as scored, packed, for replay."""

    assessment: Mapped[Assessment] = relationship()
    organization: Mapped[Organization] = relationship(foreign_keys=[organization_id])
