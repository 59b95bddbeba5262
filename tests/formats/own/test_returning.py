"""Our own workbook comes back by way of other programs and hands: what it says stays the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.own.every_kind import (
    FULL,
    IDS,
    KEY,
    QUESTIONNAIRE,
    QUESTIONS,
    TABLE,
    expected,
    made,
    opened,
    questions_of,
    read,
    saved,
    says,
)
from tests.formats.own.handling import WAYS, by_numbers, hidden_dropped, ids_dropped
from vendor_risk.domain.questionnaires import AnswerState, QuestionKind
from vendor_risk.formats.own.workbook import Cover, Identity, NotOwnError, OwnAnswer, make


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("way", [*WAYS, by_numbers])
def test_every_kind_of_answer_survives(way: Callable[[bytes, int], bytes], lang: str) -> None:
    content = read(way(made(FULL, lang), 5))
    assert says(content) == expected(FULL)
    assert (content.missing, content.by_text) == ([], len(IDS) if way is ids_dropped else 0)
    assert all(not row.rewritten for row in content.rows)


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40).map(str.strip)
VALUES = {
    QuestionKind.MATURITY: st.integers(0, 5),
    QuestionKind.CHOICE: st.sampled_from(["yes", "partly", "no"]),
    QuestionKind.MULTICHOICE: st.sets(st.sampled_from(["no", "partly", "yes"]), min_size=1).map(sorted).map(tuple),
    QuestionKind.NUMBER: st.integers(-(10**6), 10**6).map(lambda n: n / 8),
    QuestionKind.DATE: st.dates(date(1901, 1, 1)).map(date.isoformat),
    QuestionKind.TEXT: texts.filter(bool).filter(lambda text: text not in {"Not applicable / 該当なし"}),
    QuestionKind.TABLE: st.lists(
        st.tuples(
            texts.filter(bool), st.none() | st.integers(0, 99).map(float),
            st.none() | st.dates(date(1901, 1, 1)).map(str), st.none() | st.sampled_from(["yes", "no"]),
            st.none() | st.booleans(),
        ), min_size=1, max_size=3,
    ).map(tuple),
}  # fmt: skip


@st.composite
def answers(draw: st.DrawFn) -> dict[str, OwnAnswer]:
    found = {}
    for asked in QUESTIONS:
        state = draw(st.sampled_from([AnswerState.BLANK, *[AnswerState.ANSWERED] * 3, AnswerState.UNKNOWN]))
        value = draw(VALUES[asked.kind]) if state is AnswerState.ANSWERED else None
        found[asked.id] = OwnAnswer(state, value, draw(texts), "", draw(st.integers(0, 9)))
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers(), st.lists(st.sampled_from(WAYS), max_size=3), st.integers(0, 99), st.sampled_from(["en", "ja"]))
def test_whatever_was_answered_survives_whatever_is_done(
    given_answers: dict[str, OwnAnswer], ways: list[Callable[[bytes, int], bytes]], seed: int, lang: str
) -> None:
    data = made(given_answers, lang)
    for way in ways:
        data = way(data, seed)
    content = read(data)
    assert says(content) == expected(given_answers)
    assert content.missing == []


def as_csv(data: bytes, separator: str, encoding: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    for row in questions_of(opened(data)).iter_rows(values_only=True):
        writer.writerow(["" if value is None else value for value in row])
    return out.getvalue().encode(encoding, "replace")  # as Excel does with what the encoding lacks


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), (",", "cp932"), ("\t", "utf-16")]
)
def test_the_sheet_alone_as_text_is_read_and_says_nothing_of_its_tables(
    separator: str, encoding: str, lang: str
) -> None:
    answers = FULL | {IDS[6]: OwnAnswer(AnswerState.ANSWERED, "So; “it”, is\nthe case", "", "", 1)}
    if encoding == "cp932":
        answers[IDS[6]] = OwnAnswer(AnswerState.ANSWERED, "東京本社、2名\n以上", "", "", 1)
    content = read(as_csv(made(answers, lang), separator, encoding), "sheet.csv")
    assert says(content) == expected(answers, tables=False)
    assert [row.question_id for row in content.rows if row.tables_gone] == [TABLE]
    assert content.versions is None


def test_a_file_of_another_assessment_or_version_is_told_by_its_first_line() -> None:
    other = Identity(8, "test", "1.0", "en", "serial", dict.fromkeys(IDS, 0))
    older = Identity(7, "test", "0.9", "en", "serial", dict.fromkeys(IDS, 0))
    for identity, code in ((other, "other_assessment"), (older, "other_version")):
        data = make(QUESTIONNAIRE, {}, identity, KEY, Cover("A", "B", None))
        with pytest.raises(NotOwnError) as refusal:
            read(hidden_dropped(data, 0))
        assert refusal.value.code == code


def test_a_file_without_one_of_our_questions_is_none_of_ours() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Question", "Answer"])
    book.worksheets[0].append(["Do you?", "Yes"])
    with pytest.raises(NotOwnError, match="not_own"):
        read(saved(book))
