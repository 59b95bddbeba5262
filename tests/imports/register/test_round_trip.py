"""Export and import are each other's inverse, whatever people write into the register."""

from datetime import date

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.imports.register.registers import exported, imported, plan_of, sheet
from vendor_risk.database import db
from vendor_risk.formats.register.workbook import write_csv_zip, write_workbook
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.workbook import read_workbook

WRITTEN = (
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), min_size=1, max_size=30),
        st.sampled_from(
            ["=1+1", "+81-3", "-5", "@SUM(A1)", "'=x", "_x000D_", "TRUE", "1e5", "007", "2026-01-01", "＝１"]
        ),
    )
    .map(str.strip)
    .filter(bool)
)
SHARES = st.integers(0, 10_000).map(lambda share: share / 10_000)
DATES = st.dates(date(2000, 1, 1), date(2090, 1, 1))
FLAGS = st.booleans()
NUMBERS = st.one_of(st.none(), st.integers(0, 10**12))


@st.composite
def registers(draw):
    """A small register with anything in it that a form would take."""
    companies = [
        {"code": f"C{n}", "name": draw(WRITTEN), "parent_code": f"C{draw(st.integers(0, n - 1))}" if n else None}
        for n in range(draw(st.integers(1, 3)))
    ]
    vendors = [
        {"code": f"P{n} {draw(WRITTEN)}"[:80].strip(), "name": draw(WRITTEN), "name_en": draw(st.none() | WRITTEN),
         "notes": draw(WRITTEN), "home_company": draw(st.sampled_from(companies))["code"], "employees": draw(NUMBERS),
         "country": draw(st.sampled_from(["JP", "US", "NA"])), "industry": draw(st.none() | WRITTEN)}
        for n in range(draw(st.integers(2, 4)))
    ]  # fmt: skip
    word = {name: st.sampled_from(sorted(words)) for name, words in vocabularies().items()}
    engagements = [
        {"code": f"E{n}", "buyer": draw(st.sampled_from(companies))["code"],
         "supplier": draw(st.sampled_from(vendors))["code"], "service": f"{draw(WRITTEN)} {n}",
         "service_en": draw(st.none() | WRITTEN), "service_ja": draw(st.none() | WRITTEN),
         "owner_name_en": draw(st.none() | WRITTEN),
         "category": draw(word["category"]), "status": draw(word["engagement_status"]),
         "data_class": draw(word["data_class"]), "access": draw(word["access"]), "stoppage_hours": draw(NUMBERS),
         "substitutability": draw(word["substitutability"]), "personal_data": draw(FLAGS),
         "annual_spend": draw(NUMBERS),
         "on_site_work": draw(FLAGS), "subcontracting": draw(FLAGS), "answer_access": draw(st.none() | FLAGS),
         "contract_end": draw(st.none() | DATES), "owner_name": draw(WRITTEN),
         **draw(st.sampled_from([{}, {"tier_override": "T1", "tier_override_reason": "=because"}]))}
        for n in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    links = [
        {"buyer": vendors[0]["code"], "supplier": vendors[1]["code"], "service": f"{draw(WRITTEN)} {n}",
         "service_ja": draw(st.none() | WRITTEN), "source": draw(word["link_source"]), "confidence": draw(SHARES),
         "weight": draw(st.none() | SHARES),
         "seen_on": draw(DATES)}
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    contacts = [
        {"organization": vendors[0]["code"], "name": draw(WRITTEN), "name_en": draw(WRITTEN),
         "name_ja": draw(st.one_of(st.none(), WRITTEN)), "email": f"a{n}@p.example", "primary": n == 0,
         "language": draw(word["language"]), "role": draw(WRITTEN)}
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    return {
        "companies": companies,
        "vendors": vendors,
        "contacts": contacts,
        "engagements": engagements,
        "links": links,
    }


SHOWN = [
    "code", "name", "name_en", "name_ja", "notes", "employees", "country", "industry", "home_company", "parent_code",
    "buyer", "supplier", "service", "service_en", "service_ja", "owner_name_en", "owner_name_ja", "category",
    "status", "data_class", "access", "stoppage_hours", "substitutability", "personal_data", "annual_spend",
    "subcontracting", "answer_access", "contract_end", "owner_name", "source", "confidence", "weight", "seen_on",
    "organization", "email", "language", "role", "primary", "tier_override", "tier_override_reason",
]  # fmt: skip


def kept(rows):
    return {key: [{name: row.get(name) for name in SHOWN} for row in found] for key, found in rows.items()}


@given(tables=registers(), write=st.sampled_from([write_workbook, write_csv_zip]))
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a register takes minutes
)
def test_export_after_import_gives_the_same_register_again(app, tables, write):
    name = "register.xlsx" if write is write_workbook else "register.zip"
    imported(tables)
    first = exported()
    data = write(first, vocabularies())
    assert plan_of(data, name=name).changes == 0
    db.session.rollback()  # an empty register again
    assert exported()["companies"] == []
    imported(data, name=name)
    assert kept(exported()) == kept(first)
    db.session.rollback()


def test_no_text_of_the_register_becomes_a_formula_in_an_export():
    evil = ["=1+1", "+1", "-1+1", "@x", "\t=1", '=HYPERLINK("http://x","y")', "http://x.example", "＝1"]
    tables = {"vendors": [{"code": f"P{n}", "name": text, "notes": text} for n, text in enumerate(evil)]}
    book = read_workbook(write_workbook(tables, vocabularies()), "register.xlsx")
    vendors = next(sheet for sheet in book.sheets if "Vendors" in sheet.name)
    assert all(not sheet.formulas for sheet in book.sheets)
    assert [vendors.text(row, 2) for row in range(2, 2 + len(evil))] == evil


def test_the_state_of_a_company_is_written_in_words_of_its_own_and_former_ones_are_understood(app):
    tables = {"companies": [{"code": "C-1", "name": "Holding", "status": "ended"}]}
    book = read_workbook(write_workbook(tables, vocabularies()), "register.xlsx")
    companies = next(one for one in book.sheets if "companies" in one.name)
    words = {companies.text(row, column) for row in range(8) for column in range(1, 20)}
    assert any("グループ外" in (word or "") for word in words)
    for heading, word in (("状態", "グループ外"), ("取引状態", "終了"), ("Status", "Ended")):
        data = sheet(["コード", "正式名称", heading], ["C-1", "Holding", word], name="グループ会社")
        (row,) = plan_of(data).rows["companies"]
        assert row.values["status"] == "ended", (heading, word)
