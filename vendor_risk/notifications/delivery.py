"""Draining the outbox: each mail is claimed, sent, and settled, in transactions of its own.

A mail is claimed by setting it to SENDING, which only one process can do. If that process dies before it settles the
mail, the claim runs out and another tries again under the same Message-ID, by which mailboxes recognise a double.
"""

from __future__ import annotations

import logging
import smtplib
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask

from vendor_risk import server
from vendor_risk.config import Config
from vendor_risk.database import db, now, writing
from vendor_risk.notifications import actions, queries, smtp
from vendor_risk.notifications.models import MailStatus, OutboxMail
from vendor_risk.notifications.texts import blotted

log = logging.getLogger(__name__)
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""How long to wait after each failed try; after the last one the mail has failed."""
CLAIM = timedelta(minutes=10)
PAUSE_SECONDS = 5.0


@dataclass
class Drained:
    """What one pass did."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0


def _claim(at: datetime) -> OutboxMail | None:
    """The next mail that is due, now claimed; None when none is."""
    waiting = queries.due_id(at)
    db.session.rollback()
    if waiting is None:  # asked as a reader first: mostly there is nothing, and writers should not wait for that
        return None
    with writing():
        mail_id = queries.due_id(at)
        if mail_id is None:
            db.session.rollback()
            return None
        claimed = actions.claim(mail_id, at=at, until=at + CLAIM)
        db.session.commit()
        if not claimed:
            return _claim(at)
    mail = db.session.get_one(OutboxMail, mail_id, populate_existing=True)
    db.session.expunge(mail)
    db.session.rollback()
    return mail


def _settle(mail: OutboxMail, at: datetime, status: MailStatus, error: str = "", *, blot: bool = False) -> None:
    values: dict[str, object] = {"status": status, "last_error": error[:2000]}
    if status is MailStatus.SENT:
        values["sent_at"] = at
    if status is MailStatus.QUEUED:
        values["next_attempt_at"] = at + BACKOFF[min(mail.attempts, len(BACKOFF)) - 1]
    if blot:  # the link has done its work here: nobody needs to read it any more
        values["body"] = blotted(mail.kind, mail.body)
    with writing():
        actions.settle(mail.id, values)
        db.session.commit()


def _send_one(connection: smtplib.SMTP, mail: OutboxMail, config: Config, done: Drained) -> None:
    try:
        smtp.send(connection, mail, config.mail_from, config.base_url)
    except smtp.NeverError as error:
        done.failed += 1
        _settle(mail, now(), MailStatus.FAILED, str(error), blot=True)
    except smtp.TryLaterError as error:
        _postpone(mail, str(error), done)
        if isinstance(error, smtp.ServerAwayError):
            raise
    else:
        done.sent += 1
        _settle(mail, now(), MailStatus.SENT, blot=True)


def _postpone(mail: OutboxMail, error: str, done: Drained) -> None:
    if mail.attempts >= len(BACKOFF):
        done.failed += 1
        _settle(mail, now(), MailStatus.FAILED, error)
    else:
        done.waiting += 1
        _settle(mail, now(), MailStatus.QUEUED, error)


def drain(config: Config) -> Drained:
    """Send every mail that is due over one connection. Stops when the server is away; nothing is lost."""
    done = Drained()
    mail = _claim(now())
    if mail is None:
        return done
    try:
        with smtp.connection(config.smtp_url) as connection:
            while mail is not None:
                _send_one(connection, mail, config, done)
                mail = _claim(now())
    except smtp.ServerAwayError as error:
        if mail is not None and done.waiting + done.failed + done.sent == 0:
            _postpone(mail, str(error), done)
        log.warning("mail server not available: %s", error)
    return done


def start(app: Flask, stop: threading.Event | None = None, config: Config | None = None) -> threading.Thread | None:
    """A thread that drains the outbox every few seconds; None when no mail server is configured."""
    chosen: Config = config or app.extensions["vendor_risk.config"]
    if not chosen.smtp_url:
        return None
    return server.every(PAUSE_SECONDS, "outbox", lambda: drain(chosen), app, stop)
