"""A schedule in every state it can be in: due, missed, stopped, without readers, of somebody who has left."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import accounts
from tests.builders.clock import NOW
from tests.builders.forms import post
from tests.reports.orders import work_off
from tests.reports.papers import TODAY
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db, now
from vendor_risk.jobs.models import Job, JobStatus
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.permissions import Role
from vendor_risk.reports import queries
from vendor_risk.reports.rendering import ReportFormat
from vendor_risk.reports.schedules import actions, scheduler
from vendor_risk.reports.schedules.models import ReportSchedule
from vendor_risk.reports.schedules.recurrence import Rhythm

MONDAY = date(2028, 2, 28)


def settings(group, *people, **changes):
    """A weekly workbook about company A, on Mondays, for these people."""
    usual = actions.ScheduleSettings(
        group.a.id, ReportFormat.XLSX, Rhythm.WEEKLY, 1, frozenset(person.id for person in people)
    )
    return replace(usual, **changes)


def added(group, *people, today=MONDAY, **changes):
    """The schedule, set up by the CISO."""
    row = actions.add(
        settings(group, *people, **changes), owner_id=group.ciso.id, today=today, actor="user:1 Tester", at=NOW
    )
    db.session.commit()
    return row


def orders():
    """(language, people) of every report that was ordered, oldest first."""
    jobs = db.session.query(Job).filter_by(kind="report").order_by(Job.id)
    return [(job.params["language"], list(job.params["mail"])) for job in jobs]


@pytest.mark.parametrize(
    ("rhythm", "day", "first"),
    [
        (Rhythm.WEEKLY, 1, date(2028, 3, 6)),
        (Rhythm.WEEKLY, 2, date(2028, 2, 29)),
        (Rhythm.MONTHLY, 28, date(2028, 3, 28)),
        (Rhythm.MONTHLY, 1, date(2028, 3, 1)),
        (Rhythm.QUARTERLY, 1, date(2028, 4, 1)),
        (Rhythm.QUARTERLY, 28, date(2028, 4, 28)),
    ],
)
def test_it_first_comes_on_its_day_after_today(group, rhythm, day, first):
    assert added(group, group.ciso, rhythm=rhythm, day=day).next_on == first


def test_it_is_due_from_its_day_on_and_not_before(group):
    row = added(group, group.ciso)
    day = row.next_on
    assert list(queries.due(day - timedelta(days=1))) == []
    assert list(queries.due(day)) == list(queries.due(day + timedelta(days=40))) == [row]


def test_many_days_missed_give_one_report_and_the_next_day_is_to_come(group):
    row = added(group, group.ciso)
    late = row.next_on + timedelta(days=100)
    assert actions.make_due(late, NOW) == 1
    assert actions.make_due(late, NOW) == 0
    assert (row.last_on, row.next_on > late, row.next_on.isoweekday()) == (late, True, 1)
    assert len(orders()) == 1


def test_readers_of_one_language_share_a_report(group):
    group.manager_a.language, group.reviewer.language = "ja", "ja"
    row = added(group, group.ciso, group.manager_a, group.reviewer)
    assert actions.make_due(row.next_on, NOW) == 2
    assert orders() == [("en", [group.ciso.id]), ("ja", sorted([group.manager_a.id, group.reviewer.id]))]


def test_with_nobody_left_to_read_nothing_is_made_and_it_waits_for_its_next_day(group):
    row = added(group, group.manager_a)
    day = row.next_on
    group.manager_a.active = False
    db.session.commit()
    assert actions.make_due(day, NOW) == 0
    assert orders() == []
    assert (row.last_on, row.next_on) == (day, day + timedelta(days=7))
    group.manager_a.active = True
    assert actions.make_due(row.next_on, NOW) == 1


def test_who_changed_companies_is_left_out_and_the_others_are_not(group):
    row = added(group, group.manager_a, group.ciso)
    group.manager_a.memberships[0].company_id = group.b.id
    db.session.commit()
    db.session.expire_all()
    assert actions.make_due(row.next_on, NOW) == 1
    assert orders() == [("en", [group.ciso.id])]


def test_a_stopped_one_is_not_due_and_starts_again_from_today(group):
    row = added(group, group.ciso)
    missed = row.next_on + timedelta(days=30)
    actions.pause(row, today=MONDAY, actor="user:1 Tester", at=NOW)
    assert row.paused
    assert list(queries.due(missed)) == []
    actions.pause(row, today=missed, actor="user:1 Tester", at=NOW)
    assert not row.paused
    assert missed < row.next_on <= missed + timedelta(days=7)
    assert row.last_on is None


def test_a_change_keeps_the_readers_that_stay_and_moves_the_day(group):
    row = added(group, group.ciso, group.manager_a)
    wanted = settings(group, group.ciso, group.auditor, rhythm=Rhythm.QUARTERLY, day=15, form=ReportFormat.PPTX)
    actions.change(row, wanted, today=MONDAY, actor="user:1 Tester", at=NOW)
    db.session.commit()
    db.session.expire_all()
    assert (row.form, row.rhythm, row.next_on) == ("pptx", "quarterly", date(2028, 4, 15))
    assert {recipient.user_id for recipient in row.recipients} == {group.ciso.id, group.auditor.id}


def test_a_day_that_the_rhythm_has_not_is_refused_before_anything_is_stored(group):
    with pytest.raises(ValueError, match="no day"):
        added(group, group.ciso, day=8)
    db.session.rollback()
    assert db.session.query(ReportSchedule).count() == 0


def test_everything_done_to_it_stands_in_the_log_of_its_company(group):
    row = added(group, group.ciso)
    number = str(row.id)
    actions.change(row, settings(group, group.ciso, day=2), today=MONDAY, actor="user:1 Tester", at=NOW)
    actions.pause(row, today=MONDAY, actor="user:1 Tester", at=NOW)
    actions.pause(row, today=MONDAY, actor="user:1 Tester", at=NOW)
    actions.delete(row, actor="user:1 Tester", at=NOW)
    db.session.flush()
    events = db.session.query(AuditEvent).filter_by(object_type="report_schedule").order_by(AuditEvent.id)
    assert [(event.action, event.object_id, event.company_id) for event in events] == [
        (f"reports.{verb}", number, group.a.id) for verb in ("schedule", "reschedule", "pause", "resume", "unschedule")
    ]


def test_the_clock_makes_what_is_due_today(group):
    row = added(group, group.ciso)
    row.next_on = TODAY
    db.session.commit()
    assert scheduler.look() == 1
    assert scheduler.look() == 0
    db.session.expire_all()
    assert row.last_on is not None


def test_a_schedule_whose_owner_may_no_more_makes_no_file_and_tells_nobody(app, scene):
    group, _rows = scene
    row = added(group, group.manager_a)
    for membership in list(group.ciso.memberships):
        db.session.delete(membership)
    db.session.commit()
    assert actions.make_due(row.next_on, now()) == 1
    db.session.commit()
    work_off(app)
    db.session.expire_all()
    (job,) = db.session.query(Job).filter_by(kind="report")
    assert (job.status, job.file_sha256) == (JobStatus.FAILED, None)
    assert db.session.query(OutboxMail).filter_by(kind="report").count() == 0


def test_the_mail_links_to_the_report_and_holds_none_of_it_in_either_language(app, scene):
    group, _rows = scene
    group.manager_a.language = "ja"
    row = added(group, group.ciso, group.manager_a)
    actions.make_due(row.next_on, now())
    db.session.commit()
    work_off(app)
    mails = {mail.language: mail for mail in db.session.query(OutboxMail).filter_by(kind="report")}
    assert set(mails) == {"en", "ja"}
    jobs = {job.params["language"]: job for job in db.session.query(Job).filter_by(kind="report")}
    for lang, mail in mails.items():
        assert f"/jobs/{jobs[lang].id}\n" in mail.body
        assert mail.body.count("http") == 1
        assert group.a.display_name(lang) in mail.body + mail.subject
        for secret in ("Acme", "Bolt", "%", "33", "exposure", "エクスポージャー"):
            assert secret not in mail.body, (lang, secret)
        assert "90" in mail.body, "how long it is kept"
    assert mails["ja"].to_address == group.manager_a.email


def test_the_list_says_rhythm_day_and_state_in_both_languages_and_shows_ones_companies_only(group, sign_in):
    added(group, group.ciso)
    quarterly = added(group, group.ciso, rhythm=Rhythm.QUARTERLY, day=15, company_id=group.b.id)
    actions.pause(quarterly, today=MONDAY, actor="user:1 Tester", at=NOW)
    db.session.commit()
    both = {lang: sign_in(group.ciso).get(f"/reports/schedules?lang={lang}").text for lang in ("en", "ja")}
    for words, page in ((("Monday", "Stopped"), both["en"]), (("月曜日", "停止"), both["ja"])):
        for word in words:
            assert word in page, word
    shown = sign_in(group.manager_a).get("/reports/schedules").text
    assert "/reports/schedules/" + str(quarterly.id) not in shown
    assert group.b.name not in shown


def test_a_reader_from_another_company_cannot_be_smuggled_in(group, sign_in):
    row = added(group, group.ciso)
    form = {"form": "pdf", "company_id": str(group.a.id), "rhythm": "weekly", "day": "1"}
    stranger = accounts.person(Role.COMPANY_MANAGER, group.b)
    answer = post(sign_in(group.ciso), f"/reports/schedules/{row.id}", form | {"recipients": [str(stranger.id)]})
    assert answer.status_code == 422
    db.session.expire_all()
    assert {recipient.user_id for recipient in row.recipients} == {group.ciso.id}
    assert row.form == "xlsx"


def test_one_that_is_gone_is_gone(group, sign_in):
    row = added(group, group.ciso)
    number, client = row.id, sign_in(group.ciso)
    assert post(client, f"/reports/schedules/{number}/delete").status_code == 303
    assert client.get(f"/reports/schedules/{number}").status_code == 404
    for verb in ("", "/pause", "/delete"):
        assert post(client, f"/reports/schedules/{number}{verb}", {}).status_code == 404
