"""`vendor-risk changes …`: keep snapshots on the command line, for who schedules them otherwise."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from vendor_risk.changes import actions, queries
from vendor_risk.database import db, now, writing


@click.group()
def changes() -> None:
    """Kept snapshots of the chain, which the page of changes compares."""


@changes.command("keep")
@with_appcontext
def keep_today() -> None:
    """Keep the chain as it stands today (safe to repeat)."""
    with writing():
        kept = actions.keep(at=now(), actor="command line")
        db.session.commit()
    click.echo("Nothing has changed since the last one." if kept is None else f"Kept: {kept.day.isoformat()}")


@changes.command("list")
@with_appcontext
def list_kept() -> None:
    """The days of which a snapshot is kept."""
    for row in queries.kept_days():
        click.echo(f"{row.day.isoformat()}  {row.organizations} organizations")
