"""The pages of register imports: upload, columns, preview, storing; who may, and whose they are."""

import io

import pytest

from tests.builders import accounts, organizations
from tests.builders.forms import post
from tests.imports.register.registers import ENGAGEMENT, FULL, VENDOR, exported, imported, sheet
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Role
from vendor_risk.supply_chain.models import SupplyLink
from vendor_risk.workbook import read_workbook

URL = "/imports/register"
LIST = [["仕入先コード", "会社名", "好きな色"], ["A-1", "アルファ", "赤"], ["A-2", "ベータ", "青"]]


@pytest.fixture
def procurement(group, sign_in):
    """Procurement of the whole group."""
    return sign_in(group.owner)


def upload(client, *files, home=0, **more):
    chosen = [(io.BytesIO(data), name) for name, data in files]
    data = {"home_company_id": home, "file": chosen if len(chosen) > 1 else chosen[0]}
    return post(client, URL, data, content_type="multipart/form-data", **more)


def stored(code):
    return db.session.query(Organization).filter_by(code=code).one_or_none()


def vendors_of(group, *rows):
    return write_workbook({"vendors": [row | {"home_company": group.a.code} for row in rows]}, vocabularies())


def test_a_file_is_previewed_and_stored_only_when_a_person_says_so(group, procurement):
    answer = upload(procurement, ("list.xlsx", vendors_of(group, VENDOR)))
    assert answer.status_code == 303
    page = procurement.get(answer.location).text
    assert "These are the changes this file will make. Nothing has been saved yet." in page
    assert "<strong>1</strong> Added" in page
    assert stored("P-1") is None
    done = post(procurement, f"{answer.location}/apply", follow_redirects=True).text
    assert "Register imported. This file has no rows on hold." in done
    assert stored("P-1").home_company_id == group.a.id


def test_the_same_file_again_says_zero_changes_and_offers_nothing_to_import(group, procurement):
    data = vendors_of(group, VENDOR)
    for _time in range(2):
        preview = upload(procurement, ("list.xlsx", data)).location
        page = procurement.get(preview).text
        post(procurement, f"{preview}/apply")
    assert "0 changes" in page
    assert "/apply" not in page
    assert db.session.query(Organization).filter_by(code="P-1").count() == 1
    assert db.session.query(AuditEvent).filter_by(action="imports.register").count() == 1


def test_pressing_the_button_twice_stores_once(group, procurement):
    preview = upload(procurement, ("list.xlsx", vendors_of(group, VENDOR))).location
    for _time in range(2):
        assert post(procurement, f"{preview}/apply").status_code == 303
    assert db.session.query(AuditEvent).filter_by(action="imports.register").count() == 1


def test_one_wrong_row_waits_and_says_where_while_the_others_are_stored(group, procurement):
    wrong = {"code": "P-2", "name": "Wrong", "country": "Atlantis"}
    preview = upload(procurement, ("list.xlsx", vendors_of(group, VENDOR, wrong))).location
    page = procurement.get(preview).text
    assert "“Atlantis” is not a recognised country" in page
    assert '<span class="muted">G3</span>' in page
    japanese = procurement.get(preview, query_string={"lang": "ja"}).text
    assert "「Atlantis」は国として認識できません" in japanese
    done = post(procurement, f"{preview}/apply", follow_redirects=True).text
    assert "Import complete. 1 row is in the list of rows on hold." in done
    assert (stored("P-1") is None, stored("P-2")) == (False, None)
    assert "“Atlantis” is not a recognised country" in done


def test_unknown_columns_are_asked_about_and_a_person_says_what_they_mean(group, procurement):
    answer = upload(procurement, ("list.xlsx", sheet(*LIST)), home=group.a.id)
    assert answer.location.endswith("/columns")
    page = procurement.get(answer.location).text
    assert "好きな色" in page
    assert page.count("Not mapped") == 1
    chosen = {"home_company_id": group.a.id, "table-0": "vendors", "header-0": "1",
              "column-0-1": "code", "column-0-2": "name", "column-0-3": "industry"}  # fmt: skip
    preview = post(procurement, answer.location, chosen).location
    post(procurement, f"{preview}/apply")
    assert (stored("A-1").industry, stored("A-2").home_company_id) == ("赤", group.a.id)


def test_columns_left_out_are_said_in_the_preview(group, procurement):
    answer = upload(procurement, ("list.xlsx", sheet(*LIST)), home=group.a.id)
    chosen = {"home_company_id": group.a.id, "table-0": "vendors", "header-0": "1",
              "column-0-1": "code", "column-0-2": "name", "column-0-3": ""}  # fmt: skip
    preview = post(procurement, answer.location, chosen).location
    assert "好きな色" in procurement.get(preview).text


def test_a_sheet_that_becomes_another_table_has_its_columns_proposed_anew(group, procurement):
    answer = upload(procurement, ("list.xlsx", sheet(*LIST)), home=group.a.id)
    again = post(procurement, answer.location, {"home_company_id": "0", "table-0": "links", "header-0": "1"})
    assert again.location == answer.location
    assert "Missing columns:" in procurement.get(again.location).text


