"""What is wrong in a register file: each with sheet, row, column, and a sentence in the reader's language."""

import io
import re
import zipfile

import pytest

from tests.imports.register.registers import (
    CONTACT,
    ENGAGEMENT,
    FULL,
    GROUP,
    LINK,
    VENDOR,
    everything,
    imported,
    plan_of,
    problems,
    sheet,
)
from vendor_risk.database import db
from vendor_risk.formats.register.archive import read_files
from vendor_risk.i18n import speaking
from vendor_risk.imports.register.mapping import propose
from vendor_risk.imports.register.state import Rights
from vendor_risk.imports.register.words import SENTENCES, RowProblem
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.workbook import WorkbookRefused

COMPANIES, VENDORS = "グループ会社 Group companies", "取引先 Vendors"
CONTACTS, ENGAGEMENTS, LINKS = "連絡先 Contacts", "委託業務 Engagements", "取引関係 Relationships"


def test_a_circle_among_companies_is_named(app):
    circle = {
        "companies": [
            {"code": "A", "name": "Alpha", "parent_code": "B"},
            {"code": "B", "name": "Beta", "parent_code": "C"},
            {"code": "C", "name": "Gamma", "parent_code": "A"},
        ]
    }
    plan = plan_of(circle)
    found = plan.problems[0]
    assert (found.sheet, found.row, found.column, found.code) == (COMPANIES, 2, "M", "circle")
    assert "Alpha (A) → Beta (B) → Gamma (C) → Alpha (A)" in found.message()
    assert "循環" in found.message(app_gettext(app))
    assert plan.refused
    with speaking("ja"):
        assert "Alpha（A） → Beta（B） → " in plan_of(circle).problems[0].message()


def app_gettext(app):
    """The Japanese of a sentence, as a page in Japanese says it."""
    from vendor_risk.i18n import CatalogueDomain, speaking

    def japanese(text):
        with app.app_context(), speaking("ja"):
            return CatalogueDomain().get_translations().ugettext(text)

    return japanese


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"vendors": [VENDOR, VENDOR]}, (VENDORS, 3, "A", "double")),
        ({"vendors": [VENDOR, VENDOR | {"code": "P-9"}]}, (VENDORS, 3, "E", "number_elsewhere")),
        ({"vendors": [VENDOR | {"home_company": None}]}, (VENDORS, 2, "M", "no_home")),
        ({"vendors": [VENDOR | {"home_company": "C-9"}]}, (VENDORS, 2, "M", "unknown_company")),
        (
            {"vendors": [VENDOR, {"code": "P-3", "name": "X", "home_company": "P-1"}]},
            (VENDORS, 3, "M", "is_vendor"),
        ),
        ({"vendors": [VENDOR | {"name": None}]}, (VENDORS, 2, "B", "missing")),
        ({"vendors": [VENDOR | {"code": None, "corporate_number": None}]}, (VENDORS, 2, "A", "no_key")),
        ({"vendors": [VENDOR | {"corporate_number": "1180301018772"}]}, (VENDORS, 2, "E", "not_corporate_number")),
        ({"vendors": [VENDOR | {"country": "Atlantis"}]}, (VENDORS, 2, "G", "not_country")),
        ({"vendors": [VENDOR | {"website": "javascript:alert(1)"}]}, (VENDORS, 2, "J", "not_web")),
        ({"vendors": [VENDOR | {"code": "C-1"}]}, (VENDORS, 2, "A", "is_company")),
        ({"contacts": [CONTACT | {"email": "nowhere"}]}, (CONTACTS, 2, "E", "not_email")),
        ({"contacts": [CONTACT | {"organization": "P-9"}]}, (CONTACTS, 2, "A", "unknown_organization")),
        ({"contacts": [CONTACT, CONTACT | {"email": "SATO@p.example"}]}, (CONTACTS, 3, "E", "double")),
        ({"engagements": [ENGAGEMENT | {"owner_name": None}]}, (ENGAGEMENTS, 2, "AB", "no_owner")),
        ({"engagements": [ENGAGEMENT | {"supplier": "P-9"}]}, (ENGAGEMENTS, 2, "C", "unknown_organization")),
        ({"engagements": [ENGAGEMENT | {"buyer": "P-1"}]}, (ENGAGEMENTS, 2, "C", "itself")),
        ({"engagements": [ENGAGEMENT | {"buyer": "P-2"}]}, (ENGAGEMENTS, 2, "B", "is_vendor")),
        ({"engagements": [ENGAGEMENT, ENGAGEMENT]}, (ENGAGEMENTS, 3, "A", "double")),
        ({"engagements": [ENGAGEMENT | {"tier_override": "T1"}]}, (ENGAGEMENTS, 2, "Y", "no_reason")),
        ({"links": [LINK | {"supplier": "P-1"}]}, (LINKS, 2, "B", "itself")),
        ({"links": [LINK, LINK]}, (LINKS, 3, "B", "double")),
        ({"links": [LINK | {"confidence": 7}]}, (LINKS, 2, "G", "not_share")),
        ({"links": [LINK | {"source": "契約"}]}, (LINKS, 2, "F", "contract_link")),
    ],
)
def test_each_fault_is_told_with_sheet_row_and_column(app, tables, expected):
    assert expected in problems(FULL | tables)


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("Tolerable outage (hours)", "a day", "not_whole"),
        ("Tolerable outage (hours)", "1,5", "not_whole"),
        ("Contract end", "next spring", "not_date"),
        ("Contract end", "2026-02-30", "not_date"),
        ("Our information held", "rather secret", "not_choice"),
        ("Personal data", "perhaps", "not_choice"),
        ("Service", "x" * 301, "too_long"),
    ],
)
def test_a_cell_that_is_not_what_its_column_holds_is_told(app, header, cell, code):
    imported(FULL | {"engagements": []})
    headers = ["Buyer company code", "Vendor code", "Owner", *([] if header == "Service" else ["Service"]), header]
    row = ["C-2", "P-1", "Owner", *([] if header == "Service" else ["Hosting"]), cell]
    found = problems(sheet(headers, row, name="Engagements"))
    assert ("Engagements", 2, "DE"[header != "Service"], code) in found


