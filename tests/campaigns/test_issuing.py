"""Issuing to many: the plan says who gets what and who cannot, and exactly that happens."""

import re
from datetime import timedelta

import pytest

from tests.builders import accounts, assessments, flows, organizations
from tests.builders.assessments import SITE
from tests.builders.clock import NOW
from tests.builders.forms import post
from vendor_risk import paths
from vendor_risk.assessments.links.invitation_actions import latest_invitation
from vendor_risk.assessments.models import Assessment, Campaign, Invitation
from vendor_risk.campaigns import actions as campaign_actions
from vendor_risk.campaigns import issue_actions, issue_queries
from vendor_risk.campaigns.issue_actions import CampaignSettings, Obstacle
from vendor_risk.content import load_library
from vendor_risk.database import db, now
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.errors import Refused
from vendor_risk.notifications.models import MailStatus, OutboxMail
from vendor_risk.organizations.models import Contact, Reach
from vendor_risk.permissions import Role, Scope
from vendor_risk.questionnaires import actions as questionnaire_actions
from vendor_risk.questionnaires import queries

LIBRARY = load_library(paths.QUESTIONNAIRES)


def engagement(buyer, supplier, tier="T2", facts=(), **values):
    number = db.session.query(Engagement).count()
    defaults = {
        "code": f"E-{number}",
        "buyer_id": buyer.id,
        "supplier_id": supplier.id,
        "service": "Service",
        "facts": list(facts),
        "default_tier": tier,
        "tier": tier,
        "impact": 4,
        "likelihood": 3,
        "inherent_risk": 0.48,
        "tier_could_be": tier,
        "inherent_risk_could_be": 0.48,
        "created_at": NOW,
        "updated_at": NOW,
    }
    db.session.add(Engagement(**(defaults | values)))
    db.session.merge(Reach(company_id=buyer.id, organization_id=supplier.id, depth=1))
    db.session.flush()


@pytest.fixture
def shipped(app):
    questionnaire_actions.sync(LIBRARY, actor="test", at=NOW)
    db.session.commit()


CONTACT = {
    "person_en": "Pia Procurement", "phone": "03-1234-5678", "reply_to": "pia@group.example", "retention_years": 5,
}  # fmt: skip


def scope_of(group):
    return Scope(frozenset({group.holding.id, group.a.id, group.b.id}))


def decided(group, **changes):
    values = {
        "name": "Review",
        "issuer_id": group.holding.id,
        "due_on": now().date() + timedelta(days=28),
        "vendor_version_id": queries.latest("outsourcing-vendor").id,
        "company_version_id": queries.latest("meti-csmg-3").id,
        "message_en": "Please help us.",
        "message_ja": "ご協力ください。",
        **CONTACT,
    }
    return CampaignSettings(**(values | changes))


def test_each_gets_the_questions_that_fit_its_tier_and_services(app, group, shipped):
    general, critical = organizations.vendor("General", home=group.a), organizations.vendor("Critical", home=group.a)
    engagement(group.a, general, "T3", ["personal_data"])
    engagement(group.a, critical, "T2", ["system_access"], inherent_risk=0.3)
    engagement(group.b, critical, "T1", ["cloud_service"], inherent_risk=0.8)
    engagement(group.b, critical, "T1", ["control_systems"], status=EngagementStatus.ENDED)
    lines = {
        line.organization.id: line
        for line in issue_actions.plan(scope_of(group), [general.id, critical.id], decided(group))
    }
    vendor = LIBRARY.questionnaire("outsourcing-vendor")
    for line, tier, facts in (
        (lines[general.id], "T3", {"personal_data"}),
        (lines[critical.id], "T1", {"system_access", "cloud_service"}),
    ):
        expected = [question.id for question in vendor.tailored(tier, frozenset(facts)).questions()]
        assert (line.tier, set(line.facts), list(line.question_ids)) == (tier, facts, expected)
        assert line.minutes == round(len(expected) * 1.5)
    assert lines[critical.id].inherent_risk == 0.8
    assert len(lines[critical.id].question_ids) > len(lines[general.id].question_ids)


def test_only_services_bought_by_the_asking_company_and_below_count(app, group, shipped):
    vendor = organizations.vendor("Vendor", home=group.a)
    engagement(group.a, vendor, "T2")
    engagement(group.b, vendor, "T1")
    [line] = issue_actions.plan(scope_of(group), [vendor.id], decided(group, issuer_id=group.a.id))
    assert line.tier == "T2"
    unknown = organizations.vendor("No services", home=group.a)
    [line] = issue_actions.plan(scope_of(group), [unknown.id], decided(group))
    assert (line.tier, line.without_engagement) == ("T3", True)


