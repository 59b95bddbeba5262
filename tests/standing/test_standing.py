"""One result of an organization stands for each purpose, and every page takes that one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import flows, organizations
from tests.builders.chains import GOOD, POOR, engagement
from tests.builders.clock import NOW
from vendor_risk.accounts.queries import company_tree
from vendor_risk.assessments.models import VENDOR, Result
from vendor_risk.changes import actions as change_actions
from vendor_risk.changes import comparison
from vendor_risk.changes import queries as change_queries
from vendor_risk.changes.words import reasons
from vendor_risk.database import db, now
from vendor_risk.domain.chain.changes import ChangePart
from vendor_risk.domain.questionnaires import Text
from vendor_risk.engagements.models import Engagement
from vendor_risk.exposure.queries import read, snapshot
from vendor_risk.i18n import local_today
from vendor_risk.improvement.models import Finding, FindingStatus
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.actions import add_version
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus, QuestionnaireVersion
from vendor_risk.standing import queries
from vendor_risk.supply_chain import actions as supply_chain_actions

FOREIGN = replace(
    flows.QUESTIONNAIRE, key="kagami", version="1", title=Text("Kagami supplier check", "カガミ取引先点検")
)
CAPPED = GOOD | {"Q3": 1}


def everything() -> Scope:
    return Scope(frozenset(company_tree()))


def foreign_version() -> QuestionnaireVersion:
    return add_version(FOREIGN, status=QuestionnaireStatus.RELEASED, origin=Origin.WORKBOOK, at=NOW)


def answered(vendor, issuer, version, levels, days_ago: int, *, imported: bool = False) -> Result:
    """An accepted result so many days old; `imported`: read from a workbook, issued by nobody."""
    assessment = flows.issued(vendor, issuer, version)
    if imported:
        assessment.issued_at = None
    flows.accepted(assessment, levels, now() - timedelta(days=days_ago))
    return db.session.query(Result).filter_by(assessment_id=assessment.id, current=True, provisional=False).one()


@pytest.fixture
def vendor(group):
    row = organizations.vendor("Isonami", group.a, tier="T1", inherent_risk=0.48)
    engagement(group.a, row, 500)
    supply_chain_actions.rebuild_reach()
    return row


def standing_of(vendor, day=None) -> queries.Standing:
    return queries.vendor_standings(everything(), [vendor.id], day or local_today())[vendor.id]


def test_ours_stands_while_it_is_fresh_however_new_a_foreign_one_is(group, vendor):
    ours = answered(vendor, group.a, flows.version(), GOOD, 100)
    foreign = answered(vendor, group.a, foreign_version(), POOR, 10, imported=True)
    assert (ours.foreign, foreign.foreign, foreign.purpose) == (False, True, VENDOR)
    assert standing_of(vendor).id == ours.id
    found = queries.standings(everything(), [vendor.id], local_today())[vendor.id]
    assert [row.id for row in queries.others(everything(), vendor.id, found)] == [foreign.id]


def test_what_stands_for_some_is_what_stands_for_them_among_all(group, vendor):
    other, version = organizations.vendor("Other", group.a), flows.version()
    for row, days in ((vendor, 400), (vendor, 30), (other, 10)):
        answered(row, group.a, version, GOOD, days)
    today = local_today()
    everyone = {row.organization_id: row for row in queries.every_vendor(everything(), today)}
    assert set(everyone) == {vendor.id, other.id}
    for number, row in everyone.items():
        assert queries.vendor_standings(everything(), [number], today) == {number: row}


def test_a_foreign_one_stands_where_none_of_ours_is_fresh_and_says_so(group, vendor, sign_in):
    ours = answered(vendor, group.a, flows.version(), GOOD, 400)
    foreign = answered(vendor, group.a, foreign_version(), POOR, 10, imported=True)
    assert ours.valid_until < local_today()
    assert standing_of(vendor).id == foreign.id
    db.session.commit()
    for lang, words in (("en", "From an imported questionnaire"), ("ja", "取り込んだ質問票による評価")):
        page = sign_in(group.ciso).get(f"/organizations/{vendor.id}?lang={lang}").text
        assert words in page
        assert FOREIGN.title.get(lang) in page


def test_without_a_fresh_one_the_newest_stands_and_is_stale(group, vendor):
    answered(vendor, group.a, flows.version(), GOOD, 500)
    foreign = answered(vendor, group.a, foreign_version(), POOR, 450, imported=True)
    assert standing_of(vendor).id == foreign.id
    assert standing_of(vendor).stale(local_today())


def test_a_questionnaire_read_from_a_workbook_is_ours_once_we_issue_it(group, vendor):
    assert not answered(vendor, group.a, foreign_version(), POOR, 10).foreign


def test_of_several_companies_that_asked_the_newest_answer_stands(group, vendor):
    version = flows.version()
    answered(vendor, group.a, version, POOR, 50)
    newer = answered(vendor, group.b, version, GOOD, 20)
    assert standing_of(vendor).id == newer.id
    only_a = Scope(frozenset({group.a.id}))
    assert queries.vendor_standings(only_a, [vendor.id], local_today())[vendor.id].id != newer.id


def test_what_was_only_submitted_does_not_stand(group, vendor):
    flows.submitted(flows.issued(vendor, group.a, flows.version()), GOOD)
    assert queries.vendor_standings(everything(), [vendor.id], local_today()) == {}
    view = read(everything())
    assert not view.risks.known[view.node_of(vendor.id)]


def test_the_numbers_of_any_day_take_the_same_result(group, vendor):
    other = organizations.vendor("Other", group.a, tier="T2", inherent_risk=0.3)
    ours, foreign = flows.version(), foreign_version()
    answered(vendor, group.a, ours, GOOD, 400)
    answered(vendor, group.a, foreign, POOR, 380, imported=True)
    answered(vendor, group.b, ours, POOR, 30)
    answered(other, group.a, ours, GOOD, 420)
    answered(other, group.a, foreign, GOOD, 5, imported=True)
    history = change_queries.history(everything())
    today = local_today()
    for days in (0, 10, 100, 340):
        day = today + timedelta(days=days)
        found = set(history.assessment[history.current(day, UTC)].tolist())
        by_sql = queries.vendor_standings(everything(), [vendor.id, other.id], day)
        assert found == {row.assessment_id for row in by_sql.values()}, days


def test_exposure_follows_the_result_that_stands_and_not_the_worst(group, vendor):
    ours = answered(vendor, group.a, flows.version(), GOOD, 100)
    answered(vendor, group.a, foreign_version(), POOR, 10, imported=True)
    view = read(everything())
    node = view.node_of(vendor.id)
    assert view.risks.assessment[node] == ours.assessment_id
    assert view.risks.low[node] == pytest.approx(ours.residual_risk)


def test_every_page_shows_the_capped_grade(group, vendor, sign_in):
    result = answered(vendor, group.a, flows.version(), CAPPED, 20)
    assert (result.grade, result.capped_by) == ("D", "Q3")
    assert result.score > 60
    db.session.commit()
    client = sign_in(group.ciso)
    shown = f'grade-D">D</span> <span class="score-number">{result.score:.0f}'
    assert shown in " ".join(client.get(f"/companies/{group.a.id}").text.split())
    assert shown in " ".join(client.get("/organizations/vendors").text.split())
    assert f"D {result.score:.0f}" in client.get("/board/?rows=vendor").text


def test_a_heatmap_of_another_questionnaire_names_what_stands(group, vendor, sign_in):
    answered(vendor, group.a, flows.version(), GOOD, 100)
    foreign = answered(vendor, group.a, foreign_version(), POOR, 10, imported=True)
    db.session.commit()
    address = f"/heatmaps/vendors?questionnaire={foreign.questionnaire_version_id}"
    assert "from another questionnaire" in sign_in(group.ciso).get(address).text
    assert (
        "from another questionnaire"
        not in sign_in(group.ciso).get("/heatmaps/vendors?questionnaire=outsourcing-vendor").text
    )


def test_closing_a_finding_does_not_lift_the_cap_and_says_what_does(group, vendor, sign_in):
    answered(vendor, group.a, flows.version(), CAPPED, 20)
    finding = db.session.query(Finding).filter_by(organization_id=vendor.id, question_id="Q3").one()
    finding.status = FindingStatus.CLOSED
    db.session.commit()
    assert standing_of(vendor).grade == "D"
    page = sign_in(group.ciso).get(f"/improvement/{finding.id}").text
    assert "still limits the current grade to D" in page


def kept_then(days: int) -> datetime:
    at = now() - timedelta(days=days)
    db.session.commit()
    assert change_actions.keep(at=at, actor="test") is not None
    return at


def lists(day) -> tuple[comparison.ExposureChanges, object]:
    view = snapshot(everything())
    then, moved = change_queries.kept(view, day), change_queries.since(view, day)
    return comparison.changed(view, then, moved, days=(day, local_today())), moved


def test_another_questionnaire_is_neither_better_nor_worse(group, vendor):
    answered(vendor, group.a, foreign_version(), GOOD, 90, imported=True)
    day = kept_then(60).date()
    answered(vendor, group.a, flows.version(), POOR, 10)
    db.session.commit()
    found, moved = lists(day)
    assert not found.worse
    assert not found.better
    (change,) = found.other
    assert change.part is ChangePart.QUESTIONNAIRE
    assert change.scores is change.assured is change.section is None
    assert "Not comparable" in reasons(change, {change.node: "Isonami", change.origin: "Isonami"})
    assert moved.group[ChangePart.ANSWERS] == 0


def test_what_got_worse_is_not_explained_by_what_got_better(group, vendor):
    version = flows.version()
    answered(vendor, group.a, version, {"Q1": 4, "Q2": 4, "Q3": 4, "Q4": 0}, 90)
    day = kept_then(60).date()
    answered(vendor, group.a, version, {"Q1": 0, "Q2": 0, "Q3": 4, "Q4": 4}, 10)
    db.session.commit()
    found, _moved = lists(day)
    (change,) = found.worse
    assert change.assured[1] < change.assured[0]
    assert change.section.title.en == "Rules"
    assert change.section.after < change.section.before
    assert not found.better


def test_a_change_that_does_not_show_is_none(group, vendor):
    version = flows.version()
    answered(vendor, group.a, version, GOOD, 90)
    day = kept_then(60).date()
    answered(vendor, group.a, version, GOOD, 10)
    db.session.commit()
    found, moved = lists(day)
    assert not any(found)
    assert moved.shown.whole == 0


def test_the_headline_means_the_same_before_and_after_the_first_critical_service(group, vendor, sign_in):
    service = db.session.query(Engagement).one()
    service.tier = "T2"
    answered(vendor, group.a, flows.version(), POOR, 90)
    db.session.commit()
    page = sign_in(group.ciso).get("/").text
    assert "Average exposure of our critical engagements" in page
    assert "No critical (T1) engagements yet." in page
    day = kept_then(60).date()
    changes = sign_in(group.ciso).get(f"/changes/?since={day}").text
    assert "No critical (T1) engagements yet." in changes
    assert 'id="group-moved"' not in changes
    service.tier = "T1"
    db.session.commit()
    page = sign_in(group.ciso).get("/").text
    assert "Average exposure of our critical engagements" in page
    assert "No critical (T1) engagements yet." not in page
    _found, moved = lists(day)
    assert moved.shown.whole == 0, "nothing but what is measured changed"
