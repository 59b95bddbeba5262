"""Pages of engagements: what they show, who may use them, and that nothing of another company is there."""

import re

import pytest

from tests.builders import accounts, organizations
from tests.builders.clock import NOW
from tests.builders.forms import post
from tests.builders.statements import statements, statements_of
from vendor_risk.database import db
from vendor_risk.domain.tiering.facts import ConfidentialData, VendorAccess
from vendor_risk.engagements import actions, queries
from vendor_risk.engagements.models import Engagement
from vendor_risk.engagements.queries import EngagementFilters
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.permissions import Role, Scope

AT = {"at": NOW, "actor": "user:1 Tester"}


@pytest.fixture
def scene(group):
    vendor = organizations.vendor("Acme", group.a, code="P-ACME")
    facts = {"data_class": ConfidentialData.CONFIDENTIAL, "access": VendorAccess.REMOTE_PRIVILEGED}
    mine = actions.add("E-A", group.a.id, vendor.id, EngagementValues("Hosting A", owner_name="O", **facts), **AT)
    theirs = actions.add("E-B", group.b.id, vendor.id, EngagementValues("Secret of B", owner_name="O"), **AT)
    return {"vendor": vendor.id, "mine": mine.id, "theirs": theirs.id}


def form_of(group, **changes):
    values = {
        "buyer_id": group.a.id, "supplier": "P-ACME – Acme", "service_en": "Payroll",
        "category": "human_resources", "status": "active",
        "owner_name_en": "Owner", "data_class": "none", "access": "none", "substitutability": "easy",
        "personal_data": "",
        "answer_confidential": "", "answer_stoppage": "", "answer_access": "",
    }  # fmt: skip
    return values | changes


def test_a_manager_sees_the_engagements_of_the_own_company_only(group, scene, sign_in):
    client = sign_in(group.manager_a)
    for url in ("/engagements/", f"/organizations/{scene['vendor']}"):
        page = client.get(url).text
        assert "Hosting A" in page
        assert "Secret of B" not in page
    assert client.get(f"/engagements/{scene['theirs']}").status_code == 404
    assert client.get("/engagements/", query_string={"company": group.b.id}).status_code == 404


def test_the_category_filter_of_vendors_knows_only_engagements_of_the_scope(group, scene, sign_in):
    url, query = "/organizations/vendors", {"category": "other"}
    assert "Acme" in sign_in(group.manager_a).get(url, query_string=query).text
    db.session.get(Engagement, scene["theirs"]).category = "finance"
    assert "Acme" not in sign_in(group.manager_a).get(url, query_string={"category": "finance"}).text
    assert "Acme" in sign_in(group.owner).get(url, query_string={"category": "finance"}).text


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_page_says_why_the_tier_is_what_it_is(group, scene, sign_in, lang):
    page = sign_in(group.owner).get(f"/engagements/{scene['mine']}", query_string={"lang": lang}).text
    sentences = {
        "en": [
            "Does the vendor handle our important confidential information",
            "The vendor holds confidential information.",
            "Impact 4 × likelihood 4 = 16 out of 25, or 64 out of 100.",
        ],
        "ja": [
            "取引先は、当社の重要な機密情報",
            "取引先が機密情報を保有します。",
            "影響度4×発生可能性4＝25点中16点",
        ],
    }[lang]  # fmt: skip
    assert [sentence for sentence in sentences if sentence not in page] == []


@pytest.mark.parametrize(
    "query", [{"q": "ａｃｍｅ hosting"}, {"tier": "T1"}, {"company": "A"}, {"q": "E-A"}, {"sort": "risk", "tier": "T1"}]
)
def test_the_list_is_narrowed_by_search_and_filters(group, scene, sign_in, query):
    query = query | ({"company": group.a.id} if "company" in query else {})
    page = sign_in(group.owner).get("/engagements/", query_string=query).text
    assert "Hosting A" in page
    assert "Secret of B" not in page


def test_the_list_takes_a_fixed_number_of_statements(group, scene, sign_in):
    client = sign_in(group.owner)
    few = statements_of(client, "/engagements/")
    for number in range(60):
        values = EngagementValues(f"Service {number}", owner_name="O")
        actions.add("", group.a.id, scene["vendor"], values, **AT)
    db.session.commit()
    with statements() as many:
        client.get("/engagements/", query_string={"sort": "end"})
    assert len(many) == len(few) <= 10


