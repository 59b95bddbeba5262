"""Scheduled reports come on their day, once however late, to those who may see them, by a link behind the sign-in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import accounts
from tests.builders.forms import post
from tests.reports.orders import work_off
from vendor_risk.database import db, now
from vendor_risk.jobs.models import Job, JobStatus
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.permissions import Role
from vendor_risk.reports.schedules import actions as schedule_actions
from vendor_risk.reports.schedules.models import ReportSchedule
from vendor_risk.reports.schedules.recurrence import LAST_DAY, Rhythm, fits, next_day

TODAY = now().date()


@given(st.sampled_from(Rhythm), st.integers(1, LAST_DAY), st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_the_next_day_is_the_first_that_fits(rhythm, day, after):
    if not fits(rhythm, day):
        with pytest.raises(ValueError, match="no day"):
            next_day(rhythm, day, after)
        return
    found = next_day(rhythm, day, after)
    assert after < found <= after + timedelta(days={"weekly": 7, "monthly": 31, "quarterly": 92}[rhythm])
    assert (found.isoweekday() if rhythm is Rhythm.WEEKLY else found.day) == day
    assert rhythm is not Rhythm.QUARTERLY or found.month in {1, 4, 7, 10}


def wanted(group, people, **changes):
    values = {"form": "xlsx", "company_id": str(group.a.id), "rhythm": "monthly", "day": "1"} | changes
    return values | {"recipients": [str(person.id) for person in people]}


def the_schedule():
    db.session.expire_all()
    return db.session.query(ReportSchedule).one()


def make_due(app):
    db.session.commit()
    number = schedule_actions.make_due(TODAY, now())
    db.session.commit()
    work_off(app)
    return number


@pytest.fixture
def scheduled(scene, sign_in):
    """A monthly report about company A for its manager (Japanese) and the CISO (English), long overdue."""
    group, _rows = scene
    group.manager_a.language = "ja"
    client = sign_in(group.ciso)
    assert post(client, "/reports/schedules", wanted(group, [group.ciso, group.manager_a])).status_code == 303
    the_schedule().next_on = TODAY - timedelta(days=200)
    return group, client


def test_what_was_missed_is_made_once_in_each_language_and_told_by_a_link(app, scheduled):
    group, _client = scheduled
    assert make_due(app) == 2
    assert schedule_actions.make_due(TODAY, now()) == 0
    jobs = db.session.query(Job).filter_by(kind="report").all()
    assert {(job.status, job.params["language"], job.company_id) for job in jobs} == {
        (JobStatus.DONE, "en", group.a.id),
        (JobStatus.DONE, "ja", group.a.id),
    }
    mails = {mail.to_address: mail for mail in db.session.query(OutboxMail).filter_by(kind="report")}
    assert set(mails) == {group.ciso.email, group.manager_a.email}
    assert "定期作成のレポート" in mails[group.manager_a.email].body
    assert any(f"/jobs/{job.id}\n" in mails[group.ciso.email].body for job in jobs)
    assert the_schedule().last_on == TODAY
    assert the_schedule().next_on > TODAY


def test_a_try_again_tells_nobody_twice(app, scheduled):
    make_due(app)
    job = db.session.query(Job).filter_by(kind="report").first()
    job.status = JobStatus.QUEUED
    work_off(app)
    assert db.session.query(OutboxMail).filter_by(kind="report").count() == 2


def test_who_may_not_see_it_any_more_is_not_told(app, scheduled):
    group, _client = scheduled
    for membership in list(group.manager_a.memberships):
        db.session.delete(membership)
    assert make_due(app) == 1
    assert [mail.to_address for mail in db.session.query(OutboxMail).filter_by(kind="report")] == [group.ciso.email]


def test_a_stopped_one_waits_and_goes_on_without_making_up(app, scheduled):
    _group, client = scheduled
    number = the_schedule().id
    post(client, f"/reports/schedules/{number}/pause")
    assert the_schedule().paused
    assert make_due(app) == 0
    post(client, f"/reports/schedules/{number}/pause")
    assert the_schedule().next_on > TODAY
    assert make_due(app) == 0


def test_one_is_changed_and_deleted(scheduled):
    group, client = scheduled
    number = the_schedule().id
    assert 'value="1"' in client.get(f"/reports/schedules/{number}").text
    change = wanted(group, [group.ciso], rhythm="weekly", day="5", form="pdf")
    assert post(client, f"/reports/schedules/{number}", change).status_code == 303
    row = the_schedule()
    assert (row.rhythm, row.next_on.isoweekday(), row.form) == ("weekly", 5, "pdf")
    assert [recipient.user_id for recipient in row.recipients] == [group.ciso.id]
    post(client, f"/reports/schedules/{number}/delete")
    assert db.session.query(ReportSchedule).count() == 0


def test_others_neither_see_nor_touch_it(scheduled, sign_in):
    group, _client = scheduled
    number, manager_b = the_schedule().id, sign_in(group.manager_b)
    assert manager_b.get(f"/reports/schedules/{number}").status_code == 404
    for path in (
        f"/reports/schedules/{number}",
        f"/reports/schedules/{number}/pause",
        f"/reports/schedules/{number}/delete",
    ):
        assert post(manager_b, path, wanted(group, [group.manager_b])).status_code == 404
    assert "monthly" not in manager_b.get("/reports/schedules").text.split("<form")[0]
    assert not the_schedule().paused


def test_roles_without_the_permission_are_refused(scheduled, sign_in):
    group, _client = scheduled
    number = the_schedule().id
    for role in (Role.AUDITOR, Role.REVIEWER):
        client = sign_in(accounts.person(role, group.holding))
        assert client.get("/reports/schedules").status_code == 403
        assert post(client, f"/reports/schedules/{number}/delete").status_code == 403
        assert client.get("/reports/").status_code == 200


@pytest.mark.parametrize(
    "bad", [{"day": "31"}, {"day": "0"}, {"rhythm": "weekly", "day": "8"}, {"rhythm": "hourly"}, {"company_id": "0"}]
)
def test_days_and_companies_that_do_not_exist_are_said(scene, sign_in, bad):
    group, _rows = scene
    answer = post(sign_in(group.ciso), "/reports/schedules", wanted(group, [group.ciso], **bad))
    assert answer.status_code == 422
    assert db.session.query(ReportSchedule).count() == 0


def test_nobody_is_chosen_who_may_not_see_it(scene, sign_in):
    group, _rows = scene
    answer = post(sign_in(group.ciso), "/reports/schedules", wanted(group, [group.manager_b]))
    assert answer.status_code == 422
    assert "Some of the selected users do not have access to this company’s reports." in answer.text
