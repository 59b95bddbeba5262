"""The history of links: nothing that was ever known of who depends on whom is lost, however it changed."""

from datetime import date, timedelta

import pytest

from tests.builders import accounts, organizations
from tests.builders.clock import NOW
from tests.builders.forms import post
from vendor_risk.database import db
from vendor_risk.engagements import actions as engagement_actions
from vendor_risk.engagements.models import EngagementStatus
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.errors import Refused
from vendor_risk.permissions import Role
from vendor_risk.supply_chain import actions, history_actions
from vendor_risk.supply_chain.actions import LinkFacts
from vendor_risk.supply_chain.models import LinkSource, SupplyLink, SupplyLinkVersion

DAY = timedelta(days=1)


def by(days, name="Tester"):
    return {"at": NOW + days * DAY, "actor": f"user:1 {name}"}


def facts(confidence=0.8, seen=date(2026, 11, 1), **more):
    return LinkFacts("parts", LinkSource.DECLARED, confidence, None, seen, **more)


def told():
    rows = db.session.query(SupplyLinkVersion).order_by(SupplyLinkVersion.since, SupplyLinkVersion.id)
    return [(row.confidence, row.weight, row.made_by[7:], row.ended_by[7:]) for row in rows]


@pytest.fixture
def pair(group):
    return organizations.vendor("Acme", group.a), organizations.vendor("Deep", group.a)


def test_every_change_is_kept_with_who_made_it_and_a_removed_link_stays(group, pair):
    link = actions.add_link(pair[0].id, pair[1].id, facts(), **by(0, "Ada"))
    actions.change_link(link, facts(0.5), **by(1, "Ben"))
    actions.state_weight(link, 0.25, "a second source", **by(2, "Cy"))
    actions.release_weight(link, **by(3, "Di"))
    actions.remove_link(link, **by(4, "Eve"))
    assert told() == [
        (0.8, None, "Ada", "Ben"), (0.5, None, "Ben", "Cy"), (0.5, 0.25, "Cy", "Di"), (0.5, None, "Di", "Eve"),
    ]  # fmt: skip
    assert db.session.query(SupplyLink).count() == 0


def test_noting_twice_writes_nothing_and_changes_past_the_actions_are_caught(group, pair):
    link = actions.add_link(pair[0].id, pair[1].id, facts(), **by(0))
    assert history_actions.note(**by(1)) == 0
    db.session.execute(db.update(SupplyLink).values(confidence=0.1))
    assert history_actions.note([pair[1].id], **by(1)) == 0  # not a buyer of it
    assert history_actions.note(**by(1, "Import")) == 2
    assert told()[-1] == (0.1, None, "Import", "")
    assert link.id


def test_contract_links_follow_engagements_into_history(group, pair):
    values = EngagementValues("hosting", owner_name="O")
    engagement = engagement_actions.add("E-1", group.a.id, pair[0].id, values, **by(0, "Ada"))
    engagement_actions.change(
        engagement, "E-1", EngagementValues("hosting", owner_name="O", status=EngagementStatus.ENDED),
        version=engagement.version, **by(9, "Ben"),
    )  # fmt: skip
    row = db.session.query(SupplyLinkVersion).one()
    assert (row.source, row.engagement_id, row.made_by, row.ended_by) == (
        "contract", engagement.id, "user:1 Ada", "user:1 Ben",
    )  # fmt: skip


@pytest.mark.parametrize(("weight", "reason"), [(1.01, "because"), (-0.1, "because"), (0.5, "  ")])
def test_a_weight_out_of_range_or_without_a_reason_is_refused(group, pair, weight, reason):
    link = actions.add_link(pair[0].id, pair[1].id, facts(), **by(0))
    with pytest.raises(Refused):
        actions.state_weight(link, weight, reason, **by(1))
    assert link.weight is None


