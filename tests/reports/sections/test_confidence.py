"""Findings, reliability and method in a board paper: owners and dates as the list has them, silence never a zero."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import accounts
from tests.builders.chains import scope_of
from tests.reports.papers import TODAY, blocks_of, material_of, said
from vendor_risk.database import db, now
from vendor_risk.exposure.analysis.advice import Unknown
from vendor_risk.i18n import speaking
from vendor_risk.improvement import actions as improvement_actions
from vendor_risk.improvement import queries as improvement_queries
from vendor_risk.improvement.models import Finding, FindingStatus
from vendor_risk.improvement.queries import FindingCounts
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Role
from vendor_risk.reports.paper import PaperTable
from vendor_risk.reports.sections import confidence


@pytest.fixture
def late(scene):
    """The group with two findings past their day, one of them owned, and one risk that was accepted."""
    group, _rows = scene
    first, second, third = (
        db.session.query(Finding).filter(Finding.status == FindingStatus.OPEN).order_by(Finding.id).limit(3)
    )
    hanako, board = (accounts.person(Role.CISO, group.holding, name) for name in ("Hanako Sato", "Board"))
    first.due_on, first.owner_id = TODAY - timedelta(days=4), hanako.id
    second.due_on = TODAY - timedelta(days=2)
    third.status, third.owner_id = FindingStatus.ACCEPTED_RISK, board.id
    first.matters = second.matters = third.matters = True
    db.session.commit()
    return scope_of(group.holding, group.a, group.b)


@pytest.mark.usefixtures("english")
def test_the_counts_are_those_of_the_list_of_findings(late):
    counts = improvement_queries.counts(late, TODAY)
    found = confidence.findings(material_of(late))
    assert counts.overdue == 2
    assert found.headline == (f"Open findings: {counts.open} (2 overdue, {counts.ownerless} without an owner).")


def test_overdue_findings_stand_with_owner_and_date_and_a_missing_owner_is_said(late):
    for lang, nobody in (("en", "Not assigned"), ("ja", "未")):
        with speaking(lang):
            overdue, accepted = blocks_of(confidence.findings(material_of(late, lang=lang)), PaperTable)
        rows = {row[4]: row for row in overdue.rows}
        assert rows[TODAY - timedelta(days=4)][3] == "Hanako Sato"
        assert nobody in rows[TODAY - timedelta(days=2)][3]
        assert [row[3] for row in accepted.rows] == ["Board"]
        assert all(row[0] in {"Acme", "Bolt", "Deep Cloud"} or "（日本語）" in row[0] for row in overdue.rows)


@pytest.mark.usefixtures("english")
def test_the_question_of_a_finding_is_named_and_one_no_longer_known_keeps_its_id(late):
    material = material_of(late)
    overdue = blocks_of(confidence.findings(material), PaperTable)[0]
    assert all(row[1].startswith("Thing ") for row in overdue.rows)
    gone = [row._replace(question_id="Q-99") for row in material.overdue.rows]
    unknown = replace(material, overdue=replace(material.overdue, rows=gone))
    assert {row[1] for row in blocks_of(confidence.findings(unknown), PaperTable)[0].rows} == {"Q-99"}


@pytest.mark.usefixtures("english")
def test_no_open_finding_and_no_exception_are_said(material):
    counts = FindingCounts(0, 0, 0, 0, 0, 0, 0, recorded=True)
    nothing = replace(
        material,
        findings=counts,
        overdue=replace(material.overdue, rows=[], total=0),
        accepted=replace(material.accepted, rows=[], total=0),
    )
    found = confidence.findings(nothing)
    assert found.headline == "There are no open findings."
    assert "No risks have been accepted as exceptions." in said(found)
    assert blocks_of(found, PaperTable) == []
    unknown = confidence.findings(replace(nothing, findings=counts._replace(recorded=False)))
    assert unknown.headline.startswith(
        "No findings recorded yet. Findings are recorded when a reviewer accepts answers"
    )
    assert unknown.blocks == (), "nobody could have accepted a risk that nobody found"


@pytest.mark.usefixtures("english")
def test_a_closed_finding_leaves_the_paper(late):
    row = db.session.query(Finding).filter(Finding.due_on == TODAY - timedelta(days=4)).one()
    row.status, row.closed_at = FindingStatus.CLOSED, now()
    db.session.commit()
    overdue = blocks_of(confidence.findings(material_of(late)), PaperTable)[0]
    assert [line[3] for line in overdue.rows] == ["Not assigned"]


@pytest.mark.usefixtures("english")
def test_assigning_is_seen_in_the_next_paper(late):
    before = improvement_queries.counts(late, TODAY).ownerless
    row = db.session.query(Finding).filter(Finding.due_on == TODAY - timedelta(days=2)).one()
    taro = accounts.person(Role.CISO, db.session.get_one(Organization, row.issuer_id), "Taro")
    owner = improvement_actions.Owner(taro)
    improvement_actions.assign([row.id], owner=owner, due_on=None, actor="user:1 Tester", at=now())
    db.session.commit()
    assert confidence.findings(material_of(late)).headline.endswith(f", {before - 1} without an owner).")


@pytest.mark.usefixtures("english")
def test_the_self_declared_part_of_the_mean_and_what_has_expired_stand_in_the_headline(material):
    standing = replace(material.numbers.now, mean=71.4, backed=40.8, stale=4)
    found = confidence.sureness(replace(material, numbers=replace(material.numbers, now=standing)))
    assert found.headline == (
        "Vendors score 71.4 points on average; 30.6 of these points are not evidence-backed. Expired results: 4."
    )
    nothing = replace(standing, mean=None)
    found = confidence.sureness(replace(material, numbers=replace(material.numbers, now=nothing)))
    assert found.headline == "No vendor has an accepted result yet."


@pytest.mark.usefixtures("english")
def test_a_weak_result_is_hatched_by_its_evidence_and_marked_when_it_expired(material):
    weak = material.weakly[0]
    rows = [
        weak._replace(score=80.0, backed=39.9, valid_until=TODAY),
        weak._replace(score=80.0, backed=40.0, valid_until=TODAY - timedelta(days=1)),
        weak._replace(score=80.0, backed=None, grade=None),
    ]
    table = blocks_of(confidence.sureness(replace(material, weakly=rows)), PaperTable)[0]
    cells = [row[2] for row in table.rows]
    assert [cell.weak for cell in cells] == [True, False, True]
    assert [cell.stale for cell in cells][:2] == [False, True]
    assert [row[3] for row in table.rows] == [39.9, 40.0, None]
    assert cells[2].grade == ""


def test_months_without_another_assessment_are_counted_from_now(material):
    story = replace(material.story, stale=[(0, 2), (1, 3), (6, 9)])
    told = replace(material, story=story)
    with speaking("en"):
        assert "2 now, 3 in 1 month, 9 in 6 months" in said(confidence.sureness(told)).replace(" and ", ", ")
    with speaking("ja"):
        found = said(confidence.sureness(told))
    assert all(f"{number}" in found for number in (2, 3, 9))


@pytest.mark.usefixtures("english")
def test_the_unassessed_are_counted_in_full_though_only_some_are_named(scene, material):
    node = material.chain.paths[0].origin
    answers = replace(material.chain.answers, unknown=[Unknown(node, 0.6, 0.04)])
    asked = replace(
        material,
        chain=replace(material.chain, answers=answers),
        numbers=replace(material.numbers, unknown=(0, 17)),
    )
    table = next(t for t in blocks_of(confidence.sureness(asked), PaperTable) if "Unassessed" in t.caption)
    assert table.rows == ((material.name(node), 0.6, 0.04),)
    assert table.all == 17


def test_the_method_names_day_rules_and_how_many_are_unknown_in_both_languages(material):
    for lang, unknown in (
        ("en", "Without a result, it is shown as a range from zero to the full inherent risk"),
        ("ja", "0"),
    ):
        with speaking(lang):
            found = said(confidence.method(material))
        assert material.rules_version in found
        assert str(material.chain.numbers.chain) in found
        assert unknown in found
