"""Rows of a file as a preview shows them: every value, what is wrong at which cell, and the same mistake many times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from vendor_risk.formats.register.lists import LIST, read_table_of
from vendor_risk.imports.register.corrections.fixes import (
    LONGEST_FIX,
    NO_FIXES,
    RegisterFixes,
    RowDecision,
    SheetFixes,
    in_contact,
    one_text,
    spot_of,
)
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.questions import ASKED, DOUBTS
from vendor_risk.imports.register.rows.services import owner_mail_id
from vendor_risk.imports.register.state import Planned, RegisterState, RowOutcome
from vendor_risk.imports.register.words import RowProblem
from vendor_risk.workbook.model import column_letter

MOST_ROWS = 30
"""So many rows on hold, and as many doubtful ones, are shown at once; the next appear when these are settled."""
_MOST_GROUPS, _MOST_OWNERS = 100, 200
_UNREADABLE = frozenset(
    {"not_whole", "not_share", "not_date", "not_choice", "not_country", "not_email", "not_web",
     "not_corporate_number", "not_lei", "error_cell", "too_long", "doubtful_number", "doubtful_date"}
)  # fmt: skip
_DROPPED = _UNREADABLE | {"number_elsewhere", "dates", "no_mail", "people_differ"}
"""What is settled when the row is taken without the value."""
_NEEDED = frozenset({"code", "name", "service", "buyer", "supplier", "organization", "home_company", "parent_code"})
"""Fields without which a row of a list is nothing."""
MENDED = frozenset({"corrected", "taken_without"})


class SheetCell(Struct, frozen=True):
    """A cell: its field (`corrections.fixes.spot_of`), the text in the file, and what a person corrected it to."""

    spot: str
    column: str
    header: str
    text: str
    fixed: str | None = None

    @property
    def shown(self) -> str:
        """What is read."""
        return self.text if self.fixed is None else self.fixed


class FileRow(Struct, frozen=True):
    """A row with its values, what is wrong with it and what was assumed of it. `place`: of its sheet in the mapping."""

    place: int
    table: str
    sheet: str
    row: int
    label: str
    cells: list[SheetCell]
    problems: list[RowProblem]
    notes: list[RowProblem]
    decision: RowDecision | None = None

    def wrong(self, cell: SheetCell) -> list[RowProblem]:
        """What is wrong at a cell."""
        return [problem for problem in self.problems if problem.spot == cell.spot]

    def doubted(self, cell: SheetCell) -> list[RowProblem]:
        """What was assumed of a cell."""
        return [note for note in self.notes if note.spot == cell.spot and note.code in DOUBTS]

    @property
    def asked(self) -> bool:
        """Whether answering questions settles all that is wrong with it."""
        return all(problem.code in ASKED for problem in self.problems)

    @property
    def of_row(self) -> list[RowProblem]:
        """What is wrong with the row and no cell of it."""
        return [problem for problem in self.problems if not problem.spot]


class SameMistake(Struct, frozen=True):
    """What is wrong in the same way in several rows of one column. `value` "": the values differ (`values`)."""

    place: int
    said: RowProblem
    value: str
    values: list[str]
    number: int
    optional: bool
    """Whether the rows can be taken without the value."""


class OwnerAsked(Struct, frozen=True):
    """An owner whom rows name without an address of mail; `id`: of the answer."""

    id: str
    owner: str
    company: str
    number: int
    """How many of the engagements in the file are theirs."""
    mail: str
    company_en: str = ""
    """The company's name in English, where it has one of its own."""


def optional(problem: RowProblem) -> bool:
    """Whether the row can be taken without the value that is wrong."""
    if problem.code not in _DROPPED or not problem.spot:
        return False
    key = problem.spot.partition("@")[0]
    if in_contact(problem.table, key):
        return True
    column = next((one for one in read_table_of(problem.table).columns if one.key == key), None)
    if column is None or column.required:
        return False
    return key not in _NEEDED if problem.table == LIST else True


def dropped(table: str, spot: str) -> tuple[str, ...]:
    """The fields that are blank when the row is taken without the value: a contact goes as a whole."""
    return ("contact_name", "contact_email") if in_contact(table, spot) else (spot,)


def by_row(rows: Mapping[str, Sequence[Planned]]) -> dict[tuple[str, int], list[Planned]]:
    """What a plan makes of each row of the file, by sheet and row."""
    found: dict[tuple[str, int], list[Planned]] = {}
    for planned in rows.values():
        for part in planned:
            found.setdefault((part.line.sheet, part.line.row), []).append(part)
    return found


class RowsShown(Struct, frozen=True):
    """What a preview shows of the rows of a file."""

    held: list[FileRow]
    held_count: int
    partly_held: int
    totals: dict[str, int]
    doubtful: list[FileRow]
    doubtful_count: int
    mistakes: list[SameMistake]


