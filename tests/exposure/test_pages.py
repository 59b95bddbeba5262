"""The exposure pages: what they say is what the domain works out, for each scope apart."""

import re
from datetime import date

import orjson
import pytest
from markupsafe import escape

from tests.builders import accounts, flows, organizations
from tests.builders.chains import AT, GOOD, engagement, link, scope_of, whole
from tests.builders.statements import statements_of
from vendor_risk.assessments.models import Result
from vendor_risk.database import db, now
from vendor_risk.domain.chain import exposure as chain_exposure
from vendor_risk.domain.chain.dependency import DEFAULT_DEPENDENCY_RULES, dependency
from vendor_risk.domain.chain.exposure import path
from vendor_risk.domain.chain.graph import build
from vendor_risk.domain.scoring.packing import unpack_contributions
from vendor_risk.domain.tiering.facts import ConfidentialData, EngagementFacts, Substitutability, VendorAccess
from vendor_risk.exposure import queries
from vendor_risk.exposure.analysis import concentration as analysis_concentration
from vendor_risk.exposure.analysis import paths as analysis_paths
from vendor_risk.exposure.worst_answer_queries import worst_answers
from vendor_risk.organizations.models import Contact, Organization
from vendor_risk.overview.chain import chain_head
from vendor_risk.permissions import Role
from vendor_risk.supply_chain import actions
from vendor_risk.supply_chain.actions import LinkFacts
from vendor_risk.supply_chain.models import LinkSource, SupplyLink


def test_the_snapshot_is_what_the_domain_makes_of_the_same_edges(scene):
    group, rows = scene
    view = whole(group)
    at = {name: view.node_of(row.id) for name, row in rows.items()}
    a, b = view.node_of(group.a.id), view.node_of(group.b.id)
    facts = EngagementFacts(
        ConfidentialData.CONFIDENTIAL, access=VendorAccess.REMOTE_LIMITED, substitutability=Substitutability.HARD
    )
    bought = dependency(facts, DEFAULT_DEPENDENCY_RULES, share=1.0).weight
    assumed = DEFAULT_DEPENDENCY_RULES.assumed
    edges = [
        (a, at["acme"], bought),
        (b, at["bolt"], bought),
        (at["acme"], at["deep"], 0.9),
        (at["bolt"], at["deep"], 0.9),
    ]
    edges += [(at["deep"], at["acme"], 0.8), (at["deep"], at["ghost"], assumed)]
    graph = build(view.graph.size, *zip(*edges, strict=True))
    low, high = (chain_exposure.exposures(graph, own) for own in (view.risks.low, view.risks.high))
    for name in ("own", "worst", "worst_inherited", "combined", "combined_inherited"):
        assert getattr(view.known_case, name) == pytest.approx(getattr(low, name), abs=1e-12)
        assert getattr(view.worst_case, name) == pytest.approx(getattr(high, name), abs=1e-12)


def test_the_worst_path_is_named_down_to_where_the_risk_is_and_a_circle_ends(scene, sign_in):
    group, rows = scene
    view = whole(group)
    first = analysis_paths.worst_paths(view, view.known_case, 10)[0]
    names = [int(view.ids[node]) for node in first.nodes]
    assert names in ([group.a.id, rows["acme"].id, rows["deep"].id], [group.b.id, rows["bolt"].id, rows["deep"].id])
    weights = {(int(i), int(j)): w for i, j, w in zip(*view.graph.edges(), strict=True)}
    product = weights[first.nodes[0], first.nodes[1]] * weights[first.nodes[1], first.nodes[2]]
    assert first.value == pytest.approx(product * view.risks.low[first.origin])
    for found in analysis_paths.deeper_paths(view, view.worst_case, 10):
        assert len(set(found.nodes)) == len(found.nodes) >= 3
    page = sign_in(group.ciso).get("/exposure/").text
    assert f"{first.value * 100:.0f}%" in page.split('id="paths"')[1]
    worst = worst_answers(view, [first.origin])[first.origin]
    assert "Deep Cloud: <a " in " ".join(page.split())
    assert str(escape(worst.question.title.en if worst.question.title else worst.question.text.en)) in page