def test_procurement_adds_an_engagement_and_is_shown_its_tier(group, scene, sign_in):
    data = form_of(group, data_class="highly_confidential", feature_cloud_service="yes")
    answer = post(sign_in(group.owner), "/engagements/new", data, follow_redirects=True)
    assert answer.status_code == 200
    assert "The tier is T1" in answer.text
    stored = db.session.query(Engagement).filter_by(service="Payroll").one()
    assert "cloud_service" in stored.facts


@pytest.mark.parametrize(
    "wrong", [{"supplier": "Nobody"}, {"owner_name_en": ""}, {"service_en": ""}, {"data_class": "secret"},
              {"stoppage_hours": "-1"}, {"buyer_id": "999999"}, {"category": "magic"},
              {"contract_start": "2026-02-01", "contract_end": "2026-01-01"}]
)  # fmt: skip
def test_what_cannot_be_is_refused_on_the_form_and_nothing_is_stored(group, scene, sign_in, wrong):
    answer = post(sign_in(group.owner), "/engagements/new", form_of(group, **wrong))
    assert answer.status_code == 422
    assert db.session.query(Engagement).filter_by(service="Payroll").count() == 0


def test_a_change_keeps_the_parties_and_refuses_to_overwrite(group, scene, sign_in):
    client, url = sign_in(group.owner), f"/engagements/{scene['mine']}/edit"
    page = client.get(url).text
    assert 'name="supplier"' not in page
    version = db.session.get(Engagement, scene["mine"]).version
    data = form_of(group, service_en="Hosting A2", version=version, code="E-A")
    assert post(client, url, data).status_code == 302
    assert post(client, url, data).status_code == 409
    db.session.expire_all()
    stored = db.session.get(Engagement, scene["mine"])
    assert (stored.service, stored.buyer_id) == ("Hosting A2", group.a.id)


def test_an_override_is_shown_with_who_when_and_why_and_is_removable(group, scene, sign_in):
    client, url = sign_in(group.owner), f"/engagements/{scene['mine']}"
    assert post(client, f"{url}/tier", {"tier": "T3", "reason": ""}).status_code == 422
    shown = post(client, f"{url}/tier", {"tier": "T3", "reason": "Only <b>test</b> data."}, follow_redirects=True).text
    assert f"Set by {group.owner.name}" in shown
    assert "Only &lt;b&gt;test&lt;/b&gt; data." in shown
    removed = post(client, f"{url}/tier/remove", follow_redirects=True).text
    assert "Set by" not in removed


@pytest.mark.parametrize("who", ["reviewer", "ciso", "auditor", "manager_a"])
def test_who_may_only_look_cannot_change(group, scene, sign_in, who):
    client = sign_in(getattr(group, who))
    assert client.get(f"/engagements/{scene['mine']}").status_code == 200
    for url in ("/engagements/new", f"/engagements/{scene['mine']}/edit", f"/engagements/{scene['mine']}/tier",
                f"/engagements/{scene['mine']}/tier/remove"):  # fmt: skip
        assert post(client, url, form_of(group, tier="T3", reason="x")).status_code == 403
    db.session.expire_all()
    assert db.session.get(Engagement, scene["mine"]).tier == "T1"


def test_another_companys_engagement_does_not_exist_for_changes(group, scene, sign_in):
    client = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    for url in ("edit", "tier", "tier/remove"):
        answer = post(client, f"/engagements/{scene['theirs']}/{url}", form_of(group, tier="T1", reason="x"))
        assert answer.status_code == 404
    stranger_buyer = post(client, "/engagements/new", form_of(group, buyer_id=group.b.id))
    assert stranger_buyer.status_code == 422
    db.session.expire_all()
    assert db.session.get(Engagement, scene["theirs"]).tier == "T3"


