"""What people write into the cells of our own workbook is read as they meant it, or asked back, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl.styles import Font

from tests.formats.own.every_kind import (
    CHOICE,
    FULL,
    LEVEL,
    LEVEL2,
    NUMBER,
    cell,
    change,
    expected,
    made,
    opened,
    questions_of,
    read,
    row_of,
    saved,
    says,
)
from vendor_risk.domain.questionnaires import AnswerState


def test_a_question_or_level_that_was_rewritten_is_told_with_both_texts_and_the_cell() -> None:
    data = made(FULL)
    question_cell, level_cell = cell(data, LEVEL, "D"), cell(data, LEVEL2, "E")
    data = change(data, **{question_cell: "About something else?", level_cell: "3: we do as we like"})
    first, second = row_of(data, LEVEL).rewritten, row_of(data, LEVEL2).rewritten
    assert [(found.cell, found.ours, found.theirs) for found in first] == [
        (question_cell, "About maturity 1?", "About something else?")
    ]
    assert [(found.cell, found.theirs) for found in second] == [(level_cell, "3: we do as we like")]
    assert second[0].ours.startswith("0: Level 0 text")


@pytest.mark.parametrize("text", ["about  MATURITY 1?", "maturityの1について", "", None])
def test_a_text_in_other_case_spacing_or_language_or_taken_away_is_not_rewritten(text: str | None) -> None:
    data = made(FULL)
    assert row_of(change(data, **{cell(data, LEVEL, "D"): text}), LEVEL).rewritten == ()


def test_a_percent_cell_is_read_as_it_is_shown() -> None:
    data = made({})
    book = opened(data)
    place = questions_of(book)[cell(data, NUMBER, "F")]
    place.value, place.number_format = 0.45, "0%"
    assert row_of(saved(book), NUMBER).answer.value == 45


def test_a_struck_answer_is_none_and_said() -> None:
    data = made({})
    book = opened(data)
    place = questions_of(book)[cell(data, LEVEL, "F")]
    place.value, place.font = "3", Font(strike=True)
    row = row_of(saved(book), LEVEL)
    assert row.problem is not None
    assert (row.problem.code, row.text, row.answer.state) == ("struck", "3", AnswerState.BLANK)


@pytest.mark.parametrize(
    ("question_id", "text", "code", "choices"),
    [
        (LEVEL, "4 or 5", "ambiguous", (4, 5)),
        (LEVEL, "3?", "ambiguous", (3,)),
        (LEVEL, "3〜4", "ambiguous", (3, 4)),
        (LEVEL, date(2026, 4, 5), "ambiguous", (4, 5)),
        (LEVEL, "選択してください", "preset", ()),
        (CHOICE, "Yes/No", "preset", ()),
        (CHOICE, "はい・一部・いいえ", "preset", ()),
        (CHOICE, "☑Yes ☑No", "ambiguous", ("yes", "no")),
        (CHOICE, "Yes?", "ambiguous", ("yes",)),
        (CHOICE, "□Yes □No", "preset", ()),
        (NUMBER, "4 or 5", "ambiguous", (4.0, 5.0)),
        (NUMBER, "many", "not_a_number", ()),
    ],
)
def test_what_is_not_one_answer_is_asked_back_or_no_answer_and_never_guessed(
    question_id: str, text: object, code: str, choices: tuple[object, ...]
) -> None:
    data = made({})
    row = row_of(change(data, **{cell(data, question_id, "F"): text}), question_id)
    assert row.problem is not None
    assert (row.problem.code, row.problem.choices) == (code, choices)
    assert row.cell == cell(data, question_id, "F")


@pytest.mark.parametrize(
    ("question_id", "text", "value"),
    [
        (LEVEL, "3.0", 3), (LEVEL, "三", 3), (LEVEL, "３", 3), (LEVEL, "Level 3", 3), (LEVEL, 3.0, 3),
        (LEVEL, "4点", 4), (LEVEL, "3 - defined", 3), (LEVEL, "3: we have a rule", 3), (CHOICE, "■ Yes □ No", "yes"),
        (CHOICE, "Yes / はい", "yes"), (NUMBER, "1,5", 1.5), (NUMBER, "1,234,567", 1234567.0), (NUMBER, "４５％", 45.0),
    ],
)  # fmt: skip
def test_what_people_write_for_one_answer_is_read(question_id: str, text: object, value: object) -> None:
    data = made({})
    row = row_of(change(data, **{cell(data, question_id, "F"): text}), question_id)
    assert (row.problem, row.answer.value) == (None, value)


@pytest.mark.parametrize("text", ["N/A", "n.a.", "該当なし", "Not applicable", "対象外"])
def test_not_applicable_is_read_as_people_write_it(text: str) -> None:
    data = made({})
    assert row_of(change(data, **{cell(data, LEVEL, "F"): text}), LEVEL).answer.state is AnswerState.NOT_APPLICABLE


def test_a_heading_that_stands_twice_is_told() -> None:
    book = opened(made(FULL))
    sheet = questions_of(book)
    sheet.cell(2, sheet.max_column + 1).value = "Answer"
    content = read(saved(book))
    assert content.doubled == ("L2",)
    assert says(content) == expected(FULL)


def test_a_copied_row_and_a_row_of_ones_own_are_told() -> None:
    data = made(FULL)
    data = change(data, A40=LEVEL, F40="5", D41="Our own question", F41="Yes")
    assert [(what, place) for _row, what, place in read(data).strangers] == [
        (LEVEL, "F40"),
        ("Our own question", "F41"),
    ]


def test_evidence_goes_out_and_comes_back_line_by_line() -> None:
    data = made(FULL, evidence={LEVEL: ["Rules v3", "Intranet > security"]})
    row = row_of(data, LEVEL)
    assert (row.evidence, row.evidence_cell) == (("Rules v3", "Intranet > security"), cell(data, LEVEL, "I"))
