"""Lists as departments keep them: from the file as it is to vendors, contacts and engagements, no row forgotten."""

import io
import json

import openpyxl
import pytest

from tests.builders.clock import NOW
from tests.imports.register.registers import TODAY, everything, imported, plan_of, sheet
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement
from vendor_risk.formats.register.archive import read_files
from vendor_risk.imports.register import plan_actions
from vendor_risk.imports.register.document import document
from vendor_risk.imports.register.mapping import propose
from vendor_risk.imports.register.plan import make_plan
from vendor_risk.organizations.models import Contact, Organization

COMPANIES = {
    "companies": [
        {"code": "H", "name": "ひかり電機ホールディングス"},
        {"code": "HL", "name": "ひかり物流株式会社", "name_en": "Hikari Logistics", "parent_code": "H"},
        {"code": "HS", "name": "ひかりシステム㈱", "parent_code": "H"},
    ]
}
HEAD = [
    ["仕入先等管理台帳（令和8年度）"],
    [],
    ["No.", "業者コード", "業者名", "フリガナ", "自社", None, "先方窓口", None, None, "年間発注額（千円）",
     "個人情報", "契約満了日", "業務内容", "摘要"],
    [None, None, None, None, "会社", "部門", "氏名", "TEL", "E-mail", None, "(有/無)", None, None, None],
]  # fmt: skip
MERGED = ("A1:N1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:I3", "J3:J4", "L3:L4", "M3:M4", "N3:N4")
ROWS = [
    [1, "Ｋ１", "株式会社みなと運輸", "ミナトウンユ", "ひかり物流㈱", "輸送課", "青木 様", "03-1",
     "aoki@minato.example", "1,200", "有", "令和9年3月31日", "幹線輸送", None],
    ["【情報システム】"],
    [2, "K2", "青空データ㈱", "アオゾラデータ", "HS", "情報部", "林\n森", "03-2",
     "hayashi@aozora.example\nmori@aozora.example", "約500万", "無", "1年自動更新", "サーバ運用保守", "要確認"],
    [3, "K3", "Lotus Soft Co., Ltd.", None, "ひかりシステム", "情報部", "ご担当者様", None,
     "info@lotus.example", 300, "－", "2027年9月", "アプリ開発", None],
    [4, "K4", "夕凪印刷", None, "本店", "総務", "岡", None, "oka@yunagi.example", 40, "無", None, "印刷", None],
    [5, "K5", "みなと運輸（株）", None, "ひかり物流㈱", "輸送課", None, None, None, 10, "無", None, "倉庫", None],
    [6, "K1", "㈱みなと運輸", None, "HS", "情報部", None, None, None, 20, "無", None, "機器の配送", None],
    ["合計", None, None, None, None, None, None, None, None, 7070],
    ["※金額は前年度実績"],
]  # fmt: skip


def japanese_list(rows=ROWS):
    book = openpyxl.Workbook()
    book.active.title = "業者一覧"
    for row in (*HEAD, *rows):
        book.active.append(row)
    for area in MERGED:
        book.active.merge_cells(area)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture
def companies(app):
    imported(COMPANIES)


def told(data, answers=None):
    """What the command line says of a file."""
    workbooks = read_files("list.xlsx", data)
    mappings = propose(workbooks)
    plan = make_plan(workbooks, mappings, everything(), TODAY, answers)
    return document("list.xlsx", workbooks, mappings, plan), plan


def stored(data, answers=None):
    found, plan = told(data, answers)
    plan_actions.apply(plan, at=NOW, actor="tester", company_id=None, source="list")
    db.session.expire_all()
    return found


def row_of(found, number):
    return next(row for row in found["rows"] if row["row"] == number)


def part(found, number, table):
    return next(one for one in row_of(found, number)["parts"] if one["table"] == table)


def codes(row, key="reasons"):
    return {said["code"] for said in row[key]}


