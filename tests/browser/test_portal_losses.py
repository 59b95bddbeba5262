"""Nothing typed is lost on the vendor's pages: offline, beside a colleague, in a paste, with files that are refused."""

import pytest

from tests.browser.stored import stored
from tests.browser.waiting import wait_for
from tests.builders import assessments, files
from vendor_risk.assessments import actions
from vendor_risk.assessments.answers.actions import save_answer
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.models import Assessment, Evidence
from vendor_risk.database import db, now
from vendor_risk.declarations import actions as declaration_actions
from vendor_risk.domain.questionnaires import AnswerState

pytestmark = pytest.mark.browser


def answered_by_a_colleague(assessment_id, question, level, comment=""):
    """The answer of somebody else with the same link."""
    assessment = db.session.get(Assessment, assessment_id)
    content = AnswerContent(AnswerState.ANSWERED, level, comment)
    save_answer(assessment, question, content, expected_version=0, actor="a colleague", at=now())
    db.session.commit()


def submitted_by_a_colleague(assessment_id):
    """Everything answered and submitted by somebody else, while pages stand open."""
    assessment = db.session.get(Assessment, assessment_id)
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="Maya Sato (invitation:9 m@x.example)", at=now(), confirmed=True)
    db.session.commit()


@pytest.fixture
def answer_the_rest():
    """Answers every question but one, as a colleague would."""

    def answer(assessment_id, *, but):
        assessment = db.session.get(Assessment, assessment_id)
        for question, content in assessments.ANSWERS.items():
            if question in assessment.question_ids and question != but:
                save_answer(assessment, question, content, expected_version=0, actor="a colleague", at=now())
        declaration_actions.say_none(assessment, actor="a colleague", at=now())
        db.session.commit()

    return answer


def status(assessment_id):
    db.session.rollback()
    found = db.session.get(Assessment, assessment_id).status
    db.session.rollback()
    return found


def test_what_was_typed_offline_is_sent_from_the_check_before_anything_is_submitted(opened, server, answer_the_rest):
    visitor, assessment_id = opened
    page = visitor.page
    answer_the_rest(assessment_id, but="A-1")
    page.reload()
    visitor.context.set_offline(True)
    page.locator("#q1").get_by_text("Improving").click()
    page.locator("#q1 summary", has_text="Comment").click()
    page.fill("#c1", "typed on the train")
    page.locator("#save-state", has_text="Not saved yet").wait_for()
    page.get_by_role("button", name="Save and continue").click()
    assert page.url.endswith("/portal/sections/1")  # no page of the browser's own about the missing connection
    server.down = True
    visitor.context.set_offline(False)
    page.goto(f"{server.url}/portal/submit")
    page.locator("#unsent").get_by_text("Not saved yet").wait_for()
    assert page.get_by_role("button", name="Submit answers").is_disabled()
    assert stored(assessment_id, "A-1") is None
    server.down = False
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", 5, "typed on the train"))
    page.locator("#unsent").wait_for(state="hidden")
    page.locator("button[data-needs-all-sent]:not([disabled])").wait_for()
    page.get_by_label("Your name").fill("Ken Mori")
    page.get_by_role("button", name="Submit answers").click()
    page.get_by_text("Reference number").wait_for()
    assert status(assessment_id) == "submitted"
    assert stored(assessment_id, "A-1") == ("answered", 5, "typed on the train")
    wait_for(lambda: page.evaluate("localStorage.length") == 0)


def test_the_overview_sends_what_is_pending(opened, server):
    visitor, assessment_id = opened
    page = visitor.page
    visitor.context.set_offline(True)
    page.locator("#q1").get_by_text("Measured").click()
    page.locator("#save-state", has_text="Not saved yet").wait_for()
    page.close()
    visitor.context.set_offline(False)
    visitor.page = visitor.context.new_page()
    visitor.page.goto(f"{server.url}/portal/")
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", 4, ""))
    visitor.page.locator(".big-number", has_text="1 / 8").wait_for()  # the page counts it, too


