"""How a layout was read is remembered when its file is imported, and used when a file of that layout comes back."""

import re

import pytest

from tests.builders import accounts
from tests.builders.forms import post
from tests.imports.register.pages import HEAD, number, put_right, row, store, upload, vendor
from tests.imports.register.registers import sheet
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement
from vendor_risk.formats.register.archive import read_files
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportProfile
from vendor_risk.imports.register import actions
from vendor_risk.imports.register.layouts.fingerprint import layout_of
from vendor_risk.imports.register.mapping import propose
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.permissions import Role


@pytest.fixture
def procurement(group, sign_in):
    return sign_in(group.owner)


def listed(*rows, head=HEAD):
    return sheet(["取引先一覧 2026年11月"], head, *rows)


def latest():
    db.session.expire_all()
    return db.session.query(ImportBatch).order_by(ImportBatch.id.desc()).first()


def layout(data, name="list.xlsx"):
    workbooks = read_files(name, data)
    return layout_of(workbooks, propose(workbooks))


def test_rows_names_titles_and_years_make_no_layout_but_headings_do():
    first = layout(sheet(["取引先一覧 2026年11月"], HEAD, row("A1", "Alpha"), name="11月"), "november.xlsx")
    same = layout(sheet(["取引先一覧 2026年12月"], HEAD, row("A2", "B"), row("A3", "C"), name="12月"), "december.xlsx")
    moved = layout(sheet(["x"], [*HEAD[1:], HEAD[0]], row("A1", "Alpha")))
    more = layout(sheet(["x"], [*HEAD, "備考"], row("A1", "Alpha")))
    year = [[*HEAD, f"{year}年度取引額"] for year in (2025, 2026)]
    assert first == same
    assert len({first, moved, more}) == 3
    assert layout(sheet(year[0], row("A1", "B"))) == layout(sheet(year[1], row("A1", "B")))


def remembered(client, *rows, head=HEAD, **answers):
    preview = upload(client, listed(*rows, head=head), "november.xlsx")
    if answers:
        put_right(client, preview, **answers)
    store(client, preview)
    return preview


def test_the_next_file_says_since_when_and_how_many_answers_are_used_again(group, procurement):
    company = {"company:本社": group.holding.code}
    remembered(procurement, row("A1", "Alpha", buyer="本社"), row("A2", "Beta"), **company)
    assert vendor("A1").home_company_id == group.holding.id
    page = procurement.get(upload(procurement, listed(row("A3", "Gamma", buyer="本社")), "december.xlsx")).text
    assert re.search(r"This file was read in the same way as on \d{1,2} \w+ \d{4}\.", page)
    assert "was reused." in page
    assert (number(page, "Added"), number(page, "On hold")) == (1, 0)


def test_answers_about_columns_survive_another_name_of_file_and_sheet(group, procurement):
    head = [*HEAD, "年間取引額"]
    data = [
        sheet(head, [*row("A1", "Alpha"), "1.000"], name="Nov"),
        sheet(head, [*row("A2", "Beta"), "2.000"], name="Dec"),
    ]
    preview = upload(procurement, data[0], "november.xlsx")
    put_right(procurement, preview, **{"decimal_mark:Nov!J": ","})
    store(procurement, preview)
    store(procurement, upload(procurement, data[1], "december.xlsx"))
    spends = [one.annual_spend for one in db.session.query(Engagement).order_by(Engagement.id)]
    assert spends == [1000, 2000]


def test_words_of_a_column_and_unreadable_texts_are_remembered_but_no_number_that_says_something(group, procurement):
    first = [
        row("A1", "Alpha", country="てつ"),
        row("A2", "Beta", employees="約なん"),
        row("A3", "Gamma", employees=100),
    ]
    remembered(
        procurement, *first,
        **{"cell-0-3-country": "韓国", "drop-0-4-employees": "1", "cell-0-5-employees": "1000"},
    )  # fmt: skip
    assert vendor("A3").employees == 1000
    second = [row("B1", "Delta", country="てつ", employees="約なん"), row("B2", "Epsilon", employees=100)]
    store(procurement, upload(procurement, listed(*second), "december.xlsx"))
    assert (vendor("B1").country, vendor("B1").employees, vendor("B2").employees) == ("KR", None, 100)


