"""Details missing: whose they are, the most urgent first, and who may see and ask."""

import csv
import io
import re

import pytest

from tests.builders import accounts, engagements, organizations
from tests.builders.engagements import RIN
from tests.builders.forms import post
from tests.builders.statements import statements, statements_of
from vendor_risk.database import db
from vendor_risk.engagements import queries
from vendor_risk.engagements.missing.models import FactRequest
from vendor_risk.engagements.models import Engagement
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.permissions import Role, Scope


@pytest.fixture
def scene(group):
    return engagements.with_missing(group)


def test_owners_are_listed_by_company_those_whose_tier_could_be_most_critical_first(group, scene, sign_in):
    page = sign_in(group.owner).get("/engagements/missing").text
    lines = [re.sub(r"<[^>]+>|\s+", " ", line) for line in page.split("<tbody>")[1].split("</tr>")[:-1]]
    assert len(lines) == 3  # one address in two spellings is one owner; the same owner in another company is another
    rin = next(line for line in lines if "Rin Ota" in line and "Alpha" in line)
    details = sum(db.session.get(Engagement, scene[name]).facts_missing for name in ("two", "all"))
    assert re.search(rf"Alpha Works +2 +{details} ", rin)
    assert "2 engagements could be critical (T1)" in rin
    assert lines[0] == rin
    assert any("Ken Abe" in line and "No email address" in line for line in lines)


def test_the_number_on_home_equals_the_rows_of_the_list_it_opens(group, scene, sign_in):
    for user, number in ((group.owner, 4), (group.manager_a, 3), (group.ciso, 4)):
        client = sign_in(user)
        home = client.get("/").text
        said = re.search(r'missing=1"><span class="stat-value\s*">(\d+)|(\d+) engagements with details missing', home)
        assert int(said[1] or said[2]) == number, user.name
        listed = client.get("/engagements/", query_string={"missing": 1}).text
        assert listed.split("<tbody>")[1].count("<tr>") == number
        assert f"{number} entries" in listed
    assert queries.with_missing(Scope(frozenset({group.b.id}))) == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_had_as_a_file(group, scene, sign_in, kind):
    answer = sign_in(group.manager_a).get(f"/engagements/missing/table.{kind}")
    assert answer.status_code == 200
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert [(row[1], row[2], row[3]) for row in rows[1:]] == [("Rin Ota", RIN, "2"), ("Ken Abe", "", "1")]


def test_only_ones_own_companies_are_listed_filtered_and_asked(group, scene, sign_in):
    manager = sign_in(group.manager_a)
    page = manager.get("/engagements/missing").text
    assert "Alpha Works" in page
    assert "Beta Works" not in page
    assert manager.get("/engagements/missing", query_string={"company": group.b.id}).status_code == 404
    assert manager.get(f"/engagements/missing/{group.b.id}", query_string={"email": RIN}).status_code == 404
    assert manager.get("/engagements/missing/table.csv", query_string={"company": group.b.id}).status_code == 404
    buyer = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    for owner in (f"{group.b.id} {RIN}", "x", f"999999 {RIN}"):
        assert post(buyer, "/engagements/missing/ask", {"owner": owner}).status_code == 404
    assert post(buyer, f"/engagements/missing/{group.b.id}/end", {"email": RIN}).status_code == 404
    assert db.session.query(FactRequest).count() == db.session.query(OutboxMail).count() == 0


@pytest.mark.parametrize("who", ["reviewer", "ciso", "auditor", "manager_a"])
def test_who_may_only_look_sees_the_list_and_cannot_ask(group, scene, sign_in, who):
    client = sign_in(getattr(group, who))
    page = client.get("/engagements/missing").text
    assert "Rin Ota" in page
    assert "Ask selected owners" not in page
    assert post(client, "/engagements/missing/ask", {"owner": f"{group.a.id} {RIN}"}).status_code == 403
    assert post(client, f"/engagements/missing/{group.a.id}/end", {"email": RIN}).status_code == 403


def test_an_owners_page_leads_to_editing_each_engagement_with_words_for_what_is_missing(group, scene, sign_in):
    page = sign_in(group.owner).get(f"/engagements/missing/{group.a.id}", query_string={"email": RIN}).text
    for name in ("two", "all"):
        assert f'/engagements/{scene[name]}/edit"' in page
    for name in ("whole", "ended", "b"):
        assert f'/engagements/{scene[name]}/edit"' not in page
    assert "Tolerable outage" in page
    nobody = sign_in(group.owner).get(f"/engagements/missing/{group.a.id}", query_string={"name": "Ken Abe"}).text
    assert f'/engagements/{scene["nobody"]}/edit"' in nobody
    assert "no link can be sent" in nobody


def test_the_list_takes_a_fixed_number_of_statements(group, scene, sign_in):
    client, vendor = sign_in(group.owner), organizations.vendor("Bulk", group.a)
    few = statements_of(client, "/engagements/missing")
    for number in range(60):
        engagements.engagement(
            group.a, vendor, f"Service {number}", owner=f"Owner {number}", email=f"o{number}@alpha.example"
        )
    db.session.commit()
    with statements() as many:
        page = client.get("/engagements/missing", query_string={"page": 2}).text
    assert len(many) == len(few) <= 10
    assert "Page 2 of 3" in page
