"""Serving: waitress, a pure Python server, behind whatever proxy there is (docs/decisions/0005-waitress.md)."""

from __future__ import annotations

import gc
import logging
import signal
import threading
from collections.abc import Callable, Iterable

import click
import waitress
from flask import Flask, current_app

from vendor_risk import web
from vendor_risk.database import DatabaseBusyError, db

log = logging.getLogger(__name__)
GRACE_SECONDS = 20.0
"""How long the work beside the pages may take to finish its step when the process is asked to end."""
_Threads = Iterable[threading.Thread] | threading.Thread | None


def every(
    seconds: float, name: str, step: Callable[[], object], app: Flask, stop: threading.Event | None = None
) -> threading.Thread:
    """A thread that takes this step now and then every so many seconds, until the process ends or `stop` is set.

    Each step has an application context and a session of its own. One that fails, or finds the database busy, is
    logged and taken again at its next turn.
    """
    ended = stop or threading.Event()

    def _run() -> None:
        while True:
            with app.app_context():
                try:
                    step()
                except DatabaseBusyError:
                    log.info("%s: the database is busy; trying again later", name)
                except Exception:
                    log.exception("%s: failed; trying again later", name)
                finally:
                    db.session.remove()
            if ended.wait(seconds):
                return

    thread = threading.Thread(target=_run, name=name, daemon=True)
    thread.start()
    return thread


def serve(*background: Callable[[Flask, threading.Event], _Threads]) -> None:
    """Serve the current application on HOST:PORT until stopped; requests under way are finished.

    `background` are what starts the threads of features that work beside the pages. The event they receive is set
    when the process is asked to end (SIGTERM, Ctrl+C); threads they give are waited for.
    """
    config = web.settings()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    stop = threading.Event()
    threads = _flat(start(app, stop) for start in background)
    gc.collect()
    gc.freeze()  # what the application is made of stays: a tenth of the time of a large page went into looking at it
    click.echo(f"Serving on {config.base_url} (stop with Ctrl+C)")
    signal.signal(signal.SIGTERM, _end)
    waitress.serve(
        app,
        host=config.host,
        port=config.port,
        threads=config.threads,
        ident=None,
        max_request_body_size=(web.LARGE_UPLOAD_MB + 2)
        * 2**20,  # spooled to disk; the application sets the real limits
    )
    stop.set()
    for thread in threads:
        thread.join(GRACE_SECONDS)


def _end(_signal: int, _frame: object) -> None:
    raise SystemExit  # waitress finishes the requests under way and returns


def _flat(started: Iterable[_Threads]) -> list[threading.Thread]:
    found: list[threading.Thread] = []
    for threads in started:
        found += [threads] if isinstance(threads, threading.Thread) else threads or ()
    return found
