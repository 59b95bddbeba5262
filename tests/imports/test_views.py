"""The staff's pages for workbooks: who may, whose, and what they do."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.builders import accounts, organizations, workbooks
from tests.builders.foreign_workbooks import workbook
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.database import db
from vendor_risk.files import file_store
from vendor_risk.imports.models import ImportBatch, ImportProfile, ImportStatus
from vendor_risk.permissions import Role

SignIn = Callable[..., FlaskClient]


def token(client: FlaskClient, page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(page).text)
    assert found, page
    return found[1]


def post(client: FlaskClient, page: str, action: str = "", **form: Any) -> Any:
    data = {"csrf_token": token(client, page), **form}
    return client.post(action or page, data=data, content_type="multipart/form-data")


def batch_in(location: str) -> ImportBatch:
    db.session.expire_all()
    return db.session.get_one(ImportBatch, int(location.rstrip("/").rsplit("/", 1)[1]))


# own workbooks


def test_staff_bring_in_a_workbook_that_was_mailed_back(group: organizations.Group, sign_in: SignIn) -> None:
    asked = workbooks.assessment(group)
    data = workbooks.filled(asked, {"level": "3"})
    client = sign_in(group.owner)
    page = f"/imports/assessments/{asked.id}/workbook"
    response = post(client, page, file=(io.BytesIO(data), "a.xlsx"))
    assert response.status_code == 303
    assert "1</strong> Will be added" in client.get(response.location).text
    done = post(client, response.location, f"{response.location}/apply")
    assert "Answers imported from “a.xlsx”: 1." in client.get(done.location).text
    db.session.expire_all()
    stored = assessment_queries.answers(asked.id)["level"]
    assert (stored.value, stored.author.split()[0]) == (3, f"user:{group.owner.id}")
    download = client.get(f"{page}/file?in=ja")
    assert download.data[:2] == b"PK"


@pytest.mark.parametrize("who", ["auditor", "ciso", "manager_a", "reviewer"])
def test_who_may_not_issue_may_not_bring_workbooks_in(group: organizations.Group, sign_in: SignIn, who: str) -> None:
    asked = workbooks.assessment(group)
    db.session.commit()
    client = sign_in(getattr(group, who))
    for page in (
        f"/imports/assessments/{asked.id}/workbook",
        "/imports/foreign",
        "/imports/foreign/1",
        "/imports/own/1",
    ):
        assert client.get(page).status_code == 403
    for page in ("/imports/own/1/apply", "/imports/foreign/1/apply", "/imports/foreign/1/correct"):
        assert client.post(page, data={"csrf_token": token(client, "/")}).status_code == 403


def test_a_stranger_is_sent_to_sign_in(group: organizations.Group, stranger: FlaskClient) -> None:
    assert stranger.get("/imports/foreign").status_code in {302, 303, 401}


@pytest.fixture
def procurement_b(group: organizations.Group) -> Any:
    return accounts.person(Role.PROCUREMENT, group.b)


def test_another_companys_workbooks_do_not_exist_for_one(
    group: organizations.Group, sign_in: SignIn, procurement_b: Any
) -> None:
    asked = workbooks.assessment(group)
    owner, other = sign_in(group.owner), sign_in(procurement_b)
    page = f"/imports/assessments/{asked.id}/workbook"
    data = workbooks.filled(asked, {"level": "3"})
    place = post(owner, page, file=(io.BytesIO(data), "a.xlsx")).location
    form = {"csrf_token": token(other, "/imports/foreign")}
    for address in (page, f"{page}/file", place):
        assert other.get(address).status_code == 404
    for address in (f"{place}/apply", f"{place}/discard"):
        assert other.post(address, data=form).status_code == 404
    db.session.expire_all()
    assert assessment_queries.answers(asked.id) == {}
    assert batch_in(place).status == ImportStatus.PREVIEWED


# foreign workbooks


def upload_foreign(client: FlaskClient, vendor: Any, company: Any, data: bytes, name: str = "sheet.xlsx") -> Any:
    return post(
        client, "/imports/foreign", organization=vendor.code, company_id=str(company.id), file=(io.BytesIO(data), name)
    )


def test_a_foreign_workbook_is_dropped_corrected_imported_and_remembered(
    group: organizations.Group, sign_in: SignIn
) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    client = sign_in(group.owner)
    rows = [(f"C-{n}", f"Is thing number {n} done?", "banana" if n % 2 else "Yes", "") for n in range(8)]
    place = upload_foreign(client, vendor, group.a, workbook(rows)).location
    page = client.get(place).text
    assert "8</strong> Will be imported" in page
    assert "banana" in page
    corrected = post(client, place, f"{place}/correct", word="banana", meaning="partial", back="words")
    assert corrected.location.endswith("#words")
    assert "Partly" in client.get(place).text
    post(client, place, f"{place}/apply", round_label="2026", accept_now="y", remember="y", profile_name="Fruit")
    batch = batch_in(place)
    assert batch.status == ImportStatus.APPLIED
    assessment = db.session.get_one(Assessment, batch.assessment_id)
    assert (assessment.status, assessment.round, assessment.issuer_id) == (
        AssessmentStatus.ACCEPTED,
        "2026",
        group.a.id,
    )
    assert db.session.scalars(select(ImportProfile.name)).all() == ["Fruit"]
    result = client.get(place).text
    assert f"/assessments/{assessment.id}" in result
    again = upload_foreign(client, vendor, group.a, file_store().read(batch.sha256))
    assert again.location == place


def test_a_sheet_and_a_column_can_be_decided_by_hand(group: organizations.Group, sign_in: SignIn) -> None:
    client = sign_in(group.owner)
    place = upload_foreign(client, organizations.vendor("Bolt", group.a), group.a, workbook()).location
    post(client, place, f"{place}/correct", **{"sheet|Customer sheet": "leave"})
    assert "No questions were found." in client.get(place).text
    assert batch_in(place).settings["sheets"] == {"Customer sheet": False}
    post(client, place, f"{place}/correct", **{"sheet|Customer sheet": "", "column|comment|Customer sheet": "-"})
    assert batch_in(place).settings == {
        "columns": {"Customer sheet": {"comment": None}},
        "answers": {},
        "sheets": {},
        "headers": {},
    }
    refused = post(client, place, f"{place}/correct", **{"column|answer|Customer sheet": "'; DROP TABLE"})
    assert refused.status_code == 303
    assert "answer" not in batch_in(place).settings["columns"]["Customer sheet"]


def test_accepting_at_once_needs_the_reviewers_right(
    group: organizations.Group, sign_in: SignIn, monkeypatch: Any
) -> None:
    from vendor_risk import permissions

    table = dict(permissions.TABLE)
    role = permissions.Role.PROCUREMENT
    table[role] = table[role] - {permissions.Permission.REVIEW_DECIDE}
    monkeypatch.setattr(permissions, "TABLE", table)
    client = sign_in(group.owner)
    place = upload_foreign(client, organizations.vendor("Bolt", group.a), group.a, workbook()).location
    assert "accept_now" not in client.get(place).text
    post(client, place, f"{place}/apply", accept_now="y")
    assessment = db.session.get_one(Assessment, batch_in(place).assessment_id)
    assert assessment.status == AssessmentStatus.SUBMITTED


def test_another_companys_foreign_workbook_does_not_exist_for_one(
    group: organizations.Group, sign_in: SignIn, procurement_b: Any
) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    owner, other = sign_in(group.owner), sign_in(procurement_b)
    place = upload_foreign(owner, vendor, group.a, workbook()).location
    form = {"csrf_token": token(other, "/imports/foreign")}
    assert other.get(place).status_code == 404
    for verb in ("apply", "discard", "correct"):
        assert other.post(f"{place}/{verb}", data=form).status_code == 404
    assert vendor.name not in other.get("/imports/foreign").text
    unseen = upload_foreign(other, vendor, group.b, workbook())
    assert unseen.status_code == 422
    assert "No matching organisation. Select one from the list that appears as you type." in unseen.text
    wrong = upload_foreign(other, organizations.vendor("Mine", group.b), group.a, workbook())
    assert wrong.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 1


BAD = {
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(99), "is not a spreadsheet"),
    "empty.xlsx": (b"", "is empty"),
    "damaged.xlsx": (b"PK\x03\x04" + bytes(99), "is damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence_in_both_languages_and_leaves_nothing(
    group: organizations.Group, sign_in: SignIn, name: str
) -> None:
    data, words = BAD[name]
    client = sign_in(group.owner)
    vendor = organizations.vendor("Bolt", group.a)
    response = upload_foreign(client, vendor, group.a, data, name)
    assert response.status_code == 422
    assert words in response.text
    assert name in response.text
    assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 0


def test_texts_of_a_foreign_workbook_stay_texts(group: organizations.Group, sign_in: SignIn) -> None:
    bad = "<script>alert(1)</script>"
    rows = [(f"C-{n}", f"Is {bad} number {n} done?", "Yes", bad) for n in range(8)]
    client = sign_in(group.owner)
    place = upload_foreign(client, organizations.vendor(bad, group.a), group.a, workbook(rows), f"{bad}.xlsx").location
    for lang in ("en", "ja"):
        page = client.get(f"{place}?lang={lang}").text
        assert bad not in page
        assert "&lt;script&gt;" in page


def test_the_ways_in_stand_where_they_are_looked_for(group: organizations.Group, sign_in: SignIn) -> None:
    asked = workbooks.assessment(group)
    owner, manager = sign_in(group.owner), sign_in(group.manager_a)
    vendor_page, detail = f"/organizations/{asked.organization_id}", f"/assessments/{asked.id}"
    assert f"/imports/assessments/{asked.id}/workbook" in owner.get(detail).text
    assert f"/imports/assessments/{asked.id}/workbook" not in manager.get(detail).text
    assert 'action="/imports/foreign"' in owner.get(vendor_page).text
    assert 'action="/imports/foreign"' not in manager.get(vendor_page).text
    assert "/imports/foreign" in owner.get("/imports/").text
