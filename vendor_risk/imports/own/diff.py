"""What an own workbook would change: a three-way comparison, row by row, that decides nothing by itself.

Each row is held against the answer as it was when the workbook was made (its base) and as it is now:

    workbook = now                     unchanged
    workbook = base, now differs       kept: the web is newer, the workbook says nothing new
    workbook differs, now = base       added or changed: taken over
    workbook blank, base was not       cleared: shown, never taken over (an answer is emptied on the web, on purpose)
    all three differ                   conflict: a person chooses
    base unknown, differs from now     added where nothing is there now, else a conflict
    may mean two things ("4 or 5")     asked: a person says which
    question or levels rewritten       rewritten: a person says whether the answer counts for the question as asked
    cannot be an answer, not open …    refused, with its cell and what to do
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from vendor_risk.domain.questionnaires import AnswerState, AnswerValue
from vendor_risk.formats.own.returned import OwnContent, OwnRow, Rewritten
from vendor_risk.formats.own.workbook import OwnAnswer

WEB, WORKBOOK = "web", "workbook"
"""What a person decides where a workbook and the web differ."""
_CHOICE = "choice:"


class RowChange(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    CONFLICT = "conflict"
    ASKED = "asked"
    REWRITTEN = "rewritten"
    KEPT = "kept"
    CLEARED = "cleared"
    REFUSED = "refused"
    SKIPPED = "skipped"
    UNCHANGED = "unchanged"


TAKEN = frozenset({RowChange.ADDED, RowChange.CHANGED})
"""The changes that are taken over without asking."""
DECIDED = frozenset({RowChange.CONFLICT, RowChange.ASKED, RowChange.REWRITTEN})
"""The changes that wait for a person's word."""


class DiffRow(Struct, frozen=True, gc=False):
    """One row: where it stands, what it says, what the web says, and what becomes of it."""

    question_id: str
    cell: str
    change: RowChange
    workbook: OwnAnswer
    web: OwnAnswer
    text: str = ""
    problem: str = ""
    """Why it is refused or skipped: not_in_list, not_a_number, not_a_date, formula, struck, preset, cell_too_long,
    too_many_rows, na_not_allowed, na_without_reason,
    reason_without_answer, too_long, closed, repeated, unknown_row, row_gone."""
    allowed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    """What else is to be said: reason_ignored (the cell of the reason is filled although the question is answered),
    struck (what was struck through does not count), tables_gone (the rows of the table are not in the file)."""
    choices: tuple[AnswerValue, ...] = ()
    """What an answer that is asked back may mean."""
    rewritten: tuple[Rewritten, ...] = ()
    struck: str = ""

    @property
    def decisions(self) -> tuple[str, ...]:
        """What a person may say to it; nothing where nobody is asked."""
        if self.change is RowChange.ASKED:
            return (*(f"{_CHOICE}{place}" for place in range(len(self.choices))), WEB)
        return (WORKBOOK, WEB) if self.change in DECIDED else ()

    def answer_by(self, decision: str) -> OwnAnswer | None:
        """The answer that is taken over by a decision; None where the web's stays."""
        if self.change in TAKEN:
            return self.workbook
        if decision not in self.decisions or decision == WEB:
            return None
        if not decision.startswith(_CHOICE):
            return self.workbook
        value = self.choices[int(decision.removeprefix(_CHOICE))]
        return OwnAnswer(AnswerState.ANSWERED, value, self.workbook.comment, "")


class EvidenceLines(Struct, frozen=True):
    """Where evidence can be seen, as a workbook says beyond what is known; `problem`: closed, too_long, too_many."""

    question_id: str
    cell: str
    lines: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True)
