"""`vendor-risk register …`: the whole register in and out on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from vendor_risk.accounts.queries import company_tree
from vendor_risk.database import db, now, writing
from vendor_risk.formats.register.archive import bundle, read_files
from vendor_risk.formats.register.workbook import Layout
from vendor_risk.imports.register.export import register_file
from vendor_risk.imports.register.mapping import propose
from vendor_risk.imports.register.plan import RegisterPlan, make_plan
from vendor_risk.imports.register.plan_actions import apply
from vendor_risk.imports.register.state import Rights
from vendor_risk.permissions import Scope
from vendor_risk.workbook import WorkbookRefused

ACTOR = "command line"
_SHOWN = 50


@click.group()
def register() -> None:
    """Import and export companies, vendors, contacts, engagements and supplier relationships."""


def _everything() -> Scope:
    return Scope(frozenset(company_tree()))


@register.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be imported, without saving.")
@click.option("--ignore-unknown", is_flag=True, help="Ignore columns whose headings are not recognised.")
@with_appcontext
def import_register(files: tuple[Path, ...], dry_run: bool, ignore_unknown: bool) -> None:
    """Import a register from an Excel file, CSV files, or a ZIP of CSV files. All or nothing; safe to repeat."""
    name, data = bundle([(file.name, file.read_bytes()) for file in files])
    try:
        workbooks = read_files(name, data)
    except WorkbookRefused as refusal:
        raise click.ClickException(refusal.message()) from None
    mappings = propose(workbooks)
    for mapping in mappings:
        if not mapping.table:
            click.echo(f"{mapping.name}: ignored. It does not contain a recognised register table.", err=True)
    unknown = [f"{mapping.name}, column {column}" for mapping in mappings for column in mapping.unknown]
    if unknown and not ignore_unknown:
        raise click.ClickException(
            "These columns are not recognised: " + "; ".join(unknown) + ". Rename their headings as in the template, "
            "or ignore them with --ignore-unknown. Nothing was saved."
        )
    if not any(mapping.table for mapping in mappings):
        raise click.ClickException("No register sheet is recognised. Use the template on the import page.")
    with writing():
        everything = _everything()
        plan = make_plan(workbooks, mappings, Rights(everything, everything, everything=True), now().date())
        _say(plan)
        if plan.refused:
            click.echo("Nothing was saved. Correct these rows and import the file again.", err=True)
            sys.exit(1)
        if not dry_run:
            apply(plan, at=now(), actor=ACTOR, company_id=None, source=name)
            db.session.commit()
    click.echo("Dry run: nothing was saved." if dry_run else "Import complete.")


def _say(plan: RegisterPlan) -> None:
    """The counts by table, and where something is wrong."""
    for key, counts in plan.counts.items():
        click.echo(f"{key}: " + ", ".join(f"{number} {outcome}" for outcome, number in counts.items()))
    problems = plan.problems
    for problem in problems[:_SHOWN]:
        place = f"{problem.sheet}, row {problem.row}" + (f", column {problem.column}" if problem.column else "")
        click.echo(f"{place}: {problem.message()}", err=True)
    if len(problems) > _SHOWN:
        click.echo(f"… and {len(problems) - _SHOWN} more.", err=True)


@register.command("export")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@with_appcontext
def export_register(file: Path) -> None:
    """Export the whole register to FILE (.xlsx, or .zip of CSV files) in the import format."""
    shape = {".xlsx": Layout.XLSX, ".zip": Layout.CSV}.get(file.suffix.lower())
    if shape is None:
        raise click.ClickException("The file name must end with .xlsx, or with .zip for CSV files.")
    data = register_file(_everything(), shape)
    file.write_bytes(data)
    click.echo(f"Exported: {file} ({len(data) / 1e6:.1f} MB)")
