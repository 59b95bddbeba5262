"""`vendor-risk outbox …`: sending mail by hand or from a timer."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from vendor_risk import web
from vendor_risk.notifications.delivery import drain


@click.group()
def outbox() -> None:
    """Look after mail that is to be sent."""


@outbox.command()
@with_appcontext
def send() -> None:
    """Send all mail that is due now. `vendor-risk run` does this by itself."""
    config = web.settings()
    if not config.smtp_url:
        raise click.ClickException("No mail server: set VENDOR_RISK_SMTP_URL, such as smtp://user:password@host:587.")
    done = drain(config)
    click.echo(f"sent {done.sent}, waiting {done.waiting}, failed {done.failed}")
