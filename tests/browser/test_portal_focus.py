"""The vendor's pages by the keyboard alone, in a low window and enlarged: the focus is seen (WCAG 2.2, 2.4.11)."""

import pytest

from tests.builders import assessments
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db

pytestmark = pytest.mark.browser

SIZES = {"pc": (1280, 800), "enlarged": (640, 400), "phone": (390, 844), "landscape": (844, 390)}

SEEN = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const shown = focused.closest(".choice") ?? focused, place = shown.getBoundingClientRect();
  const inside = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return Boolean(top) && (shown.contains(top) || top.contains(shown));
  };
  const middle = (place.left + place.right) / 2, name = focused.name || focused.textContent.trim().slice(0, 40);
  const seen = place.top >= -1 && inside(middle, place.top + 2);
  const whole = seen && place.bottom <= innerHeight + 1 && inside(middle, place.bottom - 3);
  return { name, tag: focused.tagName, seen, whole, height: place.height, target: [place.width, place.height] };
}"""


def tab_through(page, key="Tab"):
    """Every stop of the keyboard on the page, each with what is seen of it."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    stops = []
    for _press in range(160):
        page.keyboard.press(key)
        found = page.evaluate(SEEN)
        if found is None:
            break
        stops.append(found)
    return stops


@pytest.mark.parametrize("size", SIZES)
def test_every_stop_of_the_keyboard_is_seen_in_whole(opened, server, size):
    visitor, _assessment_id = opened
    page = visitor.page
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    for address in ("sections/1", "sections/2", "", "submit"):
        page.goto(f"{server.url}/portal/{address}")
        for summary in page.locator("main summary").all():
            summary.evaluate("summary => { summary.parentElement.open = true; }")
        stops = tab_through(page)
        assert len(stops) >= 5
        hidden = [stop for stop in stops if not stop["seen"] or (not stop["whole"] and stop["height"] < height / 2)]
        assert hidden == [], address


@pytest.mark.parametrize("size", SIZES)
def test_every_level_reached_by_the_arrow_keys_is_seen_in_whole(opened, server, size):
    visitor, _assessment_id = opened
    page = visitor.page
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    for number in (1, 2):
        page.locator(f"input[name=s{number}]").first.focus()
        for _press in range(7):
            page.keyboard.press("ArrowDown")
            found = page.evaluate(SEEN)
            assert found["name"] == f"s{number}"
            assert found["whole"], found


@pytest.mark.parametrize("size", ["enlarged", "landscape"])
def test_a_low_window_is_not_given_to_bars_that_stay(opened, size):
    visitor, _assessment_id = opened
    page = visitor.page
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    everything = "[...document.querySelectorAll('body *')]"
    fixed = f"{everything}.filter((e) => ['sticky', 'fixed'].includes(getComputedStyle(e).position))"
    assert page.evaluate(f"{fixed}.map((element) => element.className)") == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_target_is_at_least_24_pixels_in_each_direction(opened, server, width, lang):
    visitor, _assessment_id = opened
    page = visitor.page
    page.set_viewport_size({"width": width, "height": 800})
    small = """() => [...document.querySelectorAll("main a, button, summary, input, select, textarea, header a")]
      .filter((e) => e.offsetParent && !e.matches(".visually-hidden"))
      .map((e) => [e.textContent.trim() || e.name, (e.closest("label") ?? e).getBoundingClientRect(), e])
      .filter(([, place, e]) => (place.width < 24 || place.height < 24) && !e.closest("p:not(.crumbs), dd, .pre"))
      .map(([name, place]) => `${name}: ${place.width} x ${place.height}`)"""
    addresses = ["", "sections/1", "sections/2", "submit", "subcontractors", "workbook"]
    for address in addresses:
        page.goto(f"{server.url}/portal/{address}?lang={lang}")
        for summary in page.locator("main summary").all():
            summary.evaluate("summary => { summary.parentElement.open = true; }")
        assert page.evaluate(small) == [], address
        visitor.look(address or "overview")


def test_a_questionnaire_is_answered_and_submitted_by_the_keyboard_alone(opened, server):
    visitor, assessment_id = opened
    page = visitor.page
    page.set_viewport_size({"width": 640, "height": 400})
    assessments.answer_all(db.session.get(Assessment, assessment_id))
    page.goto(f"{server.url}/portal/submit")

    def to(name):
        for _press in range(120):
            page.keyboard.press("Tab")
            found = page.evaluate(SEEN)
            assert found is None or found["seen"], found
            if found and found["name"] == name:
                return
        raise AssertionError(f"{name} is not reached")

    assert page.get_by_role("button", name="Submit answers").is_enabled()
    page.goto(f"{server.url}/portal/subcontractors")
    to("We use no subcontractors for this work")
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/submit")
    to("name")
    page.keyboard.type("Aoi Tanaka")
    to("Submit answers")
    page.keyboard.press("Enter")
    page.get_by_text("Reference number").wait_for()
