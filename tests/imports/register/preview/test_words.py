"""What a preview says to its reader: the group company in their language, and that corrections were taken."""

import pytest

from tests.imports.register.pages import put_right, upload
from tests.imports.register.registers import sheet
from vendor_risk.database import db

LIST = sheet(
    ["Vendor ID", "Vendor name", "Service", "Owner", "Contract end"],
    ["S1", "Blue", "Hosting", "A. Abe", "2027-03-31"],
)


@pytest.fixture
def procurement(group, sign_in):
    group.holding.name, group.holding.name_en, group.holding.name_ja = "なごみ製作所", "Nagomi", "なごみ製作所"
    db.session.commit()
    return sign_in(group.owner)


@pytest.mark.parametrize(("lang", "said", "other"), [("en", "Nagomi (", "なごみ"), ("ja", "なごみ製作所 (", "Nagomi")])
def test_the_company_proposed_as_the_buyer_is_named_in_the_language_of_the_reader(procurement, lang, said, other):
    page = procurement.get(upload(procurement, LIST), query_string={"lang": lang}).text
    question = page.split('id="question-0"')[1].split("</td>")[0]
    owners = page.split('id="owners"')[1].split("</table>")[0]
    assert said in question
    assert other not in question
    assert said.removesuffix(" (") in owners
    assert other not in owners


def test_who_corrects_a_row_is_told_that_it_was_taken_and_that_nothing_is_stored_yet(procurement):
    preview = upload(procurement, LIST)
    put_right(procurement, preview, cell__0__2__contract_end="next spring maybe")
    page = procurement.get(preview).text
    assert "Your corrections and answers have been applied, but nothing has been imported yet." in page
    assert "“next spring maybe” is not a valid date." in page
    put_right(procurement, preview)
    assert "Your corrections and answers have been applied" not in procurement.get(preview).text
