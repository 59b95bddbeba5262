"""Writing mail into the outbox, and sending what lies there."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.notifications.models import UNSETTLED, MailStatus, OutboxMail
from vendor_risk.redaction import BLOTTED


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
    heading: str = "",
    reply_to: str = "",
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
        heading=" ".join(heading.split()),
        reply_to="".join(reply_to.split()),
        message_id=f"<{secrets.token_hex(16)}@{sender_domain}>",
        company_id=company_id,
        assessment_id=assessment_id,
        created_at=at,
        next_attempt_at=at,
    )
    db.session.add(mail)
    db.session.flush()
    return mail


def claim(mail_id: int, *, at: datetime, until: datetime) -> bool:
    """Take a mail that is due for sending, one more try; nobody else gets it before `until`.

    False, and nothing changed, when another process was faster.
    """
    m = OutboxMail
    claimed = db.session.execute(
        update(m)
        .where(m.id == mail_id, m.status.in_(UNSETTLED), m.next_attempt_at <= at)
        .values(status=MailStatus.SENDING, attempts=m.attempts + 1, next_attempt_at=until)
    )
    return claimed.rowcount == 1  # type: ignore[attr-defined,no-any-return]


def settle(mail_id: int, values: Mapping[str, object]) -> None:
    """Write how a try to send this mail ended: its columns that change."""
    db.session.execute(update(OutboxMail).where(OutboxMail.id == mail_id).values(**values))


def retry(mail: OutboxMail, *, actor: str, at: datetime) -> None:
    """Put a failed mail back in line. Refused when its link has been blotted out: then a new link must be sent."""
    if mail.status != MailStatus.FAILED:
        raise Refused(_("Only emails that could not be sent can be resent."), status=409)
    if BLOTTED in mail.body:
        raise Refused(
            _(
                "This email cannot be resent because its link has been removed. Correct the address and send a new link "
                "instead."
            )
        )
    mail.status, mail.attempts, mail.next_attempt_at = MailStatus.QUEUED, 0, at
    record("notifications.retry", "mail", mail.id, actor=actor, at=at, company_id=mail.company_id)
