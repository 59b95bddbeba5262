"""The audit log: who did what to which object, in a chain of hashes that shows any change."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import DDL, ForeignKey, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.database import Base, Id

if TYPE_CHECKING:
    from vendor_risk.organizations.models import Organization


class AuditEvent(Base):
    """One thing that was done. Rows are only added; `hash` covers the row and the hash before it."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_object_type_object_id", "object_type", "object_id"),
        Index("ix_audit_event_action_id", "action", "id"),  # the newest of an action at a glance
    )

    id: Mapped[Id]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(300))
    """"user:12 Name", "invitation:7 address", "system"."""
    action: Mapped[str] = mapped_column(String(60))
    """feature.verb, such as "assessments.issue"."""
    object_type: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[str] = mapped_column(String(120))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    """The group company it concerns: the scope of who may read it."""
    details: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    company: Mapped[Organization | None] = relationship()


APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END""",
        """CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$""",
        """CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()""",
    ),
}
"""What makes the database refuse changes to the log. The first migration has the same."""

for _dialect, _statements in APPEND_ONLY.items():
    for _statement in _statements:
        event.listen(AuditEvent.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
