"""Foreign workbooks: what looks like an answer and is none is read as none, and said with its cells."""

from __future__ import annotations

import pytest

from tests.reading.layouts.parts import asks, sheet
from vendor_risk import paths
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.reading import Understanding, understand
from vendor_risk.reading.evidence import BETWEEN, warning
from vendor_risk.workbook import Workbook, WorkbookSheet


def understood(*sheets: WorkbookSheet) -> Understanding:
    return understand(Workbook("form.xlsx", "xlsx", list(sheets)), load_lexicon(paths.QUESTIONNAIRES))


def answered(*answers: str) -> list[list[object]]:
    """A form whose first questions have these answers, and the others usual ones."""
    rows: list[list[object]] = [["ID", "Question", "Answer", "Comment"]]
    for number in range(max(12, len(answers))):
        answer = answers[number] if number < len(answers) else ("Yes", "No")[number % 2]
        rows.append([f"Q{number + 1}", asks(number), answer, ""])
    return rows


UNDECIDED = (
    "Yes/No", "Yes / No", "Y/N", "Yes/No/N/A", "Yes or No", "[Yes/No]", "Yes□ No□", "-- select --", "Click to choose",
    "<answer here>",
    "有・無", "有 / 無", "はい・いいえ", "はい／いいえ", "適・否", "済・未", "▼選択", "（有・無）", "有or無",
    "該当・非該当", "可・不可", "□はい　□いいえ",
)  # fmt: skip


def test_choices_that_nobody_made_are_no_answers_and_said_with_their_cells() -> None:
    found = understood(sheet("Form", answered(*UNDECIDED)))
    assert [question.value for question in found.questions] == ["blank"] * len(UNDECIDED)
    expected = {"sheet": "Form", "cells": BETWEEN.join(["C2", "C3", "C4", "C5", "C6"]), "count": str(len(UNDECIDED))}
    assert ("undecided", expected) in found.warnings
    assert found.sheets[0].why == ("filled_in", "0"), "no answer was entered"
    assert ("no_answers", {}) in found.warnings


@pytest.mark.parametrize(
    ("text", "value"),
    [("Yes / はい", "yes"), ("はい（Yes）", "yes"), ("■ Yes □ No", "yes"), ("N/A", "na"), ("Yes, since 2020", "yes")],
)
def test_one_answer_in_two_languages_or_with_words_beside_it_stays_one(text: str, value: str) -> None:
    found = understood(sheet("Form", answered(text)))
    assert found.questions[0].value == value
    assert [code for code, _named in found.warnings if code == "undecided"] == []


def test_struck_answers_and_comments_do_not_count_and_what_is_left_does() -> None:
    rows = answered("Yes", "YesNo")
    rows[1][3] = "old remark"
    found = understood(sheet("Form", rows, struck={(2, 3): "", (3, 3): "No", (2, 4): ""}))
    assert [(q.answer, q.value, q.comment) for q in found.questions[:2]] == [("", "blank", ""), ("No", "no", "")]
    assert ("struck", {"sheet": "Form", "cells": BETWEEN.join(["C2", "C3"]), "count": "2"}) in found.warnings


def test_yes_and_no_both_marked_is_no_answer_and_said() -> None:
    rows: list[list[object]] = [["ID", "Question", "Yes", "No", "Comment"]]
    rows += [[f"Q{n + 1}", asks(n), "x" if n % 3 else "", "x" if not n % 3 or n == 4 else "", ""] for n in range(12)]
    found = understood(sheet("Form", rows))
    assert {question.value for number, question in enumerate(found.questions) if number != 4} == {"yes", "no"}
    assert found.questions[4].value == "blank"
    assert [(code, named["count"]) for code, named in found.warnings if code == "both_marked"] == [("both_marked", "1")]


def test_both_boxes_ticked_in_one_cell_is_no_answer() -> None:
    found = understood(sheet("Form", answered("☑Yes ☑No", "☑Yes ☐No")))
    assert [question.value for question in found.questions[:2]] == ["blank", "yes"]
    assert "both_marked" in [code for code, _named in found.warnings]


def test_remarks_beside_a_question_merged_over_several_rows_are_kept() -> None:
    rows: list[list[object]] = [["ID", "Question", "Answer", "Comment"]]
    merged = []
    for number in range(12):
        first = len(rows) + 1
        rows += [
            [f"Q{number}", asks(number), ("Yes", "No")[number % 2], "first"],
            ["", "", "", "second"],
            ["", "", "", ""],
        ]
        merged += [(first, column, first + 2, column) for column in (1, 2, 3)]
    found = understood(sheet("Form", rows, merged=tuple(merged)))
    assert len(found.questions) == 12
    assert {question.comment for question in found.questions} == {"first\nsecond"}
    assert {row.reason for row in found.skipped} == {"heading", "remark"}


def test_cells_in_a_warning_are_listed_as_the_reader_writes_lists() -> None:
    params = {"sheet": "Form", "cells": BETWEEN.join(["C2", "C3"]), "count": "2"}
    assert "(cells: C2, C3; 2 in all)" in warning("struck", params)
    assert "(cells: C2、C3; 2 in all)" in warning("struck", params, between="、")


def test_as_above_is_no_answer_whatever_stands_above_and_is_said_with_its_cells() -> None:
    found = understood(sheet("Form", answered("Yes", "As above", "同上", "上記のとおり", "same as Q1", "No")))
    assert [question.value for question in found.questions[:6]] == ["yes", *["blank"] * 4, "no"]
    assert [question.level for question in found.questions[1:5]] == [None] * 4
    assert (
        "refers_back",
        {"sheet": "Form", "cells": BETWEEN.join(["C3", "C4", "C5", "C6"]), "count": "4"},
    ) in found.warnings
