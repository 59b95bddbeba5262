"""Questionnaire versions as the database keeps them: released documents that never change."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vendor_risk.database import Base, Code, Id, Name
from vendor_risk.questionnaires.titles import title_in


class QuestionnaireStatus(StrEnum):
    """Whether it may be issued."""

    DRAFT = "draft"
    RELEASED = "released"
    RETIRED = "retired"


class Origin(StrEnum):
    """Where a questionnaire comes from."""

    SHIPPED = "shipped"
    BUILT = "built"
    WORKBOOK = "workbook"


class QuestionnaireVersion(Base):
    """One version of a questionnaire: the document (`content.document`) and its fingerprint."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[Id]
    key: Mapped[Code]
    version: Mapped[str] = mapped_column(String(40))
    title_en: Mapped[Name]
    title_ja: Mapped[Name]
    audience: Mapped[str] = mapped_column(String(20))
    status: Mapped[QuestionnaireStatus] = mapped_column(String(20))
    origin: Mapped[Origin] = mapped_column(String(20))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    """The group company a built or read questionnaire belongs to; None for shipped ones, which all may use."""
    question_count: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    document: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    created_at: Mapped[datetime]

    def title(self, lang: str) -> str:
        """The title in `lang`."""
        return title_in(lang, self)


class ScoringRulesVersion(Base):
    """The scoring rules (grades, evidence caps …) as they were when results were made, so that any can be replayed."""

    __tablename__ = "scoring_rules_version"

    version: Mapped[str] = mapped_column(String(40), primary_key=True)
    document: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
