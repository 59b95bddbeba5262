"""What the preview of a foreign workbook shows: sheets and why, tables drawn with their roles, answer words, rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask_babel import gettext as _

from vendor_risk.assessments.results.explanation import said
from vendor_risk.i18n import clauses, comma
from vendor_risk.imports.corrections import MEANINGS, NO_COLUMN, ROLES, meaning_name
from vendor_risk.imports.foreign import words
from vendor_risk.imports.foreign.actions import OpenedBatch
from vendor_risk.imports.foreign.answers import OUTCOMES, ForeignRow, Sorted
from vendor_risk.imports.foreign.sheet import HEADING, QUESTION, DrawnColumn, DrawnRow, columns_of, role_choices
from vendor_risk.reading import Corrections, SheetFound, Understanding
from vendor_risk.reading.evidence import sentence, warning
from vendor_risk.reading.understanding import TableFound
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp
from vendor_risk.workbook import WorkbookSheet, column_letter
from vendor_risk.workbook.model import column_number

DRAWN_ROWS, DRAWN_COLUMNS, DRAWN_TEXT = 6, 12, 120
MOST_WORDS, WORD_LENGTH, SEVERAL = 40, 60, 3


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """The column of one role: what is chosen ("" for: as found), what was found, and why."""

    role: str
    label: str
    chosen: str
    found: str
    why: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table drawn as it is in the sheet: column letters with their roles, and its first rows."""

    header_row: int | None
    first_row: int
    last_row: int
    columns: tuple[DrawnColumn, ...]
    rows: tuple[DrawnRow, ...]
    choices: tuple[ColumnChoice, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet: what it was taken for and why; `setting` is what a person said ("", "read", "leave")."""

    number: int
    name: str
    hidden: bool
    rows: int
    role: str
    label: str
    why: str
    setting: str
    heading: int | None
    """The row of its headings, when a person named it."""
    tables: tuple[TableView, ...]
    columns: tuple[tuple[str, str], ...]
    """Every column that can be chosen: letter, and letter with its title."""


@dataclass(frozen=True, slots=True)
class Word:
    """An answer as it is in the workbook, how often, and what it means; `chosen` is a person's word for it."""

    text: str
    count: int
    meaning: str
    found: str
    chosen: str
    understood: bool


@dataclass(frozen=True, slots=True)
class ForeignLine:
    """One question's row."""

    place: str
    id: str
    section: str
    question: str
    answer: str
    meaning: str
    comment: str
    outcome: str
    label: str
    reason: str
    before: str


@dataclass(frozen=True)
class Preview:
    """The whole page."""

    title: str
    family: str
    confidence: int | None
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    scheme: tuple[int, int] | None
    """Points by the authors' own scheme: earned, possible."""
    sheets: tuple[SheetView, ...]
    words: tuple[Word, ...]
    meanings: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, int, str], ...]
    rows_in_all: int
    questions: int
    reasons: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, str], ...]
    """The roles a column may be given, in words."""
    lines: Page[ForeignLine]
    changes: tuple[ForeignLine, ...]
    importable: bool


def preview(opened: OpenedBatch, found: Sorted, corrections: Corrections, page: int = 1) -> Preview:
    """Everything the page shows of a workbook as it is understood now."""
    u = opened.understanding
    number = clamp(page, len(found.rows))
    rows = found.rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    counts = found.counts
    return Preview(
        title=opened.questionnaire.title.en,
        family=f"{u.recognised.name} {u.recognised.version}".strip() if u.recognised else "",
        confidence=round(100 * u.recognised.confidence) if u.recognised else None,
        facts=tuple((words.fact(key), value) for key, value in u.metadata.items()),
        warnings=tuple(warning(code, params, _, comma()) for code, params in u.warnings),
        scheme=(round(u.score.earned), round(u.score.possible)) if u.score else None,
        sheets=_sheets(opened, corrections),
        words=_words(u, corrections),
        meanings=tuple((name, words.meaning(value, level if value == "level" else None))
                       for name, (value, level) in MEANINGS.items()),
        numbers=tuple((outcome, counts[outcome], words.outcome(outcome)) for outcome in OUTCOMES),
        rows_in_all=sum(counts.values()),
        questions=len(found.rows),
        reasons=_reasons(found),
        roles=role_choices(),
        lines=Page([_line(row, found) for row in rows], number, len(found.rows)),
        changes=tuple(_line(row, found) for row in found.changes),
        importable=bool(found.taken),
    )  # fmt: skip


