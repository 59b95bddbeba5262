"""Group companies as a tree, and the contacts of organizations."""

import re

import pytest

from tests.builders import accounts, organizations
from tests.builders.clock import NOW
from tests.builders.forms import post
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.organizations import actions, queries, tree
from vendor_risk.organizations.actions import ContactFacts
from vendor_risk.organizations.models import Contact, Organization, Reach
from vendor_risk.permissions import Role, Scope

AT = {"at": NOW, "actor": "user:1 Tester"}


def form_of(company, **changes):
    values = {"code": company.code, "name": company.name, "name_en": company.name, "country": "JP", "status": "active"}
    return values | {"parent_id": company.parent_id or "", "version": company.version} | changes


def test_the_tree_stands_from_the_top_down(group):
    below = organizations.company("Alpha Parts", group.a)
    scope = Scope(frozenset({group.holding.id, group.a.id, group.b.id, below.id}))
    lines = [(line.row.name, line.level, line.below) for line in tree.lines(queries.companies(scope))]
    assert lines == [("Holding", 0, 2), ("Alpha Works", 1, 1), ("Alpha Parts", 2, 0), ("Beta Works", 1, 0)]


def test_a_company_whose_parent_is_out_of_sight_stands_at_the_top(group):
    lines = tree.lines(queries.companies(Scope(frozenset({group.a.id}))))
    assert [(line.row.name, line.level) for line in lines] == [("Alpha Works", 0)]


def test_a_circle_is_refused_with_a_sentence_that_names_the_companies(group, sign_in):
    below = organizations.company("Alpha Parts", group.a)
    answer = post(
        sign_in(group.administrator),
        f"/organizations/companies/{group.a.id}/edit",
        data=form_of(group.a, parent_id=below.id),
    )
    assert answer.status_code == 422
    assert "Alpha Works → Alpha Parts → Alpha Works" in answer.text
    db.session.expire_all()
    assert db.session.get(Organization, group.a.id).parent_id == group.holding.id


def test_a_company_cannot_be_its_own_parent(group):
    with pytest.raises(Refused, match="Alpha Works → Alpha Works"):
        actions.move_company(group.a, group.a.id, lang="en", **AT)


def test_an_administrator_moves_a_company_and_others_may_not(group, sign_in):
    below = organizations.company("Alpha Parts", group.a)
    url, data = f"/organizations/companies/{below.id}/edit", form_of(below, parent_id=group.b.id)
    assert post(sign_in(group.owner), url, data=data).status_code == 403
    assert post(sign_in(group.administrator), url, data=data).status_code == 302
    db.session.expire_all()
    assert db.session.get(Organization, below.id).parent_id == group.b.id


def test_an_administrator_of_one_company_neither_sees_nor_moves_another(group, sign_in):
    local = accounts.person(Role.ADMINISTRATOR, group.a)
    client = sign_in(local)
    assert post(client, f"/organizations/companies/{group.b.id}/edit", data=form_of(group.b)).status_code == 404
    refused = post(
        client, "/organizations/companies/new", data=form_of(group.b, code="NEW", parent_id=group.holding.id)
    )
    assert refused.status_code == 422
    assert "Beta Works" not in client.get("/organizations/companies").text


def test_a_new_company_rests_on_itself(group, sign_in):
    answer = post(
        sign_in(group.administrator),
        "/organizations/companies/new",
        data=form_of(group.b, code="NEW", name_en="New Works", parent_id=group.a.id),
    )
    assert answer.status_code == 302
    new = db.session.query(Organization).filter_by(code="NEW").one()
    assert db.session.get(Reach, (new.id, new.id)).depth == 0


def test_the_numbers_of_a_company_lead_to_exactly_those_vendors(group, sign_in):
    vendors = [organizations.vendor(f"Vendor {n}", group.a, tier=tier) for n, tier in enumerate(("T1", "T2", None))]
    for vendor, depth in zip(vendors, (1, 1, 2), strict=True):
        db.session.add(Reach(company_id=group.a.id, organization_id=vendor.id, depth=depth))
    db.session.add(Reach(company_id=group.a.id, organization_id=group.b.id, depth=1))
    db.session.flush()
    numbers = queries.company_numbers([group.a.id, group.b.id])
    assert (numbers[group.a.id].direct, numbers[group.a.id].critical, numbers[group.a.id].chain) == (2, 1, 3)
    page = sign_in(group.manager_a).get("/organizations/vendors", query_string={"company": group.a.id, "depth": 1})
    assert [name for name in ("Vendor 0", "Vendor 1", "Vendor 2") if name in page.text] == ["Vendor 0", "Vendor 1"]


def test_one_contact_of_an_organization_receives_questionnaires(group):
    vendor = organizations.vendor("Vendor", group.a)
    first = queries.contacts(vendor.id)[0]
    second = actions.save_contact(vendor, None, ContactFacts("Second", "second@p.example", primary=True), **AT)
    db.session.refresh(first)
    assert (first.primary, second.primary) == (False, True)
    with pytest.raises(Refused, match=r"is already a contact of this organisation\."):
        actions.save_contact(vendor, None, ContactFacts("Third", "SECOND@p.example"), **AT)
    actions.remove_contact(vendor, second, **AT)
    assert [contact.primary for contact in queries.contacts(vendor.id)] == [True]


def test_contacts_are_added_and_removed_by_who_looks_after_the_vendor(group, sign_in):
    vendor = organizations.vendor("Vendor", group.a)
    url, data = f"/organizations/{vendor.id}/contacts", {"name": "Sato", "email": "sato@p.example", "language": "ja"}
    other = accounts.person(Role.PROCUREMENT, group.b)
    assert post(sign_in(other), f"{url}/new", data=data).status_code == 404
    client = sign_in(group.owner)
    assert post(client, f"{url}/new", data=data | {"email": "no address"}).status_code == 422
    assert post(client, f"{url}/new", data=data).status_code == 302
    added = db.session.query(Contact).filter_by(email="sato@p.example").one()
    assert post(client, f"{url}/{added.id}", data=data | {"name": "Sato Hanako"}).status_code == 302
    stray = organizations.vendor("Other", group.a)
    assert post(client, f"/organizations/{stray.id}/contacts/{added.id}/remove").status_code == 404
    assert post(sign_in(other), f"{url}/{added.id}/remove").status_code == 404
    assert post(client, f"{url}/{added.id}/remove").status_code == 302
    assert db.session.query(Contact).filter_by(email="sato@p.example").count() == 0


@pytest.mark.parametrize(
    ("lang", "in_group", "left"),
    [("en", "In the group", "No longer in the group"), ("ja", "グループ内", "グループから離脱")],
)
def test_a_company_belongs_to_the_group_and_is_nobody_one_deals_with(group, sign_in, lang, in_group, left):
    client = sign_in(group.administrator)
    for page in ("companies", str(group.a.id)):
        text = client.get(f"/organizations/{page}?lang={lang}").text
        assert re.search(rf"<(td|dd)>{in_group}</", text)
        assert not re.search(r"<(td|dd)>(Active|取引中)</", text)
    form = client.get(f"/organizations/companies/{group.a.id}/edit?lang={lang}").text
    assert re.findall(r'value="(?:active|ended)">([^<]+)<', form) == [in_group, left]
    vendor = organizations.vendor("Acme", group.a)
    assert re.search(r"<dd>(Active|取引中)</", client.get(f"/organizations/{vendor.id}?lang={lang}").text)
