"""Many files at once: looked at, confirmed by a person, imported in the background, each once, with its result."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from tests.builders import accounts, chains, workbooks
from tests.builders.clock import NOW
from tests.builders.forms import post
from tests.imports.bulk.scene import answers_of, archive, group_with_vendors, upload, work
from vendor_risk.accounts import queries as account_queries
from vendor_risk.assessments.models import Assessment, AssessmentStatus, StoredAnswer
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.files import file_store
from vendor_risk.imports.bulk import actions as bulk_import_actions
from vendor_risk.imports.bulk import queries as bulk_import_queries
from vendor_risk.imports.bulk.files import of_archive
from vendor_risk.imports.bulk.models import BulkFile, BulkImport, FileState
from vendor_risk.imports.file_queries import named_files
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.own.file_actions import bring
from vendor_risk.jobs.models import JobStatus
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Permission, Role
from vendor_risk.supply_chain import actions as supply_chain_actions
from vendor_risk.workbook import read_workbook


@pytest.fixture
def cast(app: Any) -> Any:
    return group_with_vendors()


def brought(client: Any, files: dict[str, bytes], **values: Any) -> int:
    """Upload an archive of these and have it looked at; the id of the bulk import."""
    answer = upload(client, ("returned.zip", archive(files)), **values)
    assert answer.status_code == 303, answer.text
    (job, *_more) = work()
    assert job.status == JobStatus.DONE, job.detail
    return int(answer.headers["Location"].rsplit("/", 1)[1])


def files(bulk_id: int) -> dict[str, BulkFile]:
    db.session.expire_all()
    return {row.file_name: row for row in db.session.scalars(select(BulkFile).where(BulkFile.bulk_id == bulk_id))}


def start(client: Any, bulk_id: int, **values: Any) -> Any:
    answer = post(client, f"/imports/bulk/{bulk_id}/choose", {"start": "1"} | values)
    work()
    return answer


def count(model: Any) -> int:
    return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


def test_files_are_looked_at_and_nothing_is_imported_before_a_person_says_so(cast: Any, sign_in: Any) -> None:
    group, vendors = cast
    own = workbooks.filled(workbooks.assessment(group), {"level": "3"})
    client = sign_in(group.owner)
    bulk_id = brought(client, {
        "2026/a.xlsx": answers_of("Acme Logistics Ltd."),
        "Bolt Hosting/caiq.xlsx": answers_of(""),
        "who.xlsx": answers_of("Somebody unknown"),
        "own.xlsx": own,
        "broken.xlsx": b"PK\x03\x04 broken",
        "readme.txt": b"hello",
        "inner.zip": archive({"x.xlsx": b""}),
        "__MACOSX/._a.xlsx": b"litter",
    })  # fmt: skip
    found = files(bulk_id)
    assert set(found) == {
        "2026/a.xlsx", "Bolt Hosting/caiq.xlsx", "who.xlsx", "own.xlsx", "broken.xlsx", "readme.txt", "inner.zip"
    }  # fmt: skip
    assert found["2026/a.xlsx"].organization_id == vendors["Acme"].id
    assert found["Bolt Hosting/caiq.xlsx"].organization_id == vendors["Bolt"].id
    assert found["who.xlsx"].organization_id is None
    assert found["own.xlsx"].own
    assert found["broken.xlsx"].state == FileState.REFUSED
    assert "damaged" in found["broken.xlsx"].sentence
    assert found["readme.txt"].state == found["inner.zip"].state == FileState.LEFT_OUT
    assert count(ImportBatch) == 0
    assert count(StoredAnswer) == 0
    page = client.get(f"/imports/bulk/{bulk_id}").text
    for words in (
        "who.xlsx",
        "The responding organisation is unclear for 1 file",
        "sure",
        "P-1001 – Acme Logistics",
        "This system’s Excel file (the assessment is recorded in the file)",
    ):
        assert words in page
    assert "確実" in client.get(f"/imports/bulk/{bulk_id}?lang=ja").text


def test_confirmed_files_are_imported_each_with_its_result(cast: Any, sign_in: Any) -> None:
    group, vendors = cast
    asked = workbooks.assessment(group)
    asked_id = asked.id
    client = sign_in(group.owner)
    bulk_id = brought(client, {
        "a.xlsx": answers_of("Acme Logistics"), "who.xlsx": answers_of("Somebody", "x"),
        "skip.xlsx": answers_of("Y", "y"), "open.xlsx": answers_of("Z", "z"),
        "own.xlsx": workbooks.filled(asked, {"level": "3", "text": "fine"}),
    }, round_label="2026")  # fmt: skip
    rows = files(bulk_id)
    chosen = {
        f"organization-{rows['a.xlsx'].id}": "P-1001",
        f"organization-{rows['who.xlsx'].id}": "P-1003 – Cable Works",
        f"organization-{rows['skip.xlsx'].id}": "Bolt Hosting",
        f"skip-{rows['skip.xlsx'].id}": "on",
        f"organization-{rows['open.xlsx'].id}": "",
    }
    start(client, bulk_id, **chosen)
    found = files(bulk_id)
    states = {name: row.state for name, row in found.items()}
    assert states == dict.fromkeys(("a.xlsx", "who.xlsx", "own.xlsx"), "imported") | dict.fromkeys(
        ("skip.xlsx", "open.xlsx"), "waiting"
    )
    who = db.session.get(Assessment, found["who.xlsx"].assessment_id)
    assert (who.organization_id, who.issuer_id, who.round) == (vendors["Cable"].id, group.b.id, "2026")
    assert found["own.xlsx"].assessment_id == asked_id
    assert "Answers: 2 added" in found["own.xlsx"].sentence
    page = client.get(f"/imports/bulk/{bulk_id}?view=imported").text
    assert page.count("View assessment") == 3
    assert client.get(f"/imports/bulk/{bulk_id}?view=left_out").text.count("skip.xlsx") >= 1


def test_the_same_files_again_are_recognised_and_change_nothing(cast: Any, sign_in: Any) -> None:
    group, _vendors = cast
    asked = workbooks.assessment(group)
    client = sign_in(group.owner)
    content = {"a.xlsx": answers_of("Acme Logistics"), "b.xlsx": workbooks.filled(asked, {"level": "3"})}
    start(client, brought(client, content))
    before = (count(Assessment), count(ImportBatch), count(StoredAnswer))
    again = brought(client, {"other name.xlsx": content["a.xlsx"], **content})
    start(client, again)
    assert {row.state for row in files(again).values()} == {FileState.UNCHANGED}
    assert all("0 changes" in row.sentence for row in files(again).values())
    assert (count(Assessment), count(ImportBatch), count(StoredAnswer)) == before


def test_one_organization_may_be_said_for_all_that_are_open(cast: Any, sign_in: Any) -> None:
    group, vendors = cast
    client = sign_in(group.owner)
    bulk_id = brought(
        client, {f"{n}.xlsx": answers_of("", str(n)) for n in range(3)} | {"a.xlsx": answers_of("Acme Logistics")}
    )
    start(client, bulk_id, everything="P-1002", company_id=0)
    owners = {name: row.organization_id for name, row in files(bulk_id).items()}
    assert owners == {f"{n}.xlsx": vendors["Bolt"].id for n in range(3)} | {"a.xlsx": vendors["Acme"].id}
    assert {row.state for row in files(bulk_id).values()} == {FileState.IMPORTED}


def test_a_guess_is_taken_by_its_button_and_enter_in_a_field_only_keeps(cast: Any, sign_in: Any) -> None:
    group, vendors = cast
    client = sign_in(group.owner)
    bulk_id = brought(client, {"a.xlsx": answers_of("Acne Logistic")})
    row = files(bulk_id)["a.xlsx"]
    assert row.organization_id is None
    page = client.get(f"/imports/bulk/{bulk_id}").text
    button = f'name="take" value="{row.id}:{vendors["Acme"].id}"'
    assert button in page
    assert page.index('aria-hidden="true">Save selections only') < page.index(button)
    post(client, f"/imports/bulk/{bulk_id}/choose", {"take": f"{row.id}:{vendors['Acme'].id}"})
    assert files(bulk_id)["a.xlsx"].organization_id == vendors["Acme"].id
    post(client, f"/imports/bulk/{bulk_id}/choose", {"take": f"{row.id}:999999"})
    assert files(bulk_id)["a.xlsx"].organization_id is None
    assert count(ImportBatch) == 0


def test_an_own_workbook_with_another_key_is_refused_when_it_is_looked_at(cast: Any, sign_in: Any) -> None:
    group, _vendors = cast
    asked = workbooks.assessment(group)
    data = workbooks.filled(asked, {"level": "3"})
    asked.workbook_key = "another key, as after revoking the links"
    bulk_id = brought(sign_in(group.owner), {"own.xlsx": data})
    row = files(bulk_id)["own.xlsx"]
    assert row.state == FileState.REFUSED
    assert "its hidden data was changed" in row.sentence


def test_an_assessment_that_a_company_above_issued_may_be_read_and_takes_no_answers_from_below(
    cast: Any, sign_in: Any
) -> None:
    group, _vendors = cast
    asked = workbooks.assessment(group)
    asked.issuer_id = group.holding.id
    chains.engagement(group.a, asked.organization)
    supply_chain_actions.rebuild_reach()
    data = workbooks.filled(asked, {"level": "3"})
    below = accounts.person(Role.PROCUREMENT, group.a)
    db.session.commit()
    client = sign_in(below)
    assert client.get(f"/assessments/{asked.id}").status_code == 200
    row = files(brought(client, {"own.xlsx": data}))["own.xlsx"]
    assert row.state == FileState.REFUSED
    assert "do not have permission to access" in row.sentence
    scope = account_queries.scope_of(below, Permission.ASSESSMENT_ISSUE)
    with pytest.raises(Refused, match="not in this system"):  # also where nobody looked at it before
        bring("own.xlsx", data, read_workbook(data, "own.xlsx"), at=NOW, actor="x", prefer="workbook", scope=scope)
    assert count(StoredAnswer) == 0


def test_a_name_that_names_nobody_keeps_everything_else_and_imports_nothing(cast: Any, sign_in: Any) -> None:
    group, _vendors = cast
    client = sign_in(group.owner)
    bulk_id = brought(client, {"a.xlsx": answers_of("Acme Logistics"), "b.xlsx": answers_of("", "b")})
    rows = files(bulk_id)
    wrong = {f"organization-{rows['b.xlsx'].id}": "Nobody Ltd.", f"organization-{rows['a.xlsx'].id}": "P-1002"}
    start(client, bulk_id, **wrong)
    assert "organisation" in client.get(f"/imports/bulk/{bulk_id}").text
    assert {row.state for row in files(bulk_id).values()} == {FileState.WAITING}
    assert files(bulk_id)["a.xlsx"].organization_id == db.session.scalar(
        select(Organization.id).where(Organization.code == "P-1002")
    )


def test_accepting_at_once_needs_the_reviewers_permission_and_is_followed(cast: Any, sign_in: Any) -> None:
    group, _vendors = cast
    client = sign_in(group.owner)
    bulk_id = brought(client, {"a.xlsx": answers_of("Acme Logistics", claims=False)}, accept_now="y")
    start(client, bulk_id)
    assert db.session.scalars(select(Assessment.status)).all() == [AssessmentStatus.ACCEPTED]


def test_results_are_downloaded_and_stay_text(cast: Any, sign_in: Any) -> None:
    group, _vendors = cast
    client = sign_in(group.owner)
    bulk_id = brought(client, {"=cmd|'x'.xlsx": answers_of("Acme Logistics"), "broken.xlsx": b"PK\x03\x04"})
    start(client, bulk_id)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/imports/bulk/{bulk_id}/results.xlsx").data))
    cells = {cell.value: cell.data_type for row in book.worksheets[0].iter_rows() for cell in row}
    assert cells["=cmd|'x'.xlsx"] == "s"
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/imports/bulk/{bulk_id}/results.csv").data.decode("utf-8-sig")))
    )
    assert [(row["File"], row["Status"], row["Code"]) for row in rows] == [
        ("'=cmd|'x'.xlsx", "Imported", "P-1001"), ("broken.xlsx", "Rejected", "")
    ]  # fmt: skip
    assert client.get(f"/imports/bulk/{bulk_id}/results.pdf").status_code == 404


def test_given_up_files_are_swept_and_what_was_imported_stays(cast: Any, sign_in: Any) -> None:
    group, _vendors = cast
    client = sign_in(group.owner)
    bulk_id = brought(client, {"a.xlsx": answers_of("Acme Logistics"), "b.xlsx": answers_of("", "b")})
    assert len(file_store().sweep(named_files(), older_than=-1)) == 1  # the archive, which is unpacked
    start(client, bulk_id)
    assert post(client, f"/imports/bulk/{bulk_id}/discard").status_code == 303
    assert client.get(f"/imports/bulk/{bulk_id}").status_code == 404
    assert len(file_store().sweep(named_files(), older_than=-1)) == 1
    assert len(list(file_store().all())) == 1
    assert count(Assessment) == 1


def test_nobody_else_sees_or_touches_a_bulk_import(cast: Any, sign_in: Any) -> None:
    group, _vendors = cast
    bulk_id = brought(sign_in(group.owner), {"a.xlsx": answers_of("Acme Logistics")})
    for person in (group.administrator, accounts.person(Role.PROCUREMENT, group.b)):
        client = sign_in(person)
        assert "returned.zip" not in client.get("/imports/bulk").text
        for path in ("", "/results.xlsx"):
            assert client.get(f"/imports/bulk/{bulk_id}{path}").status_code == 404
        for path in ("/choose", "/discard"):
            assert post(client, f"/imports/bulk/{bulk_id}{path}", {"start": "1"}).status_code == 404
    assert sign_in(group.auditor).get("/imports/bulk").status_code == 403
    assert post(sign_in(group.auditor), "/imports/bulk").status_code == 403
    work()
    assert files(bulk_id)["a.xlsx"].state == FileState.WAITING


def test_a_person_of_one_company_is_shown_and_can_choose_only_what_is_theirs(cast: Any, sign_in: Any) -> None:
    group, vendors = cast
    asked = workbooks.assessment(group)  # of company A
    client = sign_in(accounts.person(Role.PROCUREMENT, group.b))
    bulk_id = brought(
        client, {"a.xlsx": answers_of("Acme Logistics"), "own.xlsx": workbooks.filled(asked, {"level": "3"})}
    )
    found = files(bulk_id)
    assert found["a.xlsx"].guessed == [] or found["a.xlsx"].guessed[0].organization_id != vendors["Acme"].id
    assert found["own.xlsx"].state == FileState.REFUSED
    start(client, bulk_id, **{f"organization-{found['a.xlsx'].id}": "P-1001"})
    assert files(bulk_id)["a.xlsx"].organization_id is None
    assert count(ImportBatch) == 0


def test_who_loses_the_permission_meanwhile_imports_nothing(cast: Any, sign_in: Any) -> None:
    group, _vendors = cast
    client = sign_in(group.owner)
    bulk_id = brought(client, {"a.xlsx": answers_of("Acme Logistics")})
    post(client, f"/imports/bulk/{bulk_id}/choose", {"start": "1"})
    group.owner.active = False
    (job, *_more) = work()
    assert job.status == JobStatus.FAILED
    assert count(ImportBatch) == 0


def test_a_quota_bounds_what_waits(cast: Any, sign_in: Any, monkeypatch: Any) -> None:
    group, _vendors = cast
    client = sign_in(group.owner)
    brought(client, {"a.xlsx": answers_of("Acme Logistics")})
    monkeypatch.setattr(bulk_import_actions, "MOST_KEPT", 10)
    answer = upload(client, ("more.zip", archive({"b.xlsx": b"x"})))
    assert answer.status_code == 429
    assert (
        "The files of your unfinished imports take up too much space. Complete or cancel these imports first."
        in answer.text
    )
    assert count(BulkImport) == 1


def test_a_larger_upload_than_one_file_is_taken_from_people_who_may_bring_many(
    cast: Any, sign_in: Any, stranger: Any, monkeypatch: Any, app: Any
) -> None:
    group, _vendors = cast
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 2_000)
    big = archive({f"{n}.xlsx": answers_of("Acme Logistics", str(n)) for n in range(2)})
    assert len(big) > 2_000
    client = sign_in(group.owner)
    assert upload(client, ("big.zip", big)).status_code == 303
    assert post(client, "/imports/foreign", {"file": (io.BytesIO(big), "big.zip")}).status_code == 413
    assert stranger.post("/imports/bulk", data={"file": (io.BytesIO(big), "big.zip")}).status_code in {302, 400, 413}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"not a zip"])
def test_an_archive_that_is_none_fails_with_a_sentence(cast: Any, sign_in: Any, data: bytes) -> None:
    group, _vendors = cast
    client = sign_in(group.owner)
    answer = upload(client, ("returned.zip", data))
    if answer.status_code == 303:
        work()
        page = client.get(answer.headers["Location"]).text
        assert re.search(r"damaged and cannot be unpacked|left out|no file in it", page)
    else:
        assert answer.status_code == 422


def test_names_written_by_japanese_windows_are_read(tmp_path: Any) -> None:
    data = archive({"AAAA_kaitou.xlsx": b"x"}).replace(b"AAAA", "若葉".encode("cp932"))
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert [entry.name for entry in of_archive(path, "a.zip")] == ["若葉_kaitou.xlsx"]


@pytest.mark.postgresql
def test_on_postgresql_files_are_looked_at_confirmed_and_imported_once(tmp_path: Any, postgresql: str) -> None:
    from tests.builders.applications import Client, make_config
    from vendor_risk.app import create_app
    from vendor_risk.database import writing

    application = create_app(make_config(tmp_path, database_url=postgresql))
    application.test_client_class = Client
    with application.app_context(), writing():
        db.create_all()
        group, vendors = group_with_vendors()
        client = application.test_client()
        with client.session_transaction() as session:
            session |= {"_user_id": group.owner.fs_uniquifier, "_fresh": True, "fs_cc": "set"}
        own = workbooks.filled(workbooks.assessment(group), {"level": "3"})
        content = {"a.xlsx": answers_of("Acme Logistics"), "own.xlsx": own, "b.xlsx": answers_of("", "b")}
        for expected in (FileState.IMPORTED, FileState.UNCHANGED):
            bulk_id = brought(client, content)
            start(client, bulk_id, everything="P-1002")
            assert {row.state for row in files(bulk_id).values()} == {expected}
            assert files(bulk_id)["b.xlsx"].organization_id == vendors["Bolt"].id
            assert client.get(f"/imports/bulk/{bulk_id}?view=unsure").status_code == 200
        assert client.get("/imports/bulk").status_code == client.get("/jobs/").status_code == 200
        db.session.remove()
        db.engine.dispose()


def test_the_page_asks_the_database_a_fixed_number_of_times(cast: Any, sign_in: Any) -> None:
    from tests.builders.statements import statements, statements_of

    group, _vendors = cast
    client = sign_in(group.owner)
    small = brought(client, {"a.xlsx": answers_of("Acme Logistics")})
    large = brought(client, {f"{n}.xlsx": answers_of("Acme Logistics", str(n)) for n in range(12)})
    few = statements_of(client, f"/imports/bulk/{small}")
    with statements() as many:
        client.get(f"/imports/bulk/{large}")
    assert len(few) == len(many)
    assert bulk_import_queries.numbers(large)["ready"] == 12
