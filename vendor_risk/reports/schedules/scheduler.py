"""The clock of scheduled reports: looked at every few minutes while serving. What was missed is made once, later."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from flask_babel import to_user_timezone

from vendor_risk.database import DatabaseBusyError, db, now, writing
from vendor_risk.reports.schedules import actions

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)
PAUSE_SECONDS = 300.0


def look() -> int:
    """Have made what is due now; how many reports."""
    at = now()
    with writing():
        number = actions.make_due(to_user_timezone(at).date(), at)
        db.session.commit()
    return number


def start(app: Flask, stop: threading.Event) -> threading.Thread:
    """A thread that looks at the clock until `stop` is set."""

    def _run() -> None:
        while True:
            with app.app_context():
                try:
                    look()
                except DatabaseBusyError:
                    log.info("the database is busy; scheduled reports are looked at later")
                except Exception:
                    log.exception("scheduled reports could not be looked at; trying again")
                finally:
                    db.session.remove()
            if stop.wait(PAUSE_SECONDS):
                return

    thread = threading.Thread(target=_run, name="report schedules", daemon=True)
    thread.start()
    return thread
