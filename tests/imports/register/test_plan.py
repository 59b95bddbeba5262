"""Register imports: what is recognised, what is stored, and that repeating changes nothing."""

from datetime import date
from time import monotonic

import pytest

from tests.builders.clock import NOW
from tests.imports.register.registers import CONTACT, ENGAGEMENT, FULL, GROUP, LINK, VENDOR, imported, plan_of, sheet
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement
from vendor_risk.formats.register.archive import read_files
from vendor_risk.formats.register.workbook import TABLES, write_csv_zip, write_workbook
from vendor_risk.imports.register import plan_actions as register_plan_actions
from vendor_risk.imports.register.export import template_file
from vendor_risk.imports.register.mapping import propose
from vendor_risk.imports.register.state import Rights
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.models import Contact, Organization, Reach
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain.models import SupplyLink
from vendor_risk.workbook import read_workbook


def organization(code):
    return db.session.query(Organization).filter_by(code=code).one()


def totals(plan):
    found = {}
    for counts in plan.counts.values():
        for outcome, number in counts.items():
            found[outcome] = found.get(outcome, 0) + number
    return found


def test_a_whole_register_comes_in_from_one_file(app):
    plan = imported(FULL)
    assert totals(plan) == {"added": 7, "changed": 0, "unchanged": 0, "held": 0}
    vendor = organization("P-1")
    assert (vendor.home_company_id, vendor.corporate_number) == (organization("C-2").id, "1180301018771")
    assert organization("C-2").parent_id == organization("C-1").id
    assert (vendor.sort_name, "一番" in vendor.search_text) == ("一番", True)
    assert [(c.email, c.primary, c.language) for c in vendor.contacts] == [("sato@p.example", True, "ja")]
    engagement = db.session.query(Engagement).one()
    assert (engagement.tier, vendor.tier) == ("T3", "T3")
    links = {(link.buyer.code, link.supplier.code, link.source) for link in db.session.query(SupplyLink)}
    assert links == {("C-2", "P-1", "contract"), ("P-1", "P-2", "declared")}
    works = organization("C-2").id
    depths = dict(db.session.query(Reach.organization_id, Reach.depth).filter_by(company_id=works).all())
    assert depths == {works: 0, vendor.id: 1, organization("P-2").id: 2}
    assert db.session.query(AuditEvent).filter_by(action="imports.register").count() == 1


@pytest.mark.parametrize("write", [write_workbook, write_csv_zip])
def test_the_same_file_again_changes_nothing(app, write):
    data = write(FULL, vocabularies())
    name = "register.xlsx" if write is write_workbook else "register.zip"
    imported(data, name=name)
    before = db.session.query(AuditEvent).count()
    again = imported(data, name=name)
    assert totals(again) == {"added": 0, "changed": 0, "unchanged": 7, "held": 0}
    assert db.session.query(AuditEvent).count() == before
    assert (db.session.query(Organization).count(), db.session.query(Engagement).count()) == (4, 1)


def test_a_change_is_told_field_by_field_and_stored(app):
    imported(FULL)
    version = organization("P-1").version
    changed = {
        "vendors": [VENDOR | {"name_en": "First", "country": "DE"}],
        "engagements": [ENGAGEMENT | {"data_class": "confidential", "stoppage_hours": 8}],
        "links": [LINK | {"confidence": 0.4}],
        "contacts": [CONTACT | {"role": "CISO"}],
    }
    plan = imported(changed)
    assert totals(plan) == {"added": 0, "changed": 4, "unchanged": 0, "held": 0}
    told = {row.label: row.changes for rows in plan.rows.values() for row in rows}
    assert told["P-1"] == {"name_en": (None, "First"), "country": ("JP", "DE")}
    assert told["E-1"] == {"data_class": (None, "confidential"), "stoppage_hours": (None, 8)}
    db.session.expire_all()
    vendor = organization("P-1")
    assert (vendor.name_en, vendor.country, vendor.version, vendor.tier) == ("First", "DE", version + 1, "T1")
    assert "first" in vendor.search_text
    assert vendor.contacts[0].role == "CISO"


