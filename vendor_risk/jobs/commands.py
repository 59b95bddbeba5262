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
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@with_appcontext
def work(once: bool) -> None:
    """Do background work until stopped. SIGTERM and Ctrl+C let the step under way finish; another worker does the rest.

    Any number of these may run, on one machine or several (then with PostgreSQL). `vendor-risk run` has workers of its
    own unless VENDOR_RISK_WORKERS is 0.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    queued, running = queries.waiting()
    db.session.rollback()  # nothing stays open while it works: an old snapshot would keep the database from tidying up
    click.echo(f"{queued} waiting, {running} being done")
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    click.echo(f"did {worker.work(app, stop, once=once)}")
