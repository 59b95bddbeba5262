"""`vendor-risk audit …`: checking that nobody changed the log."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from vendor_risk.audit import actions, anchor


@click.group()
def audit() -> None:
    """Verify and maintain the audit log."""


@audit.command()
@click.option("--expect", metavar="ID:HASH", help="An event that must be in the log, as printed by an earlier run.")
@with_appcontext
def verify(expect: str | None) -> None:
    """Check the whole log for changed, deleted, reordered or truncated events; exit with code 1 if any are found."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    noted = anchor.read(anchor.file_of(app))
    if expect:
        number, _colon, digest = expect.partition(":")
        noted = (int(number), digest) if number.isdigit() else (0, "")
    verdict = actions.verify(noted)
    for event_id in verdict.broken:
        click.echo(f"Event {event_id} was changed, or an earlier event was removed or moved.")
    if verdict.cut and noted:
        click.echo(
            f"Event {noted[0]} ({noted[1][:12]}…) is recorded outside the database but is not in the log: it was"
        )
        click.echo("truncated, or an older backup was restored. After a restore, run: vendor-risk audit anchor")
    click.echo(f"{verdict.events} events. Last event: {verdict.head[0]}:{verdict.head[1]}")
    click.echo("The log is intact." if verdict.whole else "THE LOG IS NOT INTACT.")
    if not verdict.whole:
        sys.exit(1)


@audit.command(name="anchor")
@with_appcontext
def renew_anchor() -> None:
    """Record the current end of the log as the reference. Use this after restoring a backup."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    verdict = actions.verify()
    anchor.write(anchor.file_of(app), verdict.head)
    click.echo(f"Recorded: {verdict.head[0]}:{verdict.head[1]}")
