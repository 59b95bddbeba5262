"""The respondent's pages in a real browser: nothing is sent by itself, nothing typed is lost, both texts are shown."""

import time

import pytest

from tests.browser.stored import stored
from tests.browser.visitors import Visitor
from tests.browser.waiting import wait_for
from tests.builders import assessments
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db

pytestmark = pytest.mark.browser


def test_a_browser_left_on_the_link_page_sends_nothing(server, group, browser):
    assessment, token = assessments.issued(group)
    visitor = Visitor(browser, "en", 1280)
    visitor.page.goto(f"{server.url}/portal/i/{token}")
    visitor.look("link")
    time.sleep(10)
    assert not [method for method, _path in server.calls if method not in {"GET", "HEAD"}]
    assert visitor.context.cookies() == []
    db.session.rollback()
    assert db.session.get(Assessment, assessment.id).status == "issued"
    db.session.rollback()
    visitor.context.close()


def test_every_answer_is_saved_at_once_and_by_the_keyboard_alone(opened):
    visitor, assessment_id = opened
    page = visitor.page
    page.locator("input[name=s1]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", 2, ""))
    page.locator("#q1 summary", has_text="Comment").click()
    page.fill("#c1", "written down")
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", 2, "written down"))
    page.get_by_text("Saved", exact=True).first.wait_for()
    visitor.look("section")
    assert page.locator(".section-count .progress-text").inner_text() == "1/3"


def test_not_applicable_asks_for_its_reason_and_saves_it(opened):
    visitor, assessment_id = opened
    page = visitor.page
    assert not page.locator("#n2").is_visible()
    page.locator("#q2").get_by_text("Not applicable to my company").click()
    page.locator("#q2").get_by_text("Please enter the reason.").wait_for()
    page.fill("#n2", "We have no devices.")
    page.locator("#q2").get_by_text("Saved", exact=True).wait_for()
    wait_for(lambda: (stored(assessment_id, "A-2") or ("",))[0] == "na")
    visitor.look("not-applicable")


def test_what_the_server_did_not_take_is_kept_said_and_sent_again(opened):
    visitor, assessment_id = opened
    page = visitor.page
    visitor.context.set_offline(True)
    page.locator("#q1").get_by_text("Documented and applied").click()
    page.locator("#save-state", has_text="Not saved yet").wait_for()
    assert stored(assessment_id, "A-1") is None
    visitor.context.set_offline(False)
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", 3, ""), 20)
    page.locator("#save-state", has_text="Saved").wait_for()
    wait_for(lambda: page.evaluate("localStorage.length") == 0)


def test_what_was_typed_survives_closing_the_window_without_a_connection(opened, server):
    visitor, assessment_id = opened
    page = visitor.page
    visitor.context.set_offline(True)
    page.locator("#q1").get_by_text("Measured").click()
    page.locator("#save-state", has_text="Not saved yet").wait_for()
    page.close()
    visitor.context.set_offline(False)
    assert stored(assessment_id, "A-1") is None
    again = visitor.context.new_page()
    again.goto(f"{server.url}/portal/sections/1")
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", 4, ""))
    assert again.locator('input[name=s1][value="=4"]').is_checked()


@pytest.mark.parametrize("choice", ["Keep my answer", "Use the saved answer"])
def test_two_windows_that_answer_differently_are_shown_both_and_choose(opened, server, choice):
    visitor, assessment_id = opened
    page = visitor.page
    other = visitor.context.new_page()
    other.goto(f"{server.url}/portal/sections/1")
    other.locator("#q1").get_by_text("Person-dependent").click()
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", 1, ""))
    page.locator("#q1").get_by_text("Improving").click()
    box = page.locator("#q1 .question-message")
    box.get_by_text("changed in another window").wait_for()
    assert "1 Person-dependent A-1 looks like level 1" in box.inner_text()
    assert stored(assessment_id, "A-1") == ("answered", 1, "")
    box.get_by_role("button", name=choice).click()
    level = 5 if choice == "Keep my answer" else 1
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", level, ""))
    assert page.locator(f'input[name=s1][value="={level}"]').is_checked()
    box.wait_for(state="hidden")
    wait_for(lambda: page.evaluate("localStorage.length") == 0)


def test_a_visit_that_ended_says_so_and_loses_nothing(opened, server):
    visitor, assessment_id = opened
    page = visitor.page
    visitor.context.clear_cookies()
    page.locator("#q1").get_by_text("Documented and applied").click()
    page.locator("#save-state", has_text="Your session has ended").wait_for()
    page.locator("#q1 [data-state]", has_text="Not saved").wait_for()
    assert page.evaluate("localStorage.length") == 1
    assert stored(assessment_id, "A-1") is None


def test_every_kind_of_question_is_saved_by_the_script(opened, server):
    visitor, assessment_id = opened
    page = visitor.page
    page.locator("#q3").get_by_text("Yes", exact=True).click()
    page.goto(f"{server.url}/portal/sections/2")
    page.locator("#q4").get_by_text("No", exact=True).click()
    page.fill("#v5", "８５")  # full-width digits, as a Japanese keyboard gives them
    page.fill("#v6", "2026-04-01")
    page.fill("#v7", "Nothing else.")
    page.locator("#q8").get_by_text("I do not know").click()
    expected = {"A-3": "yes", "B-1": ["no"], "B-2": 85.0, "B-3": "2026-04-01", "B-4": "Nothing else.", "B-5": None}
    for question, value in expected.items():
        wait_for(lambda question=question, value=value: (stored(assessment_id, question) or ("", 0))[1] == value)
    page.fill("#v5", "many")
    page.locator("#q5").get_by_text("Enter a number in digits.").wait_for()
    assert stored(assessment_id, "B-2")[1] == 85.0
    visitor.complaints.clear()  # the refused save is a 422, which the browser's console mentions
    visitor.look("kinds")