def test_a_list_tells_its_words_in_the_readers_language(app):
    plan = plan_of(FULL | {"engagements": [ENGAGEMENT | {"access": "by magic"}]})
    assert "Remote, ordinary rights" in plan.problems[0].message()
    assert "リモート接続（一般権限）" in plan.problems[0].message(lang="ja")


def test_every_kind_of_problem_has_a_sentence_that_can_be_said():
    for code in SENTENCES:
        params = dict.fromkeys(set(re.findall(r"%\((\w+)\)", SENTENCES[code])), "x")
        params |= {"choices": "flag", "vocabulary": "data_class", "key": "internal"}
        assert RowProblem("S", 1, "A", "Header", code, params).message()


def test_unknown_columns_and_missing_ones_are_told_by_name(app):
    imported({"companies": GROUP})
    workbooks = read_files("x.xlsx", sheet(["Supplier code", "Favourite colour", "Country"], ["P-1", "red", "JP"]))
    mapping = propose(workbooks)[0]
    assert (mapping.table, mapping.unknown) == ("vendors", ["B “Favourite colour”"])
    plan = plan_of(sheet(["Supplier code", "Favourite colour", "Country"], ["P-1", "red", "JP"]))
    assert "name" in mapping.missing
    assert [problem.code for problem in plan.problems] == ["no_column"] * len(mapping.missing)
    assert "正式名称 / Official name" in plan.problems[0].message()


def test_a_number_column_is_never_taken_for_the_code(app):
    workbooks = read_files("x.xlsx", sheet(["No.", "会社名", "法人番号"], [1, "X", "1180301018771"]))
    assert propose(workbooks)[0].columns == {1: "", 2: "name", 3: "corporate_number"}


def test_a_cell_with_an_error_is_told(app):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(sheet(["Code", "Official name", "Country"], ["P-1", "X", "=1/0"])))
    book.active["C2"].value = "#DIV/0!"
    book.active["C2"].data_type = "e"
    target = io.BytesIO()
    book.save(target)
    assert ("Sheet1", 2, "C", "error_cell") in problems(target.getvalue())


def rights_of(*companies, edit_companies=()):
    def scope(codes):
        found = db.session.query(Organization.id).filter(Organization.code.in_(codes))
        return Scope(frozenset(row.id for row in found))

    return Rights(scope(companies), scope(edit_companies))