def test_a_group_company_is_asked_everything_in_its_own_questionnaire(app, group, shipped):
    db.session.add(
        Contact(organization_id=group.b.id, name="CISO", email="ciso@b.example", language="en", primary=True)
    )
    db.session.flush()
    [line] = issue_actions.plan(scope_of(group), [group.b.id], decided(group))
    assert len(line.question_ids) == 40
    assert line.recipient.email == "ciso@b.example"


def test_who_cannot_be_asked_is_said_with_the_reason(app, group, shipped):
    silent, busy, ready = (organizations.vendor(name, home=group.a) for name in ("Silent", "Busy", "Ready"))
    silent.contacts.clear()
    settings = decided(group)
    first = issue_actions.plan(scope_of(group), [busy.id], settings)
    issue_actions.issue_campaign(first, settings, site=SITE, actor="u", at=now())
    chosen = [silent.id, busy.id, ready.id, group.b.id]
    lines = {
        line.organization.id: line
        for line in issue_actions.plan(scope_of(group), chosen, decided(group, company_version_id=None))
    }
    assert lines[silent.id].obstacle == Obstacle.NO_CONTACT
    assert lines[busy.id].obstacle == Obstacle.RUNNING
    assert lines[ready.id].obstacle is None
    assert lines[group.b.id].obstacle == Obstacle.NO_QUESTIONNAIRE
    again = issue_actions.plan(scope_of(group), [busy.id], decided(group, replace_running=True))
    assert again[0].obstacle is None


def test_issuing_makes_assessment_link_and_mail_of_each_and_nothing_else(app, group, shipped):
    vendors = [organizations.vendor(f"P{number}", home=group.a) for number in range(5)]
    vendors[0].contacts[0].language = "en"
    vendors[0].contacts[0].name_en, vendors[0].contacts[0].name_ja = "Misaki Sato", "佐藤 美咲"
    vendors[1].contacts[0].name_en, vendors[1].contacts[0].name_ja = "Ken Mori", "森 健"
    vendors[4].contacts.clear()
    db.session.flush()
    settings = decided(group, mail_code_required=True, round_label="2026")
    lines = issue_actions.plan(scope_of(group), [vendor.id for vendor in vendors], settings)
    campaign = issue_actions.issue_campaign(lines, settings, site=SITE, actor="user:1 Owner", at=now())
    db.session.commit()
    rows = db.session.query(Assessment).all()
    assert {row.organization_id for row in rows} == {vendor.id for vendor in vendors[:4]}
    assert {(row.status, row.round, row.campaign_id) for row in rows} == {("issued", "2026", campaign.id)}
    assert db.session.query(Invitation).count() == 4
    mails = {mail.assessment_id: mail for mail in assessments.mails("invitation")}
    assert set(mails) == {row.id for row in rows}
    assert {"Misaki Sato", "森 健"} < {mail.to_name for mail in mails.values()}  # each in the language of its mail
    assert all(
        ("Please help us." in mail.body) == (mail.language == "en")
        and ("ご協力ください。" in mail.body) == (mail.language == "ja")
        and "https://risk.example/portal/i/vrp_" in mail.body
        for mail in mails.values()
    )
    assert sorted(mail.language for mail in mails.values()) == ["en", "ja", "ja", "ja"]
    assert len({assessments.token_in(mail) for mail in mails.values()}) == 4


def test_replacing_ends_the_running_one_with_its_link(app, group, shipped):
    vendor = organizations.vendor("P", home=group.a)
    settings = decided(group, replace_running=True)
    for _number in range(2):
        lines = issue_actions.plan(scope_of(group), [vendor.id], settings)
        issue_actions.issue_campaign(lines, settings, site=SITE, actor="u", at=now())
    db.session.commit()
    old, new = db.session.query(Assessment).order_by(Assessment.id)
    assert (old.status, new.status) == ("superseded", "issued")
    first, second = (assessments.token_in(mail) for mail in assessments.mails("invitation"))
    client = app.test_client()
    assert client.get(f"/portal/i/{first}").status_code == 404
    assert client.get(f"/portal/i/{second}").status_code == 200


