"""What is doubtful or wrong in a list is asked, said or refused with its cell, and nothing is half done."""

import hashlib

import pytest

from tests.builders.clock import NOW
from tests.imports.register.registers import TODAY, everything, imported, plan_of, sheet
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement
from vendor_risk.formats.register.archive import read_files
from vendor_risk.imports.register import plan_actions
from vendor_risk.imports.register.cells.columns import readings
from vendor_risk.imports.register.cells.likeness import like_keys
from vendor_risk.imports.register.mapping import propose
from vendor_risk.imports.register.plan import make_plan
from vendor_risk.imports.register.sheets.legends import explained
from vendor_risk.organizations.models import Contact, Organization

HEAD = ["Vendor ID", "Vendor name", "Country", "Employees", "Service", "Group company", "Owner", "Vendor e-mail"]
SPEND = [*HEAD, "Annual spend (k JPY)"]


@pytest.fixture
def companies(app):
    imported({"companies": [{"code": "H", "name": "Hikari Holding"},
                            {"code": "HL", "name": "Hikari Logistics", "parent_code": "H"}]})  # fmt: skip


def row(code, name, *more, country="JP", employees=10, service="Cleaning", mail=None):
    return [code, name, country, employees, service, "H", "Abe", mail or f"{code}@v.example".lower(), *more]


def planned(data, answers=None, name="list.xlsx"):
    workbooks = read_files(name, data)
    return make_plan(workbooks, propose(workbooks), everything(), TODAY, answers)


def said(plan):
    return {(one.cell, one.code) for one in (*plan.problems, *plan.notes)}


def asked(plan):
    return {question.id: question for question in plan.questions}


def stored(plan):
    plan_actions.apply(plan, at=NOW, actor="tester", company_id=None, source="list")
    db.session.expire_all()


def test_a_number_that_can_be_read_two_ways_is_asked_and_holds_its_cell_only(companies):
    plan = planned(sheet(SPEND, row("A1", "Alpha", "1.000"), row("A2", "Beta", "2.000"), row("A3", "Gamma", 5)))
    assert {("I2", "doubtful_number"), ("I3", "doubtful_number")} <= said(plan)
    assert asked(plan)["decimal_mark:Sheet1!I"].choices == (".", ",")
    assert plan.counts["engagements"] == {"added": 1, "changed": 0, "unchanged": 0, "held": 2}
    stored(planned(sheet(SPEND, row("A1", "Alpha", "1.000"), row("A2", "Beta", 5)), {"decimal_mark:Sheet1!I": ","}))
    assert sorted(one.annual_spend for one in db.session.query(Engagement)) == [5_000, 1_000_000]


def test_thousands_marks_with_another_number_that_settles_them_are_no_question(companies):
    plan = planned(sheet(SPEND, row("A1", "Alpha", "1,465"), row("A2", "Beta", "12,037.5")))
    assert not any(kind.startswith("decimal_mark") for kind in asked(plan))
    assert [one.values["annual_spend"] for one in plan.rows["engagements"]] == [1_465_000, 12_037_500]


@pytest.mark.parametrize(
    ("text", "number"), [("1.5E+2", 150), ("1.5e2", 150), ("1,5E+02", 150), ("２E+1", 20), ("4E0", 4)]
)
def test_numbers_as_spreadsheets_shorten_them_are_those_numbers(companies, text, number):
    plan = planned(sheet(HEAD, row("A1", "Alpha", employees=text), row("A2", "Beta", employees="1,200")))
    assert [one.values["employees"] for one in plan.rows["vendors"]] == [number, 1200]
    assert plan.problems == []


@pytest.mark.parametrize(("text", "share"), [("0,1", 0.1), ("0.1", 0.1), ("０，１", 0.1), ("10%", 0.1)])
def test_a_share_may_be_written_with_a_comma(companies, text, share):
    vendors = [{"code": code, "name": code, "home_company": "H"} for code in ("P-1", "P-2")]
    link = {"buyer": "P-1", "supplier": "P-2", "service": "parts", "seen_on": TODAY}
    plan = plan_of({"vendors": vendors, "links": [link | {"confidence": text}]})
    assert plan.problems == []
    assert [row.values["confidence"] for row in plan.rows["links"]] == [share]


def test_addresses_in_full_width_are_those_addresses(companies):
    head = [*HEAD, "Owner email"]
    plan = planned(
        sheet(head, row("A1", "Alpha", "ａｂｅ＠ｈ．ｅｘａｍｐｌｅ", mail="ｉｎｆｏ＠ａｌｐｈａ．ｅｘａｍｐｌｅ"))
    )
    assert plan.problems == []
    assert [one.values["email"] for one in plan.rows["contacts"]] == ["info@alpha.example"]
    assert [one.values["owner_email"] for one in plan.rows["engagements"]] == ["abe@h.example"]