def test_headings_of_two_rows_are_joined_and_tell_both_sides_apart(companies):
    found, _plan = told(japanese_list())
    known = found["sheets"][0]
    assert (known["table"], known["heading_rows"]) == ("list", [3, 4])
    meanings = {column["heading"]: column["meaning"] for column in known["columns"]}
    assert meanings == {
        "No.": None, "業者コード": "code", "業者名": "name", "フリガナ": "name_kana", "自社 会社": "buyer",
        "自社 部門": "owner_department", "先方窓口 氏名": "contact_name", "先方窓口 TEL": "contact_phone",
        "先方窓口 E-mail": "contact_email", "年間発注額（千円）": "annual_spend", "個人情報 (有/無)": "personal_data",
        "契約満了日": "contract_end", "業務内容": "service", "摘要": "notes",
    }  # fmt: skip
    spend = next(column for column in known["columns"] if column["meaning"] == "annual_spend")
    assert spend["unit"] == {"text": "千円", "factor": 1000.0, "currency": "JPY", "percent": False}


def test_every_row_is_there_once_with_what_becomes_of_it(companies):
    found, _plan = told(japanese_list())
    outcomes = {row["row"]: row["outcome"] for row in found["rows"]}
    assert outcomes == {1: "left_out", 5: "add", 6: "left_out", 7: "add", 8: "add", 9: "held", 10: "held", 11: "add",
                        12: "left_out", 13: "left_out"}  # fmt: skip
    reasons = {row["row"]: row["reasons"][0]["code"] for row in found["rows"] if row["outcome"] == "left_out"}
    assert reasons == {1: "title", 6: "section", 12: "total", 13: "note"}
    assert found["totals"] == {"add": 4, "change": 0, "same": 0, "held": 2, "left_out": 4}
    assert row_of(found, 5)["cells"]["C5"] == "株式会社みなと運輸"
    json.dumps(found)


def test_a_row_becomes_a_vendor_its_contacts_and_an_engagement(companies):
    stored(japanese_list())
    vendor = db.session.query(Organization).filter_by(code="K1").one()
    assert (vendor.name_kana, vendor.country) == ("ミナトウンユ", "JP")
    assert [(c.name, c.email, c.phone) for c in vendor.contacts] == [("青木", "aoki@minato.example", "03-1")]
    first, second = db.session.query(Engagement).filter_by(supplier_id=vendor.id).order_by(Engagement.id)
    assert (first.buyer.code, first.annual_spend, first.personal_data, str(first.contract_end)) == (
        "HL", 1_200_000, True, "2027-03-31"
    )  # fmt: skip
    assert (first.owner_name, first.category, first.data_class, first.access) == ("輸送課", "logistics", None, None)
    assert (second.buyer.code, second.service) == ("HS", "機器の配送")
    people = db.session.query(Contact).filter(Contact.email.like("%aozora%")).order_by(Contact.id)
    assert [(person.name, person.email) for person in people] == [
        ("林", "hayashi@aozora.example"), ("森", "mori@aozora.example")
    ]  # fmt: skip


def test_what_was_assumed_is_said_with_its_cell(companies):
    found, _plan = told(japanese_list())
    notes = {(said["cell"], said["code"]) for row in found["rows"] for said in row.get("notes", ())}
    assert {
        ("B5", "code_width"), ("J7", "about"), ("J7", "other_unit"), ("L7", "renews"), ("L8", "month_only"),
        ("K8", "dash"), ("M5", "category_proposed"), ("E5", "company_by_name"), ("B11", "again"),
    } <= notes  # fmt: skip
    assert part(found, 7, "engagements")["values"]["annual_spend"] == "5000000"
    assert "personal_data" not in part(found, 8, "engagements")["values"], "a dash beside “無” is nobody's answer"
    assert "contract_end" not in part(found, 7, "engagements")["values"]


def test_the_same_list_again_changes_nothing_and_asks_the_same(companies):
    first = stored(japanese_list())
    again, plan = told(japanese_list())
    assert plan.changes == 0
    assert again["totals"] == {"add": 0, "change": 0, "same": 4, "held": 2, "left_out": 4}
    held = [question["id"] for question in first["questions"] if question["held"]]
    assert held == [question["id"] for question in again["questions"] if question["held"]]