def test_the_answer_named_is_the_one_that_costs_most_by_what_evidence_supports(scene, sign_in):
    group, rows = scene
    view = whole(group)
    deep = view.node_of(rows["deep"].id)
    worst = worst_answers(view, [deep, view.node_of(rows["ghost"].id)])
    assert set(worst) == {deep}
    result = db.session.query(Result).filter_by(assessment_id=int(view.risks.assessment[deep]), current=True).one()
    level, target, _points, assured, available, _backed = unpack_contributions(result.contributions).T
    place = int((available - assured).argmax())
    assert worst[deep].question.id == f"Q{place + 1}"
    assert (worst[deep].level, worst[deep].target) == (level[place], target[place])


def test_the_section_named_is_the_one_that_loses_most_and_leads_to_its_answers(scene, sign_in):
    group, rows = scene
    view = whole(group)
    deep = view.node_of(rows["deep"].id)
    assert queries.weakest_section(view, deep).id == "S01"
    assert queries.weakest_section(view, view.node_of(rows["ghost"].id)) is None
    assert 0 < view.risks.after[deep] < view.risks.low[deep]
    client = sign_in(group.ciso)
    address = f"/reviews/{view.risks.assessment[deep]}/sections/S01"
    assert address in client.get("/exposure/").text
    assert client.get(address).status_code == 200


def test_where_an_upper_figure_comes_from_missing_details_the_pages_say_so(scene, sign_in):
    group, rows = scene
    client, words = (
        sign_in(group.ciso),
        re.compile(r"\(assessed organisations affected: 1\)|figure assumes the worst case for"),
    )
    node, what_if = f"/exposure/organizations/{rows['acme'].id}", "/exposure/what-if?case=worst"
    pages = ("/exposure/", node, what_if)
    assert not any(words.search(client.get(page).text) for page in pages)
    acme = db.session.get(Organization, rows["acme"].id)
    acme.inherent_risk_could_be = (acme.inherent_risk or 0.5) * 1.5
    acme.inherent_risk = acme.inherent_risk or 0.5
    acme.updated_at = now()
    db.session.commit()
    view = whole(group)
    assert view.risks.widened.sum() == 1
    assert [page for page in pages if not words.search(client.get(page).text)] == []
    assert not words.search(client.get("/exposure/what-if").text)  # by what is known, nothing is assumed


@pytest.mark.parametrize(
    ("lang", "risk", "weight"), [("en", "Combined risk", "Combined weight"), ("ja", "総合リスク", "総合の重み")]
)
def test_a_combined_risk_and_a_combined_weight_have_names_of_their_own(scene, sign_in, lang, risk, weight):
    client = sign_in(scene[0].ciso)
    page = client.get(f"/exposure/?lang={lang}").text
    assert f">{risk}</th>" in page
    assert weight not in page
    texts = [client.get(f"/exposure/links/{row.id}?lang={lang}").text for row in db.session.query(SupplyLink)]
    assert any(f'<th scope="row">{weight}</th>' in text for text in texts)
    assert not any(risk in text for text in texts)


def test_who_is_unknown_has_bounds_and_is_never_zero(scene, sign_in):
    group, rows = scene
    view = whole(group)
    ghost = view.node_of(rows["ghost"].id)
    assert (view.risks.low[ghost], view.risks.high[ghost]) == (0.0, 1.0)
    assert not view.risks.known[ghost]
    assert (view.worst_case.combined >= view.known_case.combined).all()
    assert view.worst_case.combined[view.node_of(group.a.id)] > view.known_case.combined[view.node_of(group.a.id)]
    text = sign_in(group.ciso).get("/exposure/").text.split('id="unknown"')[1].split("</section>")[0]
    assert "Ghost" in text
    assert "0–100%" in text


def test_a_vendor_without_a_result_is_no_worse_than_its_inherent_risk(scene):
    group, rows = scene
    new = organizations.vendor("New", group.a, tier="T1", inherent_risk=0.36)
    link(rows["deep"], new)
    view = whole(group)
    assert (view.risks.low[view.node_of(new.id)], view.risks.high[view.node_of(new.id)]) == (0.0, 0.36)


