"""The same workbook by every way in: the vendor's pages, the staff's, the command line. What is doubtful is asked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from flask.testing import FlaskClient
from openpyxl.styles import Font

from tests.builders import assessments, organizations, workbooks
from tests.builders.assessments import csrf, level, visitor
from tests.imports.bulk import scene
from vendor_risk.assessments import queries
from vendor_risk.assessments.models import Assessment
from vendor_risk.cli import cli
from vendor_risk.database import db
from vendor_risk.declarations.models import Declaration
from vendor_risk.imports.own import actions

SignIn = Callable[..., FlaskClient]
A1, A2, A3 = "A-1", "A-2", "A-3"


class Door:
    """One way in for a person: its upload page, by which the rest is found."""

    def __init__(self, client: Any, page: str, asked: Assessment) -> None:
        self.client, self.page, self.asked_id = client, page, asked.id

    @property
    def asked(self) -> Assessment:
        return db.session.get_one(Assessment, self.asked_id)

    def upload(self, data: bytes, name: str = "answers.xlsx") -> Any:
        form = {"csrf_token": csrf(self.client, self.page), "file": (io.BytesIO(data), name)}
        return self.client.post(self.page, data=form, content_type="multipart/form-data")

    def preview(self, data: bytes, name: str = "answers.xlsx") -> tuple[str, str]:
        response = self.upload(data, name)
        assert response.status_code == 303, response.text
        return response.location, str(self.client.get(response.location).text)

    def apply(self, place: str, **decisions: str) -> Any:
        form = {f"decision:{question_id.replace('_', '-')}": said for question_id, said in decisions.items()}
        everything = {"everything": decisions["everything"]} if "everything" in decisions else {}
        form |= {"csrf_token": csrf(self.client, place)} | everything
        return self.client.post(f"{place}/apply", data=form)

    def values(self) -> dict[str, Any]:
        db.session.expire_all()
        return {question_id: row.value for question_id, row in queries.answers(self.asked_id).items()}


@pytest.fixture(params=["vendor", "staff"])
def door(request: pytest.FixtureRequest, app: Flask, group: organizations.Group, sign_in: SignIn) -> Door:
    asked, token = assessments.issued(group)
    db.session.commit()
    if request.param == "vendor":
        return Door(visitor(app, token), "/portal/workbook", asked)
    return Door(sign_in(group.owner), f"/imports/assessments/{asked.id}/workbook", asked)


def file(asked: Assessment, lang: str = "en") -> Any:
    return openpyxl.load_workbook(io.BytesIO(actions.workbook_for(asked, lang)))


def filled(asked: Assessment, answers: dict[str, Any], column: int = workbooks.ANSWER) -> Any:
    book = file(asked)
    rows = workbooks.rows_of(book["Questions"])
    for question_id, value in answers.items():
        book["Questions"].cell(rows[question_id], column).value = value
    return book


def without_hidden(book: Any) -> Any:
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible":
            del book[sheet.title]
    return book


def as_csv(book: Any, encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO()
    rows = book["Questions"].iter_rows(values_only=True)
    csv.writer(out).writerows([["" if value is None else value for value in row] for row in rows])
    return out.getvalue().encode(encoding, "replace")


def test_a_file_without_its_hidden_sheets_is_read_with_a_warning_and_replaces_nothing_unasked(door: Door) -> None:
    put_level(door, A2, 4)
    data = workbooks.saved(without_hidden(filled(door.asked, {A1: "3", A2: "1"})))
    place, page = door.preview(data)
    assert "The hidden sheets of this file are missing" in page
    assert "1</strong> Will be added" in page
    assert door.apply(place).status_code == 409
    assert door.values() == {A2: 4}
    assert door.apply(place, A_2="web").status_code == 303
    assert door.values() == {A1: 3, A2: 4}


def put_level(door: Door, question_id: str, value: int) -> None:
    from vendor_risk.assessments.answers.actions import save_answer

    save_answer(door.asked, question_id, level(value), expected_version=0, actor="test", at=assessments.NOW)
    db.session.commit()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_sheet_of_questions_as_text_is_read(door: Door, encoding: str) -> None:
    place, page = door.preview(as_csv(filled(door.asked, {A1: "3", "B-2": "45%"}), encoding), "sheet.csv")
    assert "2</strong> Will be added" in page
    assert "Wording changed in the Excel file" not in page
    door.apply(place)
    assert door.values() == {A1: 3, "B-2": 45}


def test_an_unclear_answer_is_asked_back_and_taken_as_said(door: Door) -> None:
    place, page = door.preview(workbooks.saved(filled(door.asked, {A1: "4 or 5", A2: "3?"})))
    assert "2</strong></a> Answer unclear" in page.replace("</strong> Answer", "</strong></a> Answer")
    assert '<q class="pre">4 or 5</q>' in page
    assert "Leave the question unanswered" in page
    assert door.apply(place, A_1="choice:1").status_code == 409
    assert door.apply(place, A_1="choice:7", A_2="web").status_code == 409
    assert door.values() == {}
    assert door.apply(place, A_1="choice:1", A_2="web").status_code == 303
    assert door.values() == {A1: 5}


def test_an_answer_to_a_rewritten_question_waits_for_a_word(door: Door) -> None:
    book = filled(door.asked, {A1: "3", A2: "2"})
    sheet = book["Questions"]
    rows = workbooks.rows_of(sheet)
    sheet.cell(rows[A1], 4).value = "How is it not done?"
    sheet.cell(rows[A2], 5).value = "2: as we like <b>it</b>"
    place, page = door.preview(workbooks.saved(book))
    assert "How is A-1 done?" in page
    assert "How is it not done?" in page
    assert f"cell D{rows[A1]}" in page
    assert f"cell E{rows[A2]}" in page
    assert "<b>it</b>" not in page
    assert door.apply(place, everything="workbook").status_code == 409
    assert door.apply(place, A_1="workbook", A_2="web").status_code == 303
    assert door.values() == {A1: 3}


def test_what_is_no_answer_is_said_with_its_cell(door: Door) -> None:
    book = filled(door.asked, {A1: "3", A2: "選択してください", A3: "Yes/No"})
    sheet = book["Questions"]
    rows = workbooks.rows_of(sheet)
    sheet.cell(rows[A1], workbooks.ANSWER).font = Font(strike=True)
    place, page = door.preview(workbooks.saved(book))
    assert "3</strong> Cannot be imported" in page
    assert "“3” is struck through, so it was not read as an answer." in page
    assert "“選択してください” is a list of choices, and none has been selected." in page
    assert "“Yes/No” is a list of choices, and none has been selected." in page
    for question_id in (A1, A2, A3):
        assert f"Cell F{rows[question_id]}" in page
    door.apply(place)
    assert door.values() == {}


def test_where_evidence_can_be_seen_is_added_once(door: Door) -> None:
    data = workbooks.saved(filled(door.asked, {A1: "Rules v3\nIntranet > <i>security</i>"}, workbooks.EVIDENCE))
    place, page = door.preview(data)
    assert "Rules v3" in page
    assert "<i>security</i>" not in page
    door.apply(place)
    db.session.expire_all()
    assert [item.reference for item in queries.evidence(door.asked_id)[A1]] == [
        "Rules v3",
        "Intranet > <i>security</i>",
    ]
    assert "Evidence added from “answers.xlsx”: 2." in door.client.get(place).text
    again, page = door.preview(workbooks.saved(filled(door.asked, {A2: "1"})))
    assert "Rules v3" not in page
    door.apply(again)
    assert len(queries.evidence(door.asked_id)[A1]) == 2


def test_subcontractors_come_in_by_every_door(door: Door) -> None:
    book = file(door.asked)
    for column, value in enumerate(("Blue Cloud", "hosting", "Japan"), start=1):
        book["Subcontractors"].cell(5, column).value = value
    place, page = door.preview(workbooks.saved(book))
    assert "Blue Cloud · hosting · Japan" in page
    door.apply(place)
    assert [row.name for row in db.session.query(Declaration)] == ["Blue Cloud"]


def test_another_assessments_file_is_refused_also_without_its_hidden_sheets(
    door: Door, group: organizations.Group
) -> None:
    other, _token = assessments.issued(group, organizations.vendor("Other", home=group.a))
    db.session.commit()
    data = workbooks.saved(without_hidden(filled(other, {A1: "3"})))
    assert "belongs to another questionnaire or organisation" in door.upload(data).text
    assert (
        "belongs to another questionnaire or organisation"
        in door.upload(as_csv(filled(other, {A1: "3"})), "a.csv").text
    )


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("en", "Company A - Vendor One - security questionnaire - due 2026-12-29.xlsx"),
        ("ja", "Company A_Vendor One_セキュリティ質問票_回答期限2026-12-29.xlsx"),
    ],
)
def test_the_files_name_says_who_asks_whom_until_when(door: Door, lang: str, name: str) -> None:
    door.asked.due_on = date(2026, 12, 29)
    issuer, vendor = door.asked.issuer, door.asked.organization
    db.session.commit()
    name = name.replace("Company A", issuer.display_name(lang)).replace("Vendor One", vendor.display_name(lang))
    header = door.client.get(f"{door.page}/file?in={lang}").headers["Content-Disposition"]
    assert name in header or f"filename*=UTF-8''{quote(name, safe='')}" in header


def test_a_name_that_no_file_may_have_becomes_one_that_it_may(door: Door) -> None:
    vendor = door.asked.organization
    vendor.name_en = vendor.name_ja = 'Bolt / "Sons": <Ltd>\u202e.'
    db.session.flush()
    assert re.fullmatch(r"[^/\\:*?\"<>|\u202e]+ - Bolt Sons Ltd - .+\.xlsx", actions.file_name(door.asked, "en"))


@pytest.fixture
def run(app: Flask) -> Any:
    def _run(*arguments: Any) -> Any:
        db.session.commit()
        return CliRunner().invoke(cli, [str(each) for each in arguments], obj=ScriptInfo(create_app=lambda: app))

    return _run


def test_the_command_line_takes_a_file_without_hidden_sheets_for_the_assessment_it_is_told(
    run: Any, group: organizations.Group, tmp_path: Path
) -> None:
    asked, _token = assessments.issued(group)
    path = tmp_path / "sheet.csv"
    path.write_bytes(as_csv(filled(asked, {A1: "3", A2: "4 or 5"})))
    alone = run("import-own", tmp_path)
    assert (alone.exit_code, f"(assessment {asked.id}), but its hidden sheets are missing" in alone.output) == (1, True)
    done = run("import-own", path, "--assessment", asked.id)
    assert (done.exit_code, done.output.split(": ")[1].strip()) == (0, "1 added, 1 asked, 6 unchanged"), done.output
    db.session.expire_all()
    assert {question_id: row.value for question_id, row in queries.answers(asked.id).items()} == {A1: 3}


def test_bulk_imports_say_where_a_file_without_hidden_sheets_belongs(
    group: organizations.Group, sign_in: SignIn
) -> None:
    asked, _token = assessments.issued(group)
    signed = filled(asked, {A1: "3", A2: "4 or 5"})
    data, alone = workbooks.saved(signed), workbooks.saved(without_hidden(signed))
    client = sign_in(group.owner)
    place = scene.upload(client, ("a.xlsx", data), ("b.xlsx", alone)).location
    scene.work()
    page = client.get(place).text
    assert f"issued by this system (assessment {asked.id}), but its hidden sheets are missing" in page
