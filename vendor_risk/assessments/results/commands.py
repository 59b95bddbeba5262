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
    """Score stored results anew, or replay them."""


@results.command("rescore")
@with_appcontext
def rescore_command() -> None:
    """Score every current result by today's rules (former results stay; safe to repeat)."""
    with writing():
        number = rescore(at=now(), actor="command line")
        db.session.commit()
    click.echo(f"Scored anew: {number}. Results already made by today's rules were left alone.")


@results.command("replay")
@click.argument("result_ids", nargs=-1, type=int)
@with_appcontext
def replay_command(result_ids: tuple[int, ...]) -> None:
    """Score results again from what they stored and compare; all of them when no id is named. Changes nothing."""
    same, different = 0, 0
    try:
        for result_id, again in replay_many(result_ids or None):
            if again.same:
                same += 1
            else:
                different += 1
                click.echo(f"result {result_id}: not as stored: {', '.join(again.differences)}")
    except (KeyError, UnreadableBlobError) as error:
        raise click.ClickException(f"cannot be replayed: {error}") from error
    click.echo(f"As stored: {same}. Different: {different}.")
    if different or same < len(result_ids):
        sys.exit(1)
