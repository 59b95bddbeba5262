"""What a vendor is told of the request: which services are meant, whom to ask, who reads the answers and how long."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import assessments, organizations
from tests.builders.assessments import SITE, visitor
from tests.builders.clock import NOW
from vendor_risk.database import db, now
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.organizations.models import Reach
from vendor_risk.portal.request_pages import days_late

LETTER = {
    "person_en": "Pia Procurement", "person_ja": "調達 花子", "department_en": "Purchasing", "phone": "03-1234-5678",
    "reply_to": "pia@group.example", "retention_years": 5,
}  # fmt: skip


def engagement(buyer, supplier, **values):
    """A service that one company buys from a vendor."""
    defaults = {
        "code": f"E-{db.session.query(Engagement).count()}", "buyer_id": buyer.id, "supplier_id": supplier.id,
        "default_tier": "T2", "tier": "T2", "tier_could_be": "T2", "impact": 4, "likelihood": 3,
        "inherent_risk": 0.48, "inherent_risk_could_be": 0.48, "created_at": NOW, "updated_at": NOW,
    }  # fmt: skip
    db.session.add(Engagement(**(defaults | values)))
    db.session.merge(Reach(company_id=buyer.id, organization_id=supplier.id, depth=1))
    db.session.flush()


@pytest.fixture
def asked(group):
    """Asked by the holding about what it and its companies buy, with a person to ask."""
    campaign = assessments.campaign(group, issuer_id=group.holding.id, **LETTER)
    vendor = organizations.vendor("Vendor One", home=group.a)
    earlier = {"created_at": now() - timedelta(days=1)}
    engagement(
        group.holding,
        vendor,
        service="Payroll processing",
        service_en="Payroll processing",
        service_ja="給与計算",
        **earlier,
    )
    engagement(group.a, vendor, service="Data entry", **earlier)
    engagement(group.a, vendor, service="Moving boxes", status=EngagementStatus.ENDED, **earlier)
    engagement(group.a, organizations.vendor("Other", home=group.a), service="Cleaning", **earlier)
    engagement(group.a, vendor, service="Agreed later", created_at=now() + timedelta(days=1))
    return assessments.issued(group, vendor, issuer=group.holding, in_campaign=campaign)


def test_the_services_meant_are_named_with_the_company_that_buys_them(app, group, asked):
    client = visitor(app, asked[1])
    for page in (f"/portal/i/{asked[1]}", "/portal/"):
        text = client.get(page).text
        assert "<li>Payroll processing</li>" in text
        assert f"<li>Data entry (for {group.a.name})</li>" in text
        assert "<li>給与計算</li>" in client.get(f"{page}?lang=ja").text
        text = client.get(f"{page}?lang=en").text
        for other in ("Moving boxes", "Cleaning", "Agreed later"):
            assert other not in text


def test_a_vendor_is_told_before_answering_what_the_answers_lead_to(app, group, asked):
    asked[0].questionnaire_version.origin = "shipped"
    db.session.commit()
    for page in (f"/portal/i/{asked[1]}", "/portal/"):
        text = visitor(app, asked[1]).get(page).text
        assert "Your answers are compared with the levels expected for the importance of your services" in text
        assert "may ask to discuss improvements with you" in text


def test_a_company_sees_no_service_of_a_company_beside_it(app, group):
    vendor = organizations.vendor("Vendor One", home=group.a)
    engagement(group.b, vendor, service="Secret work", created_at=now() - timedelta(days=1))
    _assessment, token = assessments.issued(group, vendor)
    text = visitor(app, token).get("/portal/").text
    assert "Secret work" not in text
    assert "All services your company provides to" in text


@pytest.mark.parametrize(("lang", "person"), [("en", "Pia Procurement · Purchasing"), ("ja", "調達 花子 · Purchasing")])
def test_every_page_names_whom_to_ask_and_what_becomes_of_the_answers(app, asked, lang, person):
    assessment, token = asked
    client = visitor(app, token)
    assessments.answer_all(assessment)
    form = {"csrf_token": assessments.csrf(client, "/portal/submit"), "name": "Aoi", "confirmed": "y"}
    before = [client.get(f"{page}?lang={lang}").text for page in (f"/portal/i/{token}", "/portal/")]
    client.post("/portal/submit", data=form)
    after = [client.get(f"{page}?lang={lang}").text for page in ("/portal/", "/portal/receipt")]
    for text in before + after:
        assert person in text
        assert 'href="mailto:pia@group.example?subject=' in text
        assert 'href="tel:03-1234-5678"' in text
        assert (
            "Your answers and evidence will be deleted 5 years after"
            if lang == "en"
            else "提出から5年間保管した後、消去します"
        ) in text


def test_a_question_can_be_asked_about_by_a_mail_that_names_it(app, asked):
    text = visitor(app, asked[1]).get("/portal/sections/1").text
    assert 'href="mailto:pia@group.example?subject=Question%202%20%C2%B7%20Small%20questionnaire%20%C2%B7%20' in text


def test_a_group_company_is_told_of_no_vendor_management(app, group):
    _assessment, token = assessments.issued(group, group.b, issuer=group.holding)
    text = visitor(app, token).get("/portal/").text
    assert "vendor management" not in text
    assert "Services covered" not in text


def test_how_to_answer_stands_before_the_first_question(app, group, asked):
    text = visitor(app, asked[1]).get("/portal/sections/1").text
    rule = text.index("Select the highest level that is fully true today.")
    meaning = text.index("“your customer” mean")
    assert rule < meaning < text.index('id="q1"')
    assert f"“You” and “your company” mean {asked[0].organization.name}." in text
    assert '<details class="card guide" open>' in text


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        (datetime(2026, 3, 1, 14, 59, tzinfo=UTC), 0),  # 23:59 of the due date in Japan
        (datetime(2026, 3, 1, 15, 0, tzinfo=UTC), 1),
        (datetime(2026, 3, 4, 0, 0, tzinfo=UTC), 3),
        (datetime(2026, 2, 1, 0, 0, tzinfo=UTC), 0),
    ],
)
def test_days_late_are_counted_where_the_site_is(moment, days):
    assert days_late(datetime(2026, 3, 1, tzinfo=UTC).date(), moment, SITE) == days
    assert days_late(None, moment, SITE) == 0
