"""Serving: waitress, a pure Python server, behind whatever proxy there is (docs/decisions/0005-waitress.md)."""

from __future__ import annotations

import gc
from collections.abc import Callable

import click
import waitress
from flask import Flask, current_app

from vendor_risk import web
from vendor_risk.notifications import sending


def serve(*background: Callable[[Flask], object]) -> None:
    """Serve the current application on HOST:PORT until stopped; requests under way are finished.

    `background` are what starts the threads of features that work beside the pages.
    """
    config = web.settings()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    sending.start(app, config)
    for start in background:
        start(app)
    gc.collect()
    gc.freeze()  # what the application is made of stays: a tenth of the time of a large page went into looking at it
    click.echo(f"Serving on {config.base_url} (stop with Ctrl+C)")
    waitress.serve(
        app, host=config.host, port=config.port, threads=config.threads, ident=None, max_request_body_size=16 * 2**20
    )
