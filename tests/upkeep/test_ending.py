"""Ending vendors: what hangs on them is said in numbers and follows; another company's work is never ended for it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import accounts, assessments, flows, organizations
from tests.builders.chains import POOR, engagement, link
from tests.builders.forms import post
from vendor_risk import i18n
from vendor_risk.assessments.models import AssessmentStatus, Campaign, Invitation
from vendor_risk.audit.models import AuditEvent
from vendor_risk.campaigns import issue_actions, issue_queries
from vendor_risk.database import db, now
from vendor_risk.engagements.actions import refresh_organizations
from vendor_risk.engagements.models import EngagementStatus
from vendor_risk.errors import Refused
from vendor_risk.improvement import queries as improvement_queries
from vendor_risk.improvement.models import Finding
from vendor_risk.organizations.models import Organization, OrganizationStatus
from vendor_risk.permissions import Role, Scope
from vendor_risk.supply_chain.actions import rebuild_reach
from vendor_risk.supply_chain.models import LinkSource, SupplyLink
from vendor_risk.upkeep.models import ClosingState, EngagementClosing

ENDED_ON = {"ended_on": "2026-11-01", "data_state": "open", "access_state": "open", "note": ""}


@pytest.fixture
def scene(group):
    """Acme of company A: bought from, with findings of last year, and asked again this year."""
    acme = organizations.vendor("Acme", group.a)
    bought = engagement(group.a, acme, 3_000)
    link(acme, organizations.vendor("Deep", group.a), service="cloud")
    flows.accepted(flows.issued(acme, group.a, flows.version()), POOR, now())
    asked, token = assessments.issued(group, acme)
    rebuild_reach()
    refresh_organizations([acme.id])
    db.session.commit()
    return group, acme, bought, asked, token


def scope_of(group):
    return Scope(frozenset(company.id for company in (group.holding, group.a, group.b)))


def end(client, *vendors, **more):
    ids = ",".join(str(vendor.id) for vendor in vendors)
    return post(client, "/upkeep/vendors/end", ENDED_ON | {"ids": ids} | more, follow_redirects=True)


def test_the_page_says_in_numbers_what_ends_and_what_is_kept(scene, sign_in):
    _group, acme, *_rest = scene
    page = re.sub(r"\s+", " ", sign_in(scene[0].owner).get(f"/upkeep/vendors/{acme.id}/end").text)
    findings = db.session.query(Finding).filter(Finding.organization_id == acme.id, Finding.matters).count()
    assert findings > 0
    assert "<dt>Engagements</dt><dd>1 will end.</dd>" in page
    assert "<dt>Assessments in progress</dt><dd>1 is in progress." in page
    live = db.session.query(Invitation).filter(Invitation.revoked_at.is_(None)).count()
    assert live == 2, "the link to last year's result works, too"
    assert f"<dt>Links to questionnaires</dt><dd>{live} will stop working." in page
    assert f"<dt>Open findings</dt><dd>{findings} will no longer be counted as open" in page
    assert "Results: 1, evidence: 0, contacts: 1, declared subcontractors: 0, other supplier relationships: 1" in page


@pytest.mark.parametrize("submitted", [False, True])
def test_the_page_says_once_and_alike_that_new_rounds_leave_the_vendor_out(scene, sign_in, submitted):
    group, acme, _bought, asked, _token = scene
    if submitted:
        assessments.answer_all(asked)
        assessments.actions.submit(asked, actor="x", at=now())
        db.session.commit()
    page = re.sub(r"\s+", " ", sign_in(group.owner).get(f"/upkeep/vendors/{acme.id}/end").text)
    assert page.count("These vendors will be left out of future assessment rounds.") == 1
    assert ("withdrawn only if you select the option below. These vendors" in page) is not submitted


def test_ending_ends_engagements_links_and_new_rounds_but_keeps_what_was_sent(scene, sign_in):
    group, acme, bought, asked, _token = scene
    answer = end(sign_in(group.owner), acme)
    assert "1 vendor set to “Ended”." in answer.text
    db.session.expire_all()
    assert acme.status == OrganizationStatus.ENDED
    assert bought.status == EngagementStatus.ENDED
    assert acme.tier is None
    assert [row.source for row in db.session.query(SupplyLink).filter_by(supplier_id=acme.id)] == []
    assert db.session.query(SupplyLink).filter_by(buyer_id=acme.id, source=LinkSource.DECLARED).count() == 1
    assert asked.status == AssessmentStatus.ISSUED, "nobody said to withdraw it"
    live = [row for row in db.session.query(Invitation) if row.revoked_at is None]
    assert live == []
    scope, filters = scope_of(group), issue_queries.ChoiceFilters()
    assert acme.id not in issue_queries.choice_ids(scope, filters, now())
    event = db.session.query(AuditEvent).filter_by(action="upkeep.end_vendor").one()
    assert (event.object_id, event.company_id, event.details["engagements"]) == (str(acme.id), group.a.id, 1)


def test_a_vendor_that_ends_between_two_steps_of_a_round_is_left_out_with_the_reason(scene):
    group, acme, *_rest = scene
    acme.status = OrganizationStatus.ENDED
    db.session.flush()
    settings = issue_actions.CampaignSettings(
        name="Round", issuer_id=group.a.id, due_on=now().date() + timedelta(days=30),
        vendor_version_id=assessments.released().id, replace_running=True,
    )  # fmt: skip
    lines = issue_actions.plan(scope_of(group), [acme.id], settings)
    assert [row.obstacle for row in lines] == [issue_actions.Obstacle.ENDED]


@pytest.mark.parametrize(("said", "status"), [({}, "issued"), ({"withdraw": "y"}, "expired")])
def test_assessments_in_progress_are_withdrawn_when_the_person_says_so(scene, sign_in, said, status):
    group, acme, _bought, asked, _token = scene
    end(sign_in(group.owner), acme, **said)
    db.session.refresh(asked)
    assert asked.status == status
    assert db.session.query(AuditEvent).filter_by(action="assessments.withdraw").count() == len(said)


def test_the_link_of_an_ended_vendor_says_why_and_opens_nothing(app, scene, sign_in):
    group, acme, _bought, asked, token = scene
    visitor = assessments.visitor(app, token)
    assert visitor.get("/portal/").status_code == 200
    end(sign_in(group.owner), acme)
    answer = app.test_client().get(f"/portal/i/{token}")
    assert answer.status_code == 410
    assert "Alpha Works no longer lists Acme as an active vendor, so this link no longer works." in answer.text
    assert "この依頼は終了しました" in app.test_client().get(f"/portal/i/{token}?lang=ja").text
    assert app.test_client().post("/portal/open", data={"token": token}).status_code == 410
    assert visitor.get("/portal/").status_code == 401, "an open session ends with it"
    before = db.session.query(Invitation).filter_by(assessment_id=asked.id).count()
    app.test_client().post(f"/portal/i/{token}")
    assert db.session.query(Invitation).filter_by(assessment_id=asked.id).count() == before, "no new link is mailed"
    assert "This link does not work" in app.test_client().get(f"/portal/i/vrp_{'x' * 43}").text


def test_who_opens_the_link_of_an_ended_vendor_is_told_whom_to_ask(app, scene, sign_in):
    group, acme, _bought, _asked, _token = scene
    signed = Campaign(name="Round", issuer_id=group.a.id, due_on=now().date(), created_by="user:1", created_at=now(),
                      person_en="Jo Buyer", person_ja="購買", reply_to="jo@alpha.example")  # fmt: skip
    db.session.add(signed)
    db.session.flush()
    _assessment, token = assessments.issued(group, acme, in_campaign=signed)
    db.session.commit()
    end(sign_in(group.owner), acme)
    page = app.test_client().get(f"/portal/i/{token}").text
    assert "Jo Buyer" in page
    assert "mailto:jo@alpha.example" in page


def test_a_vendor_ended_by_its_status_alone_has_no_working_link_either(app, scene):
    _group, acme, _bought, asked, token = scene
    acme.status = OrganizationStatus.ENDED
    db.session.commit()
    assert app.test_client().get(f"/portal/i/{token}").status_code == 410
    with pytest.raises(Refused, match="status is “Ended”"):
        assessments.link_actions.renew_link(
            asked, assessments.Recipient("R", "r@vendor.example", "en"), site=assessments.SITE, actor="x", at=now()
        )


def test_open_findings_of_ended_vendors_wait_no_more_and_come_back_when_it_is_active_again(scene, sign_in):
    group, acme, *_rest = scene
    client, scope, today = sign_in(group.owner), scope_of(group), now().date()
    before = improvement_queries.counts(scope, today).open
    assert before > 0
    end(client, acme)
    assert improvement_queries.counts(scope, today).open == 0
    kept = improvement_queries.ImprovementFilters(status=improvement_queries.OF_ENDED)
    assert improvement_queries.findings(scope, kept, today).total == before, "they can still be looked up"
    page = post(client, "/upkeep/vendors", {"do": "resume", "vendor": acme.id}).text
    assert "Make 1 vendor active again" in page
    post(client, "/upkeep/vendors/resume", {"ids": acme.id})
    db.session.expire_all()
    assert acme.status == OrganizationStatus.ACTIVE
    assert improvement_queries.counts(scope, today).open == before


def test_a_vendor_that_another_company_works_with_is_not_ended_by_one_company(scene, sign_in):
    group, acme, *_rest = scene
    engagement(group.b, acme)
    db.session.commit()
    client = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    page = client.get(f"/upkeep/vendors/{acme.id}/end").text
    assert "None of the selected vendors can be set to “Ended”." in page
    assert "Other group companies still have engagements or assessments with this vendor." in page
    assert "Beta Works" not in page
    assert end(client, acme).status_code == 409
    db.session.expire_all()
    assert acme.status == OrganizationStatus.ACTIVE


def test_of_many_those_that_can_be_ended_are_and_the_others_stay_with_the_reason(scene, sign_in):
    group, acme, *_rest = scene
    gone = organizations.vendor("Gone", group.a, status=OrganizationStatus.ENDED)
    page = post(sign_in(group.owner), "/upkeep/vendors", {"do": "end", "vendor": [acme.id, gone.id]}).text
    assert "Set 1 vendor to “Ended”" in page
    assert re.search(rf'name="ids"[^>]* value="{acme.id}"', page), "only the one that can be ended is carried on"
    assert "1 vendor will remain unchanged" in page
    assert "The record already has this status" in page


def test_all_vendors_of_a_narrowed_list_can_be_chosen_at_once(scene, sign_in):
    group, *_rest = scene
    page = post(sign_in(group.owner), "/upkeep/vendors?q=acme", {"do": "end", "all": "1"}).text
    assert "Set 1 vendor to “Ended”" in page
    assert "Set 2 vendors to “Ended”" in post(sign_in(group.owner), "/upkeep/vendors", {"do": "end", "all": "1"}).text


@pytest.mark.parametrize("who", ["manager_a", "auditor", "reviewer"])
def test_who_may_not_change_the_register_may_not_end_anything(scene, sign_in, who):
    group, acme, bought, *_rest = scene
    client = sign_in(getattr(group, who))
    for address in (f"/upkeep/vendors/{acme.id}/end", f"/upkeep/engagements/{bought.id}/end"):
        assert client.get(address).status_code == 403
    assert end(client, acme).status_code == 403
    assert db.session.get(Organization, acme.id).status == OrganizationStatus.ACTIVE


def test_another_companys_vendor_and_engagement_are_not_found(scene, sign_in):
    group, acme, bought, *_rest = scene
    client = sign_in(accounts.person(Role.PROCUREMENT, group.b))
    for address in (f"/upkeep/vendors/{acme.id}/end", f"/upkeep/vendors/{acme.id}/delete",
                    f"/upkeep/engagements/{bought.id}/end", f"/upkeep/engagements/{bought.id}/delete",
                    f"/upkeep/closing/{bought.id}"):  # fmt: skip
        assert client.get(address).status_code == 404, address
    assert end(client, acme).status_code == 404
    assert post(client, "/upkeep/engagements/end", ENDED_ON | {"ids": bought.id}).status_code == 404
    db.session.expire_all()
    assert (acme.status, bought.status) == (OrganizationStatus.ACTIVE, EngagementStatus.ACTIVE)


def test_an_engagement_ends_with_a_closing_list_that_is_settled_later(scene, sign_in):
    group, acme, bought, *_rest = scene
    client = sign_in(group.owner)
    done = post(client, "/upkeep/engagements/end", ENDED_ON | {"ids": bought.id}, follow_redirects=True).text
    assert "1 engagement ended." in done
    assert "Not done yet" in done
    db.session.expire_all()
    assert acme.tier is None
    assert "Hauling" in client.get("/upkeep/closing").text
    assert "Offboarding checklists" in client.get(f"/organizations/{acme.id}").text
    settled = {"data_state": "done", "access_state": "not_needed"}
    refused = post(client, f"/upkeep/closing/{bought.id}", settled)
    assert refused.status_code == 422
    assert "Enter how this was confirmed" in refused.text
    post(client, f"/upkeep/closing/{bought.id}", settled | {"note": "certificate 12"})
    row = db.session.get(EngagementClosing, bought.id)
    assert (row.data, row.access, row.note) == (ClosingState.DONE, ClosingState.NOT_NEEDED, "certificate 12")
    assert "Nothing left to do" in client.get("/upkeep/closing").text
    assert "certificate 12" in client.get(f"/engagements/{bought.id}").text


def test_an_end_in_the_future_is_refused_and_nothing_typed_is_lost(scene, sign_in):
    group, _acme, bought, *_rest = scene
    late = {"ids": bought.id, "ended_on": "2099-01-01", "data_state": "done", "note": "box 7", "access_state": "open"}
    answer = post(sign_in(group.owner), "/upkeep/engagements/end", late)
    assert answer.status_code == 422
    assert "Select today or an earlier date." in answer.text
    assert "box 7" in answer.text
    assert 'value="2099-01-01"' in answer.text
    db.session.expire_all()
    assert bought.status == EngagementStatus.ACTIVE


def test_the_day_offered_as_the_end_is_the_installations_and_may_be_chosen(scene, sign_in, monkeypatch):
    _group, acme, bought, *_rest = scene
    monkeypatch.setattr(i18n, "now", lambda: datetime(2026, 11, 29, 18, tzinfo=UTC))  # in Tokyo it is the 30th
    client = sign_in(scene[0].owner)
    for address in (f"/upkeep/vendors/{acme.id}/end", f"/upkeep/engagements/{bought.id}/end"):
        assert 'value="2026-11-30"' in client.get(address).text
    end(client, acme, ended_on="2026-12-01")
    assert acme.status == OrganizationStatus.ACTIVE
    end(client, acme, ended_on="2026-11-30")
    assert acme.status == OrganizationStatus.ENDED


def test_neither_form_ends_anything_by_the_way(scene, sign_in):
    group, acme, bought, *_rest = scene
    client = sign_in(group.owner)
    for path in (f"/organizations/vendors/{acme.id}/edit", f"/engagements/{bought.id}/edit"):
        assert '<option value="ended">' not in client.get(path).text
    said = {"code": acme.code, "name": "Acme", "country": "JP", "home_company_id": group.a.id, "version": acme.version}
    assert post(client, f"/organizations/vendors/{acme.id}/edit", said | {"status": "ended"}).status_code == 422
    assert post(client, f"/organizations/vendors/{acme.id}/edit", said | {"status": "active"}).status_code == 302
    bought.status = EngagementStatus.ENDED
    db.session.commit()
    assert 'value="active"' in client.get(f"/engagements/{bought.id}/edit").text, "an ended one may be taken up again"