def test_a_vendor_named_another_way_and_one_without_a_code_are_known_next_month(group, procurement):
    remembered(procurement, row("A1", "Alpha Systems"))
    rows = [row("Z1", "株式会社Alpha Systems", service="警備"), row("", "Coded by us", mail="us@v.example")]
    answers = {"same_vendor:Z1": "A1", "same_vendor:Coded by us": "new"}
    remembered(procurement, *rows, **answers)
    page = procurement.get(upload(procurement, listed(*rows), "december.xlsx")).text
    assert (number(page, "Added"), number(page, "On hold"), number(page, "Unchanged")) == (0, 0, 2)
    assert vendor("V-0001").name == "Coded by us"


def test_a_mapping_that_a_person_corrected_comes_back_without_the_page_of_columns(group, procurement):
    head = ["仕入先コード", "会社名", "好きな色"]
    data = sheet(head, ["A-1", "アルファ", "赤"])
    columns = upload(procurement, data)
    assert columns.endswith("/columns")
    chosen = {"home_company_id": group.a.id, "table-0": "vendors", "header-0": "1",
              "column-0-1": "code", "column-0-2": "name", "column-0-3": "industry"}  # fmt: skip
    store(procurement, post(procurement, columns, chosen).location)
    again = upload(procurement, sheet(head, ["A-2", "ベータ", "青"]))
    assert not again.endswith("/columns")
    store(procurement, again)
    assert (vendor("A-2").industry, vendor("A-2").home_company_id) == ("青", group.a.id)


def test_what_was_remembered_can_be_changed_and_is_replaced(group, procurement):
    remembered(procurement, row("A1", "Alpha", buyer="本社"), row("A0", "X"), **{"company:本社": group.holding.code})
    preview = upload(procurement, listed(row("A2", "Beta", buyer="本社")), "december.xlsx")
    put_right(procurement, preview, **{"cell-0-3-buyer": group.a.code})
    store(procurement, preview)
    assert vendor("A2").home_company_id == group.a.id
    assert db.session.query(ImportProfile).filter_by(kind=ImportKind.REGISTER).count() == 1


def test_it_can_be_ignored_for_one_file(group, procurement):
    remembered(procurement, row("A1", "Alpha", buyer="本社"), row("A0", "X"), **{"company:本社": group.holding.code})
    preview = upload(procurement, listed(row("A2", "Beta", buyer="本社"), row("A4", "Y")), "december.xlsx")
    assert post(procurement, f"{preview}/afresh").status_code == 303
    page = procurement.get(preview).text
    assert "This file was read in the same way as on" not in page
    assert number(page, "On hold") == 1
    assert actions.settings_of(latest()).answers == {}


def test_people_of_another_company_do_not_get_it(group, sign_in):
    mine, theirs = (sign_in(accounts.person(Role.PROCUREMENT, one)) for one in (group.a, group.b))
    remembered(mine, row("A1", "Alpha", buyer="本社"), row("A0", "X"), **{"company:本社": group.a.code})
    page = theirs.get(upload(theirs, listed(row("B1", "Beta", buyer="本社"), row("B2", "Y")))).text
    assert "This file was read in the same way as on" not in page
    assert number(page, "On hold") == 1
    assert actions.settings_of(latest()).answers == {}
    assert "Register files" not in theirs.get("/imports/profiles").text
    page = mine.get("/imports/profiles").text
    assert "november.xlsx" in page
    assert "1 answer" in page
    found = db.session.query(ImportProfile).one()
    assert post(theirs, f"/imports/profiles/{found.id}/forget").status_code == 404
    colleague = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    assert (
        "This file was read in the same way as on"
        in colleague.get(upload(colleague, listed(row("A5", "Z", buyer="本社")))).text
    )


def test_a_forgotten_layout_is_read_afresh(group, procurement):
    remembered(procurement, row("A1", "Alpha"))
    post(procurement, f"/imports/profiles/{db.session.query(ImportProfile).one().id}/forget")
    assert (
        "This file was read in the same way as on"
        not in procurement.get(upload(procurement, listed(row("A2", "Beta")))).text
    )


def test_our_own_files_are_not_remembered(group, procurement):
    data = write_workbook({"vendors": [{"code": "P-1", "name": "One", "home_company": group.a.code}]}, vocabularies())
    store(procurement, upload(procurement, data))
    assert vendor("P-1") is not None
    assert db.session.query(ImportProfile).count() == 0


def test_a_preview_that_is_given_up_remembers_nothing(group, procurement):
    preview = upload(procurement, listed(row("A1", "Alpha", buyer="本社"), row("A2", "B")))
    put_right(procurement, preview, **{"company:本社": group.holding.code})
    post(procurement, f"{preview}/discard")
    assert db.session.query(ImportProfile).count() == 0
