"""What a browser prints of the vendor's result."""

import pytest

from tests.browser.steps import DESK
from tests.browser.visitors import Visitor
from tests.builders import assessments
from vendor_risk.assessments import actions
from vendor_risk.database import db, now

pytestmark = pytest.mark.browser


def test_the_result_is_printed_with_all_its_folded_parts_and_folds_up_again(server, group, browser):
    asked, token = assessments.issued(group)
    assessments.answer_all(asked)
    actions.submit(asked, actor="invitation:1", at=now())
    assessments.accept(asked)
    db.session.commit()
    visitor = Visitor(browser, "en", DESK)
    page = visitor.page
    page.goto(f"{server.url}/portal/i/{token}")
    page.get_by_role("button", name="View your result").click()
    page.wait_for_load_state("networkidle")
    folded = "[...document.querySelectorAll('details')].filter((part) => !part.open).length"
    before = page.evaluate(folded)
    assert before >= 2
    page.evaluate(f"addEventListener('beforeprint', () => {{ document.body.dataset.folded = {folded}; }})")
    page.pdf(format="A4")
    assert page.evaluate("document.body.dataset.folded") == "0"
    assert page.evaluate(folded) == before
    visitor.context.close()
