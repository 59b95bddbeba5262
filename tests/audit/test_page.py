"""The page of the audit log: within the reader's companies, filtered, paged."""

from datetime import timedelta

from tests.builders import accounts
from tests.builders.clock import NOW
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.permissions import Role
from vendor_risk.web.paging import PAGE_SIZE


def an_event(company=None, actor="user:1 Somebody", action="accounts.disable", at=NOW, number=1):
    return record(action, "user", number, actor=actor, at=at, company_id=company.id if company else None, email="<b>@x")


def test_readers_see_the_events_of_their_companies_only(group, sign_in):
    an_event(group.a, "user:8 Of Alpha")
    an_event(group.b, "user:9 Of Beta")
    an_event(None, "system of nobody")
    whole = sign_in(group.auditor).get("/audit/").text
    assert all(words in whole for words in ("Of Alpha", "Of Beta", "system of nobody"))
    local = sign_in(accounts.person(Role.AUDITOR, group.a)).get("/audit/").text
    assert "Of Alpha" in local
    assert "Of Beta" not in local
    assert "system of nobody" not in local


def test_only_who_may_reads_the_log(group, sign_in, stranger):
    allowed = {user.id for user in (group.administrator, group.ciso, group.auditor)}
    for user in (group.administrator, group.owner, group.reviewer, group.ciso, group.auditor, group.manager_a):
        assert sign_in(user).get("/audit/").status_code == (200 if user.id in allowed else 403)
    assert stranger.get("/audit/").status_code == 302


def test_filters_narrow_by_action_person_day_and_object(group, sign_in):
    an_event(group.a, "user:8 First", "accounts.disable", number=1)
    an_event(group.a, "user:9 Second", "accounts.enable", NOW + timedelta(days=2), number=2)
    client = sign_in(group.auditor)
    for query in ("action=accounts.disable", "actor=first", "until=2026-11-23", "object_type=user&object_id=1"):
        page = client.get(f"/audit/?{query}").text
        assert "First" in page, query
        assert "Second" not in page, query
    assert "No entries found" in client.get("/audit/?actor=%25").text
    assert "Second" in client.get("/audit/?since=nonsense").text


def test_a_page_holds_so_many_and_the_newest_stand_first(group, sign_in):
    for number in range(60):
        an_event(group.a, f"user:{number} Number{number:03}")
    client = sign_in(group.auditor)
    first, second = client.get("/audit/").text, client.get("/audit/?page=2").text
    assert "Number059" in first
    last, next_one = 59 - PAGE_SIZE + 1, 59 - PAGE_SIZE
    assert f"Number{last:03}" in first
    assert f"Number{next_one:03}" not in first
    assert f"Number{next_one:03}" in second


def test_what_was_recorded_stays_text(group, sign_in):
    an_event(group.a, "user:8 <script>alert(1)</script>")
    page = sign_in(group.auditor).get("/audit/").text
    assert "<script>alert" not in page
    assert "&lt;b&gt;@x" in page


def test_a_page_costs_the_same_number_of_queries_with_one_event_or_fifty(group, sign_in, app):
    from sqlalchemy import event

    counted = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    client = sign_in(group.auditor)
    an_event(group.a)
    client.get("/audit/")
    few = len([statement for statement in counted if statement.startswith("SELECT")])
    for number in range(49):
        an_event(group.b if number % 2 else group.a)
    db.session.commit()
    counted.clear()
    client.get("/audit/")
    assert len([statement for statement in counted if statement.startswith("SELECT")]) <= few