def _reasons(found: Sorted) -> tuple[tuple[str, int], ...]:
    counted: Counter[str] = Counter()
    for code, number in found.others.items():
        counted[words.reason(code)] += number
    for row in found.rows:
        if row.reason:
            counted[words.reason(row.reason)] += 1
    return tuple(counted.most_common())


def _line(row: ForeignRow, found: Sorted) -> ForeignLine:
    question = row.found
    before = said(row.question, found.questionnaire.scales, row.before) if row.before else ""
    if row.before is not None and row.before.comment:
        before = f"{before} · {row.before.comment}"
    return ForeignLine(
        f"{question.sheet} › {question.cell}",
        question.id,
        question.section,
        question.question,
        question.answer,
        words.meaning(question.value, question.level),
        question.comment,
        row.outcome,
        words.becomes(row.outcome),
        words.reason(row.reason) if row.reason else "",
        before,
    )


def _words(u: Understanding, corrections: Corrections) -> tuple[Word, ...]:
    """The answers that are words rather than sentences, most frequent first; repeated ones without a meaning on top."""
    counted: Counter[str] = Counter()
    meanings: dict[str, tuple[str, float | None]] = {}
    for question in u.questions:
        if question.answer and len(question.answer) <= WORD_LENGTH and question.value not in {"date", "number"}:
            counted[question.answer] += 1
            meanings[question.answer] = (question.value, question.level)
    found = []
    for text, count in counted.most_common():
        value, level = meanings[text]
        understood = value not in {"text", "choice"}
        corrected = corrections.answers.get(text)
        chosen = meaning_name(corrected.value, corrected.level) if corrected else ""
        if value == "text" and count == 1 and not corrected:
            continue  # a short sentence of its own
        found.append(Word(text, count, words.meaning(value, level), value, chosen, understood))
    found.sort(key=lambda word: (word.understood or word.count < SEVERAL, -word.count))
    return tuple(found[:MOST_WORDS])


def _sheets(opened: OpenedBatch, corrections: Corrections) -> tuple[SheetView, ...]:
    return tuple(
        _sheet(number, found, sheet, corrections)
        for number, (found, sheet) in enumerate(
            zip(opened.understanding.sheets, opened.workbook.sheets, strict=True), start=1
        )
    )


def _sheet(number: int, found: SheetFound, sheet: WorkbookSheet, corrections: Corrections) -> SheetView:
    given = corrections.columns.get(found.name, {})
    shown = found.role == "questionnaire" or bool(given) or found.name in corrections.headers
    setting = {True: "read", False: "leave"}.get(corrections.sheets.get(found.name, None), "")  # type: ignore[arg-type]
    titles = {letter: title for table in found.tables for title, letter in table.titles.items()}
    letters = [column_letter(column) for column in range(1, min(sheet.width, 60) + 1)]
    return SheetView(
        number,
        found.name,
        found.hidden,
        found.rows,
        found.role,
        words.sheet_role(found.role),
        sentence(*found.why, _),
        setting,
        corrections.headers.get(found.name),
        tuple(_table(table, sheet, given) for table in found.tables) if shown else (),
        tuple((letter, f"{letter} – {titles[letter][:50]}" if letter in titles else letter) for letter in letters),
    )


def _table(table: TableFound, sheet: WorkbookSheet, given: dict[str, str | None]) -> TableView:
    roles = {letter: role for role, letters in table.columns.items() for letter in letters.split("+")}
    used = max((column_number(letter) for letter in roles), default=1)
    width = min(max(used, min(sheet.width, 6)), max(DRAWN_COLUMNS, used), 40)
    start = table.header_row or max(1, table.first_row - 1)
    numbers = [start, *range(max(table.first_row, start + 1), table.last_row + 1)][: DRAWN_ROWS + 1]
    drawn = tuple(
        DrawnRow(
            row,
            HEADING if row == table.header_row else QUESTION,
            "",
            "",
            row in sheet.hidden_rows,
            tuple(sheet.text(row, column)[:DRAWN_TEXT] for column in range(1, width + 1)),
        )
        for row in numbers
    )
    choices = tuple(_choice(role, table, given) for role in ROLES if role in ROLES[:5] or role in table.columns)
    return TableView(table.header_row, table.first_row, table.last_row, columns_of(table, sheet, width), drawn, choices)


def _choice(role: str, table: TableFound, given: dict[str, str | None]) -> ColumnChoice:
    chosen = (given[role] or NO_COLUMN) if role in given else ""
    why = clauses(sentence(code, detail, _) for code, detail in table.evidence.get(role, ()))
    return ColumnChoice(role, words.role(role), chosen, table.columns.get(role, ""), why)
