from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.reading.contact import LEXICON, contact
from tests.reading.families_first import FIRST
from tests.reading.families_fourth import FOURTH
from tests.reading.families_second import SECOND
from tests.reading.families_third import THIRD
from tests.reading.layouts import LAYOUTS
from tests.reading.layouts.parts import Layout
from tests.reading.layouts.tables import twins
from vendor_risk.reading import AnswerWord, Corrections, understand

EVERY = (*LAYOUTS, *FIRST, *SECOND, *THIRD, *FOURTH)


@pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
def test_every_question_of_a_layout_is_found_with_its_answer_and_nothing_else(make: Callable[[], Layout]) -> None:
    assert contact(make()).told == []


@pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
def test_every_filled_row_ends_as_a_question_or_as_skipped_with_a_reason(make: Callable[[], Layout]) -> None:
    layout = make()
    document = understand(layout.workbook, LEXICON).to_json()
    for sheet in layout.sheets:
        filled = {number for number, row in enumerate(sheet.rows, 1) if any(value != "" for value in row)}
        told = [entry["row"] for entry in document["questions"] + document["skipped"] if entry["sheet"] == sheet.name]
        assert sorted(told) == sorted(filled)
    assert all(entry["reason"] for entry in document["skipped"])


def test_repeating_sheets_are_named_with_the_reason_and_the_original() -> None:
    document = understand(twins().workbook, LEXICON).to_json()
    roles = {sheet["name"]: (sheet["role"], sheet["why"]) for sheet in document["sheets"]}
    assert roles["Answers"][0] == "questionnaire"
    assert roles["Analyst Report"] == ("twin", "Repeats the answers from “Answers” using formulas")
    assert roles["Copy"] == ("twin", "Hidden copy of “Answers”")


def test_weights_and_preferred_answers_of_a_twin_score_the_questionnaire() -> None:
    score = understand(twins().workbook, LEXICON).score
    assert score is not None
    assert score.possible == 550  # every weight stands in the sum, blanks and "N/A" too
    assert score.earned == 10 + 30 + 50 + 60 + 70 + 80 + 100  # yes where yes is preferred, and the no of TWIN-06


def test_a_corrected_column_is_taken_and_the_rest_follows() -> None:
    workbook = LAYOUTS[0]().workbook
    found = understand(workbook, LEXICON, Corrections(columns={"CAIQ": {"answer": "I", "comment": None}}))
    assert found.questions[1].answer == "See handbook 1"
    assert found.questions[1].comment == ""
    assert found.sheets[0].tables[0].columns["answer"] == "I"
    assert found.sheets[0].tables[0].evidence["answer"] == [("corrected", "")]


def test_a_corrected_answer_word_is_taken_everywhere() -> None:
    workbook = next(make for make in LAYOUTS if make.__name__ == "french")().workbook
    found = understand(workbook, LEXICON, Corrections(answers={"Oui": AnswerWord("partial", 2.0)}))
    assert {(q.value, q.level) for q in found.questions if q.answer == "Oui"} == {("partial", 2.0)}


def test_a_sheet_left_out_by_a_person_gives_no_questions() -> None:
    found = understand(twins().workbook, LEXICON, Corrections(sheets={"Answers": False}))
    assert all(question.sheet != "Answers" for question in found.questions)
    assert {sheet.name: sheet.why[0] for sheet in found.sheets}["Answers"] == "left_out"


def test_the_same_form_filled_in_by_another_has_the_same_layout() -> None:
    make = next(make for make in LAYOUTS if make.__name__ == "german")
    first, second = make().workbook, make().workbook
    second.sheets[0].rows[4][2] = "Nein"
    second.sheets[0].rows[0][1] = "Andere GmbH"
    assert understand(first, LEXICON).layout == understand(second, LEXICON).layout
    second.sheets[0].rows[3][1] = "Frage"
    assert understand(first, LEXICON).layout != understand(second, LEXICON).layout
