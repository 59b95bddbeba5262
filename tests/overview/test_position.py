"""The first screen of who steers: it names whom to call, what moved, what is weak, and stays as quick as it is."""

from datetime import UTC

from tests.builders import organizations
from tests.builders.chains import engagement, scope_of
from tests.builders.history import THEN, scene
from tests.builders.statements import statements_of
from vendor_risk.database import db, now
from vendor_risk.organizations.models import Contact
from vendor_risk.overview.position import position
from vendor_risk.supply_chain import actions as supply_chain_actions

__all__ = ["scene"]


def test_the_five_questions_of_a_minute_are_answered(scene, sign_in):
    group, rows = scene
    person = db.session.query(Contact).filter_by(organization_id=rows["bolt"].id).one()
    page = sign_in(group.ciso).get("/").text
    assert person.email in page.split('id="home-paths"')[1]  # whom do I call, through whom
    assert "What changed and why" in page
    assert f"{THEN.year}" in page.split("Changes since")[1][:40]
    assert "Acme" in page.split('id="home-changed"')[1].split("</section>")[0]  # what changed, for whom
    assert "answers" in page.split('href="/numbers/exposure"')[1].split("</div>")[0]  # and what moved the number
    assert "Bolt" in page.split('id="home-weakly"')[1]  # what is only self-declared
    assert "Rules" in page.split('id="home-first"')[1] or "Incidents" in page.split('id="home-first"')[1]  # what first


def test_the_numbers_are_those_of_then_and_now(scene):
    group, _rows = scene
    found = position(scope_of(group.holding, group.a, group.b), now().date(), UTC)
    assert found.critical == 2
    assert found.numbers.day == THEN.date()
    assert (found.numbers.then.poor, found.numbers.now.poor) == (1, 0)
    assert found.numbers.unknown == (1, 0)
    assert {row.name for row in found.weak} == {"Acme", "Bolt"}


def test_who_manages_one_company_sees_only_its_vendors(scene, sign_in):
    group, _rows = scene
    page = sign_in(group.manager_a).get("/").text
    assert "Acme" in page
    assert "Bolt" not in page


def test_home_asks_the_database_a_fixed_number_of_times(scene, sign_in):
    group, _rows = scene
    client = sign_in(group.ciso)
    before = statements_of(client, "/")
    for number in range(6):
        engagement(group.a, organizations.vendor(f"More {number}", group.a, tier="T1", inherent_risk=0.3))
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    after = statements_of(client, "/")
    assert len(after) == len(before) < 45
