"""Adding to the audit log, and checking that nobody changed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select, text

from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db

GENESIS = "0" * 64
_LOCK_KEY = 0x76725F61756469  # "vr_audi", an advisory lock of PostgreSQL: an unlocked chain forks


def _digest(event: AuditEvent) -> str:
    content = [
        event.at.isoformat(),
        event.actor,
        event.action,
        event.object_type,
        event.object_id,
        event.company_id,
        event.details,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def record(
    action: str,
    object_type: str,
    object_id: object,
    *,
    actor: str,
    at: datetime,
    company_id: int | None = None,
    **details: Any,
) -> AuditEvent:
    """Add one event to the log, chained to the one before it. `details` must be JSON-able.

    It is stored with the transaction that does the thing: what is rolled back was not done and is not logged.
    """
    session = db.session
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    session.flush()
    previous = session.scalar(select(AuditEvent.hash).order_by(AuditEvent.id.desc()).limit(1)) or GENESIS
    event = AuditEvent(
        at=at,
        actor=actor,
        action=action,
        object_type=object_type,
        object_id=str(object_id),
        company_id=company_id,
        details=details,
        previous=previous,
    )
    event.hash = _digest(event)
    session.add(event)
    session.flush()
    return event


def broken_links() -> Iterator[AuditEvent]:
    """The events whose hash or predecessor is not what it should be; none when the log is whole."""
    previous = GENESIS
    for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=1000)):
        if event.previous != previous or event.hash != _digest(event):
            yield event
        previous = event.hash
