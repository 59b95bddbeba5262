"""`vendor-risk outbox …`: sending mail by hand or from a timer."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from vendor_risk import web
from vendor_risk.notifications.delivery import drain


@click.group()
def outbox() -> None:
    """Manage emails waiting to be sent."""


@outbox.command()
@with_appcontext
def send() -> None:
    """Send all emails that are due now. `vendor-risk run` does this automatically."""
    config = web.settings()
    if not config.smtp_url:
        raise click.ClickException("Set a mail server in VENDOR_RISK_SMTP_URL, such as smtp://user:password@host:587.")
    done = drain(config)
    click.echo(f"{done.sent} sent, {done.waiting} waiting, {done.failed} failed")
