"""Our own workbook: made for one assessment, filled in by a vendor, read back without loss.

It carries its identity in a hidden sheet: which assessment and questionnaire version, and for each question the version
of the answer as it was when the workbook was made, so that a later change on the web is seen as a conflict. A keyed
signature covers that, so a workbook cannot be turned into another vendor's. No weight and no score is inside.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from vendor_risk.domain.questionnaires import AnswerState, AnswerValue, QuestionKind, Questionnaire
from vendor_risk.formats.own import words
from vendor_risk.formats.own.answers import from_cell, to_cell
from vendor_risk.formats.own.kinds import OWN_KINDS
from vendor_risk.formats.own.labels import CellAnswer, NotALabelError, label
from vendor_risk.formats.own.tables import SheetRow, cells_of, read_table, rows_of
from vendor_risk.formats.own.template import ANSWER, COMMENT, META_FIXED, NA_REASON, build
from vendor_risk.workbook.model import Workbook, plain

MARK = "vendor_risk questionnaire"
FORMAT = 1
_ACTIVE = frozenset({"macros", "links", "controls"})
"""Notes of what we never put in: nobody needs it to answer, so a workbook of ours that carries it is not taken."""


class OwnAnswer(Struct, frozen=True, gc=False):
    """One answer as the workbook carries it; `version` is that of the stored answer (0: none yet).

    A Struct, as what follows by row: three hundred of each are made for one workbook, in a fifth of a dataclass's time.
    """

    state: AnswerState = AnswerState.BLANK
    value: AnswerValue = None
    comment: str = ""
    na_reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says it is. `versions` maps question ids to the answer versions it was made from."""

    assessment_id: int
    questionnaire_key: str
    questionnaire_version: str
    language: str
    serial: str
    versions: Mapping[str, int]

    def signature(self, key: str) -> str:
        """The keyed signature over everything above."""
        content = json.dumps(
            [
                FORMAT,
                self.assessment_id,
                self.questionnaire_key,
                self.questionnaire_version,
                self.language,
                self.serial,
                sorted(self.versions.items()),
            ]
        )
        return hmac.new(key.encode(), content.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first sheet tells: who asks whom, until when."""

    asked_by: str
    organization: str
    due_on: date | None


class OwnRow(Struct, frozen=True):
    """One row as read. `problem` is set when the answer cell holds something the question cannot be answered with."""

    question_id: str
    row: int
    cell: str
    answer: CellAnswer
    comment: str
    na_reason: str
    text: str
    problem: NotALabelError | None = None


@dataclass
class OwnContent:
    """What came back: the identity, the signature found, the rows, and rows that are not of this questionnaire."""

    identity: Identity
    signature: str
    sheet: str
    rows: list[OwnRow] = field(default_factory=list)
    strangers: list[tuple[int, str]] = field(default_factory=list)
    """Rows whose hidden id is unknown or stands twice: (row, id)."""
    missing: list[str] = field(default_factory=list)
    """Questions whose row is gone."""


class NotOwnError(ValueError):
    """The file is not one of our workbooks, or its hidden part was changed; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def make(
    questionnaire: Questionnaire,
    answers: Mapping[str, OwnAnswer],
    identity: Identity,
    key: str,
    cover: Cover,
    *,
    closed: frozenset[str] = frozenset(),
) -> bytes:
    """The workbook (xlsx) of one assessment with its present answers. `closed` questions cannot be changed."""
    lang = identity.language
    template = build(questionnaire, lang, closed)
    cells: dict[str, str | float] = {}
    tables: dict[str, str | float] = {}
    for question_id, answer in answers.items():
        row = template.rows[question_id]
        question = questionnaire.by_id[question_id]
        scale = questionnaire.scales.get(question.scale_id or "")
        cells[f"{ANSWER}{row}"] = to_cell(question, scale, answer.state, answer.value, lang)
        cells[f"{COMMENT}{row}"] = answer.comment
        cells[f"{NA_REASON}{row}"] = answer.na_reason
        if OWN_KINDS[question.kind].in_tables:
            tables |= cells_of(question, answer.value, template.table_rows[question_id], lang)
    due = cover.due_on.isoformat() if cover.due_on else "–"
    values = (cover.asked_by, cover.organization, due, label(questionnaire.title, lang), str(len(template.rows)))
    guide = {f"B{row}": value for row, value in enumerate(values, start=3)}
    return template.fill(guide, cells, _meta(identity, key), tables)


def _meta(identity: Identity, key: str) -> dict[str, str | float]:
    fixed = (
        ("mark", MARK),
        ("format", str(FORMAT)),
        ("assessment", str(identity.assessment_id)),
        ("questionnaire", identity.questionnaire_key),
        ("version", identity.questionnaire_version),
        ("language", identity.language),
        ("serial", identity.serial),
        ("signature", identity.signature(key)),
    )
    cells: dict[str, str | float] = {}
    pairs = (*fixed, *((question_id, str(version)) for question_id, version in identity.versions.items()))
    for row, (name, value) in enumerate(pairs, start=1):
        cells[f"A{row}"], cells[f"B{row}"] = name, value
    return cells


def read_identity(workbook: Workbook) -> tuple[Identity, str]:
    """Which assessment a workbook belongs to, and the signature it carries; NotOwnError when it is none of ours."""
    meta = workbook.sheet(words.META)
    if meta is None or meta.text(1, 2) != MARK:
        raise NotOwnError("not_own")
    if meta.text(2, 2) != str(FORMAT):
        raise NotOwnError("other_format")
    if _ACTIVE.intersection(workbook.notes):
        raise NotOwnError("active")
    try:
        pairs = [(plain(cells[0]), plain(cells[1])) for cells in meta.rows[META_FIXED:] if len(cells) > 1]
        versions = {question_id: int(version) for question_id, version in pairs if question_id}
        identity = Identity(
            int(meta.text(3, 2)), meta.text(4, 2), meta.text(5, 2), meta.text(6, 2), meta.text(7, 2), versions
        )
    except ValueError:
        raise NotOwnError("changed") from None
    return identity, meta.text(8, 2)


def read(
    workbook: Workbook, questionnaire: Questionnaire, key: str, found: tuple[Identity, str] | None = None
) -> OwnContent:
    """The answers in a returned workbook. NotOwnError when the signature does not fit `key`.

    A row is known by its hidden id, wherever it was moved; answers are read in either language. `found` is what
    `read_identity` gave, when it was asked before.
    """
    identity, signature = found or read_identity(workbook)
    if not hmac.compare_digest(identity.signature(key), signature):
        raise NotOwnError("changed")
    sheet = next((s for s in workbook.sheets if s.name in {words.QUESTIONS.en, words.QUESTIONS.ja}), None)
    if sheet is None:
        raise NotOwnError("no_questions")
    content = OwnContent(identity, signature, sheet.name)
    seen: set[str] = set()
    tables = rows_of(workbook)
    known: dict[tuple[str | None, QuestionKind, bool, str], CellAnswer | NotALabelError] = {}
    for number, cells in enumerate(sheet.rows, start=1):
        question_id = plain(cells[0]) if cells else ""
        if number < 3 or not question_id:
            continue
        if question_id not in identity.versions or question_id in seen:
            content.strangers.append((number, question_id))
            continue
        seen.add(question_id)
        texts = [cell if type(cell) is str else plain(cell) for cell in cells[4:7]]
        texts += [""] * (3 - len(texts))
        content.rows.append(_row(questionnaire, question_id, number, texts, known, tables.get(question_id, ())))
    content.missing = [question_id for question_id in identity.versions if question_id not in seen]
    return content


def _row(
    questionnaire: Questionnaire,
    question_id: str,
    number: int,
    texts: list[str],
    known: dict[tuple[str | None, QuestionKind, bool, str], CellAnswer | NotALabelError],
    table: Sequence[SheetRow],
) -> OwnRow:
    """One row as read; `known` remembers what a text means to questions of one kind, for most rows say the same."""
    question = questionnaire.by_id[question_id]
    key = (question.scale_id, question.kind, question.na_allowed, texts[0])
    if (answer := known.get(key)) is None:
        scale = questionnaire.scales.get(question.scale_id or "")
        try:
            answer = from_cell(question, scale, texts[0])
        except NotALabelError as error:
            answer = error
        known[key] = answer
    if OWN_KINDS[question.kind].in_tables and isinstance(answer, CellAnswer):
        try:
            answer = read_table(question, answer, table)
        except NotALabelError as error:
            answer = error
    cell = f"{ANSWER}{number}"
    if isinstance(answer, NotALabelError):
        where, text = answer.cell or cell, answer.text or texts[0]
        return OwnRow(question_id, number, where, _BLANK, texts[1], texts[2], text, answer)
    return OwnRow(question_id, number, cell, answer, texts[1], texts[2], texts[0])


_BLANK = CellAnswer(AnswerState.BLANK)
