"""Putting cells and rows of a register file right: read again with the same rules, the original kept and said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _
from msgspec import structs

from vendor_risk.errors import Refused
from vendor_risk.imports import batches
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.register import actions
from vendor_risk.imports.register.actions import RegisterSettings
from vendor_risk.imports.register.corrections.fixes import (
    LONGEST_FIX,
    NO_FIXES,
    FixesDraft,
    SheetFixes,
    is_spot,
    one_text,
)
from vendor_risk.imports.register.corrections.given import GivenFixes, without_reason
from vendor_risk.imports.register.corrections.sheet_rows import FileRow, by_row, dropped, optional, sheet_row
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.plan import RegisterPlan
from vendor_risk.imports.register.state import Rights
from vendor_risk.workbook.model import Workbook, WorkbookSheet, column_number

_MOST_SAID = 100


class _Sheets:
    """The sheets that are read, by their place in the mapping."""

    def __init__(self, workbooks: Sequence[Workbook], mappings: Sequence[SheetMapping]) -> None:
        sheets = {(workbook.name, sheet.name): sheet for workbook in workbooks for sheet in workbook.sheets}
        self.mappings = mappings
        self.sheets = [sheets[mapping.file, mapping.sheet] for mapping in mappings]

    def mapping(self, place: int, spot: str = "") -> SheetMapping:
        """The mapping of a sheet that is read and has such a field. ValueError when there is none."""
        if not 0 <= place < len(self.mappings) or not self.mappings[place].table:
            raise ValueError(place)
        mapping = self.mappings[place]
        if spot and not is_spot(mapping.table, spot):
            raise ValueError(spot)
        return mapping

    def require_row(self, place: int, row: int) -> None:
        """ValueError when a sheet that is read has no such row."""
        if not self.mapping(place).header_row < row <= len(self.sheets[place].rows):
            raise ValueError(row)

    def original(self, place: int, row: int, spot: str) -> str:
        """The text of a cell in the file; "" where the sheet has no column for it. ValueError for no row of it."""
        mapping, sheet = self.mapping(place, spot), self.sheets[place]
        self.require_row(place, row)
        key, _at, letter = spot.partition("@")
        numbers = [column_number(letter)] if letter else [n for n, one in mapping.columns.items() if one == key]
        return _text(sheet, row, numbers[0]) if numbers else ""


def _text(sheet: WorkbookSheet, row: int, number: int) -> str:
    return sheet.errors.get((row, number)) or one_text(sheet.value(row, number))


def correct_rows(
    batch: ImportBatch,
    workbooks: Sequence[Workbook],
    given: GivenFixes,
    answers: Mapping[str, str],
    rights: Rights,
    *,
    at: datetime,
    actor: str,
) -> bool:
    """Plan the batch with further corrections and answers; False, and nothing is done, when nothing is new.

    Refused for a batch that was applied or discarded, and for a row that is left out without a reason. ValueError for
    a sheet, row or field that does not exist.
    """
    actions.require_open(batch)
    if without_reason(given.rows.values()):
        raise Refused(_("Enter a reason for each excluded row."))
    before = actions.settings_of(batch)
    settings = actions.with_answers(before, answers)
    draft, said = FixesDraft(settings.fixes), list[list[str]]()
    sheets = _Sheets(workbooks, settings.sheets)
    if given.without:
        _take_without(draft, given, actions.planned(workbooks, settings, rights, at=at), sheets, said)
    _words(draft, given, sheets, said)
    _cells(draft, given, settings, sheets, said)
    _rows(draft, given, sheets, said)
    settings = structs.replace(settings, fixes=draft.done())
    if (settings.answers, _done(settings)) == (before.answers, _done(before)):
        return False
    actions.plan_again(batch, workbooks, settings, rights, at=at)
    batches.note("imports.correct", batch, at=at, actor=actor, cells=said[:_MOST_SAID], number=len(said))
    return True


def _done(settings: RegisterSettings) -> dict[str, SheetFixes]:
    return {name: fixes for name, fixes in settings.fixes.items() if fixes.number}


def _cells(
    draft: FixesDraft, given: GivenFixes, settings: RegisterSettings, sheets: _Sheets, said: list[list[str]]
) -> None:
    for (place, row, spot), text in given.cells.items():
        original = sheets.original(place, row, spot)
        name = sheets.mapping(place).name
        fixed = settings.fixes.get(name, NO_FIXES).read_as(row, spot, original)
        if text == (original if fixed is None else fixed)[:LONGEST_FIX].strip() or (place, row, spot) in given.drops:
            continue
        draft.cell(name, row, spot, None if text == original else text)
        said.append([f"{name}!{row} {spot}", original[:200], text[:200]])
    for place, row, spot in given.drops:
        original, mapping = sheets.original(place, row, spot), sheets.mapping(place)
        for one in dropped(mapping.table, spot):
            draft.cell(mapping.name, row, one, "")
        said.append([f"{mapping.name}!{row} {spot}", original[:200], ""])


def _words(draft: FixesDraft, given: GivenFixes, sheets: _Sheets, said: list[list[str]]) -> None:
    for (place, spot, word), text in given.words.items():
        name = sheets.mapping(place, spot).name
        if text and text != word:
            draft.word(name, spot, word, text)
            said.append([f"{name} {spot}", word[:200], text[:200]])


def _take_without(
    draft: FixesDraft, given: GivenFixes, plan: RegisterPlan, sheets: _Sheets, said: list[list[str]]
) -> None:
    """Take the rows without their value in which this mistake stands; a word that cannot be read goes as a word."""
    wanted = {
        (sheets.mapping(place, spot).name, spot, *code.partition("=")[::2]) for place, spot, code in given.without
    }
    for problem in plan.problems:
        value = problem.params.get("value", "")
        for key in (
            (problem.sheet, problem.spot, problem.code, ""),
            (problem.sheet, problem.spot, problem.code, value),
        ):
            if key in wanted and optional(problem):
                for spot in dropped(problem.table, problem.spot):
                    draft.cell(problem.sheet, problem.row, spot, "")
                said.append([f"{problem.sheet}!{problem.cell} {problem.spot}", value[:200], ""])
                break


def _rows(draft: FixesDraft, given: GivenFixes, sheets: _Sheets, said: list[list[str]]) -> None:
    for (place, row), decision in given.rows.items():
        name = sheets.mapping(place).name
        sheets.require_row(place, row)
        draft.row(name, row, decision)
        if decision is not None:
            said.append([f"{name}!{row}", decision.stay.value, decision.reason[:200]])


def look_at(
    batch: ImportBatch, workbooks: Sequence[Workbook], place: int, row: int, rights: Rights, *, at: datetime
) -> FileRow | None:
    """A row of a batch's file as it is read now; None when it is no row of it, or is left out."""
    settings = actions.settings_of(batch)
    if not 0 <= place < len(settings.sheets):
        return None
    mapping = settings.sheets[place]
    parts = by_row(actions.planned(workbooks, settings, rights, at=at).rows).get((mapping.name, row))
    return None if parts is None else sheet_row(parts, mapping, place, settings.fixes.get(mapping.name, NO_FIXES))
