"""The second year on a phone: last year's answers are seen and confirmed, and a lost line loses no page."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.browser.steps import PHONE, SHOTS
from tests.browser.visitors import Visitor
from tests.builders import assessments, organizations
from vendor_risk.assessments import actions, queries
from vendor_risk.database import db, now

pytestmark = pytest.mark.browser


@pytest.fixture
def second_year(server, group, browser, request):
    """A phone on the link of this year's questionnaire, whose vendor's answers of last year were accepted."""
    vendor = organizations.vendor("Vendor One", home=group.a)
    before, _token = assessments.issued(group, vendor, at=now() - timedelta(days=360))
    assessments.answer_all(before)
    actions.submit(before, actor="invitation:1", at=now() - timedelta(days=350))
    assessments.accept(before, at=now() - timedelta(days=340))
    asked, token = assessments.issued(group, vendor)
    asked_id = asked.id
    db.session.commit()
    visitor = Visitor(browser, request.param, PHONE, Path(SHOTS) if SHOTS else None)
    visitor.context.set_default_timeout(10_000)
    visitor.page.goto(f"{server.url}/portal/i/{token}?lang={request.param}")
    visitor.press("Open questionnaire")
    yield visitor, asked_id
    visitor.context.close()


@pytest.mark.parametrize("second_year", ["en", "ja"], indirect=True)
def test_last_years_answers_are_confirmed_one_by_one_and_by_section(second_year, server):
    visitor, asked_id = second_year
    page = visitor.page
    visitor.look("earlier-overview")
    page.goto(f"{server.url}/portal/sections/1")
    visitor.look("earlier-section")
    assert page.locator(".earlier:visible").count() == 3
    page.locator('[data-question="A-1"] [value="=1"]').check()  # this one is answered anew
    page.locator('[data-question="A-1"].question-done').wait_for()
    assert page.locator(".earlier:visible").count() == 2
    with page.expect_navigation():
        page.locator('[data-question="A-2"] button[name=still]').click()
    assert page.locator(".earlier:visible").count() == 1
    assert page.locator("[name=still_all]").count() == 0  # one is no section
    page.goto(f"{server.url}/portal/sections/2")
    page.locator("[name=still_all]").click()
    page.locator(".flash-success").wait_for()
    visitor.look("earlier-confirmed")
    db.session.expire_all()
    stored = queries.answers(asked_id)
    assert {key for key, row in stored.items() if row.source == "earlier"} == {"A-2", "B-1", "B-2", "B-3", "B-4", "B-5"}
    assert stored["A-1"].value == 1
    assert "A-3" not in stored
    db.session.rollback()


def test_without_a_line_the_page_is_not_left_and_what_was_saved_is_said(opened):
    visitor, _assessment_id = opened
    page = visitor.page
    page.locator('[data-question="A-1"] [value="=3"]').check()
    page.locator('[data-question="A-1"].question-done').wait_for()
    visitor.context.set_offline(True)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("There is no internet connection.").wait_for()
    assert page.url.endswith("/portal/sections/1")
    visitor.context.set_offline(False)
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/portal/sections/2")