def test_answers_let_what_waited_come_in(companies):
    found, _plan = told(japanese_list())
    held = {question["id"]: question["choices"] for question in found["questions"] if question["held"]}
    assert held == {"same_vendor:K5": ["K1", "new"], "company:本店": ["company"]}
    stored(japanese_list(), {"same_vendor:K5": "K1", "company:本店": "H"})
    assert {one.code for one in db.session.query(Organization).filter_by(kind="vendor")} == {"K1", "K2", "K3", "K4"}
    services = {row.service: row.buyer.code for row in db.session.query(Engagement)}
    assert (services["印刷"], services["倉庫"]) == ("H", "HL")


def test_a_company_name_that_fits_two_is_asked(companies):
    imported({"companies": [{"code": "HT", "name": "ひかり物流", "parent_code": "H"}]})
    found, _plan = told(japanese_list())
    assert row_of(found, 5)["outcome"] == "held"
    question = next(one for one in found["questions"] if one["kind"] == "company" and "ひかり物流" in one["values"][0])
    assert question["choices"] == ["HL", "HT"]


EN = ["Supplier ID", "Supplier name", "Country", "Spend (kUSD)", "Data classification", "Owner", "Owner e-mail",
      "Supplier contact", "Supplier e-mail", "Service", "Contract end"]  # fmt: skip


def english(*rows, name="Supplier register"):
    return sheet(["Third parties, 2026"], [], EN, *rows, name=name)


def test_an_english_list_is_read_by_meaning(companies):
    found = stored(
        english(
            ["S1", "Blue Cloud Inc.", "Korea, Republic of", "$1,200", "Restricted", "A. Abe", "abe@h.example",
             "Jo Li",
             "jo@blue.example; ann@blue.example", "Cloud hosting", "31/12/2027"],
            ["S2", "Grey Freight", "PRC", "€30", "PII", "TBD", None, None, "n/a", "Road freight", "evergreen"],
            ["S3", "Green Audit", "Viet Nam", "n/a", "Public", None, None, None, None, "Statutory audit", "Dec 2027"],
        ),
        {"exchange_rate:USD": "150", "buyer:": "HS"},
    )  # fmt: skip
    rows = {one.supplier.code: one for one in db.session.query(Engagement)}
    assert {one.supplier.country for one in rows.values()} == {"KR", "CN", "VN"}
    assert [rows[code].buyer.code for code in ("S1", "S2", "S3")] == ["HS"] * 3
    assert (rows["S1"].annual_spend, rows["S2"].annual_spend) == (1200 * 150, None)
    assert (rows["S1"].data_class, rows["S2"].data_class, rows["S3"].data_class) == (
        "highly_confidential",
        None,
        "none",
    )
    assert (rows["S2"].personal_data, rows["S1"].personal_data) == (True, None)
    assert (rows["S1"].category, rows["S2"].category, rows["S3"].category) == (
        "cloud_service", "logistics", "professional"
    )  # fmt: skip
    assert [str(rows[code].contract_end) for code in ("S1", "S2", "S3")] == ["2027-12-31", "None", "2027-12-31"]
    assert (rows["S1"].owner_name, rows["S1"].owner_email, rows["S2"].owner_name) == ("A. Abe", "abe@h.example", "")
    assert db.session.query(Contact).filter(Contact.email.like("%blue%")).count() == 2
    assert {"exchange_rate:EUR"} <= {question["id"] for question in found["questions"]}
    assert "other_unit" in codes(row_of(found, 5), "notes")


def test_dates_and_numbers_that_could_be_read_two_ways_are_asked_and_then_read(companies):
    data = sheet(
        ["Vendor ID", "Vendor name", "Group company", "Service", "Annual spend (JPY)", "Contract end"],
        ["S1", "Blue", "HS", "Hosting", "1.000", "04/05/2027"],
        ["S2", "Grey", "HS", "Freight", "25.000", "03/04/2027"],
    )
    found, _plan = told(data)
    assert [row["outcome"] for row in found["rows"]] == ["add", "add"], "the vendors themselves are in no doubt"
    assert part(found, 2, "engagements")["outcome"] == "held"
    asked = {question["id"]: question["choices"] for question in found["questions"] if question["held"]}
    assert asked == {"decimal_mark:Sheet1!E": [".", ","], "date_order:Sheet1!F": ["day", "month"]}
    found, _plan = told(data, {"decimal_mark:Sheet1!E": ",", "date_order:Sheet1!F": "day"})
    values = part(found, 2, "engagements")["values"]
    assert (values["annual_spend"], values["contract_end"]) == ("1000", "2027-05-04")


