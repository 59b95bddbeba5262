"""`vendor-risk questionnaires …`: which there are, and taking one along for other programs."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from vendor_risk.database import db
from vendor_risk.domain.questionnaires import LANGUAGES, Lang
from vendor_risk.formats import FORMATS, write
from vendor_risk.questionnaires import queries
from vendor_risk.questionnaires.models import QuestionnaireVersion


@click.group()
def questionnaires() -> None:
    """List and export questionnaires."""


def _stored() -> list[QuestionnaireVersion]:
    """Every stored version, oldest first: the command line has the whole database in its hands."""
    v = QuestionnaireVersion
    return list(db.session.scalars(select(v).order_by(v.key, v.id)))


@questionnaires.command("list")
@with_appcontext
def list_versions() -> None:
    """List all questionnaires: key, version, status and title."""
    for row in _stored():
        click.echo(f"{row.key} {row.version}  {row.status}  {row.title('en')}")


@questionnaires.command("export")
@click.argument("key")
@click.option("--format", "layout", type=click.Choice(sorted(FORMATS)), default="json", show_default=True)
@click.option("--version", "number", help="Version to export (default: the latest).")
@click.option(
    "--language",
    "lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Main language for formats with one language; the other is added beside it.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Output file (default: stdout).")
@with_appcontext
def export(key: str, layout: str, number: str | None, lang: Lang, output: Path | None) -> None:
    """Export a questionnaire for use in another program. The same version always gives the same file."""
    found = [row for row in _stored() if row.key == key and number in {None, row.version}]
    if not found:
        raise click.ClickException(
            f"There is no questionnaire “{key}”{f' {number}' if number else ''}. "
            "Run “vendor-risk questionnaires list” to see all questionnaires."
        )
    row = found[-1]
    data = write(layout, queries.domain_questionnaire(row.id), lang, row.created_at)
    if output is None:
        click.echo(data, nl=False)
    else:
        output.write_bytes(data)
        click.echo(f"{output}: {row.key} {row.version}, {row.question_count} questions", err=True)