def test_blank_cells_empty_what_may_be_empty_and_keep_the_rest(app):
    imported({"companies": GROUP, "vendors": [VENDOR | {"industry": "IT", "employees": 10, "country": "US"}]})
    imported({"vendors": [{"code": "P-1", "name": "", "home_company": ""}]})
    vendor = organization("P-1")
    assert (vendor.industry, vendor.employees, vendor.corporate_number) == (None, None, None)
    assert (vendor.name, vendor.country, vendor.home_company_id) == ("株式会社一番", "US", organization("C-2").id)


def test_columns_that_are_not_there_change_nothing(app):
    imported({"companies": GROUP, "vendors": [VENDOR | {"industry": "IT"}]})
    imported(sheet(["取引先コード", "会社名"], ["P-1", "新社名"]))
    assert (organization("P-1").name, organization("P-1").industry) == ("新社名", "IT")


def test_a_plain_japanese_vendor_list_is_recognised_under_its_title_rows(app):
    imported({"companies": GROUP})
    data = sheet(
        ["取引先一覧（2026年度）"],
        [],
        ["仕入先コード", "会社名（必須）", "法人番号", "担当者名", "メールアドレス", "従業員数", "主管会社"],
        ["A-1", "㈱やまだ", 1180301018771, "山田 花子", "yamada@p.example", "1,200", "C-2"],
        ["A-2", "Bolt GmbH", None, None, None, None, "C-1"],
        name="仕入先一覧",
    )
    plan = imported(data)
    assert totals(plan) == {"added": 3, "changed": 0, "unchanged": 0, "held": 0}
    vendor = organization("A-1")
    assert (vendor.name, vendor.employees, vendor.corporate_number) == ("㈱やまだ", 1200, "1180301018771")
    assert [(c.name, c.email, c.primary) for c in vendor.contacts] == [("山田 花子", "yamada@p.example", True)]
    assert totals(imported(data)) == {"added": 0, "changed": 0, "unchanged": 3, "held": 0}


def test_without_a_code_the_corporate_number_is_the_key(app):
    imported({"companies": GROUP})
    home = organization("C-2").id
    scope = Scope(frozenset({home, organization("C-1").id}))
    rights = Rights(scope, scope, home_company_id=home)
    data = sheet(["Supplier name", "Corporate number"], ["One", "1180301018771"])
    imported(data, rights)
    assert organization("JP1180301018771").home_company_id == home
    assert totals(plan_of(data, rights)) == {"added": 0, "changed": 0, "unchanged": 1, "held": 0}
    engagement = ENGAGEMENT | {"supplier": "1180301018771"}
    imported({"engagements": [engagement]})
    assert db.session.query(Engagement).one().supplier.name == "One"


def test_engagements_without_a_code_are_known_by_parties_and_service(app):
    rows = [ENGAGEMENT | {"code": "", "service": f"Service {n}"} for n in range(3)]
    imported(FULL | {"engagements": rows})
    codes = {engagement.code for engagement in db.session.query(Engagement)}
    assert len(codes) == 3
    assert totals(plan_of({"engagements": rows})) == {"added": 0, "changed": 0, "unchanged": 3, "held": 0}


HEADS = ("Engagement code", "Buyer", "Vendor code")


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        (("Service", "Owner"), ("Hosting", "Rin Ota"), ("Hosting", "Hosting", None, "Rin Ota", None)),
        (("業務名", "責任者"), ("運用", "太田 凛"), ("運用", None, "運用", None, "太田 凛")),
        (
            ("業務内容", "業務内容（英語）", "責任者", "Owner (English)"),
            ("運用", "Operation", "太田 凛", "Rin Ota"),
            ("運用", "Operation", "運用", "Rin Ota", "太田 凛"),
        ),
    ],
)
def test_a_service_in_one_column_is_in_the_language_it_is_written_in(app, heads, cells, expected):
    imported(FULL | {"engagements": [], "links": []})
    imported(sheet([*HEADS, *heads], ["E-1", "C-2", "P-1", *cells], name="Engagements"))
    e = db.session.query(Engagement).one()
    assert (e.service, e.service_en, e.service_ja, e.owner_name_en, e.owner_name_ja) == expected
    link = db.session.query(SupplyLink).one()
    assert (link.service, link.service_en, link.service_ja) == expected[:3]