@pytest.mark.parametrize("fault", ["past", "nobody", "company"])
def test_a_campaign_that_cannot_be_is_refused_whole(app, group, shipped, fault):
    vendor = organizations.vendor("P", home=group.a)
    changes = {"past": {"due_on": now().date() - timedelta(days=2)}, "nobody": {"vendor_version_id": None}}
    settings = decided(group, **changes.get(fault, {}))
    scope = Scope(frozenset({group.a.id})) if fault == "company" else scope_of(group)
    with pytest.raises(Refused):
        issue_actions.issue_campaign(
            issue_actions.plan(scope, [vendor.id], settings), settings, site=SITE, actor="u", at=now()
        )
    db.session.rollback()
    assert db.session.query(Campaign).count() == db.session.query(Assessment).count() == 0


def test_the_list_of_whom_to_ask_is_narrowed_by_every_filter(app, group, shipped):
    asked, never = (
        organizations.vendor("Asked", home=group.a, tier="T1"),
        organizations.vendor("Never", home=group.a, tier="T2"),
    )
    mute = organizations.vendor("Mute", home=group.b)
    mute.contacts.clear()
    engagement(group.a, asked, category="logistics")
    lines = issue_actions.plan(scope_of(group), [asked.id], decided(group))
    issue_actions.issue_campaign(lines, decided(group), site=SITE, actor="u", at=now())

    def found(**values):
        return set(issue_queries.choice_ids(scope_of(group), issue_queries.ChoiceFilters(**values), now()))

    assert found() == {asked.id, never.id, mute.id}
    assert found(tier="T1") == {asked.id}
    assert found(tier="none") == {mute.id}
    assert found(q="nev") == {never.id}
    assert found(asked="never") == {never.id, mute.id}
    assert found(asked="running") == {asked.id}
    assert found(asked="old") == set()
    assert found(contact="none") == {mute.id}
    assert found(category="logistics") == {asked.id}
    assert found(company=group.a.id) == {asked.id}
    assert found(kind="group_company") == {group.holding.id, group.a.id, group.b.id}
    db.session.query(Assessment).one().status = "accepted"
    db.session.query(Assessment).one().reviewed_at = now() - timedelta(days=400)
    db.session.flush()
    assert found(asked="old") == {asked.id}
    assert found(asked="expired") == set()


def test_those_whose_result_has_expired_are_the_ones_that_the_page_of_changes_counts(app, group, sign_in):
    aged, renewed, fresh = (organizations.vendor(name, group.a) for name in ("Aged", "Renewed", "Fresh"))
    version = flows.version()
    for vendor, days in ((aged, 400), (renewed, 400), (renewed, 2), (fresh, 2)):
        flows.accepted(flows.issued(vendor, group.a, version), {"Q1": 4}, now() - timedelta(days=days))
    db.session.commit()
    filters = issue_queries.ChoiceFilters(asked="expired")
    assert issue_queries.choice_ids(scope_of(group), filters, now()) == [aged.id]
    page = sign_in(group.owner).get("/campaigns/new?asked=expired").text
    assert "Aged" in page
    assert not {"Renewed", "Fresh"} & set(re.findall(r"Aged|Renewed|Fresh", page))


@pytest.mark.parametrize(("number", "more"), [(5, ""), (7, " and 2 more")])
def test_addresses_that_get_several_questionnaires_are_named_and_counted_to_the_last(group, sign_in, number, more):
    ids = []
    for place in range(number):
        for name in ("One", "Two"):
            vendor = organizations.vendor(f"{name} {place}", group.a)
            vendor.contacts[0].email = f"p{place}@shared.example"
            ids.append(vendor.id)
    version = assessments.released()
    db.session.commit()
    said = {
        "ids": ",".join(map(str, ids)), "name_en": "Round", "issuer": group.a.id, "vendor_version": version.id,
        "company_version": 0, "due_on": (now().date() + timedelta(days=30)).isoformat(), "person_en": "Mori",
        "phone": "03", "reply_to": "mori@a.example", "retention_years": 3, "message_en": "",
    }  # fmt: skip
    page = re.sub(r"\s+", " ", post(sign_in(group.owner), "/campaigns/preview", said).text)
    named = ", ".join(f"p{place}@shared.example" for place in range(5))
    assert f"{number} addresses will receive several questionnaires: {named}{more}." in page


