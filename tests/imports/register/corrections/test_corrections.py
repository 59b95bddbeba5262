"""Cells and rows put right on the preview, single or many at once: read with the same rules, the original kept."""

import io

import openpyxl
import pytest

from tests.builders import accounts
from tests.builders.forms import post
from tests.imports.register.pages import HEAD, number, put_right, row, store, upload, vendor
from tests.imports.register.registers import FULL, VENDOR, plan_of, sheet
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.register import actions
from vendor_risk.imports.register.corrections.given import given_fixes
from vendor_risk.imports.register.corrections.sheet_rows import optional
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.models import Contact
from vendor_risk.permissions import Role


@pytest.fixture
def procurement(group, sign_in):
    return sign_in(group.owner)


def listed(*rows):
    return sheet(HEAD, *rows)


BAD = row("A2", "Beta", country="Atlantis")
GOOD = row("A1", "Alpha")


def events(action="imports.correct"):
    return db.session.query(AuditEvent).filter_by(action=action).order_by(AuditEvent.id).all()


def test_a_held_row_shows_its_values_and_a_field_at_the_wrong_cell(group, procurement):
    preview = upload(procurement, listed(GOOD, BAD))
    page = procurement.get(preview).text
    assert 'name="cell-0-3-country" value="Atlantis"' in page
    assert '<span class="muted">C3</span>' in page
    assert "“Atlantis” is not a recognised country" in page
    assert "Beta" in page
    assert 'name="cell-0-3-name"' not in page, "what is right has no field here, but on the row’s page"
    assert 'name="cell-0-3-name" value="Beta"' in procurement.get(f"{preview}/rows/0/3").text


def test_a_corrected_cell_is_read_again_and_its_original_is_kept_and_audited(group, procurement):
    preview = upload(procurement, listed(GOOD, BAD))
    assert put_right(procurement, preview, **{"cell-0-3-country": "ベトナム"}).status_code == 303
    page = procurement.get(preview).text
    assert number(page, "On hold") == 0
    assert "“Atlantis” was corrected to “ベトナム”." in page
    assert "In the file: “Atlantis”" in page
    store(procurement, preview)
    assert vendor("A2").country == "VN"
    assert events()[-1].details["cells"] == [["Sheet1!3 country", "Atlantis", "ベトナム"]]


def test_a_correction_that_is_wrong_too_renews_the_sentence(group, procurement):
    preview = upload(procurement, listed(GOOD, BAD))
    put_right(procurement, preview, **{"cell-0-3-country": "Lemuria"})
    page = procurement.get(preview).text
    assert "“Lemuria” is not a recognised country" in page
    assert "“Atlantis” is not a recognised country" not in page
    put_right(procurement, preview, **{"cell-0-3-country": "Atlantis"})
    assert "“Atlantis” is not a recognised country" in procurement.get(preview).text
    assert not actions.settings_of(db.session.query(ImportBatch).one()).fixes["Sheet1"].cells


def test_one_bad_cell_holds_no_other_facts_when_the_row_is_taken_without_it(group, procurement):
    preview = upload(procurement, listed(GOOD, row("A2", "Beta", employees="many", service="警備")))
    assert "Import without this value" in procurement.get(preview).text
    put_right(procurement, preview, **{"drop-0-3-employees": "1", "cell-0-3-employees": "many"})
    page = procurement.get(preview).text
    assert "The row will be imported without “many”" in page
    store(procurement, preview)
    assert (vendor("A2").employees, vendor("A2").country) == (None, "JP")
    assert db.session.query(Engagement).filter_by(service="警備").count() == 1


def test_a_value_left_out_leaves_what_is_registered(group, procurement):
    data = write_workbook({"vendors": [VENDOR | {"home_company": group.a.code, "employees": 50}]}, vocabularies())
    store(procurement, upload(procurement, data))
    preview = upload(
        procurement, sheet(["Code", "Official name", "Country", "Employees"], ["P-1", "New", "JP", "lots"])
    )
    put_right(procurement, preview, **{"drop-0-2-employees": "1"})
    store(procurement, preview)
    assert (vendor("P-1").name, vendor("P-1").employees) == ("New", 50)