def test_a_file_with_one_column_changes_the_language_it_is_written_in_and_nothing_else(app):
    both = ENGAGEMENT | {"service": "運用", "service_en": "Operation", "service_ja": "運用"}
    imported(FULL | {"engagements": [both]})

    def bring(code, service):
        return imported(sheet([*HEADS, "Service", "Owner"], [code, "C-2", "P-1", service, "Owner"], name="Engagements"))

    for code, service, expected in (
        ("E-1", "Running", ("運用", "Running", "運用")),
        ("E-1", "監視", ("監視", "Running", "監視")),
        ("", "Running", ("監視", "Running", "監視")),  # known by either language
    ):
        bring(code, service)
        db.session.expire_all()
        stored = db.session.query(Engagement).one()
        assert (stored.service, stored.service_en, stored.service_ja) == expected


def test_a_link_is_known_by_its_service_in_either_language(app):
    imported(FULL | {"links": [LINK | {"service": "部品", "service_en": "Parts"}]})
    imported({"links": [LINK | {"service": "Parts", "service_ja": "部品", "confidence": 0.5}]})
    declared = [link for link in db.session.query(SupplyLink) if link.source == "declared"]
    assert [(link.service, link.service_en, link.service_ja, link.confidence) for link in declared] == [
        ("部品", "Parts", "部品", 0.5)
    ]


def test_a_tier_set_in_the_file_keeps_its_reason_name_and_time(app):
    own = ENGAGEMENT | {"tier_override": "T1", "tier_override_reason": "Holds our seal"}
    imported(FULL | {"engagements": [own]})
    stored = db.session.query(Engagement).one()
    assert (stored.tier, stored.default_tier, stored.tier_override_by) == ("T1", "T3", "tester")
    stored.tier_override_by = "user:7 Somebody"
    db.session.flush()
    imported({"engagements": [own | {"annual_spend": 5}]})
    db.session.expire_all()
    assert (stored.tier, stored.annual_spend, stored.tier_override_by) == ("T1", 5, "user:7 Somebody")


def test_ending_an_engagement_in_the_file_takes_its_link_and_reach_away(app):
    imported(FULL)
    imported({"engagements": [ENGAGEMENT | {"status": "ended"}]})
    db.session.expire_all()
    assert {link.source for link in db.session.query(SupplyLink)} == {"declared"}
    assert db.session.query(Reach).filter(Reach.depth > 0).count() == 0
    assert organization("P-1").tier is None


def test_a_declared_link_that_a_contract_covers_needs_no_row_of_its_own(app):
    covered = LINK | {"buyer": "C-2", "supplier": "P-1", "service": "Hosting"}
    plan = imported(FULL | {"links": [covered]})
    assert plan.counts["links"] == {"added": 0, "changed": 0, "unchanged": 1, "held": 0}
    assert db.session.query(SupplyLink).count() == 1
    assert plan_of(FULL | {"links": [covered]}).changes == 0


def test_a_new_primary_contact_takes_over_from_the_one_before(app):
    imported(FULL)
    imported({"contacts": [{"organization": "P-1", "name": "New", "email": "new@p.example", "primary": True}]})
    db.session.expire_all()
    primary = {contact.email: contact.primary for contact in db.session.query(Contact)}
    assert primary == {"sato@p.example": False, "new@p.example": True}


@pytest.mark.parametrize("reverse", [False, True])
def test_companies_may_stand_in_any_order(app, reverse):
    rows = [{"code": f"X-{n}", "name": f"X{n}", "parent_code": f"X-{n - 1}" if n else None} for n in range(5)]
    imported({"companies": rows[::-1] if reverse else rows})
    assert organization("X-4").parent_id == organization("X-3").id


def test_the_template_holds_every_table_in_both_languages_and_imports_as_nothing(app):
    workbooks = read_files("template.xlsx", template_file())
    found = {mapping.table: mapping for mapping in propose(workbooks)}
    assert set(found) == {table.key for table in TABLES}
    for table in TABLES:
        assert list(found[table.key].columns.values()) == [column.key for column in table.shown]
        assert found[table.key].unknown == []
    book = read_workbook(template_file(), "template.xlsx")
    engagements = next(known for known in book.sheets if "委託業務" in known.name)
    at = [column.key for column in TABLES[3].shown].index("data_class") + 1
    assert "機密 / Confidential" in engagements.options(2, at)
    assert plan_of(template_file()).changes == 0


