import math
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import flows, organizations
from tests.builders.clock import NOW
from vendor_risk.assessments.models import AssessmentStatus, Result
from vendor_risk.assessments.queries import asked
from vendor_risk.assessments.results import actions as result_actions
from vendor_risk.assessments.results import rescore_actions
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import NaDecision
from vendor_risk.domain.scoring.packing import unpack_contributions, unpack_sections_many
from vendor_risk.domain.scoring.rules import GradeStep
from vendor_risk.questionnaires.queries import rules

LEVEL = st.sampled_from([None, "na", "unknown", 0, 1, 2, 3, 4, 5])


@pytest.fixture
def scene(group):
    vendor = organizations.vendor("Vendor", group.a)
    return group, vendor, flows.version()


def stored(**where):
    return db.session.scalars(select(Result).filter_by(**where).order_by(Result.id)).all()


def test_submitting_makes_a_provisional_result_in_which_silence_counts_nothing(scene):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), {"Q1": 4})
    (result,) = stored(assessment_id=assessment.id)
    assert result.provisional
    assert result.current
    # weights 3, 1, 1, 1 and target 4: 3·4 of 6·4
    assert result.score == pytest.approx(50)
    assert result.assured == pytest.approx(25)
    assert result.counts == {"answered": 1, "na": 0, "na_claimed": 0, "na_refused": 0, "unknown": 0, "blank": 3}
    assert result.residual_risk == pytest.approx(0.5 * 0.75)
    assert result.valid_until == (NOW + timedelta(days=365)).date()
    assert (result.grade, result.capped_by) == ("D", None)  # Q3's knock-out caps at D, and D it is anyway


def test_a_cap_names_the_question_that_caused_it(scene):
    group, vendor, version = scene
    result = flows.accepted(flows.issued(vendor, group.a, version), {"Q1": 5, "Q2": 5, "Q3": 1, "Q4": 5})
    assert result.score == pytest.approx(100 * 21 / 24)
    assert (result.grade, result.capped_by, result.worst_question) == ("D", "Q3", "Q3")


def test_nothing_scorable_is_no_score_and_never_zero_or_a_hundred(scene):
    group, vendor, version = scene
    result = flows.accepted(flows.issued(vendor, group.a, version), dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), "na"))
    assert (result.score, result.assured, result.grade, result.residual_risk) == (None, None, None, None)


def test_only_the_newest_accepted_result_of_organization_issuer_and_questionnaire_is_current(scene):
    group, vendor, version = scene
    first = flows.accepted(flows.issued(vendor, group.a, version), {"Q1": 1})
    other = flows.accepted(flows.issued(vendor, group.b, version), {"Q1": 2})
    second = flows.accepted(flows.issued(vendor, group.a, version), {"Q1": 3})
    flows.submitted(flows.issued(vendor, group.a, version), {"Q1": 5})
    assert {result.id for result in stored(current=True)} == {other.id, second.id}
    assert not first.current


def test_many_results_are_what_each_alone_would_be(scene):
    group, _vendor, version = scene
    levels = [{"Q1": 3, "Q2": "na", "Q3": 1}, {"Q1": "unknown", "Q4": 5}, dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), "na")]
    ids = []
    for number, given_levels in enumerate(levels):
        vendor = organizations.vendor(f"Vendor {number}", group.a)
        ids.append(flows.submitted(flows.issued(vendor, group.a, version), given_levels).id)
    singles = {r.assessment_id: r for r in stored(provisional=True)}
    result_actions.make_results_many(ids, at=NOW, provisional=False)
    for result in stored(provisional=False):
        single = singles[result.assessment_id]
        for name in (
            "score",
            "assured",
            "uncut",
            "grade",
            "capped_by",
            "worst_question",
            "counts",
            "sections",
            "levels",
        ):
            assert getattr(result, name) == getattr(single, name)
        assert rescore_actions.replay(result).same


