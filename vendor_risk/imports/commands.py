"""`vendor-risk import-own`, `files`: workbooks and what is kept of them, on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from vendor_risk.database import now, writing
from vendor_risk.files import SETTLED_SECONDS, file_store
from vendor_risk.imports import file_queries
from vendor_risk.imports.own import diff as own_import_diff
from vendor_risk.imports.own.file_actions import REFUSED
from vendor_risk.imports.own.many_files import import_own

ACTOR = "command line"
ENDINGS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"}
"""Of what a folder may hold, the files that may be returned questionnaires."""
FILE = click.Path(exists=True, path_type=Path)


@click.command("import-own")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--prefer",
    type=click.Choice([own_import_diff.WEB, own_import_diff.WORKBOOK]),
    default=own_import_diff.WEB,
    show_default=True,
    help="Which answer to keep if the web answer differs.",
)
@click.option("--assessment", "assessment_id", type=int,
              help="Assessment number of the files, for files without their hidden sheets.")  # fmt: skip
@with_appcontext
def import_own_files(files: tuple[Path, ...], prefer: str, assessment_id: int | None) -> None:
    """Import returned Excel questionnaires (files or folders) into their assessments. Safe to repeat."""
    paths = [path for given in files for path in (_in_folder(given) if given.is_dir() else [given])]
    failed = 0
    with writing():
        for result in import_own(paths, at=now(), actor=ACTOR, prefer=prefer, assessment_id=assessment_id):
            counts = ", ".join(f"{number} {change}" for change, number in result.counts.items() if number)
            click.echo(f"{result.file}: {result.message or counts}", err=result.status == REFUSED)
            failed += result.status == REFUSED
    sys.exit(1 if failed else 0)


def _in_folder(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)


@click.command("files")
@click.option("--delete", is_flag=True, help="Remove files older than a day that no database record refers to.")
@with_appcontext
def check_files(delete: bool) -> None:
    """Compare stored files with the database. Exit code 1 if a file is missing."""
    store, named = file_store(), file_queries.named_files()
    present = set(store.all())
    missing, orphans = sorted(named - present), sorted(present - named)
    for sha256 in missing:
        click.echo(f"missing: {sha256}", err=True)
    removed = store.sweep(named, older_than=SETTLED_SECONDS) if delete else []
    click.echo(f"{len(present)} files, {len(missing)} missing, {len(orphans)} unreferenced, {len(removed)} removed")
    sys.exit(1 if missing else 0)
