"""The clock of scheduled reports: looked at every few minutes while serving. What was missed is made once, later."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from vendor_risk import server
from vendor_risk.database import db, now, writing
from vendor_risk.i18n import local_day
from vendor_risk.reports.schedules import actions

if TYPE_CHECKING:
    from flask import Flask

PAUSE_SECONDS = 300.0


def look() -> int:
    """Order the reports that are due now. Returns how many."""
    at = now()
    with writing():
        number = actions.make_due(local_day(at), at)
        db.session.commit()
    return number


def start(app: Flask, stop: threading.Event) -> threading.Thread:
    """A thread that looks at the clock until `stop` is set."""
    return server.every(PAUSE_SECONDS, "report schedules", look, app, stop)
