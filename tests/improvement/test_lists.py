"""The list of findings, giving many an owner at once, and what the page of one finding says and keeps to itself."""

import re
from datetime import timedelta

import pytest

from tests.builders import organizations
from tests.builders.forms import post
from tests.improvement.scene import LEVELS, assess, decide, finding_of, gaps, listed
from vendor_risk.database import db, now
from vendor_risk.improvement.models import Finding, FindingStatus

__all__ = ["gaps"]
HOSTILE = '<script>alert("x")</script> =1+1'


def due(row, days):
    row.due_on = now().date() + timedelta(days=days)
    db.session.commit()


def test_overdue_begins_on_the_day_after_the_date(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.ciso)
    due(finding_of(vendor, "Q1"), 0)
    assert listed(client, "overdue=y") == []
    due(finding_of(vendor, "Q1"), -1)
    assert listed(client, "overdue=y") == ["Q1"]


def test_what_is_finished_is_never_overdue(gaps, sign_in):
    group, vendor = gaps
    due(finding_of(vendor, "Q1"), -5)
    decide(sign_in(group.owner), finding_of(vendor, "Q1"), status="closed", due_on="2020-01-31")
    assert listed(sign_in(group.ciso), "overdue=y&status=all") == []
    assert listed(sign_in(group.ciso), "status=closed") == ["Q1"]


def test_those_without_an_owner_are_found(gaps, sign_in):
    group, vendor = gaps
    decide(sign_in(group.owner), finding_of(vendor, "Q1"), owner="Taro")
    assert listed(sign_in(group.ciso), "ownerless=y") == ["Q3", "Q4"]


@pytest.mark.parametrize(
    ("args", "questions"),
    [
        ("sort=due", ["Q4", "Q1", "Q3"]),
        ("sort=impact", ["Q3", "Q4", "Q1"]),
        ("questions=Q1,Q4", ["Q1", "Q4"]),
        ("among=999999", []),
        ("q=vend", ["Q3", "Q1", "Q4"]),
        ("status=all", ["Q3", "Q1", "Q4"]),
        ("page=999", ["Q3", "Q1", "Q4"]),
    ],
)
def test_orders_and_filters_of_the_address(gaps, sign_in, args, questions):
    group, vendor = gaps
    due(finding_of(vendor, "Q1"), 20)
    due(finding_of(vendor, "Q4"), 10)
    assert listed(sign_in(group.ciso), args) == questions


def assign(client, args="", **data):
    return post(client, f"/improvement/assign?{args}", data)


def owners():
    db.session.expire_all()
    return {row.question_id: row.owner for row in db.session.query(Finding)}


def test_ticked_findings_get_an_owner_and_the_others_do_not(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.owner)
    assert assign(client, finding=[finding_of(vendor, "Q1").id], owner=" Hanako ").status_code == 303
    assert owners() == {"Q1": "Hanako", "Q3": "", "Q4": ""}
    assert "1 finding updated." in client.get("/improvement/").text


def test_all_that_match_the_address_get_a_date_and_keep_their_owner(gaps, sign_in):
    group, vendor = gaps
    decide(sign_in(group.owner), finding_of(vendor, "Q3"), owner="Taro")
    assign(sign_in(group.owner), "severity=critical", all="1", due_on="2028-02-29")
    row = finding_of(vendor, "Q3")
    assert (row.owner, str(row.due_on)) == ("Taro", "2028-02-29")
    assert finding_of(vendor, "Q1").due_on is None


@pytest.mark.parametrize("data", [{"due_on": "2027-02-29"}, {"due_on": "soon"}, {"owner": "x" * 301}])
def test_a_day_that_does_not_exist_changes_nothing(gaps, sign_in, data):
    group, vendor = gaps
    client = sign_in(group.owner)
    assign(client, all="1", **data)
    assert set(owners().values()) == {""}
    assert finding_of(vendor, "Q1").due_on is None
    assert "Enter the date in the format shown" in client.get("/improvement/").text


