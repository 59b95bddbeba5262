"""`vendor-risk import-own`, `profiles`, `files`: workbooks and what is kept of them, on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from vendor_risk.database import db, now, writing
from vendor_risk.files import SETTLED_SECONDS, file_store
from vendor_risk.imports import corrections as kept
from vendor_risk.imports import file_queries, own, profiles
from vendor_risk.imports.own_bulk import REFUSED, import_own

ACTOR = "command line"
FILE = click.Path(exists=True, path_type=Path)


@click.command("import-own")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--prefer", type=click.Choice([own.WEB, own.WORKBOOK]), default=own.WEB, show_default=True,
              help="Which answer counts where the web has another one.")  # fmt: skip
@with_appcontext
def import_own_files(files: tuple[Path, ...], prefer: str) -> None:
    """Import our own workbooks that came back (files or folders), each into its assessment. Repeating is harmless."""
    paths = [path for given in files for path in (sorted(given.rglob("*.xls*")) if given.is_dir() else [given])]
    failed = 0
    with writing():
        for result in import_own(paths, at=now(), by=ACTOR, prefer=prefer):
            counts = ", ".join(f"{number} {change}" for change, number in result.counts.items() if number)
            click.echo(f"{result.file}: {result.message or counts}", err=result.status == REFUSED)
            failed += result.status == REFUSED
    sys.exit(1 if failed else 0)


@click.group("profiles")
def profile_commands() -> None:
    """Remembered import profiles: what was put right once for a layout."""


@profile_commands.command("list")
@with_appcontext
def list_profiles() -> None:
    """Every profile: number, name, layout."""
    for profile in profiles.profiles(None):
        click.echo(f"{profile.id:6} {profile.name}  ({profile.fingerprint[:12]})")


@profile_commands.command("show")
@click.argument("number", type=int)
@with_appcontext
def show_profile(number: int) -> None:
    """What a profile puts right, as JSON."""
    found = profiles.profile(None, number)
    if found is None:
        raise click.ClickException(f"There is no profile {number}. “vendor-risk profiles list” shows them.")
    settings = kept.to_settings(kept.from_settings(found.settings))
    shown = {"name": found.name, "layout": found.fingerprint, **settings}
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


@profile_commands.command("delete")
@click.argument("number", type=int)
@with_appcontext
def delete_profile(number: int) -> None:
    """Forget a profile; what was imported with it stays."""
    with writing():
        found = profiles.profile(None, number)
        if found is None:
            raise click.ClickException(f"There is no profile {number}. “vendor-risk profiles list” shows them.")
        profiles.forget(found, at=now(), by=ACTOR)
        db.session.commit()
    click.echo("Deleted.")


@click.command("files")
@click.option("--delete", is_flag=True, help="Remove files that no row names and that are older than a day.")
@with_appcontext
def check_files(delete: bool) -> None:
    """Compare the kept files with the database: rows without a file (exit code 1), files without a row."""
    store, named = file_store(), file_queries.named_files()
    present = set(store.all())
    missing, orphans = sorted(named - present), sorted(present - named)
    for sha256 in missing:
        click.echo(f"missing: {sha256}", err=True)
    removed = store.sweep(named, older_than=SETTLED_SECONDS) if delete else []
    click.echo(f"{len(present)} files, {len(missing)} missing, {len(orphans)} without a row, {len(removed)} removed")
    sys.exit(1 if missing else 0)
