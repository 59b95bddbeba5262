from __future__ import annotations

import pytest

from tests.reading.contact import LEXICON
from tests.reading.form import Form, layout, topic
from vendor_risk.reading import QuestionFound, understand


def _read(heading: str, answers: tuple[object, ...], *options: str) -> list[QuestionFound]:
    form = Form("Form", ["ID", "Question", heading, "Comments"])
    for number in range(12):
        answer = answers[number % len(answers)]
        form.ask(f"A-{number}", f"Is there {topic(number)}?", answer, None, key="")
        if options:
            form.offer(3, *options)
    return understand(layout("scale", form).workbook, LEXICON).questions[: len(answers)]


@pytest.mark.parametrize(
    ("heading", "answers", "options", "levels"),
    [
        ("Maturity", (0, 1, 3, 5), (), (0, 1, 3, 5)),
        ("Score (0-2)", (0, 1, 2), (), (0, 2.5, 5)),
        ("Rating 1 to 10", (1, 5, 10), (), (0.5, 2.5, 5)),
        ("Current Tier", (1, 2, 4), (), (1.25, 2.5, 5)),
        ("Answer", ("0", "1", "3"), ("0", "1", "2", "3"), (0, 1.67, 5)),
        ("Compliance %", (0.0, 0.5, 1.0), (), (0, 2.5, 5)),
        ("Compliance %", (0, 40, 100), (), (0, 2, 5)),
        ("Answer", ("0 %", "40%", "100 %"), (), (0, 2, 5)),
        ("Grade", ("A", "B", "C", "D"), ("A", "B", "C", "D"), (5, 3.33, 1.67, 0)),
        ("Status", ("L0", "L3", "L5"), (), (0, 3, 5)),
        ("Answer", ("2 - Managed", "3 - Defined", "Optimised (5)"), (), (2, 3, 5)),
    ],
)
def test_numbers_grades_and_named_levels_come_to_levels_of_0_to_5(
    heading: str, answers: tuple[object, ...], options: tuple[str, ...], levels: tuple[float, ...]
) -> None:
    assert tuple(question.level for question in _read(heading, answers, *options)) == levels


@pytest.mark.parametrize(
    ("answers", "values"),
    [
        (("C", "PC", "NC", "NA"), ("yes", "partial", "no", "na")),
        (("O", "N", "SO"), ("yes", "no", "na")),
        (("J", "N", "E"), ("yes", "no", "na")),
        (("S", "N", "NA"), ("yes", "no", "na")),
        (("■はい　□いいえ", "□はい　■いいえ", "□はい　□いいえ"), ("yes", "no", "blank")),
        (("[x] Yes [ ] No", "[ ] Yes [x] No"), ("yes", "no")),
        (("①実施済", "②一部実施", "③未実施"), ("yes", "partial", "no")),
        (("はい / Yes", "いいえ / No", "N/A"), ("yes", "no", "na")),
        (("✓", "✗"), ("yes", "no")),
        (("نعم", "لا", "جزئي"), ("yes", "no", "partial")),
    ],
)
def test_codes_boxes_and_words_of_other_scripts_are_understood(
    answers: tuple[str, ...], values: tuple[str, ...]
) -> None:
    assert tuple(question.value for question in _read("Answer", answers)) == values


def test_a_number_before_a_name_that_is_no_answer_is_no_level() -> None:
    assert {question.level for question in _read("Answer", ("4) AWS", "2) Azure", "1) Own data centre"))} == {None}
