"""Every kind of question from the page to the store, to our own workbook and back; dates and tables from end to end."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.builders import assessments, organizations, workbooks
from tests.builders.assessments import csrf, put, visitor
from tests.builders.tables import COLUMNS, NOTED, NUMBER, PAGE, QUESTIONNAIRE, SCALES, SYSTEMS
from vendor_risk.assessments import actions, queries
from vendor_risk.assessments.answers.values import AnswerContent, AnswerRefused, checked, content_of
from vendor_risk.assessments.models import Assessment, Result
from vendor_risk.assessments.results.explanation import explain
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import (
    AnswerState,
    ColumnKind,
    Question,
    QuestionKind,
    Text,
    given_value,
    stored_value,
)
from vendor_risk.formats import native
from vendor_risk.formats.own import returned
from vendor_risk.formats.own import workbook as own_format_workbook
from vendor_risk.formats.own.tables import writable
from vendor_risk.portal.kinds import PORTAL_KINDS, number_text
from vendor_risk.portal.payloads import SavePayload
from vendor_risk.workbook import read_workbook

ROW = ("Mail", 12.5, "2026-04-01", "jp", True)
OTHER = ("帳票, “印刷”", None, None, "other", False)

lines = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=30)
lines = lines.filter(lambda line: writable(line) == line and line.strip() == line)
CELLS = {
    ColumnKind.TEXT: lines,
    ColumnKind.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    ColumnKind.DATE: st.dates(date(1901, 1, 1)).map(date.isoformat),
    ColumnKind.CHOICE: st.sampled_from(["jp", "other"]),
    ColumnKind.YES_NO: st.booleans(),
}
ROWS = st.tuples(*(st.none() | CELLS[column.kind] for column in COLUMNS)).filter(
    lambda row: any(c is not None for c in row)
)
VALUES = {
    QuestionKind.MATURITY: st.integers(0, 5),
    QuestionKind.CHOICE: st.sampled_from(["yes", "no"]),
    QuestionKind.MULTICHOICE: st.sets(st.sampled_from(["yes", "no"]), min_size=1).map(
        lambda found: tuple(sorted(found))
    ),
    QuestionKind.NUMBER: CELLS[ColumnKind.NUMBER],
    QuestionKind.DATE: CELLS[ColumnKind.DATE],
    QuestionKind.TEXT: lines.filter(lambda line: "/" not in line),
    QuestionKind.TABLE: st.lists(ROWS, min_size=1, max_size=3).map(tuple),
}
ASKED = {question.kind: question for question in QUESTIONNAIRE.questions() if question is not NOTED}


def in_field(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return number_text(cell)


def form_fields(question: Question, value: Any, number: int = 1) -> MultiDict[str, str]:
    """What a browser posts for an answer, by what the page's fields are."""
    shape, form = PORTAL_KINDS[question.kind].value_of, MultiDict({f"s{number}": "="})
    if PORTAL_KINDS[question.kind].is_radio:
        form[f"s{number}"] = f"={value}"
    elif shape == "boxes":
        form.setlist(f"v{number}", list(value))
    elif shape == "table":
        for place in range(len(question.columns)):
            form.setlist(f"v{number}.{place}", [in_field(row[place]) for row in value] + [""])
    else:
        form[f"v{number}"] = number_text(value)
    return form


@st.composite
def answered(draw: st.DrawFn) -> tuple[Question, Any]:
    kind = draw(st.sampled_from(list(QuestionKind)))
    return ASKED[kind], draw(VALUES[kind])


