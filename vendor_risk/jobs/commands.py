"""`vendor-risk work`: a process that does background work, beside or instead of the threads of `vendor-risk run`."""

from __future__ import annotations

import signal
import threading

import click
from flask import current_app
from flask.cli import with_appcontext

from vendor_risk.database import db
from vendor_risk.jobs import queries, worker


@click.command()
@click.option("--once", is_flag=True, help="Process the work that is due now, then exit.")
@with_appcontext
def work(once: bool) -> None:
    """Process background work until stopped. On SIGTERM or Ctrl+C the current step finishes before the process exits.

    Another worker continues the remaining steps. Any number of workers can run, on one machine or several (several
    machines require PostgreSQL). `vendor-risk run` starts its own workers unless VENDOR_RISK_WORKERS is 0.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    queued, running = queries.waiting()
    db.session.rollback()  # nothing stays open while it works: an old snapshot would keep the database from tidying up
    click.echo(f"{queued} queued, {running} in progress")
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    click.echo(f"{worker.work(app, stop, once=once)} completed")
