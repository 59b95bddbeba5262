"""`vendor-risk content …`: the shipped questionnaires and rules."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from vendor_risk import paths
from vendor_risk.content import ContentError, load_library
from vendor_risk.database import db, now, writing
from vendor_risk.errors import Refused
from vendor_risk.questionnaires import actions


@click.group()
def content() -> None:
    """Manage the questionnaires, scales and rules supplied with the product."""


@content.command()
@with_appcontext
def sync() -> None:
    """Add new supplied content to the database (safe to repeat). A released version is never changed."""
    try:
        library = load_library(paths.QUESTIONNAIRES)
        with writing():
            report = actions.sync(library, actor="command line", at=now())
            db.session.commit()
    except ContentError as error:
        raise click.ClickException(str(error)) from error
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
    for label, names in (("added", report.added), ("updated", report.updated), ("unchanged", report.unchanged)):
        for name in names:
            click.echo(f"{label:10}{name}")