@pytest.mark.parametrize("lacking", ["person_en", "phone", "reply_to"])
def test_nothing_is_sent_without_a_person_to_ask(app, group, shipped, lacking):
    vendor = organizations.vendor("General", home=group.a)
    settings = decided(group, **{lacking: ""})
    with app.test_request_context():
        lines = issue_actions.plan(scope_of(group), [vendor.id], settings)
        with pytest.raises(Refused, match="Enter the name, email address and phone number"):
            issue_actions.issue_campaign(lines, settings, site=SITE, actor="user:1", at=now())


def test_the_whole_way_by_the_pages_from_choosing_to_the_campaign(app, group, shipped, sign_in):
    for number in range(3):
        organizations.vendor(f"P{number}", home=group.a)
    client = sign_in(group.owner)
    token = assessments.csrf(client, "/campaigns/new")
    none = client.post("/campaigns/new", data={"csrf_token": token})
    assert none.status_code == 303
    page = client.post("/campaigns/new", data={"csrf_token": token, "all": "1", "kind": "vendor"})
    assert "3 organisations selected." in page.text
    assert f"Security assessment {now().year}" in page.text  # a name in each language, to begin with
    assert f"{now().year}年セキュリティ点検" in page.text
    ids = page.text.split('name="ids"')[1].split('value="')[1].split('"')[0]
    form = {
        "csrf_token": token,
        "ids": ids,
        "name_en": "Yearly review",
        "name_ja": "年次点検",
        "round_label": "2026",
        "issuer": group.holding.id,
        "vendor_version": queries.latest("outsourcing-vendor").id,
        "company_version": 0,
        "due_on": (now().date() + timedelta(days=28)).isoformat(),
        "message_en": "Hello",
        **CONTACT,
    }
    assert client.post("/campaigns/preview", data=form | {"due_on": ""}).status_code == 422
    assert client.post("/campaigns/preview", data=form | {"name_en": "", "name_ja": " "}).status_code == 422
    for lacking in CONTACT:  # whoever is asked can ask back, and is told how long answers are kept
        assert client.post("/campaigns/preview", data=form | {lacking: ""}).status_code == 422, lacking
    preview = client.post("/campaigns/preview", data=form)
    assert "Send to 3 organisations" in preview.text
    assert "Email in Japanese" in preview.text
    assert "セキュリティ点検ご回答のお願い" in preview.text
    assert "Please respond by" in preview.text
    weekend = client.post("/campaigns/preview", data=form | {"due_on": "2031-12-30"})
    assert "between 29 December and 3 January" in weekend.text
    hostile = client.post("/campaigns/preview", data=form | {"reply_to": "a@b.example\r\nBcc: x@y.example"})
    assert hostile.status_code == 422
    assert db.session.query(Assessment).count() == 0
    assert client.post("/campaigns/new", data=form | {"back": "1"}).status_code == 200
    issued = client.post("/campaigns/", data=form)
    assert issued.status_code == 303
    assert db.session.query(Assessment).count() == 3
    for path in (issued.location, "/campaigns/"):
        assert "Yearly review" in client.get(path).text
        assert "年次点検" not in client.get(path).text
        assert "年次点検" in client.get(f"{path}?lang=ja").text
        client.get(f"{path}?lang=en")
    again = client.post("/campaigns/", data=form)
    assert again.status_code == 422  # sent twice: all of them are being asked already
    assert db.session.query(Assessment).count() == 3


def test_new_links_for_all_go_to_the_main_contact_where_the_last_address_is_no_contacts_any_more(app, group):
    campaign = assessments.campaign(group, issuer_id=group.a.id)
    stays, left = organizations.vendor("Stays", home=group.a), organizations.vendor("Left", home=group.a)
    for vendor in (stays, left):
        assessments.issued(group, vendor, in_campaign=campaign)
        main = db.session.query(Contact).filter_by(organization_id=vendor.id).one()
        main.email = f"chief-{vendor.id}@vendor.example"
    db.session.add(
        Contact(name="R", email=f"Respondent-{stays.id}@vendor.example", language="en", organization_id=stays.id)
    )
    db.session.flush()
    assert campaign_actions.renew_campaign_links(campaign, site=SITE, actor="user:1", at=now()) == 2
    db.session.commit()
    sent = {mail.to_address for mail in assessments.mails("link_renewed")}
    assert sent == {f"respondent-{stays.id}@vendor.example", f"chief-{left.id}@vendor.example"}


