"""A date and a table in a real browser, on a phone and a desktop, in both languages: nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.stored import stored
from tests.browser.visitors import Visitor
from tests.builders import assessments
from tests.builders.tables import NUMBER, PAGE, QUESTIONNAIRE
from vendor_risk.database import db

pytestmark = pytest.mark.browser


def cells(page, row):
    return page.locator('[data-question="T-2"] [data-row]').nth(row).locator("[data-cell]")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_date_and_a_table_are_filled_in_saved_and_shown_again(
    server,
    group,
    browser,
    monkeypatch,
    tmp_path,
    lang,
    width,
):
    version = assessments.released(QUESTIONNAIRE)
    monkeypatch.setattr(assessments, "released", lambda *_: version)
    assessment, token = assessments.issued(group, language=lang)
    assessment_id = assessment.id
    db.session.rollback()
    visitor = Visitor(browser, lang, width, shots=tmp_path)
    page = visitor.page
    page.goto(f"{server.url}/portal/i/{token}")
    visitor.press("Open questionnaire")
    page.goto(server.url + PAGE)
    visitor.look("table-empty")
    page.fill(f"#v{NUMBER['T-1']}", "2026-04-01")
    card = page.locator('[data-question="T-2"]')
    cells(page, 0).nth(0).fill("Mail")
    cells(page, 0).nth(1).fill("1,200")
    cells(page, 0).nth(3).select_option("jp")
    cells(page, 0).nth(4).select_option("no")
    card.locator("[data-add-row]").click()
    cells(page, 1).nth(0).fill("Web")
    card.locator("[data-add-row]").click()
    cells(page, 2).nth(0).fill("帳票")
    assert card.locator("[data-add-row]").is_disabled()
    card.locator("[data-remove-row]").nth(1).click()
    expect(page.locator("#save-state")).to_have_text(visitor.word("Saved"))
    assert "question-done" not in card.get_attribute("class")  # the place of the second row is missing
    visitor.look("table-filled")
    assert stored(assessment_id, "T-1")[1] == "2026-04-01"
    rows = [["Mail", 1200.0, None, "jp", False], ["帳票", None, None, None, None]]
    assert stored(assessment_id, "T-2")[1] == rows
    page.reload()
    assert cells(page, 0).nth(4).input_value() == "no"
    assert [cells(page, row).nth(0).input_value() for row in range(3)] == ["Mail", "帳票", ""]
    visitor.look("table-again")
    visitor.context.close()