def test_a_shared_supplier_that_nobody_contracted_is_found(scene, sign_in):
    group, rows = scene
    view = whole(group)
    deep = view.node_of(rows["deep"].id)
    assert deep in analysis_concentration.shared_uncontracted(view)
    found = {row.node: row for row in analysis_concentration.concentrations(view, 10)}
    assert (found[deep].companies, found[deep].critical, found[deep].contracted) == (2, 2, False)
    page = sign_in(group.ciso).get("/exposure/").text.split('id="uncontracted"')[1]
    assert "Deep Cloud" in page
    assert "No direct contract" in page


def test_spend_is_spread_as_herfindahl_says(scene):
    group, _rows = scene
    (row,) = analysis_concentration.spreads(whole(group))
    assert (row.key, row.suppliers, row.spend) == ("logistics", 2, 4_000)
    assert row.by_supplier == pytest.approx(0.75**2 + 0.25**2)
    assert row.by_country == 1.0


def test_one_company_never_sees_the_vendors_of_another(scene, sign_in):
    group, rows = scene
    client = sign_in(group.manager_b)
    acme, deep = rows["acme"].id, rows["deep"].id
    assert client.get(f"/exposure/organizations/{acme}").status_code == 200  # a supplier of its supplier's supplier
    private = organizations.vendor("Private Works", group.a)
    engagement(group.a, private)
    link(private, rows["deep"], 0.9)
    actions.rebuild_reach()
    addresses = ["/exposure/", "/exposure/?case=worst", "/exposure/map", "/exposure/map/figure", "/"]
    addresses += [f"/exposure/organizations/{deep}?what={what}" for what in ("fails", "leaves", "target", "weakest")]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        for secret in ("Private Works", "Alpha Works", "Holding"):
            assert secret not in answer.text, address
    for address in (f"organizations/{private.id}", f"organizations/{group.a.id}", f"map?focus={private.id}"):
        assert client.get(f"/exposure/{address}").status_code == 404
    assert "Private Works" in sign_in(group.manager_a).get(f"/exposure/organizations/{deep}").text


def test_a_result_that_may_not_be_seen_is_unknown_to_its_reader(scene):
    group, rows = scene
    seen = queries.read(scope_of(group.b))
    assert not seen.risks.known[seen.node_of(rows["acme"].id)]  # asked by A alone
    assert whole(group).risks.known[whole(group).node_of(rows["acme"].id)]


def test_the_snapshot_is_kept_until_something_changes(scene):
    group, rows = scene
    first = whole(group)
    assert whole(group) is first
    assert queries.snapshot(scope_of(group.a)) is not first
    edge = actions.queries.between(rows["deep"].id, rows["ghost"].id)[0]
    facts = LinkFacts(edge.service, LinkSource.DECLARED, 1.0, 0.25, date(2026, 11, 2))
    actions.change_link(edge, facts, **AT)
    db.session.commit()
    second = whole(group)
    assert second is not first
    weights = {(int(i), int(j)): w for i, j, w in zip(*second.graph.edges(), strict=True)}
    assert weights[second.node_of(rows["deep"].id), second.node_of(rows["ghost"].id)] == 0.25
    flows.accepted(
        flows.issued(rows["ghost"], group.a, db.session.query(flows.QuestionnaireVersion).first()), GOOD, now()
    )
    db.session.commit()
    assert whole(group).risks.known[second.node_of(rows["ghost"].id)]


def test_what_if_shows_every_company_that_feels_it_before_and_after(scene, sign_in):
    group, rows = scene
    view, deep = whole(group), whole(group).node_of(rows["deep"].id)
    own = view.risks.low.copy()
    own[deep] = 1.0
    then = chain_exposure.exposures(view.graph, own)
    page = sign_in(group.ciso).get(f"/exposure/organizations/{rows['deep'].id}?what=fails").text
    table = page.split('id="what-if"')[1].split("</section>")[0]
    for company in (group.a, group.b):
        node = view.node_of(company.id)
        assert f"{view.known_case.combined[node] * 100:.1f} → <strong>{then.combined[node] * 100:.1f}%" in table
        assert (
            f"{view.known_case.worst_inherited[node] * 100:.1f} → <strong>{then.worst_inherited[node] * 100:.1f}%"
            in table
        )
    assert "Holding" not in table


