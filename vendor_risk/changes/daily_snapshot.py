"""Keeps a snapshot when a day's work has changed something: looked at every quarter of an hour while serving."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from vendor_risk import server
from vendor_risk.changes import actions
from vendor_risk.database import db, now, writing

if TYPE_CHECKING:
    from flask import Flask

PAUSE_SECONDS = 900.0
ACTOR = "daily snapshot"


def keep_now() -> bool:
    """Keep today's state; whether there was anything new. Another process that does the same at once is no harm."""
    with writing():
        try:
            kept = actions.keep(at=now(), actor=ACTOR)
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            return False
    return kept is not None


def start(app: Flask, stop: threading.Event | None = None) -> threading.Thread:
    """A thread that keeps snapshots until the process ends or `stop` is set."""
    return server.every(PAUSE_SECONDS, "snapshots", keep_now, app, stop)
