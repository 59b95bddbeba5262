"""`vendor-risk register …`: the whole register in and out on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext

from vendor_risk.accounts.queries import company_tree
from vendor_risk.database import db, now, writing
from vendor_risk.formats.register.archive import bundle, read_files
from vendor_risk.formats.register.workbook import Layout
from vendor_risk.i18n import local_day
from vendor_risk.imports.models import COMMAND_LINE
from vendor_risk.imports.register import actions, queries
from vendor_risk.imports.register.document import document
from vendor_risk.imports.register.export import register_file
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.plan import RegisterPlan
from vendor_risk.imports.register.preview.endings import Endings, endings_of
from vendor_risk.imports.register.state import Rights
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations import tree
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Scope
from vendor_risk.workbook import Workbook, WorkbookRefused

_SHOWN = 50


@click.group()
def register() -> None:
    """Import and export companies, vendors, contacts, engagements and supplier relationships."""


def _everything() -> Scope:
    return Scope(frozenset(company_tree()))


@register.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be imported, without saving.")
@click.option(
    "--json", "as_json", is_flag=True, help="With --dry-run: print sheets, columns, rows and questions as JSON."
)
@click.option("--ignore-unknown", is_flag=True, help="Ignore columns whose headings are not recognised.")
@click.option("--all-or-nothing", is_flag=True, help="Save nothing if any row has to be put on hold.")
@click.option(
    "--end", is_flag=True, help="Confirm that vendors and engagements are set to “Ended” where the file says so."
)
@click.option("--company", default="", help="Code of the group company for rows that do not name one.")
@click.option(
    "--answer", "answers", multiple=True, metavar="ID=ANSWER",
    help="Answer a question by its id, such as exchange_rate:USD=150 or same_vendor:T2001=T1000.",
)  # fmt: skip
@with_appcontext
def import_register(
    files: tuple[Path, ...], dry_run: bool, as_json: bool, ignore_unknown: bool, all_or_nothing: bool, end: bool,
    company: str, answers: tuple[str, ...],
) -> None:  # fmt: skip
    """Import a register or any vendor list from an Excel file, CSV files, or a ZIP of CSV files. Safe to repeat.

    Rows that cannot be imported unchanged are put on hold, each with its reason; all others are saved. Rows on hold
    wait in the list of the import page, and columns and answers are remembered for the next file of the same layout.
    Nothing is saved if the file ends vendors or engagements, unless --end is given.
    """
    if as_json and not dry_run:
        raise click.UsageError("--json needs --dry-run.")
    name, data = bundle([(file.name, file.read_bytes()) for file in files])
    try:
        workbooks = read_files(name, data)
    except WorkbookRefused as refusal:
        raise click.ClickException(refusal.message()) from None
    given = _answers(answers)
    with writing():
        everything, at, owner = _everything(), now(), _top_company()
        rights = Rights(everything, everything, everything=True, home_company_id=_company(company))
        settings = actions.with_answers(actions.settings_for(workbooks, rights, owner), given)
        if not as_json and settings.before is None:
            _check(settings.sheets, ignore_unknown)
        plan = actions.planned(workbooks, settings, rights, at=at)
        if as_json:
            click.echo(json.dumps(document(name, workbooks, settings.sheets, plan), ensure_ascii=False, indent=1))
            return
        if settings.before:
            click.echo(
                f"Read as on {local_day(settings.before.at)}; {settings.before.number} answers reused.", err=True
            )
        _say(plan)
        endings = endings_of(plan.report(settings.sheets), everything, everything, at)
        _say_endings(endings)
        unconfirmed = endings is not None and not end and not dry_run
        if plan.refused or (all_or_nothing and plan.held) or unconfirmed:
            reason = (
                "Add --end to end these records." if unconfirmed else "Correct these rows and import the file again."
            )
            click.echo(f"Nothing was saved. {reason}", err=True)
            sys.exit(1)
        if not dry_run:
            _store(name, data, workbooks, rights, given, owner)
    if plan.held:
        where = (
            "import the file again" if dry_run else "import the file again, or settle them on the page “Rows on hold”"
        )
        click.echo(f"On hold: {plan.held} rows. Correct them, or answer the questions, and {where}.", err=True)
    click.echo("Dry run: nothing was saved." if dry_run else "Import complete.")


def _store(
    name: str, data: bytes, workbooks: Sequence[Workbook], rights: Rights, given: dict[str, str], owner: int | None
) -> None:
    """Import as the page does: the rows on hold wait in its list, and how the file was read is remembered."""
    at = now()
    batch = actions.take_in(name, data, workbooks, rights, company_id=owner, at=at, actor=COMMAND_LINE, answers=given)
    actions.apply(batch, workbooks, rights, at=at, actor=COMMAND_LINE)
    batch.company_id = owner or _top_company()  # the first import brings the companies themselves
    db.session.commit()


def _top_company() -> int | None:
    """The company at the top of the group, whose batches these are; None before any is registered."""
    lines = tree.lines(organization_queries.companies(_everything()))
    return lines[0].row.id if lines else None


def _say_endings(endings: Endings | None) -> None:
    """What the file ends, and what hangs on it."""
    if endings is not None:
        sums = endings.hanging
        click.echo(
            f"Ends {endings.vendors} vendors and {endings.engagements} engagements. Those vendors have "
            f"{sums.engagements} ongoing or planned engagements, {sums.running} assessments in progress, "
            f"{sums.links} working links and {sums.findings} open findings.",
            err=True,
        )


def _check(mappings: Sequence[SheetMapping], ignore_unknown: bool) -> None:
    """Stop where a sheet or column is not recognised and nobody said to ignore it."""
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


def _answers(given: tuple[str, ...]) -> dict[str, str]:
    """The answers by the id of their question. The id ends at the last "=", or "company:a=b" could not be answered."""
    found = {}
    for text in given:
        key, equals, answer = text.rpartition("=")
        if not equals or not key:
            raise click.BadParameter(f"“{text}” is not ID=ANSWER.", param_hint="--answer")
        found[key] = answer
    return found


def _company(code: str) -> int | None:
    """The id of the group company with a code; None without one."""
    if not code:
        return None
    for known in queries.organizations():
        if known.code == code and known.kind == OrganizationKind.GROUP_COMPANY:
            return known.id
    raise click.BadParameter(f"There is no group company with the code “{code}”.", param_hint="--company")


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
    for left in plan.read.left_out[:_SHOWN]:
        click.echo(f"{left.sheet}, row {left.row}: excluded ({left.reason.value}): {left.text}", err=True)
    for question in plan.questions[:_SHOWN]:
        choices = f" [{', '.join(question.choices)}]" if question.choices else ""
        click.echo(f"{question.id}: {question.message()} ({question.number}){choices}", err=True)


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