def test_something_typed_in_another_window_bars_submitting_until_it_is_saved(opened, server, answer_the_rest):
    visitor, assessment_id = opened
    answer_the_rest(assessment_id, but="A-1")
    other = visitor.context.new_page()
    other.goto(f"{server.url}/portal/submit")
    other.get_by_label("Your name").fill("Ken Mori")
    other.get_by_label("Submit with information missing").check()
    server.down = True
    visitor.page.locator("#q1").get_by_text("Documented and applied").click()
    visitor.page.locator("#save-state", has_text="Not saved yet").wait_for()
    other.get_by_role("button", name="Submit answers").click()
    other.locator("#unsent:focus").wait_for()
    assert other.get_by_role("button", name="Submit answers").is_disabled()
    server.down = False
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", 3, ""))
    assert status(assessment_id) == "in_progress"


def test_what_was_typed_after_a_colleague_submitted_is_said_kept_and_shown(opened, server):
    visitor, assessment_id = opened
    page = visitor.page
    submitted_by_a_colleague(assessment_id)
    page.locator("#q1 summary", has_text="Comment").click()
    page.fill("#c1", "important: the policy is new")
    page.get_by_role("button", name="Save and continue").click()
    page.locator("#q1 .question-message", has_text="Maya Sato submitted the answers on").wait_for()
    assert page.url.endswith("/portal/sections/1")
    assert page.input_value("#c1") == "important: the policy is new"
    assert "One answer has not been saved" in page.locator("#save-state").inner_text()
    for address in ("/portal/sections/1", "/portal/", "/portal/receipt"):
        page.goto(server.url + address)
        item = page.locator("#unsent li")
        item.get_by_text("important: the policy is new").wait_for()
        assert "1. Policy" in item.inner_text()
        assert "Maya Sato submitted the answers on" in page.locator("#unsent").inner_text()
    visitor.complaints.clear()  # the refused save is a 409, which the browser's console mentions
    visitor.look("unsent")
    assert stored(assessment_id, "A-1")[2] == "written down"
    page.get_by_role("button", name="Discard").click()
    page.locator("#unsent").wait_for(state="hidden")
    wait_for(lambda: page.evaluate("localStorage.length") == 0)


def test_a_conflict_appears_where_the_finger_is_and_is_announced(opened):
    visitor, assessment_id = opened
    page = visitor.page
    answered_by_a_colleague(assessment_id, "A-1", 1, "theirs")
    level = page.locator('#q1 input[value="=5"]')
    level.scroll_into_view_if_needed()
    level.check()
    box = page.locator("#q1 .question-message")
    box.get_by_text("changed in another window").wait_for()
    assert box.get_attribute("role") == "alert"
    place, touched = box.bounding_box(), page.locator('#q1 .choice:has(input[value="=5"])').bounding_box()
    foot = page.locator(".section-foot").bounding_box()
    assert 0 <= place["y"] - (touched["y"] + touched["height"]) < 24
    assert place["y"] >= 0
    assert place["y"] + place["height"] <= foot["y"] + 1
    state = page.locator("#save-state")
    assert state.inner_text() == "One answer has not been saved and needs your decision"
    page.get_by_role("button", name="Save and continue").click()
    page.locator("#q1 .question-message button:focus").wait_for()
    assert page.url.split("#")[0].endswith("/portal/sections/1")
    box.get_by_role("button", name="Keep my answer").click()
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", 5, ""))
    assert page.evaluate("document.activeElement.name") == "s1"
    visitor.complaints.clear()  # the conflict is a 409
    visitor.look("after-conflict")


def test_keys_that_run_through_the_levels_save_the_last_one_only(opened, server):
    visitor, assessment_id = opened
    page = visitor.page
    page.locator("input[name=s1]").first.focus()
    for _press in range(4):
        page.keyboard.press("ArrowDown")
    wait_for(lambda: stored(assessment_id, "A-1") == ("answered", 4, ""))
    assert len([path for method, path in server.calls if method == "PUT"]) == 1


