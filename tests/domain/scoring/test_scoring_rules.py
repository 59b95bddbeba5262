"""The scoring rules of the design, one by one, on examples small enough to work out by hand."""

from __future__ import annotations

import dataclasses

import pytest

from tests.builders.strategies import PERCENT, SCALES, YES_NO, T
from vendor_risk.domain.questionnaires import (
    Answer,
    AnswerState,
    AnswerValue,
    EvidenceGrade,
    KnockOut,
    NaDecision,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Tier,
)
from vendor_risk.domain.scoring.grade_advice import MoveKind, moves, next_grade
from vendor_risk.domain.scoring.kinds import KINDS
from vendor_risk.domain.scoring.packing import pack_answers, unpack_answers
from vendor_risk.domain.scoring.readings import InvalidAnswerError, Mark
from vendor_risk.domain.scoring.results import AssessmentScore, Reason
from vendor_risk.domain.scoring.rules import DEFAULT_RULES, GradeStep
from vendor_risk.domain.scoring.scales import highest_level, read
from vendor_risk.domain.scoring.score import score

TARGETS = {Tier.T1: 4.0, Tier.T2: 3.0, Tier.T3: 2.0}


def question(question_id: str, **changes: object) -> Question:
    plain = Question(question_id, QuestionKind.MATURITY, T, targets=TARGETS)
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def ask(*questions: Question, scheme: str = "attainment") -> Questionnaire:
    return Questionnaire("k", "1.0", T, (Section("s", T, questions),), scales=SCALES, scheme=scheme)


def level(question_id: str, value: AnswerValue, **changes: object) -> Answer:
    plain = Answer(question_id, AnswerState.ANSWERED, value, EvidenceGrade.ON_SITE)
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def result(
    questionnaire: Questionnaire, *answers: Answer, tier: Tier | None = Tier.T1, submitted: bool = True
) -> AssessmentScore:
    return score(questionnaire, {a.question_id: a for a in answers}, tier, DEFAULT_RULES, submitted=submitted)


def test_every_kind_of_question_has_a_scorer() -> None:
    assert set(KINDS) == set(QuestionKind)


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0), (19.9, 0), (20, 1), (50, 10 / 3), (89.99, 10 / 3), (90, 5), (100, 5)]
)
def test_a_percentage_takes_the_level_of_the_highest_threshold_it_reaches(value: float, expected: float) -> None:
    number = question("q", kind=QuestionKind.NUMBER, scale_id=PERCENT.id)
    assert read(number, level("q", value), SCALES).level == expected


def test_an_option_may_itself_mean_not_applicable_or_unknown() -> None:
    choice = question("q", kind=QuestionKind.CHOICE, scale_id=YES_NO.id)
    assert read(choice, level("q", "na"), SCALES).mark is Mark.NOT_APPLICABLE
    assert read(choice, level("q", "unknown"), SCALES).mark is Mark.UNKNOWN
    assert read(choice, level("q", "other"), SCALES).mark is Mark.NOT_SCORED


def test_of_several_marks_the_weakest_counts_and_not_applicable_only_alone() -> None:
    several = question("q", kind=QuestionKind.MULTICHOICE, scale_id=YES_NO.id)
    assert read(several, level("q", ("partial", "yes")), SCALES).level == 2.5
    assert read(several, level("q", ("na", "yes")), SCALES).level == 5
    assert read(several, level("q", ("na",)), SCALES).mark is Mark.NOT_APPLICABLE
    assert read(several, level("q", ("unknown", "yes")), SCALES).mark is Mark.UNKNOWN
    assert read(several, level("q", ()), SCALES).mark is Mark.BLANK


@pytest.mark.parametrize("value", [6, -1, float("nan"), True, "3"])
def test_a_level_that_does_not_exist_is_refused_with_the_question_named(value: AnswerValue) -> None:
    with pytest.raises(InvalidAnswerError, match="question q"):
        result(ask(question("q")), level("q", value))


def test_an_option_the_scale_does_not_have_is_refused() -> None:
    with pytest.raises(InvalidAnswerError):
        result(ask(question("q", kind=QuestionKind.CHOICE, scale_id=YES_NO.id)), level("q", "maybe"))


def test_text_dates_and_numbers_without_thresholds_never_score() -> None:
    for kind in (QuestionKind.TEXT, QuestionKind.DATE, QuestionKind.NUMBER):
        assert highest_level(question("q", kind=kind), SCALES) is None
        assert result(ask(question("q", kind=kind))).score is None


