"""The main job, end to end, as its people do it, in both languages.

Procurement imports 150 vendors from Excel and issues questionnaires; a vendor opens the link from the mail, answers
half on a phone and half in the workbook, and submits; a reviewer accepts; both heatmaps show it, down to the answer.
Real server, real mail, real browser; every page looked at is free of accessibility violations and console errors.
"""

import io
import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from tests.browser.steps import DESK, PHONE, SHOTS, a_critical_vendor, from_heatmap_to_answer, sign_in
from tests.browser.visitors import ADMINISTRATOR, PASSWORD, Visitor, body, invented_world
from vendor_risk.demo.fiction.register_book import rows as register_rows
from vendor_risk.demo.fiction.words import COMPANIES
from vendor_risk.formats.own.template import ANSWER, FIRST_ROW
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.register.words import vocabularies

pytestmark = pytest.mark.browser
PROCUREMENT = "procurement@hinomiya.example"


@pytest.fixture(params=["ja", "en"])
def lang(request):
    return request.param


@pytest.fixture
def visit(site, browser, lang):
    """Makes visitors of the site, in the walk's language; their windows close in the end."""
    made = []

    def visitor(width=DESK):
        made.append(Visitor(browser, lang, width, Path(SHOTS) if SHOTS else None))
        return made[-1]

    yield visitor
    for one in made:
        one.context.close()


def welcome_procurement(admin, site, visit):
    """The administrator adds a person, who follows the welcome link, chooses a password and is in."""
    admin.page.goto(site.url + "/accounts/people/add")
    admin.page.fill("#name_en", "Pia Procurement")
    admin.page.fill("#email", PROCUREMENT)
    admin.page.select_option("#language", admin.lang)
    top = admin.page.locator(
        "#company option", has_text=COMPANIES[0].name.ja if admin.lang == "ja" else COMPANIES[0].name.en
    )
    admin.page.select_option("#company", top.first.get_attribute("value"))
    admin.page.select_option("#role", "procurement")
    admin.press("Add user")
    admin.look("person-added")
    link = admin.page.input_value("#welcome-link")
    buyer = visit()
    buyer.page.goto(link)
    buyer.look("welcome")
    buyer.page.fill("#password", PASSWORD)
    buyer.page.fill("#again", PASSWORD)
    buyer.press("Set password")
    buyer.page.wait_for_url(site.url + "/")  # the first password signs in
    buyer.page.get_by_text(buyer.word("Your password has been set. You are now signed in.")).wait_for()
    return buyer


def import_register(buyer, site):
    """150 vendors with contacts, engagements and links from one Excel file; then the same file again."""
    world = register_rows(invented_world())
    book = write_workbook({name: table for name, table in world.items() if name != "companies"}, vocabularies())
    changes = sum(len(world[name]) for name in ("vendors", "contacts", "engagements", "links"))
    assert len(world["vendors"]) == 150
    for expected in (changes, 0):
        buyer.page.goto(site.url + "/imports/")
        buyer.look("import")
        buyer.page.set_input_files("#file", {"name": "vendors.xlsx", "mimeType": "", "buffer": book})
        buyer.press("Upload and review")
        buyer.look("register-preview" if expected else "register-preview-again")
        if expected:
            go = buyer.words("Import %(num)s row", "Import %(num)s rows", changes)
            buyer.page.get_by_role("button", name=go).click()
            buyer.look("register-imported")
    assert buyer.word("This file contains nothing new to import (0 changes).") in buyer.page.inner_text("main")
    buyer.page.goto(site.url + "/organizations/vendors")
    assert "150" in buyer.page.inner_text(".paging")
    buyer.look("vendors")


CONTACT = {"person_ja": "調達 花子", "phone": "03-1234-5678", "reply_to": PROCUREMENT, "retention_years": "5"}


def issue(buyer, site, choice, name):
    """Three steps: whom, what and when, look over; the mails then leave by themselves."""
    buyer.page.goto(f"{site.url}/campaigns/new?{choice}")
    buyer.look("campaign-whom-" + name)
    buyer.page.locator("button[name=all]").click()
    buyer.page.fill("#name_en", name)
    buyer.page.fill("#name_ja", "")
    for field, text in CONTACT.items():
        buyer.page.fill(f"#{field}", text)
    buyer.look("campaign-what-" + name)
    buyer.press("Continue to review")
    buyer.look("campaign-look-over-" + name)
    buyer.page.locator("form[action$='/campaigns/'] button.primary").click()
    buyer.look("campaign-issued-" + name)


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"https?://\S+/portal/i/\S+", body(mail))
    assert found is not None
    return found.group(0)


def open_link(respondent, link):
    respondent.page.goto(link)
    respondent.look("link")
    respondent.press("Open questionnaire")
    respondent.look("overview")


