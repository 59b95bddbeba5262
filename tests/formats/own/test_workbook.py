"""Our own workbook: what goes out comes back, whatever was answered."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.own.every_kind import ANCHORS, KEY, SCALE
from vendor_risk.domain.questionnaires import (
    AnswerState,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Text,
)
from vendor_risk.formats.own import returned, template
from vendor_risk.formats.own import workbook as own_format_workbook
from vendor_risk.formats.own.answers import from_cell
from vendor_risk.formats.own.labels import NotALabelError, option_of
from vendor_risk.formats.own.template import ANSWER
from vendor_risk.workbook import read_workbook
from vendor_risk.workbook.text import clean


def question(kind: QuestionKind, **values: object) -> Question:
    return Question(id=f"Q-{kind.value}", kind=kind, text=Text(f"About {kind}", f"{kind}について"), **values)  # type: ignore[arg-type]


QUESTIONS = (
    question(QuestionKind.MATURITY, anchors=ANCHORS),
    question(QuestionKind.CHOICE, scale_id="s"),
    question(QuestionKind.MULTICHOICE, scale_id="s"),
    question(QuestionKind.NUMBER),
    question(QuestionKind.DATE),
    question(QuestionKind.TEXT),
    Question(id="strict", kind=QuestionKind.MATURITY, text=Text("Strict", "必須"), anchors=ANCHORS, na_allowed=False),
)
QUESTIONNAIRE = Questionnaire(
    "test", "1.0", Text("Test", "試験"), (Section("A", Text("Section", "節"), QUESTIONS),), {"s": SCALE}
)
IDS = [q.id for q in QUESTIONS]

texts = st.text(max_size=200).map(clean).map(lambda text: text if text.strip() else "")
VALUES = {
    QuestionKind.MATURITY: st.integers(0, 5),
    QuestionKind.CHOICE: st.sampled_from(["yes", "partly", "no"]),
    QuestionKind.MULTICHOICE: st.sets(st.sampled_from(["yes", "partly", "no"]), min_size=1).map(
        lambda found: tuple(sorted(found))
    ),
    QuestionKind.NUMBER: st.floats(allow_nan=False, allow_infinity=False, width=64),
    QuestionKind.DATE: st.dates(date(1901, 1, 1)).map(date.isoformat),
    QuestionKind.TEXT: texts.filter(bool).filter(lambda text: text.strip() not in {"Not applicable / 該当なし"}),
}


@st.composite
def answers(draw: st.DrawFn, asked: Question) -> own_format_workbook.OwnAnswer:
    states = [AnswerState.BLANK, AnswerState.ANSWERED, AnswerState.ANSWERED, AnswerState.UNKNOWN]
    if asked.na_allowed:
        states.append(AnswerState.NOT_APPLICABLE)
    state = draw(st.sampled_from(states))
    value = draw(VALUES[asked.kind]) if state is AnswerState.ANSWERED else None
    return own_format_workbook.OwnAnswer(state, value, draw(texts), draw(texts), draw(st.integers(0, 9)))


def identity(versions: dict[str, int], lang: str = "ja") -> own_format_workbook.Identity:
    return own_format_workbook.Identity(7, "test", "1.0", lang, "serial", versions)


def make(
    given_answers: dict[str, own_format_workbook.OwnAnswer], lang: str = "ja", closed: frozenset[str] = frozenset()
) -> bytes:
    versions = {i: given_answers[i].version if i in given_answers else 0 for i in IDS}
    cover = own_format_workbook.Cover("=Asker & <Co>", "委託先", date(2026, 12, 1))
    return own_format_workbook.make(QUESTIONNAIRE, given_answers, identity(versions, lang), KEY, cover, closed=closed)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({q.id: answers(q) for q in QUESTIONS}), st.sampled_from(["en", "ja"]))
def test_what_goes_out_comes_back_for_every_kind_of_answer(
    given_answers: dict[str, own_format_workbook.OwnAnswer], lang: str
) -> None:
    content = returned.read(read_workbook(make(given_answers, lang), "own.xlsx"), QUESTIONNAIRE, KEY)
    assert content.missing == []
    assert content.strangers == []
    assert content.versions is not None
    for row in content.rows:
        sent = given_answers[row.question_id]
        assert row.problem is None
        assert (row.answer.state, row.answer.value) == (sent.state, sent.value)
        assert (row.comment, row.na_reason) == (sent.comment, sent.na_reason)
        assert content.versions[row.question_id] == sent.version


def test_the_workbook_opens_in_another_program_with_lists_locks_and_no_weights() -> None:
    book = openpyxl.load_workbook(io.BytesIO(make({}, closed=frozenset({"Q-text"}))))
    sheet = book["質問票"]
    rows = {sheet.cell(row, 1).value: row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 1).value}
    assert list(rows) == IDS
    assert sheet.protection.sheet
    assert not sheet[f"{ANSWER}{rows['Q-maturity']}"].protection.locked
    assert sheet[f"{ANSWER}{rows['Q-text']}"].protection.locked
    assert sheet[f"D{rows['Q-maturity']}"].protection.locked
    covered = {str(cell) for validation in sheet.data_validations.dataValidation for cell in validation.sqref.ranges}
    assert {f"{ANSWER}{rows['Q-maturity']}", f"{ANSWER}{rows['Q-choice']}"} <= covered
    assert book["_vendor_risk"].sheet_state == "veryHidden"
    assert sheet.column_dimensions["A"].hidden
    assert book["はじめに"]["B3"].value == "=Asker & <Co>"
    assert book["はじめに"]["B3"].data_type == "s"


def test_answers_saved_by_another_program_are_read_back() -> None:
    book = openpyxl.load_workbook(io.BytesIO(make({})))
    sheet = book["質問票"]
    rows = {sheet.cell(row, 1).value: row for row in range(3, sheet.max_row + 1)}
    for question_id, text in {
        "Q-maturity": 4,
        "Q-choice": "はい",
        "Q-multichoice": "・はい\n・No",
        "Q-number": 12.5,
    }.items():
        sheet[f"{ANSWER}{rows[question_id]}"] = text
    sheet[f"{ANSWER}{rows['Q-date']}"] = date(2026, 4, 1)
    sheet[f"{ANSWER}{rows['strict']}"] = "N/A"
    saved = io.BytesIO()
    book.save(saved)
    content = returned.read(read_workbook(saved.getvalue(), "own.xlsx"), QUESTIONNAIRE, KEY)
    found = {row.question_id: row for row in content.rows}
    assert found["Q-maturity"].answer.value == 4
    assert found["Q-choice"].answer.value == "yes"
    assert found["Q-multichoice"].answer.value == ("no", "yes")
    assert found["Q-number"].answer.value == 12.5
    assert found["Q-date"].answer.value == "2026-04-01"
    assert found["strict"].problem is not None
    assert found["strict"].problem.code == "na_not_allowed"
    assert found["strict"].cell == f"{ANSWER}{rows['strict']}"


def test_a_workbook_turned_into_another_vendors_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(make({})))
    book["_vendor_risk"]["B3"] = "8"
    saved = io.BytesIO()
    book.save(saved)
    with pytest.raises(own_format_workbook.NotOwnError, match="changed"):
        returned.read(read_workbook(saved.getvalue(), "own.xlsx"), QUESTIONNAIRE, KEY)


def test_a_foreign_workbook_is_not_taken_for_ours() -> None:
    saved, book = io.BytesIO(), openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Question"
    book.save(saved)
    with pytest.raises(own_format_workbook.NotOwnError, match="not_own"):
        returned.read(read_workbook(saved.getvalue(), "other.xlsx"), QUESTIONNAIRE, KEY)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/vbaProject.bin", b"x"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink><externalBook/></externalLink>"),
        ("xl/activeX/activeX1.xml", b"<x/>"),
    ],
)
def test_our_workbook_with_macros_links_or_controls_put_into_it_is_refused(name: str, content: bytes) -> None:
    out = io.BytesIO(make({}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    with pytest.raises(own_format_workbook.NotOwnError) as refusal:
        own_format_workbook.read_identity(read_workbook(out.getvalue(), "own.xlsm"))
    assert refusal.value.code == "active"


def test_moved_copied_and_deleted_rows_are_told_apart() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(make({"Q-number": own_format_workbook.OwnAnswer(AnswerState.ANSWERED, 3.0)}))
    )
    sheet = book["質問票"]
    rows = {sheet.cell(row, 1).value: row for row in range(3, sheet.max_row + 1)}
    sheet.cell(40, 1).value = "Q-number"
    sheet.cell(41, 1).value = "made-up"
    sheet.delete_rows(rows["Q-text"])
    saved = io.BytesIO()
    book.save(saved)
    content = returned.read(read_workbook(saved.getvalue(), "own.xlsx"), QUESTIONNAIRE, KEY)
    assert [question_id for _row, question_id, _cell in content.strangers] == ["Q-number", "made-up"]
    assert content.missing == ["Q-text"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("3", 3),
        ("３", 3),
        ("3: Defined / 標準化", 3),
        ("レベル4", 4),
        ("level 2", 2),
        ("標準化", 3),
        ("1: Ad hoc / 場当たり的", 1),
        ("Improving", 5),
    ],
)
def test_a_level_may_be_written_as_people_write_it(text: str, level: int) -> None:
    assert from_cell(QUESTIONS[0], None, text).value == level


def test_a_label_reworded_in_one_language_is_read_by_the_other_and_two_options_by_none() -> None:
    scale = (Option("a", Text("Now so", "これ"), 3), Option("b", Text("Other", "それ"), 2))
    assert option_of(scale, "Formerly so / これ") is scale[0]
    assert option_of(scale, "これ / Other") is None
    assert option_of(scale, "Formerly so / あれ") is None


@pytest.mark.parametrize("text", ["6", "3.5", "30", "maybe", "はい"])
def test_what_is_no_level_is_refused(text: str) -> None:
    with pytest.raises(NotALabelError):
        from_cell(QUESTIONS[0], None, text)


@pytest.mark.parametrize(("kind", "text"), [(QuestionKind.NUMBER, "many"), (QuestionKind.DATE, "2026-02-30")])
def test_what_is_no_number_or_date_is_refused(kind: QuestionKind, text: str) -> None:
    asked = next(q for q in QUESTIONS if q.kind is kind)
    with pytest.raises(NotALabelError):
        from_cell(asked, None, text)


def test_the_same_questions_give_the_same_bytes() -> None:
    first = make({})
    template._cache.clear()
    assert make({}) == first
