"""Our own workbook read back: whatever came of it on its way, as long as headings and questions can be told.

Columns are found by their headings, rows by their hidden ids, or by the question's text where the ids are gone. With
the hidden sheets the workbook knows what it was made from, and its signature is checked. Without them it is read for
an assessment that is known from elsewhere; then nobody knows which answers it was made from.
"""

from __future__ import annotations

import hmac
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from vendor_risk.domain.questionnaires import AnswerState, Question, QuestionKind, Questionnaire
from vendor_risk.formats.own import headings
from vendor_risk.formats.own.answers import from_cell
from vendor_risk.formats.own.headings import SheetLayout, find_layout
from vendor_risk.formats.own.kinds import OWN_KINDS
from vendor_risk.formats.own.labels import LANGS, CellAnswer, NotALabelError, fold
from vendor_risk.formats.own.tables import SheetRow, read_table, rows_of
from vendor_risk.formats.own.template import levels_text, question_text
from vendor_risk.formats.own.workbook import ACTIVE, Identity, NotOwnError, read_identity
from vendor_risk.workbook.model import Workbook

_REFERENCE = re.compile(r"\[(\d{1,12}) / ([\w.-]{1,100}) ([^\s\]]{1,40})\]")
"""How the first line of the sheet names what it was made for: assessment, questionnaire, version."""
_BLANK = CellAnswer(AnswerState.BLANK)


class Rewritten(Struct, frozen=True):
    """A question's or its levels' text that is not ours any more: where, as it was, as it is."""

    cell: str
    ours: str
    theirs: str


class OwnRow(Struct, frozen=True):
    """One row as read. `problem` is set when the answer cell holds something the question cannot be answered with."""

    question_id: str
    row: int
    cell: str
    reason_cell: str
    answer: CellAnswer
    comment: str
    na_reason: str
    text: str
    problem: NotALabelError | None = None
    rewritten: tuple[Rewritten, ...] = ()
    struck: str = ""
    """What the answer cell holds besides what counts: struck through."""
    tables_gone: bool = False
    """The answer stands on the sheet of tables, and the file has none: nothing is known of it."""
    evidence: tuple[str, ...] = ()
    evidence_cell: str = ""


@dataclass
class OwnContent:
    """What came back: the rows, and rows that are not of this questionnaire. `versions` is None where the workbook
    does not say which answers it was made from.
    """

    sheet: str
    ids: tuple[str, ...]
    versions: Mapping[str, int] | None
    rows: list[OwnRow] = field(default_factory=list)
    strangers: list[tuple[int, str, str]] = field(default_factory=list)
    """Rows that are unknown or stand twice: (row, id or text, cell)."""
    missing: list[str] = field(default_factory=list)
    """Questions whose row is gone."""
    by_text: int = 0
    """How many rows were known by their question only."""
    doubled: tuple[str, ...] = ()
    """Cells of headings that stand twice; the first one counts."""


def read(
    workbook: Workbook, questionnaire: Questionnaire, key: str, found: tuple[Identity, str] | None = None
) -> OwnContent:
    """The answers in a returned workbook that has its hidden sheets. NotOwnError when the signature does not fit `key`.

    `found` is what `read_identity` gave, when it was asked before.
    """
    identity, signature = found or read_identity(workbook)
    if not hmac.compare_digest(identity.signature(key), signature):
        raise NotOwnError("changed")
    return _content(workbook, questionnaire, tuple(identity.versions), identity.versions)


def read_unsigned(
    workbook: Workbook, questionnaire: Questionnaire, asked: Sequence[str], assessment_id: int
) -> OwnContent:
    """The answers in a returned workbook without its hidden sheets, for an assessment of the `asked` questions.

    NotOwnError when it is none of ours, or names another assessment or version on its first line.
    """
    if ACTIVE.intersection(workbook.notes):
        raise NotOwnError("active")
    layout = find_layout(workbook, asked)
    if layout is None:
        raise NotOwnError("not_own")
    named = named_in(layout)
    if named is not None and named[0] != assessment_id:
        raise NotOwnError("other_assessment")
    if named is not None and named[1:] != (questionnaire.key, questionnaire.version):
        raise NotOwnError("other_version")
    content = _content(workbook, questionnaire, tuple(asked), None)
    if not content.rows:
        raise NotOwnError("not_own")
    return content


