"""The list of vendors and the page of one: found, filtered, sorted, and seen only by who rests on it."""

import pytest

from tests.builders import accounts, organizations
from tests.builders.clock import NOW
from tests.builders.forms import post
from tests.builders.statements import statements, statements_of
from vendor_risk.database import db
from vendor_risk.organizations import actions
from vendor_risk.organizations.actions import OrganizationFacts
from vendor_risk.organizations.models import Contact, Organization, Reach
from vendor_risk.permissions import Role
from vendor_risk.web.paging import PAGE_SIZE

LIST = "/organizations/vendors"
AT = {"at": NOW, "actor": "user:1 Tester"}


@pytest.fixture
def vendors(group):
    """One vendor of A, one of B, one of B that A rests on at depth 2."""

    def add(code, facts, home):
        return actions.add_vendor(code, facts, home_company_id=home.id, **AT)

    found = {
        "mine": add("P-A", OrganizationFacts("㈱ﾔﾏﾀﾞ", name_en="Yamada Works"), group.a),
        "theirs": add("P-B", OrganizationFacts("Bolt GmbH", country="DE"), group.b),
        "shared": add("P-S", OrganizationFacts("Shared Cloud"), group.b),
    }
    db.session.add_all(
        [
            Reach(company_id=group.a.id, organization_id=found["mine"].id, depth=1),
            Reach(company_id=group.a.id, organization_id=found["shared"].id, depth=2),
            Reach(company_id=group.b.id, organization_id=found["shared"].id, depth=1),
        ]
    )
    found["mine"].tier, found["mine"].inherent_risk = "T1", 0.64
    db.session.flush()
    return {name: vendor.id for name, vendor in found.items()}


def names(answer):
    return [name for name in ("Yamada Works", "Bolt GmbH", "Shared Cloud") if name in answer.text]


def test_a_manager_sees_own_vendors_and_those_in_the_chain_and_no_others(group, vendors, sign_in):
    assert names(sign_in(group.manager_a).get(LIST)) == ["Yamada Works", "Shared Cloud"]
    assert names(sign_in(group.manager_b).get(LIST)) == ["Bolt GmbH", "Shared Cloud"]
    assert len(names(sign_in(group.owner).get(LIST))) == 3


def test_the_page_of_a_vendor_outside_the_scope_does_not_exist(group, vendors, sign_in):
    client = sign_in(group.manager_a)
    assert client.get(f"/organizations/{vendors['theirs']}").status_code == 404
    assert client.get(f"/organizations/{group.b.id}").status_code == 404
    assert client.get(f"/organizations/{vendors['shared']}").status_code == 200
    assert "Beta Works" not in client.get(f"/organizations/{vendors['shared']}").text
    assert client.get(LIST, query_string={"company": group.b.id}).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "やまだ"}, ["Yamada Works"]),
        ({"q": "bolt p-b"}, ["Bolt GmbH"]),
        ({"q": "100%"}, []),
        ({"tier": "T1"}, ["Yamada Works"]),
        ({"tier": "none"}, ["Bolt GmbH", "Shared Cloud"]),
        ({"country": "DE"}, ["Bolt GmbH"]),
        ({"depth": "1"}, ["Yamada Works", "Shared Cloud"]),
        ({"depth": "none"}, ["Bolt GmbH"]),
        ({"status": "ended"}, []),
    ],
)
def test_the_list_is_narrowed_by_search_and_filters(group, vendors, sign_in, query, found):
    assert names(sign_in(group.owner).get(LIST, query_string=query)) == found


def test_the_depth_of_a_filter_is_that_of_the_chosen_company(group, vendors, sign_in):
    client = sign_in(group.owner)
    assert names(client.get(LIST, query_string={"company": group.a.id, "depth": "2"})) == ["Shared Cloud"]
    assert names(client.get(LIST, query_string={"company": group.a.id})) == ["Yamada Works", "Shared Cloud"]


