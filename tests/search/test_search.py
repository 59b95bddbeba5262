"""The search finds what a person may see, in any spelling, and nothing else."""

import pytest

from tests.builders import accounts, organizations
from tests.builders.clock import NOW
from tests.builders.statements import statements
from vendor_risk.database import db
from vendor_risk.engagements import actions
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.organizations.models import Contact
from vendor_risk.organizations.names import fold
from vendor_risk.permissions import Role

AT = {"at": NOW, "actor": "user:1 Tester"}


@pytest.fixture
def scene(group):
    """A vendor of A with a contact and an engagement, and one of B that people of A must not find."""
    mine = organizations.vendor(
        "Aoi Systems", group.a, code="P-AOI", search_text=fold("P-AOI Aoi Systems 葵システム ｱｵｲ")
    )
    theirs = organizations.vendor("Aoi Secret", group.b, code="P-SEC", search_text=fold("P-SEC Aoi Secret"))
    db.session.add(
        Contact(organization_id=mine.id, name="Hanako Sato", email="hanako@aoi.example", language="en", role="")
    )
    for company, vendor, service in ((group.a, mine, "Aoi payroll"), (group.b, theirs, "Aoi hidden service")):
        actions.add(f"E-{vendor.id}", company.id, vendor.id, EngagementValues(service, owner_name="O"), **AT)
    return mine, theirs


def found(client, text):
    return client.get("/search/", query_string={"q": text}).text


@pytest.mark.parametrize("text", ["aoi", "ＡＯＩ", "P-AOI", "葵システム", "アオイ", "aoi systems"])
def test_a_vendor_is_found_by_name_code_and_kana_in_any_width(group, scene, sign_in, text):
    assert f'/organizations/{scene[0].id}"' in found(sign_in(group.manager_a), text)


def test_contacts_engagements_and_questions_are_found(group, scene, sign_in):
    client = sign_in(group.manager_a)
    assert "hanako@aoi.example" in found(client, "hanako")
    assert "hanako@aoi.example" in found(client, "HANAKO@aoi")
    assert "Aoi payroll" in found(client, "payroll")


def test_nothing_of_another_company_is_found_or_counted(group, scene, sign_in):
    page = found(sign_in(group.manager_a), "aoi")
    assert "Secret" not in page
    assert "hidden service" not in page
    assert found(sign_in(group.manager_a), "secret").count("<li>") == found(sign_in(group.manager_a), "zzz").count(
        "<li>"
    )
    assert "Nothing found" in found(sign_in(group.manager_a), "secret")


def test_percent_and_underscore_are_letters_and_markup_stays_text(group, scene, sign_in):
    client = sign_in(group.owner)
    for text in ("%", "_", "%%%"):
        assert "Aoi" not in found(client, text)
    assert "<b>x" not in found(client, "<b>x")


def test_a_search_costs_the_same_however_much_is_found(group, scene, sign_in):
    client = sign_in(group.owner)
    found(client, "aoi")
    with statements() as few:
        found(client, "aoi")
    for number in range(20):
        organizations.vendor(f"Aoi {number}", group.a, search_text=f"aoi {number}")
    db.session.commit()
    found(client, "aoi")
    with statements() as many:
        page = found(client, "aoi")
    assert len(many) == len(few) <= 16
    assert "Show all 22" in page


def test_strangers_are_led_to_the_sign_in_page(app, group):
    assert app.test_client().get("/search/?q=aoi").status_code == 302


def test_a_reader_without_the_register_is_shown_no_organizations(group, scene, sign_in):
    reader = sign_in(accounts.person(Role.AUDITOR, group.b))
    assert "Aoi Systems" not in found(reader, "aoi")


def test_the_box_stands_on_every_page_and_says_its_key(group, sign_in):
    page = sign_in(group.manager_a).get("/").text
    assert 'role="search"' in page
    assert 'data-key="/"' in page


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("高橋 美咲", "髙橋 美咲"),
        ("髙橋", "高橋 健"),
        ("ﾐﾗｰ", "ミラー"),
        ("müller", "Jürgen Müller"),
        ("müller", "Jan Mueller"),
    ],
)
def test_contacts_are_found_in_other_spellings_too(group, scene, sign_in, text, name):
    mine, _theirs = scene
    db.session.add(Contact(organization_id=mine.id, name=name, email="somebody@aoi.example", language="en", role=""))
    db.session.commit()
    assert "somebody@aoi.example" in found(sign_in(group.manager_a), text)
