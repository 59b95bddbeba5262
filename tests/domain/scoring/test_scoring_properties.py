"""What holds of every score, whatever the questionnaire and the answers."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.builders.strategies import TIERS, VALUES, answers_to, cases
from tests.domain.laws import LAW
from vendor_risk.domain.questionnaires import (
    Answer,
    AnswerState,
    EvidenceGrade,
    NaDecision,
    QuestionKind,
    Questionnaire,
    Section,
    Tier,
)
from vendor_risk.domain.scoring.grade_advice import MoveKind, moves, next_grade
from vendor_risk.domain.scoring.level_matrix import encode
from vendor_risk.domain.scoring.results import COUNTS, AssessmentScore
from vendor_risk.domain.scoring.rules import DEFAULT_RULES
from vendor_risk.domain.scoring.score import score
from vendor_risk.domain.scoring.score_matrix import score_many

Case = tuple[Questionnaire, dict[str, Answer]]
LETTERS = DEFAULT_RULES.letters


def of(case: Case, tier: Tier | None = Tier.T1, *, submitted: bool = True) -> AssessmentScore:
    return score(case[0], case[1], tier, DEFAULT_RULES, submitted=submitted)


def close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, abs_tol=1e-9, rel_tol=0)


@LAW
@given(cases(), TIERS, st.booleans())
def test_contributions_sum_to_the_score_and_the_assured_score(case: Case, tier: Tier | None, submitted: bool) -> None:
    result = of(case, tier, submitted=submitted)
    points = math.fsum(item.points for item in result.contributions)
    assured = math.fsum(item.assured_points for item in result.contributions)
    assert close(points, result.score or 0.0)
    assert close(assured, result.assured or 0.0)
    assert close(math.fsum(item.backed_points for item in result.contributions), result.backed or 0.0)
    assert close(math.fsum(section.points for section in result.sections), result.score or 0.0)
    if result.score is not None:
        assert close(math.fsum(item.available for item in result.contributions), 100.0)
        assert close(math.fsum(item.lost for item in result.contributions), 100.0 - result.score)


@LAW
@given(cases(), TIERS)
def test_scores_stay_in_their_range_and_the_assured_score_never_passes_the_score(case: Case, tier: Tier) -> None:
    result = of(case, tier)
    for scores in (result.overall, *(section.scores for section in result.sections)):
        if scores.score is None or scores.assured is None or scores.without_cutback is None:
            assert scores.score is scores.assured is scores.without_cutback is scores.worst_question is None
            continue
        assert scores.backed is not None
        assert 0 <= scores.backed <= scores.assured + 1e-9 <= scores.score + 2e-9 <= 100 + 3e-9
        assert scores.without_cutback >= scores.score - 1e-9


@LAW
@given(cases(), TIERS, st.data())
def test_leaving_a_question_unanswered_never_raises_the_score(case: Case, tier: Tier, data: st.DataObject) -> None:
    questionnaire, answers = case
    question = data.draw(st.sampled_from(list(questionnaire.questions())))
    answered = {**answers, question.id: data.draw(answers_to(question))}
    silent = {key: answer for key, answer in answers.items() if key != question.id}
    with_answer, without = of((questionnaire, answered), tier), of((questionnaire, silent), tier)
    if with_answer.score is not None and without.score is not None:
        assert without.score <= with_answer.score + 1e-9
        assert (without.assured or 0) <= (with_answer.assured or 0) + 1e-9


@LAW
@given(cases(), TIERS, st.data())
def test_a_better_answer_never_lowers_score_assurance_or_grade(case: Case, tier: Tier, data: st.DataObject) -> None:
    questionnaire, answers = case
    maturity = [q for q in questionnaire.questions() if q.kind is QuestionKind.MATURITY]
    assume(maturity)
    question = data.draw(st.sampled_from(maturity))
    low, high = sorted(data.draw(st.tuples(VALUES[question.kind], VALUES[question.kind])))
    grade = data.draw(st.sampled_from(list(EvidenceGrade)))
    worse, better = (
        of((questionnaire, {**answers, question.id: Answer(question.id, AnswerState.ANSWERED, value, grade)}), tier)
        for value in (low, high)
    )
    if worse.score is not None and better.score is not None:
        assert worse.score <= better.score + 1e-9
        assert (worse.assured or 0) <= (better.assured or 0) + 1e-9
        assert LETTERS.index(worse.grade or "E") >= LETTERS.index(better.grade or "E")


@LAW
@given(cases(), TIERS, st.data())
def test_stronger_evidence_never_lowers_the_assured_score_and_leaves_the_score_alone(
    case: Case, tier: Tier, data: st.DataObject
) -> None:
    questionnaire, answers = case
    assume(answers)
    answer = answers[data.draw(st.sampled_from(sorted(answers)))]
    weak, strong = sorted(data.draw(st.tuples(*[st.sampled_from(range(5))] * 2)))
    grades = list(EvidenceGrade)
    one, other = (
        of((questionnaire, {**answers, answer.question_id: dataclasses.replace(answer, grade=grades[g])}), tier)
        for g in (weak, strong)
    )
    assert one.score == other.score
    assert (one.assured or 0) <= (other.assured or 0) + 1e-9
    assert (one.backed or 0) <= (other.backed or 0) + 1e-9


@LAW
@given(cases(), TIERS, st.randoms(use_true_random=False))
def test_the_order_of_questions_and_sections_does_not_matter(case: Case, tier: Tier, random: object) -> None:
    questionnaire, answers = case
    sections = [
        Section(s.id, s.title, tuple(random.sample(s.questions, len(s.questions))), weight=s.weight)  # type: ignore[attr-defined]
        for s in questionnaire.sections
    ]
    random.shuffle(sections)  # type: ignore[attr-defined]
    shuffled = dataclasses.replace(questionnaire, sections=tuple(sections))
    one, other = of(case, tier), of((shuffled, answers), tier)
    assert close(one.score, other.score)
    assert close(one.assured, other.assured)
    assert (one.grade, one.cap, one.overall.counts) == (other.grade, other.cap, other.overall.counts)


@LAW
@given(cases(), TIERS)
def test_taking_a_step_gains_exactly_the_points_it_promised(case: Case, tier: Tier) -> None:
    questionnaire, answers = case
    result = of(case, tier)
    for move in moves(result, DEFAULT_RULES)[:3]:
        before = answers.get(move.question_id, Answer(move.question_id))
        after = dataclasses.replace(before, grade=move.evidence)
        if move.kind is MoveKind.LEVEL:
            after = dataclasses.replace(after, override_level=move.to_level)
        done = of((questionnaire, {**answers, move.question_id: after}), tier)
        assert close(done.score, (result.score or 0.0) + move.gain)
        assert close(done.assured, (result.assured or 0.0) + move.assured_gain)
        assert (done.grade, done.assured_grade) == (move.grade_after, move.assured_grade_after)


@LAW
@given(cases(), TIERS)
def test_the_steps_to_the_next_grade_reach_it(case: Case, tier: Tier) -> None:
    questionnaire, answers = case
    result = of(case, tier)
    steps = next_grade(result, DEFAULT_RULES)
    reached = {
        step.question_id: dataclasses.replace(
            answers.get(step.question_id, Answer(step.question_id)), override_level=step.to_level
        )
        for step in steps
    }
    after = of((questionnaire, {**answers, **reached}), tier)
    if steps:
        assert result.grade is not None
        assert after.grade is not None
        assert LETTERS.index(after.grade) < LETTERS.index(result.grade)


@LAW
@given(cases(), st.lists(TIERS, min_size=1, max_size=6), st.data())
def test_scoring_many_at_once_equals_scoring_each(case: Case, tiers: list[Tier], data: st.DataObject) -> None:
    questionnaire = case[0]
    rows = [
        {q.id: data.draw(answers_to(q)) for q in questionnaire.questions() if data.draw(st.booleans())} for _ in tiers
    ]
    flags = np.array([data.draw(st.booleans()) for _ in tiers])
    levels, grades = (np.stack(part) for part in zip(*(encode(questionnaire, row) for row in rows), strict=True))
    many = score_many(questionnaire, levels, grades, tiers, DEFAULT_RULES, submitted=flags)
    columns = [question.id for question in questionnaire.questions()]
    for n, (row, tier) in enumerate(zip(rows, tiers, strict=True)):
        one = of((questionnaire, row), tier, submitted=bool(flags[n]))
        for name, value in (
            ("score", one.score),
            ("assured", one.assured),
            ("backed", one.backed),
            ("without_cutback", one.overall.without_cutback),
            ("if_refused", one.overall.if_refused),
        ):
            assert getattr(many, name)[n] == pytest.approx(math.nan if value is None else value, abs=1e-9, nan_ok=True)
        assert (LETTERS[many.grade[n]] if many.grade[n] >= 0 else None) == one.grade
        assert (LETTERS[many.cap[n]] if many.cap[n] >= 0 else None) == one.cap
        assert (columns[many.worst[n]] if many.worst[n] >= 0 else None) == one.overall.worst_question
        counts = one.overall.counts
        expected = [getattr(counts, name) for name in COUNTS]
        assert many.counts[n].tolist() == expected
        of_section = {section.section_id: section for section in one.sections}
        for position, section in enumerate(questionnaire.sections):
            found = of_section.get(section.id)
            value = None if found is None else found.scores.score
            assured, backed = (None, None) if found is None else (found.scores.assured, found.scores.backed)
            assert many.section_backed[n, position] == pytest.approx(
                math.nan if backed is None else backed, abs=1e-9, nan_ok=True
            )
            assert many.section_score[n, position] == pytest.approx(
                math.nan if value is None else value, abs=1e-9, nan_ok=True
            )
            assert many.section_assured[n, position] == pytest.approx(
                math.nan if assured is None else assured, abs=1e-9, nan_ok=True
            )
            assert many.section_available[n, position] == pytest.approx(found.available if found else 0, abs=1e-9)
        by_id = {item.question_id: item for item in one.contributions}
        for position, question_id in enumerate(columns):
            item = by_id.get(question_id)
            assert many.points[n, position] == pytest.approx(item.points if item else 0.0, abs=1e-9)
            assert many.assured_points[n, position] == pytest.approx(item.assured_points if item else 0.0, abs=1e-9)
            assert many.backed_points[n, position] == pytest.approx(item.backed_points if item else 0.0, abs=1e-9)
            assert many.available[n, position] == pytest.approx(item.available if item else 0.0, abs=1e-9)


@LAW
@given(cases())
def test_claims_decided_either_way_give_the_ends_of_the_interval(case: Case) -> None:
    questionnaire, answers = case

    def decided(decision: NaDecision) -> AssessmentScore:
        rows = {
            name: dataclasses.replace(answer, na_decision=decision)
            if answer.na_decision is NaDecision.CLAIMED
            else answer
            for name, answer in answers.items()
        }
        return of((questionnaire, rows))

    found, refused = of(case).overall, decided(NaDecision.REFUSED)
    assert close(found.score, decided(NaDecision.ACCEPTED).score)
    assert close(found.if_refused, refused.score)
    assert refused.overall.counts.na_claimed == 0
    if found.score is not None and found.if_refused is not None:
        assert found.if_refused <= found.score + 1e-9
