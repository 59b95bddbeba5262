"""The plan of a register import: what becomes of every row, before anything is stored."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import Struct, field

from vendor_risk.formats.register.columns import RegisterValue
from vendor_risk.formats.register.lists import LIST, READ_TABLES
from vendor_risk.formats.register.tables import table_of
from vendor_risk.formats.register.workbook import cell_text
from vendor_risk.imports.register.cells.columns import Answers
from vendor_risk.imports.register.corrections.fixes import RegisterFixes
from vendor_risk.imports.register.corrections.sheet_rows import (
    FileRow,
    OwnerAsked,
    SameMistake,
    owners_asked,
    shown,
)
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.questions import RegisterQuestion, questions_of
from vendor_risk.imports.register.reading import RegisterLines, lines_of
from vendor_risk.imports.register.rows.contacts import from_vendors, plan_contacts
from vendor_risk.imports.register.rows.lists import SplitRow, split
from vendor_risk.imports.register.rows.organizations import plan_companies, plan_vendors
from vendor_risk.imports.register.rows.services import plan_engagements, plan_links
from vendor_risk.imports.register.sheets.leaving import LeftOutRow
from vendor_risk.imports.register.state import Planned, RegisterState, Rights, RowOutcome, wait_for_held
from vendor_risk.imports.register.words import RowProblem, vocabularies
from vendor_risk.imports.reports import BatchReport
from vendor_risk.workbook.model import Workbook

_MOST_PROBLEMS, _MOST_CHANGES, _MOST_ADDED = 500, 300, 100
_ENDED = "ended"
_SHOWN_AS = {"parent_id": "parent_code", "home_company_id": "home_company"}


class ReportRow(Struct, frozen=True):
    """A row that changes (by field, the text before and after) or is added (`values`)."""

    table: str
    sheet: str
    row: int
    label: str
    changes: dict[str, tuple[str, str]]
    values: dict[str, str] = field(default_factory=dict)


class StoredVendor(Struct, frozen=True):
    """A vendor that an import added."""

    id: int
    code: str
    name: str


class RegisterReport(BatchReport, frozen=True, tag="register"):
    """What a register file would do or has done, as its preview shows it; long lists are cut."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    """By table and outcome: how many rows."""
    problems: list[RowProblem] = field(default_factory=list)
    problem_count: int = 0
    changed: list[ReportRow] = field(default_factory=list)
    added: list[ReportRow] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=dict)
    """By sheet: the columns that nobody has given a meaning."""
    left_out: list[str] = field(default_factory=list)
    """The sheets that no table was recognised in."""
    left_rows: list[LeftOutRow] = field(default_factory=list)
    """Rows that are no entries."""
    left_count: int = 0
    notes: list[RowProblem] = field(default_factory=list)
    """What was assumed, joined or left out of cells."""
    note_count: int = 0
    questions: list[RegisterQuestion] = field(default_factory=list)
    held_rows: list[FileRow] = field(default_factory=list)
    """Rows of which something is on hold, as the file has them."""
    held_row_count: int = 0
    partly_held: int = 0
    """How many of these are stored in part."""
    row_totals: dict[str, int] = field(default_factory=dict)
    """How many rows of the file, by what becomes of them."""
    doubtful_rows: list[FileRow] = field(default_factory=list)
    """Rows of which something was read one way although it may mean another."""
    doubtful_row_count: int = 0
    mistakes: list[SameMistake] = field(default_factory=list)
    owners: list[OwnerAsked] = field(default_factory=list)
    """Owners that the rows name without an email address."""
    vendors_stored: list[StoredVendor] = field(default_factory=list)
    """Once it is stored: the vendors that were added."""
    ended_vendors: list[int] = field(default_factory=list)
    """Ids of the registered vendors that it sets to ended."""
    ended_engagements: list[int] = field(default_factory=list)
    digest: str = ""
    changes: int = 0

    @property
    def totals(self) -> dict[str, int]:
        """How many rows of the file, by outcome; a row that is stored in part counts as on hold too."""
        return {**self.row_totals, RowOutcome.HELD.value: self.held_row_count}

    @property
    def row_changes(self) -> int:
        """How many rows of the file add or change something."""
        return sum(self.row_totals.get(outcome.value, 0) for outcome in (RowOutcome.ADDED, RowOutcome.CHANGED))


@dataclass
class RegisterPlan:
    """Every row with its outcome, by table; what is no entry; and what is wrong with whole sheets."""

    state: RegisterState
    rows: dict[str, list[Planned]]
    read: RegisterLines
    mappings: Sequence[SheetMapping]
    fixes: RegisterFixes

    @property
    def sheet_problems(self) -> list[RowProblem]:
        """What is wrong with whole sheets."""
        return self.read.problems

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """By table and outcome: how many rows."""
        counted = {key: Counter(row.outcome.value for row in rows) for key, rows in self.rows.items() if rows}
        return {
            key: {outcome.value: found.get(outcome.value, 0) for outcome in RowOutcome}
            for key, found in counted.items()
        }

    @property
    def problems(self) -> list[RowProblem]:
        """Everything that is wrong, by sheet as in the file."""
        return [*self.sheet_problems, *(p for rows in self.rows.values() for row in rows for p in row.line.problems)]

    @property
    def notes(self) -> list[RowProblem]:
        """What was assumed, joined or left out of cells; the same once for all parts of a row."""
        said = (note for rows in self.rows.values() for row in rows for note in row.line.notes)
        return list({(note.sheet, note.cell, note.code): note for note in said}.values())

    @property
    def questions(self) -> list[RegisterQuestion]:
        """What a person is asked."""
        return questions_of(self.problems, self.notes)

    @property
    def held(self) -> int:
        """How many rows wait."""
        return sum(1 for rows in self.rows.values() for row in rows if row.outcome == RowOutcome.HELD)

    @property
    def refused(self) -> bool:
        """Whether nothing can be stored: a sheet cannot be read as it is, or all that is left are rows that wait."""
        return bool(self.sheet_problems) or bool(self.held and self.held == sum(map(len, self.rows.values())))

    @property
    def changes(self) -> int:
        """How many rows would be added or changed."""
        done = (RowOutcome.ADDED, RowOutcome.CHANGED)
        return sum(1 for rows in self.rows.values() for row in rows if row.outcome in done)

    def ended(self, key: str) -> list[int]:
        """The registered vendors or engagements (by the key of their table) that are set to ended by their row."""
        changed = (row for row in self.rows[key] if row.outcome == RowOutcome.CHANGED)
        return [row.target for row in changed if row.changes.get("status", ("", ""))[1] == _ENDED]

    def digest(self) -> str:
        """Tells whether two plans would do the same: what a person saw in the preview is what is stored."""
        shown = [
            [key, row.line.sheet, row.line.row, row.outcome, row.label, sorted(map(str, row.changes.items()))]
            for key, rows in self.rows.items()
            for row in rows
        ]
        return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()

    def report(self, mappings: Sequence[SheetMapping]) -> RegisterReport:
        """What the preview shows, as it is kept with the batch."""
        problems, notes = self.problems, self.notes
        rows = shown(self.rows, mappings, self.fixes)
        chosen = [(key, row) for key, rows in self.rows.items() for row in rows]
        changed = [self._shown(key, row) for key, row in chosen if row.outcome == RowOutcome.CHANGED]
        added = [(key, row) for key, row in chosen if row.outcome == RowOutcome.ADDED]
        return RegisterReport(
            counts=self.counts,
            problems=problems[:_MOST_PROBLEMS],
            problem_count=len(problems),
            changed=changed[:_MOST_CHANGES],
            added=[self._shown(key, row) for key, row in added[:_MOST_ADDED]],
            unknown={sheet.name: sheet.unknown for sheet in mappings if sheet.unknown},
            left_out=[sheet.name for sheet in mappings if not sheet.table],
            left_rows=self.read.left_out[:_MOST_CHANGES],
            left_count=len(self.read.left_out),
            notes=notes[:_MOST_CHANGES],
            note_count=len(notes),
            questions=questions_of(problems, notes)[:_MOST_CHANGES],
            held_rows=rows.held,
            held_row_count=rows.held_count,
            partly_held=rows.partly_held,
            row_totals=rows.totals,
            doubtful_rows=rows.doubtful,
            doubtful_row_count=rows.doubtful_count,
            mistakes=rows.mistakes,
            owners=owners_asked(self.rows["engagements"], self.state),
            ended_vendors=self.ended("vendors"),
            ended_engagements=self.ended("engagements"),
            digest=self.digest(),
            changes=self.changes,
        )

    def _shown(self, key: str, row: Planned) -> ReportRow:
        changes = {
            _SHOWN_AS.get(name, name): (self.text(key, name, before), self.text(key, name, after))
            for name, (before, after) in row.changes.items()
        }
        values = self.values(key, row) if row.outcome == RowOutcome.ADDED else {}
        return ReportRow(key, row.line.sheet, row.line.row, row.label, changes, values)

    def values(self, key: str, row: Planned) -> dict[str, str]:
        """What a row says, by field, as texts; blank fields left out."""
        places = {_PARTIES[name]: self._code(party) for name, party in row.parties.items()}
        said = {
            name: text
            for name, value in row.values.items()
            if name not in _SHOWN_AS and (text := self.text(key, name, value))
        }
        return places | said

    def _code(self, party: int) -> str:
        known = self.state.by_id.get(party)
        return known.code if known else ""

    def text(self, key: str, name: str, value: RegisterValue) -> str:
        """A value as text, in both languages where it is a choice."""
        if name in _SHOWN_AS:
            return self.state.by_id[value].code if isinstance(value, int) and value else ""
        return cell_text(table_of(key).column(name), value, vocabularies())[:200]


_PARTIES = {
    "parent_id": "parent_code",
    "home_company_id": "home_company",
    "organization_id": "organization",
    "buyer_id": "buyer",
    "supplier_id": "supplier",
}


def make_plan(
    workbooks: Sequence[Workbook],
    mappings: Sequence[SheetMapping],
    rights: Rights,
    today: date,
    answers: Answers | None = None,
    fixes: RegisterFixes | None = None,
    only: Mapping[str, Collection[int]] | None = None,
) -> RegisterPlan:
    """What becomes of every row when these sheets are imported by somebody with these rights, who answered this and
    put that right. `only`: the rows by sheet that are wanted; the others are read, and nothing of them is stored.
    """
    read = lines_of(workbooks, mappings, answers or {}, fixes or {})
    by_table = {table.key: [line for line in read.lines if line.table == table.key] for table in READ_TABLES}
    parts = split(by_table[LIST])
    state = RegisterState(rights, today, answers)
    planned = state.planned
    planned["companies"] = plan_companies(by_table["companies"], state)
    planned["vendors"] = plan_vendors([*by_table["vendors"], *(part.vendor for part in parts)], state)
    _belong(parts, planned["vendors"])
    listed = [line for part in parts for line in part.contacts]
    contacts = [*by_table["contacts"], *from_vendors(planned["vendors"]), *listed]
    planned["contacts"] = plan_contacts(contacts, state)
    services = [*by_table["engagements"], *(part.engagement for part in parts if part.engagement is not None)]
    planned["engagements"] = plan_engagements(services, state)
    _wait(planned, only)
    planned["links"] = plan_links(by_table["links"], state)
    _wait(planned, only)
    if only is not None:
        planned = {key: [row for row in rows if _wanted(row, only)] for key, rows in planned.items()}
        read.left_out = [left for left in read.left_out if left.row in only.get(left.sheet, ())]
    return RegisterPlan(state, planned, read, mappings, fixes or {})


def _wanted(row: Planned, only: Mapping[str, Collection[int]]) -> bool:
    return row.line.row in only.get(row.line.sheet, ())


def _belong(parts: Sequence[SplitRow], vendors: Sequence[Planned]) -> None:
    """Tell the contacts and engagements of a list whose they are."""
    rows = {id(row.line): row for row in vendors}
    for part in parts:
        for line in (*part.contacts, *((part.engagement,) if part.engagement else ())):
            line.vendor = rows[id(part.vendor)]


def _wait(planned: dict[str, list[Planned]], only: Mapping[str, Collection[int]] | None) -> None:
    """Hold back what rests on rows that are held or not wanted, until nothing more does."""
    if only is not None:
        for row in (row for rows in planned.values() for row in rows):
            if row.outcome in (RowOutcome.ADDED, RowOutcome.CHANGED) and not _wanted(row, only):
                row.outcome = RowOutcome.HELD
    organizations = [row for key in ("companies", "vendors") for row in planned[key]]
    wait_for_held([row for rows in planned.values() for row in rows], organizations)
