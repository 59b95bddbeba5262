"""A questionnaire of every kind of question as our own workbook, filled in, and how its file is read and changed."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl

from vendor_risk.domain.questionnaires import (
    AnswerScale,
    AnswerState,
    ColumnKind,
    Option,
    Question,
    QuestionColumn,
    QuestionKind,
    Questionnaire,
    Section,
    Text,
)
from vendor_risk.formats.own import returned
from vendor_risk.formats.own.workbook import Cover, Identity, OwnAnswer, has_identity, make
from vendor_risk.workbook import read_workbook

KEY = "k" * 43
SCALE = AnswerScale(
    "s",
    Text("Scale", "尺度"),
    (
        Option("yes", Text("Yes", "はい"), 5),
        Option("partly", Text("Partly", "一部"), 2.5),
        Option("no", Text("No", "いいえ"), 0),
        Option("na", Text("Not applicable", "該当なし"), None, AnswerState.NOT_APPLICABLE),
    ),
)
ANCHORS = tuple(Text(f"Level {level} text", f"水準{level}の説明") for level in range(6))
COLUMNS = (
    QuestionColumn("name", Text("Name", "名称"), ColumnKind.TEXT, required=True),
    QuestionColumn("number", Text("Number", "数"), ColumnKind.NUMBER),
    QuestionColumn("day", Text("Since", "開始日"), ColumnKind.DATE),
    QuestionColumn("kind", Text("Kind", "種類"), ColumnKind.CHOICE, options=SCALE.options[:3]),
    QuestionColumn("own", Text("Own", "自社"), ColumnKind.YES_NO),
)


def question(kind: QuestionKind, number: int = 1, **values: Any) -> Question:
    text = Text(f"About {kind} {number}?", f"{kind}の{number}について")
    return Question(id=f"Q-{kind.value}-{number}", kind=kind, text=text, title=Text(f"T {kind}", f"題{kind}"), **values)


QUESTIONS = (
    question(QuestionKind.MATURITY, 1, anchors=ANCHORS),
    question(QuestionKind.MATURITY, 2, anchors=ANCHORS, help=Text("One page is enough.", "1枚で十分です。")),
    question(QuestionKind.CHOICE, scale_id="s"),
    question(QuestionKind.MULTICHOICE, scale_id="s"),
    question(QuestionKind.NUMBER),
    question(QuestionKind.DATE),
    question(QuestionKind.TEXT),
    question(QuestionKind.TABLE, columns=COLUMNS, max_rows=3),
)
QUESTIONNAIRE = Questionnaire(
    "test",
    "1.0",
    Text("Test", "試験"),
    (
        Section("A", Text("First", "第一"), QUESTIONS[:3]),
        Section("B", Text("Second", "第二"), QUESTIONS[3:]),
    ),
    {"s": SCALE},
)
IDS = tuple(q.id for q in QUESTIONS)
LEVEL, LEVEL2, CHOICE, NUMBER, TABLE = IDS[0], IDS[1], IDS[2], IDS[4], IDS[7]
FULL = {
    LEVEL: OwnAnswer(AnswerState.ANSWERED, 3, "see rule 4", "", 1),
    LEVEL2: OwnAnswer(AnswerState.NOT_APPLICABLE, None, "", "no subcontractors", 1),
    CHOICE: OwnAnswer(AnswerState.ANSWERED, "partly", "", "", 2),
    IDS[3]: OwnAnswer(AnswerState.ANSWERED, ("no", "yes"), "both\nlines", "", 1),
    NUMBER: OwnAnswer(AnswerState.ANSWERED, 45.5, "", "", 1),
    IDS[5]: OwnAnswer(AnswerState.ANSWERED, "2026-04-01", "", "", 1),
    IDS[6]: OwnAnswer(AnswerState.ANSWERED, "=1+1, “so”;\nnext", "", "", 1),
    TABLE: OwnAnswer(
        AnswerState.ANSWERED,
        (("Host A", 1.5, "2026-01-31", "no", True), ("Host B", None, None, None, False)),
        "",
        "",
        3,
    ),
}


def made(answers: dict[str, OwnAnswer], lang: str = "en", **more: Any) -> bytes:
    versions = {i: answers[i].version if i in answers else 0 for i in IDS}
    identity = Identity(7, "test", "1.0", lang, "serial", versions)
    cover = Cover("Buyer & Co", "Vendor / Ltd", date(2026, 12, 1))
    return make(QUESTIONNAIRE, answers, identity, KEY, cover, **more)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def questions_of(book: Any) -> Any:
    return next(sheet for sheet in book.worksheets if sheet.title in {"Questions", "質問票", "Mine"})


def read(data: bytes, name: str = "own.xlsx") -> returned.OwnContent:
    """As an upload is read for the assessment that is known from the session."""
    workbook = read_workbook(data, name)
    if has_identity(workbook):
        return returned.read(workbook, QUESTIONNAIRE, KEY)
    return returned.read_unsigned(workbook, QUESTIONNAIRE, IDS, 7)


def says(content: returned.OwnContent) -> dict[str, tuple[object, ...]]:
    return {
        row.question_id: (
            row.answer.state,
            row.answer.value,
            row.comment,
            row.na_reason,
            row.problem and row.problem.code,
        )
        for row in content.rows
    }


def expected(answers: dict[str, OwnAnswer], *, tables: bool = True) -> dict[str, tuple[object, ...]]:
    found = {}
    for question_id in IDS:
        answer = answers.get(question_id, OwnAnswer())
        gone = not tables and question_id == TABLE
        state, value = (AnswerState.BLANK, None) if gone else (answer.state, answer.value)
        found[question_id] = (state, value, answer.comment, answer.na_reason, None)
    return found


def cell(data: bytes, question_id: str, column: str) -> str:
    sheet = questions_of(opened(data))
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == question_id)
    return f"{column}{row}"


def change(data: bytes, **cells: Any) -> bytes:
    book = opened(data)
    sheet = questions_of(book)
    for place, value in cells.items():
        sheet[place] = value
    return saved(book)


def row_of(data: bytes, question_id: str) -> returned.OwnRow:
    return next(row for row in read(data).rows if row.question_id == question_id)
