"""What other forms' answers can mean for a level: never more than they said, weaker when one of them is a no."""

from hypothesis import given
from hypothesis import strategies as st

from vendor_risk.domain.crosswalk.carry_over import Said, combine, grade_of, is_graded, level_of
from vendor_risk.domain.questionnaires import AnswerScale, EvidenceGrade, Option, Question, QuestionKind, Text
from vendor_risk.domain.scoring.readings import BLANK, NOT_APPLICABLE, NOT_SCORED, UNKNOWN, Mark, Reading

PLAIN = ((4.0, 3), (2.0, 2), (0.5, 1), (0.0, 0))
GRADED = ((5.0, 4), (3.0, 3), (2.0, 2), (0.5, 1), (0.0, 0))
YES, PARTLY, NO = (Said(Reading(Mark.LEVEL, level)) for level in (5.0, 2.5, 0.0))


def level(*answers):
    return combine(answers, PLAIN, GRADED).level


def test_a_bare_yes_is_defined_and_never_more():
    assert (level(YES), level(PARTLY), level(NO)) == (3, 2, 0)
    assert level_of(5.0, GRADED) == 4


def test_several_answers_make_their_mean_and_one_no_keeps_it_partial():
    assert level(YES, YES) == 3
    assert level(YES, NO) == 2
    assert level(YES, YES, YES, YES, YES, NO) == 2
    assert level(YES, NO, NO) == 1


def test_not_knowing_counts_nothing_beside_answers_and_is_itself_alone():
    assert level(YES, Said(UNKNOWN)) == 2
    assert combine([Said(UNKNOWN)], PLAIN, GRADED).unknown


def test_not_applicable_and_blank_leave_the_mean():
    assert level(YES, Said(NOT_APPLICABLE), Said(BLANK)) == 3
    assert combine([Said(NOT_APPLICABLE), Said(BLANK)], PLAIN, GRADED).not_applicable
    assert combine([Said(BLANK)], PLAIN, GRADED) is None


def test_words_propose_no_level():
    assert not combine([Said(NOT_SCORED)], PLAIN, GRADED).decided
    assert not combine([Said(NOT_SCORED), Said(NOT_APPLICABLE)], PLAIN, GRADED).decided


@given(st.lists(st.floats(0, 5), min_size=1, max_size=12), st.booleans())
def test_a_level_never_exceeds_the_strongest_answer_and_never_falls_below_the_weakest(levels, graded):
    said = [Said(Reading(Mark.LEVEL, value), graded) for value in levels]
    each = [level_of(value, GRADED if graded else PLAIN) for value in levels]
    found = combine(said, PLAIN, GRADED).level
    assert min(each) <= found <= max(each)


def test_a_scale_of_four_steps_speaks_of_degrees():
    def question(*steps):
        options = tuple(Option(str(step), Text("", ""), step) for step in steps)
        return Question("q", QuestionKind.CHOICE, Text("", "")), AnswerScale("s", Text("", ""), options)

    assert not is_graded(*question(0.0, 2.5, 5.0))
    assert is_graded(*question(0.0, 1.0, 2.5, 5.0))


def test_evidence_is_the_weakest_and_never_more_than_a_document():
    grade = EvidenceGrade
    assert grade_of([]) is grade.SELF_DECLARED
    assert grade_of([grade.ON_SITE, grade.CERTIFIED]) is grade.DOCUMENT
    assert grade_of([grade.ON_SITE, grade.SELF_DECLARED]) is grade.SELF_DECLARED