def answer_half_by_thumb(phone):
    """Every question of the first half of the sections, by tapping; how many."""
    sections = phone.page.locator(".section-list li").count()
    phone.press("Start")
    tapped = 0
    for number in range(1, sections // 2 + 1):
        assert f"/portal/sections/{number}" in phone.page.url
        for card in phone.page.locator("fieldset.question").all():
            card.locator(".choice").nth(3).tap()
            card.get_by_text(phone.word("Saved"), exact=True).wait_for()
            tapped += 1
        phone.look(f"section-{number}")
        phone.press("Save and continue")
        phone.page.wait_for_url(re.compile(rf"/portal/sections/{number + 1}\b"))
    return tapped


def fill(made: bytes) -> tuple[bytes, int]:
    """The workbook with the third entry of its list in every blank answer cell; how many cells that were."""
    book, filled = load_workbook(io.BytesIO(made)), 0
    sheet = next(sheet for sheet in book if sheet.data_validations.dataValidation)
    for row in range(FIRST_ROW, sheet.max_row + 1):
        cell = sheet[f"{ANSWER}{row}"]
        if sheet[f"A{row}"].value is None or cell.value is not None:
            continue
        rule = next(rule for rule in sheet.data_validations.dataValidation if cell.coordinate in rule.sqref)
        name, area = rule.formula1.lstrip("=").replace("'", "").replace("$", "").split("!")
        left, top, _right, _bottom = range_boundaries(area)
        cell.value = book[name].cell(top + 2, left).value
        filled += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), filled


def answer_rest_in_workbook(desk, site):
    """Download, fill in another program, upload, look at the changes, take over; how many answers came in."""
    desk.page.goto(site.url + "/portal/workbook")
    desk.look("workbook")
    with desk.page.expect_download() as download:
        desk.press("Excel file in Japanese" if desk.lang == "ja" else "Excel file in English")
    data, filled = fill(Path(download.value.path()).read_bytes())
    desk.page.set_input_files("#file", {"name": download.value.suggested_filename, "mimeType": "", "buffer": data})
    desk.press("Upload and review changes")
    desk.look("workbook-changes")
    desk.press("Import answers")
    desk.look("workbook-taken-over")
    return filled


def submit(desk, site):
    desk.page.goto(site.url + "/portal/submit")
    if desk.page.get_by_text(desk.word("No information about subcontractors")).count():  # vendors are asked
        desk.page.goto(site.url + "/portal/subcontractors")
        desk.look("subcontractors")
        desk.press("We use no subcontractors for this work")
        desk.page.wait_for_url("**/portal/submit")
    assert desk.word("Every question has been answered.") in desk.page.inner_text("main")
    desk.look("submit")
    desk.page.fill("#name", "Rin Respondent")
    desk.press("Submit answers")
    desk.page.wait_for_url("**/portal/receipt")
    desk.look("receipt")
    return re.search(r"VR-\d{8}-\d{6}", desk.page.inner_text("main")).group(0)


def review(buyer, site, organization):
    """From the queue to accepted."""
    buyer.page.goto(f"{site.url}/reviews/?q={organization}")
    buyer.look("review-queue")
    buyer.page.locator(".queue tbody th a").first.click()
    buyer.look("review")
    buyer.page.once("dialog", lambda dialog: dialog.accept())
    buyer.press("Accept answers")
    buyer.look("result")
    assert buyer.page.url.endswith("/result")


def own_result(site, visit, address):
    """What the vendor gets back, on a phone: the link to the own result, and what would improve it."""
    phone = visit(PHONE)
    phone.page.goto(
        link_in(site.mailbox.wait_for(address, "improvements likely to have" if phone.lang == "en" else "改善策をご覧"))
    )
    phone.look("link-to-result")
    phone.press("View your result")
    phone.page.wait_for_url("**/portal/result")
    phone.look("own-result")
    assert phone.page.locator(".improvement").count() >= 1


def test_from_an_excel_list_of_vendors_to_the_answers_behind_both_heatmaps(site, visit, lang):
    admin = visit()
    sign_in(admin, site, ADMINISTRATOR)
    buyer = welcome_procurement(admin, site, visit)
    import_register(buyer, site)
    issue(buyer, site, "tier=T1&contact=", "vendors")
    issue(buyer, site, "kind=group_company", "companies")

    vendor = a_critical_vendor(lang)
    link = link_in(site.mailbox.wait_for(vendor.email))
    phone = visit(PHONE)
    open_link(phone, link)
    tapped = answer_half_by_thumb(phone)
    desk = visit()
    open_link(desk, link)
    assert tapped + answer_rest_in_workbook(desk, site) >= 20
    site.mailbox.wait_for(vendor.email, submit(desk, site))
    review(buyer, site, vendor.code)
    own_result(site, visit, vendor.email)

    code = next(plan.code for plan in COMPANIES if (plan.country == "JP") == (lang == "ja"))
    company = visit()
    open_link(company, link_in(site.mailbox.wait_for(f"security@{code.lower()}.hinomiya.example")))
    assert answer_rest_in_workbook(company, site) == 40
    submit(company, site)
    review(buyer, site, code)

    from_heatmap_to_answer(buyer, site, "vendors")
    from_heatmap_to_answer(buyer, site, "group")
