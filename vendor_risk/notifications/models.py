"""The outbox: mail is written here in the transaction that causes it, and sent afterwards."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from vendor_risk.database import Base, Id


class MailStatus(StrEnum):
    """Where a mail stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


UNSETTLED = (MailStatus.QUEUED, MailStatus.SENDING)
"""What is sent when its moment comes: queued mail, and claimed mail whose claim ran out."""


class OutboxMail(Base):
    """One mail to one address."""

    __tablename__ = "outbox_mail"
    __table_args__ = (Index("ix_outbox_mail_status_next_attempt_at", "status", "next_attempt_at"),)

    id: Mapped[Id]
    company_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    """The group company it is sent for: the scope of who may see it."""
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    to_address: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(300))
    heading: Mapped[str] = mapped_column(String(300), default="")
    """The sending company's name, above the HTML part."""
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    """Where replies go; empty: the address is send-only."""
    body: Mapped[str] = mapped_column(Text)
    """Plain text. A link in it is blotted out once the mail is sent (`queries.shown_body`)."""
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    status: Mapped[MailStatus] = mapped_column(String(20), default=MailStatus.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    last_error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