def test_the_page_tells_what_was_known_on_a_day(group, pair, sign_in):
    link = actions.add_link(pair[0].id, pair[1].id, facts(), **by(0))
    actions.remove_link(link, **by(5, "Eve Smith"))
    client = sign_in(group.owner)
    address = f"/supply_chain/history/{pair[0].id}"

    def then(day):
        page = client.get(address, query_string={"on": day}).text
        return page[page.index('id="then"') : page.index('id="changes"')]

    assert "No relationships were known at the end of that day." in then("2026-11-20")
    assert "Deep" in then("2026-11-23")
    assert "No relationships were known at the end of that day." in then("2026-11-28")
    assert "Eve Smith" in client.get(address).text
    assert "Enter a valid date, such as 2026-03-31." in client.get(address, query_string={"on": "soon"}).text


def test_a_manager_sees_no_history_of_another_company_and_no_name_gone_out_of_sight(group, sign_in):
    acme, hidden = organizations.vendor("Acme", group.a), organizations.vendor("Hidden Ltd", group.b)
    theirs = organizations.vendor("Bolt", group.b)
    actions.rebuild_reach()
    link = actions.add_link(acme.id, hidden.id, facts(), **by(0))
    actions.add_link(theirs.id, hidden.id, facts(), **by(0))
    actions.remove_link(link, **by(1))
    db.session.commit()
    client = sign_in(group.manager_a)
    page = client.get(f"/supply_chain/history/{acme.id}").text
    assert "An organisation you can no longer view" in page
    assert "Hidden Ltd" not in page
    assert client.get(f"/supply_chain/history/{theirs.id}").status_code == 404


def test_procurement_states_a_weight_with_a_reason_and_takes_it_back(group, pair, sign_in):
    engagement_actions.add("E-1", group.a.id, pair[0].id, EngagementValues("hosting", owner_name="O"), **by(0))
    link = db.session.query(SupplyLink).one()
    client, page = sign_in(group.owner), f"/exposure/links/{link.id}"
    assert "Missing details" in client.get(page).text
    refused = post(client, f"{page}/weight", {"weight": "40", "reason": ""})
    assert refused.status_code == 422
    assert post(client, f"{page}/weight", {"weight": "101", "reason": "x"}).status_code == 422
    assert post(client, f"{page}/weight", {"weight": "40", "reason": "second source"}).status_code == 302
    db.session.expire_all()
    assert (link.weight, link.weight_reason) == (0.4, "second source")
    assert "second source" in client.get(page).text
    assert post(client, f"{page}/weight/release").status_code == 302
    db.session.expire_all()
    assert (link.weight, link.weight_reason) == (None, "")


def test_weights_are_changed_by_those_who_may_and_only_where_they_may(group, pair, sign_in):
    actions.rebuild_reach()
    link = actions.add_link(pair[0].id, pair[1].id, facts(), **by(0))
    other = actions.add_link(organizations.vendor("Bolt", group.b).id, pair[1].id, facts(), **by(0))
    db.session.commit()
    form = {"weight": "40", "reason": "x"}
    auditor = sign_in(group.auditor)
    assert auditor.get(f"/exposure/links/{link.id}").status_code == 200
    for address in ("weight", "weight/release"):
        assert post(auditor, f"/exposure/links/{link.id}/{address}", form).status_code == 403
    buyer_a = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    for address in ("weight", "weight/release"):
        assert post(buyer_a, f"/exposure/links/{other.id}/{address}", form).status_code == 404
    assert buyer_a.get(f"/exposure/links/{other.id}").status_code == 404
    db.session.expire_all()
    assert link.weight is other.weight is None


def test_several_links_between_two_are_told_and_the_heaviest_counts(group, pair, sign_in):
    first = actions.add_link(pair[0].id, pair[1].id, facts(), **by(0))
    second = actions.add_link(
        pair[0].id,
        pair[1].id,
        LinkFacts("tools", LinkSource.FOUND, 1, 0.7, date(2026, 1, 1), "Verified on site"),
        **by(0),
    )
    db.session.commit()
    page = sign_in(group.owner).get(f"/exposure/links/{first.id}").text
    assert f"/exposure/links/{second.id}" in page
    assert "Only the highest weight (70%)" in page
