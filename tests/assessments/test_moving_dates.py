"""Due dates of assessments, rounds and findings: a past one is refused where it is typed; what was typed is kept."""

from datetime import timedelta

import pytest

from tests.builders import assessments, flows, organizations
from tests.builders.chains import POOR
from tests.builders.forms import post
from vendor_risk.assessments.models import Campaign
from vendor_risk.database import db, now
from vendor_risk.domain.days import is_holiday
from vendor_risk.i18n import local_today
from vendor_risk.improvement.models import Finding

TOLD = "Select today or a later date as the due date."


@pytest.fixture
def past(app):
    return (local_today() - timedelta(days=3)).isoformat()


def test_moving_the_date_of_an_assessment_into_the_past_says_so_at_the_field(group, sign_in, past):
    asked, _token = assessments.issued(group)
    before, client = asked.due_on, sign_in(group.owner)
    answer = post(client, f"/assessments/{asked.id}/due", {"due_on": past}, follow_redirects=True)
    assert f'value="{past}"' in answer.text
    assert answer.text.count(TOLD) >= 2, "at the top and at the field"
    db.session.refresh(asked)
    assert asked.due_on == before


def test_a_page_whose_date_is_past_offers_a_working_day_to_come(group, sign_in):
    asked, _token = assessments.issued(group, at=now() - timedelta(days=60), due_on=local_today() - timedelta(days=30))
    page = sign_in(group.owner).get(f"/assessments/{asked.id}").text
    offered = page.split('id="due_on"')[1].split('value="')[1][:10]
    day = type(asked.due_on).fromisoformat(offered)
    assert day > local_today()
    assert not is_holiday(day)


def test_moving_the_date_of_a_round_into_the_past_says_so_at_the_field(group, sign_in, past):
    asked, _token = assessments.issued(group, in_campaign=assessments.campaign(group))
    answer = post(sign_in(group.owner), f"/campaigns/{asked.campaign_id}/due", {"due_on": past}, follow_redirects=True)
    assert TOLD in answer.text
    assert f'value="{past}"' in answer.text


@pytest.mark.parametrize("step", ["preview", ""])
def test_a_round_refuses_a_past_date_at_its_second_step_and_keeps_what_was_typed(group, sign_in, past, step):
    vendor = organizations.vendor("Acme", group.a)
    version = assessments.released()
    db.session.commit()
    said = {
        "ids": vendor.id, "name_en": "My round", "issuer": group.a.id, "vendor_version": version.id,
        "company_version": 0, "due_on": past, "person_en": "Mori", "phone": "03", "reply_to": "mori@a.example",
        "retention_years": 3, "message_en": "Dear all, typed at length",
    }  # fmt: skip
    answer = post(sign_in(group.owner), f"/campaigns/{step}", said)
    assert answer.status_code == 422
    assert TOLD in answer.text
    for kept in ("My round", past, "typed at length"):
        assert kept in answer.text
    assert db.session.query(Campaign).count() == 0


def test_findings_are_not_assigned_by_a_past_date_and_the_choice_is_kept(group, sign_in, past):
    vendor = organizations.vendor("Acme", group.a)
    flows.accepted(flows.issued(vendor, group.a, flows.version()), POOR, now())
    db.session.commit()
    row, client = db.session.query(Finding).filter(Finding.matters).first(), sign_in(group.owner)
    answer = post(client, "/improvement/assign", {"findings": row.id, "owner": "vendor", "due_on": past})
    assert answer.status_code == 422
    assert TOLD in answer.text
    assert f'value="{past}"' in answer.text
    assert '<option selected value="vendor">' in answer.text
    decided = {"status": "in_progress", "owner": "", "due_on": past, "note": "as typed", "seen_version": row.version}
    answer = post(client, f"/improvement/{row.id}", decided)
    assert answer.status_code == 422
    assert TOLD in answer.text
    assert "as typed" in answer.text
    db.session.refresh(row)
    assert row.due_on is None


def test_a_finding_that_is_overdue_can_be_worked_on_without_a_new_date(group, sign_in, past):
    vendor = organizations.vendor("Acme", group.a)
    flows.accepted(flows.issued(vendor, group.a, flows.version()), POOR, now())
    row = db.session.query(Finding).filter(Finding.matters).first()
    row.due_on = local_today() - timedelta(days=3)
    db.session.commit()
    said = {"status": "in_progress", "owner": "", "due_on": past, "note": "begun", "seen_version": row.version}
    assert post(sign_in(group.owner), f"/improvement/{row.id}", said).status_code == 303
    db.session.refresh(row)
    assert row.note == "begun"