def accepted(question: Question, value: Any) -> Any:
    return checked(question, SCALES, AnswerContent(AnswerState.ANSWERED, value)).value


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answered(), st.sampled_from(["en", "ja"]))
def test_every_kind_survives_the_page_the_store_and_our_own_workbook(pair: tuple[Question, Any], lang: str) -> None:
    question, value = pair
    kind, form = PORTAL_KINDS[question.kind], form_fields(question, value)
    by_form = accepted(question, kind.parse_form(question, form, 1, form["s1"]))
    assert by_form == value
    body = json.loads(json.dumps(stored_value(value)))
    payload = SavePayload(question.id, AnswerState.ANSWERED, 0, "k" * 8, body)
    assert accepted(question, payload.content_for(question).value) == value
    stored = given_value(json.loads(json.dumps(stored_value(by_form))))
    assert stored == value
    ids = [each.id for each in QUESTIONNAIRE.questions()]
    identity = own_format_workbook.Identity(1, "tables", "1.0", lang, "serial", dict.fromkeys(ids, 0))
    given_answers = {question.id: own_format_workbook.OwnAnswer(AnswerState.ANSWERED, stored)}
    made = own_format_workbook.make(
        QUESTIONNAIRE, given_answers, identity, "k" * 43, own_format_workbook.Cover("A", "B", None)
    )
    rows = returned.read(read_workbook(made, "own.xlsx"), QUESTIONNAIRE, "k" * 43).rows
    back = {row.question_id: row for row in rows}
    assert back[question.id].problem is None
    assert accepted(question, back[question.id].answer.value) == value
    assert [i for i, row in back.items() if row.answer.state is not AnswerState.BLANK] == [question.id]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("no table", "rows as a table"),
        ((("Mail",),), "rows as a table"),
        (((*ROW[:1], "many", *ROW[2:]),), "Row 1, “Share”: Enter a number"),
        ((ROW, (*ROW[:2], "2026-02-31", *ROW[3:])), "Row 2, “Last tested on”: Enter a date"),
        (((*ROW[:3], "nowhere", ROW[4]),), "Row 1, “Place”: Select one"),
        (((*ROW[:4], "perhaps"),), "Row 1, “Backup”: Select yes or no"),
        ((("x" * 501, *ROW[1:]),), "500 characters"),
        ((ROW,) * 4, "no more than 3 rows"),
    ],
)
def test_what_a_table_cannot_hold_is_refused_with_its_place(app: Flask, rows: Any, words: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}), pytest.raises(AnswerRefused, match=words):
        accepted(SYSTEMS, rows)


@pytest.fixture
def asked(app: Flask, group: organizations.Group, monkeypatch: pytest.MonkeyPatch) -> tuple[Assessment, Any]:
    """An assessment of the test questionnaire, with its respondent's browser."""
    version = assessments.released(QUESTIONNAIRE)
    monkeypatch.setattr(assessments, "released", lambda *_: version)
    assessment, token = assessments.issued(group)
    assert assessment.question_ids == [question.id for question in QUESTIONNAIRE.questions()]
    client = visitor(app, token)
    client.get("/portal/?lang=en")
    return assessment, client


def stored(assessment: Assessment, question_id: str) -> Any:
    db.session.expire_all()
    row = queries.answer(assessment.id, question_id)
    return content_of(row).value if row else None


def posted(client: Any, assessment: Assessment, fields: MultiDict[str, str], **more: str) -> Any:
    db.session.expire_all()
    versions = {row.question_id: row.version for row in queries.answers(assessment.id).values()}
    data = MultiDict(fields)
    for number, question in enumerate(QUESTIONNAIRE.questions(), start=1):
        if question.id.startswith("T-"):
            data[f"version{number}"] = str(versions.get(question.id, 0))
    data["csrf_token"] = csrf(client, PAGE)
    data.update(more)
    return client.post(PAGE, data=data)


