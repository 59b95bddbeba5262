"""`vendor-risk register import|export`: the whole register on the command line."""

import json

import pytest

from tests.imports.register.registers import FULL, GROUP, VENDOR, sheet
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.models import ImportProfile
from vendor_risk.imports.register.commands import register
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.models import Organization


@pytest.fixture
def run(app, tmp_path):
    """Runs a command; files are named by their content."""

    def _run(*arguments, **files):
        for name, data in files.items():
            (tmp_path / f"{name}.xlsx").write_bytes(data)
        paths = [str(tmp_path / argument) if "." in argument else argument for argument in arguments]
        db.session.commit()
        return app.test_cli_runner().invoke(register, paths)

    return _run


def count():
    db.session.rollback()
    return db.session.query(Organization).count()


def test_a_register_is_imported_and_repeating_it_changes_nothing(run):
    data = write_workbook(FULL, vocabularies())
    first = run("import", "register.xlsx", register=data)
    assert (first.exit_code, count()) == (0, 4)
    assert "vendors: 2 added" in first.output
    again = run("import", "register.xlsx")
    assert (again.exit_code, count()) == (0, 4)
    assert "vendors: 0 added, 0 changed, 2 unchanged" in again.output


def test_a_dry_run_stores_nothing(run):
    answer = run("import", "register.xlsx", "--dry-run", register=write_workbook(FULL, vocabularies()))
    assert (answer.exit_code, count()) == (0, 0)
    assert "companies: 2 added" in answer.output


def test_a_wrong_row_is_told_with_its_place_and_waits_while_the_others_are_stored(run):
    data = write_workbook({"companies": GROUP, "vendors": [VENDOR | {"country": "Atlantis"}]}, vocabularies())
    refused = run("import", "register.xlsx", "--all-or-nothing", register=data)
    assert (refused.exit_code, count()) == (1, 0)
    answer = run("import", "register.xlsx")
    assert (answer.exit_code, count()) == (0, 2)
    assert "On hold: 1 rows" in answer.output
    assert "取引先 Vendors, row 2, column G: “Atlantis” is not a recognised country" in answer.output


def test_unknown_columns_stop_the_import_until_they_are_left_out_on_purpose(run):
    run("import", "group.xlsx", group=write_workbook({"companies": GROUP}, vocabularies()))
    data = sheet(["Supplier code", "Supplier name", "Group company", "Colour"], ["P-1", "One", "C-2", "red"])
    stopped = run("import", "list.xlsx", list=data)
    assert (stopped.exit_code, count()) == (1, 2)
    assert "Sheet1, column D “Colour”" in stopped.output
    assert run("import", "list.xlsx", "--ignore-unknown").exit_code == 0
    assert count() == 3


def test_a_file_that_is_no_workbook_is_one_sentence(run):
    answer = run("import", "photo.xlsx", photo=b"\x89PNG\r\n\x1a\n" + b"\x00" * 99)
    assert answer.exit_code == 1
    assert "is not a spreadsheet" in answer.output
    assert "Traceback" not in answer.output


@pytest.mark.parametrize("name", ["out.xlsx", "out.zip"])
def test_an_export_is_imported_as_no_change(run, name, tmp_path):
    run("import", "register.xlsx", register=write_workbook(FULL, vocabularies()))
    assert run("export", name).exit_code == 0
    again = run("import", name)
    assert again.exit_code == 0, again.output
    assert "0 added, 0 changed, 2 unchanged" in again.output
    assert run("export", "out.pdf").exit_code == 1


LIST = sheet(
    ["Vendors 2026"],
    [],
    ["Vendor ID", "Vendor name", "Country", "Spend (USD)", "Service", "Owner", "Vendor contact", "Vendor e-mail"],
    ["S1", "Blue Cloud", "PRC", 1000, "Hosting", "Abe", "Jo", "jo@blue.example"],
    ["Total", None, None, 1000],
)


def test_a_dry_run_as_json_says_sheets_rows_and_questions_and_stores_nothing(run):
    run("import", "group.xlsx", group=write_workbook({"companies": GROUP}, vocabularies()))
    answer = run("import", "list.xlsx", "--dry-run", "--json", list=LIST)
    assert (answer.exit_code, count()) == (0, 2)
    told = json.loads(answer.stdout)
    assert told["sheets"][0]["heading_rows"] == [3]
    assert [(row["row"], row["outcome"]) for row in told["rows"]] == [(1, "left_out"), (4, "add"), (5, "left_out")]
    assert {question["id"] for question in told["questions"]} == {"exchange_rate:USD", "buyer:"}
    assert run("import", "list.xlsx", "--json").exit_code == 2


def test_a_list_is_stored_with_the_answers_given(run):
    run("import", "group.xlsx", group=write_workbook({"companies": GROUP}, vocabularies()))
    arguments = ("import", "list.xlsx", "--company", "C-2", "--answer", "exchange_rate:USD=150")
    assert run(*arguments, list=LIST).exit_code == 0
    engagement = db.session.query(Engagement).one()
    assert (engagement.annual_spend, engagement.buyer.code, engagement.supplier.country) == (150_000, "C-2", "CN")
    assert run("import", "list.xlsx", "--company", "C-9").exit_code == 2
    assert run("import", "list.xlsx", "--answer", "150").exit_code == 2


FOREIGN = [
    ["取引先コード", "取引先名", "国", "独自メモ"],
    ["V-1", "Aoba", "日本", "x"],
    ["V-2", "Iroha", "アトランティス", "y"],
]


def test_rows_on_hold_wait_in_the_list_of_the_page(run, group, sign_in):
    good = write_workbook(
        {"vendors": [VENDOR | {"code": f"V-{n}", "country": country, "home_company": group.a.code}
                     for n, country in ((8, "JP"), (9, "Atlantis"))]}, vocabularies(),
    )  # fmt: skip
    answer = run("import", "register.xlsx", register=good)
    assert answer.exit_code == 0, answer.output
    assert "Rows on hold" in answer.output
    client = sign_in(group.owner)
    page = client.get("/imports/register/waiting").text
    assert "register.xlsx" in page
    assert "Atlantis" in page
    again = run("import", "register.xlsx", "--dry-run")
    assert "vendors: 0 added" in again.output


def test_a_layout_is_read_as_before_by_the_command(run, group):
    first = run("import", "list.xlsx", "--ignore-unknown", "--company", group.a.code, list=sheet(*FOREIGN))
    assert first.exit_code == 0, first.output
    db.session.rollback()
    assert db.session.query(ImportProfile).count() == 1
    again = run("import", "list.xlsx")
    assert again.exit_code == 0, again.output
    assert "Read as on" in again.output


def test_what_a_file_ends_is_confirmed(run, group):
    start = [VENDOR | {"code": "V-1", "home_company": group.a.code}]
    assert run("import", "register.xlsx", register=write_workbook({"vendors": start}, vocabularies())).exit_code == 0
    ended = write_workbook({"vendors": [start[0] | {"status": "ended"}]}, vocabularies())
    refused = run("import", "end.xlsx", end=ended)
    assert refused.exit_code == 1
    assert "Ends 1 vendors and 0 engagements." in refused.output
    assert "--end" in refused.output
    db.session.rollback()
    assert db.session.query(Organization).filter_by(code="V-1").one().status == "active"
    assert run("import", "end.xlsx", "--end").exit_code == 0
    db.session.rollback()
    assert db.session.query(Organization).filter_by(code="V-1").one().status == "ended"