class Diff:
    """Everything one workbook would change. `notices` are codes with what their sentences name."""

    sheet: str
    rows: tuple[DiffRow, ...]
    evidence: tuple[EvidenceLines, ...] = ()
    notices: tuple[tuple[str, Mapping[str, str]], ...] = ()

    @property
    def counts(self) -> Counter[RowChange]:
        """How many rows end in each way; they add up to the rows of the workbook and of the questionnaire."""
        ends = [row.change for row in self.rows]
        return Counter({change: number for change in RowChange if (number := ends.count(change))})

    def of(self, *changes: RowChange) -> list[DiffRow]:
        """The rows that end so, in the workbook's order."""
        return [row for row in self.rows if row.change in changes]

    @property
    def new_evidence(self) -> list[EvidenceLines]:
        """What of the evidence can be taken over."""
        return [found for found in self.evidence if not found.problem]


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
    characters) an answer may have. `evidence` says where evidence for each question can be seen, as is known now.
    """

    now: Mapping[str, OwnAnswer]
    base_of: Callable[[str, int], OwnAnswer]
    open_questions: Set[str]
    max_text: int
    evidence: Mapping[str, Sequence[str]]
    max_evidence: int

    def diff(self, content: OwnContent) -> Diff:
        """What the workbook would change."""
        versions = content.versions
        rows = [self._row(row, None if versions is None else versions[row.question_id]) for row in content.rows]
        known = set(content.ids)
        for _number, question_id, cell in content.strangers:
            problem = "repeated" if question_id in known else "unknown_row"
            rows.append(DiffRow(question_id, cell, RowChange.SKIPPED, OwnAnswer(), OwnAnswer(), problem=problem))
        for question_id in content.missing:
            web = self.now.get(question_id, OwnAnswer())
            rows.append(DiffRow(question_id, "", RowChange.SKIPPED, OwnAnswer(), web, problem="row_gone"))
        evidence = tuple(found for row in content.rows if (found := self._evidence(row)) is not None)
        return Diff(content.sheet, tuple(rows), evidence, _notices(content))

    def _row(self, row: OwnRow, version: int | None) -> DiffRow:
        web = self.now.get(row.question_id, _NOTHING)
        base = web if version == web.version else None if version is None else self.base_of(row.question_id, version)
        answer, reason = row.answer, row.na_reason
        needed = answer.state is AnswerState.NOT_APPLICABLE
        found = OwnAnswer(answer.state, answer.value, row.comment, reason if needed else "")
        remarks = ["reason_ignored"] if reason.strip() and not needed else []
        if row.tables_gone:
            found = OwnAnswer(*_kept(base or web), row.comment, reason if needed else "")
            remarks.append("tables_gone")
        if row.struck and row.problem is None:
            remarks.append("struck")
        cell, problem, change = row.cell, "", RowChange.REFUSED
        choices: tuple[AnswerValue, ...] = ()
        if row.problem is not None and row.problem.choices and row.question_id in self.open_questions:
            change, choices = RowChange.ASKED, row.problem.choices
        elif row.problem is not None:
            problem = row.problem.code
        else:
            change = _judge(found, base, web)
            if (
                found.state is AnswerState.BLANK
                and "reason_ignored" in remarks
                and row.question_id in self.open_questions
            ):
                change, problem, cell = RowChange.REFUSED, "reason_without_answer", row.reason_cell
                remarks.remove("reason_ignored")
            elif change not in _NOTHING_NEW and (refusal := self._refusal(row, found)) is not None:
                change, (problem, cell) = RowChange.REFUSED, refusal
            elif row.rewritten and change in {*TAKEN, RowChange.CONFLICT}:
                change = RowChange.REWRITTEN
        allowed = row.problem.allowed if row.problem is not None else ()
        return DiffRow(
            row.question_id, cell, change, found, web, row.text, problem, allowed, tuple(remarks), choices,
            row.rewritten, row.struck,
        )  # fmt: skip

    def _refusal(self, row: OwnRow, found: OwnAnswer) -> tuple[str, str] | None:
        """Why a row that says something new cannot be taken, and the cell to mend."""
        if row.question_id not in self.open_questions:
            return "closed", row.cell
        if found.state is AnswerState.NOT_APPLICABLE and not found.na_reason.strip():
            return "na_without_reason", row.reason_cell
        if len(found.comment) > self.max_text or len(found.na_reason) > self.max_text or len(row.text) > self.max_text:
            return "too_long", row.cell
        return None

    def _evidence(self, row: OwnRow) -> EvidenceLines | None:
        """What the row says of evidence beyond what is known; None for nothing."""
        known = {_folded(line) for line in self.evidence.get(row.question_id, ())}
        new = tuple(dict.fromkeys(line for line in row.evidence if _folded(line) not in known))
        if not new:
            return None
        problem = ""
        if row.question_id not in self.open_questions:
            problem = "closed"
        elif max(map(len, new)) > LONGEST_EVIDENCE:
            problem = "too_long"
        elif len(known) + len(new) > self.max_evidence:
            problem = "too_many"
        return EvidenceLines(row.question_id, row.evidence_cell, new, problem)


LONGEST_EVIDENCE = 1000
"""Characters of a line that says where evidence can be seen."""
_NOTHING = OwnAnswer()
_NOTHING_NEW = frozenset({RowChange.UNCHANGED, RowChange.KEPT})


def _kept(answer: OwnAnswer) -> tuple[AnswerState, AnswerValue]:
    return answer.state, answer.value


def _folded(line: str) -> str:
    return " ".join(line.split()).casefold()


def _notices(content: OwnContent) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """What is to be said about the file as a whole."""
    found: list[tuple[str, Mapping[str, str]]] = []
    if content.versions is None:
        found.append(("unsigned", {}))
    if content.by_text:
        found.append(("by_text", {"number": str(content.by_text)}))
    if content.doubled:
        found.append(("doubled", {"cells": "\n".join(content.doubled)}))
    return tuple(found)


def _judge(found: OwnAnswer, base: OwnAnswer | None, web: OwnAnswer) -> RowChange:
    """The table at the top of this module; `base` is None where nobody knows it."""
    if same(found, web):
        return RowChange.UNCHANGED
    if (base is web or base is None) and same(web, _NOTHING):  # as nearly all rows of a first workbook
        return RowChange.ADDED
    if same(found, _NOTHING if base is None else base):
        return RowChange.KEPT
    if base is not None and found.state is AnswerState.BLANK and base.state is not AnswerState.BLANK:
        return RowChange.CLEARED
    if base is not None and same(base, web):
        return RowChange.ADDED if web.state is AnswerState.BLANK else RowChange.CHANGED
    return RowChange.CONFLICT
