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
from functools import partial

from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.workbook.own import OwnAnswer, OwnContent, OwnRow
from vendor_risk.workbook.own_template import NA_REASON


class Change(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    CONFLICT = "conflict"
    KEPT = "kept"
    CLEARED = "cleared"
    REFUSED = "refused"
    SKIPPED = "skipped"
    UNCHANGED = "unchanged"


TAKEN = frozenset({Change.ADDED, Change.CHANGED})
"""The changes that are taken over without asking."""


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One row: where it stands, what it says, what the web says, and what becomes of it."""

    question_id: str
    cell: str
    change: Change
    workbook: OwnAnswer
    web: OwnAnswer
    text: str = ""
    problem: str = ""
    """Why it is refused or skipped: not_in_list, not_a_number, not_a_date, formula, na_not_allowed, na_without_reason,
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
    def counts(self) -> Counter[Change]:
        """How many rows end in each way; they add up to the rows of the workbook and of the questionnaire."""
        return Counter(row.change for row in self.rows)

    def of(self, *changes: Change) -> list[DiffRow]:
        """The rows that end so, in the workbook's order."""
        return [row for row in self.rows if row.change in changes]


def same(one: OwnAnswer, other: OwnAnswer) -> bool:
    """Whether two answers say the same; their versions do not matter."""
    return (one.state, one.value, one.comment, one.na_reason) == (
        other.state,
        other.value,
        other.comment,
        other.na_reason,
    )


@dataclass(frozen=True)
class Comparison:
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
            rows.append(DiffRow(question_id, f"A{number}", Change.SKIPPED, OwnAnswer(), OwnAnswer(), problem=problem))
        for question_id in content.missing:
            web = self.now.get(question_id, OwnAnswer())
            rows.append(DiffRow(question_id, "", Change.SKIPPED, OwnAnswer(), web, problem="row_gone"))
        return Diff(content.sheet, tuple(rows))

    def _row(self, row: OwnRow, version: int) -> DiffRow:
        web = self.now.get(row.question_id, OwnAnswer())
        needed = row.answer.state is AnswerState.NOT_APPLICABLE
        found = OwnAnswer(row.answer.state, row.answer.value, row.comment, row.na_reason if needed else "")
        remark = "reason_ignored" if row.na_reason.strip() and not needed else ""
        ends = partial(DiffRow, row.question_id, workbook=found, web=web, text=row.text, remark=remark)
        if row.problem is not None:
            return ends(row.cell, Change.REFUSED, problem=row.problem.code, allowed=row.problem.allowed)
        base = web if version == web.version else self.base_of(row.question_id, version)
        change = _judge(found, base, web)
        if found.state is AnswerState.BLANK and remark and row.question_id in self.open_questions:
            return ends(f"{NA_REASON}{row.row}", Change.REFUSED, problem="reason_without_answer", remark="")
        if change in {Change.UNCHANGED, Change.KEPT}:
            return ends(row.cell, change)
        if (refusal := self._refusal(row, found)) is not None:
            problem, cell = refusal
            return ends(cell, Change.REFUSED, problem=problem)
        return ends(row.cell, change)

    def _refusal(self, row: OwnRow, found: OwnAnswer) -> tuple[str, str] | None:
        """Why a row that says something new cannot be taken, and the cell to mend."""
        if row.question_id not in self.open_questions:
            return "closed", row.cell
        if found.state is AnswerState.NOT_APPLICABLE and not found.na_reason.strip():
            return "na_without_reason", f"{NA_REASON}{row.row}"
        if max(len(found.comment), len(found.na_reason), len(row.text)) > self.max_text:
            return "too_long", row.cell
        return None


def _judge(found: OwnAnswer, base: OwnAnswer, web: OwnAnswer) -> Change:
    """The table at the top of this module."""
    if same(found, web):
        return Change.UNCHANGED
    if same(found, base):
        return Change.KEPT
    if found.state is AnswerState.BLANK and base.state is not AnswerState.BLANK:
        return Change.CLEARED
    if same(base, web):
        return Change.ADDED if web.state is AnswerState.BLANK else Change.CHANGED
    return Change.CONFLICT
