"""The audit log: who did what to which object, in a chain of hashes that shows any change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from vendor_risk.database import Base, Id


class AuditEvent(Base):
    """One thing that was done. Rows are only added; `hash` covers the row and the hash before it."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_object_type_object_id", "object_type", "object_id"),)

    id: Mapped[Id]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(300))
    """"user:12 Name", "invitation:7 address", "system"."""
    action: Mapped[str] = mapped_column(String(60), index=True)
    """feature.verb, such as "assessments.issue"."""
    object_type: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[str] = mapped_column(String(120))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    """The group company it concerns: the scope of who may read it."""
    details: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