def test_a_mail_that_could_not_be_delivered_is_said_on_the_round_and_the_assessment(app, group, sign_in):
    campaign = assessments.campaign(group, issuer_id=group.a.id)
    asked, _token = assessments.issued(group, in_campaign=campaign)
    assessments.issued(group, in_campaign=campaign)
    client = sign_in(group.owner)
    assert "could not be delivered" not in client.get(f"/campaigns/{campaign.id}").text
    mail = db.session.query(OutboxMail).filter_by(assessment_id=asked.id).one()
    mail.status = MailStatus.FAILED
    db.session.commit()
    page = client.get(f"/campaigns/{campaign.id}").text
    assert "The latest email for 1 assessment could not be delivered." in page
    assert 'href="/notifications/?status=failed"' in page
    listed = f'href="/campaigns/{campaign.id}?status=undelivered"'
    assert listed in page
    assert page.count(f'href="/assessments/{asked.id}#links">Email not delivered') == 1, "in the row, and in no other"
    for address in (f"/campaigns/{campaign.id}?status=undelivered", "/assessments/?status=undelivered"):
        rows = client.get(address).text.partition("<tbody>")[2].partition("</tbody>")[0]
        assert rows.count("<tr>") == 1, address
        assert f'href="/assessments/{asked.id}"' in rows, address
    assert "Email not delivered" in client.get(f"/organizations/{asked.organization_id}").text
    home = client.get("/").text
    assert 'href="/assessments/?status=undelivered"' in home
    assert "The latest email for 1 assessment could not be delivered." in home
    assert 'href="/notifications/?status=failed"' in home
    other = sign_in(accounts.person(Role.PROCUREMENT, group.b)).get("/").text
    assert "Questionnaires" in other
    assert "could not be delivered" not in other
    assert (
        f"The latest email to {mail.to_address} could not be delivered." in client.get(f"/assessments/{asked.id}").text
    )
    campaign_actions.renew_campaign_links(campaign, site=SITE, actor="user:1", at=now())
    db.session.commit()
    assert "could not be delivered" not in client.get(f"/campaigns/{campaign.id}").text
    assert "could not be delivered" not in client.get(f"/assessments/{asked.id}").text
    assert "#links" not in client.get(f"/campaigns/{campaign.id}").text


def test_one_address_for_several_organizations_is_said_before_anything_is_sent(app, group, shipped, sign_in):
    vendors = [organizations.vendor(f"P{number}", home=group.a) for number in range(3)]
    client = sign_in(group.owner)
    form = {
        "csrf_token": assessments.csrf(client, "/campaigns/new"),
        "ids": ",".join(str(vendor.id) for vendor in vendors),
        "name_en": "Yearly review",
        "round_label": "2026",
        "issuer": group.holding.id,
        "vendor_version": queries.latest("outsourcing-vendor").id,
        "company_version": 0,
        "due_on": (now().date() + timedelta(days=28)).isoformat(),
        **CONTACT,
    }
    assert "several questionnaires" not in client.post("/campaigns/preview", data=form).text
    for vendor, email in zip(vendors, ("One@vendor.example", "one@vendor.example", "two@vendor.example"), strict=True):
        db.session.query(Contact).filter_by(organization_id=vendor.id).one().email = email
    db.session.commit()
    page = client.post("/campaigns/preview", data=form).text
    assert "1 address will receive several questionnaires: one@vendor.example." in page
    assert page.count("Same address for several organisations") == 2
    assert 'href="/duplicates/"' in page
    db.session.query(Contact).filter_by(organization_id=vendors[1].id).one().email = "other@vendor.example"
    db.session.commit()
    assert "several" not in client.post("/campaigns/preview", data=form).text


def test_an_address_that_is_no_contact_of_the_organization_is_said_beside_its_link(app, group, sign_in):
    asked, _token = assessments.issued(group)
    client = sign_in(group.owner)
    db.session.query(Contact).filter_by(organization_id=asked.organization_id).one().email = "Respondent@x.example"
    invitation = latest_invitation(asked.id)
    invitation.email = "respondent@x.example"
    db.session.commit()
    assert "is not one of this organisation’s contacts" not in client.get(f"/assessments/{asked.id}").text
    invitation.email = "elsewhere@x.example"
    db.session.commit()
    page = client.get(f"/assessments/{asked.id}").text
    assert "elsewhere@x.example is not one of this organisation’s contacts" in page
    assert f'href="/organizations/{asked.organization_id}/contacts/new?' in page
