"""Answers of a CAIQ become answers of ours: proposed with reasons, confirmed, marked, graded, never overwriting."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.builders import crosswalks, organizations
from tests.builders.clock import NOW
from tests.builders.real_workbooks import needs_workbooks, workbook_path
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.actions import save_answer
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.models import AnswerSource, Assessment, AssessmentStatus, Evidence, Result
from vendor_risk.crosswalks import actions, queries
from vendor_risk.crosswalks.proposal import CrosswalkProposal, ProposalState
from vendor_risk.crosswalks.proposals import proposals
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.errors import Refused
from vendor_risk.permissions import Scope

BY = crosswalks.BY


def of(target: Assessment, source: Assessment, question_id: str) -> CrosswalkProposal:
    return next(p for p in proposals(target, source).every if p.question.id == question_id)


def test_a_caiq_reaches_more_than_two_fifths_of_our_questions(group: organizations.Group) -> None:
    found = proposals(*crosswalks.pair(group))
    assert len(found.proposed) >= 0.4 * found.asked
    assert all(proposal.confidence >= 0.4 for proposal in found.proposed)


@needs_workbooks
def test_the_real_caiq_reaches_more_than_two_fifths_and_by_numbers_of_its_framework(group: organizations.Group) -> None:
    data = workbook_path("caiq/filled_whitepact_caiq_v4.0.3.xlsx").read_bytes()
    source = crosswalks.bring(group, organizations.vendor("Bolt", group.a, tier="T1"), data)
    found = proposals(crosswalks.ours(group, source), source)
    assert len(found.proposed) >= 0.4 * 56
    assert all(leaf.pair.reference.startswith("CCM:") for p in found.proposed for leaf in p.leaves)


def test_a_yes_is_carried_over_as_defined_with_its_words_cell_and_grade(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    actions.carry(target, source, {"OP-07-02": None}, at=NOW, actor=BY)
    stored = assessment_queries.answers(target.id)["OP-07-02"]
    assert (stored.state, stored.value, stored.source, stored.grade) == (
        "answered",
        3,
        AnswerSource.CARRIED,
        "self_declared",
    )
    assert "IAM-07.1: Yes – the same day" in stored.comment
    assert stored.source_ref.startswith("CAIQ 4.0.3 (2026-11-22): IAM-07.1")
    assert "CAIQv4.0.3 › C" in stored.source_ref
    assert queries.carried(target.id)["OP-07-02"].source_id == source.id
    assert target.status == AssessmentStatus.IN_PROGRESS


def test_one_no_among_yeses_keeps_a_level_at_partial(group: organizations.Group) -> None:
    proposal = of(*crosswalks.pair(group), "OP-08-04")
    assert [leaf.said for leaf in proposal.leaves if leaf.pair.reference == "CCM:BCR-8"].count("No") == 1
    assert proposal.carried is not None
    assert proposal.carried.level == 2


def test_not_applicable_is_proposed_only_where_ours_allows_it(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    assert of(target, source, "OP-10-04").carried.not_applicable  # type: ignore[union-attr]
    actions.carry(target, source, {"OP-10-04": None}, at=NOW, actor=BY)
    assert "no equipment is lent" in assessment_queries.answers(target.id)["OP-10-04"].na_reason


def test_an_answer_that_stands_is_never_overwritten(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    given = AnswerContent(AnswerState.ANSWERED, 1, "ours")
    save_answer(target, "OP-07-02", given, expected_version=0, actor="vendor", at=NOW)
    assert of(target, source, "OP-07-02").state is ProposalState.ANSWERED
    with pytest.raises(Refused, match=r"One or more of the selected questions have been answered in the meantime\."):
        actions.carry(target, source, {"OP-07-02": None, "OP-08-02": None}, at=NOW, actor=BY)
    stored = assessment_queries.answers(target.id)
    assert (stored["OP-07-02"].value, stored["OP-07-02"].source) == (1, AnswerSource.WEB)
    assert "OP-08-02" not in stored


def test_an_answer_changed_by_the_vendor_is_theirs_and_no_longer_marked(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    actions.carry(target, source, {"OP-07-02": None}, at=NOW, actor=BY)
    given = AnswerContent(AnswerState.ANSWERED, 4, "measured")
    save_answer(target, "OP-07-02", given, expected_version=1, actor="vendor", at=NOW)
    assert assessment_queries.answers(target.id)["OP-07-02"].source == AnswerSource.WEB
    assert of(target, source, "OP-07-02").state is ProposalState.ANSWERED


def test_a_newer_edition_of_the_same_form_refreshes_what_it_carried(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    actions.carry(target, source, {"OP-07-02": None}, at=NOW, actor=BY)
    assert of(target, source, "OP-07-02").state is ProposalState.SAME
    same = crosswalks.bring(group, source.organization, crosswalks.caiq({"SEF-04.1": "Yes"}))
    assert of(target, same, "OP-07-02").state is ProposalState.SAME
    newer = crosswalks.bring(group, source.organization, crosswalks.caiq({"IAM-07.1": "No"}))
    proposal = of(target, newer, "OP-07-02")
    assert proposal.state is ProposalState.REFRESH
    assert proposal.confirmed
    actions.carry(target, newer, {"OP-07-02": None}, at=NOW, actor=BY)
    assert assessment_queries.answers(target.id)["OP-07-02"].value == 0


def test_what_was_confirmed_or_refused_is_known_for_the_next_vendor(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    actions.carry(target, source, {"OP-07-02": None}, at=NOW, actor=BY)
    actions.decide(target, source, "OP-08-02", "", fits=False, at=NOW, actor=BY)
    other, theirs = crosswalks.pair(group, "Nut")
    assert of(other, theirs, "OP-07-02").confirmed
    refused = of(other, theirs, "OP-08-02")
    assert not refused.leaves
    assert [leaf.question.id for leaf in refused.rejected] == ["SEF-03.1"]
    actions.decide(other, theirs, "OP-08-02", "SEF-03.1", fits=None, at=NOW, actor=BY)
    assert of(other, theirs, "OP-08-02").leaves


def test_a_person_may_choose_a_lower_level_but_none_that_another_form_cannot_show(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    actions.carry(target, source, {"OP-07-02": 1}, at=NOW, actor=BY)
    assert assessment_queries.answers(target.id)["OP-07-02"].value == 1
    assert of(target, source, "OP-07-02").state is ProposalState.SAME  # and it is not proposed anew
    with pytest.raises(Refused, match="at level 4 or below"):
        actions.carry(target, source, {"OP-08-02": 5}, at=NOW, actor=BY)


def test_a_document_behind_the_source_is_carried_as_a_document_and_no_more(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    assessment_queries.answers(source.id)["IAM-07.1"].grade = "on_site"
    db.session.add(
        Evidence(assessment_id=source.id, question_id="IAM-07.1", name="a", reference="b", added_at=NOW, size=0)
    )
    actions.carry(target, source, {"OP-07-02": None}, at=NOW, actor=BY)
    assert assessment_queries.answers(target.id)["OP-07-02"].grade == "document"


def test_another_organizations_answers_are_refused(group: organizations.Group) -> None:
    target, _source = crosswalks.pair(group)
    other = crosswalks.bring(group, organizations.vendor("Nut", group.a))
    with pytest.raises(Refused, match=r"These answers belong to another organisation\."):
        actions.carry(target, other, {"OP-07-02": None}, at=NOW, actor=BY)


def test_ours_is_begun_once_as_a_campaign_would_and_nobody_is_written_to(group: organizations.Group) -> None:
    source = crosswalks.bring(group, organizations.vendor("Bolt", group.a))
    scope = Scope(frozenset({group.a.id}))
    begun = actions.begin(scope, source, crosswalks.version(), at=NOW, actor=BY)
    assert (begun.status, begun.tier, begun.organization_id) == (AssessmentStatus.DRAFT, "T3", source.organization_id)
    assert assessment_queries.invitations(begun.id) == []
    assert actions.begin(scope, source, crosswalks.version(), at=NOW, actor=BY).id == begun.id


def test_handed_in_as_it_stands_it_has_a_first_score(group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    with pytest.raises(Refused, match=r"There are no answers to submit: none have been carried over yet"):
        actions.hand_in(target, at=NOW, actor=BY)
    ready = {p.question.id: None for p in proposals(target, source).proposed if not p.needs_level}
    actions.carry(target, source, ready, at=NOW, actor=BY)
    actions.hand_in(target, at=NOW, actor=BY)
    result = db.session.scalars(select(Result).where(Result.assessment_id == target.id)).one()
    assert result.score is not None
    assert result.assured is not None
    assert 0 < result.assured < result.score < 60  # what nobody answered counts 0