def reference_of(workbook: Workbook) -> tuple[int, str, str] | None:
    """The assessment, questionnaire and version that a workbook of ours names on its first line; None for others.

    Anybody can write that line: it tells what a file says of itself, and proves nothing.
    """
    layout = find_layout(workbook, ())
    return named_in(layout) if layout is not None else None


def named_in(layout: SheetLayout) -> tuple[int, str, str] | None:
    """The assessment, questionnaire and version that the lines above the headings name; None where none do."""
    for cells in layout.sheet.rows[: layout.heading_row]:
        for cell in cells:
            if isinstance(cell, str) and (found := _REFERENCE.search(cell)) is not None:
                return int(found[1]), found[2], found[3]
    return None


def _content(
    workbook: Workbook, questionnaire: Questionnaire, ids: tuple[str, ...], versions: Mapping[str, int] | None
) -> OwnContent:
    layout = find_layout(workbook, ids)
    if layout is None:
        raise NotOwnError("no_questions")
    content = OwnContent(layout.sheet.name, ids, versions, doubled=layout.doubled)
    places = _places(layout, questionnaire, ids, content)
    reader = _Rows(layout, questionnaire, rows_of(workbook, questionnaire, ids))
    content.rows = [reader.read(number, question_id) for number, question_id in sorted(places.items())]
    there = set(places.values())
    content.missing = [question_id for question_id in ids if question_id not in there]
    return content


def _places(
    layout: SheetLayout, questionnaire: Questionnaire, ids: tuple[str, ...], content: OwnContent
) -> dict[int, str]:
    """The question of each row: by its id, else by its text. What is neither, and says something, is a stranger."""
    known, found, others = frozenset(ids), dict[int, str](), list[tuple[int, str]]()
    seen = set[str]()
    for number in range(1, len(layout.sheet.rows) + 1):
        if number == layout.heading_row:
            continue
        own = layout.sheet.text(number, layout.ids).strip() if layout.ids else ""
        if own in known and own not in seen:
            found[number] = own
            seen.add(own)
        else:
            others.append((number, own))
    asked = {number: fold(layout.text(number, headings.QUESTION)) for number, own in others if own not in known}
    texts = _ids_by_text(questionnaire, ids) if any(asked.values()) else {}
    for number, own in others:
        named = texts.get(asked.get(number, ""))
        if named is not None and named not in seen:
            found[number] = named
            seen.add(named)
            content.by_text += 1
        elif own or named or (layout.text(number, headings.ANSWER) and not layout.repeats_headings(number)):
            what = own or named or layout.text(number, headings.QUESTION)[:80]
            content.strangers.append((number, what, layout.cell(number, headings.ANSWER)))
    return found