def test_every_word_of_every_list_is_understood_in_both_languages(app):
    for lang in ("en", "ja"):
        facts = {
            "data_class": vocabularies()["data_class"]["highly_confidential"].get(lang),
            "access": vocabularies()["access"]["remote_limited"].get(lang),
            "category": vocabularies()["category"]["logistics"].get(lang),
            "personal_data": {"en": "YES", "ja": "○"}[lang],
            "contract_end": {"en": "2027/3/31", "ja": "令和9年3月31日"}[lang],
        }
        plan = plan_of(FULL | {"engagements": [ENGAGEMENT | facts]})
        after = plan.rows["engagements"][0].values
        assert plan.problems == []
        assert (after["data_class"], after["access"], after["category"], after["personal_data"]) == (
            "highly_confidential", "remote_limited", "logistics", True
        )  # fmt: skip
        assert after["contract_end"] == date(2027, 3, 31)


def test_a_plan_of_a_sheet_without_its_columns_is_never_stored(app):
    plan = plan_of(sheet(["Supplier code", "Country", "Employees"], ["P-1", "JP", 5]))
    assert plan.refused
    with pytest.raises(ValueError, match="cannot be read"):
        register_plan_actions.apply(plan, at=NOW, actor="tester", company_id=None, source="x")
    assert db.session.query(Organization).count() == 0


def test_rows_on_hold_wait_with_all_that_rests_on_them_and_the_others_are_stored(app):
    held = {"code": "P-2", "name": "No home"}
    plan = plan_of(
        {
            "companies": GROUP,
            "vendors": [VENDOR, held],
            "contacts": [CONTACT, {"organization": "P-2", "name": "Mori", "email": "mori@p.example"}],
            "engagements": [ENGAGEMENT, ENGAGEMENT | {"code": "E-2", "supplier": "P-2"}],
            "links": [LINK],
        }
    )
    assert totals(plan) == {"added": 5, "changed": 0, "unchanged": 0, "held": 4}
    assert [problem.code for problem in plan.problems] == ["no_home", "waits", "waits", "waits"]
    register_plan_actions.apply(plan, at=NOW, actor="tester", company_id=None, source="x")
    assert {one.code for one in db.session.query(Organization)} == {"C-1", "C-2", "P-1"}
    assert (db.session.query(Contact).count(), db.session.query(Engagement).count()) == (1, 1)


@pytest.mark.parametrize("shape", ["downwards", "upwards", "in a circle"])
def test_a_chain_of_companies_takes_as_long_as_it_has_rows(app, shape):
    """Two thousand took 25 seconds, four thousand minutes, in which nobody could save anything."""
    number = 4_000
    rows = [{"code": f"K-{n}", "name": f"Company {n}", "parent_code": f"K-{n - 1}" if n else ""} for n in range(number)]
    if shape == "in a circle":
        rows[0]["parent_code"] = f"K-{number - 1}"
    limited = Scope(frozenset())
    began = monotonic()
    plan = plan_of({"companies": rows[::-1] if shape == "upwards" else rows}, Rights(limited, limited))
    assert monotonic() - began < 10
    assert totals(plan)["held"] == number, "the first has no company above it, and all others rest on it"
    if shape == "in a circle":
        told = [one.params["names"] for one in plan.problems if one.code == "circle"]
        assert len(told) == number
        assert max(map(len, told)) < 1_000


def test_a_circle_beside_others_is_told_of_its_own_companies_only(app):
    rows = [("A", "C"), ("B", "A"), ("C", "B"), ("D", "A"), ("E", "E"), ("F", "")]
    plan = plan_of({"companies": [{"code": code, "name": code, "parent_code": above} for code, above in rows]})
    assert {one.row for one in plan.problems if one.code == "circle"} == {2, 3, 4, 6}
    told = next(one for one in plan.problems if one.code == "circle")
    assert told.params["names"] == "A (A) → C (C) → B (B) → A (A)"


def test_a_company_that_is_not_ones_own_any_more_looks_after_no_new_vendor(app):
    imported({"companies": GROUP})
    top, works = (db.session.query(Organization).filter_by(code=code).one().id for code in ("C-1", "C-2"))
    mine = Rights(Scope(frozenset({works})), Scope(frozenset()), home_company_id=works)
    new = {"vendors": [{"code": "P-9", "name": "New", "country": "JP"}]}
    assert plan_of(new, mine.looked_after_by(works)).rows["vendors"][0].parties == {"home_company_id": works}
    plan = plan_of(new, mine.looked_after_by(top))
    assert [problem.code for problem in plan.problems] == ["no_home"]
    assert plan.refused
