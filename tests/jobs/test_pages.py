"""The pages of background work: mine, and what I may see by the permission of its kind."""

from __future__ import annotations

import threading

import pytest

from tests.builders.forms import post
from tests.jobs import counting
from vendor_risk.database import db
from vendor_risk.jobs import worker
from vendor_risk.jobs.models import Job, JobStatus
from vendor_risk.permissions import Role

ON = threading.Event()


@pytest.fixture
def job_id(group):
    return counting.enqueue(group, 2, title="Counting for Alpha")


def test_a_job_shows_how_far_it_is_and_what_came_of_it(group, sign_in, job_id):
    client = sign_in(group.owner)
    page = client.get(f"/jobs/{job_id}")
    assert page.status_code == 200
    for words in ("Counting for Alpha", "Waiting to start.", "jobs.js", 'http-equiv="refresh"'):
        assert words in page.text
    waiting = client.get(f"/jobs/{job_id}/state").get_json()
    assert waiting == {"status": "queued", "open": True, "done": 0, "total": 0, "said": "Waiting to start."}
    worker.run_one(ON)
    page = client.get(f"/jobs/{job_id}").text
    assert "counted to 2" in page
    assert "<dt>Ended at</dt>" in page
    assert "jobs.js" not in page
    assert client.get(f"/jobs/{job_id}/state").get_json()["open"] is False


def test_the_list_shows_ones_own_or_all(group, sign_in, job_id):
    assert "Counting for Alpha" in sign_in(group.owner).get("/jobs/").text
    other = sign_in(group.administrator)
    assert "Counting for Alpha" not in other.get("/jobs/").text
    assert "Counting for Alpha" in other.get("/jobs/?whose=all").text
    assert "Counting for Alpha" not in other.get("/jobs/?whose=all&status=done").text
    assert "待機" in other.get("/jobs/?whose=all&lang=ja").text


def test_without_the_kinds_permission_nothing_is_seen(group, sign_in, job_id):
    from tests.builders import accounts

    for person in (group.auditor, accounts.person(Role.PROCUREMENT, group.b)):
        client = sign_in(person)
        assert "Counting for Alpha" not in client.get("/jobs/?whose=all").text
        for path in ("", "/state", "/file"):
            assert client.get(f"/jobs/{job_id}{path}").status_code == 404
        for path in ("/cancel", "/retry"):
            assert post(client, f"/jobs/{job_id}{path}").status_code == 404
    assert db.session.get(Job, job_id).status == JobStatus.QUEUED


def test_only_who_asked_and_administrators_may_give_up(group, sign_in, job_id):
    from tests.builders import accounts

    colleague = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    assert "Cancel job" not in colleague.get(f"/jobs/{job_id}").text
    assert post(colleague, f"/jobs/{job_id}/cancel").status_code == 403
    assert post(sign_in(group.owner), f"/jobs/{job_id}/cancel").status_code == 303
    db.session.expire_all()
    assert db.session.get(Job, job_id).status == JobStatus.CANCELLED
    assert post(sign_in(group.administrator), f"/jobs/{job_id}/retry").status_code == 303
    assert post(sign_in(group.owner), f"/jobs/{job_id}/retry").status_code == 409
    db.session.expire_all()
    assert db.session.get(Job, job_id).status == JobStatus.QUEUED


def test_the_made_file_is_fetched_from_the_page(group, sign_in, job_id, monkeypatch):
    from vendor_risk.jobs import registry

    def run(order):
        order.keep_file("内容".encode(), "報告.txt", "text/plain")

    known = registry.find(counting.KIND)
    replaced = registry.Handler(known.kind, known.permission, known.name, run, lambda job: f"/about/{job.id}")
    monkeypatch.setitem(registry._handlers, counting.KIND, replaced)
    client = sign_in(group.owner)
    assert client.get(f"/jobs/{job_id}/file").status_code == 404
    worker.run_one(ON)
    page = client.get(f"/jobs/{job_id}").text
    assert "Download 報告.txt" in page
    assert f"/about/{job_id}" in page
    answer = client.get(f"/jobs/{job_id}/file")
    assert answer.data.decode() == "内容"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_failure_is_said_with_what_to_do(group, sign_in, job_id):
    job = db.session.get(Job, job_id)
    job.status, job.error, job.detail = JobStatus.FAILED, "It cannot be done.", "ValueError: x"
    page = sign_in(group.owner).get(f"/jobs/{job_id}").text
    for words in (
        "It cannot be done.",
        (
            "Work completed before the failure has been kept. If you retry the job, only the remaining work will be "
            "done."
        ),
        "Retry",
        "ValueError: x",
    ):
        assert words in page