@pytest.mark.parametrize(
    ("tables", "spot"),
    [
        ({"vendors": [VENDOR | {"name": None}]}, "name"),
        ({"vendors": [VENDOR | {"home_company": "C-9"}]}, "home_company"),
    ],
)
def test_what_a_row_is_nothing_without_cannot_be_left_out(app, tables, spot):
    plan = plan_of(FULL | tables)
    assert [optional(one) for one in plan.problems if one.spot == spot] == [False]


def test_the_same_mistake_in_one_column_is_settled_once_for_all_rows(group, procurement):
    rows = [row(f"B{n}", f"Vendor {chr(65 + n)}{n * 7}", country="てつ") for n in range(12)]
    rows.append(row("C1", "Other", country="Nowhere"))
    preview = upload(procurement, listed(GOOD, *rows))
    page = procurement.get(preview).text
    assert 'name="word-0-country-てつ"' in page
    assert "Import 12 rows without this value" in page
    assert "Import 13 rows without this value" in page
    put_right(procurement, preview, **{"word-0-country-てつ": "韓国"})
    assert number(procurement.get(preview).text, "On hold") == 1
    put_right(procurement, preview, **{"without-0-country-not_country": "1"})
    assert number(procurement.get(preview).text, "On hold") == 0
    store(procurement, preview)
    assert {vendor(f"B{n}").country for n in range(12)} == {"KR"}
    assert vendor("C1").country == "JP"


def test_one_value_of_several_wrong_ones_is_left_out_alone(group, procurement):
    rows = [row(f"B{n}", f"Vendor {chr(65 + n)}{n * 7}", employees="なん" if n < 2 else "十名くらい") for n in range(4)]
    preview = upload(procurement, listed(GOOD, *rows))
    put_right(procurement, preview, **{"without-0-employees-not_whole=なん": "1"})
    page = procurement.get(preview).text
    assert number(page, "On hold") == 2
    assert "“なん” is not" not in page


def test_a_row_is_held_back_taken_along_again_or_left_out_with_a_reason(group, procurement):
    preview = upload(procurement, listed(GOOD, row("A2", "Beta"), row("A3", "Gamma", country="Atlantis")))
    put_right(procurement, preview, **{"stay-0-3": "hold", "why-0-3": "Ask the department"})
    page = procurement.get(preview).text
    assert (number(page, "Added"), number(page, "On hold")) == (1, 2)
    assert "You put this row on hold. Ask the department" in page
    put_right(procurement, preview, **{"stay-0-3": "take"})
    assert number(procurement.get(preview).text, "Added") == 2
    typed = {"stay-0-4": "leave", "why-0-4": " ", "cell-0-4-country": "still typed"}
    refused = put_right(procurement, preview, **typed)
    assert refused.status_code == 422
    assert "Enter a reason for each excluded row." in refused.text
    assert 'value="still typed"' in refused.text, "what was typed beside it is not lost"
    assert '<option value="leave" selected>' in refused.text
    put_right(procurement, preview, **{"stay-0-4": "leave", "why-0-4": "Closed down"})
    page = procurement.get(preview).text
    assert (number(page, "On hold"), number(page, "Excluded")) == (0, 1)
    assert "Left out by a user: Closed down" in page
    store(procurement, preview)
    assert vendor("A3") is None


def test_a_contact_without_an_address_is_left_out_without_the_vendor_waiting(group, procurement):
    preview = upload(procurement, listed(GOOD, row("A2", "Beta", mail="not an address")))
    page = procurement.get(preview).text
    assert (number(page, "Added"), number(page, "On hold")) == (2, 1)
    assert "1 of them will be imported only in part." in page
    put_right(procurement, preview, **{"drop-0-3-contact_email": "1"})
    assert number(procurement.get(preview).text, "On hold") == 0
    store(procurement, preview)
    assert vendor("A2") is not None
    assert db.session.query(Contact).filter_by(organization_id=vendor("A2").id).count() == 0


