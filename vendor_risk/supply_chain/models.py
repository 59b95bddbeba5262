"""Supply links: the edges of the chain, from contracts or as declared by vendors."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.database import Base, Id
from vendor_risk.organizations.models import Organization


class LinkSource(StrEnum):
    """How we know of a link."""

    CONTRACT = "contract"
    DECLARED = "declared"
    FOUND = "found"


class Contracted(NamedTuple):
    """What a contract link has from its engagement."""

    engagement_id: int
    service_en: str | None = None
    service_ja: str | None = None


class SupplyLink(Base):
    """An edge buyer → supplier. Shared suppliers are one node; cycles are allowed."""

    __tablename__ = "supply_link"
    raises_chain_version = True
    __table_args__ = (
        UniqueConstraint("buyer_id", "supplier_id", "service"),
        Index("ix_supply_link_seen_on", "seen_on"),
        CheckConstraint("buyer_id <> supplier_id", name="two_parties"),
        CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence_is_a_share"),
        CheckConstraint("weight IS NULL OR (weight >= 0 AND weight <= 1)", name="weight_is_a_share"),
    )

    id: Mapped[Id]
    buyer_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    service: Mapped[str] = mapped_column(String(300), default="")
    """As it was first written: with both parties what a link is recognised by."""
    service_en: Mapped[str | None] = mapped_column(String(300))
    service_ja: Mapped[str | None] = mapped_column(String(300))
    source: Mapped[LinkSource] = mapped_column(String(20))
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), index=True)
    """The engagement a contract link comes from; such links follow their engagement."""
    confidence: Mapped[float] = mapped_column(default=1.0)
    weight: Mapped[float | None]
    """How much of the supplier's exposure reaches the buyer (0–1), as a person said; None: by the facts."""
    weight_reason: Mapped[str] = mapped_column(String(500), default="")
    """Why a person said so; "" where nobody did, or an import brought it."""
    seen_on: Mapped[date]
    """When the link was last confirmed."""
    created_at: Mapped[datetime]

    buyer: Mapped[Organization] = relationship(foreign_keys=[buyer_id])
    supplier: Mapped[Organization] = relationship(foreign_keys=[supplier_id])


class SupplyLinkVersion(Base):
    """What a link was from one moment to another, and who made and ended it: never changed but for its end.

    Kept by `supply_chain.history_actions.note` after whatever changed links; a link that is gone has no version without
    an end.
    """

    __tablename__ = "supply_link_version"
    __table_args__ = (Index("ix_supply_link_version_buyer_id_until", "buyer_id", "until"),)

    id: Mapped[Id]
    buyer_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    service: Mapped[str] = mapped_column(String(300))
    service_en: Mapped[str | None] = mapped_column(String(300))
    service_ja: Mapped[str | None] = mapped_column(String(300))
    source: Mapped[LinkSource] = mapped_column(String(20))
    engagement_id: Mapped[int | None]
    """As it was then; the engagement may be gone."""
    confidence: Mapped[float]
    weight: Mapped[float | None]
    weight_reason: Mapped[str] = mapped_column(String(500))
    seen_on: Mapped[date]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    made_by: Mapped[str] = mapped_column(String(300))
    ended_by: Mapped[str] = mapped_column(String(300), default="")
