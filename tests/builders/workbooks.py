"""A questionnaire of every kind of question, an assessment of it, and workbooks filled in by another program."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from tests.builders import organizations
from tests.builders.clock import NOW
from vendor_risk.assessments.actions import create_assessment
from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import (
    AnswerScale,
    AnswerState,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Text,
)
from vendor_risk.imports.own import actions as own_import_actions
from vendor_risk.questionnaires.actions import add_version
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus

SCALE = AnswerScale(
    "s",
    Text("Scale", "尺度"),
    (
        Option("yes", Text("Yes", "はい"), 5),
        Option("no", Text("No", "いいえ"), 0),
        Option("na", Text("Not applicable", "該当なし"), None, AnswerState.NOT_APPLICABLE),
    ),
)

ANCHORS = tuple(Text(f"Level {level} is like this", f"水準{level}の状態") for level in range(6))


def question(question_id: str, kind: QuestionKind, **values: Any) -> Question:
    """A question with sensible texts."""
    return Question(
        id=question_id,
        kind=kind,
        text=Text(f"How is {question_id} done?", f"{question_id}はどうしていますか"),
        **values,
    )


QUESTIONNAIRE = Questionnaire(
    "scene",
    "1.0",
    Text("Scene", "場面"),
    (
        Section(
            "A",
            Text("First part", "第一部"),
            (
                question("level", QuestionKind.MATURITY, anchors=ANCHORS),
                question("level2", QuestionKind.MATURITY, anchors=ANCHORS),
                question("choice", QuestionKind.CHOICE, scale_id="s"),
            ),
        ),
        Section(
            "B",
            Text("Second part", "第二部"),
            (
                question("several", QuestionKind.MULTICHOICE, scale_id="s"),
                question("number", QuestionKind.NUMBER),
                question("date", QuestionKind.DATE),
                question("text", QuestionKind.TEXT),
            ),
        ),
    ),
    {"s": SCALE},
)


def released(questionnaire: Questionnaire = QUESTIONNAIRE) -> int:
    """The id of the questionnaire's version, stored and released."""
    row = add_version(questionnaire, status=QuestionnaireStatus.RELEASED, origin=Origin.SHIPPED, at=NOW)
    return row.id


def assessment(group: organizations.Group, version_id: int | None = None, **values: Any) -> Assessment:
    """The scene asked of a new vendor by company A, with the respondent."""
    asked = create_assessment(
        organization_id=organizations.vendor("Bolt & Sons", group.a).id,
        issuer_id=group.a.id,
        version_id=version_id or released(),
        actor="test",
        at=NOW,
    )
    asked.status = AssessmentStatus.IN_PROGRESS
    for name, value in values.items():
        setattr(asked, name, value)
    db.session.flush()
    return asked


ANSWER, COMMENT, REASON, EVIDENCE = 6, 7, 8, 9


def filled(asked: Assessment, answers: dict[str, Any], lang: str = "en", data: bytes | None = None) -> bytes:
    """The assessment's own workbook with these answers typed in: a value, or (value, comment, reason, evidence)."""
    book = openpyxl.load_workbook(io.BytesIO(data or own_import_actions.workbook_for(asked, lang)))
    sheet = book["Questions" if lang == "en" else "質問票"]
    rows = rows_of(sheet)
    for question_id, given in answers.items():
        values = given if isinstance(given, tuple) else (given,)
        for column, value in zip((ANSWER, COMMENT, REASON, EVIDENCE), values, strict=False):
            sheet.cell(rows[question_id], column).value = value
    return saved(book)


def rows_of(sheet: Any) -> dict[str, int]:
    """The row of each question."""
    return {sheet.cell(row, 1).value: row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 1).value}


def saved(book: openpyxl.Workbook) -> bytes:
    """The file another program writes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
