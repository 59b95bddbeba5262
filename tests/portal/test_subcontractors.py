"""Subcontractors as a step before submitting: named, or said to be none; silence says neither."""

from tests.builders import assessments
from tests.builders.assessments import visitor
from vendor_risk.database import db
from vendor_risk.declarations.models import NoSubcontractors


def test_subcontractors_are_asked_for_and_silence_does_not_say_none(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    assert client.get("/portal/next").location == "/portal/subcontractors"
    assert "No information about subcontractors" in client.get("/portal/submit").text
    form = {"csrf_token": assessments.csrf(client, "/portal/submit")}
    assert client.post("/portal/submit", data=form | {"name": "Aoi Tanaka"}).status_code == 422
    db.session.refresh(assessment)
    assert assessment.status == "in_progress"
    for _again in range(2):  # pressed twice is said once
        assert client.post("/portal/subcontractors/none", data=form).location == "/portal/submit"
    page = client.get("/portal/submit").text
    assert "No information about subcontractors" not in page
    assert "We use no subcontractors for this work" in page
    client.post("/portal/subcontractors/none", data=form | {"back": "1"})
    assert "No information about subcontractors" in client.get("/portal/submit").text
    client.post("/portal/subcontractors/none", data=form)
    named = {"name": "Blue Cloud", "service": "hosting", "country": "JP"}
    assert client.post("/portal/subcontractors", data=form | named).status_code == 303
    assert db.session.query(NoSubcontractors).count() == 0
    assert "Blue Cloud · hosting · Japan" in client.get("/portal/submit").text
    refused = client.post("/portal/subcontractors/none", data=form, follow_redirects=True)
    assert "Withdraw them before" in refused.text
    assert client.post("/portal/submit", data=form | {"name": "Aoi Tanaka"}).status_code == 303


def test_the_buyer_sees_on_the_vendors_page_that_it_uses_none(app, group, sign_in):
    assessment, token = assessments.issued(group)
    vendor_page = f"/organizations/{assessment.organization_id}"
    client = visitor(app, token)
    client.post("/portal/subcontractors/none", data={"csrf_token": assessments.csrf(client, "/portal/subcontractors")})
    assert "that it uses no subcontractors" in sign_in(group.owner).get(vendor_page).text


def test_without_a_word_on_subcontractors_it_takes_a_confirmation(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    form = {"csrf_token": assessments.csrf(client, "/portal/submit"), "name": "Aoi Tanaka", "confirmed": "y"}
    assert client.post("/portal/submit", data=form).status_code == 303
    assert "We use no subcontractors" not in client.get("/portal/receipt").text