def test_a_contact_without_an_address_waits_and_its_vendor_does_not(companies):
    found = stored(
        english(["S1", "Blue", "JP", None, None, "Abe", None, "Jo Li", None, "Hosting", None]), {"buyer:": "H"}
    )
    assert part(found, 4, "contacts")["outcome"] == "held"
    assert codes(row_of(found, 4)) == {"no_mail"}
    assert db.session.query(Organization).filter_by(code="S1").count() == 1


def test_the_same_code_under_another_name_is_told(companies):
    found, _plan = told(
        english(["S1", "Blue", "JP", None, None, "Abe", None, None, None, "Hosting", None],
                ["S1", "Quite another", "JP", None, None, "Abe", None, None, None, "Freight", None])
    )  # fmt: skip
    assert row_of(found, 5)["outcome"] == "held"
    assert codes(row_of(found, 5)) == {"double_name"}


def test_a_list_without_codes_knows_its_vendors_by_name(companies):
    data = sheet(
        ["取引先名", "当社担当会社", "委託内容", "責任者"],
        ["株式会社朝日工房", "HS", "部品加工", "原"],
        ["㈱朝日工房", "HL", "輸送", "原"],
        ["夕陽商会", "HL", "清掃", "原"],
    )
    stored(data)
    assert db.session.query(Organization).filter_by(kind="vendor").count() == 2
    assert db.session.query(Engagement).count() == 3
    _again, plan = told(data)
    assert plan.changes == 0


LOOK_ALIKE = [
    ("株式会社髙橋精機", "㈱高橋精機"),
    ("渡邊商会", "渡辺商会"),
    ("Müller AG", "Mueller AG"),
    ("Müller AG", "Muller AG"),
    ("Công ty Hoa Sen", "Cong ty Hoa Sen"),
    ("ＡＢＣ商事", "abc商事（株）"),
]


@pytest.mark.parametrize(("known", "new"), LOOK_ALIKE)
def test_a_vendor_that_looks_like_a_registered_one_is_asked_about_before_it_doubles(companies, known, new):
    imported({"vendors": [{"code": "P-1", "name": known, "home_company": "H"}]})
    plan = plan_of({"vendors": [{"code": "P-9", "name": new, "home_company": "H"}]})
    assert [problem.code for problem in plan.problems] == ["look_alike"]
    assert [(question.id, question.choices) for question in plan.questions] == [("same_vendor:P-9", ("P-1", "new"))]


@pytest.mark.parametrize(
    ("known", "new", "asked"),
    [("山田電機", "山田電気", True), ("株式会社第一", "株式会社第二", False), ("Vendor 1 Ltd", "Vendor 2 Ltd", False),
     ("Hibiki Security", "Kagaribi Security", False)],
)  # fmt: skip
def test_one_letter_apart_is_asked_and_holds_nothing_back(companies, known, new, asked):
    imported({"vendors": [{"code": "P-1", "name": known, "home_company": "H"}]})
    plan = plan_of({"vendors": [{"code": "P-9", "name": new, "home_company": "H"}]})
    assert ([question.code for question in plan.questions], plan.held) == (["nearly_alike"] if asked else [], 0)


def test_a_vendor_with_the_name_of_a_group_company_is_asked_about(companies):
    found, _plan = told(english(["S1", "Hikari Logistics", "JP", None, None, "A", None, None, None, "Freight", None]))
    assert codes(row_of(found, 4)) == {"company_alike"}
    _found, plan = told(english(["S1", "Hikari Logistics", "JP", None, None, "A", None, None, None, "Freight", None]),
                        {"same_vendor:S1": "new"})  # fmt: skip
    assert plan.held == 0


