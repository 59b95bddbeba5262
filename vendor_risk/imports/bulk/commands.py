"""`vendor-risk import`: filled questionnaires of any layout, one or thousands, on the command line.

Whose answers a file holds is said for all files (`--organization`), file by file in a list (`--confirm`), or guessed
(`--guess`, from how sure on). Without any of them the guesses are told, or written as that list; nothing is imported.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from vendor_risk.accounts.queries import company_tree
from vendor_risk.database import db, end_transaction_before_slow_work, now, writing
from vendor_risk.errors import Refused
from vendor_risk.imports.bulk import file_actions, queries
from vendor_risk.imports.bulk.files import FileEntry, of_paths
from vendor_risk.imports.bulk.guess import Guess, Register
from vendor_risk.imports.bulk.models import FileState
from vendor_risk.imports.commands import ACTOR, FILE
from vendor_risk.imports.own import diff as own_import_diff
from vendor_risk.imports.read_ahead import ahead
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Scope
from vendor_risk.workbook import Workbook
from vendor_risk.workbook.text import csv_plain, csv_safe

COLUMNS = ("file", "sha256", "organization", "name", "sure", "why", "understood as")
"""The list of guesses: what `--list` writes and `--confirm` reads (of which it needs sha256 and organization)."""


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    data: bytes
    left_out: str
    broken: bool


class _Whose:
    """Whose answers a file holds, as the command line says."""

    def __init__(self, organization: str | None, confirm: Path | None, guess: float | None) -> None:
        self._all = _organization(organization).id if organization else None
        self._listed = _confirmed(confirm) if confirm else None
        self._least = guess
        self._register: Register | None = None
        self.decided = organization is not None or confirm is not None or guess is not None
        self.guessed = guess is not None

    def __call__(self, file: _File, opened: file_actions.OpenedFile) -> tuple[int | None, list[Guess], str]:
        """The organization (None: not known, or left out), the guesses asked for it, and the reason for None."""
        if self._all is not None:
            return self._all, [], ""
        if self._listed is not None:
            found = self._listed.get(hashlib.sha256(file.data).hexdigest())
            return found, [], _("Excluded: the list gives no organisation for this file")
        if self._register is None:
            self._register = queries.register(_everything())
        guesses = self._register.guesses(file_actions.facts(file.name, opened.found)) if opened.found else []
        best = guesses[0] if guesses else None
        if best is not None and self._least is not None and best.confidence >= self._least:
            return best.organization_id, guesses, ""
        if self._least is None:
            return None, guesses, _("Not imported: specify the responding organisation")
        return (
            None,
            guesses,
            _("Not imported: the responding organisation could not be identified with enough confidence"),
        )


def _everything() -> Scope:
    """The command line has the whole register in its hands."""
    return Scope(frozenset(company_tree()))


def _organization(text: str) -> Organization:
    found = organization_queries.named(_everything(), text)
    if found is None:
        raise click.ClickException(f"There is no organisation “{text}”, or several have this name. Use the code.")
    return found


def _issuer(code: str | None, organization: str | None) -> int | None:
    """The group company the answers are for; None: who looks after each vendor."""
    if code is not None:
        found = _organization(code)
        if found.kind != OrganizationKind.GROUP_COMPANY:
            raise click.ClickException(f"“{code}” is not a group company.")
        return found.id
    about = _organization(organization) if organization else None
    if about is not None and about.kind == OrganizationKind.VENDOR and about.home_company_id is None:
        raise click.ClickException("Use --issuer to specify the group company the answers are for.")
    return None


def _confirmed(path: Path) -> dict[str, int]:
    """Organizations by the digest of a file's content, from a list; ClickException when it names an unknown one."""
    found = {}
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = csv.DictReader(handle)
        if not {"sha256", "organization"} <= set(rows.fieldnames or ()):
            raise click.ClickException(
                f"“{path.name}” was not created by --list (no column “sha256” or “organization”)."
            )
        for row in rows:
            code = csv_plain(row["organization"] or "").strip()
            if code:
                found[row["sha256"].strip()] = _organization(code).id
    return found


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--organization", help="The respondent organisation for all files: code or name.")
@click.option(
    "--guess",
    type=click.FloatRange(0.5, 1),
    help="Identify the respondent of each file; import if the confidence is at least this value, such as 0.9.",
)
@click.option("--confirm", type=FILE, help="A list created by --list and checked by a person.")
@click.option("--list", "list_file", type=click.Path(path_type=Path), help="Write the respondents to this CSV file.")
@click.option("--issuer", help="Company the answers are for: code or name (default: the vendor's managing company).")
@click.option("--accept", is_flag=True, help="Accept immediately without review.")
@click.option("--round", "round_label", default="", help="Label of the assessment cycle, such as 2026.")
@click.option(
    "--prefer",
    type=click.Choice([own_import_diff.WEB, own_import_diff.WORKBOOK]),
    default=own_import_diff.WEB,
    show_default=True,
    help="For Excel files issued by this system: which answer to keep if the web answer differs.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be imported, without saving.")