def test_a_field_the_sheet_has_no_column_for_can_be_given(group, procurement):
    data = sheet(["Code", "Official name", "Corporate number"], ["P-7", "Seven", "1180301018771"])
    preview = upload(procurement, data)
    page = procurement.get(preview).text
    assert "This vendor has no managing company." in page
    assert 'name="cell-0-2-home_company" value=""' in page
    put_right(procurement, preview, **{"cell-0-2-home_company": group.a.code})
    store(procurement, preview)
    assert vendor("P-7").home_company_id == group.a.id


def test_a_code_missing_in_a_list_is_given_or_asked(group, procurement):
    preview = upload(procurement, listed(GOOD, row("", "Coded by us")))
    page = procurement.get(preview).text
    assert 'name="same_vendor:Coded by us" value="new"' in page
    put_right(procurement, preview, **{"cell-0-3-code": "Z9"})
    store(procurement, preview)
    assert vendor("Z9").name == "Coded by us"


def test_a_vendor_without_a_code_gets_one_and_is_asked_about_when_it_looks_like_another(group, procurement):
    data = listed(GOOD, row("", "株式会社 Coded"))
    preview = upload(procurement, data)
    put_right(procurement, preview, **{"same_vendor:株式会社 Coded": "new"})
    store(procurement, preview)
    assert vendor("V-0001").name == "株式会社 Coded"
    again = upload(procurement, sheet(HEAD[:-1], row("", "Coded（株）")[:-1]))
    assert "appears to be the same vendor" in procurement.get(again).text


def test_answers_and_corrections_travel_in_one_form_and_nothing_typed_is_lost_by_import(group, procurement):
    preview = upload(procurement, listed(GOOD, BAD))
    page = post(procurement, f"{preview}/apply", {"cell-0-3-country": "KR"}, follow_redirects=True).text
    assert "Your corrections and answers have been applied" in page
    assert vendor("A1") is None
    store(procurement, preview)
    assert vendor("A2").country == "KR"


@pytest.mark.parametrize(
    "forged",
    [{"cell-7-3-country": "x"}, {"cell-0-3-password": "x"}, {"cell-0-9999-country": "x"}, {"cell-0-1-country": "x"},
     {"stay-0-3": "explode"}, {"drop-0-x-country": "1"}, {"without-0": "1"}, {"word-9-country-x": "y"},
     {"stay-0-99": "hold"}],
)  # fmt: skip
def test_fields_that_were_not_offered_are_refused(group, procurement, forged):
    preview = upload(procurement, listed(GOOD, BAD))
    assert put_right(procurement, preview, **forged).status_code == 400
    assert not actions.settings_of(db.session.query(ImportBatch).one()).fixes


def test_nobody_else_corrects_ones_rows(group, procurement, sign_in):
    preview = upload(procurement, listed(GOOD, BAD))
    other = sign_in(accounts.person(Role.PROCUREMENT, group.holding))
    assert put_right(other, preview, **{"cell-0-3-country": "KR"}).status_code == 404
    assert other.get(f"{preview}/rows/0/3").status_code == 404
    assert put_right(sign_in(group.reviewer), preview, **{"cell-0-3-country": "KR"}).status_code == 403
    assert sign_in(group.reviewer).get(f"{preview}/rows/0/3").status_code == 403


def test_an_imported_file_is_corrected_no_more(group, procurement):
    preview = upload(procurement, listed(GOOD, BAD))
    store(procurement, preview)
    put_right(procurement, preview, **{"cell-0-3-country": "KR"})
    assert not actions.settings_of(db.session.query(ImportBatch).one()).fixes
    assert procurement.get(f"{preview}/rows/0/3").status_code == 303
    assert vendor("A2") is None


