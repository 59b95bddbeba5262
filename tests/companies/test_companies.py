"""Each company in full for who sees it; of the others a spread, and never a name or a value."""

import re
from dataclasses import replace

import pytest

from tests.builders import flows, organizations
from tests.builders.chains import GOOD, POOR, engagement
from vendor_risk.companies import queries
from vendor_risk.companies.facts import facts, others
from vendor_risk.database import db, now
from vendor_risk.domain.grids.anonymity import FEWEST
from vendor_risk.domain.questionnaires import Text
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain import actions as supply_chain_actions

LEVELS = dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), 4)


def own(key):
    return replace(flows.QUESTIONNAIRE, key=key, audience="group_company", title=Text(key, key))


def accepted(company, holding, version, level):
    made = flows.issued(company, holding, version, tier=None, inherent_risk=None)
    flows.accepted(made, dict.fromkeys(LEVELS, level), now())


@pytest.fixture
def scene(group):
    """A and B with their items and process scored; A buys from Weak and Silent, B from Strong."""
    items, process, vendor = (flows.version(own(key)) for key in (queries.ITEMS, queries.PROCESS, "outsourcing-vendor"))
    vendor = flows.version(replace(flows.QUESTIONNAIRE, version="9.1"))
    for company, level in ((group.a, 4), (group.b, 2)):
        accepted(company, group.holding, items, level)
    accepted(group.a, group.holding, process, 1)
    rows = {}
    for name, buyer, levels in (("weak", group.a, POOR), ("silent", group.a, None), ("strong", group.b, GOOD)):
        rows[name] = organizations.vendor(name.title(), buyer, tier="T1", inherent_risk=0.48)
        engagement(buyer, rows[name], 500)
        if levels:
            flows.accepted(flows.issued(rows[name], buyer, vendor), levels, now())
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    return group, rows, items


def whole(group):
    return Scope(frozenset({group.holding.id, group.a.id, group.b.id}))


def of(found, company, name):
    place = [int(found.view.ids[node]) for node in found.view.companies].index(company.id)
    return float(found.measure(name)[place])


def test_a_companys_figures_are_those_of_its_own_answers_and_direct_vendors(scene):
    group, _rows, _items = scene
    found = facts(whole(group), now().date())
    assert of(found, group.a, "items") == pytest.approx(100)
    assert of(found, group.b, "items") == pytest.approx(50)
    assert of(found, group.a, "process") == pytest.approx(25)
    assert of(found, group.a, "assessed") == 50
    assert of(found, group.a, "vendors") < of(found, group.b, "vendors") == 100
    assert of(found, group.b, "process") != of(found, group.b, "process"), "not scored is no number"


def test_the_companies_stand_side_by_side_the_worst_first(scene, sign_in):
    group, _rows, _items = scene
    client = sign_in(group.ciso)
    for sort, first in (("items", "Beta Works"), ("process", "Alpha Works"), ("vendors", "Alpha Works")):
        page = client.get(f"/companies/?sort={sort}").text
        names = re.findall(r'<th scope="row"><a href="/companies/\d+">([^<]+)</a>', page)
        assert names[0] == first
        assert len(names) == 3
    assert "会社別" in client.get("/companies/?lang=ja&sort=nonsense").text


def test_a_company_is_shown_in_full_down_to_the_answers(scene, sign_in):
    group, _rows, _items = scene
    page = sign_in(group.ciso).get(f"/companies/{group.a.id}").text
    assert re.search(r'href="/reviews/\d+/sections/S01"', page)
    vendors = page.split("Direct vendors")[1]
    assert vendors.index("Weak") < vendors.index("Silent"), "who was never assessed stands last"
    assert "Not yet assessed" in vendors
    assert "Strong" not in page


def test_a_manager_sees_the_own_branch_and_of_others_no_name_and_no_company(scene, sign_in):
    group, _rows, _items = scene
    client = sign_in(group.manager_a)
    assert client.get(f"/companies/{group.b.id}").status_code == 404
    assert client.get("/companies/999999").status_code == 404
    for address in ("/companies/", f"/companies/{group.a.id}"):
        page = client.get(address).text
        assert "Alpha Works" in page
        for secret in ("Beta Works", "Strong"):
            assert secret not in page
        assert "Not shown: too few other companies have a value" in page


def test_the_others_are_a_spread_once_enough_have_a_value_and_the_own_value_is_not_in_it(scene, sign_in):
    group, _rows, items = scene
    scope = Scope(frozenset({group.a.id}))
    assert others(scope, now().date())["items"] is None
    for number in range(FEWEST - 1):
        company = organizations.company(f"Extra {number}", parent=group.holding)
        accepted(company, group.holding, items, 3)
    db.session.commit()
    found = others(scope, now().date())
    assert (found["items"].low, found["items"].middle, found["items"].high) == (50, 75, 75), "A's own 100 is not in it"
    assert found["process"] is None
    for lang, path in (("en", ""), ("ja", ""), ("ja", group.a.id)):
        page = sign_in(group.manager_a).get(f"/companies/{path}?lang={lang}").text
        assert "Extra" not in page
        assert 'class="spread-box"' in page
    assert others(queries.everybody(), now().date()) == {}, "who sees all needs no spread"


def test_the_table_is_kept_as_a_file_with_the_readers_companies_only(scene, sign_in):
    group, _rows, _items = scene
    text = sign_in(group.ciso).get("/companies/table.csv").data.decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 4
    assert "Alpha Works,100,25" in text
    own = sign_in(group.manager_a).get("/companies/table.csv?lang=ja").data.decode("utf-8-sig")
    assert "Beta" not in own
    assert len(own.strip().splitlines()) == 2
    assert sign_in(group.ciso).get("/companies/table.xlsx").status_code == 200
    assert sign_in(group.ciso).get("/companies/table.exe").status_code == 404


def test_strangers_may_not(scene, stranger):
    group, _rows, _items = scene
    for path in ("/companies/", f"/companies/{group.a.id}", "/companies/table.csv"):
        assert stranger.get(path).status_code == 302