@with_appcontext
def import_answers(
    files: tuple[Path, ...], organization: str | None, guess: float | None, confirm: Path | None,
    list_file: Path | None, issuer: str | None, accept: bool, round_label: str, prefer: str, dry_run: bool,
) -> None:  # fmt: skip
    """Import completed questionnaires in any layout (files, folders, ZIP). Safe to repeat; exit code 1 if a file fails.

    Excel files issued by this system are imported into their assessments. For all other files, specify the respondent
    with --organization, --guess or --confirm; otherwise the identified respondents are only listed.
    """
    with writing():
        whose = _Whose(organization, confirm, guess)
        dry_run = dry_run or not whose.decided
        order = file_actions.FileOrder(None, _issuer(issuer, organization), accept, round_label, prefer, None, dry_run)
        told = _Teller(list_file, sum(1 for _entry in of_paths(files)), strict=whose.guessed and not dry_run)
        for file, reading in ahead(_files(files), lambda file: file_actions.rows_of(file.name, file.data)):
            told.say(file, *_one(file, reading, whose, order, at=now()))
    if dry_run:
        click.echo(_("Dry run: nothing was saved."))
    told.end()
    sys.exit(1 if told.failed else 0)


def _files(paths: tuple[Path, ...]) -> Iterator[_File]:
    entry: FileEntry
    for entry in of_paths(paths):
        yield _File(entry.name, b"" if entry.left_out else entry.content(), entry.left_out, entry.broken)


def _one(
    file: _File, reading: Future[tuple[bytes, Workbook]], whose: _Whose, order: file_actions.FileOrder, *, at: datetime
) -> tuple[file_actions.FileOutcome, list[Guess], str]:
    """What became of a file, the guesses asked for, and what it was understood as."""
    if file.left_out:
        return file_actions.FileOutcome(FileState.REFUSED if file.broken else FileState.LEFT_OUT, file.left_out), [], ""
    guesses: list[Guess] = []
    title = ""
    try:
        end_transaction_before_slow_work()
        opened = file_actions.opened(file.name, reading)
        organization_id, reason = None, ""
        if opened.found is not None:
            title = opened.found.questionnaire.title.en
            organization_id, guesses, reason = whose(file, opened)
        if opened.found is not None and organization_id is None:
            return file_actions.FileOutcome(FileState.WAITING, reason), guesses, title
        mine = file_actions.with_organization(order, organization_id)
        outcome = file_actions.bring(file_actions.with_profile(opened, mine), mine, at=at, actor=ACTOR)
        db.session.commit()
    except Refused as refusal:
        db.session.rollback()
        return file_actions.FileOutcome(FileState.REFUSED, refusal.message), guesses, title
    return outcome, guesses, title


class _Teller:
    """Says what became of each file as it is done, and keeps the list of guesses."""

    def __init__(self, list_file: Path | None, total: int, *, strict: bool) -> None:
        """`total`: how many files there are. `strict`: one left because nobody is sure whose it is counts as failed."""
        self._strict = strict
        self.failed, self._number, self._total, self._rows = 0, 0, total, list[tuple[str, ...]]()
        self._list_file = list_file

    def say(self, file: _File, outcome: file_actions.FileOutcome, guesses: list[Guess], title: str) -> None:
        """One line for a file: its number, name, what became of it, and whose it may be."""
        self._number += 1
        names = organization_queries.names_of([guess.organization_id for guess in guesses[:1]])
        best = guesses[0] if guesses else None
        row = names.get(best.organization_id) if best else None
        whose = f" [{row.code} {row.name}, {best.confidence:.0%}]" if row is not None and best else ""
        refused = outcome.state == FileState.REFUSED
        self.failed += refused or (self._strict and outcome.state == FileState.WAITING)
        click.echo(f"{self._number}/{self._total}  {file.name}: {outcome.sentence}{whose}", err=refused)
        if self._list_file is not None and title:
            why = "; ".join(why for why, _seen in best.why) if best else ""
            sure = f"{best.confidence:.2f}" if best else ""
            code, name = (row.code, row.name) if row is not None else ("", "")
            digest = hashlib.sha256(file.data).hexdigest()
            self._rows.append((file.name, digest, code, name, sure, why, title))

    def end(self) -> None:
        """Write the list."""
        if self._list_file is None:
            return
        with self._list_file.open("w", encoding="utf-8-sig", newline="") as handle:
            out = csv.writer(handle)
            out.writerow(COLUMNS)
            out.writerows(map(csv_safe, row) for row in self._rows)
        click.echo(
            _(
                "The list has been saved. Check it, correct the “organization” column, and then run the "
                "import again with --confirm."
            )
        )
