"""`vendor-risk inspect`: what is in a file, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from vendor_risk.imports.inspect.compare import compare
from vendor_risk.imports.inspect.compare import describe as describe_changes
from vendor_risk.imports.inspect.document import describe, understand_file
from vendor_risk.workbook import WorkbookRefused


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the full result as one JSON document.")
@click.option(
    "--compare", "later", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A later version of the file: list its changes, answer by answer.",
)  # fmt: skip
def inspect(file: Path, as_json: bool, later: Path | None) -> None:
    """Show how a questionnaire in any layout is read: sheets, columns, questions, answers and the reasons."""
    try:
        found = understand_file(file)
        newer = understand_file(later) if later is not None else None
    except WorkbookRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    if newer is not None:
        compared = compare(found, newer)
        told = json.dumps(compared.to_json(), ensure_ascii=False, indent=1) if as_json else describe_changes(compared)
        click.echo(told)
        return
    click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=1) if as_json else describe(found))
