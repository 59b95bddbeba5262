"""Evidence: what is taken, what is refused, how it is handed out, and how much of it."""

import io
import shutil

import pytest

from tests.builders import assessments, files
from tests.builders.assessments import level, put, visitor
from vendor_risk.assessments.evidence import actions as evidence_actions
from vendor_risk.assessments.evidence.file_types import plain_name
from vendor_risk.assessments.models import Evidence, StoredAnswer
from vendor_risk.database import db, now
from vendor_risk.files import file_store

GOOD = {
    "policy.pdf": files.pdf(),
    "screen.PNG": files.png(),
    "photo.jpg": files.jpeg(),
    "photo.jpeg": files.jpeg(),
    "register.xlsx": files.office("xlsx"),
    "rules.docx": files.office("docx", "word/media/image1.svg"),
    "slides.pptx": files.office("pptx", "ppt/embeddings/Microsoft_Excel_Sheet.xlsx"),
}
BAD = {
    "page.pdf": b"<html><script>alert(1)</script></html>",
    "page.html": b"<html></html>",
    "picture.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "picture.png": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "with-archive.pdf": files.pdf() + files.archive(),
    "with-archive-inside.pdf": files.pdf(files.archive()),
    "with-html.png": files.png() + b"<html><script>alert(1)</script>",
    "flood.png": files.png(60_000, 60_000),
    "flood.jpg": files.jpeg(60_000, 60_000),
    "with-archive.jpg": files.jpeg()[:-2] + files.archive() + b"\xff\xd9",
    "program.exe": b"MZ",
    "no-ending": files.pdf(),
    "sheet.docx": files.office("xlsx"),
    "macros.xlsx": files.office("xlsx", "xl/vbaProject.bin"),
    "renamed-xlsm.xlsx": files.office(
        "xlsx", types=b'<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
    ),
    "ole.docx": files.office("docx", "word/embeddings/oleObject1.bin"),
    "active.pptx": files.office("pptx", "ppt/activeX/activeX1.xml"),
    "path.docx": files.office("docx", "../../etc/passwd"),
    "archive.xlsx": files.archive(),
    "prefixed.xlsx": b"<html>" + files.office("xlsx"),
    "torn.xlsx": files.office("xlsx")[:-30],
    "empty.pdf": b"",
    "picture.pdf": files.png(),
}


def attach(client, name, data, number=1):
    page = client.get("/portal/sections/1").text
    version = page.split(f'name="version{number}" value="')[1].split('"')[0]
    fields = {
        "csrf_token": assessments.csrf(client),
        f"version{number}": version,
        f"f{number}": (io.BytesIO(data), name),
    }
    if 'value="=3" checked' in page:
        fields[f"s{number}"] = "=3"
    return client.post("/portal/sections/1", data=fields)


@pytest.fixture
def client(app, group):
    _assessment, token = assessments.issued(group)
    return visitor(app, token)


@pytest.mark.parametrize("name", GOOD)
def test_documents_and_pictures_are_kept_by_their_content(client, name):
    put(client, "A-1", level(3))
    assert attach(client, name, GOOD[name]).status_code == 303
    item = db.session.query(Evidence).one()
    assert item.name == name
    assert file_store().read(item.sha256) == GOOD[name]
    assert db.session.query(StoredAnswer).one().grade == "document"
    assert db.session.query(StoredAnswer).one().value == 3


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_what_its_name_says_is_refused_with_a_sentence(client, name):
    response = attach(client, name, BAD[name])
    assert response.status_code == 422
    assert "could not be attached" in response.text or "is empty" in response.text
    assert db.session.query(Evidence).count() == 0
    assert list(file_store().all()) == []


def test_a_file_is_handed_out_as_an_attachment_that_runs_nowhere(client, app, group, sign_in):
    attach(client, "policy.pdf", files.pdf())
    item = db.session.query(Evidence).one()
    staff = sign_in(group.owner)
    for response in (
        client.get(f"/portal/evidence/{item.id}"),
        staff.get(f"/assessments/{item.assessment_id}/evidence/{item.id}"),
    ):
        assert response.status_code == 200
        assert response.data == files.pdf()
        assert response.headers["Content-Disposition"].startswith("attachment;")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["Content-Type"] == "application/pdf"
        response.close()


def test_a_hostile_file_name_stays_plain_text(client):
    attach(client, "../../<img src=x onerror=alert(1)>\u202etxt.pdf", files.pdf())
    item = db.session.query(Evidence).one()
    assert item.name == "<img src=x onerror=alert(1)>txt.pdf"
    assert "<img src=x" not in client.get("/portal/sections/1").text
    with client.get(f"/portal/evidence/{item.id}") as download:
        assert download.headers["Content-Disposition"].startswith("attachment;")


