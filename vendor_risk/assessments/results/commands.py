"""`vendor-risk results …`: score stored results by new rules, and replay them to show that they are whole."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from vendor_risk.assessments.results.rescore_actions import replay_many, rescore
from vendor_risk.database import db, now, writing
from vendor_risk.domain.scoring.packing import UnreadableBlobError


@click.group()
def results() -> None:
    """Rescore or replay stored results."""


@results.command("rescore")
@with_appcontext
def rescore_command() -> None:
    """Rescore every current result with the current scoring rules (earlier results are kept; safe to repeat)."""
    with writing():
        number = rescore(at=now(), actor="command line")
        db.session.commit()
    click.echo(f"Rescored: {number}. Results that already use the current rules were not changed.")


@results.command("replay")
@click.argument("result_ids", nargs=-1, type=int)
@with_appcontext
def replay_command(result_ids: tuple[int, ...]) -> None:
    """Recalculate results from their stored answers and compare (all results if no ID is given). Changes nothing."""
    same, different = 0, 0
    try:
        for result_id, again in replay_many(result_ids or None):
            if again.same:
                same += 1
            else:
                different += 1
                click.echo(f"Result {result_id} differs from the stored result: {', '.join(again.differences)}")
    except (KeyError, UnreadableBlobError) as error:
        raise click.ClickException(f"The result cannot be replayed: {error}") from error
    click.echo(f"Identical: {same}. Different: {different}.")
    if different or same < len(result_ids):
        sys.exit(1)
