"""The list of vendors: the columns a person chose stay theirs; owner and next step stand beside the standing."""

import re

import pytest

from tests.builders import organizations
from tests.builders.chains import engagement
from tests.builders.forms import post
from tests.builders.statements import statements, statements_of
from vendor_risk.database import db
from vendor_risk.engagements.actions import refresh_organizations
from vendor_risk.organizations import list_columns, queries
from vendor_risk.organizations.models import VendorListChoice
from vendor_risk.supply_chain.actions import rebuild_reach


@pytest.fixture
def acme(group):
    """A vendor with two engagements of different owners."""
    vendor = organizations.vendor("Acme", group.a)
    for company, owner in ((group.a, "Mori Hana"), (group.b, "Sato Ken")):
        row = engagement(company, vendor)
        row.owner_name, row.owner_name_en = owner, owner
    rebuild_reach()
    refresh_organizations([vendor.id])
    db.session.commit()
    return vendor


def heads(page):
    return [re.sub(r"<[^>]+>|\s+", " ", head).strip() for head in re.findall(r"<th scope=\"col\".*?</th>", page, re.S)]


def test_standing_owner_and_next_step_are_among_the_usual_columns(group, acme, sign_in):
    page = sign_in(group.owner).get("/organizations/vendors").text
    usual = ["Tier", "Current result", "Owner", "Next step", "Inherent risk", "Status"]
    assert [head.rstrip(" ▴▾") for head in heads(page)][1:] == ["Name", *usual]
    assert "Mori Hana" in page
    assert '<span class="muted" title="Sato Ken">+1</span>' in page
    assert "Add a contact" not in page
    assert "Send the first questionnaire" in page


def test_a_persons_columns_are_kept_and_are_nobody_elses(group, acme, sign_in):
    client = sign_in(group.owner)
    answer = post(client, "/organizations/vendors/columns?q=acme", {"column": ["country", "depth", "made-up"]})
    assert answer.location == "/organizations/vendors?q=acme"
    page = client.get("/organizations/vendors").text
    assert [head.rstrip(" ▴▾") for head in heads(page)][1:] == ["Name", "Depth", "Country"]
    assert "Send the first questionnaire" not in page
    assert "Next step" in heads(sign_in(group.manager_a).get("/organizations/vendors").text)
    assert queries.chosen_columns(group.owner.id) == ["country", "depth"]
    post(client, "/organizations/vendors/columns", {"usual": "1"})
    assert db.session.query(VendorListChoice).count() == 0
    assert "Next step" in heads(client.get("/organizations/vendors").text)


def test_no_column_at_all_is_a_choice_too(group, acme, sign_in):
    client = sign_in(group.owner)
    post(client, "/organizations/vendors/columns")
    assert heads(client.get("/organizations/vendors").text)[1:] == ["Name  ▴"]


def test_every_column_can_be_shown_at_once_and_says_its_name_on_a_phone(group, acme, sign_in):
    client, names = sign_in(group.owner), [column.name for column in list_columns.every_column()]
    assert {"code", "tier", "standing", "owner", "next", "risk", "depth", "companies", "country", "status"} == set(
        names
    )
    post(client, "/organizations/vendors/columns", {"column": names})
    page = client.get("/organizations/vendors").text
    assert page.count("data-label=") == len(names)
    for column in list_columns.every_column():
        assert f'data-label="{column.label}"' in page


def test_what_stands_is_asked_once_a_page_though_two_columns_show_it(group, acme, sign_in):
    client = sign_in(group.owner)
    few = statements_of(client, "/organizations/vendors")
    for number in range(20):
        organizations.vendor(f"Further {number}", group.a)
    db.session.commit()
    with statements() as many:
        client.get("/organizations/vendors")
    assert len(many) == len(few) <= 18
    assert len([sent for sent in many if "row_number() OVER" in sent]) == 1
    opened = statements_of(client, f"/organizations/{acme.id}")
    assert len([sent for sent in opened if "row_number() OVER" in sent]) == 1


def test_the_owner_of_another_companys_engagement_is_not_shown(group, acme, sign_in):
    page = sign_in(group.manager_b).get("/organizations/vendors").text
    assert "Sato Ken" in page
    assert "Mori Hana" not in page


def test_rows_can_be_ticked_only_by_who_may_change_the_register(group, acme, sign_in):
    for path, name in (("/organizations/vendors", "vendor"), ("/engagements/", "engagement")):
        page = sign_in(group.owner).get(path).text
        assert f'name="{name}" value=' in page
        assert 'name="do" value="end"' in page
        page = sign_in(group.auditor).get(path).text
        assert f'name="{name}" value=' not in page
        assert 'name="do"' not in page


def test_strangers_choose_no_columns(stranger):
    assert stranger.post("/organizations/vendors/columns").status_code in {302, 400, 401}
