"""What-ifs composed in the address: the chain as it would be, beside what it is."""

import numpy as np
import pytest

from tests.builders import organizations
from tests.builders.clock import NOW
from vendor_risk.database import db
from vendor_risk.engagements import actions as engagement_actions
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.exposure import queries
from vendor_risk.exposure.analysis import scenario
from vendor_risk.exposure.analysis.scenario import ScenarioStep
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain import actions as supply_chain_actions
from vendor_risk.supply_chain.actions import LinkFacts
from vendor_risk.supply_chain.models import LinkSource

BY = {"at": NOW, "actor": "user:1 Tester"}


@pytest.fixture
def chain(group):
    """A buys from Acme and Bolt; both rest on one cloud. B buys from Hidden."""
    rows = {name: organizations.vendor(name, group.a) for name in ("Acme", "Bolt", "Cloud", "Spare")}
    rows["Hidden"] = organizations.vendor("Hidden", group.b)
    for number, (buyer, name) in enumerate([(group.a, "Acme"), (group.a, "Bolt"), (group.b, "Hidden")]):
        engagement_actions.add(f"E-{number}", buyer.id, rows[name].id, EngagementValues("x", owner_name="O"), **BY)
    for name in ("Acme", "Bolt"):
        facts = LinkFacts("hosting", LinkSource.DECLARED, 1.0, 0.5, NOW.date())
        supply_chain_actions.add_link(rows[name].id, rows["Cloud"].id, facts, **BY)
    db.session.commit()
    return {name: row.id for name, row in rows.items()}


def view_of(group):
    return queries.read(Scope(frozenset({group.a.id})))


def exposure(view, group):
    return float(view.known_case.combined[view.node_of(group.a.id)])


def test_steps_read_from_an_address_are_those_that_were_written(group, chain) -> None:
    view = view_of(group)
    cloud, spare = view.node_of(chain["Cloud"]), view.node_of(chain["Spare"])
    for one in (ScenarioStep("fails", cloud), ScenarioStep("weakest", cloud), ScenarioStep("instead", cloud, spare)):
        assert scenario.step(view, one.text(view)) == one
    texts = [
        f"fails.{chain['Cloud']}",
        f"fails.{chain['Cloud']}",
        f"fails.{chain['Hidden']}",
        "fails.x",
        "burns.1",
        f"instead.{chain['Cloud']}.{chain['Cloud']}",
        f"instead.{chain['Cloud']}",
        "fails." + "9" * 30,
    ]
    assert scenario.steps(view, texts) == ([ScenarioStep("fails", cloud)], 6, 0)
    assert len(scenario.steps(view, [f"leaves.{i}" for i in view.ids] * 3)[0]) <= scenario.MOST


def test_steps_add_up_and_leave_the_real_chain_alone(group, chain) -> None:
    view = view_of(group)
    node = {name: view.node_of(number) for name, number in chain.items() if name != "Hidden"}
    before = exposure(view, group)
    fails = scenario.after(view, [ScenarioStep("fails", node["Cloud"])])
    assert exposure(fails, group) > before
    both = scenario.after(
        view, [ScenarioStep("fails", node["Cloud"]), ScenarioStep("instead", node["Cloud"], node["Spare"])]
    )
    assert exposure(both, group) == pytest.approx(before)  # nobody rests on the failing one any more
    assert both.companies_resting[node["Spare"]] == 1
    assert both.companies_resting[node["Cloud"]] == 0
    gone = scenario.after(view, [ScenarioStep("fails", node["Acme"]), ScenarioStep("leaves", node["Acme"])])
    assert exposure(gone, group) == pytest.approx(before)
    assert scenario.after(view, []) is view
    assert exposure(view, group) == before
    assert not np.shares_memory(view.risks.low, fails.risks.low)


def test_a_replaced_vendor_hands_its_engagements_over(group, chain) -> None:
    view = view_of(group)
    acme, spare = view.node_of(chain["Acme"]), view.node_of(chain["Spare"])
    then = scenario.after(view, [ScenarioStep("instead", acme, spare)])
    assert acme not in then.engagements.supplier
    assert spare in then.engagements.supplier


def test_the_page_shows_both_worlds_and_takes_steps_by_name(group, chain, sign_in) -> None:
    client = sign_in(group.ciso)
    assert "No steps yet" in client.get("/exposure/what-if").text
    added = client.get("/exposure/what-if", query_string={"what": "fails", "who": "Cloud"})
    assert added.status_code == 302
    assert added.location.endswith(f"do=fails.{chain['Cloud']}")
    page = client.get(added.location).text
    assert "Cloud suffers an outage or breach" in page
    assert page.index("Top risk paths after the changes") < page.index("Top risk paths before the changes")
    after = page.partition("Top risk paths after the changes")[2].partition("Top risk paths before the changes")
    assert "Changed by a step" in after[0], "the step is marked where it shows"
    assert "Changed by a step" not in after[2]
    more = client.get("/exposure/what-if", query_string={
        "do": f"fails.{chain['Cloud']}", "what": "instead", "who": "Cloud", "other": "Spare"
    })  # fmt: skip
    assert f"do=fails.{chain['Cloud']}&do=instead.{chain['Cloud']}.{chain['Spare']}" in more.location
    unclear = client.get("/exposure/what-if", query_string={"what": "fails", "who": "nobody"}, follow_redirects=True)
    assert "Select an organisation from the suggestions that appear as you type." in unclear.text
    same = {"what": "instead", "who": "Cloud", "other": "Cloud"}
    assert "two different" in client.get("/exposure/what-if", query_string=same, follow_redirects=True).text


def test_the_map_is_drawn_as_it_would_be(group, chain, sign_in) -> None:
    client = sign_in(group.ciso)
    query = {"do": f"fails.{chain['Cloud']}"}
    assert (
        "This map shows the supply chain with the what-if scenario applied."
        in client.get("/exposure/map", query_string=query).text
    )
    now, then = (client.get("/exposure/map/figure", query_string=q).json for q in ({}, query))
    place = now["meta"]["ids"].index(chain["Cloud"])
    colours = [figure["data"][-1]["marker"]["color"][place] for figure in (now, then)]
    assert colours[0] != colours[1]


def test_nobody_composes_with_organizations_they_do_not_see(group, chain, sign_in) -> None:
    client = sign_in(group.manager_a)
    page = client.get("/exposure/what-if", query_string={"do": f"fails.{chain['Hidden']}"}).text
    assert "1 step in the link could not be read" in page
    assert "Hidden" not in page
    asked = {"what": "fails", "who": "Hidden"}
    assert "Select an organisation" in client.get("/exposure/what-if", query_string=asked, follow_redirects=True).text


def test_steps_beyond_the_most_a_scenario_can_have_are_told_apart_from_unread_ones(group, chain, sign_in) -> None:
    view = view_of(group)
    some = [f"{what}.{chain[name]}" for name in ("Acme", "Bolt", "Cloud", "Spare") for what in scenario.What]
    assert len(some) > scenario.MOST
    found = scenario.steps(view, [*some, "burns.1"])
    assert (len(found.taken), found.unread, found.beyond) == (scenario.MOST, 1, len(some) - scenario.MOST)
    client = sign_in(group.manager_a)
    page = client.get("/exposure/what-if", query_string={"do": some}).text
    assert f"A scenario can have up to {scenario.MOST} steps" in page
    assert "could not be read" not in page
    assert "A scenario can have up to" not in client.get("/exposure/what-if", query_string={"do": some[:2]}).text