@pytest.mark.parametrize("order", ["name", "code", "tier", "risk", "country", "depth", "nonsense"])
@pytest.mark.parametrize("direction", ["asc", "desc"])
def test_the_list_sorts_by_any_column_and_what_is_unknown_comes_last(group, vendors, sign_in, order, direction):
    answer = sign_in(group.owner).get(LIST, query_string={"sort": order, "dir": direction})
    assert len(names(answer)) == 3
    if order in {"tier", "risk"}:
        assert answer.text.index("Yamada Works") < answer.text.index("Bolt GmbH")


def test_the_list_takes_as_many_statements_for_two_hundred_vendors_as_for_three(group, vendors, sign_in):
    client = sign_in(group.owner)
    few = statements_of(client, LIST)
    for number in range(200):
        organizations.vendor(f"Vendor {number:03}", group.a)
    db.session.commit()
    with statements() as many:
        answer = client.get(LIST, query_string={"page": 3, "lang": "ja"})
    assert len(many) == len(few) <= 22, "as many for the rows, owners and next steps of any number"
    assert "3" in answer.text
    assert answer.text.count("<tr>") == PAGE_SIZE + 1


def test_pages_beyond_the_last_show_the_last(group, vendors, sign_in):
    client = sign_in(group.owner)
    assert len(names(client.get(LIST, query_string={"page": 99}))) == 3
    assert len(names(client.get(LIST, query_string={"page": "x"}))) == 3


def form_of(group, **changes):
    values = {
        "code": "P-NEW",
        "name": "New Vendor",
        "country": "JP",
        "status": "active",
        "home_company_id": group.a.id,
    }
    return values | changes


def test_procurement_adds_a_vendor_and_finds_it_by_its_number(group, sign_in):
    client = sign_in(group.owner)
    answer = post(client, "/organizations/vendors/new", data=form_of(group, corporate_number="1180-3010-18771"))
    assert answer.status_code == 302
    stored = db.session.query(Organization).filter_by(code="P-NEW").one()
    assert (stored.corporate_number, stored.home_company_id) == ("1180301018771", group.a.id)
    assert "New Vendor" in client.get(LIST, query_string={"q": "1180301018771"}).text


@pytest.mark.parametrize(
    "wrong",
    [{"corporate_number": "1180301018772"}, {"lei": "X" * 20}, {"website": "javascript:alert(1)"}, {"country": "XX"},
     {"name": ""}, {"employees": "-1"}, {"home_company_id": 999_999}],
)  # fmt: skip
def test_what_cannot_be_is_refused_on_the_form_and_nothing_is_stored(group, sign_in, wrong):
    answer = post(sign_in(group.owner), "/organizations/vendors/new", data=form_of(group, **wrong))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert db.session.query(Organization).filter_by(code="P-NEW").count() == 0


def test_one_code_and_one_corporate_number_are_one_organization(group, vendors, sign_in):
    client = sign_in(group.owner)
    taken = post(client, "/organizations/vendors/new", data=form_of(group, code="P-A"))
    assert "” is already used by another organisation. Enter a different code." in taken.text
    post(client, "/organizations/vendors/new", data=form_of(group, corporate_number="1180301018771"))
    second = post(
        client, "/organizations/vendors/new", data=form_of(group, code="P-3", corporate_number="1180301018771")
    )
    assert "is already registered for another organisation. Use that record." in second.text


def test_a_record_changed_meanwhile_is_not_overwritten(group, vendors, sign_in):
    client, url = sign_in(group.owner), f"/organizations/vendors/{vendors['mine']}/edit"
    seen = db.session.get(Organization, vendors["mine"]).version
    first = post(client, url, data=form_of(group, code="P-A", name="First", version=seen))
    second = post(client, url, data=form_of(group, code="P-A", name="Second", version=seen))
    assert (first.status_code, second.status_code) == (302, 409)
    db.session.expire_all()
    assert db.session.get(Organization, vendors["mine"]).name == "First"


