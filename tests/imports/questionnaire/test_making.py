"""A questionnaire from a file: looked through, made as a draft, released, issued; by whom it may be."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.builders import accounts, organizations, samples, workbooks
from tests.builders.clock import NOW
from tests.builders.foreign_workbooks import workbook
from tests.builders.forms import post
from vendor_risk.database import db
from vendor_risk.formats import write
from vendor_risk.permissions import Role
from vendor_risk.questionnaires import queries
from vendor_risk.questionnaires.models import QuestionnaireStatus, QuestionnaireVersion


def bring(client: Any, data: bytes, name: str, company_id: int) -> Any:
    return post(client, "/imports/questionnaire", {"file": (io.BytesIO(data), name), "company_id": company_id})


def made(client: Any, data: bytes, name: str, company_id: int, title: str = "Our own") -> QuestionnaireVersion:
    address = bring(client, data, name, company_id).headers["Location"]
    answer = post(client, f"{address}/make", {"title": title})
    assert answer.status_code == 303, answer.text
    return db.session.get(QuestionnaireVersion, int(answer.headers["Location"].rsplit("/", 1)[1]))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("data", "name", "title", "number"),
    [
        (samples.catalog(), "catalog.json", "Sample Controls", 3),
        (samples.LIBRARY.encode(), "lib.yaml", "Sample framework", 4),
        (samples.library_workbook(), "lib.xlsx", "Sample framework", 3),
        (samples.VSAQ.encode(), "vsaq.json", "Sample program", 6),
        (workbook(), "customer list.xlsx", "customer list", 7),
        (
            "番号,質問,回答\n1,方針はありますか？,\n2,訓練をしていますか？,\n3,記録はありますか？,\n4,点検していますか？,\n".encode(),
            "一覧.csv",
            "一覧",
            4,
        ),
    ],
    ids=["oscal", "library", "workbook of a library", "vsaq", "customer's sheet", "list in CSV"],
)
def test_what_lists_questions_becomes_a_draft_in_a_few_clicks(
    group: organizations.Group, sign_in: Any, data: bytes, name: str, title: str, number: int
) -> None:
    client = sign_in(group.owner)
    answer = bring(client, data, name, group.a.id)
    page = client.get(answer.headers["Location"])
    assert title in page.text
    assert f"{number} questions" in page.text
    row = made(client, data, name, group.a.id)
    assert (row.status, row.company_id, row.question_count) == (QuestionnaireStatus.DRAFT, group.a.id, number)
    assert row.title_en == "Our own"
    assert "Our own" in client.get(f"/questionnaires/{row.id}").text


def test_only_a_released_draft_can_be_issued_and_it_changes_no_more(group: organizations.Group, sign_in: Any) -> None:
    client = sign_in(group.owner)
    row = made(client, samples.catalog(), "catalog.json", group.a.id)
    row_id = row.id
    scope = factories_scope(group)
    assert row_id not in {found.id for found in queries.issuable(scope)}
    assert "Release" in client.get(f"/questionnaires/{row_id}").text
    assert post(client, f"/questionnaires/{row_id}/release").status_code == 303
    assert row_id in {found.id for found in queries.issuable(scope)}
    for verb in ("release", "discard"):
        assert post(client, f"/questionnaires/{row_id}/{verb}").status_code == 409


def factories_scope(group: organizations.Group) -> Any:
    from vendor_risk.permissions import Scope

    return Scope(frozenset({group.holding.id, group.a.id, group.b.id}))


def test_a_discarded_draft_is_gone(group: organizations.Group, sign_in: Any) -> None:
    client = sign_in(group.owner)
    row_id = made(client, samples.catalog(), "catalog.json", group.a.id).id
    assert post(client, f"/questionnaires/{row_id}/discard").status_code == 303
    assert client.get(f"/questionnaires/{row_id}").status_code == 404


def test_an_export_comes_back_in_another_installation_with_everything(group: organizations.Group, sign_in: Any) -> None:
    client = sign_in(group.owner)
    row = made(client, write("json", workbooks.QUESTIONNAIRE, "en", NOW), "x.json", group.a.id, "Scene")
    kept = queries.domain_questionnaire(row.id)
    assert kept.sections == workbooks.QUESTIONNAIRE.sections
    assert kept.scales == workbooks.QUESTIONNAIRE.scales
    assert kept.title == workbooks.QUESTIONNAIRE.title
    again = made(client, write("json", workbooks.QUESTIONNAIRE, "en", NOW), "y.json", group.a.id, "Scene")
    assert again.id == row.id


@pytest.mark.parametrize("data", [b"", b"{}", b"nothing here", b"PK\x03\x04"])
def test_a_file_without_questions_is_refused_with_a_sentence(
    group: organizations.Group, sign_in: Any, data: bytes
) -> None:
    answer = bring(sign_in(group.owner), data, "odd.json", group.a.id)
    assert answer.status_code == 422
    assert "odd.json" in answer.text


def test_others_do_not_see_make_or_release_it(group: organizations.Group, sign_in: Any) -> None:
    client = sign_in(group.owner)
    address = bring(client, samples.catalog(), "catalog.json", group.a.id).headers["Location"]
    row_id = made(client, samples.VSAQ.encode(), "vsaq.json", group.a.id).id
    stranger = sign_in(accounts.person(Role.PROCUREMENT, group.b))
    assert stranger.get(address).status_code == 404
    assert post(stranger, f"{address}/make", {"title": "x"}).status_code == 404
    for verb in ("release", "discard"):
        assert post(stranger, f"/questionnaires/{row_id}/{verb}").status_code == 404
    assert sign_in(group.auditor).get("/imports/questionnaire").status_code == 403
    assert bring(stranger, samples.catalog(), "c.json", group.a.id).status_code == 422
    assert db.session.get(QuestionnaireVersion, row_id).status == QuestionnaireStatus.DRAFT  # type: ignore[union-attr]


def test_an_upload_without_answers_leads_on_to_a_questionnaire_of_it(group: organizations.Group, sign_in: Any) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    client = sign_in(group.owner)

    def upload(data: bytes) -> str:
        sent = {"file": (io.BytesIO(data), "sheet.json"), "company_id": group.a.id, "organization": vendor.code}
        return str(post(client, "/imports/foreign", sent).headers["Location"])

    answered = upload(samples.VSAQ.encode())
    assert "no answers" not in client.get(answered).text
    empty = upload(samples.catalog())
    assert "This file contains questions but no answers" in client.get(empty).text
    made_of_it = post(client, f"{empty}/draft")
    assert "AC-2(1)" in client.get(made_of_it.headers["Location"]).text
