"""What people decided about pairs of questions, and where carried-over answers came from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.assessments.models import Assessment
from vendor_risk.database import Base, Id, Name


class PairDecision(Base):
    """Whether a question of theirs says something about one of ours: decided once, good for every workbook of the form.

    Their question is known by id and text together, because editions of one form give old ids to new questions. A
    decision says nothing about any company's answers, so it helps the whole group.
    """

    __tablename__ = "pair_decision"
    __table_args__ = (UniqueConstraint("own_key", "own_version", "own_question", "foreign_key", "foreign_question"),)

    id: Mapped[Id]
    own_key: Mapped[str] = mapped_column(String(80))
    own_version: Mapped[str] = mapped_column(String(40))
    own_question: Mapped[str] = mapped_column(String(120))
    foreign_key: Mapped[str] = mapped_column(String(80))
    foreign_question: Mapped[str] = mapped_column(String(64))
    """SHA-256 of id and text (`queries.identity`)."""
    fits: Mapped[bool]
    decided_by: Mapped[Name]
    decided_at: Mapped[datetime]


class CarriedAnswer(Base):
    """Where an answer that was carried over came from. It speaks of the answer as long as that has `Source.CARRIED`."""

    __tablename__ = "carried_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["assessment_id", "question_id"], ["answer.assessment_id", "answer.question_id"], ondelete="CASCADE"
        ),
    )

    assessment_id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    source_questions: Mapped[list[str]]
    """Ids of the questions whose answers were carried over."""
    carried_by: Mapped[Name]
    carried_at: Mapped[datetime]

    source: Mapped[Assessment] = relationship()
