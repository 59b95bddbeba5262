"""From a department's list to stored rows with a mouse: every click counted, nothing of the file edited beforehand.

A file is chosen by one click (the dialog that follows is the system's), a native list by two (open, choose), a field is
entered by one. The list of the next month takes three: choose the file, have it read, import.
"""

import io
import re
from pathlib import Path

import openpyxl
import pytest

from tests.browser.steps import DESK, SHOTS, sign_in
from tests.browser.visitors import ADMINISTRATOR, Visitor
from vendor_risk.demo.fiction.words import COMPANIES
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.register.words import vocabularies

pytestmark = pytest.mark.browser
LISTS = Path(__file__).parent / "lists"
GROUP = [("NG", "なごみ製作所グループ"), ("NL", "なごみ物流株式会社"), ("NS", "なごみシステムズ株式会社"),
         ("NSK", "なごみ精機株式会社")]  # fmt: skip
MOST_CLICKS, NEXT_MONTH = 12, 3


@pytest.fixture(params=["ja", "en"])
def lang(request):
    return request.param


class Hand:
    """Somebody with a mouse; `clicks` counts what they press."""

    def __init__(self, visitor, site):
        self.visitor, self.page, self.site, self.clicks = visitor, visitor.page, site, 0

    def click(self, found):
        self.clicks += 1
        found.click()

    def choose(self, found, label):
        """Open a native list and choose from it."""
        self.clicks += 2
        found.select_option(label=label)

    def fill(self, found, text):
        self.click(found)
        self.page.keyboard.type(text)

    def bring(self, name, data):
        """Choose a file and have it read; the page of imports is open already."""
        self.page.goto(f"{self.site.url}/imports/")
        with self.page.expect_file_chooser() as chooser:
            self.click(self.page.locator("#file"))
        chooser.value.set_files({"name": name, "mimeType": "", "buffer": data})
        self.click(self.page.locator("form[action$='/imports/register'] button.primary"))
        self.page.wait_for_url("**/imports/register/*")

    def import_now(self):
        self.click(self.page.locator(".apply-bar button.primary"))
        self.page.wait_for_load_state("networkidle")

    def numbers(self):
        """Rows added, changed, unchanged, on hold and left out, as the cards say."""
        cards = self.page.locator(".numbers .number-card strong").all_inner_texts()
        return [int(text.replace(",", "")) for text in cards]


@pytest.fixture
def hand(site, browser, lang, tmp_path):
    """The administrator, signed in, in a group whose companies the list names."""
    companies = tmp_path / "group.xlsx"
    rows = [{"code": code, "name": name, "parent_code": COMPANIES[0].code} for code, name in GROUP]
    companies.write_bytes(write_workbook({"companies": rows}, vocabularies()))
    site.command("register", "import", str(companies))
    visitor = Visitor(browser, lang, DESK, Path(SHOTS) if SHOTS else None)
    sign_in(visitor, site, ADMINISTRATOR)
    yield Hand(visitor, site)
    visitor.context.close()


def changed(name, **cells):
    """The list of the next month: the same file with these cells."""
    book = openpyxl.load_workbook(LISTS / name)
    for address, value in cells.items():
        book.worksheets[0][address] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def answer(hand, question, value):
    hand.click(hand.page.locator(f'input[type=radio][name="{question}"][value="{value}"]'))


def test_the_japanese_list_is_stored_in_at_most_twelve_clicks_and_next_month_in_three(hand):
    page = hand.page
    hand.bring("委託先台帳_2026.xlsx", (LISTS / "departments_ja.xlsx").read_bytes())
    assert hand.numbers() == [46, 0, 0, 17, 6], "3 of the rows on hold are stored in part"
    hand.visitor.look("list-preview")
    company = page.locator('select[name="company:本社"]')
    hand.choose(company, company.locator("option", has_text="なごみ製作所グループ").first.inner_text().strip())
    for code, same in (("T2001", "T1000"), ("T2002", "T1001"), ("T2004", "T1005"), ("九州ロジテム㈱", "new")):
        answer(hand, f"same_vendor:{code}", same)
    hand.click(page.locator('input[name="drop-0-27-corporate_number"]'))
    hand.import_now()  # what was typed is applied first, and shown
    assert hand.numbers() == [59, 0, 1, 3, 6]
    hand.import_now()
    assert hand.clicks == 11 <= MOST_CLICKS
    hand.visitor.look("list-stored")
    assert hand.numbers() == [59, 0, 1, 3, 6], (
        "59 rows stored (of 3 the contact waits), 1 is a vendor of another row without a service, 6 are no entries: 66"
    )
    assert page.locator(".new-vendors li").count() == 56
    page.goto(f"{hand.site.url}/imports/register/waiting")
    hand.visitor.look("rows-on-hold")
    waiting = page.locator("tbody tr").all_inner_texts()
    assert [re.search(r"T\d+", text)[0] for text in waiting] == ["T1012", "T1015", "T1022"]
    hand.clicks = 0
    data = changed("departments_ja.xlsx", A1="なごみ製作所　委託先管理台帳（2027年度版）", L6=13000, Q25="外観検査")
    hand.bring("委託先台帳_2027.xlsx", data)
    hand.visitor.look("list-next-month")
    assert page.locator(".read-before").count() == 1
    assert hand.numbers() == [1, 1, 55, 3, 6]
    hand.import_now()
    assert hand.clicks == NEXT_MONTH
    assert hand.numbers() == [1, 1, 55, 3, 6]
    page.goto(f"{hand.site.url}/imports/register/waiting")
    assert page.locator("tbody tr").count() == 3, "the rows of the new file took the place of those of the old one"


def test_the_english_list_is_stored_in_at_most_twelve_clicks_and_next_month_in_three(hand):
    page = hand.page
    hand.bring("vendors_en.xlsx", (LISTS / "vendors_en.xlsx").read_bytes())
    assert hand.numbers() == [26, 0, 0, 0, 2]
    hand.fill(page.locator('input[name="exchange_rate:USD"]'), "150")
    hand.fill(page.locator('input[name="exchange_rate:EUR"]'), "165")
    hand.import_now()
    hand.import_now()
    assert hand.clicks == 6 <= MOST_CLICKS
    assert hand.numbers() == [26, 0, 0, 0, 2]
    assert page.locator(".new-vendors li").count() == 25
    hand.visitor.look("english-list-stored")
    hand.clicks = 0
    hand.bring("vendors_december.xlsx", changed("vendors_en.xlsx", A2="Exported 2026-12-20", D6=46000))
    assert hand.numbers() == [0, 1, 25, 0, 2]
    hand.import_now()
    assert hand.clicks == NEXT_MONTH
    assert hand.numbers() == [0, 1, 25, 0, 2]