def test_rows_are_added_and_removed_without_the_script_and_nothing_typed_is_lost(asked: tuple[Assessment, Any]) -> None:
    assessment, client = asked
    place = NUMBER["T-2"]
    fields = form_fields(SYSTEMS, (ROW,), place)
    added = posted(client, assessment, fields, add_row=str(place))
    assert (added.status_code, added.location) == (303, f"{PAGE}#q{place}")
    assert stored(assessment, "T-2") == (ROW,)
    page = client.get(PAGE).text
    card = page[page.index('data-question="T-2"') : page.index('data-question="T-3"')]
    assert card.count(f'name="v{place}.0"') == 3  # the row, an empty one, and the script's pattern
    bad = form_fields(SYSTEMS, (ROW, ("Web", "many", "", "jp", "")), place)
    wrong = posted(client, assessment, bad, add_row=str(place))
    assert wrong.status_code == 422
    assert "Row 2, “Share”" in wrong.text
    assert 'value="Web"' in wrong.text
    assert 'value="many"' in wrong.text
    assert stored(assessment, "T-2") == (ROW,)
    posted(client, assessment, form_fields(SYSTEMS, (ROW, OTHER), place))
    assert stored(assessment, "T-2") == (ROW, OTHER)
    posted(client, assessment, form_fields(SYSTEMS, (ROW, OTHER), place), remove_row=f"{place}.0")
    assert stored(assessment, "T-2") == (OTHER,)


def test_fields_that_make_no_rows_are_refused(asked: tuple[Assessment, Any]) -> None:
    assessment, client = asked
    place = NUMBER["T-2"]
    fields = form_fields(SYSTEMS, (ROW,), place)
    fields.setlist(f"v{place}.1", ["1"])
    assert posted(client, assessment, fields).status_code == 422
    assert stored(assessment, "T-2") is None


def test_a_row_without_a_required_cell_is_kept_but_not_submitted(asked: tuple[Assessment, Any]) -> None:
    assessment, client = asked
    assert (
        put(client, "T-2", AnswerContent(AnswerState.ANSWERED, (("Mail", None, None, None, None),))).status_code == 200
    )
    assert "1 table is incomplete" in client.get("/portal/submit").text
    with pytest.raises(actions.RowsIncomplete):
        actions.submit(assessment, actor="them", at=now(), confirmed=True)


def test_a_date_and_a_table_go_from_the_page_to_the_result_and_back(app: Flask, asked: tuple[Assessment, Any]) -> None:
    assessment, client = asked
    tested = (now().date() - timedelta(days=400)).isoformat()
    assert put(client, "T-1", AnswerContent(AnswerState.ANSWERED, tested)).status_code == 200
    assert put(client, "T-2", AnswerContent(AnswerState.ANSWERED, (ROW, OTHER))).status_code == 200
    response = client.get("/portal/workbook/file?in=en")
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    tables = book["Tables"]
    row = next(r for r in range(1, tables.max_row + 1) if tables.cell(r, 1).value == "T-2")
    assert [tables.cell(row, column).value for column in (2, 3, 4)] == ["Mail", 12.5, "2026-04-01"]
    tables.cell(row + 2, 2).value, tables.cell(row + 2, 5).value = "Third", "Japan"
    form = {"csrf_token": csrf(client, "/portal/workbook"), "file": (io.BytesIO(workbooks.saved(book)), "own.xlsx")}
    preview = client.post("/portal/workbook", data=form, content_type="multipart/form-data")
    assert "Third" in client.get(preview.location).text
    client.post(f"{preview.location}/apply", data={"csrf_token": csrf(client, preview.location)})
    third = ("Third", None, None, "jp", None)
    assert stored(assessment, "T-2") == (ROW, OTHER, third)
    page = client.get(PAGE).text
    assert f'value="{tested}"' in page
    actions.submit(assessment, actor="them", at=now(), confirmed=True)
    db.session.commit()
    shown = client.get(PAGE).text
    assert "Third" in shown
    assert "Last tested on" in shown
    result = db.session.query(Result).filter_by(assessment_id=assessment.id).one()
    with app.test_request_context(headers={"Accept-Language": "en"}):
        explained = {line.question.id: line for part in explain(result, now().date()).parts for line in part.lines}
    assert explained["T-1"].contribution.level == 2.0  # 14 months
    assert explained["T-2"].contribution.level == 4.0  # three complete rows
    assert "Third" in explained["T-2"].said
    assert explained["T-3"].contribution is None


def test_our_json_carries_columns_and_reads_them_back() -> None:
    assert native.questionnaire_of(native.write(QUESTIONNAIRE)) == QUESTIONNAIRE
    assert Text("System", "System（日本語）") == SYSTEMS.columns[0].title
