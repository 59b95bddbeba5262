"""The plan of a register import: what becomes of every row, before anything is stored."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import Struct, field

from vendor_risk.formats.register.columns import RegisterValue
from vendor_risk.formats.register.tables import table_of
from vendor_risk.formats.register.workbook import TABLES, cell_text
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.reading import lines_of
from vendor_risk.imports.register.rows.contacts import from_vendors, plan_contacts
from vendor_risk.imports.register.rows.organizations import plan_companies, plan_vendors
from vendor_risk.imports.register.rows.services import plan_engagements, plan_links
from vendor_risk.imports.register.state import Planned, RegisterState, Rights, RowOutcome
from vendor_risk.imports.register.words import RowProblem, vocabularies
from vendor_risk.imports.reports import BatchReport
from vendor_risk.workbook.model import Workbook

_MOST_PROBLEMS, _MOST_CHANGES, _MOST_ADDED = 500, 300, 100
_SHOWN_AS = {"parent_id": "parent_code", "home_company_id": "home_company"}


class ReportRow(Struct, frozen=True):
    """A row that changes or is added. `changes`: by field, the text before and after."""

    table: str
    sheet: str
    row: int
    label: str
    changes: dict[str, tuple[str, str]]


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
    digest: str = ""
    changes: int = 0

    @property
    def totals(self) -> dict[str, int]:
        """How many rows of all tables together, by outcome."""
        found: dict[str, int] = {}
        for counts in self.counts.values():
            for outcome, number in counts.items():
                found[outcome] = found.get(outcome, 0) + number
        return found


@dataclass
class RegisterPlan:
    """Every row with its outcome, by table, and what is wrong with whole sheets."""

    state: RegisterState
    rows: dict[str, list[Planned]]
    sheet_problems: list[RowProblem]

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
    def refused(self) -> bool:
        """Whether anything is wrong: then nothing is stored."""
        return any(True for _ in self.problems)

    @property
    def changes(self) -> int:
        """How many rows would be added or changed."""
        done = (RowOutcome.ADDED, RowOutcome.CHANGED)
        return sum(1 for rows in self.rows.values() for row in rows if row.outcome in done)

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
        problems = self.problems
        chosen = [(key, row) for key, rows in self.rows.items() for row in rows]
        changed = [self._shown(key, row) for key, row in chosen if row.outcome == RowOutcome.CHANGED]
        added = [self._shown(key, row) for key, row in chosen if row.outcome == RowOutcome.ADDED]
        return RegisterReport(
            counts=self.counts,
            problems=problems[:_MOST_PROBLEMS],
            problem_count=len(problems),
            changed=changed[:_MOST_CHANGES],
            added=added[:_MOST_ADDED],
            unknown={sheet.name: sheet.unknown for sheet in mappings if sheet.unknown},
            left_out=[sheet.name for sheet in mappings if not sheet.table],
            digest=self.digest(),
            changes=self.changes,
        )

    def _shown(self, key: str, row: Planned) -> ReportRow:
        changes = {
            _SHOWN_AS.get(name, name): (self._text(key, name, before), self._text(key, name, after))
            for name, (before, after) in row.changes.items()
        }
        return ReportRow(key, row.line.sheet, row.line.row, row.label, changes)

    def _text(self, key: str, name: str, value: RegisterValue) -> str:
        if name in _SHOWN_AS:
            return self.state.by_id[value].code if isinstance(value, int) and value else ""
        return cell_text(table_of(key).column(name), value, vocabularies())[:200]


def make_plan(
    workbooks: Sequence[Workbook], mappings: Sequence[SheetMapping], rights: Rights, today: date
) -> RegisterPlan:
    """What becomes of every row when these sheets are imported by somebody with these rights."""
    lines, sheet_problems = lines_of(workbooks, mappings)
    by_table = {table.key: [line for line in lines if line.table == table.key] for table in TABLES}
    state = RegisterState(rights, today)
    planned = state.planned
    planned["companies"] = plan_companies(by_table["companies"], state)
    planned["vendors"] = plan_vendors(by_table["vendors"], state)
    contacts = [*by_table["contacts"], *from_vendors(planned["vendors"])]
    planned["contacts"] = plan_contacts(contacts, state)
    planned["engagements"] = plan_engagements(by_table["engagements"], state)
    planned["links"] = plan_links(by_table["links"], state)
    return RegisterPlan(state, planned, sheet_problems)
