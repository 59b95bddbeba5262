"""Work is done once and whole, whoever dies, stops, or is stopped in the middle of it."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.builders import organizations
from tests.builders.applications import make_config
from tests.jobs import counting
from vendor_risk.app import create_app
from vendor_risk.database import db, now, writing
from vendor_risk.errors import Refused
from vendor_risk.files import file_store
from vendor_risk.imports.file_queries import named_files
from vendor_risk.jobs import actions, registry, work
from vendor_risk.jobs import worker as job_worker
from vendor_risk.jobs.models import Job, JobStatus
from vendor_risk.jobs.work import LeaseLostError, Work
from vendor_risk.permissions import Permission

ON = threading.Event()


def job(job_id):
    db.session.rollback()
    return db.session.get(Job, job_id, populate_existing=True)


def due_now(job_id):
    db.session.execute(update(Job).where(Job.id == job_id).values(due_at=now() - timedelta(seconds=1)))
    db.session.commit()


@pytest.fixture
def does(monkeypatch):
    """`does(function)` has the counting job do this instead."""

    def _replace(run):
        kept = registry.find(counting.KIND)
        monkeypatch.setitem(registry._handlers, counting.KIND, registry.Handler(
            kept.kind, kept.permission, kept.name, run, kept.page
        ))  # fmt: skip

    return _replace


def test_work_is_done_and_says_so(group):
    job_id = counting.enqueue(group, 3)
    assert job_worker.run_one(ON)
    found = job(job_id)
    assert (found.status, found.done, found.total, found.sentence) == (JobStatus.DONE, 3, 3, "number 3")
    assert found.result == {"sentence": "counted to 3"}
    assert counting.written(job_id) == [1, 2, 3]
    assert not job_worker.run_one(ON)


def test_work_is_enqueued_with_what_it_is_about_or_not_at_all(group):
    actions.enqueue(
        counting.KIND, {"to": 1}, company_id=group.a.id, owner_id=None, language="en", actor="test", at=now()
    )
    db.session.rollback()
    assert db.session.scalar(select(Job)) is None
    assert not job_worker.run_one(ON)


def test_an_unknown_kind_is_refused_when_it_is_asked_for(group):
    with pytest.raises(KeyError):
        actions.enqueue("nothing", {}, company_id=group.a.id, owner_id=None, language="en", actor="test", at=now())


def test_a_handler_speaks_the_owners_language(group, does):
    from flask_babel import gettext

    does(lambda order: setattr(order, "result", {"sentence": gettext("Background jobs")}))
    job_id = counting.enqueue(group, 1, language="ja")
    job_worker.run_one(ON)
    assert job(job_id).result["sentence"] == "バックグラウンド処理"


def test_giving_up_running_work_keeps_what_was_done(group, does):
    def give_up_at_two(order: Work) -> None:
        with writing():
            counting.record("test.count", "test", order.job_id, actor="test", at=now(), number=1)
            db.session.commit()
        actions.cancel(db.session.get(Job, order.job_id), actor="test", at=now())
        order.progress(1, 9, "one")
        raise AssertionError("it went on")

    does(give_up_at_two)
    job_id = counting.enqueue(group, 9)
    job_worker.run_one(ON)
    assert (job(job_id).status, job(job_id).done) == (JobStatus.CANCELLED, 1)
    assert counting.written(job_id) == [1]


def test_giving_up_waiting_work_ends_it_at_once(group):
    job_id = counting.enqueue(group, 1)
    actions.cancel(db.session.get(Job, job_id), actor="test", at=now())
    db.session.commit()
    assert not job_worker.run_one(ON)
    assert job(job_id).status == JobStatus.CANCELLED
    with pytest.raises(Refused):
        actions.cancel(job(job_id), actor="test", at=now())
    actions.retry(job(job_id), actor="test", at=now())
    db.session.commit()
    assert job_worker.run_one(ON)
    assert job(job_id).status == JobStatus.DONE


def test_a_refusal_is_final_and_its_sentence_is_kept(group, does):
    def refuse(_order: Work) -> None:
        raise Refused("There is Do not import.")

    does(refuse)
    job_id = counting.enqueue(group, 1)
    job_worker.run_one(ON)
    assert (job(job_id).status, job(job_id).error) == (JobStatus.FAILED, "There is Do not import.")
    assert not job_worker.run_one(ON)


def test_a_fault_is_tried_again_until_it_was_tried_often_enough(group, does, caplog):
    def fault(_order: Work) -> None:
        raise ZeroDivisionError("division by zero\nwith secrets below")

    does(fault)
    job_id = counting.enqueue(group, 1)
    for attempt in range(1, job_worker.MOST_ATTEMPTS + 1):
        assert job(job_id).status == JobStatus.QUEUED
        due_now(job_id)
        job_worker.run_one(ON)
        assert job(job_id).attempts == attempt
    found = job(job_id)
    assert found.status == JobStatus.FAILED
    assert found.detail == "ZeroDivisionError: division by zero"
    assert "administrator" in found.error
    assert "division by zero" in caplog.text


def test_who_gets_further_has_its_tries_counted_anew(group, does):
    def one_step_further(order: Work) -> None:
        order.progress(order._furthest + 1, 100)
        raise ZeroDivisionError

    does(one_step_further)
    job_id = counting.enqueue(group, 1)
    for _attempt in range(2 * job_worker.MOST_ATTEMPTS):
        due_now(job_id)
        job_worker.run_one(ON)
    assert (job(job_id).status, job(job_id).furthest) == (JobStatus.QUEUED, 2 * job_worker.MOST_ATTEMPTS)


def test_work_that_kills_its_worker_each_time_fails_with_a_sentence(group):
    job_id = counting.enqueue(group, 1)
    for _attempt in range(job_worker.MOST_ATTEMPTS):
        assert job_worker.claim(now()).status == JobStatus.RUNNING  # and the worker dies
        due_now(job_id)
    assert job_worker.claim(now()) is None
    assert job(job_id).status == JobStatus.FAILED
    assert (
        "The program stopped unexpectedly several times while running this job. Contact your administrator."
        in job(job_id).error
    )


def test_a_worker_that_is_to_end_hands_its_work_back_uncounted(group, does):
    stop = threading.Event()

    def be_stopped(order: Work) -> None:
        stop.set()
        order.progress(0, 9)
        raise AssertionError("it went on")

    does(be_stopped)
    job_id = counting.enqueue(group, 1)
    job_worker.run_one(stop)
    assert (job(job_id).status, job(job_id).attempts) == (JobStatus.QUEUED, 0)


def test_a_held_job_is_left_alone_until_its_lease_runs_out(group):
    job_id = counting.enqueue(group, 1)
    first = job_worker.claim(now())
    assert job_worker.claim(now()) is None
    later = now() + work.LEASE + timedelta(seconds=1)
    second = job_worker.claim(later)
    assert second.worker != first.worker
    late = work.Holding(db.engine, job_id, first.worker)
    with pytest.raises(LeaseLostError):
        late.write(done=7)
    work.Holding(db.engine, job_id, second.worker).write(done=1)
    assert job(job_id).done == 1


def test_the_lease_is_renewed_beside_a_handler_that_says_nothing(group, does, monkeypatch):
    monkeypatch.setattr(work, "LEASE", timedelta(seconds=0.3))
    monkeypatch.setattr(job_worker, "LEASE", timedelta(seconds=0.3))
    ends = []

    def silent(order: Work) -> None:
        db.session.rollback()
        time.sleep(0.7)
        ends.append(db.session.scalar(select(Job.due_at).where(Job.id == order.job_id)) > now())

    does(silent)
    counting.enqueue(group, 1)
    job_worker.run_one(ON)
    assert ends == [True]


def test_who_lost_the_permission_has_no_work_done(group):
    job_id = counting.enqueue(group, 1, owner_id=group.auditor.id)
    job_worker.run_one(ON)
    assert job(job_id).status == JobStatus.FAILED
    assert counting.written(job_id) == []


def test_a_kept_file_belongs_to_the_job_and_is_not_swept(group, does):
    does(lambda order: order.keep_file(b"a report", "report.txt", "text/plain"))
    job_id = counting.enqueue(group, 1)
    job_worker.run_one(ON)
    found = job(job_id)
    assert file_store().read(found.file_sha256) == b"a report"
    assert file_store().sweep(named_files(), older_than=-1) == []


def test_a_handler_knows_what_its_owner_may_see_now(group, does):
    seen = []
    does(lambda order: seen.append(order.scope(Permission.ASSESSMENT_ISSUE).companies))
    counting.enqueue(group, 1)
    counting.enqueue(group, 1, owner_id=None)
    while job_worker.run_one(ON):
        pass
    assert seen == [{group.holding.id, group.a.id, group.b.id}] * 2


def wait_until(found):
    deadline = time.monotonic() + 30
    while not found():
        assert time.monotonic() < deadline
        db.session.rollback()
        time.sleep(0.02)


def test_a_killed_workers_job_is_taken_over_and_each_step_done_once(group, worker):
    job_id = counting.enqueue(group, 12)
    process = worker(0.02, 0.5)
    wait_until(lambda: len(counting.written(job_id)) >= 3)
    process.kill()
    process.communicate()
    assert job(job_id).status == JobStatus.RUNNING
    db.session.rollback()
    worker(0.0, 0.5)
    wait_until(lambda: job(job_id).status == JobStatus.DONE)
    assert counting.written(job_id) == list(range(1, 13))


@pytest.mark.postgresql
def test_on_postgresql_two_workers_do_each_job_once(tmp_path, postgresql, worker):
    application = create_app(make_config(tmp_path, database_url=postgresql))
    with application.app_context(), writing():
        db.create_all()
        group = organizations.group()
        ids = [counting.enqueue(group, 3) for _number in range(30)]
        for _number in range(2):
            worker(0.002, 5, postgresql)
        wait_until(lambda: db.session.scalar(select(Job.id).where(Job.status != JobStatus.DONE).limit(1)) is None)
        assert [counting.written(job_id) for job_id in ids] == [[1, 2, 3]] * 30
        assert all(job(job_id).attempts == 1 for job_id in ids)
        db.session.remove()
        db.engine.dispose()