def test_a_question_that_was_not_asked_is_not_in_the_result(scene):
    group, vendor, _version = scene
    sections = (
        flows.Section("S01", flows.Text("a", "あ"), (flows.question(1), flows.question(2, facts=frozenset({"x"})))),
    )
    version = flows.version(flows.Questionnaire("narrow", "1.0", flows.Text("n", "n"), sections))
    result = flows.accepted(flows.issued(vendor, group.a, version, facts=["y"]), {"Q1": 4})
    assert result.score == 100
    assert len(unpack_contributions(result.contributions)) == 1
    assert rescore_actions.replay(result).same


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), LEVEL)))
def test_stored_contributions_sum_to_the_score_and_replay_to_the_same(scene, levels):
    group, vendor, version = scene
    result = flows.accepted(
        flows.issued(vendor, group.a, version), levels | {"Q1": 0 if levels["Q1"] is None else levels["Q1"]}
    )
    table = unpack_contributions(result.contributions)
    assert math.fsum(table[:, 2]) == pytest.approx(result.score or 0.0, abs=1e-9)
    assert math.fsum(table[:, 3]) == pytest.approx(result.assured or 0.0, abs=1e-9)
    again = rescore_actions.replay(result)
    assert again.same
    in_sections = {section.section_id: section.scores.score for section in again.result.sections}
    sections = unpack_sections_many([result.sections])[0, :, 0]
    for section, value in zip(asked(result.assessment).sections, sections, strict=True):
        expected = in_sections[section.id]
        assert value == pytest.approx(math.nan if expected is None else expected, abs=1e-4, nan_ok=True)


def test_replay_names_what_was_changed_behind_our_back(scene):
    group, vendor, version = scene
    result = flows.accepted(flows.issued(vendor, group.a, version), {"Q1": 4})
    result.score = 99.0
    assert rescore_actions.replay(result).differences == (rescore_actions.Difference.SCORE,)


def test_a_score_is_not_replayed_by_other_rules_than_its_own(scene):
    group, vendor, version = scene
    result = flows.accepted(flows.issued(vendor, group.a, version), {"Q1": 4})
    result.rules_version = "2019.1"
    with pytest.raises(KeyError, match=r"2019\.1"):
        rescore_actions.replay(result)


def test_new_rules_score_current_results_anew_and_keep_the_former(scene, monkeypatch):
    group, vendor, version = scene
    assessment = flows.issued(vendor, group.a, version)
    former = flows.accepted(assessment, {"Q1": 5, "Q2": 5, "Q3": 5, "Q4": 2})
    assert former.grade == "A"
    import dataclasses

    from vendor_risk.questionnaires import actions as questionnaire_actions
    from vendor_risk.questionnaires.queries import LibraryRules

    questionnaire_actions._sync_rules(rules().scoring, questionnaire_actions.SyncReport(), NOW)
    stricter = dataclasses.replace(
        rules().scoring, version="next", grades=(GradeStep("A", 95), *rules().scoring.grades[1:])
    )
    changed: LibraryRules = dataclasses.replace(rules(), scoring=stricter)
    monkeypatch.setattr(rescore_actions, "rules", lambda: changed)
    assert rescore_actions.rescore(at=NOW + timedelta(days=9), actor="test") == 1
    (fresh,) = stored(current=True)
    assert (fresh.grade, fresh.rules_version, fresh.score) == ("B", "next", former.score)
    assert (fresh.valid_until, fresh.inputs) == (former.valid_until, former.inputs)
    db.session.refresh(former)
    assert not former.current
    assert rescore_actions.replay(former).same
    assert rescore_actions.rescore(at=NOW, actor="test") == 0


def test_rejected_na_counts_as_nothing_once_it_is_accepted(scene):
    group, vendor, version = scene
    assessment = flows.submitted(flows.issued(vendor, group.a, version), {"Q1": "na", "Q2": 4, "Q3": 4, "Q4": 4})
    flows.review_actions.judge(
        assessment,
        "Q1",
        flows.review_actions.Judgement(na_decision=NaDecision.REFUSED),
        seen_version=1,
        actor="user:1 R",
        at=NOW,
    )
    result = flows.review_actions.accept(assessment, actor="user:1 R", at=NOW)
    assert result.score == pytest.approx(50)
    assert result.counts["na_refused"] == 1
    assert assessment.status == AssessmentStatus.ACCEPTED