def test_full_width_codes_are_the_same_as_half_width_ones(companies):
    imported({"vendors": [{"code": "Ｔ１", "name": "甲", "home_company": "H"}]})
    plan = plan_of({"vendors": [{"code": "T1", "name": "甲", "home_company": "H"}]})
    assert plan.counts["vendors"] == {"added": 0, "changed": 0, "unchanged": 1, "held": 0}


def test_blank_cells_of_a_list_take_nothing_away(companies):
    stored(japanese_list())
    less = [[*row[:3], None, *row[4:7], None, *row[8:]] if isinstance(row[0], int) else row for row in ROWS]
    _found, plan = told(japanese_list(less))
    assert plan.changes == 0


def test_headings_three_rows_deep_and_groups_without_merged_cells_are_read(companies):
    book = openpyxl.Workbook()
    for row in (
        ["Vendor", None, "Contact", None, None, "Our side", None, "Contract", None],
        [None, None, "Person", "Reach", None, None, None, None, None],
        ["Code", "Name", "Name", "E-mail", "Phone", "Company", "Owner", "Start", "End"],
        ["S1", "Blue", "Jo", "jo@blue.example", "1", "HS", "Abe", "2026-04-01", "2027-03-31"],
    ):
        book.active.append(row)
    for area in ("A1:B2", "C1:E1", "D2:E2", "F1:G2", "H1:I2"):
        book.active.merge_cells(area)
    target = io.BytesIO()
    book.save(target)
    known = propose(read_files("x.xlsx", target.getvalue()))[0]
    deep = [known.columns[number] for number in range(1, 10)]
    assert (known.header_top, known.header_row) == (1, 3)
    flat = "Vendor,,Contact,,Our side,\nCode,Name,Name,E-mail,Company,Owner\nS1,Blue,Jo,jo@blue.example,HS,Abe\n"
    known = propose(read_files("list.csv", flat.encode()))[0]
    assert (known.header_top, known.header_row) == (1, 2)
    shallow = [known.columns[number] for number in range(1, 7)]
    assert shallow == ["code", "name", "contact_name", "contact_email", "buyer", "owner_name"]
    assert deep == ["code", "name", "contact_name", "contact_email", "contact_phone", "buyer", "owner_name",
                    "contract_start", "contract_end"]  # fmt: skip


def test_remarks_keep_their_heading_and_an_ended_vendor_is_asked_about(companies):
    head = ["取引先コード", "取引先名", "住所", "旧コード", "備考", "業務内容", "担当会社", "担当者名", "メール"]
    data = sheet(
        head,
        ["S1", "Hongda Co., Ltd.", "中国深圳市", "OLD1", "取引停止（2026/3）", "部品", "HS", "Li", "li@hongda.example"],
        ["S2", "朝日工房", "愛知県中国町1", None, None, "部品", "HS", "原", "hara@asahi.example"],
    )  # fmt: skip
    found, _plan = told(data)
    vendor = part(found, 2, "vendors")["values"]
    assert (vendor["notes"], vendor["country"]) == ("旧コード: OLD1\n備考: 取引停止（2026/3）", "CN")
    assert part(found, 3, "vendors")["values"]["country"] == "JP"
    assert {"maybe_ended", "country_from_address", "language_english"} <= codes(row_of(found, 2), "notes")
    assert part(found, 2, "contacts")["values"]["language"] == "英語 / English"
    assert "maybe_ended" in {question["about"] for question in found["questions"]}


def test_vendors_called_total_or_example_are_vendors(companies):
    data = sheet(
        ["Vendor name", "Group company", "Annual spend (JPY)", "Owner"],
        ["Total Energies", "HS", 500, "Abe"],
        ["Example Corp", "HS", 70, "Abe"],
        ["Total", None, 570, None],
        ["Note: figures of last year"],
    )
    found, _plan = told(data)
    assert {row["row"]: row["outcome"] for row in found["rows"]} == {2: "add", 3: "add", 4: "left_out", 5: "left_out"}
