from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.layouts import LAYOUTS
from tests.reading.layouts.parts import Layout, asks, sheet
from tests.reading.layouts.published import two_scores
from tests.reading.layouts.tables import twins
from vendor_risk import paths
from vendor_risk.content import from_document, load_rules, to_document
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.domain.questionnaires import AnswerState, QuestionKind
from vendor_risk.domain.scoring.score import score
from vendor_risk.reading import to_questionnaire, understand
from vendor_risk.workbook.model import Workbook

LEXICON = load_lexicon(paths.QUESTIONNAIRES)
RULES = load_rules(paths.QUESTIONNAIRES).scoring


def _scored(workbook: Workbook):  # type: ignore[no-untyped-def]
    found = understand(workbook, LEXICON)
    questionnaire, filled = to_questionnaire(found, LEXICON)
    result = score(questionnaire, {a.answer.question_id: a.answer for a in filled}, None, RULES, submitted=True)
    return found, questionnaire, filled, result


@pytest.mark.parametrize("make", LAYOUTS, ids=lambda make: make.__name__)
def test_every_layout_becomes_a_questionnaire_that_can_be_kept_and_scored(make: Callable[[], Layout]) -> None:
    found, questionnaire, filled, result = _scored(make().workbook)
    assert len(filled) == len(found.questions) == len(questionnaire.by_id)
    assert to_document(from_document(to_document(questionnaire))) == to_document(questionnaire)
    assert sum(part.points for part in result.contributions) == pytest.approx(result.overall.score or 0.0)
    for question, answer in zip(found.questions, filled, strict=True):
        assert (answer.sheet, answer.cell, answer.text, answer.comment) == (
            question.sheet,
            question.cell,
            question.answer,
            question.comment,
        )


def test_yes_partial_and_no_earn_all_half_and_nothing_and_not_applicable_leaves_the_sum() -> None:
    rows = [["ID", "Question", "Answer"]]
    for number, answer in enumerate(("Yes", "Partial", "No", "N/A", "Yes", "No"), 1):
        rows.append([f"A-{number}", asks(number), answer])
    _, questionnaire, filled, result = _scored(Workbook("a.xlsx", "xlsx", [sheet("A", rows)]))
    assert filled[3].answer.state is AnswerState.NOT_APPLICABLE
    assert result.overall.score == pytest.approx(100 * 2.5 / 5)
    assert {question.kind for question in questionnaire.questions()} == {QuestionKind.CHOICE}


def test_the_authors_scheme_is_kept_and_gives_their_score() -> None:
    found, questionnaire, _, result = _scored(twins().workbook)
    assert found.score is not None
    assert questionnaire.scheme == "weighted-compliance"
    assert result.overall.score == pytest.approx(100 * found.score.earned / found.score.possible)


def test_two_scores_of_a_row_count_as_their_mean() -> None:
    found, _, filled, _ = _scored(two_scores().workbook)
    assert found.questions[0].answer == "2/2"
    assert [a.answer.value for a in filled[:3]] == [2.0, 3.0, 2.5]


def test_the_same_form_gives_the_same_version_whatever_was_chosen_in_it() -> None:
    def form(answer: str) -> Workbook:
        layout = next(make for make in LAYOUTS if make.__name__ == "no_header")()
        layout.sheets[0].rows[1][2] = answer
        return layout.workbook

    one, other = (_scored(form(answer))[1] for answer in ("No", "N/A"))
    assert (one.key, one.version) == (other.key, other.version)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.sampled_from(["Yes", "No", "N/A", "Partial", "?", "", "はい", "3", "40 %"]), st.text(max_size=60)
            ),
            st.text(max_size=60),
        ),
        min_size=3,
        max_size=25,
    )
)
def test_whatever_stands_in_the_answers_nothing_breaks_and_nothing_is_lost(answers: list[tuple[str, str]]) -> None:
    rows: list[list[object]] = [["ID", "Question", "Answer", "Comments"]]
    for number, (answer, comment) in enumerate(answers, 1):
        rows.append([f"X-{number:02}", asks(number), answer, comment])
    found, _, filled, _ = _scored(Workbook("x.xlsx", "xlsx", [sheet("X", rows)]))
    assert [question.row for question in found.questions] == list(range(2, len(answers) + 2))
    kept = found.sheets[0].tables[0].columns
    if kept.get("answer") == "C":
        assert [question.answer for question in found.questions] == [answer.strip() for answer, _ in answers]
    if kept.get("comment") == "D":
        assert [question.comment for question in found.questions] == [comment.strip() for _, comment in answers]
    assert len(filled) == len(answers)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.text(max_size=30), st.floats(allow_nan=False), st.booleans()), max_size=8), max_size=30
    )
)
def test_any_rows_at_all_are_understood_as_something_and_every_row_is_accounted_for(rows: list[list[object]]) -> None:
    document = understand(Workbook("any.xlsx", "xlsx", [sheet("Any", rows)]), LEXICON).to_json()
    told = [entry["row"] for entry in document["questions"] + document["skipped"]]
    shown = [
        number
        for number, row in enumerate(rows, 1)
        if any(not isinstance(value, str) or value.strip() for value in row)
    ]
    assert sorted(told) == shown