def _ids_by_text(questionnaire: Questionnaire, ids: Iterable[str]) -> dict[str, str]:
    """Question ids by what their cells say, in either language, folded; texts of two questions are left out."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for question_id in ids:
        for text in _forms(_texts_of(questionnaire.by_id[question_id])):
            if found.setdefault(text, question_id) != question_id:
                twice.add(text)
    return {text: question_id for text, question_id in found.items() if text not in twice and text}


def _texts_of(question: Question) -> list[str]:
    """What the cell of a question may say: with and without its help, in either language."""
    return [text for lang in LANGS for text in (question_text(question, lang), question.text.get(lang))]


def _forms(texts: Iterable[str]) -> set[str]:
    """The texts as they are compared, also as a file in Shift_JIS has them, where what that lacks is "?"."""
    return {fold(form) for text in texts for form in (text, text.encode("cp932", "replace").decode("cp932"))}


class _Rows:
    """Reads the rows of a sheet; remembers what a text means to questions of one kind, for most rows say the same."""

    def __init__(
        self, layout: SheetLayout, questionnaire: Questionnaire, tables: Mapping[str, Sequence[SheetRow]] | None
    ) -> None:
        self.layout, self.questionnaire, self.tables = layout, questionnaire, tables
        self.ours = _our_texts(questionnaire)
        self.known: dict[tuple[str | None, QuestionKind, bool, str], CellAnswer | NotALabelError] = {}

    def read(self, number: int, question_id: str) -> OwnRow:
        """One row as read."""
        question, layout = self.questionnaire.by_id[question_id], self.layout
        text, struck = layout.text(number, headings.ANSWER), ""
        place = (number, layout.columns[headings.ANSWER])
        if place in layout.sheet.struck:
            struck = layout.sheet.text(*place)
        answer = self._formula(number) or (_struck_out(text, struck) or self._answer(question, text))
        in_tables, tables_gone = OWN_KINDS[question.kind].in_tables, False
        if in_tables and isinstance(answer, CellAnswer):
            tables_gone = self.tables is None and answer.state is AnswerState.ANSWERED
            answer = self._table(question, answer)
        cell = layout.cell(number, headings.ANSWER)
        problem = answer if isinstance(answer, NotALabelError) else None
        return OwnRow(
            question_id,
            number,
            (problem.cell if problem else "") or cell,
            layout.cell(number, headings.NA_REASON),
            answer if isinstance(answer, CellAnswer) else _BLANK,
            layout.text(number, headings.COMMENT),
            layout.text(number, headings.NA_REASON),
            (problem.text if problem else "") or text,
            problem,
            self._rewritten(question, number),
            struck,
            tables_gone,
            tuple(line for part in layout.text(number, headings.EVIDENCE).splitlines() if (line := part.strip())),
            layout.cell(number, headings.EVIDENCE),
        )

    def _answer(self, question: Question, text: str) -> CellAnswer | NotALabelError:
        key = (question.scale_id, question.kind, question.na_allowed, text)
        if (answer := self.known.get(key)) is None:
            try:
                answer = from_cell(question, self.questionnaire.scales.get(question.scale_id or ""), text)
            except NotALabelError as error:
                answer = error
            self.known[key] = answer
        return answer

    def _table(self, question: Question, answer: CellAnswer) -> CellAnswer | NotALabelError:
        if self.tables is None:
            return answer if answer.state is not AnswerState.ANSWERED else _BLANK
        try:
            return read_table(question, answer, self.tables.get(question.id, ()))
        except NotALabelError as error:
            return error

    def _formula(self, number: int) -> NotALabelError | None:
        """The problem of a row when one of its cells is a formula whose value the file does not hold."""
        sheet = self.layout.sheet
        for role in (headings.ANSWER, headings.COMMENT, headings.NA_REASON) if sheet.formulas else ():
            column = self.layout.columns.get(role)
            if column and (number, column) in sheet.formulas and not sheet.text(number, column):
                return NotALabelError("formula", cell=self.layout.cell(number, role))
        return None

    def _rewritten(self, question: Question, number: int) -> tuple[Rewritten, ...]:
        """The texts of the row that are not the questionnaire's any more; a text taken away is none."""
        found = []
        for role, which in _TEXTS:
            theirs, ours = self.layout.text(number, role), self.ours[question.id][which]
            if not theirs or theirs in ours or not ours:  # as nearly all are
                continue
            others = [] if which else _texts_of(question)
            if fold(theirs) not in _forms((*ours, *others)):
                found.append(Rewritten(self.layout.cell(number, role), _nearest(ours, theirs), theirs))
        return tuple(found)


_TEXTS = (
    (headings.QUESTION, 0),
    (headings.LEVELS, 1),
    (headings.OTHER_QUESTION, 0),
    (headings.OTHER_LEVELS, 1),
)
"""The columns with texts of ours: a question's own (0), or those of its levels (1)."""
OurTexts = Mapping[str, tuple[Sequence[str], Sequence[str]]]
_ours: OrderedDict[int, tuple[Questionnaire, OurTexts]] = OrderedDict()
_MOST_KEPT = 16


def _our_texts(questionnaire: Questionnaire) -> OurTexts:
    """By question, what its cell says in either language, and that of its levels (empty where they are not ours).

    Kept for the next file of the same questionnaire: those are immutable and, while kept, alive.
    """
    if (kept := _ours.get(id(questionnaire))) is not None:
        return kept[1]
    texts: dict[str, tuple[Sequence[str], Sequence[str]]] = {}
    for question in questionnaire.questions():
        scale = questionnaire.scales.get(question.scale_id or "")
        described = LANGS if OWN_KINDS[question.kind].described else ()
        levels = [levels_text(question, scale, lang) for lang in described]
        texts[question.id] = [question_text(question, lang) for lang in LANGS], levels
    _ours[id(questionnaire)] = questionnaire, texts
    while len(_ours) > _MOST_KEPT:
        _ours.popitem(last=False)
    return texts


def _nearest(texts: Sequence[str], theirs: str) -> str:
    """The text that shares most characters with another: the one in its language."""
    return max(texts, key=lambda text: len(set(text) & set(theirs)))


def _struck_out(text: str, struck: str) -> NotALabelError | None:
    """The problem of an answer that is struck through as a whole."""
    return NotALabelError("struck", text=struck) if struck and not text else None
