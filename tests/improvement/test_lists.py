"""The list of findings, and what the page of one finding says and keeps to itself."""

import re
from datetime import timedelta

import pytest

from tests.builders import organizations
from tests.builders.forms import post
from tests.improvement.scene import LEVELS, assess, choose, decide, finding_of, gaps, listed
from vendor_risk.database import db
from vendor_risk.i18n import local_today
from vendor_risk.improvement.models import Finding, FindingStatus

__all__ = ["gaps"]
HOSTILE = '<script>alert("x")</script> =1+1'


def due(row, days):
    row.due_on = local_today() + timedelta(days=days)
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
    late = finding_of(vendor, "Q1").due_on.isoformat()
    decide(sign_in(group.owner), finding_of(vendor, "Q1"), status="closed", due_on=late, note="Seen.")
    assert listed(sign_in(group.ciso), "overdue=y&status=all") == []
    assert listed(sign_in(group.ciso), "status=closed") == ["Q1"]


def test_findings_are_found_by_their_owner(gaps, sign_in):
    group, vendor = gaps
    decide(sign_in(group.owner), finding_of(vendor, "Q1"), owner=group.ciso)
    decide(sign_in(group.owner), finding_of(vendor, "Q3"), owner="vendor")
    assert listed(sign_in(group.ciso), "owner=none") == ["Q4"]
    assert listed(sign_in(group.ciso), "owner=me") == ["Q1"]
    assert listed(sign_in(group.owner), "owner=me") == []
    assert listed(sign_in(group.owner), f"owner={group.ciso.id}") == ["Q1"]
    assert listed(sign_in(group.owner), "owner=vendor") == ["Q3"]


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


def test_hostile_owners_notes_and_names_stay_text_on_every_page(gaps, sign_in):
    group, vendor = gaps
    vendor.name = vendor.name_en = HOSTILE
    group.ciso.name = HOSTILE
    decide(sign_in(group.owner), finding_of(vendor, "Q1"), owner=group.ciso, note=HOSTILE)
    row = finding_of(vendor, "Q1")
    assert (row.owner.name, row.note) == (HOSTILE, HOSTILE)
    for address in ("/improvement/?view=list", "/improvement/", f"/improvement/{row.id}"):
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
    decide(client, finding_of(vendor, "Q1"), status="closed", note="Said.")
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


@pytest.mark.parametrize(
    ("kind", "said"),
    [("below_target", "points to the score."), ("unsupported", "points to the prudent score.")],
)
def test_the_page_names_the_score_that_closing_the_gap_moves(gaps, sign_in, kind, said):
    group, vendor = gaps
    row = finding_of(vendor, "Q1")
    row.kind = kind
    db.session.commit()
    page = re.sub(r"\s+", " ", sign_in(group.ciso).get(f"/improvement/{row.id}").text)
    assert [words for words in ("points to the score.", "points to the prudent score.") if words in page] == [said]


def test_the_tabs_choose_how_findings_are_shown_and_a_saved_view_is_a_set_of_conditions(gaps, sign_in):
    group, _vendor = gaps
    client = sign_in(group.ciso)
    assert 'aria-label="表示方法"' in client.get("/improvement/?lang=ja").text
    post(client, "/saved_views/", {"address": "/improvement/?status=open", "name": "Mine", "company": 0, "since": ""})
    assert '<th scope="col">保存した表示条件</th>' in client.get("/saved_views/?lang=ja").text


@pytest.mark.parametrize(("lang", "between"), [("en", " (3), "), ("ja", "（3）、")])
def test_the_rest_of_many_organizations_is_listed_as_the_language_does(gaps, sign_in, lang, between):
    group, _vendor = gaps
    for number in range(1, 15):
        assess(organizations.vendor(f"Vendor {number}", group.a), group.a, LEVELS)
    every = [str(row.id) for row in db.session.query(Finding)]
    client = sign_in(group.owner)
    client.get(f"/?lang={lang}")
    page = choose(client, f"lang={lang}", finding=every, what="assign").text
    assert between in re.search(r"<p>(.*)</p></details>", page)[1]
