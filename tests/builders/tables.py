"""A questionnaire with dates and tables."""

from __future__ import annotations

from tests.builders import assessments
from tests.builders.assessments import text
from vendor_risk.domain.questionnaires import (
    AnswerScale,
    ColumnKind,
    Option,
    Question,
    QuestionColumn,
    QuestionKind,
    Questionnaire,
    Section,
    Threshold,
)

SCALES = {
    **assessments.SCALES,
    "tested": AnswerScale(
        "tested", text("Age of the test"), thresholds=(Threshold(0, 5), Threshold(13, 2), Threshold(25, 0))
    ),
    "rows": AnswerScale("rows", text("Systems"), thresholds=(Threshold(1, 2), Threshold(2, 4))),
}
COLUMNS = (
    QuestionColumn("name", text("System"), required=True),
    QuestionColumn("share", text("Share"), ColumnKind.NUMBER),
    QuestionColumn("tested", text("Last tested on"), ColumnKind.DATE),
    QuestionColumn(
        "place", text("Place"), ColumnKind.CHOICE, True, (Option("jp", text("Japan")), Option("other", text("Else")))
    ),
    QuestionColumn("backup", text("Backup"), ColumnKind.YES_NO),
)

DATED = Question("T-1", QuestionKind.DATE, text("When was it last tested?"), assessments.TARGETS, scale_id="tested")
SYSTEMS = Question(
    "T-2", QuestionKind.TABLE, text("Which systems?"), assessments.TARGETS, scale_id="rows", columns=COLUMNS, max_rows=3
)

NOTED = Question("T-3", QuestionKind.TABLE, text("Who else?"), scored=False, columns=COLUMNS[:1], max_rows=2)
QUESTIONNAIRE = Questionnaire(
    "tables",
    "1.0",
    text("Tables"),
    (*assessments.QUESTIONNAIRE.sections, Section("T", text("Dates and tables"), (DATED, SYSTEMS, NOTED))),
    SCALES,
)

PAGE = "/portal/sections/3"
NUMBER = {question.id: number for number, question in enumerate(QUESTIONNAIRE.questions(), start=1)}
