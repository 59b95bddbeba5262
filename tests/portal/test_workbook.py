"""The respondent's way by workbook: download, upload, look, decide, done; and every file that must not get in."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.builders import assessments, organizations, workbooks
from tests.builders.assessments import csrf, level, put, visitor
from vendor_risk.assessments import queries
from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.database import db
from vendor_risk.declarations.models import Declaration, NoSubcontractors
from vendor_risk.imports.models import ImportBatch

UPLOAD = "/portal/workbook"


def downloaded(client: Any, lang: str = "en") -> bytes:
    response = client.get(f"/portal/workbook/file?in={lang}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    return bytes(response.data)


def filled(client: Any, answers: dict[str, Any]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(downloaded(client)))
    sheet = book["Questions"]
    rows = workbooks.rows_of(sheet)
    for question_id, value in answers.items():
        sheet.cell(rows[question_id], workbooks.ANSWER).value = value
    return workbooks.saved(book)


def upload(client: Any, data: bytes, name: str = "answers.xlsx") -> Any:
    form = {"csrf_token": csrf(client, UPLOAD), "file": (io.BytesIO(data), name)}
    return client.post(UPLOAD, data=form, content_type="multipart/form-data")


def values(assessment: Assessment) -> dict[str, Any]:
    db.session.expire_all()
    return {question_id: row.value for question_id, row in queries.answers(assessment.id).items()}


def test_the_whole_way_changes_nothing_before_the_last_button(app: Flask, group: organizations.Group) -> None:
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    response = upload(client, filled(client, {"A-1": "3", "A-2": 2}))
    assert response.status_code == 303
    preview = client.get(response.location)
    assert "2</strong> Will be added" in preview.text
    assert "3: Documented and applied" in preview.text or "Documented and applied" in preview.text
    assert values(assessment) == {}
    applied = client.post(f"{response.location}/apply", data={"csrf_token": csrf(client, response.location)})
    assert applied.status_code == 303
    assert values(assessment) == {"A-1": 3, "A-2": 2}
    assert "”: 2." in client.get(applied.location).text


def test_the_same_file_again_leads_to_what_it_did(app: Flask, group: organizations.Group) -> None:
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    data = filled(client, {"A-1": "3"})
    first = upload(client, data).location
    client.post(f"{first}/apply", data={"csrf_token": csrf(client, first)})
    assert upload(client, data).location == first
    again = client.post(f"{first}/apply", data={"csrf_token": csrf(client)})
    assert again.status_code == 303


def in_conflict(app: Flask, group: organizations.Group) -> tuple[Assessment, FlaskClient, str]:
    """An assessment whose web answers differ from those of a workbook that was uploaded, and the page that says so."""
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    data = filled(client, {"A-1": "3", "A-2": "1"})
    put(client, "A-1", level(5))
    put(client, "A-2", level(4))
    return assessment, client, upload(client, data).location


def test_a_conflict_is_shown_with_both_answers_and_waits_for_a_choice(app: Flask, group: organizations.Group) -> None:
    assessment, client, place = in_conflict(app, group)
    page = client.get(place).text
    assert "Decision needed" in page
    form = {"csrf_token": csrf(client, place)}
    assert client.post(f"{place}/apply", data=form).status_code == 409
    response = client.post(f"{place}/apply", data={**form, "decision:A-1": "workbook"})
    assert response.status_code == 409
    assert 'value="workbook" checked' in response.text
    assert values(assessment) == {"A-1": 5, "A-2": 4}
    client.post(f"{place}/apply", data={**form, "decision:A-1": "workbook", "decision:A-2": "web"})
    assert values(assessment) == {"A-1": 3, "A-2": 4}


def test_all_conflicts_can_be_decided_at_once(app: Flask, group: organizations.Group) -> None:
    assessment, client, place = in_conflict(app, group)
    client.post(f"{place}/apply", data={"csrf_token": csrf(client, place), "everything": "workbook"})
    assert values(assessment) == {"A-1": 3, "A-2": 1}


def test_a_refused_cell_is_named_with_what_to_do_in_both_languages(app: Flask, group: organizations.Group) -> None:
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    place = upload(client, filled(client, {"A-1": "eleven"})).location
    english = client.get(place).text
    assert "Cell F4" in english
    assert "“eleven” is not one of the available answers. Select one from the list." in english
    assert "「eleven」" in client.get(f"{place}?lang=ja").text


HOSTILE = {
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "nothing": b"",
    "damaged": b"PK\x03\x04" + bytes(200),
    "a page": b"<html><script>alert(1)</script></html>",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_workbook_gets_a_sentence_and_leaves_nothing(
    app: Flask, group: organizations.Group, what: str
) -> None:
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    response = upload(client, HOSTILE[what], "x.xlsx")
    assert response.status_code == 422
    assert 'class="flash flash-error"' in response.text
    assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 0


def test_a_foreign_workbook_and_somebody_elses_are_told_apart(app: Flask, group: organizations.Group) -> None:
    _mine, token = assessments.issued(group)
    other, other_token = assessments.issued(group, organizations.vendor("Other", home=group.a))
    client, stranger = visitor(app, token), visitor(app, other_token)
    assert "belongs to another questionnaire or organisation" in upload(client, filled(stranger, {})).text
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Question", "Answer"])
    assert "is not an Excel file for this questionnaire" in upload(client, workbooks.saved(book)).text
    assert values(other) == {}


def test_anothers_batch_cannot_be_seen_applied_or_given_up(app: Flask, group: organizations.Group) -> None:
    mine, token = assessments.issued(group)
    _other, other_token = assessments.issued(group, organizations.vendor("Other", home=group.a))
    client, stranger = visitor(app, token), visitor(app, other_token)
    place = upload(client, filled(client, {"A-1": "3"})).location
    form = {"csrf_token": csrf(stranger)}
    assert stranger.get(place).status_code == 404
    assert stranger.post(f"{place}/apply", data=form).status_code == 404
    assert stranger.post(f"{place}/discard", data=form).status_code == 404
    assert values(mine) == {}


def test_without_a_session_nothing_opens(app: Flask, group: organizations.Group) -> None:
    assessments.issued(group)
    client = app.test_client()
    for page in ("/portal/workbook", "/portal/workbook/file", "/portal/workbook/1"):
        assert client.get(page).status_code == 401


def test_after_submitting_the_workbook_is_for_reading(app: Flask, group: organizations.Group) -> None:
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    data = filled(client, {"A-1": "3"})
    place = upload(client, data).location
    form_token = csrf(client)
    assessment.status = AssessmentStatus.SUBMITTED
    assert "so the Excel file is read-only" in client.get(UPLOAD).text
    assert client.get(place).status_code == 303
    assert client.post(f"{place}/apply", data={"csrf_token": form_token}).status_code == 303
    refused = client.post(
        UPLOAD,
        data={"csrf_token": form_token, "file": (io.BytesIO(data), "a.xlsx")},
        content_type="multipart/form-data",
    )
    assert refused.status_code == 422
    assert "already been submitted" in refused.text or "have been submitted" in refused.text
    assert values(assessment) == {}


def test_an_upload_can_be_given_up(app: Flask, group: organizations.Group) -> None:
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    place = upload(client, filled(client, {"A-1": "3"})).location
    assert client.post(f"{place}/discard", data={"csrf_token": csrf(client, place)}).status_code == 303
    assert values(assessment) == {}


def test_thousands_of_rows_that_are_not_ours_are_counted_and_not_all_listed(
    app: Flask, group: organizations.Group
) -> None:
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    book = openpyxl.load_workbook(io.BytesIO(downloaded(client)))
    for number in range(3_000):
        book["Questions"].append([f"stranger-{number}", f"Question {number}"])
    page = client.get(upload(client, workbooks.saved(book)).location).text
    assert page.count("stranger-") <= 200
    assert "Showing the first 200 only." in page
    assert ">3000<" in page.replace(",", "")


def test_names_and_texts_of_a_workbook_stay_texts(app: Flask, group: organizations.Group) -> None:
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    bad = '<img src=x onerror="alert(1)">'
    place = upload(client, filled(client, {"B-4": bad, "A-1": bad}), f"{bad}.xlsx").location
    page = client.get(place).text
    assert bad not in page
    assert "&lt;img" in page


def with_subcontractors(client: Any, rows: list[tuple[str, ...]], none: str | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(downloaded(client)))
    sheet = book["Subcontractors"]
    sheet["B2"].value = none
    for number, cells in enumerate(rows, start=5):
        for column, cell in enumerate(cells, start=1):
            sheet.cell(number, column).value = cell
    return workbooks.saved(book)


def taken_over(client: Any, data: bytes) -> str:
    place = upload(client, data).location
    preview = str(client.get(place).text)
    client.post(f"{place}/apply", data={"csrf_token": csrf(client, place)})
    return preview


def test_subcontractors_are_named_in_the_workbook_too(app: Flask, group: organizations.Group) -> None:
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    rows = [("Blue Cloud", "hosting", "Japan", "4010001008772"), ("Red Data", "entry", "ベトナム"), ("Grey", "")]
    preview = taken_over(client, with_subcontractors(client, [*rows, ("Green", "van", "Nowhere land")]))
    assert "Blue Cloud · hosting · Japan" in preview
    assert "Subcontractors!A7: Enter a name and a service" in preview
    assert "Subcontractors!A8: “Nowhere land” is not a recognised country." in preview
    declared = db.session.query(Declaration).order_by(Declaration.id)
    assert [(row.name, row.country) for row in declared] == [("Blue Cloud", "JP"), ("Red Data", "VN")]
    again = taken_over(client, with_subcontractors(client, rows[:2], none="Yes"))
    assert "Blue Cloud · hosting" not in again  # known already
    assert "so the answer “none” is ignored" in again
    assert declared.count() == 2


@pytest.mark.parametrize("said", ["Yes", "はい"])
def test_none_can_be_said_in_the_workbook(app: Flask, group: organizations.Group, said: str) -> None:
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    taken_over(client, with_subcontractors(client, []))
    assert db.session.query(NoSubcontractors).count() == 0
    preview = taken_over(client, with_subcontractors(client, [], none=said))
    assert "We use no subcontractors for this work" in preview
    assert db.session.query(NoSubcontractors).count() == 1


def test_the_guide_of_the_workbook_says_the_rules_that_decide_the_result(
    app: Flask, group: organizations.Group
) -> None:
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    for lang, rules in {
        "en": ("highest level that is fully true", "level 5 includes levels 3 and 4", "“your customer” means"),
        "ja": ("最も高い水準を選択", "水準5は水準3と4", "「委託元」は上記の依頼元"),
    }.items():
        book = openpyxl.load_workbook(io.BytesIO(downloaded(client, lang)))
        text = "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
        for rule in rules:
            assert rule in text