def test_a_contact_is_named_in_the_language_of_the_reader(group, vendors, sign_in):
    client = sign_in(accounts.person(Role.PROCUREMENT, group.holding))
    home = f"/organizations/{vendors['mine']}"
    fields = {"name": "Satō Misaki", "name_en": "Misaki Sato", "name_ja": "佐藤 美咲", "email": "sato@p.example"}
    assert post(client, f"{home}/contacts/new", data=fields | {"language": "ja"}).status_code == 302
    english, japanese = client.get(f"{home}?lang=en").text, client.get(f"{home}?lang=ja").text
    assert "Misaki Sato" in english
    assert "佐藤 美咲" in japanese
    assert "佐藤 美咲" not in english
    assert "Misaki Sato" not in japanese


@pytest.mark.parametrize("who", ["reviewer", "ciso", "auditor", "manager_a"])
def test_who_may_only_look_cannot_change(group, vendors, sign_in, who):
    client = sign_in(getattr(group, who))
    for url in (
        "/organizations/vendors/new", f"/organizations/vendors/{vendors['mine']}/edit",
        f"/organizations/{vendors['mine']}/contacts/new",
    ):  # fmt: skip
        assert post(client, url, data=form_of(group)).status_code == 403
    db.session.expire_all()
    assert db.session.get(Organization, vendors["mine"]).name == "㈱ﾔﾏﾀﾞ"


def test_who_rests_on_a_vendor_but_does_not_look_after_it_cannot_change_it(group, vendors, sign_in):
    clerk = accounts.person(Role.PROCUREMENT, group.a)
    client = sign_in(clerk)
    assert client.get(f"/organizations/{vendors['shared']}").status_code == 200
    assert post(client, f"/organizations/vendors/{vendors['shared']}/edit", data=form_of(group)).status_code == 403
    assert post(client, f"/organizations/vendors/{vendors['theirs']}/edit", data=form_of(group)).status_code == 404
    assert post(client, f"/organizations/{vendors['shared']}/contacts/new", data={}).status_code == 403
    db.session.expire_all()
    assert db.session.get(Organization, vendors["shared"]).name == "Shared Cloud"


def test_suggestions_know_only_what_may_be_seen(group, vendors, sign_in):
    client = sign_in(group.manager_a)
    assert client.get("/organizations/suggestions.json", query_string={"q": "bolt"}).json == []
    assert client.get("/organizations/suggestions.json", query_string={"q": "shared"}).json == ["P-S – Shared Cloud"]


def test_a_name_that_looks_like_markup_stays_text(group, sign_in):
    name = "<img src=x onerror=alert(1)>"
    evil = actions.add_vendor("P-X", OrganizationFacts(name, notes=name), home_company_id=group.a.id, **AT).id
    client = sign_in(group.owner)
    assert "<img" not in client.get(LIST).text + client.get(f"/organizations/{evil}").text


def test_a_code_taken_in_the_very_same_moment_is_a_conflict_and_not_a_fault(group, vendors, sign_in, monkeypatch):
    monkeypatch.setattr("vendor_risk.organizations.queries.code_taken", lambda _code, _besides=None: False)
    answer = post(sign_in(group.owner), "/organizations/vendors/new", data=form_of(group, code="P-A"))
    assert answer.status_code == 409
    assert db.session.query(Organization).filter_by(code="P-A").count() == 1


def test_control_characters_of_a_paste_do_not_get_into_a_name(group, sign_in):
    post(sign_in(group.owner), "/organizations/vendors/new", data=form_of(group, name="Acme\x0bWorks\x00", code="P-VT"))
    assert db.session.query(Organization).filter_by(code="P-VT").one().name == "Acme Works"


def test_a_vendor_is_found_by_its_contacts_name_or_address(group, sign_in):
    known = organizations.vendor("Yamada Works", home=group.a)
    organizations.vendor("Bolt GmbH", home=group.a)
    db.session.add(
        Contact(
            organization_id=known.id, name="Hana Sato", name_ja="佐藤 花", email="hana@Yamada.example", language="ja"
        )
    )
    db.session.commit()
    client = sign_in(group.owner)
    for query in ("HANA@yamada", "佐藤", "yamada sato"):
        assert names(client.get(LIST, query_string={"q": query})) == ["Yamada Works"], query
        chosen = client.get("/campaigns/new", query_string={"q": query})
        assert names(chosen) == ["Yamada Works"], query
    assert names(client.get(LIST, query_string={"q": "bolt sato"})) == []