def test_rule_2_strength_elsewhere_never_hides_a_gap() -> None:
    found = result(ask(question("a"), question("b")), level("a", 5), level("b", 2))
    assert found.score == 75  # (4 + 2) / (4 + 4)
    assert found.overall.without_cutback == 87.5  # (5 + 2) / 8
    assert found.overall.worst_question == "b"


def test_rule_2_weights_of_questions_and_sections_multiply() -> None:
    sections = (
        Section("s", T, (question("a", weight=3), question("b")), weight=2),
        Section("t", T, (question("c"),)),
    )
    found = result(Questionnaire("k", "1", T, sections), level("a", 4), level("b", 0), level("c", 0))
    assert found.score == pytest.approx(100 * 6 / 9)
    assert [section.scores.score for section in found.sections] == [75, 0]
    assert [section.points for section in found.sections] == pytest.approx([100 * 6 / 9, 0])


def test_rule_1_the_target_comes_from_the_tier() -> None:
    answers = level("a", 2)
    assert [result(ask(question("a")), answers, tier=tier).score for tier in Tier] == pytest.approx([50, 200 / 3, 100])


def test_without_a_tier_the_strictest_target_holds() -> None:
    assert result(ask(question("a")), level("a", 2), tier=None).score == 50


def test_a_question_that_a_tier_is_not_asked_does_not_count() -> None:
    only_critical = question("b", targets={Tier.T1: 4.0})
    found = result(ask(question("a"), only_critical), level("a", 3), level("b", 0), tier=Tier.T2)
    assert found.score == 100
    assert [item.question_id for item in found.contributions] == ["a"]


def test_a_target_never_lies_above_the_best_answer_there_is() -> None:
    low = question("a", kind=QuestionKind.CHOICE, scale_id="low", targets={Tier.T1: 5.0})
    best = dataclasses.replace(YES_NO.options[0], level=3.0)
    scale = dataclasses.replace(YES_NO, id="low", options=(best, YES_NO.options[2]))
    found = result(dataclasses.replace(ask(low), scales={"low": scale}), level("a", "yes"))
    assert found.score == 100


def test_rule_3_a_submitted_blank_counts_nothing_and_says_unanswered() -> None:
    found = result(ask(question("a"), question("b")), level("a", 4))
    assert found.score == 50
    assert found.contributions[1].reasons == (Reason.UNANSWERED,)
    assert (found.overall.counts.answered, found.overall.counts.blank) == (1, 1)


def test_rule_3_before_submission_a_blank_is_left_out_and_the_result_is_provisional() -> None:
    found = result(ask(question("a"), question("b")), level("a", 4), submitted=False)
    assert (found.score, found.provisional) == (100, True)
    assert found.contributions[1].reasons == (Reason.NOT_YET_ANSWERED,)


def test_rule_3_do_not_know_counts_nothing_and_is_marked() -> None:
    found = result(ask(question("a"), question("b")), level("a", 4), Answer("b", AnswerState.UNKNOWN))
    assert (found.score, found.overall.counts.unknown) == (50, 1)
    assert found.contributions[1].reasons == (Reason.UNKNOWN,)


def test_rule_3_not_applicable_leaves_both_sums() -> None:
    accepted = Answer("b", AnswerState.NOT_APPLICABLE, na_decision=NaDecision.ACCEPTED)
    found = result(ask(question("a"), question("b")), level("a", 4), accepted)
    assert (found.score, found.overall.counts.na, found.overall.if_refused) == (100, 1, 100)
    assert found.contributions[1].reasons == (Reason.NA_ACCEPTED,)


def test_rule_3_not_applicable_is_a_claim_until_somebody_decides_and_the_score_is_told_both_ways() -> None:
    found = result(ask(question("a"), question("b")), level("a", 4), Answer("b", AnswerState.NOT_APPLICABLE))
    assert (found.overall.counts.na, found.overall.counts.na_claimed) == (0, 1)
    assert (found.score, found.overall.if_refused) == (100, 50)
    assert found.contributions[1].reasons == (Reason.NA_CLAIMED,)


@pytest.mark.parametrize(
    ("allowed", "refused", "reason"), [(True, True, Reason.NA_REFUSED), (False, False, Reason.NA_NOT_ALLOWED)]
)
def test_rule_3_not_applicable_that_is_refused_or_not_allowed_counts_nothing(
    allowed: bool, refused: bool, reason: Reason
) -> None:
    answer = Answer("b", AnswerState.NOT_APPLICABLE, na_decision=NaDecision.REFUSED if refused else NaDecision.ACCEPTED)
    found = result(ask(question("a"), question("b", na_allowed=allowed)), level("a", 4), answer)
    assert (found.score, found.overall.counts.na_refused) == (50, 1)
    assert found.contributions[1].reasons == (reason,)


