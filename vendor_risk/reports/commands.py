"""`vendor-risk report …`: make a report on the command line, of everything or of one company or vendor."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import get_timezone

from vendor_risk.i18n import LANGUAGES, local_today
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.permissions import Scope
from vendor_risk.reports.rendering import ReportFormat, make
from vendor_risk.reports.subjects import subject


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--about", metavar="CODE", help="A company (with its subsidiaries) or a vendor (default: everything).")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Compare with this date instead of four weeks ago.")
@with_appcontext
def report(file: Path, about: str | None, language: str, since: datetime | None) -> None:
    """Create a report in FILE. The file extension sets the format (.pdf, .pptx or .xlsx).

    No user is signed in here, so the report contains everything within its subject.
    """
    if file.suffix.lstrip(".").lower() not in set(ReportFormat):
        raise click.BadParameter(f"The file name must end with one of: {', '.join(ReportFormat)}.")
    scope = Scope(frozenset(organization_queries.parents()))
    found = None if about is None else organization_queries.named(scope, about)
    if about is not None and found is None:
        raise click.BadParameter(f"There is no company or vendor “{about}”.")
    chosen = subject(scope, None if found is None else found.id)
    assert chosen is not None  # noqa: S101 - found in the same scope above
    form, today = ReportFormat(file.suffix.lstrip(".").lower()), local_today()
    made = make(chosen, form, language, None if since is None else since.date(), today, get_timezone())
    file.write_bytes(made.data)
    click.echo(f"{file}  {len(made.data):,} bytes")