def test_nothing_ticked_and_nothing_said_are_told(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.owner)
    assign(client, owner="Taro")
    assert "Select at least one open finding" in client.get("/improvement/").text
    assert set(owners().values()) == {""}
    version = finding_of(vendor, "Q1").version
    assign(client, all="1", owner="  ")
    assert finding_of(vendor, "Q1").version == version


def test_a_manager_assigns_within_the_own_company_only_whatever_ids_are_sent(gaps, sign_in):
    group, vendor = gaps
    other = organizations.vendor("Elsewhere", group.b)
    assess(other, group.b, LEVELS)
    ids = [finding_of(vendor, "Q1").id, finding_of(other, "Q1").id]
    assign(sign_in(group.manager_a), finding=ids, owner="Mine")
    assert finding_of(vendor, "Q1").owner == "Mine"
    assert finding_of(other, "Q1").owner == ""


def test_an_auditor_is_offered_no_assignment_and_may_not_send_one(gaps, sign_in):
    group, _vendor = gaps
    client = sign_in(group.auditor)
    assert "/improvement/assign" not in client.get("/improvement/").text
    assert assign(client, all="1", owner="Auditor").status_code == 403
    assert set(owners().values()) == {""}


def test_who_has_the_page_open_meanwhile_is_told_of_the_assignment(gaps, sign_in):
    group, vendor = gaps
    row = finding_of(vendor, "Q1")
    stale = row.version
    assign(sign_in(group.owner), finding=[row.id], owner="First")
    assert decide(sign_in(group.owner), row, seen_version=stale, owner="Second").status_code == 409
    assert finding_of(vendor, "Q1").owner == "First"


def test_hostile_owners_notes_and_names_stay_text_on_every_page(gaps, sign_in):
    group, vendor = gaps
    vendor.name = vendor.name_en = HOSTILE
    decide(sign_in(group.owner), finding_of(vendor, "Q1"), owner=HOSTILE, note=HOSTILE)
    row = finding_of(vendor, "Q1")
    assert (row.owner, row.note) == (HOSTILE, HOSTILE)
    for address in ("/improvement/", f"/improvement/{row.id}"):
        page = sign_in(group.ciso).get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(" in page


def test_others_with_the_same_gap_are_named_within_what_one_sees(gaps, sign_in):
    group, vendor = gaps
    other = organizations.vendor("Elsewhere", group.b)
    assess(other, group.b, LEVELS | {"Q4": 4})
    address = f"/improvement/{finding_of(vendor, 'Q1').id}"
    assert "Elsewhere" in sign_in(group.ciso).get(address).text
    assert "Elsewhere" not in sign_in(group.manager_a).get(address).text
    assert "Elsewhere" not in sign_in(group.ciso).get(f"/improvement/{finding_of(vendor, 'Q4').id}").text


def test_a_closed_finding_keeps_the_day_it_was_closed_first(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.owner)
    decide(client, finding_of(vendor, "Q1"), status="closed")
    first = finding_of(vendor, "Q1").closed_at
    decide(client, finding_of(vendor, "Q1"), status="closed", note="Said again.")
    row = finding_of(vendor, "Q1")
    assert (row.closed_at, row.status, row.note) == (first, FindingStatus.CLOSED, "Said again.")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "counts as level 0. Target: "), ("ja", "水準0")],
)
def test_the_page_says_of_a_blank_that_it_counts_as_0(gaps, sign_in, lang, said):
    group, _vendor = gaps
    silent = organizations.vendor("Silent", group.a)
    assess(silent, group.a, {"Q1": None, "Q2": 4, "Q3": 4, "Q4": 4})
    assert said in sign_in(group.ciso).get(f"/improvement/{finding_of(silent, 'Q1').id}?lang={lang}").text


def test_an_empty_list_is_no_table_in_either_language(group, sign_in):
    for lang in ("en", "ja"):
        page = sign_in(group.ciso).get(f"/improvement/?lang={lang}").text
        assert not re.search(r'href="/improvement/\d+"', page)
        assert 'class="empty"' in page


def test_unknown_findings_are_not_there(gaps, sign_in):
    group, _vendor = gaps
    assert sign_in(group.ciso).get("/improvement/999999").status_code == 404
    assert sign_in(group.ciso).get("/improvement/x").status_code == 404
