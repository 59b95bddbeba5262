"""`vendor-risk changes …`: keep snapshots on the command line, for who schedules them otherwise."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from vendor_risk.changes import actions, queries
from vendor_risk.database import db, now, writing


@click.group()
def changes() -> None:
    """Snapshots of the supply chain, which the Changes page compares."""


@changes.command("keep")
@with_appcontext
def keep_today() -> None:
    """Save a snapshot of the supply chain as it is today (safe to repeat)."""
    with writing():
        kept = actions.keep(at=now(), actor="command line")
        db.session.commit()
    click.echo("Nothing has changed since the last snapshot." if kept is None else f"Saved: {kept.day.isoformat()}")


@changes.command("list")
@with_appcontext
def list_kept() -> None:
    """List the dates of the saved snapshots."""
    for row in queries.kept_days():
        click.echo(f"{row.day.isoformat()}  {row.organizations} organisations")
