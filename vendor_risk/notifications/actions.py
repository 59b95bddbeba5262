"""Writing mail into the outbox, and sending what lies there."""

from __future__ import annotations

import secrets
from datetime import datetime

from vendor_risk.database import db
from vendor_risk.notifications.models import OutboxMail


def queue(
    *,
    kind: str,
    to_address: str,
    to_name: str,
    language: str,
    subject: str,
    body: str,
    at: datetime,
    sender_domain: str,
    company_id: int | None = None,
    assessment_id: int | None = None,
) -> OutboxMail:
    """Put one mail into the outbox. It is sent after the transaction, once, by whoever drains the outbox."""
    mail = OutboxMail(
        kind=kind,
        to_address=to_address,
        to_name=to_name,
        language=language,
        subject=" ".join(subject.split()),
        body=body,
        message_id=f"<{secrets.token_hex(16)}@{sender_domain}>",
        company_id=company_id,
        assessment_id=assessment_id,
        created_at=at,
        next_attempt_at=at,
    )
    db.session.add(mail)
    db.session.flush()
    return mail
