"""What happens to findings from one assessment to the next, and how bad each gap is called."""

import pytest

from tests.builders import organizations
from tests.builders.clock import NOW
from tests.improvement.scene import LEVELS, assess, decide, finding_of, gaps
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.domain.scoring.findings import Gap, GapKind
from vendor_risk.improvement import queries
from vendor_risk.improvement.actions import OWN_HOUSE, severity_of
from vendor_risk.improvement.models import Finding, FindingStatus, Severity

__all__ = ["gaps"]


def gap(impact, kind=GapKind.BELOW_TARGET):
    return Gap(
        "Q1",
        section_id="S01",
        kind=kind,
        level=1.0,
        target=4.0,
        weight=1.0,
        impact=impact,
        points=1.0,
        evidence=0,
        rank=1,
    )


@pytest.mark.parametrize(
    ("impact", "severity"),
    [(3.0, "high"), (0.75, "high"), (0.7499, "medium"), (0.25, "medium"), (0.2499, "low"), (0.0, "low")],
)
def test_severity_follows_the_impact_at_its_two_steps(impact, severity):
    assert severity_of(gap(impact)) == severity


@pytest.mark.parametrize("impact", [0.0, 0.25, 3.0])
def test_a_knock_out_is_critical_however_small_its_impact(impact):
    assert severity_of(gap(impact, GapKind.KNOCK_OUT)) == Severity.CRITICAL


def test_the_severities_of_the_scene_are_those_counted_by_hand(gaps):
    _group, _vendor = gaps
    found = {row.question_id: row for row in db.session.query(Finding)}
    assert set(found) == {"Q1", "Q3", "Q4"}
    assert {key: row.severity for key, row in found.items()} == {"Q1": "high", "Q3": "critical", "Q4": "low"}
    assert found["Q1"].impact == pytest.approx(3 * 3 / 4 * 0.5), "weight × missing part of the target × inherent risk"
    assert found["Q4"].impact == pytest.approx(1 * 1 / 4 * 0.5)
    assert {(row.level, row.target) for row in found.values()} == {(1.0, 4.0), (3.0, 4.0)}


def test_a_gap_that_shows_again_moves_on_with_its_owner_date_and_note(gaps, sign_in):
    group, vendor = gaps
    row = finding_of(vendor, "Q1")
    first = row.assessment_id
    decide(sign_in(group.owner), row, owner=group.ciso, due_on="2028-02-29", note="New tool in March.")
    assess(vendor, group.a, LEVELS | {"Q1": 2})
    row = finding_of(vendor, "Q1")
    assert row.assessment_id != first
    assert (row.owner, str(row.due_on), row.note) == (group.ciso, "2028-02-29", "New tool in March.")
    assert (row.status, row.level) == (FindingStatus.IN_PROGRESS, 2.0)


def test_a_gap_that_is_gone_closes_and_one_that_comes_back_opens_the_same_finding_again(gaps, sign_in):
    group, vendor = gaps
    row = finding_of(vendor, "Q4")
    first = row.id
    decide(sign_in(group.owner), row, owner=group.ciso, due_on="2028-02-29")
    assess(vendor, group.a, LEVELS | {"Q4": 4})
    closed = finding_of(vendor, "Q4")
    assert (closed.status, closed.closed_at, closed.level) == (FindingStatus.CLOSED, NOW, 4.0)
    assert finding_of(vendor, "Q1").status == FindingStatus.OPEN
    assess(vendor, group.a, LEVELS)
    again = finding_of(vendor, "Q4")
    assert (again.id, again.status, again.closed_at, again.reopened_at) == (first, FindingStatus.OPEN, None, NOW)
    assert (again.owner, again.due_on, again.rounds) == (group.ciso, None, 2)


def test_the_history_of_a_finding_says_what_each_assessment_and_each_person_did(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.owner)
    decide(client, finding_of(vendor, "Q1"), owner=group.ciso, note="New tool in March.")
    assess(vendor, group.a, LEVELS | {"Q1": 2})
    assess(vendor, group.a, LEVELS | {"Q1": 4})
    last = assess(vendor, group.a, LEVELS | {"Q1": 3})
    row = finding_of(vendor, "Q1")
    events = list(reversed(queries.history(row.id)))
    assert [(event.kind, event.level) for event in events] == [
        ("found", 1.0),
        ("decided", 1.0),
        ("still", 2.0),
        ("gone", 4.0),
        ("reopened", 3.0),
    ]
    assert [event.note for event in events][1] == "New tool in March."
    assert {event.owner for event in events[1:]} == {group.ciso.name}
    assert events[-1].assessment_id == last.assessment_id == row.assessment_id
    page = client.get(f"/improvement/{row.id}?lang=en").text
    assert page.index("Reopened: the gap is present again") < page.index("Gap still present")
    assert "水準" in client.get(f"/improvement/{row.id}?lang=ja").text