def test_refused_files_say_so_at_the_field_and_good_ones_are_attached_without_leaving_the_page(
    opened, tmp_path, server
):
    visitor, assessment_id = opened
    page = visitor.page
    limit = int(page.locator("#section-form").get_attribute("data-upload-limit-mb")) * 2**20
    chosen = {
        "policy.pdf": files.pdf(),
        "old.doc": b"not taken",
        "screen.png": files.png(),
        "big.pdf": bytes(limit + 1),
    }
    for name, data in chosen.items():
        (tmp_path / name).write_bytes(data)
    block = page.locator("#q3 [data-evidence]")
    block.locator("summary").click()
    before = page.evaluate("scrollY")
    block.locator("input[type=file]").set_input_files([tmp_path / name for name in chosen])
    block.get_by_role("link", name="screen.png").wait_for()
    block.locator(".error", has_text="old.doc").wait_for()
    assert "“big.pdf” is larger than 10 MB" in block.inner_text()
    assert "Attach a PDF, an image" in block.inner_text()
    assert page.evaluate("scrollY") >= before
    assert block.evaluate("block => block.open")
    posts = [path for method, path in server.calls if method == "POST"]
    assert posts.count("/portal/questions/3/evidence") == 3  # the big one was not even sent
    block.locator("input[type=text]").fill("shelf 3")
    block.get_by_role("button", name="Add evidence", exact=True).click()
    block.get_by_text("shelf 3").wait_for()
    block.get_by_role("button", name="Remove screen.png").click()
    block.get_by_role("link", name="screen.png").wait_for(state="detached")
    db.session.rollback()
    assert sorted(item.name for item in db.session.query(Evidence)) == ["policy.pdf", "shelf 3"]
    db.session.rollback()
    page.locator("#q3").get_by_text("Yes", exact=True).click()  # the answer goes on from the one the files made
    wait_for(lambda: stored(assessment_id, "A-3") == ("answered", "yes", ""))
    visitor.look("evidence")


def test_a_workbook_that_is_too_big_is_refused_at_its_field_before_it_is_sent(opened, server, tmp_path):
    visitor, _assessment_id = opened
    page = visitor.page
    page.goto(f"{server.url}/portal/workbook")
    limit = int(page.locator("form[data-size-checked]").get_attribute("data-upload-limit-mb")) * 2**20
    (tmp_path / "answers.xlsx").write_bytes(bytes(limit + 1))
    page.set_input_files("#file", tmp_path / "answers.xlsx")
    page.get_by_role("alert").get_by_text("“answers.xlsx” is larger than 10 MB").wait_for()
    page.get_by_role("button", name="Upload and review changes").click()
    page.locator("#file:focus").wait_for()
    assert ("POST", "/portal/workbook") not in server.calls
    visitor.look("workbook-too-big")
    page.set_input_files("#file", {"name": "answers.xlsx", "mimeType": "", "buffer": b"no workbook"})
    page.get_by_role("button", name="Upload and review changes").click()
    wait_for(lambda: ("POST", "/portal/workbook") in server.calls)


def test_a_paste_that_is_too_long_stays_and_says_by_how_much(opened):
    visitor, assessment_id = opened
    page = visitor.page
    page.locator("#q1 summary", has_text="Comment").click()
    page.locator("#c1").evaluate("field => field.focus()")
    page.evaluate("document.execCommand('insertText', false, 'x'.repeat(10250))")
    page.locator("#q1 .more .error", has_text="by 250").wait_for()
    assert len(page.input_value("#c1")) == 10_250
    assert page.get_attribute("#c1", "aria-invalid") == "true"
    page.locator("#q1 [data-state]", has_text="Not saved").wait_for()
    assert stored(assessment_id, "A-1") is None
    page.fill("#c1", "x" * 10_000)
    wait_for(lambda: stored(assessment_id, "A-1") == ("blank", None, "x" * 10_000))
    assert not page.locator("#long-c1-c1").is_visible()


def test_a_missing_reason_is_asked_for_at_its_field_before_going_on(opened):
    visitor, _assessment_id = opened
    page = visitor.page
    page.locator("#q2").get_by_text("Not applicable to my company").click()
    page.get_by_role("button", name="Save and continue").click()
    page.locator("#n2:focus").wait_for()
    reason, field = page.locator("#nm2"), page.locator("#n2")
    assert reason.inner_text() == "Please enter the reason."
    assert reason.bounding_box()["y"] - field.bounding_box()["y"] < 120
    page.get_by_role("button", name="Save and continue").click()  # asked once: whoever wants to think goes on
    page.wait_for_url("**/portal/sections/2")
