"""Questions about the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from vendor_risk.database import db
from vendor_risk.notifications.models import UNSETTLED, MailStatus, OutboxMail
from vendor_risk.notifications.texts import ACCOUNT_KINDS, blotted
from vendor_risk.permissions import Scope
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp


class MailRow(NamedTuple):
    """A line of the outbox, without the body."""

    id: int
    subject: str
    to_address: str
    to_name: str
    status: MailStatus
    created_at: datetime
    sent_at: datetime | None
    last_error: str
    language: str


def mails(scope: Scope, status: str, q: str, number: int) -> Page[MailRow]:
    """A page of mails of the scope's companies, newest first, without their bodies."""
    m = OutboxMail
    conditions: list[ColumnElement[bool]] = [m.company_id.in_(sorted(scope.companies))]
    if status in set(MailStatus):
        conditions.append(m.status == status)
    if q:
        conditions.append(m.to_address.contains(q, autoescape=True) | m.subject.contains(q, autoescape=True))
    total = db.session.scalar(select(func.count()).select_from(m).where(*conditions)) or 0
    page = clamp(number, total)
    rows = db.session.execute(
        select(m.id, m.subject, m.to_address, m.to_name, m.status, m.created_at, m.sent_at, m.last_error, m.language)
        .where(*conditions)
        .order_by(m.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return Page([MailRow._make(row) for row in rows], page, total)


def counts(scope: Scope) -> dict[str, int]:
    """How many mails are in each state."""
    rows = db.session.execute(
        select(OutboxMail.status, func.count().label("number"))
        .where(OutboxMail.company_id.in_(sorted(scope.companies)))
        .group_by(OutboxMail.status)
    )
    return {str(row.status): row.number for row in rows}


def mail(scope: Scope, mail_id: int) -> OutboxMail | None:
    """The mail with that id, when its company lies in the scope."""
    return db.session.scalar(
        select(OutboxMail).where(OutboxMail.id == mail_id, OutboxMail.company_id.in_(sorted(scope.companies)))
    )


def of_assessment(assessment_id: int) -> list[OutboxMail]:
    """The mails about an assessment that was loaded through a scope, newest first."""
    query = select(OutboxMail).where(OutboxMail.assessment_id == assessment_id).order_by(OutboxMail.id.desc())
    return list(db.session.scalars(query))


def due_id(at: datetime) -> int | None:
    """The mail that has waited longest and is due, or whose claim ran out. Beyond any scope: for sending."""
    return db.session.scalar(
        select(OutboxMail.id)
        .where(OutboxMail.status.in_(UNSETTLED), OutboxMail.next_attempt_at <= at)
        .order_by(OutboxMail.next_attempt_at, OutboxMail.id)
        .limit(1)
    )


def shown_body(row: OutboxMail, with_link: bool) -> str:
    """The mail's text; its link and code are blotted out unless `with_link`, and always once it has been sent.

    Links to somebody's account are for that person alone.
    """
    if with_link and row.kind not in ACCOUNT_KINDS and row.status in (MailStatus.QUEUED, MailStatus.SENDING):
        return row.body
    return blotted(row.kind, row.body)
