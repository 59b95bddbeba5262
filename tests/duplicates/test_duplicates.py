"""Duplicates: proposed and never silent; merging moves everything, undoing brings everything back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.builders import flows, organizations
from tests.builders.chains import GOOD, POOR, engagement
from tests.builders.clock import NOW
from tests.builders.forms import post
from vendor_risk import features
from vendor_risk.assessments.models import Assessment, Result
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import Base, db, now
from vendor_risk.duplicates import actions, queries
from vendor_risk.duplicates.models import OrganizationMerge
from vendor_risk.duplicates.repointing_actions import KeptLink
from vendor_risk.engagements.actions import refresh_organizations
from vendor_risk.engagements.models import Engagement
from vendor_risk.errors import Refused
from vendor_risk.exposure import queries as exposure_queries
from vendor_risk.improvement.models import Finding
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Contact, Organization, Reach
from vendor_risk.organizations.names import bare_name
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain import actions as supply_chain_actions
from vendor_risk.supply_chain.actions import LinkFacts
from vendor_risk.supply_chain.models import LinkSource, SupplyLink

AT = {"at": NOW, "actor": "user:1 Tester"}
LATER = {"at": NOW + timedelta(days=1), "actor": "user:2 Other"}


def declared(buyer, supplier, service="", weight=None):
    facts = LinkFacts(service, LinkSource.DECLARED, 0.8, weight, date(2026, 11, 1))
    return supply_chain_actions.add_link(buyer.id, supplier.id, facts, **AT)


@pytest.fixture
def pair(group):
    """Two records of Acme: each bought from, answered and linked; both supplied by Deep, one supplying Other."""
    kept = organizations.vendor("Acme Co., Ltd.", group.a, code="P-KEPT")
    gone = organizations.vendor(
        "ACME Company Limited", group.b, code="P-GONE", employees=120, lei="5493001KJTIIGC8Y1R12"
    )
    deep, other = organizations.vendor("Deep Cloud", group.a), organizations.vendor("Other", group.b)
    engagement(group.a, kept, 3_000)
    engagement(group.a, gone, 500, category="facilities")
    engagement(group.b, gone, 1_000, tier="T2")
    declared(kept, deep, "cloud", 0.5)
    declared(gone, deep, "cloud", 0.9)
    declared(gone, deep, "backup")
    declared(other, gone, "parts")
    supply_chain_actions.rebuild_reach()
    refresh_organizations([kept.id, gone.id])
    version = flows.version()
    flows.accepted(flows.issued(kept, group.a, version), GOOD, now())
    flows.accepted(flows.issued(gone, group.a, version), POOR, now() + timedelta(hours=1))
    flows.accepted(flows.issued(gone, group.b, version), POOR, now())
    db.session.commit()
    return group, kept, gone, deep, other


LEFT_OUT = {"updated_at", "version", "created_at", "sort_name", "search_text"}
"""When it changed, and what is derived from names (the builders write it shorter)."""


def everything():
    """Every row that an organization hangs on, as it is, besides the history of changes."""
    db.session.expire_all()
    found = {}
    for model in (Organization, Contact, Engagement, SupplyLink, Assessment, Result, Finding, Reach):
        columns = [column for column in model.__table__.c if column.name not in LEFT_OUT]
        found[model.__tablename__] = sorted(map(repr, db.session.execute(select(*columns)).all()))
    return found


def scope_of(group):
    return Scope(frozenset(company.id for company in (group.holding, group.a, group.b)))


def test_everything_moves_and_undoing_brings_every_row_back(pair):
    group, kept, gone, _deep, _other = pair
    before = everything()
    row = actions.merge(kept, gone, reason="same address", **AT)
    db.session.commit()
    for model in (Engagement, Assessment, Result, Finding, SupplyLink):
        names = {"buyer_id", "supplier_id", "organization_id"} & set(model.__table__.c.keys())
        for name in names:
            assert not db.session.scalars(select(model).where(getattr(model, name) == gone.id)).all(), (model, name)
    assert organization_queries.organization(scope_of(group), gone.id) is None
    assert (kept.employees, kept.lei) == (120, "5493001KJTIIGC8Y1R12")
    actions.undo(row, **LATER)
    db.session.commit()
    assert everything() == before


def test_the_journal_of_a_merge_keeps_every_column_of_a_link():
    assert set(KeptLink.__struct_fields__) == set(SupplyLink.__table__.c.keys())


def test_of_a_double_link_one_stays_and_reach_follows(pair):
    group, kept, gone, deep, other = pair
    actions.merge(kept, gone, reason="same", **AT)
    found = db.session.execute(
        select(SupplyLink.service, SupplyLink.weight).where(SupplyLink.buyer_id == kept.id)
    ).all()
    assert sorted(found) == [("backup", None), ("cloud", 0.5)]
    assert db.session.scalars(select(SupplyLink.supplier_id).where(SupplyLink.buyer_id == other.id)).all() == [kept.id]
    assert db.session.scalar(
        select(Reach.depth).where(Reach.company_id == group.b.id, Reach.organization_id == deep.id)
    ) == 2  # fmt: skip
    view = exposure_queries.snapshot(scope_of(group))
    assert view.node_of(gone.id) is None
    assert view.companies_resting[view.node_of(kept.id)] == 2


def test_one_result_of_each_issuer_is_current_after_a_merge_the_newest_accepted(pair):
    group, kept, gone, _deep, _other = pair
    actions.merge(kept, gone, reason="same", **AT)
    rows = db.session.scalars(select(Result).where(Result.organization_id == kept.id, Result.current)).all()
    assert sorted(row.issuer_id for row in rows) == sorted([group.a.id, group.b.id])
    newest = max(
        db.session.scalars(select(Result).where(Result.issuer_id == group.a.id, Result.provisional.is_(False))),
        key=lambda row: (row.scored_at, row.id),
    )
    assert newest.current


def test_a_declared_link_taken_over_by_a_contract_is_itself_again_after_undoing(group):
    kept, gone = organizations.vendor("Acme", group.a), organizations.vendor("Acme", group.a)
    declared(group.a, kept, "Hauling", 0.4)
    engagement(group.a, gone)
    db.session.commit()
    before = everything()["supply_link"]
    row = actions.merge(kept, gone, reason="same", **AT)
    assert [link.source for link in db.session.scalars(select(SupplyLink))] == [LinkSource.CONTRACT]
    actions.undo(row, **LATER)
    after = everything()["supply_link"]
    assert [line.split(", ", 1)[1] for line in after if "DECLARED" in line or "declared" in line] == [
        line.split(", ", 1)[1] for line in before if "DECLARED" in line or "declared" in line
    ]
    assert len(after) == len(before)


def test_what_came_after_the_merge_stays_where_it_is(pair):
    group, kept, gone, _deep, _other = pair
    row = actions.merge(kept, gone, reason="same", **AT)
    later = organizations.vendor("Later", group.a)
    new = declared(kept, later, "new")
    actions.undo(row, **LATER)
    assert db.session.get(SupplyLink, new.id).buyer_id == kept.id
    assert gone.merged_into_id is None
    with pytest.raises(Refused):
        actions.undo(row, **LATER)


def test_merging_is_refused_where_it_cannot_be_right(group):
    acme, bolt = organizations.vendor("Acme", group.a), organizations.vendor("Bolt", group.a)
    with pytest.raises(Refused, match="two different"):
        actions.merge(acme, acme, reason="", **AT)
    with pytest.raises(Refused, match="Keep the group company"):
        actions.merge(acme, group.a, reason="", **AT)
    engagement(acme, bolt)
    with pytest.raises(Refused, match="have engagements with each other"):
        actions.merge(acme, bolt, reason="", **AT)


def test_a_vendor_that_is_a_group_company_becomes_it(group):
    double = organizations.vendor("Alpha Works", group.b)
    engagement(group.b, double)
    supply_chain_actions.rebuild_reach()
    actions.merge(group.a, double, reason="our own company", **AT)
    assert db.session.scalars(select(Engagement.supplier_id)).all() == [group.a.id]
    assert db.session.scalar(
        select(Reach.depth).where(Reach.company_id == group.b.id, Reach.organization_id == group.a.id)
    ) == 1  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈱ﾔﾏﾀﾞ製作所", "株式会社 やまだ製作所"),
        ("ABC Co., Ltd.", "ＡＢＣ Company Limited"),
        ("Müller & Söhne GmbH", "MÜLLER and SÖHNE"),
        ("(株)日立", "日立株式会社"),
    ],
)
def test_form_width_case_and_spaces_of_a_name_do_not_count(one, other):
    assert bare_name(one) == bare_name(other)


def test_other_names_are_other_names_and_a_bare_form_stays():
    assert bare_name("ABC Holdings") != bare_name("ABC")
    assert bare_name("株式会社") == "株式会社"


def test_proposals_come_by_number_and_by_name_and_never_against_numbers(group):
    def add(name, **values):
        return organizations.vendor(name, group.a, name_en=None, name_ja=None, **values).id

    same = add("Wakaba Seimitsu", corporate_number="8700110005901"), add("Other", corporate_number="8700110005901")
    alike = add("Sumiregaoka Maintenance Inc."), add("Sumiregaoka Maintenence")
    add("Twin", corporate_number="8700110005901")
    different = add("Hibiki", corporate_number="1180301018771"), add("Hibiki KK", corporate_number="4010401089234")
    found = {(one.first.id, one.second.id): one for one in queries.proposals(scope_of(group))}
    assert found[same].number
    assert 0.8 <= found[alike].likeness < 1
    assert different not in found
    assert (group.holding.id, group.a.id) not in found
    strengths = [one.strength for one in queries.proposals(scope_of(group))]
    assert strengths == sorted(strengths, reverse=True)


@pytest.mark.parametrize(
    ("one", "other", "proposed"),
    [
        ("山田電機", "山田電気", True),
        ("株式会社第一", "株式会社第二", False),
        ("Vendor 1 Ltd", "Vendor 2 Ltd", False),
        ("Hibiki Security", "Kagaribi Security", False),
        ("Kagaribi Security Guards", "Hibiki Security Guards", False),
        ("Sumiregaoka Security Guards", "Sumiregoaka Security Guards", True),
        ("Hibiki Security Guards", "Hibiki Security Guard", True),
    ],
)
def test_names_are_proposed_as_the_import_asks_about_them(group, one, other, proposed):
    for name in (one, other):
        organizations.vendor(name, group.a, name_en=None, name_ja=None)
    found = [proposal.likeness for proposal in queries.proposals(scope_of(group))]
    assert len(found) == proposed
    assert all(0.5 < likeness < 1 for likeness in found)


def test_a_pair_told_apart_is_not_proposed_until_it_is_reconsidered(group, sign_in):
    first, second = organizations.vendor("Acme", group.a), organizations.vendor("ACME Inc", group.a)
    db.session.commit()
    client = sign_in(group.owner)
    address = f"/duplicates/{first.id}/{second.id}"
    assert address in client.get("/duplicates/").text
    post(client, f"{address}/apart", {})
    assert f'href="{address}"' not in client.get("/duplicates/").text
    post(client, f"{address}/reconsider", {})
    assert f'href="{address}"' in client.get("/duplicates/").text
    verbs = [event.action for event in db.session.scalars(select(AuditEvent)) if "duplicates" in event.action]
    assert verbs == ["duplicates.keep_apart", "duplicates.reconsider"]


def test_a_person_compares_merges_and_undoes(pair, sign_in):
    group, kept, gone, _deep, _other = pair
    client = sign_in(group.owner)
    page = client.get(f"/duplicates/{kept.id}/{gone.id}").text
    assert "5493001KJTIIGC8Y1R12" in page
    answer = post(client, f"/duplicates/{kept.id}/{gone.id}", {"keep": kept.id, "reason": ""})
    assert answer.status_code == 422
    answer = post(client, f"/duplicates/{kept.id}/{gone.id}", {"keep": kept.id, "reason": "asked them"})
    assert answer.status_code == 302
    assert client.get(f"/organizations/{gone.id}").headers["Location"].endswith(f"/organizations/{kept.id}")
    assert "ACME Company Limited" not in client.get("/organizations/vendors").text
    merge = db.session.scalars(select(OrganizationMerge)).one()
    assert "asked them" in client.get("/duplicates/").text
    assert post(client, f"/duplicates/merges/{merge.id}/undo", {}).status_code == 302
    assert client.get(f"/organizations/{gone.id}").status_code == 200
    verbs = [event.action for event in db.session.scalars(select(AuditEvent)) if "duplicates" in event.action]
    assert verbs == ["duplicates.merge", "duplicates.undo"]


def test_a_manager_neither_sees_nor_merges_records_of_another_company(pair, sign_in):
    group, kept, gone, _deep, other = pair
    client = sign_in(group.manager_a)
    assert client.get(f"/duplicates/{kept.id}/{other.id}").status_code in {403, 404}
    token = sign_in(group.auditor).get("/duplicates/")
    assert token.status_code == 403
    assert gone.merged_into_id is None


def test_two_records_are_found_by_code_and_odd_ones_are_said(pair, sign_in):
    _group, kept, gone, _deep, _other = pair
    client = sign_in(pair[0].owner)
    answer = client.get("/duplicates/?first=P-KEPT&second=P-GONE")
    assert answer.headers["Location"].endswith(f"/duplicates/{kept.id}/{gone.id}")
    assert (
        "Select two different records from the suggestions that appear as you type."
        in client.get("/duplicates/?first=P-KEPT&second=nobody").text
    )


def test_a_merged_records_corporate_number_is_free_for_the_one_that_stays(group):
    kept, gone = (
        organizations.vendor("Acme", group.a),
        organizations.vendor("Acme", group.a, corporate_number="8700110005901"),
    )
    actions.merge(kept, gone, reason="same", **AT)
    assert kept.corporate_number == "8700110005901"
    assert not organization_queries.number_taken("8700110005901", kept.id)


def test_every_column_that_names_an_organization_moves_or_is_said_to_stay(app):
    naming = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.c
        if any(key.column.table.name == "organization" for key in column.foreign_keys)
    }
    issuers = {name for name in naming if name.endswith((".issuer_id", ".company_id"))}
    moved = {f"{model.__tablename__}.{name}" for model, name in features.moves()}
    moved |= {"contact.organization_id", "supply_link.buyer_id", "supply_link.supplier_id"}
    assert naming - issuers - features.stays() == moved


def test_a_file_that_still_has_the_old_code_means_the_record_that_stays(pair):
    from vendor_risk.imports.register.state import RegisterState, Rights

    group, kept, gone, _deep, _other = pair
    actions.merge(kept, gone, reason="same", **AT)
    state = RegisterState(Rights(scope_of(group), scope_of(group)), NOW.date())
    assert state.by_code["P-GONE"].id == kept.id


def test_names_spelled_otherwise_are_proposed_as_the_same_and_numbered_ones_are_not(group):
    scope = Scope(frozenset({group.a.id}))
    names = [
        "髙﨑製作所",
        "高崎製作所",
        "𠮷野電機",
        "吉野電機",
        "Müller Logistik GmbH",
        "Mueller Logistik AG",
        "Công ty Anh",
        "Cong ty Anh",
    ]
    for name in [*names, "Store 0100", "Store 0010", "Store 0001"]:
        organizations.vendor(name, group.a)
    db.session.commit()
    found = queries.proposals(scope)
    assert {(pair.first.name, pair.second.name) for pair in found} == set(zip(names[::2], names[1::2], strict=True))
    assert {pair.likeness for pair in found} == {1.0}