def test_the_page_of_a_vendor_says_whom_to_call(scene, sign_in):
    group, rows = scene
    client, address = sign_in(group.ciso), f"/exposure/organizations/{rows['deep'].id}"
    (known,) = db.session.query(Contact).filter_by(organization_id=rows["deep"].id)
    assert f'href="mailto:{known.email}">Respondent</a>' in client.get(address).text
    db.session.delete(known)
    db.session.commit()
    assert "No contact registered" in client.get(address).text
    assert "mailto:" not in client.get(f"/exposure/organizations/{group.a.id}").text


def test_nothing_is_stored_by_asking_what_if(scene, sign_in):
    group, rows = scene
    client, before = sign_in(group.ciso), queries.version_key()
    client.get(f"/exposure/organizations/{rows['deep'].id}?what=leaves")
    assert queries.version_key() == before


@pytest.mark.parametrize("address", ["", "?case=worst", "map", "map/figure", "map?q=deep"])
def test_every_role_that_sees_scores_may_and_strangers_may_not(scene, sign_in, stranger, address):
    group, _rows = scene
    for user in (group.auditor, group.reviewer, group.manager_a, group.administrator, group.owner):
        assert sign_in(user).get(f"/exposure/{address}").status_code == 200
    assert stranger.get(f"/exposure/{address}").status_code == 302
    assert sign_in(accounts.person(Role.AUDITOR, group.b)).get(f"/exposure/{address}").status_code == 200


@pytest.mark.parametrize("address", ["organizations/999999", "organizations/9" + "0" * 30, "map?focus=999999"])
def test_who_is_not_there_is_not_found(scene, sign_in, address):
    assert sign_in(scene[0].ciso).get(f"/exposure/{address}").status_code == 404


@pytest.mark.parametrize("odd", ["what=explodes", "case=best", "page=-1", "what="])
def test_odd_addresses_show_the_plain_page(scene, sign_in, odd):
    group, rows = scene
    answer = sign_in(group.ciso).get(f"/exposure/organizations/{rows['deep'].id}?{odd}")
    assert answer.status_code == 200
    assert "before" not in answer.text.split('id="what-if"')[1].split("</section>")[0]


def test_the_map_draws_everyone_once_and_names_stay_text(scene, sign_in):
    group, rows = scene
    client = sign_in(group.ciso)
    figure = client.get("/exposure/map/figure").json
    assert sorted(figure["meta"]["ids"]) == sorted(
        [group.holding.id, group.a.id, group.b.id, *(r.id for r in rows.values())]
    )
    assert "Acme &lt;b&gt;&amp; Sons&lt;/b&gt;" in figure["data"][-1]["text"]
    assert "<b>" not in orjson.dumps([figure["data"], figure["layout"]]).decode()
    assert "Acme <b>& Sons</b>" in figure["meta"]["names"]  # map.js writes them as text, never as markup
    focus = client.get(f"/exposure/map/figure?focus={rows['bolt'].id}").json["meta"]["ids"]
    assert group.a.id not in focus
    assert {group.b.id, rows["bolt"].id, rows["deep"].id, rows["ghost"].id} <= set(focus)


def test_a_name_leads_to_the_map_around_it(scene, sign_in):
    group, rows = scene
    client = sign_in(group.ciso)
    answer = client.get("/exposure/map?q=Deep Cloud")
    assert answer.headers["Location"].endswith(f"/exposure/map?focus={rows['deep'].id}")
    assert (
        "matches no organisation, or more than one. Select one of the suggestions that appear as you type."
        in client.get("/exposure/map?q=nobody").text
    )


@pytest.mark.parametrize("address", ["/exposure/", "/exposure/map", "/exposure/map/figure"])
def test_pages_work_without_any_chain(group, sign_in, address):
    assert sign_in(group.manager_a).get(address).status_code == 200