def shown(rows: Mapping[str, Sequence[Planned]], mappings: Sequence[SheetMapping], fixes: RegisterFixes) -> RowsShown:
    """The rows of which something is on hold, the doubtful ones and those a person corrected, and the same mistakes."""
    places = {mapping.name: place for place, mapping in enumerate(mappings)}
    found = by_row(rows)
    order = sorted(found, key=lambda one: (places.get(one[0], 0), one[1]))
    held = [one for one in order if any(part.outcome == RowOutcome.HELD for part in found[one])]
    waiting = set(held)
    totals = dict(Counter(outcome_of(parts).value for parts in found.values()))
    partly = len(held) - totals.get(RowOutcome.HELD, 0)
    doubtful = [one for one in order if one not in waiting and any(map(_is_doubtful, found[one]))]
    problems = {
        (problem.sheet, problem.row, problem.spot, problem.code): problem
        for parts in found.values() for part in parts for problem in part.line.problems
    }  # fmt: skip

    def as_rows(chosen: list[tuple[str, int]]) -> list[FileRow]:
        return [
            sheet_row(found[one], mappings[places[one[0]]], places[one[0]], fixes.get(one[0], NO_FIXES))
            for one in chosen[:MOST_ROWS]
        ]

    return RowsShown(
        as_rows(held),
        len(held),
        partly,
        totals,
        as_rows(doubtful),
        len(doubtful),
        same_mistakes(problems.values(), places),
    )


def outcome_of(parts: Sequence[Planned]) -> RowOutcome:
    """What becomes of a row of the file: held where its first part is, else the most that any part says."""
    outcomes = [part.outcome for part in parts]
    order = (RowOutcome.ADDED, RowOutcome.CHANGED, RowOutcome.HELD, RowOutcome.UNCHANGED)
    return outcomes[0] if outcomes[0] == RowOutcome.HELD else next(one for one in order if one in outcomes)


def _is_doubtful(part: Planned) -> bool:
    return any(note.code in DOUBTS or note.code in MENDED for note in part.line.notes)


def row_label(parts: Sequence[Planned]) -> str:
    """What a row is called: its code and its name."""
    label = parts[0].label
    name = next((text for part in parts if (text := part.line.text("name"))), "")
    return label if name in ("", label) else f"{label} {name}".strip()


def sheet_row(parts: Sequence[Planned], mapping: SheetMapping, place: int, fixes: SheetFixes) -> FileRow:
    """A row of the file as it is shown; `parts`: what the plan makes of it."""
    line = parts[0].line
    said = {(one.spot, one.code): one for part in parts for one in part.line.problems}
    if len(said) > 1:
        said = {key: one for key, one in said.items() if one.code != "waits"} or said
    notes = {(one.spot, one.code): one for part in parts for one in part.line.notes}
    given = fixes.cells.get(line.row, {})
    cells: list[SheetCell] = []
    for number, key in sorted(mapping.columns.items()):
        text = one_text(line.source[number - 1]) if number <= len(line.source) else ""
        letter = column_letter(number)
        spot = spot_of(key, letter)
        fixed = fixes.read_as(line.row, spot, text) if key else None
        if key and (text or fixed is not None or any(one.spot == spot for one in said.values())):
            cells.append(SheetCell(spot, letter, mapping.headers.get(number, ""), text[:LONGEST_FIX], fixed))
    known = {cell.spot for cell in cells}
    beside = dict.fromkeys(spot for one in said.values() if (spot := one.spot) and spot not in known)
    beside |= dict.fromkeys(spot for spot in given if spot not in known)
    cells += [SheetCell(spot, "", "", "", given.get(spot)) for spot in beside]
    label = row_label(parts)
    table = mapping.table
    return FileRow(
        place, table, line.sheet, line.row, label, cells, list(said.values()), list(notes.values()),
        fixes.rows.get(line.row),
    )  # fmt: skip


def same_mistakes(problems: Iterable[RowProblem], places: Mapping[str, int]) -> list[SameMistake]:
    """The mistakes that occur in two rows of a column or more, those in most rows first."""
    groups: dict[tuple[str, str, str, str], list[RowProblem]] = {}
    for one in problems:
        if one.spot and one.code in _DROPPED:
            value = one.params.get("value", "")
            if one.code in _UNREADABLE and value and not value.endswith("…"):  # a cut text is none that stands there
                groups.setdefault((one.sheet, one.spot, one.code, value), []).append(one)
            groups.setdefault((one.sheet, one.spot, one.code, ""), []).append(one)
    found = []
    for (sheet, spot, code, value), group in groups.items():
        alone = not value and any(
            len(other) == len(group) and key != ""
            for (*same, key), other in groups.items()
            if same == [sheet, spot, code]
        )
        if len(group) > 1 and not alone:
            values = list(dict.fromkeys(one.params.get("value", "") for one in group))
            takes = optional(group[0])
            found.append(SameMistake(places.get(sheet, 0), group[0], value, values[:5], len(group), takes))
    return sorted((one for one in found if one.value or one.optional), key=lambda one: -one.number)[:_MOST_GROUPS]


def owners_asked(engagements: Sequence[Planned], state: RegisterState) -> list[OwnerAsked]:
    """The owners that rows of lists name without an address of mail, each once per company that buys."""
    found: dict[str, OwnerAsked] = {}
    for row in engagements:
        owner, buyer = row.values.get("owner_name"), state.by_id.get(row.parties.get("buyer_id", 0))
        if not owner or buyer is None or not row.line.listed or row.line.text("owner_email"):
            continue
        key = owner_mail_id(buyer.code, str(owner))
        mail = state.answers.get(key, "")
        if row.values.get("owner_email") and not mail:
            continue  # it is known from before
        number = found[key].number + 1 if key in found else 1
        found[key] = OwnerAsked(key, str(owner), buyer.name, number, mail, buyer.name_en)
    return sorted(found.values(), key=lambda one: -one.number)[:_MOST_OWNERS]