def test_rule_3_nothing_scorable_gives_no_score_and_no_grade() -> None:
    found = result(ask(question("a")), Answer("a", AnswerState.NOT_APPLICABLE))
    assert found.score is found.assured is found.grade is found.assured_grade is None
    assert found.contributions[0].points == 0


def test_rule_4_a_critical_question_below_its_floor_caps_the_grade_and_is_named() -> None:
    critical = question("a", weight=0.1, knock_out=KnockOut(2, "C", T))
    rest = [question(f"q{n}") for n in range(9)]
    found = result(ask(critical, *rest), level("a", 1), *(level(q.id, 4) for q in rest))
    assert found.score is not None
    assert found.score > 90
    assert (found.grade_uncapped, found.grade, found.cap, found.grade_is_capped) == ("A", "C", "C", True)
    assert [hit.question_id for hit in found.knock_outs] == ["a"]


def test_rule_4_the_strictest_of_several_caps_holds() -> None:
    found = result(
        ask(
            question("a", weight=0.1, knock_out=KnockOut(2, "B", T)),
            question("b", weight=0.1, knock_out=KnockOut(2, "D", T)),
            question("c", weight=9),
        ),
        level("a", 0),
        level("b", 0),
        level("c", 4),
    )
    assert (found.cap, found.grade) == ("D", "D")


def test_rule_4_an_accepted_not_applicable_does_not_knock_out_and_silence_does() -> None:
    critical = question("a", knock_out=KnockOut(2, "D", T))
    assert result(ask(critical, question("b")), Answer("a", AnswerState.NOT_APPLICABLE), level("b", 4)).cap is None
    assert result(ask(critical, question("b")), level("b", 4)).cap == "D"


def test_rule_4_who_reaches_a_target_below_the_floor_is_not_knocked_out() -> None:
    critical = question("a", knock_out=KnockOut(3, "D", T))
    assert result(ask(critical), level("a", 2), tier=Tier.T3).cap is None


@pytest.mark.parametrize(
    ("evidence", "assured"),
    [
        (EvidenceGrade.SELF_DECLARED, 50),
        (EvidenceGrade.DOCUMENT, 75),
        (EvidenceGrade.REVIEWED, 100),
        (EvidenceGrade.CERTIFIED, 100),
        (EvidenceGrade.ON_SITE, 100),
    ],
)
def test_rule_5_each_answer_is_assured_up_to_what_its_evidence_supports(
    evidence: EvidenceGrade, assured: float
) -> None:
    found = result(ask(question("a")), level("a", 4, grade=evidence))
    assert (found.score, found.assured) == (100, assured)
    assert (Reason.CAPPED_BY_EVIDENCE in found.contributions[0].reasons) == (assured < 100)


@pytest.mark.parametrize(
    ("evidence", "backed"),
    [(EvidenceGrade.SELF_DECLARED, 0), (EvidenceGrade.DOCUMENT, 75), (EvidenceGrade.ON_SITE, 100)],
)
def test_rule_5_what_only_the_vendor_says_is_not_evidence_backed(evidence: EvidenceGrade, backed: float) -> None:
    assert result(ask(question("a")), level("a", 4, grade=evidence)).backed == backed


def test_rule_5_one_file_on_one_of_34_answers_backs_one_of_34_answers() -> None:
    names = [f"q{number}" for number in range(34)]
    answers = [level(name, 3, grade=EvidenceGrade.SELF_DECLARED) for name in names[1:]]
    found = result(ask(*map(question, names)), level(names[0], 3, grade=EvidenceGrade.DOCUMENT), *answers)
    assert found.backed == pytest.approx(found.score / 34)
    assert found.assured > found.score / 2, "which is why the prudent score is never called supported by evidence"


def test_a_reviewers_level_counts_instead_of_the_vendors_and_both_are_kept() -> None:
    found = result(ask(question("a")), level("a", 4, override_level=1.0))
    item = found.contributions[0]
    assert (found.score, item.stated_level, item.level) == (25, 4, 1)
    assert item.reasons == (Reason.OVERRIDDEN, Reason.BELOW_TARGET)


def test_a_reviewers_level_counts_where_the_vendor_said_not_applicable() -> None:
    assert result(ask(question("a")), Answer("a", AnswerState.NOT_APPLICABLE, override_level=2.0)).score == 50


