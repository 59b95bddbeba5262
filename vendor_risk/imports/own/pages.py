"""What the pages show of an own workbook before and after it is applied: numbers first, then row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.models import Assessment
from vendor_risk.assessments.results.explanation import said
from vendor_risk.domain.questionnaires import AnswerState, Question, Questionnaire
from vendor_risk.formats.own.returned import Rewritten
from vendor_risk.formats.own.workbook import OwnAnswer
from vendor_risk.i18n import tell
from vendor_risk.imports import batches
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.own import sheets
from vendor_risk.imports.own import words as own_import_words
from vendor_risk.imports.own.diff import DECIDED, TAKEN, WEB, Diff, DiffRow, EvidenceLines, RowChange
from vendor_risk.imports.own.sheets import SheetChanges
from vendor_risk.imports.reports import OwnReport
from vendor_risk.workbook import Workbook


@dataclass(frozen=True, slots=True)
class AnswerSide:
    """What one side says: the answer, the comment, the reason for "not applicable"."""

    answer: str
    comment: str
    reason: str


@dataclass(frozen=True, slots=True)
class OwnChoice:
    """One thing a person may decide: the value of its button, and its words."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One row of the page. `number` is the question's place in the questionnaire (0: it has none)."""

    question_id: str
    number: int
    text: str
    cell: str
    workbook: AnswerSide
    web: AnswerSide
    problem: str
    remarks: list[str]
    answer_text: str
    choices: list[OwnChoice]
    rewritten: tuple[Rewritten, ...]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """Where evidence for a question can be seen, as a workbook says."""

    number: int
    text: str
    cell: str
    lines: tuple[str, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """All rows that end in one way, with what that means."""

    change: str
    title: str
    lead: str
    tone: str
    lines: tuple[OwnLine, ...]


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """One of the numbers at the top of the page; `change` is the group it leads to."""

    change: str
    value: int
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class OwnPreview:
    """What a workbook would change: the numbers, the rows by how they end, how many there are, whether any counts;
    what is to be said about the file, the evidence it names, and what its further sheets change.
    """

    numbers: list[ChangeCount]
    groups: list[ChangeGroup]
    rows: int
    something: bool
    notices: list[str]
    evidence: list[EvidenceLine]
    sheets: list[SheetChanges]


_GROUPS: tuple[tuple[RowChange, Callable[[], tuple[str, str, str]]], ...] = (
    (RowChange.CONFLICT, lambda: (
        _("Decision needed"),
        _("These questions have different answers in the Excel file and on the web. Select "
                "which answer to use."),
        "warn",
    )),
    (RowChange.ASKED, lambda: (
        _("Answer unclear"),
        _("Each of these cells could be read as more than one answer. Select the correct answer."),
        "warn",
    )),
    (RowChange.REWRITTEN, lambda: (
        _("Wording changed in the Excel file"),
        _("The wording of these questions or levels was changed in the Excel file. Select whether to use each "
          "answer; it will count as the answer to the original question."),
        "warn",
    )),
    (RowChange.REFUSED, lambda: (
        _("Cannot be imported"),
        _("Correct these cells and upload the Excel file again, or answer on the web. The "
                "other answers can be imported now."),
        "bad",
    )),
    (RowChange.CHANGED, lambda: (
        _("Will be changed"), _("The answer in the Excel file will replace the one on the web."), "info",
    )),
    (RowChange.ADDED, lambda: (_("Will be added"), _("These questions have not been answered before."), "good")),
    (RowChange.CLEARED, lambda: (
        _("Cleared in the Excel file"),
        _("The answers on the web will be kept. To clear an answer, clear it on the web."),
        "",
    )),
    (RowChange.KEPT, lambda: (
        _("Newer answer on the web"),
        _("These questions were answered on the web after the Excel file was downloaded. The "
                "newer answers will be kept."),
        "",
    )),
    (RowChange.SKIPPED, lambda: (
        _("Excluded rows"), _("Rows that will not be imported: rows added to the Excel file, missing from it or repeated in it."), "",
    )),
)  # fmt: skip


class _Lines:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.numbers = {question.id: place for place, question in enumerate(questionnaire.questions(), start=1)}

    def line(self, row: DiffRow) -> OwnLine:
        question = self.questionnaire.by_id.get(row.question_id)
        return OwnLine(
            row.question_id,
            self.numbers.get(row.question_id, 0),
            tell(question.text) if question else row.question_id,
            row.cell,
            self._side(question, row.workbook, row.text if row.problem else ""),
            self._side(question, row.web, ""),
            own_import_words.problem(row),
            own_import_words.remarks(row),
            row.text,
            self._choices(question, row),
            row.rewritten,
        )

    def evidence(self, found: EvidenceLines) -> EvidenceLine:
        question = self.questionnaire.by_id[found.question_id]
        problem = own_import_words.evidence_problem(found)
        return EvidenceLine(self.numbers[question.id], tell(question.text), found.cell, found.lines, problem)

    def _choices(self, question: Question | None, row: DiffRow) -> list[OwnChoice]:
        """What a person may say to an answer that is unclear."""
        if question is None or row.change is not RowChange.ASKED:
            return []
        found = []
        for key, value in zip(row.decisions, row.choices, strict=False):
            words = said(question, self.questionnaire.scales, AnswerContent(AnswerState.ANSWERED, value))
            found.append(OwnChoice(key, words))
        nothing = row.web.state is AnswerState.BLANK
        return [
            *found,
            OwnChoice(WEB, _("Leave the question unanswered") if nothing else _("Keep the answer on the web")),
        ]

    def _side(self, question: Question | None, answer: OwnAnswer, text: str) -> AnswerSide:
        if question is None:
            return AnswerSide(text or "–", answer.comment, answer.na_reason)
        words = said(question, self.questionnaire.scales, AnswerContent(answer.state, answer.value))
        return AnswerSide(text or words, answer.comment, answer.na_reason)


def preview(assessment: Assessment, diff: Diff, workbook: Workbook) -> OwnPreview:
    """What the page shows of what a workbook would change."""
    lines = _Lines(assessment_queries.asked(assessment))
    further = sheets.changes(assessment, workbook)
    return OwnPreview(
        numbers(diff),
        groups(assessment, diff),
        len(diff.rows),
        has_something(diff) or any(sheet.added for sheet in further),
        [own_import_words.notice(code, named) for code, named in diff.notices],
        [lines.evidence(found) for found in diff.evidence],
        further,
    )


def groups(assessment: Assessment, diff: Diff) -> list[ChangeGroup]:
    """The rows that are not simply unchanged, grouped by how they end; what needs a person comes first."""
    lines = _Lines(assessment_queries.asked(assessment))
    found = []
    for change, words in _GROUPS:
        rows = diff.of(change)
        if rows:
            found.append(ChangeGroup(change.value, *words(), tuple(map(lines.line, rows))))
    return found


def numbers(diff: Diff) -> list[ChangeCount]:
    """The numbers at the top of the page; they add up to the rows."""
    counts = diff.counts
    labels = {
        RowChange.ADDED: (_("Will be added"), "good"),
        RowChange.CHANGED: (_("Will be changed"), "info"),
        RowChange.CONFLICT: (_("Decision needed"), "warn"),
        RowChange.ASKED: (_("Answer unclear"), "warn"),
        RowChange.REWRITTEN: (_("Wording changed in the Excel file"), "warn"),
        RowChange.REFUSED: (_("Cannot be imported"), "bad"),
        RowChange.CLEARED: (_("Cleared in the Excel file (web answer kept)"), ""),
        RowChange.KEPT: (_("Newer answer on the web (kept)"), ""),
        RowChange.SKIPPED: (_("Excluded rows"), ""),
        RowChange.UNCHANGED: (_("Unchanged"), ""),
    }
    always = {RowChange.ADDED, RowChange.CHANGED, RowChange.UNCHANGED}
    return [
        ChangeCount(change.value, counts[change], label, tone if counts[change] else "")
        for change, (label, tone) in labels.items()
        if counts[change] or change in always
    ]


def has_something(diff: Diff) -> bool:
    """Whether applying would do anything."""
    return bool(diff.of(*TAKEN, *DECIDED) or diff.new_evidence)


def result_sentence(batch: ImportBatch) -> str:
    """What an applied batch did, in one sentence."""
    report = batches.report_of(batch, OwnReport)
    number = report.imported
    if report.evidence and not number:
        return str(_("Evidence added from “%(file)s”: %(number)s.", number=report.evidence, file=batch.file_name))
    nothing: str = _("No answers were imported. The answers on the web are unchanged.")
    taken: str = _("Answers imported from “%(file)s”: %(number)s.", number=number, file=batch.file_name)
    return taken if number else nothing


def remaining(batch: ImportBatch) -> list[tuple[str, int]]:
    """What an applied batch left out: (what, how many), for the page that tells the result."""
    report = batches.report_of(batch, OwnReport)
    counts = report.counts
    kept = sum(1 for row in report.rows if row.change in DECIDED and row.stands == WEB)
    words = (
        (_("Evidence added"), report.evidence),
        (_("Cannot be imported"), counts.get(RowChange.REFUSED, 0)),
        (_("Web answer kept"), kept),
        (_("Cleared in the Excel file (web answer kept)"), counts.get(RowChange.CLEARED, 0)),
        (_("Newer answer on the web (kept)"), counts.get(RowChange.KEPT, 0)),
        (_("Excluded rows"), counts.get(RowChange.SKIPPED, 0)),
        (_("Unchanged"), counts.get(RowChange.UNCHANGED, 0)),
    )
    return [(label, number) for label, number in words if number]


def faults(batch: ImportBatch) -> tuple[str, ...]:
    """What an applied batch could not take from further sheets, as sentences."""
    return batches.report_of(batch, OwnReport).faults


def is_applied(batch: ImportBatch) -> bool:
    """Whether the batch has been applied."""
    return batch.status == ImportStatus.APPLIED
