"""Requests to owners for missing facts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.database import Base, Id
from vendor_risk.organizations.models import Organization


class FactRequest(Base):
    """A link by which the owner of a company's engagements gives what is missing of them, without an account.

    It asks for what is missing when it is opened, so nothing of the engagements stands here. Only the SHA-256 of its
    token is stored. A newer one for the same owner and company takes its place.
    """

    __tablename__ = "fact_request"
    __table_args__ = (Index("ix_fact_request_company_id_email", "company_id", "email"),)

    id: Mapped[Id]
    company_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    """The group company whose engagements are asked about."""
    email: Mapped[str] = mapped_column(String(254))
    """The owner's address in lower case: with the company it says which engagements are meant."""
    name: Mapped[str] = mapped_column(String(300), default="")
    """Whom the mail greeted; empty where the engagements under that address name several owners."""
    language: Mapped[str] = mapped_column(String(2))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(300))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    """When details were last saved through it."""
    revoked_at: Mapped[datetime | None]

    company: Mapped[Organization] = relationship()