def test_rule_9_a_stored_score_replays_to_the_same_result() -> None:
    questionnaire = ask(question("a"), question("b", kind=QuestionKind.MULTICHOICE, scale_id=YES_NO.id))
    answers = {
        "a": level("a", 3, override_level=2.5),
        "b": level("b", ("partial", "yes"), grade=EvidenceGrade.DOCUMENT),
    }
    stored = score(questionnaire, answers, Tier.T2, DEFAULT_RULES, submitted=True)
    again = unpack_answers(pack_answers(answers))
    assert score(questionnaire, again, Tier.T2, DEFAULT_RULES, submitted=True) == stored


def test_rule_9_what_would_move_the_grade_is_ordered_by_points() -> None:
    questionnaire = ask(question("a"), question("b", weight=2), question("c", knock_out=KnockOut(3, "D", T)))
    found = result(questionnaire, level("a", 1), level("b", 2), level("c", 4, grade=EvidenceGrade.SELF_DECLARED))
    steps = moves(found, DEFAULT_RULES)
    assert [(step.question_id, step.kind) for step in steps] == [
        ("b", MoveKind.LEVEL),
        ("a", MoveKind.LEVEL),
        ("c", MoveKind.EVIDENCE),
    ]
    assert steps[0].gain == pytest.approx(25)  # 2 × (4 − 2) of 16 units
    assert steps[2].evidence is EvidenceGrade.REVIEWED
    assert steps[2].assured_gain == pytest.approx(12.5)


def test_rule_9_lifting_the_cap_comes_first_on_the_way_to_the_next_grade() -> None:
    questionnaire = ask(question("a", weight=0.1, knock_out=KnockOut(2, "D", T)), question("b", weight=5))
    found = result(questionnaire, level("a", 0), level("b", 4))
    assert found.grade == "D"
    assert [step.question_id for step in next_grade(found, DEFAULT_RULES)] == ["a"]
    assert moves(found, DEFAULT_RULES)[0].lifts_cap


def test_moves_by_other_rules_than_the_results_are_refused() -> None:
    other = dataclasses.replace(DEFAULT_RULES, version="other")
    with pytest.raises(ValueError, match="other"):
        moves(result(ask(question("a"))), other)


def yes_no(question_id: str, weight: float = 1.0) -> Question:
    return question(question_id, kind=QuestionKind.CHOICE, scale_id=YES_NO.id, targets={}, weight=weight)


@pytest.mark.parametrize(
    ("scheme", "expected", "attained", "possible"),
    [
        ("weighted-compliance", 100 * 20 / 45, 20, 45),  # only a full "yes" is compliant
        ("yes-rate", 100 / 3, 1, 3),
        ("mean-min-target", 100 * 6.5 / 12, 6.5, 12),  # min(5, 4), 2.5 and 0 of 4 each
        ("attainment", 100 * (20 * 4 + 10 * 2.5) / (45 * 4), 105, 180),
    ],
)
def test_rule_10_other_authors_schemes_score_the_same_answers_their_way(
    scheme: str, expected: float, attained: float, possible: float
) -> None:
    questionnaire = ask(yes_no("a", 20), yes_no("b", 10), yes_no("c", 15), yes_no("d", 40), scheme=scheme)
    found = result(questionnaire, level("a", "yes"), level("b", "partial"), level("c", "no"), level("d", "na"))
    assert found.score == pytest.approx(expected)
    assert (found.overall.attained, found.overall.possible) == pytest.approx((attained, possible))


def test_rule_10_an_unknown_scheme_names_the_ones_there_are() -> None:
    with pytest.raises(ValueError, match="yes-rate"):
        result(ask(question("a"), scheme="horoscope"))


@pytest.mark.parametrize(
    ("points", "grade"),
    [(100, "A"), (90, "A"), (90 - 1e-12, "A"), (89.9, "B"), (60, "C"), (40, "D"), (39.9, "E"), (0, "E")],
)
def test_a_grade_starts_at_its_step(points: float, grade: str) -> None:
    assert DEFAULT_RULES.grade_of(points) == grade


@pytest.mark.parametrize(
    "broken",
    [
        {"grades": (GradeStep("A", 90), GradeStep("B", 95), GradeStep("C", 0))},
        {"grades": (GradeStep("A", 90),)},
        {"grades": (GradeStep("A", 90), GradeStep("A", 0))},
        {"evidence_caps": {**DEFAULT_RULES.evidence_caps, EvidenceGrade.ON_SITE: 1.0}},
        {"default_targets": dict.fromkeys(Tier, 0.0)},
    ],
)
def test_tables_that_contradict_themselves_are_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        dataclasses.replace(DEFAULT_RULES, **broken)  # type: ignore[arg-type]
