"""An own workbook against the web: every row ends somewhere, nothing of the web is lost silently."""

from __future__ import annotations

import pytest

from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.formats.own.labels import CellAnswer, NotALabelError
from vendor_risk.formats.own.workbook import Identity, OwnAnswer, OwnContent, OwnRow
from vendor_risk.imports.own.diff import Diff, RowChange, WorkbookComparison

BLANK = OwnAnswer()


def level(value: int, version: int = 0, comment: str = "") -> OwnAnswer:
    return OwnAnswer(AnswerState.ANSWERED, value, comment, "", version)


def diff(
    found: OwnAnswer, base: OwnAnswer, web: OwnAnswer, *, is_open: bool = True, problem: NotALabelError | None = None
) -> Diff:
    row = OwnRow("q", 5, "E5", CellAnswer(found.state, found.value), found.comment, found.na_reason, "text", problem)
    content = OwnContent(Identity(1, "k", "1", "en", "s", {"q": base.version}), "", "Questions", [row])
    comparison = WorkbookComparison(
        {"q": web} if web.version else {}, lambda _q, _v: base, frozenset({"q"} if is_open else ()), 20
    )
    return comparison.diff(content)


@pytest.mark.parametrize(
    ("found", "base", "web", "change"),
    [
        (level(3), BLANK, BLANK, RowChange.ADDED),
        (level(3), level(2, 1), level(2, 1), RowChange.CHANGED),
        (level(2), level(2, 1), level(2, 1), RowChange.UNCHANGED),
        (level(2), level(2, 1), level(4, 2), RowChange.KEPT),
        (BLANK, BLANK, level(4, 1), RowChange.KEPT),
        (level(3), level(2, 1), level(4, 2), RowChange.CONFLICT),
        (level(3), BLANK, level(4, 1), RowChange.CONFLICT),
        (level(4), level(2, 1), level(4, 2), RowChange.UNCHANGED),
        (BLANK, level(2, 1), level(2, 1), RowChange.CLEARED),
        (level(2, comment="more"), level(2, 1), level(2, 1), RowChange.CHANGED),
    ],
)
def test_a_row_ends_as_the_three_sides_say(
    found: OwnAnswer, base: OwnAnswer, web: OwnAnswer, change: RowChange
) -> None:
    assert [row.change for row in diff(found, base, web).rows] == [change]


def test_an_impossible_answer_is_refused_with_its_cell() -> None:
    result = diff(BLANK, BLANK, BLANK, problem=NotALabelError("not_in_list", ("0", "1")))
    assert [(row.change, row.cell, row.problem) for row in result.rows] == [(RowChange.REFUSED, "E5", "not_in_list")]


def test_not_applicable_without_a_reason_is_refused_at_the_cell_of_the_reason() -> None:
    result = diff(OwnAnswer(AnswerState.NOT_APPLICABLE), BLANK, BLANK)
    assert [(row.change, row.cell, row.problem) for row in result.rows] == [
        (RowChange.REFUSED, "G5", "na_without_reason")
    ]


def test_a_closed_question_refuses_what_is_new_and_lets_the_rest_pass() -> None:
    assert diff(level(3), level(2, 1), level(2, 1), is_open=False).rows[0].problem == "closed"
    assert diff(level(2), level(2, 1), level(2, 1), is_open=False).rows[0].change is RowChange.UNCHANGED


def test_a_text_that_is_too_long_is_refused_rather_than_cut() -> None:
    assert diff(level(3, comment="x" * 21), BLANK, BLANK).rows[0].problem == "too_long"


def test_rows_that_are_gone_repeated_or_made_up_are_named() -> None:
    content = OwnContent(Identity(1, "k", "1", "en", "s", {"a": 0, "b": 0}), "", "Questions", [])
    content.strangers = [(9, "a"), (10, "zzz")]
    content.missing = ["b"]
    result = WorkbookComparison({}, lambda _q, _v: BLANK, frozenset(), 20).diff(content)
    assert [(row.problem, row.cell) for row in result.rows] == [
        ("repeated", "A9"),
        ("unknown_row", "A10"),
        ("row_gone", ""),
    ]


def with_reason(found: OwnAnswer, base: OwnAnswer, web: OwnAnswer) -> Diff:
    return diff(OwnAnswer(found.state, found.value, found.comment, "because"), base, web)


def test_a_reason_beside_another_answer_is_left_out_and_said_so() -> None:
    row = with_reason(level(3), BLANK, BLANK).rows[0]
    assert (row.change, row.workbook.na_reason, row.remark) == (RowChange.ADDED, "", "reason_ignored")
    assert with_reason(level(2), level(2, 1), level(2, 1)).rows[0].change is RowChange.UNCHANGED


def test_a_reason_without_any_answer_is_refused_rather_than_dropped() -> None:
    row = with_reason(BLANK, BLANK, BLANK).rows[0]
    assert (row.change, row.cell, row.problem) == (RowChange.REFUSED, "G5", "reason_without_answer")