@pytest.mark.parametrize(
    "forged",
    [{"table-0": "user"}, {"column-0-1": "password"}, {"header-0": "99999999"}, {"home_company_id": "999999"},
     {"header-0": "-1"}],
)  # fmt: skip
def test_choices_that_were_not_offered_are_refused(group, procurement, forged):
    answer = upload(procurement, ("list.xlsx", sheet(*LIST)), home=group.a.id)
    chosen = {"home_company_id": group.a.id, "table-0": "vendors", "header-0": "1", "column-0-1": "code"}
    assert post(procurement, answer.location, chosen | forged).status_code == 400


def test_a_register_that_changed_since_the_preview_is_looked_at_again(group, procurement):
    preview = upload(procurement, ("list.xlsx", vendors_of(group, VENDOR))).location
    organizations.vendor("Someone was first", group.a, code="P-1")
    answer = post(procurement, f"{preview}/apply", follow_redirects=True).text
    assert "has changed since the preview" in answer
    assert stored("P-1").name == "Someone was first"
    assert "<strong>1</strong> Changed" in answer


def test_several_csv_files_are_one_import(group, procurement):
    files = [
        ("vendors.csv", f"Code,Official name,Looked after by company code\nP-1,=1+1,{group.a.code}\n".encode()),
        ("links.csv", "購入側コード,供給側コード\nP-1,P-2\n".encode("cp932")),
        ("more vendors.csv", f"Code,Official name,Looked after by company code\nP-2,Two,{group.a.code}\n".encode()),
    ]
    preview = upload(procurement, *files).location
    assert "Some rows cannot" not in procurement.get(preview).text
    post(procurement, f"{preview}/apply")
    assert (stored("P-1").name, stored("P-2").name) == ("=1+1", "Two")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("list.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "is not a spreadsheet"),
        ("list.xlsx", sheet(["Code"], ["x"])[:400], "is damaged"),
        ("list.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "list.xlsx"),
    ],
)
def test_a_file_that_is_no_workbook_is_a_clear_sentence(group, procurement, name, data, sentence):
    answer = upload(procurement, (name, data))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.query(ImportBatch).count() == 0


def test_a_workbook_without_a_register_leads_to_the_columns(group, procurement):
    answer = upload(procurement, ("menu.xlsx", sheet(["Soup", "Price"], ["Miso", 300])))
    assert ("This sheet will not be imported. To import it, select what it contains.") in procurement.get(
        answer.location
    ).text


def test_an_import_given_up_stores_nothing_and_cannot_be_applied_later(group, procurement):
    preview = upload(procurement, ("list.xlsx", vendors_of(group, VENDOR))).location
    post(procurement, f"{preview}/discard")
    post(procurement, f"{preview}/apply")
    assert stored("P-1") is None
    assert "Cancelled" in procurement.get("/imports/").text


def test_nobody_else_opens_ones_import(group, procurement, sign_in):
    preview = upload(procurement, ("list.xlsx", vendors_of(group, VENDOR))).location
    other = sign_in(accounts.person(Role.PROCUREMENT, group.holding))
    for method, url in (("get", preview), ("get", f"{preview}/columns"), ("post", f"{preview}/apply"),
                        ("post", f"{preview}/discard")):  # fmt: skip
        answer = other.get(url) if method == "get" else post(other, url)
        assert answer.status_code == 404
    assert stored("P-1") is None


@pytest.mark.parametrize("who", ["reviewer", "ciso", "auditor", "manager_a"])
def test_who_may_only_look_imports_nothing_but_may_export(group, sign_in, who):
    client = sign_in(getattr(group, who))
    assert client.get("/imports/").status_code == 403
    assert upload(client, ("list.xlsx", vendors_of(group, VENDOR))).status_code == 403
    assert client.get(f"{URL}/export.xlsx").status_code == 200


def test_company_procurement_imports_for_its_company_only(group, sign_in):
    client = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    data = write_workbook(
        {"vendors": [VENDOR | {"home_company": group.b.code}],
         "engagements": [ENGAGEMENT | {"buyer": group.b.code, "supplier": "P-1"}]}, vocabularies()
    )  # fmt: skip
    page = client.get(upload(client, ("list.xlsx", data)).location).text
    assert page.count("is not a group company in this file") == 5, "the question; both rows, in brief and at the cell"
    assert "Beta Works" not in page


