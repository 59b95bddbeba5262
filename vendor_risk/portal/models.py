"""Sessions of respondents, who come in by an invitation (`assessments.models.Invitation`) and have no account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.assessments.models import Invitation
from vendor_risk.database import Base, Id


class InvitationSession(Base):
    """A respondent's session: bound to one invitation, kept here so that it ends with it."""

    __tablename__ = "invitation_session"

    id: Mapped[Id]
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    """When the mailed six-digit code was entered."""

    invitation: Mapped[Invitation] = relationship()


class MailCode(Base):
    """A six-digit code to the invited mailbox: ten minutes, single use, five tries."""

    __tablename__ = "mail_code"

    id: Mapped[Id]
    session_id: Mapped[int] = mapped_column(ForeignKey("invitation_session.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
