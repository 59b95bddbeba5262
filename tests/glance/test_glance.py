"""A vendor at a glance: what its page opens with is what the other pages say, and nothing unknown is shown as known."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import flows, organizations
from tests.builders.chains import GOOD, POOR, engagement
from tests.builders.clock import NOW
from vendor_risk.assessments.models import Evidence, StoredAnswer
from vendor_risk.database import db, now
from vendor_risk.declarations.models import Declaration
from vendor_risk.engagements.actions import refresh_organizations
from vendor_risk.engagements.models import Engagement
from vendor_risk.glance import queries, words
from vendor_risk.glance.facts import NextStep, StepKind
from vendor_risk.glance.queries import Reader
from vendor_risk.i18n import local_today
from vendor_risk.improvement import queries as improvement_queries
from vendor_risk.improvement.models import Finding
from vendor_risk.notifications.models import MailStatus, OutboxMail
from vendor_risk.organizations.models import Contact, OrganizationStatus
from vendor_risk.permissions import Scope
from vendor_risk.reviews import actions as review_actions
from vendor_risk.standing.queries import vendor_standings
from vendor_risk.supply_chain.actions import rebuild_reach
from vendor_risk.upkeep.models import EngagementClosing

NOTHING = Scope(frozenset())


def whole(group):
    return Scope(frozenset(company.id for company in (group.holding, group.a, group.b)))


def reader(group):
    return Reader(whole(group), whole(group), whole(group))


@pytest.fixture
def acme(group):
    """A vendor company A buys from."""
    vendor = organizations.vendor("Acme", group.a)
    row = engagement(group.a, vendor, 3_000)
    row.facts_missing = 0
    settle(vendor)
    return vendor


def settle(vendor):
    rebuild_reach()
    refresh_organizations([vendor.id])
    db.session.commit()


def step(group, vendor):
    return step_on(group, vendor, now().date())


def step_on(group, vendor, day):
    standing = vendor_standings(whole(group), [vendor.id], day)
    return queries.next_steps(reader(group), [vendor], standing, day)[vendor.id]


def page(client, vendor):
    text = re.sub(r"\s+", " ", client.get(f"/organizations/{vendor.id}").text)
    opening = text[text.index('<section class="card glance"') :]
    return opening[: opening.index("</section>")]


def test_the_page_opens_with_the_figures_that_other_pages_have(group, acme, sign_in):
    version = flows.version()
    flows.accepted(flows.issued(acme, group.a, version), GOOD, now() - timedelta(days=300))
    flows.accepted(flows.issued(acme, group.a, version), POOR, now())
    db.session.commit()
    client, scope, today = sign_in(group.owner), whole(group), local_today()
    stands = vendor_standings(scope, [acme.id], today)[acme.id]
    found = queries.glance(reader(group), acme, today)
    assert found.standing == stands
    listed = improvement_queries.ImprovementFilters(organization=acme.id)
    assert found.findings.total == improvement_queries.findings(scope, listed, today).total > 0
    opening = page(client, acme)
    assert f'score-number">{stands.score:.0f}<' in opening
    assert f"<dt>Evidence-backed</dt><dd>{stands.backed:.0f} " in opening
    assert f"<dt>Prudent score</dt><dd>{found.prudent:.0f} " in opening
    assert f">{found.findings.total}</a>" in opening
    assert found.change < 0
    assert f"−{-found.change:.0f} (worsened since" in opening
    severe = improvement_queries.ImprovementFilters(organization=acme.id, severity="critical")
    assert found.findings.severe == improvement_queries.findings(scope, severe, today).total
    row = client.get("/organizations/vendors").text
    assert f'score-number">{stands.score:.0f}<' in row
    text = client.get(f"/exposure/organizations/{acme.id}").text
    assert f"{found.exposure.low * 100:.0f}" in text
    assert f"{found.exposure.low * 100:.0f}" in opening


def test_a_rise_is_called_better_and_no_change_no_change(group, acme, sign_in):
    version = flows.version()
    flows.accepted(flows.issued(acme, group.a, version), POOR, now() - timedelta(days=300))
    flows.accepted(flows.issued(acme, group.a, version), GOOD, now() - timedelta(days=2))
    db.session.commit()
    assert "(improved since" in page(sign_in(group.owner), acme)
    flows.accepted(flows.issued(acme, group.a, version), GOOD, now())
    db.session.commit()
    assert "No change since" in page(sign_in(group.owner), acme)


def test_the_result_of_another_questionnaire_is_not_compared(group, acme, sign_in):
    other = flows.version(replace(flows.QUESTIONNAIRE, key="other"))
    flows.accepted(flows.issued(acme, group.a, other), POOR, now() - timedelta(days=300))
    flows.accepted(flows.issued(acme, group.a, flows.version()), GOOD, now())
    db.session.commit()
    found = queries.glance(reader(group), acme, local_today())
    assert found.change is None
    opening = page(sign_in(group.owner), acme)
    assert "Not comparable: the previous result is from another questionnaire" in opening
    assert "Not part of the current result" in opening


def test_what_is_not_known_is_said_to_be_unknown(group, sign_in):
    vendor = organizations.vendor("Blank", group.a)
    db.session.query(Contact).filter_by(organization_id=vendor.id).delete()
    db.session.commit()
    opening = page(sign_in(group.owner), vendor)
    assert '<dt>Score</dt><dd><span class="muted">Not yet assessed</span>' in opening
    assert '<dt>Open findings</dt><dd><span class="muted">Not yet assessed</span>' in opening, "not none: unknown"
    for absent in ("Evidence-backed", "Prudent score", "Exposure of this vendor", "points"):
        assert absent not in opening
    assert "No contact" in opening
    assert "Nothing: no ongoing or planned engagement" in opening


def test_running_assessments_contracts_contacts_and_evidence_stand_with_their_dates(group, acme, sign_in):
    bought = db.session.query(Engagement).one()
    bought.contract_end = now().date() + timedelta(days=30)
    db.session.query(Contact).one().phone = "03-1234-5678"
    asked = flows.answered(flows.issued(acme, group.a, flows.version(), due_on=now().date() - timedelta(days=1)), GOOD)
    db.session.query(StoredAnswer).filter_by(question_id="Q1").one().grade = "certified"
    common = {"assessment_id": asked.id, "added_at": NOW}
    for question, name in (("Q2", "plain.pdf"), ("Q1", "iso27001.pdf")):
        db.session.add(Evidence(question_id=question, name=name, **common))
    db.session.commit()
    opening = page(sign_in(group.owner), acme)
    assert "03-1234-5678" in opening
    assert "Overdue" in opening
    assert "Third-party certificate · Added on" in opening
    assert opening.index("iso27001.pdf") < opening.index("plain.pdf"), "the strongest first"
    assert "Hauling" in opening


def test_another_company_sees_its_own_part_only(group, acme, sign_in):
    flows.accepted(flows.issued(acme, group.a, flows.version()), GOOD, now())
    engagement(group.b, acme)
    settle(acme)
    opening = page(sign_in(group.manager_b), acme)
    assert "Not yet assessed" in opening
    assert "score-number" not in opening
    assert queries.glance(Reader(NOTHING, NOTHING, NOTHING), acme, now().date()).standing is None


def test_the_next_step_is_the_most_pressing_one(group, acme, sign_in):
    today = now().date()
    assert step(group, acme) == NextStep(StepKind.FIRST)
    contact = db.session.query(Contact).one()
    kept = contact.email
    db.session.delete(contact)
    db.session.flush()
    assert step(group, acme).kind == StepKind.CONTACT
    db.session.add(Contact(organization_id=acme.id, name="R", email=kept, primary=True))
    version = flows.version()
    asked = flows.issued(acme, group.a, version, due_on=today + timedelta(days=5))
    assert step(group, acme) == NextStep(StepKind.ANSWERS, day=today + timedelta(days=5), row=asked.id)
    asked.due_on = today - timedelta(days=1)
    assert step(group, acme) == NextStep(StepKind.OVERDUE, day=asked.due_on, row=asked.id)
    refused = OutboxMail(
        kind="issued", assessment_id=asked.id, company_id=group.a.id, to_address="r@x.example", language="en",
        subject="x", body="x", message_id="x", status=MailStatus.FAILED, next_attempt_at=NOW, created_at=NOW,
    )  # fmt: skip
    db.session.add(refused)
    db.session.flush()
    assert step(group, acme) == NextStep(StepKind.UNDELIVERED, day=asked.due_on, row=asked.id)
    assert "Email not delivered" in page(sign_in(group.owner), acme), "said beside the assessment in progress too"
    refused.status = MailStatus.SENT
    flows.submitted(asked, POOR)
    assert step(group, acme).kind == StepKind.REVIEW
    review_actions.accept(asked, actor="user:1 Reviewer", at=now())
    found = queries.open_findings(whole(group), [acme.id])[acme.id]
    assert found.total > 0
    db.session.query(Finding).filter(Finding.matters).first().severity = "critical"
    db.session.flush()
    assert step(group, acme) == NextStep(StepKind.SEVERE, 1)
    for row in db.session.query(Finding):
        row.vendor_owns = True
    db.session.flush()
    assert step(group, acme) == NextStep(StepKind.FINDINGS, found.total)
    db.session.query(Engagement).one().facts_missing = 3
    assert step(group, acme) == NextStep(StepKind.DETAILS, 3)
    bought = db.session.query(Engagement).one()
    bought.contract_end = today + timedelta(days=10)
    assert step(group, acme) == NextStep(StepKind.CONTRACT, day=bought.contract_end, row=bought.id)
    db.session.add(
        Declaration(vendor_id=acme.id, assessment_id=asked.id, name="Sub", folded="sub", country="JP", service="x",
                    declared_by="R", declared_at=NOW)
    )  # fmt: skip
    db.session.flush()
    assert step(group, acme) == NextStep(StepKind.DECLARED, 1)


def test_a_result_past_its_validity_asks_to_assess_again_and_a_fresh_one_for_nothing(group, acme):
    flows.accepted(flows.issued(acme, group.a, flows.version()), GOOD, now())
    db.session.flush()
    quiet = step(group, acme)
    assert quiet.kind == StepKind.LATER
    assert step_on(group, acme, quiet.day + timedelta(days=1)) == NextStep(StepKind.AGAIN, day=quiet.day)


def test_an_ended_vendor_asks_for_its_offboarding_and_then_for_nothing(group, acme):
    bought = db.session.query(Engagement).one()
    bought.status, acme.status = "ended", OrganizationStatus.ENDED
    closing = EngagementClosing(
        engagement_id=bought.id, ended_on=NOW.date(), ended_by="x", data="open", access="done", updated_at=NOW,
        updated_by="x",
    )  # fmt: skip
    db.session.add(closing)
    db.session.flush()
    assert step(group, acme) == NextStep(StepKind.OFFBOARD, 1)
    closing.data = "done"
    db.session.flush()
    assert step(group, acme) == NextStep(StepKind.ENDED)


def test_every_step_has_its_words(app):
    with app.test_request_context():
        said = {words.step_words(NextStep(kind, 2, NOW.date())) for kind in StepKind}
    assert len(said) == len(StepKind)


def test_the_list_and_the_page_name_the_same_step(group, acme, sign_in):
    client = sign_in(group.owner)
    listed, opening = client.get("/organizations/vendors").text, page(client, acme)
    for text in (listed, opening):
        assert "Send the first questionnaire" in text
        assert f"organization={acme.id}" in text
