"""Several vendors or engagements changed at once: said in numbers before, and only what one may change."""

import pytest

from tests.builders import accounts, organizations
from tests.builders.chains import engagement
from tests.builders.forms import post
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.engagements.models import EngagementStatus
from vendor_risk.organizations.models import OrganizationStatus
from vendor_risk.permissions import Role
from vendor_risk.supply_chain.models import SupplyLink

OWNER = {"owner_en": "Mori Hana", "owner_ja": "森 花", "owner_email": "mori@alpha.example"}


@pytest.fixture
def two(group):
    """Two vendors of company A, one of them bought from by A and B."""
    first, second = organizations.vendor("First", group.a), organizations.vendor("Second", group.a)
    rows = engagement(group.a, first), engagement(group.b, first)
    db.session.commit()
    return group, first, second, rows


def test_the_page_says_how_many_engagements_get_the_owner_and_who_has_nothing_to_own(two, sign_in):
    group, first, second, rows = two
    rows[0].owner_name = "Sato"
    db.session.commit()
    page = post(sign_in(group.owner), "/upkeep/vendors", {"do": "edit", "vendor": [first.id, second.id]}).text
    assert "Change 2 vendors" in page
    assert "2 ongoing or planned engagements will be assigned to that owner." in page
    assert "Sato (1)" in page
    assert "No owner (1)" in page
    assert "1 vendor has no ongoing or planned engagement" in page


def test_owner_and_manager_are_given_and_what_is_blank_stays(two, sign_in):
    group, first, second, rows = two
    client, ids = sign_in(group.owner), f"{first.id},{second.id}"
    answer = post(client, "/upkeep/vendors/edit", OWNER | {"ids": ids, "home_company": 0}, follow_redirects=True)
    assert "Vendors changed: 0. Engagements changed: 2." in answer.text
    db.session.expire_all()
    assert {(row.owner_name, row.owner_name_ja, row.owner_email) for row in rows} == {
        ("Mori Hana", "森 花", "mori@alpha.example")
    }
    assert first.home_company_id == group.a.id
    post(client, "/upkeep/vendors/edit", {"ids": ids, "home_company": group.b.id})
    db.session.expire_all()
    assert (first.home_company_id, second.home_company_id) == (group.b.id, group.b.id)
    assert rows[0].owner_name == "Mori Hana"
    events = db.session.query(AuditEvent).filter_by(action="upkeep.hand_over").all()
    assert {event.details["before"] for event in events} == {group.a.id}
    assert db.session.query(AuditEvent).filter_by(action="engagements.give_owner").count() == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"owner_en": "Mori"}, "Enter both the owner’s name and email address."),
        ({"owner_email": "mori@alpha.example"}, "Enter both the owner’s name and email address."),
        ({"owner_en": "Mori", "owner_email": "mori"}, "Enter a valid email address"),
    ],
)
def test_half_an_owner_is_refused_and_what_was_typed_stays(two, sign_in, said, told):
    group, first, _second, rows = two
    answer = post(sign_in(group.owner), "/upkeep/vendors/edit", said | {"ids": first.id, "home_company": 0})
    assert answer.status_code == 422
    assert told in answer.text
    assert all(f'value="{value}"' in answer.text for value in said.values())
    db.session.expire_all()
    assert rows[0].owner_name == ""


def test_one_company_changes_its_own_engagements_of_a_vendor_only(two, sign_in):
    group, first, _second, rows = two
    client = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    post(client, "/upkeep/vendors/edit", OWNER | {"ids": first.id, "home_company": 0})
    db.session.expire_all()
    assert [row.owner_name for row in rows] == ["Mori Hana", ""]
    refused = post(client, "/upkeep/vendors/edit", {"ids": first.id, "home_company": group.b.id})
    assert refused.status_code == 422, "a company that is not theirs is no choice"
    assert post(client, "/upkeep/engagements/edit", OWNER | {"ids": rows[1].id, "status": ""}).status_code == 404


def test_engagements_get_owner_and_status_and_the_chain_follows(two, sign_in):
    group, first, _second, rows = two
    rows[0].status = EngagementStatus.ENDED
    db.session.query(SupplyLink).filter_by(engagement_id=rows[0].id).delete()
    db.session.commit()
    client = sign_in(group.owner)
    page = post(client, "/upkeep/engagements", {"do": "edit", "engagement": [row.id for row in rows]}).text
    assert "Change 2 engagements" in page
    ids = f"{rows[0].id},{rows[1].id}"
    answer = post(client, "/upkeep/engagements/edit", OWNER | {"ids": ids, "status": "active"}, follow_redirects=True)
    assert "Owners changed: 2. Statuses changed: 1." in answer.text
    db.session.expire_all()
    assert rows[0].status == EngagementStatus.ACTIVE
    assert db.session.query(SupplyLink).filter_by(engagement_id=rows[0].id).count() == 1
    assert first.tier == "T1"


def test_an_engagement_of_an_ended_vendor_is_not_made_to_run_again(two, sign_in):
    group, first, _second, rows = two
    first.status, rows[0].status = OrganizationStatus.ENDED, EngagementStatus.ENDED
    db.session.commit()
    client = sign_in(group.owner)
    page = post(client, "/upkeep/engagements", {"do": "edit", "engagement": rows[0].id}).text
    assert "The vendor’s status is “Ended”. Make the vendor active again first." in page
    assert post(client, "/upkeep/engagements/edit", {"ids": rows[0].id, "status": "active"}).status_code == 409


@pytest.mark.parametrize("address", ["/upkeep/vendors", "/upkeep/engagements"])
def test_nothing_ticked_goes_back_to_the_list_as_it_was_narrowed(group, sign_in, address):
    answer = post(sign_in(group.owner), f"{address}?tier=T1", {"do": "edit"})
    assert answer.status_code == 303
    assert answer.location.endswith("?tier=T1")
    assert post(sign_in(group.owner), address, {"do": "shred"}).status_code == 400


def test_who_may_not_change_the_register_changes_nothing(two, sign_in):
    group, first, _second, rows = two
    client = sign_in(group.manager_a)
    for address in ("vendors", "vendors/edit", "vendors/resume", "vendors/delete", "engagements", "engagements/edit"):
        assert post(client, f"/upkeep/{address}", {"ids": first.id, "do": "edit"}).status_code == 403, address
    assert rows[0].owner_name == ""