def test_a_file_name_loses_folders_control_characters_and_its_excess():
    assert plain_name("C:\\temp\\a\r\nX: y\x00.pdf") == "aX: y.pdf"
    assert plain_name("../..") == ""
    assert len(plain_name("x" * 500 + ".pdf")) == 144


def test_a_reference_is_noted_and_can_be_taken_away(client):
    fields = {"csrf_token": assessments.csrf(client), "version1": "0", "r1": "Binder 7, shown on request"}
    client.post("/portal/sections/1", data=fields)
    item = db.session.query(Evidence).one()
    assert (item.reference, item.sha256) == ("Binder 7, shown on request", None)
    assert db.session.query(StoredAnswer).one().grade == "self_declared"
    assert client.get(f"/portal/evidence/{item.id}").status_code == 404
    client.post(
        "/portal/sections/1", data={"csrf_token": assessments.csrf(client), "version1": "1", "remove_evidence": item.id}
    )
    assert db.session.query(Evidence).count() == 0


def test_the_grade_falls_back_when_the_last_file_is_taken_away(client):
    attach(client, "policy.pdf", files.pdf())
    attach(client, "policy.pdf", files.pdf())  # the same file twice is one
    item = db.session.query(Evidence).one()
    client.post(
        "/portal/sections/1", data={"csrf_token": assessments.csrf(client), "version1": "1", "remove_evidence": item.id}
    )
    assert db.session.query(Evidence).count() == 0
    assert db.session.query(StoredAnswer).one().grade == "self_declared"


def test_no_evidence_can_be_added_after_submitting(app, group):
    from vendor_risk.assessments import actions

    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    fields = {"csrf_token": assessments.csrf(client), "version1": "1", "s1": "=3", "c1": "written down"}
    actions.submit(assessment, actor="x", at=now())
    client.post("/portal/sections/1", data=fields | {"f1": (io.BytesIO(files.pdf()), "late.pdf")})
    assert db.session.query(Evidence).count() == 0


def test_files_have_a_quota_per_questionnaire_at_the_limit_and_one_past_it(client, monkeypatch):
    monkeypatch.setattr(evidence_actions, "MAX_FILES", 2)
    for number in (1, 2):
        assert attach(client, f"{number}.pdf", files.pdf(b"%d\n" % number)).status_code == 303
    refused = attach(client, "3.pdf", files.pdf(b"3\n"))
    assert refused.status_code == 422
    assert "can hold up to 2" in refused.text
    assert db.session.query(Evidence).count() == 2


def test_bytes_have_a_quota_too(client, monkeypatch):
    monkeypatch.setattr(evidence_actions, "MAX_BYTES", len(files.pdf()) * 2)
    attach(client, "1.pdf", files.pdf())
    assert attach(client, "2.pdf", files.pdf(b"longer")).status_code == 422
    assert db.session.query(Evidence).count() == 1


def test_a_nearly_full_disk_refuses_files_and_still_takes_answers(client, monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1024))
    refused = attach(client, "policy.pdf", files.pdf())
    assert refused.status_code == 422
    assert "storage is full" in refused.text
    assert put(client, "A-1", level(3)).status_code == 200
    assert db.session.query(Evidence).count() == 0


def test_a_code_is_asked_for_before_a_file_is_opened_where_the_campaign_says_so(app, group):
    campaign = assessments.campaign(group, mail_code_required=True)
    _assessment, token = assessments.issued(group, in_campaign=campaign)
    asked, client = _assessment, visitor(app, token)
    item = evidence_actions.add_file(
        asked, "A-1", "policy.pdf", files.pdf(), store=lambda _data: "0" * 64, actor="invitation:1", at=now()
    )
    db.session.commit()
    assert client.get(f"/portal/evidence/{item.id}").location == f"/portal/code?next=/portal/evidence/{item.id}"


@pytest.mark.parametrize("name", ["policy.pdf", "the same again.pdf"])
def test_a_file_of_the_same_content_is_said_and_not_attached_twice(client, name):
    attach(client, "policy.pdf", files.pdf())
    reply = attach(client, name, files.pdf())
    assert reply.status_code == 422
    said = {
        "policy.pdf": "“policy.pdf” is already attached to this answer.",
        "the same again.pdf": "“the same again.pdf” has the same content as “policy.pdf” and was not attached",
    }
    assert said[name] in reply.text
    assert db.session.query(Evidence).count() == 1