def test_home_shows_the_worst_paths(scene, sign_in):
    group, _rows = scene
    shown = chain_head(whole(group))
    panel = sign_in(group.ciso).get("/").text.split('id="home-paths"')[1]
    assert shown.paths
    for found in shown.paths:
        assert f"{found.value * 100:.0f}%" in panel
    assert "Deep Cloud" in panel
    priorities = sign_in(group.ciso).get("/").text.split('id="home-first"')[1].split("</ol>")[0]
    assert re.findall(r"−\d+\.\d points</span>", priorities), "what a measure brings is said with its unit"


def test_the_long_lists_are_folded_under_their_names_and_what_is_asked_first_is_open(scene, sign_in):
    group, _rows = scene
    page = sign_in(group.ciso).get("/exposure/").text
    folds = re.findall(r'<details class="fold"><summary><h2 id="([^"]+)">', page)
    assert {"deeper", "unknown", "companies", "concentration", "uncontracted", "spread"} <= set(folds)
    first = page.split('<details class="fold">')[0]
    assert 'id="paths"' in first
    assert 'id="measures"' in first
    links = set(re.findall(r'href="#([^"]+)"', page)) - {"main"}
    assert links
    assert all(f'id="{part}"' in page for part in links), "every figure leads to a part of the page"


def test_every_path_and_action_stands_on_the_page_three_of_them_unfolded(scene, sign_in):
    group, _rows = scene
    view = whole(group)
    paths = analysis_paths.worst_paths(view, view.known_case, 10)
    part = sign_in(group.ciso).get("/exposure/").text.split('id="paths"')[1].split("</section>")[0]
    assert part.count('class="exposure-value"') == len(paths)
    shown = part.split('<details class="more">')[0].count('class="exposure-value"')
    assert shown == min(3, len(paths))


def test_no_known_risk_is_no_safety_while_somebody_is_unassessed(group, sign_in):
    vendor = organizations.vendor("Acme", group.a, tier="T1", inherent_risk=0.48)
    engagement(group.a, vendor, 3_000)
    sound = organizations.vendor("Sound", group.a, tier="T3", inherent_risk=0.0)
    link(group.a, sound, 0.1)
    asked = flows.issued(sound, group.a, flows.version(), inherent_risk=0.0)
    flows.accepted(asked, dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), 5), now())
    db.session.query(Result).update({Result.residual_risk: 0.0, Result.inherent_risk: 0.0})
    actions.rebuild_reach()
    db.session.commit()
    client = sign_in(group.ciso)
    for address in ("/", f"/companies/{group.a.id}"):
        page = client.get(address).text
        assert "No known risk reaches our companies through the supply chain." in page, address
        assert "This does not mean that our vendors are safe" in page, address


def test_the_number_of_queries_does_not_grow_with_the_chain(scene, sign_in):
    group, rows = scene
    client = sign_in(group.ciso)
    few = statements_of(client, "/exposure/")
    for number in range(30):
        link(rows["deep"], organizations.vendor(f"More {number}"))
    actions.rebuild_reach()
    many = statements_of(client, "/exposure/")
    assert len(many) == len(few)


def test_a_company_that_also_supplies_vendors_is_one_node_and_stays_ours(scene, sign_in):
    """B is a group company and Acme's supplier: its risk reaches A through Acme, and it is no vendor for that."""
    group, rows = scene
    link(rows["acme"], group.b, 0.6, "assembly")
    actions.rebuild_reach()
    db.session.commit()
    view = whole(group)
    b, acme = view.node_of(group.b.id), view.node_of(rows["acme"].id)
    assert view.depth[b] == 0
    assert not view.in_chain[b]
    assert group.b.id in {int(view.ids[node]) for node in view.companies}
    assert view.companies_resting[b] == 2  # itself, and A through Acme
    circle = path(view.known_case.via, acme)
    assert len(circle) == len(set(circle))
    client = sign_in(group.ciso)
    assert client.get(f"/exposure/organizations/{group.b.id}").status_code == 200
    assert client.get("/exposure/map/figure").json["meta"]["ids"].count(group.b.id) == 1