def test_a_shortened_number_that_is_no_whole_one_is_told(companies):
    plan = planned(sheet(HEAD, row("A1", "Alpha", employees="1.5E-2")))
    assert ("D2", "not_whole") in said(plan)


def test_a_date_that_can_be_read_two_ways_is_asked(companies):
    head = [*HEAD, "Contract end"]
    plan = planned(sheet(head, row("A1", "Alpha", "04/05/2027"), row("A2", "Beta", "2027-01-31")))
    assert ("I2", "doubtful_date") in said(plan)
    assert asked(plan)["date_order:Sheet1!I"].choices == ("day", "month")
    settled = planned(sheet(head, row("A1", "Alpha", "04/05/2027")), {"date_order:Sheet1!I": "day"})
    assert str(settled.rows["engagements"][0].values["contract_end"]) == "2027-05-04"


def test_a_unit_that_contradicts_its_column_is_used_and_said_with_its_cell(companies):
    plan = planned(sheet(SPEND, row("A1", "Alpha", "300万円"), row("A2", "Beta", 12), row("A3", "Gamma", "$20")))
    notes = said(plan)
    assert ("I2", "other_unit") in notes
    assert ("I4", "no_rate") in notes
    assert [one.values["annual_spend"] for one in plan.rows["engagements"]] == [3_000_000, 12_000, None]


def test_two_headings_for_one_meaning_are_never_both_taken(companies):
    data = sheet([*HEAD, "Service"], row("A1", "Alpha", "Catering"))
    mapping = propose(read_files("list.xlsx", data))[0]
    assert list(mapping.columns.values()).count("service") == 1
    assert mapping.unknown == ["I “Service”"], "the second one is asked about on the page of columns"
    mapping.columns[9] = "service"
    plan = make_plan(read_files("list.xlsx", data), [mapping], everything(), TODAY)
    assert [one.code for one in plan.problems] == ["twice"]
    assert plan.refused
    with pytest.raises(ValueError, match="cannot be read"):
        stored(plan)
    assert db.session.query(Organization).filter_by(kind="vendor").count() == 0


def test_the_same_code_twice_is_one_vendor_with_two_services_or_asked(companies):
    same = [row("A1", "Alpha Co., Ltd."), row("A1", "Alpha", service="Catering"), row("A1", "Omega", service="Freight")]
    plan = planned(sheet(HEAD, *same))
    assert ("A3", "again") in said(plan)
    assert ("A4", "double_name") in said(plan)
    stored(plan)
    assert db.session.query(Organization).filter_by(kind="vendor").count() == 1
    assert {one.service for one in db.session.query(Engagement)} == {"Cleaning", "Catering"}


def test_the_same_row_twice_is_told_and_stored_once(companies):
    plan = planned(sheet(HEAD, row("A1", "Alpha"), row("A1", "Alpha")))
    assert ("E3", "double") in said(plan)
    stored(plan)
    assert db.session.query(Engagement).count() == 1


def test_a_vendor_that_is_also_a_group_company_is_asked_about(companies):
    plan = planned(sheet(HEAD, row("A1", "Hikari Logistics Ltd."), row("HL", "Somebody"), row("A3", "Gamma")))
    assert {("B2", "company_alike"), ("A3", "is_company")} <= said(plan)
    assert asked(plan)["same_vendor:A1"].choices == ("new",)
    stored(plan)
    assert [one.code for one in db.session.query(Organization).filter_by(kind="vendor")] == ["A3"]
    assert db.session.query(Organization).filter_by(code="HL").one().name == "Hikari Logistics"


def test_a_contact_in_three_vendors_is_a_contact_of_each_and_said(companies):
    rows = [row(f"A{n}", name, mail="one@agency.example") for n, name in enumerate(("Alpha", "Beta", "Gamma"))]
    plan = planned(sheet(HEAD, *rows))
    assert {("H3", "contact_shared"), ("H4", "contact_shared")} <= said(plan)
    stored(plan)
    assert db.session.query(Contact).filter_by(email="one@agency.example").count() == 3


