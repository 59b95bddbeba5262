"""An own workbook against the web: every row ends somewhere, nothing of the web is lost silently."""

from __future__ import annotations

from typing import Any

import pytest

from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.formats.own.labels import CellAnswer, NotALabelError
from vendor_risk.formats.own.returned import OwnContent, OwnRow, Rewritten
from vendor_risk.formats.own.workbook import OwnAnswer
from vendor_risk.imports.own.diff import WEB, WORKBOOK, Diff, RowChange, WorkbookComparison

BLANK = OwnAnswer()


def level(value: int, version: int = 0, comment: str = "") -> OwnAnswer:
    return OwnAnswer(AnswerState.ANSWERED, value, comment, "", version)


def diff(
    found: OwnAnswer,
    base: OwnAnswer | None,
    web: OwnAnswer,
    *,
    is_open: bool = True,
    problem: NotALabelError | None = None,
    **more: Any,
) -> Diff:
    """`base` None: the workbook does not say what it was made from."""
    answer = CellAnswer(found.state, found.value)
    row = OwnRow("q", 5, "E5", "G5", answer, found.comment, found.na_reason, "text", problem, **more)
    content = OwnContent("Questions", ("q",), None if base is None else {"q": base.version}, [row])
    return comparison({"q": web} if web.version else {}, base or BLANK, is_open).diff(content)


def comparison(now: dict[str, OwnAnswer], base: OwnAnswer = BLANK, is_open: bool = True) -> WorkbookComparison:
    known = {"q": ["Intranet, security page"]}
    return WorkbookComparison(now, lambda _q, _v: base, frozenset({"q"} if is_open else ()), 20, known, 3)


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
    content = OwnContent("Questions", ("a", "b"), {"a": 0, "b": 0}, [])
    content.strangers = [(9, "a", "F9"), (10, "zzz", "F10")]
    content.missing = ["b"]
    result = comparison({}).diff(content)
    assert [(row.problem, row.cell) for row in result.rows] == [
        ("repeated", "F9"),
        ("unknown_row", "F10"),
        ("row_gone", ""),
    ]


def with_reason(found: OwnAnswer, base: OwnAnswer, web: OwnAnswer) -> Diff:
    return diff(OwnAnswer(found.state, found.value, found.comment, "because"), base, web)


def test_a_reason_beside_another_answer_is_left_out_and_said_so() -> None:
    row = with_reason(level(3), BLANK, BLANK).rows[0]
    assert (row.change, row.workbook.na_reason, row.remarks) == (RowChange.ADDED, "", ("reason_ignored",))
    assert with_reason(level(2), level(2, 1), level(2, 1)).rows[0].change is RowChange.UNCHANGED


def test_a_reason_without_any_answer_is_refused_rather_than_dropped() -> None:
    row = with_reason(BLANK, BLANK, BLANK).rows[0]
    assert (row.change, row.cell, row.problem) == (RowChange.REFUSED, "G5", "reason_without_answer")


@pytest.mark.parametrize(
    ("found", "web", "change"),
    [
        (level(3), BLANK, RowChange.ADDED),
        (level(3), level(3, 1), RowChange.UNCHANGED),
        (level(3), level(2, 1), RowChange.CONFLICT),
        (BLANK, level(2, 1), RowChange.KEPT),
        (OwnAnswer(comment="ask Ito"), level(2, 1), RowChange.CONFLICT),
    ],
)
def test_where_nobody_knows_what_the_workbook_was_made_from_nothing_on_the_web_is_replaced_unasked(
    found: OwnAnswer, web: OwnAnswer, change: RowChange
) -> None:
    result = diff(found, None, web)
    assert [row.change for row in result.rows] == [change]
    assert [code for code, _named in result.notices] == ["unsigned"]


def test_an_answer_that_may_mean_two_things_is_asked_back_and_counts_as_it_is_decided() -> None:
    unclear = NotALabelError("ambiguous", choices=(4, 5))
    row = diff(OwnAnswer(comment="soon"), BLANK, BLANK, problem=unclear).rows[0]
    assert (row.change, row.decisions) == (RowChange.ASKED, ("choice:0", "choice:1", WEB))
    assert row.answer_by("choice:1") == level(5, comment="soon")
    assert [row.answer_by(said) for said in (WEB, WORKBOOK, "choice:2", "choice:x", "")] == [None] * 5
    closed = diff(BLANK, BLANK, BLANK, problem=unclear, is_open=False).rows[0]
    assert (closed.change, closed.problem) == (RowChange.REFUSED, "ambiguous")


def test_an_answer_to_a_rewritten_question_counts_only_when_a_person_says_so() -> None:
    rewritten = (Rewritten("D5", "How is it done?", "How is it NOT done?"),)
    row = diff(level(3), BLANK, BLANK, rewritten=rewritten).rows[0]
    assert (row.change, row.answer_by(""), row.answer_by(WORKBOOK)) == (RowChange.REWRITTEN, None, level(3))
    assert diff(level(2), level(2, 1), level(2, 1), rewritten=rewritten).rows[0].change is RowChange.UNCHANGED
    assert diff(level(3), level(2, 1), level(4, 2), rewritten=rewritten).rows[0].change is RowChange.REWRITTEN


def test_the_rows_of_a_missing_sheet_of_tables_leave_the_answer_as_it_is() -> None:
    rows = OwnAnswer(AnswerState.ANSWERED, (("a", 1.0),), "", "", 1)
    assert diff(BLANK, rows, rows, tables_gone=True).rows[0].change is RowChange.UNCHANGED
    row = diff(OwnAnswer(comment="new"), rows, rows, tables_gone=True).rows[0]
    assert (row.change, row.workbook.value, row.workbook.comment) == (RowChange.CHANGED, (("a", 1.0),), "new")


@pytest.mark.parametrize(
    ("lines", "is_open", "expected"),
    [
        (("intranet,  Security page",), True, None),
        (("Rules v3, shelf 2", "Rules v3, shelf 2"), True, (("Rules v3, shelf 2",), "")),
        (("Rules v3",), False, (("Rules v3",), "closed")),
        (("a", "b", "c"), True, (("a", "b", "c"), "too_many")),
        (("x" * 1001,), True, (("x" * 1001,), "too_long")),
    ],
)
def test_evidence_that_is_not_known_yet_is_added_or_said_why_not(
    lines: tuple[str, ...], is_open: bool, expected: tuple[tuple[str, ...], str] | None
) -> None:
    found = diff(BLANK, BLANK, BLANK, is_open=is_open, evidence=lines, evidence_cell="I5").evidence
    assert [(each.lines, each.problem) for each in found] == ([] if expected is None else [expected])