def test_a_blank_field_of_the_form_is_unknown_and_the_page_says_what_is_missing(group, scene, sign_in):
    client = sign_in(group.owner)
    answered = form_of(group, personal_data="no", access="", substitutability="", feature_cloud_service="yes")
    page = post(client, "/engagements/new", answered, follow_redirects=True).text
    stored = db.session.query(Engagement).filter_by(service="Payroll").one()
    assert (stored.data_class, stored.personal_data, stored.access) == ("none", False, None)
    assert (stored.facts, stored.denied_facts) == (["cloud_service"], [])
    assert (stored.tier, stored.tier_could_be) == ("T3", "T1")
    assert "could be T1" in page
    assert "details missing" in page
    shown = client.get(f"/engagements/{stored.id}/edit").text
    assert re.search(r'id="feature_cloud_service"[^>]*>.*?<option selected value="yes">', shown, re.DOTALL)
    assert re.search(r'id="access"[^>]*>\s*<option selected value="">Not known yet', shown)
    missing = client.get("/engagements/", query_string={"missing": "1"}).text
    assert "Payroll" in missing


def test_a_service_and_its_owner_are_shown_in_the_readers_language_and_found_in_both(group, scene, sign_in):
    client = sign_in(group.owner)
    both = {"service_en": "Payroll", "service_ja": "給与計算", "owner_name_en": "Rin Ota", "owner_name_ja": "太田 凛"}
    assert post(client, "/engagements/new", form_of(group, **both)).status_code == 302
    stored = db.session.query(Engagement).filter_by(service_ja="給与計算").one()
    history = f"/supply_chain/history/{scene['vendor']}"
    pages = (
        "/engagements/",
        f"/engagements/{stored.id}",
        f"/organizations/{scene['vendor']}",
        "/supply_chain/",
        history,
    )
    for url in pages:
        english, japanese = client.get(f"{url}?lang=en").text, client.get(f"{url}?lang=ja").text
        for page, own, other in ((english, "Payroll", "給与計算"), (japanese, "給与計算", "Payroll")):
            assert own in page, url
            assert other not in page, url
    for word in ("Payroll", "給与", "Ota", "太田"):
        assert f'/engagements/{stored.id}"' in client.get("/engagements/", query_string={"q": word}).text
    one = form_of(group, service_en="", service_ja="給与計算", version=stored.version, code=stored.code)
    assert post(client, f"/engagements/{stored.id}/edit", one).status_code == 302
    assert "給与計算" in client.get("/engagements/?lang=en").text  # the only one there is


def test_services_are_sorted_as_the_reader_sees_them(group, scene):
    for en, ja in (("Alpha", "わ"), ("Beta", "あ")):
        values = EngagementValues("", service_en=en, service_ja=ja, owner_name="O")
        actions.add("", group.a.id, scene["vendor"], values, **AT)
    scope = Scope(frozenset({group.a.id}))

    def order(lang):
        found = queries.engagements(scope, EngagementFilters(), AT["at"].date(), "service", lang=lang).rows
        return [row.service_en for row in found if row.service_en in {"Alpha", "Beta"}]

    assert order("en") == ["Alpha", "Beta"]
    assert order("ja") == ["Beta", "Alpha"]


def test_access_on_site_is_work_on_our_premises(group, scene, sign_in):
    client = sign_in(group.owner)
    on_site = {"access": "on_site", "feature_on_site_work": "no"}
    refused = post(client, "/engagements/new", form_of(group, **on_site))
    assert "is set to “On our premises”, but “Work on our premises” is set to “No”" in refused.text
    assert 'value="Payroll"' in refused.text
    post(client, "/engagements/new", form_of(group, access="on_site", feature_on_site_work="yes"))
    row = db.session.query(Engagement).filter_by(service_en="Payroll").one()
    assert "on_site_work" in row.facts
    assert "on_site_work" not in row.missing_facts
    detail = client.get(f"/engagements/{row.id}").text
    assert re.search(r"Work on our premises</dt>\s*<dd>\s*Yes", detail)
    edit = client.get(f"/engagements/{row.id}/edit").text
    choice = re.search(r'<select[^>]*name="feature_on_site_work".*?</select>', edit, re.S)[0]
    assert re.search(r'<option selected value="yes"|value="yes" selected', choice)


def test_saving_says_at_least_while_details_are_missing(group, scene, sign_in):
    client = sign_in(group.owner)
    answer = post(client, "/engagements/new", form_of(group, data_class=""))
    page = client.get(answer.location).text
    assert re.search(r"Saved. The tier is at least T3; it could be T\d once the missing details are known", page)