@pytest.fixture
def two(app):
    """Companies A and B below a holding, each with a vendor and what it buys."""
    imported(
        {
            "companies": [{"code": "H", "name": "Holding"}, {"code": "A", "name": "Alpha", "parent_code": "H"},
                          {"code": "B", "name": "Beta", "parent_code": "H"}],
            "vendors": [{"code": "P-A", "name": "Of A", "home_company": "A", "corporate_number": "1180301018771"},
                         {"code": "P-B", "name": "Of B", "home_company": "B"}],
            "engagements": [{"code": f"E-{x}", "buyer": x, "supplier": f"P-{x}", "service": "S", "owner_name": "O"}
                            for x in "AB"],
        },
        everything(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"vendors": [{"code": "P-B", "name": "Taken over", "home_company": "A"}]}, "taken"),
        ({"vendors": [{"code": "P-N", "name": "New", "home_company": "B"}]}, "unknown_company"),
        ({"contacts": [{"organization": "P-B", "name": "Spy", "email": "spy@x.example"}]}, "unknown_organization"),
        ({"engagements": [{"code": "E-N", "buyer": "B", "supplier": "P-A", "service": "S", "owner_name": "O"}]},
         "unknown_company"),
        ({"engagements": [{"code": "E-B", "buyer": "A", "supplier": "P-A", "service": "S", "owner_name": "O"}]},
         "engagement_taken"),
        ({"links": [{"buyer": "P-A", "supplier": "P-B"}]}, "unknown_organization"),
        ({"companies": [{"code": "A", "name": "Renamed"}]}, "company_rights"),
        ({"companies": [{"code": "NEW", "name": "New", "parent_code": "A"}]}, "company_rights"),
    ],
)  # fmt: skip
def test_rows_about_companies_outside_the_scope_are_refused_one_by_one(two, tables, code):
    mine = {"vendors": [{"code": "P-MY", "name": "Mine", "home_company": "A"}, *tables.get("vendors", [])]}
    plan = plan_of(tables | mine, rights_of("A"))
    assert [problem.code for problem in plan.problems] == [code]
    assert plan.counts["vendors"]["added"] == 1, "the row within the scope is fine by itself"


def test_an_administrator_of_a_company_adds_companies_below_it_only(two):
    rights = rights_of("A", edit_companies=("A",))
    assert problems({"companies": [{"code": "NEW", "name": "New", "parent_code": "A"}]}, rights) == []
    outside = problems({"companies": [{"code": "NEW", "name": "New", "parent_code": "B"}]}, rights)
    assert [found[3] for found in outside] == ["unknown_company"]
    top = problems({"companies": [{"code": "NEW", "name": "New"}]}, rights)
    assert [found[3] for found in top] == ["no_parent"]


def test_a_corporate_number_of_an_unseen_vendor_tells_nothing_of_it(two):
    plan = plan_of(
        {"vendors": [{"code": "P-X", "name": "X", "home_company": "B", "corporate_number": "1180301018771"}]},
        rights_of("B"),
    )
    assert [problem.code for problem in plan.problems] == ["taken"]
    assert "P-A" not in plan.problems[0].message()


def test_unchanged_rows_about_shared_vendors_are_fine_and_changes_are_not(two):
    imported({"links": [{"buyer": "P-B", "supplier": "P-A"}]})
    shared = {"code": "P-A", "name": "Of A", "corporate_number": "1180301018771"}
    assert problems({"vendors": [shared]}, rights_of("B")) == []
    assert [found[3] for found in problems({"vendors": [shared | {"name": "Other"}]}, rights_of("B"))] == ["outside"]


def zipped(*entries):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "unknown"),
        ("x.zip", zipped(*[(f"{n}.csv", "a,b\n") for n in range(21)]), "too_many_parts"),
        ("x.zip", zipped(("big.csv", b"a" * (10 * 1024 * 1024 + 1))), "too_big"),
        ("x.zip", zipped(("readme.exe", "MZ")), "unknown"),
        ("x.zip", zipped(("a.csv", "a,b\n"))[:-30], "damaged"),
        ("x.xlsx", b"", "empty"),
    ],
    ids=["picture", "many_parts", "big_part", "program", "cut_off", "empty"],  # a ZIP's bytes hold the time of day
)
def test_files_that_are_no_register_are_refused_with_a_reason(name, data, code):
    with pytest.raises(WorkbookRefused) as refusal:
        read_files(name, data)
    assert refusal.value.code == code


def test_cells_of_a_csv_come_back_without_the_mark_against_formulas(app):
    imported({"companies": GROUP})
    data = zipped(("vendors.csv", "Code,Official name,Managing company code\nP-1,'=HYPERLINK(1),C-1\n"))
    imported(data, name="x.zip")
    assert db.session.query(Organization).filter_by(code="P-1").one().name == "=HYPERLINK(1)"