def test_a_row_or_sheet_that_is_not_there_has_no_page(group, procurement):
    preview = upload(procurement, listed(GOOD, BAD))
    assert procurement.get(f"{preview}/rows/0/99").status_code == 404
    assert procurement.get(f"{preview}/rows/5/3").status_code == 404


def test_the_texts_of_cells_stay_text_in_fields(group, procurement):
    evil = '"><script>alert(1)</script>'
    preview = upload(procurement, listed(GOOD, row("A2", evil, country=evil, mail=evil)))
    assert "<script>alert" not in procurement.get(preview).text
    assert "<script>alert" not in procurement.get(f"{preview}/rows/0/3").text


def test_several_lines_in_a_cell_come_back_as_they_were(group, procurement):
    data = listed(GOOD, row("A2", "Beta", contact="林\n森", mail="one@v.example"), row("A3", "Gamma", contact="原\n岡",
                  mail="a@v.example\nb@v.example\nc@v.example"))  # fmt: skip
    preview = upload(procurement, data)
    page = procurement.get(preview).text
    assert "<textarea" in page
    put_right(
        procurement,
        preview,
        **{"cell-0-4-contact_name": "原\r\n岡", "cell-0-4-contact_email": "a@v.example\r\nb@v.example"},
    )
    store(procurement, preview)
    people = db.session.query(Contact).filter_by(organization_id=vendor("A3").id)
    assert sorted(person.email for person in people) == ["a@v.example", "b@v.example"]


def test_a_cell_with_an_error_is_put_right_and_left_alone_when_nobody_touches_it(app, group, procurement):
    book = openpyxl.load_workbook(io.BytesIO(listed(GOOD, row("A2", "Beta"))))
    book.active["D3"].value, book.active["D3"].data_type = "#DIV/0!", "e"
    target = io.BytesIO()
    book.save(target)
    preview = upload(procurement, target.getvalue())
    assert 'name="cell-0-3-employees" value="#DIV/0!"' in procurement.get(preview).text
    put_right(procurement, preview, **{"cell-0-3-employees": "#DIV/0!", "stay-0-3": "take"})
    assert number(procurement.get(preview).text, "On hold") == 1
    put_right(procurement, preview, **{"cell-0-3-employees": "40"})
    store(procurement, preview)
    assert vendor("A2").employees == 40


def test_owners_without_an_address_are_asked_for_once_on_one_screen(group, procurement):
    rows = [
        row(f"A{n}", f"Vendor {chr(64 + n)}{n * 3}", department="総務部" if n % 2 else "調達課") for n in range(1, 7)
    ]
    preview = upload(procurement, listed(*rows))
    page = procurement.get(preview).text
    assert "2 owners without an email address" in page
    key = f"owner_mail:{group.holding.code}:総務部"
    assert f'name="{key}"' in page
    answer = put_right(procurement, preview, **{key: "nowhere"})
    assert answer.status_code == 422
    assert "is not a valid email address" in answer.text
    assert 'value="nowhere"' in answer.text
    put_right(procurement, preview, **{key: "soumu@group.example"})
    store(procurement, preview)
    mails = [engagement.owner_email for engagement in db.session.query(Engagement).order_by(Engagement.id)]
    assert mails == ["soumu@group.example", ""] * 3


def test_what_a_form_says_is_read_by_the_names_of_its_fields():
    given = given_fixes(
        {"cell-0-3-notes@S": "a\r\nb", "word-1-country-a-b-c": "x", "stay-0-4": "hold", "why-0-4": "w", "other": "z"}
    )
    assert given.cells == {(0, 3, "notes@S"): "a\nb"}
    assert given.words == {(1, "country", "a-b-c"): "x"}
    assert given.rows[0, 4].reason == "w"
    assert given_fixes({"csrf_token": "x"}).empty
