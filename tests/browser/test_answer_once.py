"""A vendor sends a CAIQ it filled in for others: dropped on its page, put right, imported, used for our questionnaire.

The workbook is one that looks like it; the real one where it is present. In both languages, on the desk and then on a
phone; every page looked at is free of accessibility violations and console errors.
"""

import io
import re
from pathlib import Path

import openpyxl
import pytest

from tests.browser.steps import DESK, PHONE, SHOTS, a_critical_vendor, from_heatmap_to_answer, sign_in
from tests.browser.visitors import ADMINISTRATOR, Visitor, invented_world
from tests.builders.crosswalks import caiq
from tests.builders.real_workbooks import FOLDER, workbook_path
from vendor_risk.demo.fiction.register_book import rows as register_rows
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.register.words import vocabularies

pytestmark = pytest.mark.browser
REAL = "caiq/filled_whitepact_caiq_v4.0.3.xlsx"


def misleading() -> bytes:
    """The look-alike with a second column that could be the answers, so that there is something to put right."""
    book = openpyxl.load_workbook(io.BytesIO(caiq()))
    sheet = book.worksheets[0]
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, 6).value = "Note on this row, for the person who reads it"
    sheet.cell(2, 6).value = "Remarks"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(params=["ja", "en"])
def lang(request):
    return request.param


@pytest.fixture
def visitor(site, browser, lang):
    """The administrator at a desk."""
    made = Visitor(browser, lang, DESK, Path(SHOTS) if SHOTS else None)
    sign_in(made, site, ADMINISTRATOR)
    yield made
    made.context.close()


@pytest.fixture
def vendor(site, lang, tmp_path):
    """A critical vendor, registered alone with its contacts and services."""
    chosen, world = a_critical_vendor(lang), register_rows(invented_world())
    tables = {
        "vendors": [row for row in world["vendors"] if row["code"] == chosen.code],
        "contacts": [row for row in world["contacts"] if row["organization"] == chosen.code],
        "engagements": [row for row in world["engagements"] if row["supplier"] == chosen.code],
    }
    book = tmp_path / "vendor.xlsx"
    book.write_bytes(write_workbook(tables, vocabularies()))
    site.command("register", "import", str(book))
    return chosen


def drop(desk, site, vendor):
    """The workbook on the vendor's page; what was understood of it."""
    desk.page.goto(f"{site.url}/organizations/vendors?q={vendor.code}")
    desk.page.locator("main tbody a").first.click()
    desk.page.wait_for_url(re.compile(r"/organizations/\d+$"))
    desk.look("vendor")
    data = workbook_path(REAL).read_bytes() if FOLDER.is_dir() else misleading()
    desk.page.set_input_files("input[type=file]", {"name": "caiq.xlsx", "mimeType": "", "buffer": data})
    desk.press("Upload and preview")
    desk.page.wait_for_url("**/imports/foreign/*")
    assert "CAIQ 4.0.3" in desk.page.inner_text("main")
    desk.look("understood")


def put_one_column_right(desk):
    """Another column for the comments; the page that follows is understood anew."""
    choice = desk.page.locator("select[name^='column|comment|']").first
    choice.scroll_into_view_if_needed()
    choice.select_option("F")
    desk.page.wait_for_load_state("networkidle")
    desk.page.locator("select[name^='column|comment|'] option[value=F][selected]").first.wait_for(state="attached")
    desk.look("corrected")


def test_a_caiq_dropped_on_a_vendors_page_answers_our_questionnaire(site, visitor, vendor, browser, lang):
    desk = visitor
    drop(desk, site, vendor)
    put_one_column_right(desk)
    desk.press("Import answers")
    desk.look("imported")
    desk.press("Use answers in our questionnaires")
    desk.look("use")
    row = desk.page.locator("main tbody tr").first
    reached, asked = map(int, re.findall(r"\d+", row.locator("td").first.inner_text())[-2:])
    if lang == "ja":
        reached, asked = min(reached, asked), max(reached, asked)
    assert reached >= 0.4 * asked
    desk.press("Start assessment with these answers")
    desk.look("proposed")
    ticked = desk.page.locator("input[name=take]:checked").count()
    assert ticked >= 10
    desk.press("Carry over selected answers")
    assert desk.words("%(num)s answer was carried over.", "%(num)s answers were carried over.", ticked) in (
        desk.page.inner_text("main")
    )
    desk.look("carried")

    phone = Visitor(browser, lang, PHONE, Path(SHOTS) if SHOTS else None)
    sign_in(phone, site, ADMINISTRATOR)
    phone.page.goto(desk.page.url)
    phone.look("carried")
    phone.context.close()

    desk.page.once("dialog", lambda dialog: dialog.accept())
    desk.press("Submit answers as they are")
    desk.page.wait_for_url("**/assessments/*")
    assert desk.page.locator(".carried").count() == ticked
    desk.look("handed-in")
    from_heatmap_to_answer(desk, site, "vendors")
