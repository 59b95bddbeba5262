"""What an own workbook would change: a three-way comparison, row by row, that decides nothing by itself.

Each row is held against the answer as it was when the workbook was made (its base) and as it is now:

    workbook = now                     unchanged
    workbook = base, now differs       kept: the web is newer, the workbook says nothing new
    workbook differs, now = base       added or changed: taken over
    workbook blank, base was not       cleared: shown, never taken over (an answer is emptied on the web, on purpose)
    all three differ                   conflict: a person chooses
    cannot be an answer, not open …    refused, with its cell and what to do
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.formats.own.template import NA_REASON
from vendor_risk.formats.own.workbook import OwnAnswer, OwnContent, OwnRow


class RowChange(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    CONFLICT = "conflict"
    KEPT = "kept"
    CLEARED = "cleared"
    REFUSED = "refused"
    SKIPPED = "skipped"
    UNCHANGED = "unchanged"


TAKEN = frozenset({RowChange.ADDED, RowChange.CHANGED})
"""The changes that are taken over without asking."""


class DiffRow(Struct, frozen=True, gc=False):
    """One row: where it stands, what it says, what the web says, and what becomes of it."""

    question_id: str
    cell: str
    change: RowChange
    workbook: OwnAnswer
    web: OwnAnswer
    text: str = ""
    problem: str = ""
    """Why it is refused or skipped: not_in_list, not_a_number, not_a_date, formula, cell_too_long,
    too_many_rows, na_not_allowed, na_without_reason,
    reason_without_answer, too_long, closed, repeated, unknown_row, row_gone."""
    allowed: tuple[str, ...] = ()
    remark: str = ""
    """What else is to be said: reason_ignored (the cell of the reason is filled although the question is answered)."""


@dataclass(frozen=True)
class Diff:
    """Everything one workbook would change."""

    sheet: str
    rows: tuple[DiffRow, ...]

    @property
    def counts(self) -> Counter[RowChange]:
        """How many rows end in each way; they add up to the rows of the workbook and of the questionnaire."""
        ends = [row.change for row in self.rows]
        return Counter({change: number for change in RowChange if (number := ends.count(change))})

    def of(self, *changes: RowChange) -> list[DiffRow]:
        """The rows that end so, in the workbook's order."""
        return [row for row in self.rows if row.change in changes]


def same(one: OwnAnswer, other: OwnAnswer) -> bool:
    """Whether two answers say the same; their versions do not matter."""
    return (
        one.state == other.state
        and one.value == other.value
        and one.comment == other.comment
        and one.na_reason == other.na_reason
    )


@dataclass(frozen=True)
class WorkbookComparison:
    """What a workbook is held against.

    `base_of(question, version)` gives an answer as it was at an earlier version; `max_text` is the longest text (in
    characters) an answer may have.
    """

    now: Mapping[str, OwnAnswer]
    base_of: Callable[[str, int], OwnAnswer]
    open_questions: Set[str]
    max_text: int

    def diff(self, content: OwnContent) -> Diff:
        """What the workbook would change."""
        rows = [self._row(row, content.identity.versions[row.question_id]) for row in content.rows]
        known = set(content.identity.versions)
        for number, question_id in content.strangers:
            problem = "repeated" if question_id in known else "unknown_row"
            rows.append(
                DiffRow(question_id, f"A{number}", RowChange.SKIPPED, OwnAnswer(), OwnAnswer(), problem=problem)
            )
        for question_id in content.missing:
            web = self.now.get(question_id, OwnAnswer())
            rows.append(DiffRow(question_id, "", RowChange.SKIPPED, OwnAnswer(), web, problem="row_gone"))
        return Diff(content.sheet, tuple(rows))

    def _row(self, row: OwnRow, version: int) -> DiffRow:
        web = self.now.get(row.question_id, _NOTHING)
        answer, reason = row.answer, row.na_reason
        needed = answer.state is AnswerState.NOT_APPLICABLE
        found = OwnAnswer(answer.state, answer.value, row.comment, reason if needed else "")
        remark = "" if needed or not reason.strip() else "reason_ignored"
        cell, change, problem = row.cell, RowChange.REFUSED, ""
        allowed: tuple[str, ...] = ()
        if row.problem is not None:
            problem, allowed = row.problem.code, row.problem.allowed
        else:
            base = web if version == web.version else self.base_of(row.question_id, version)
            change = _judge(found, base, web)
            if found.state is AnswerState.BLANK and remark and row.question_id in self.open_questions:
                change, problem, cell, remark = RowChange.REFUSED, "reason_without_answer", f"{NA_REASON}{row.row}", ""
            elif change is RowChange.UNCHANGED or change is RowChange.KEPT:
                pass
            elif (refusal := self._refusal(row, found)) is not None:
                change, (problem, cell) = RowChange.REFUSED, refusal
        return DiffRow(row.question_id, cell, change, found, web, row.text, problem, allowed, remark)

    def _refusal(self, row: OwnRow, found: OwnAnswer) -> tuple[str, str] | None:
        """Why a row that says something new cannot be taken, and the cell to mend."""
        if row.question_id not in self.open_questions:
            return "closed", row.cell
        if found.state is AnswerState.NOT_APPLICABLE and not found.na_reason.strip():
            return "na_without_reason", f"{NA_REASON}{row.row}"
        if len(found.comment) > self.max_text or len(found.na_reason) > self.max_text or len(row.text) > self.max_text:
            return "too_long", row.cell
        return None


_NOTHING = OwnAnswer()


def _judge(found: OwnAnswer, base: OwnAnswer, web: OwnAnswer) -> RowChange:
    """The table at the top of this module."""
    if same(found, web):
        return RowChange.UNCHANGED
    if base is web and web.state is AnswerState.BLANK:  # as nearly all rows of a first workbook; the rest says the same
        return RowChange.ADDED
    if same(found, base):
        return RowChange.KEPT
    if found.state is AnswerState.BLANK and base.state is not AnswerState.BLANK:
        return RowChange.CLEARED
    if same(base, web):
        return RowChange.ADDED if web.state is AnswerState.BLANK else RowChange.CHANGED
    return RowChange.CONFLICT