def test_of_sixty_thousand_rows_each_is_accounted_for(companies):
    names = (hashlib.sha256(str(n).encode()).hexdigest()[:12] for n in range(60_000))
    lines = ["Code,Official name,Country,Looked after by company code"]
    lines += [f"A{n},{name},{'Lemuria' if n % 1000 == 0 else 'JP'},H" for n, name in enumerate(names)]
    plan = planned("\n".join(lines).encode(), name="vendors.csv")
    report = plan.report(plan.mappings)
    assert report.row_totals == {"added": 59_940, "held": 60}
    assert report.held_row_count == 60
    assert [(one.value, one.number) for one in report.mistakes] == [("Lemuria", 60)]
    assert len(report.held_rows) == 30, "the next ones appear once these are settled"


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("－:不明", {"-": "unknown"}),
        ("※「－」は不明", {"-": "unknown"}),
        ("凡例：○＝有、×＝無、－＝不明", {"○": "yes", "×": "no", "-": "unknown"}),
        ("○:あり ×:なし", {"○": "yes", "×": "no"}),
        ("x = no, - = not known", {"x": "no", "-": "unknown"}),
        ("※「個人情報取扱い」は総務部確認。", {}),
        ("Note: figures of last year", {}),
        ("T1:2026/3/1", {}),
        ("- " * 200 + ":不明", {}),
    ],
)
def test_what_a_sheet_explains_of_its_marks_is_understood(text, marks):
    assert explained(text) == marks


def test_a_legend_is_applied_and_left_out_and_nobody_is_asked(companies):
    head = [*HEAD, "Personal data"]
    rows = [row("A1", "Alpha", "有"), row("A2", "Beta", "無"), row("A3", "Gamma", "－"), row("A4", "Delta", "?")]
    plan = planned(sheet(head, *rows, ["－:不明"]))
    assert [one.values["personal_data"] for one in plan.rows["engagements"]] == [True, False, None, None]
    assert {("I4", "legend")} <= said(plan)
    assert not any(one.code == "dash" for one in plan.questions)
    assert [(left.row, left.reason.value) for left in plan.read.left_out] == [(6, "legend")]
    without = planned(sheet(head, *rows))
    assert any(one.code == "dash" for one in without.questions)


def test_a_legend_in_a_heading_is_of_its_column_only(companies):
    head = [*HEAD, "Personal data (○:無 ×:有)", "Subcontracting"]
    data = sheet(head, row("A1", "Alpha", "○", "○"), row("A2", "Beta", "×", "×"))
    workbooks = read_files("list.xlsx", data)
    mapping = propose(workbooks)[0]
    mapping.columns |= {9: "personal_data", 10: "subcontracting"}
    plan = make_plan(workbooks, [mapping], everything(), TODAY)
    values = [(one.values["personal_data"], one.values["subcontracting"]) for one in plan.rows["engagements"]]
    assert values == [(False, True), (True, False)]
    assert readings(workbooks[0].sheets[0], mapping, [], {}) == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("㈱アオイ", "株式会社アオイ"),
        ("髙橋工業", "高橋工業株式会社"),
        ("Müller GmbH", "Mueller"),
        ("Müller", "Muller AG"),
        ("Công ty Mẫu Thử", "Cong ty Mau Thu"),
        ("ＡＢＣ商事", "abc商事(株)"),
        ("渡邊商店", "渡辺商店"),
        ("Ångström AB", "Angstrom"),
    ],
)
def test_names_that_look_alike_are_proposed_before_anything_doubles(companies, first, second):
    assert like_keys(first) & like_keys(second)
    stored(planned(sheet(HEAD, row("A1", first))))
    plan = planned(sheet(HEAD, row("A2", second), row("A9", "Somebody else")))
    assert asked(plan)["same_vendor:A2"].choices == ("A1", "new")
    assert ("B2", "look_alike") in said(plan)
    stored(plan)
    assert db.session.query(Organization).filter_by(code="A2").count() == 0


@pytest.mark.parametrize(
    ("first", "second"), [("Tower 12", "Tower 21"), ("ABC 1号", "ABC 2号"), ("第10製作所", "第01製作所")]
)
def test_names_with_other_digits_are_other_vendors(companies, first, second):
    stored(planned(sheet(HEAD, row("A1", first))))
    assert not any(key.startswith("same_vendor") for key in asked(planned(sheet(HEAD, row("A2", second)))))


def test_codes_of_another_width_are_the_same_vendor(companies):
    stored(planned(sheet(HEAD, row("T1000", "Alpha"))))
    plan = planned(sheet(HEAD, row("Ｔ１０００", "Alpha", mail="t1000@v.example")))
    assert (plan.changes, plan.held) == (0, 0)
    assert ("A2", "code_width") in said(plan)


def test_a_category_that_somebody_set_is_not_proposed_away(companies):
    data = sheet(HEAD, row("A1", "Alpha"), row("A2", "Beta", service="Translation"))
    plan = planned(data)
    assert {("E2", "category_proposed"), ("E3", "category_unsure")} <= said(plan)
    stored(plan)
    engagement = db.session.query(Engagement).filter_by(service="Cleaning").one()
    assert engagement.category == "facilities"
    engagement.category = "staffing"
    db.session.flush()
    again = planned(data)
    assert again.changes == 0
    assert db.session.query(Engagement).filter_by(service="Translation").one().category == "other"