def test_a_question_that_is_no_longer_asked_closes_its_finding_and_says_so(gaps):
    group, vendor = gaps
    assess(vendor, group.a, LEVELS | {"Q1": "na"})
    row = finding_of(vendor, "Q1")
    assert (row.status, queries.history(row.id)[0].kind) == (FindingStatus.CLOSED, "unasked")


def test_what_a_person_closed_opens_again_when_the_gap_is_still_there(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.owner)
    assert decide(client, finding_of(vendor, "Q1"), status="closed").status_code == 422
    assert finding_of(vendor, "Q1").status == FindingStatus.OPEN
    decide(client, finding_of(vendor, "Q1"), status="closed", note="Seen on site.")
    assert finding_of(vendor, "Q1").status == FindingStatus.CLOSED
    assess(vendor, group.a, LEVELS)
    row = finding_of(vendor, "Q1")
    assert (row.status, row.note) == (FindingStatus.OPEN, "Seen on site.")


def test_of_two_findings_of_one_gap_after_a_merge_the_next_round_continues_one(gaps):
    group, vendor = gaps
    twin = organizations.vendor("Vendor KK", group.a)
    assess(twin, group.a, LEVELS)
    for row in db.session.query(Finding).filter_by(organization_id=twin.id):
        row.organization_id = vendor.id
    db.session.commit()
    assess(vendor, group.a, LEVELS)
    rows = db.session.query(Finding).filter_by(question_id="Q1").order_by(Finding.id).all()
    assert [row.status for row in rows] == [FindingStatus.OPEN, FindingStatus.CLOSED]
    assert queries.history(rows[1].id)[0].kind == "double"


def test_an_accepted_risk_stays_accepted_while_the_gap_is_there_and_closes_with_it(gaps, sign_in):
    group, vendor = gaps
    decide(sign_in(group.owner), finding_of(vendor, "Q1"), status="accepted_risk", note="Agreed by the board.")
    assess(vendor, group.a, LEVELS)
    assert finding_of(vendor, "Q1").status == FindingStatus.ACCEPTED_RISK
    assess(vendor, group.a, LEVELS | {"Q1": 5})
    assert finding_of(vendor, "Q1").status == FindingStatus.CLOSED


def test_another_company_that_asks_the_same_vendor_has_findings_of_its_own(gaps):
    group, vendor = gaps
    assess(vendor, group.b, dict.fromkeys(LEVELS, 5) | {"Q1": 0})
    rows = db.session.query(Finding).filter_by(question_id="Q1").order_by(Finding.id).all()
    assert [(row.issuer_id, row.level) for row in rows] == [(group.a.id, 1.0), (group.b.id, 0.0)]
    assert finding_of(vendor, "Q4").status == FindingStatus.OPEN, "B's good answer closes nothing of A"


def test_missing_data_counts_as_level_0_and_says_which_kind_it_is(gaps):
    group, _vendor = gaps
    other = organizations.vendor("Silent", group.a)
    assess(other, group.a, {"Q1": None, "Q2": "unknown", "Q3": 4, "Q4": 4})
    assert (finding_of(other, "Q1").kind, finding_of(other, "Q1").level) == ("unanswered", 0.0)
    assert (finding_of(other, "Q2").kind, finding_of(other, "Q2").level) == ("unknown", 0.0)


def test_a_group_companys_own_gaps_count_in_full(gaps):
    group, _vendor = gaps
    assess(group.a, group.holding, LEVELS, inherent_risk=None)
    assert finding_of(group.a, "Q1").impact == pytest.approx(3 * 3 / 4 * OWN_HOUSE)


def test_every_acceptance_is_audited_with_how_many_were_found_and_closed(gaps):
    group, vendor = gaps
    assess(vendor, group.a, dict.fromkeys(LEVELS, 4))
    entries = db.session.query(AuditEvent).filter_by(action="improvement.open").order_by(AuditEvent.id).all()
    assert [(entry.details["findings"], entry.details["closed"]) for entry in entries] == [(3, 0), (0, 3)]
