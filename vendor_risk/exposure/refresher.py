"""Makes snapshots again beside the pages after the data changed, so that the next reader does not wait for it.

Each process keeps its own snapshots and looks for itself, so it notices what other processes changed too. While changes
keep coming it waits for a pause, but not for ever.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from vendor_risk import server
from vendor_risk.exposure import queries
from vendor_risk.exposure.analysis.answers import chain_answers

if TYPE_CHECKING:
    from flask import Flask

LOOK_SECONDS = 2.0
PATIENCE_SECONDS = 30.0
LATELY_SECONDS = 1_800.0
"""A scope that nobody asked for in half an hour is not remade."""


def renew() -> int:
    """Make the snapshots again that were asked for lately and are out of date, with what the first screens show."""
    scopes = queries.outdated(time.monotonic() - LATELY_SECONDS)
    for scope in scopes:
        view = queries.snapshot(scope, asked=False)
        chain_answers(view)
        _ = view.known_case, view.worst_case, view.companies_resting
    return len(scopes)


class Pause:
    """Whether the data rest: the same version twice in a row, or out of patience since the first change."""

    def __init__(self) -> None:
        self.version: object = None
        self.waiting_since: float | None = None

    def now(self, version: object, at: float) -> bool:
        """Whether to work now, `version` being the one at this moment `at` (seconds)."""
        same, self.version = version == self.version, version
        self.waiting_since = at if self.waiting_since is None else self.waiting_since
        if same or at - self.waiting_since >= PATIENCE_SECONDS:
            self.waiting_since = None
            return True
        return False


def start(app: Flask, stop: threading.Event | None = None) -> threading.Thread:
    """A thread that renews snapshots until the process ends or `stop` is set."""
    pause = Pause()

    def look() -> None:
        if queries.asked_lately() and pause.now(queries.version_key(), time.monotonic()):
            renew()

    return server.every(LOOK_SECONDS, "renewing", look, app, stop)