def test_the_export_holds_the_scope_and_nothing_beside_it(group, sign_in):
    group.holding.code, group.a.code, group.b.code = "C-1", "C-2", "C-3"
    db.session.flush()
    imported(
        {
            "vendors": [VENDOR | {"name": "=cmd()"}, {"code": "P-B", "name": "Canary", "home_company": "C-3"}],
            "engagements": [
                ENGAGEMENT,
                ENGAGEMENT | {"code": "E-B", "buyer": "C-3", "supplier": "P-B", "service": "Bird"},
            ],
        }
    )
    data = sign_in(group.manager_a).get(f"{URL}/export.xlsx").data
    book = read_workbook(data, "export.xlsx")
    cells = {str(cell) for known in book.sheets for row in known.rows for cell in row}
    assert "=cmd()" in cells
    assert cells.isdisjoint({"Canary", "Bird", "P-B", "Beta Works"})
    assert not any(known.formulas for known in book.sheets)
    assert sign_in(group.manager_a).get(f"{URL}/export.zip").data[:2] == b"PK"
    assert sign_in(group.manager_a).get(f"{URL}/export.pdf").status_code == 404


def test_what_a_person_exports_they_import_as_no_change(group, procurement):
    group.holding.code, group.a.code = "C-1", "C-2"
    db.session.flush()
    imported({key: rows for key, rows in FULL.items() if key != "companies"})
    data = procurement.get(f"{URL}/export.xlsx").data
    assert "0 changes" in procurement.get(upload(procurement, ("export.xlsx", data)).location).text
    assert len(exported()["vendors"]) == 2


def test_the_template_is_offered_and_opens(group, procurement):
    assert f"{URL}/template.xlsx" in procurement.get("/imports/").text
    assert len(read_workbook(procurement.get(f"{URL}/template.xlsx").data, "template.xlsx").sheets) == 7


def test_an_upload_without_a_file_asks_for_one(group, procurement):
    answer = post(procurement, URL, {"home_company_id": 0}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Select a file." in answer.text


def test_what_stands_in_a_file_stays_text_on_every_page(group, procurement):
    evil = "<script>alert(1)</script>"
    answer = upload(
        procurement, (f"{evil}.xlsx", sheet(["仕入先コード", "会社名", evil], [evil, evil, evil])), home=group.a.id
    )
    chosen = {"home_company_id": group.a.id, "table-0": "vendors", "header-0": "1", "column-0-1": "code",
              "column-0-2": "name", "column-0-3": "country"}  # fmt: skip
    pages = procurement.get(answer.location).text
    pages += procurement.get(post(procurement, answer.location, chosen).location).text
    assert evil not in pages + procurement.get("/imports/").text


def test_a_million_links_are_refused_with_a_sentence_and_nothing_is_stored(group, procurement):
    """Small enough to be sent, far more rows than a file may have: read as far as the limit, no further."""
    rows = b"Buyer code,Supplier code\n" + b"P1,P2\n" * 1_000_000
    answer = upload(procurement, ("links.csv", rows), home=group.a.id)
    assert answer.status_code == 422
    assert "Split it into several files" in answer.text
    assert db.session.query(SupplyLink).count() == 0


def test_upload_and_discard_are_in_the_audit_log(group, procurement):
    preview = upload(procurement, ("list.xlsx", vendors_of(group, VENDOR))).location
    post(procurement, f"{preview}/discard")
    actions = [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert [action for action in actions if action.startswith("imports.")] == [
        "imports.upload_register",
        "imports.discard",
    ]


def test_what_is_asked_is_answered_on_the_preview_and_the_row_comes_in(group, procurement):
    upload(procurement, ("list.xlsx", vendors_of(group, VENDOR)))
    known = upload(procurement, ("list.xlsx", vendors_of(group, VENDOR))).location
    post(procurement, f"{known}/apply")
    twin = {"code": "P-7", "name": "㈱一番"}
    preview = upload(procurement, ("twin.xlsx", vendors_of(group, twin, {"code": "P-8", "name": "Other"}))).location
    page = procurement.get(preview).text
    assert "1 question" in page
    assert 'name="same_vendor:P-7"' in page
    assert "On hold" in page
    assert post(procurement, f"{preview}/answers", {"same_vendor:P-7": "P-999"}).status_code == 400
    assert post(procurement, f"{preview}/answers", {"same_vendor:P-7": "new"}).status_code == 303
    post(procurement, f"{preview}/apply")
    assert (stored("P-7").name, stored("P-8").name) == ("㈱一番", "Other")


def test_answers_are_for_those_who_may_import(group, sign_in, procurement):
    preview = upload(procurement, ("list.xlsx", vendors_of(group, VENDOR))).location
    assert post(sign_in(group.manager_a), f"{preview}/answers", {}).status_code in (403, 404)


def test_a_row_that_only_a_correction_can_free_is_not_said_to_need_nothing(group, procurement):
    rows = [["S1", "Blue", "Hosting", "Abe"], ["S1", "Quite another", "Freight", "Abe"]]
    data = sheet(["Vendor code", "Vendor name", "Service", "Owner"], *rows)
    page = procurement.get(upload(procurement, ("list.xlsx", data), home=group.a.id).location).text
    assert "Questions about this file" in page
    assert "Correct one of the two rows." in page
    assert "<strong>Make the correction in the list below</strong>" in page
    assert "Please check (no answer needed)" not in page
