"""Engagements: a service one organization buys from another. Tiering happens here."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.database import Base, Code, Id, Name
from vendor_risk.organizations.models import Organization


class EngagementStatus(StrEnum):
    """Where the relationship stands."""

    PLANNED = "planned"
    ACTIVE = "active"
    ENDED = "ended"


class Engagement(Base):
    """A service bought: its facts, the tier they give, and who looks after it."""

    __tablename__ = "engagement"
    raises_chain_version = True
    __table_args__ = (
        CheckConstraint("buyer_id <> supplier_id", name="two_parties"),
        Index("ix_engagement_supplier_id_status", "supplier_id", "status"),
        Index("ix_engagement_buyer_id_status", "buyer_id", "status"),
    )

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    buyer_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    """The group company that buys."""
    supplier_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    service: Mapped[Name]
    """As it was first written, in whichever language: what an import without a code recognises it by."""
    service_en: Mapped[str | None] = mapped_column(String(300))
    service_ja: Mapped[str | None] = mapped_column(String(300))
    category: Mapped[str] = mapped_column(String(80), default="other")
    """Service category: a key of `engagements.categories`."""
    status: Mapped[EngagementStatus] = mapped_column(String(20), default=EngagementStatus.ACTIVE)

    # The facts that tiering reads (vocabularies: domain.tiering). None: nobody has said.
    data_class: Mapped[str | None] = mapped_column(String(30))
    personal_data: Mapped[bool | None]
    access: Mapped[str | None] = mapped_column(String(30))
    stoppage_hours: Mapped[int | None]
    """Tolerable stoppage in hours."""
    substitutability: Mapped[str | None] = mapped_column(String(30))
    annual_spend: Mapped[int | None]
    """In yen a year."""
    facts: Mapped[list[str]] = mapped_column(default=list)
    """The facts by which questions are chosen ("software_development", "control_systems", …) that are known to hold."""
    denied_facts: Mapped[list[str]] = mapped_column(default=list)
    """Those a person said do not hold."""
    answer_confidential: Mapped[bool | None]
    """The three METI questions, when a person answered them outright instead of letting the facts answer."""
    answer_stoppage: Mapped[bool | None]
    answer_access: Mapped[bool | None]

    # What tiering found (kept by actions; the reasons are recomputed for the page)
    default_tier: Mapped[str] = mapped_column(String(2))
    tier: Mapped[str] = mapped_column(String(2), index=True)
    """By what is known: "at least", while `tier_could_be` is another."""
    tier_could_be: Mapped[str] = mapped_column(String(2))
    possible_facts: Mapped[list[str]] = mapped_column(default=list)
    """Facts that may hold besides `facts`: questions about them are asked too."""
    missing_facts: Mapped[list[str]] = mapped_column(default=list)
    """Names of facts nobody has given (`domain.tiering.tiers.unstated`), those that decide the tier first."""
    facts_missing: Mapped[int] = mapped_column(default=0, index=True)
    """How many these are."""
    tier_override: Mapped[str | None] = mapped_column(String(2))
    tier_override_reason: Mapped[str] = mapped_column(Text, default="")
    tier_override_by: Mapped[str] = mapped_column(String(300), default="")
    tier_override_at: Mapped[datetime | None]
    impact: Mapped[int]
    likelihood: Mapped[int]
    inherent_risk: Mapped[float]
    """0–1, by what is known; it could be as much as `inherent_risk_could_be`."""
    inherent_risk_could_be: Mapped[float]

    contract_start: Mapped[date | None]
    contract_end: Mapped[date | None]
    owner_name: Mapped[str] = mapped_column(String(300), default="")
    owner_name_en: Mapped[str | None] = mapped_column(String(300))
    owner_name_ja: Mapped[str | None] = mapped_column(String(300))
    owner_email: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    buyer: Mapped[Organization] = relationship(foreign_keys=[buyer_id])
    supplier: Mapped[Organization] = relationship(foreign_keys=[supplier_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute
