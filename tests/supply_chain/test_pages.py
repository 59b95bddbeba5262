"""Pages of supply links and of the chain: what they show, who may use them."""

from datetime import date

import pytest

from tests.builders import accounts, organizations
from tests.builders.clock import NOW
from tests.builders.forms import post
from tests.builders.statements import statements, statements_of
from vendor_risk.database import db
from vendor_risk.permissions import Role
from vendor_risk.supply_chain import actions
from vendor_risk.supply_chain.actions import LinkFacts
from vendor_risk.supply_chain.models import LinkSource, SupplyLink

AT = {"at": NOW, "actor": "user:1 Tester"}


def facts(service="", source=LinkSource.DECLARED, seen=date(2026, 11, 1)):
    return LinkFacts(service, source, 0.8, None, seen)


@pytest.fixture
def scene(group):
    """A → Acme → Deep; B → Bolt → Hidden; Deep is B's record too."""
    rows = {
        "acme": organizations.vendor("Acme", group.a, code="P-ACME"),
        "deep": organizations.vendor("Deep Parts", group.b, code="P-DEEP"),
        "bolt": organizations.vendor("Bolt", group.b, code="P-BOLT"),
        "hidden": organizations.vendor("Hidden Ltd", group.b, code="P-HID"),
    }
    actions.rebuild_reach()
    links = {
        "a": actions.add_link(group.a.id, rows["acme"].id, facts("direct"), **AT),
        "mine": actions.add_link(rows["acme"].id, rows["deep"].id, facts("parts", seen=date(2024, 1, 1)), **AT),
        "b": actions.add_link(group.b.id, rows["bolt"].id, facts(), **AT),
        "theirs": actions.add_link(rows["bolt"].id, rows["hidden"].id, facts("secret"), **AT),
    }
    return {name: row.id for name, row in rows.items()} | {f"link_{name}": link.id for name, link in links.items()}


def form_of(**changes):
    values = {"buyer": "P-ACME", "supplier": "P-DEEP", "service_en": "tools", "source": "declared", "confidence": "70",
              "weight": "", "seen_on": "2026-11-01"}  # fmt: skip
    return values | changes


def test_a_manager_sees_the_own_chain_and_nothing_of_another(group, scene, sign_in):
    client = sign_in(group.manager_a)
    for url in ("/supply_chain/", f"/supply_chain/chain/{scene['acme']}", f"/organizations/{scene['acme']}"):
        page = client.get(url).text
        assert "Deep Parts" in page
        assert "Hidden Ltd" not in page
        assert "Bolt" not in page
    assert client.get(f"/supply_chain/chain/{scene['bolt']}").status_code == 404
    assert client.get(f"/supply_chain/chain/{group.b.id}").status_code == 404


def test_the_chain_stands_by_steps_up_and_down(group, scene, sign_in):
    page = sign_in(group.owner).get(f"/supply_chain/chain/{scene['deep']}").text
    up = page[page.index('id="up"') : page.index('id="down"')]
    assert up.index("Directly") < up.index("Acme") < up.index("2 steps away") < up.index("Alpha Works")
    assert "No known suppliers" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"q": "acme"}, {"direct", "parts"}),
        ({"older_than": "365"}, {"parts"}),
        ({"source": "found"}, set()),
        ({"q": "secret"}, {"secret"}),
        ({"sort": "supplier", "dir": "desc"}, {"direct", "parts", "secret"}),
    ],
)
def test_the_list_is_narrowed_by_search_source_and_age(group, scene, sign_in, query, shown):
    page = sign_in(group.owner).get("/supply_chain/", query_string=query).text
    assert {service for service in ("direct", "parts", "secret") if f"<td>{service}</td>" in page} == shown


def test_the_list_takes_a_fixed_number_of_statements(group, scene, sign_in):
    client = sign_in(group.owner)
    few = statements_of(client, "/supply_chain/")
    for number in range(60):
        actions.add_link(scene["acme"], scene["deep"], facts(f"s{number}"), **AT)
    db.session.commit()
    with statements() as many:
        client.get("/supply_chain/")
    assert len(many) == len(few) <= 8


def test_procurement_adds_changes_and_removes_a_link(group, scene, sign_in):
    client = sign_in(group.owner)
    assert post(client, "/supply_chain/new", form_of()).status_code == 302
    added = db.session.query(SupplyLink).filter_by(service="tools").one()
    assert added.confidence == 0.7
    assert (
        post(
            client, f"/supply_chain/{added.id}", form_of(confidence="55", weight="20", weight_reason="two sources")
        ).status_code
        == 302
    )
    db.session.expire_all()
    assert (added.confidence, added.weight) == (0.55, 0.2)
    assert post(client, f"/supply_chain/{added.id}/remove").status_code == 302
    assert db.session.query(SupplyLink).filter_by(service="tools").count() == 0


@pytest.mark.parametrize(
    "wrong", [{"supplier": "P-ACME"}, {"service_en": "parts"}, {"confidence": "101"}, {"source": "contract"},
              {"supplier": "nobody"}, {"seen_on": "soon"}]
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_stored(group, scene, sign_in, wrong):
    assert post(sign_in(group.owner), "/supply_chain/new", form_of(**wrong)).status_code == 422
    assert db.session.query(SupplyLink).count() == 4


def test_links_of_a_vendor_another_company_looks_after_are_not_changed(group, scene, sign_in):
    client = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    assert post(client, f"/supply_chain/{scene['link_theirs']}/remove").status_code == 404
    assert post(client, f"/supply_chain/{scene['link_theirs']}", form_of()).status_code == 404
    refused = post(client, "/supply_chain/new", form_of(buyer="P-DEEP", supplier="P-ACME"))
    assert refused.status_code == 422
    assert "Ask the group company responsible for it." in refused.text
    assert db.session.query(SupplyLink).count() == 4


@pytest.mark.parametrize("who", ["reviewer", "ciso", "auditor", "manager_a"])
def test_who_may_only_look_cannot_change(group, scene, sign_in, who):
    client = sign_in(getattr(group, who))
    assert client.get("/supply_chain/").status_code == 200
    for url in (
        "/supply_chain/new",
        f"/supply_chain/{scene['link_mine']}",
        f"/supply_chain/{scene['link_mine']}/remove",
    ):
        assert post(client, url, form_of()).status_code == 403
    assert db.session.query(SupplyLink).count() == 4
