"""Our own workbook comes back by way of other programs and hands: what it says stays the same."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from vendor_risk.domain.questionnaires import (
    AnswerScale,
    AnswerState,
    ColumnKind,
    Option,
    Question,
    QuestionColumn,
    QuestionKind,
    Questionnaire,
    Section,
    Text,
)
from vendor_risk.formats.own import returned
from vendor_risk.formats.own.workbook import Cover, Identity, NotOwnError, OwnAnswer, has_identity, make
from vendor_risk.workbook import read_workbook

KEY = "k" * 43
SCALE = AnswerScale(
    "s",
    Text("Scale", "尺度"),
    (
        Option("yes", Text("Yes", "はい"), 5),
        Option("partly", Text("Partly", "一部"), 2.5),
        Option("no", Text("No", "いいえ"), 0),
        Option("na", Text("Not applicable", "該当なし"), None, AnswerState.NOT_APPLICABLE),
    ),
)
ANCHORS = tuple(Text(f"Level {level} text", f"水準{level}の説明") for level in range(6))
COLUMNS = (
    QuestionColumn("name", Text("Name", "名称"), ColumnKind.TEXT, required=True),
    QuestionColumn("number", Text("Number", "数"), ColumnKind.NUMBER),
    QuestionColumn("day", Text("Since", "開始日"), ColumnKind.DATE),
    QuestionColumn("kind", Text("Kind", "種類"), ColumnKind.CHOICE, options=SCALE.options[:3]),
    QuestionColumn("own", Text("Own", "自社"), ColumnKind.YES_NO),
)


def question(kind: QuestionKind, number: int = 1, **values: Any) -> Question:
    text = Text(f"About {kind} {number}?", f"{kind}の{number}について")
    return Question(id=f"Q-{kind.value}-{number}", kind=kind, text=text, title=Text(f"T {kind}", f"題{kind}"), **values)


QUESTIONS = (
    question(QuestionKind.MATURITY, 1, anchors=ANCHORS),
    question(QuestionKind.MATURITY, 2, anchors=ANCHORS, help=Text("One page is enough.", "1枚で十分です。")),
    question(QuestionKind.CHOICE, scale_id="s"),
    question(QuestionKind.MULTICHOICE, scale_id="s"),
    question(QuestionKind.NUMBER),
    question(QuestionKind.DATE),
    question(QuestionKind.TEXT),
    question(QuestionKind.TABLE, columns=COLUMNS, max_rows=3),
)
QUESTIONNAIRE = Questionnaire(
    "test",
    "1.0",
    Text("Test", "試験"),
    (
        Section("A", Text("First", "第一"), QUESTIONS[:3]),
        Section("B", Text("Second", "第二"), QUESTIONS[3:]),
    ),
    {"s": SCALE},
)
IDS = tuple(q.id for q in QUESTIONS)
LEVEL, LEVEL2, CHOICE, NUMBER, TABLE = IDS[0], IDS[1], IDS[2], IDS[4], IDS[7]
FULL = {
    LEVEL: OwnAnswer(AnswerState.ANSWERED, 3, "see rule 4", "", 1),
    LEVEL2: OwnAnswer(AnswerState.NOT_APPLICABLE, None, "", "no subcontractors", 1),
    CHOICE: OwnAnswer(AnswerState.ANSWERED, "partly", "", "", 2),
    IDS[3]: OwnAnswer(AnswerState.ANSWERED, ("no", "yes"), "both\nlines", "", 1),
    NUMBER: OwnAnswer(AnswerState.ANSWERED, 45.5, "", "", 1),
    IDS[5]: OwnAnswer(AnswerState.ANSWERED, "2026-04-01", "", "", 1),
    IDS[6]: OwnAnswer(AnswerState.ANSWERED, "=1+1, “so”;\nnext", "", "", 1),
    TABLE: OwnAnswer(
        AnswerState.ANSWERED,
        (("Host A", 1.5, "2026-01-31", "no", True), ("Host B", None, None, None, False)),
        "",
        "",
        3,
    ),
}


def made(answers: dict[str, OwnAnswer], lang: str = "en", **more: Any) -> bytes:
    versions = {i: answers[i].version if i in answers else 0 for i in IDS}
    identity = Identity(7, "test", "1.0", lang, "serial", versions)
    cover = Cover("Buyer & Co", "Vendor / Ltd", date(2026, 12, 1))
    return make(QUESTIONNAIRE, answers, identity, KEY, cover, **more)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def questions_of(book: Any) -> Any:
    return next(sheet for sheet in book.worksheets if sheet.title in {"Questions", "質問票", "Mine"})


def read(data: bytes, name: str = "own.xlsx") -> returned.OwnContent:
    """As an upload is read for the assessment that is known from the session."""
    workbook = read_workbook(data, name)
    if has_identity(workbook):
        return returned.read(workbook, QUESTIONNAIRE, KEY)
    return returned.read_unsigned(workbook, QUESTIONNAIRE, IDS, 7)


def says(content: returned.OwnContent) -> dict[str, tuple[object, ...]]:
    return {
        row.question_id: (
            row.answer.state,
            row.answer.value,
            row.comment,
            row.na_reason,
            row.problem and row.problem.code,
        )
        for row in content.rows
    }


def expected(answers: dict[str, OwnAnswer], *, tables: bool = True) -> dict[str, tuple[object, ...]]:
    found = {}
    for question_id in IDS:
        answer = answers.get(question_id, OwnAnswer())
        gone = not tables and question_id == TABLE
        state, value = (AnswerState.BLANK, None) if gone else (answer.state, answer.value)
        found[question_id] = (state, value, answer.comment, answer.na_reason, None)
    return found


def cell(data: bytes, question_id: str, column: str) -> str:
    sheet = questions_of(opened(data))
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == question_id)
    return f"{column}{row}"


# What people and programs do to a workbook. Each takes a file and gives one.


def rows_sorted(data: bytes, seed: int) -> bytes:
    """Every row of the sheet in another order, headings among them."""
    book = opened(data)
    sheet = questions_of(book)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    random.Random(seed).shuffle(rows)
    for number, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value
            if isinstance(value, str) and value.startswith("="):
                sheet.cell(number, column).data_type = "s"
    return saved(book)


def columns_inserted(data: bytes, seed: int) -> bytes:
    """New columns with notes of their own, anywhere."""
    book = opened(data)
    sheet = questions_of(book)
    for at in sorted(random.Random(seed).sample(range(1, 11), 3)):
        sheet.insert_cols(at)
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, at).value = f"note {row}"
    return saved(book)


def columns_moved(data: bytes, seed: int) -> bytes:
    """All columns in another order."""
    book = opened(data)
    sheet = questions_of(book)
    order = list(range(1, sheet.max_column + 1))
    random.Random(seed).shuffle(order)
    kept = [
        [(sheet.cell(row, at).value, sheet.cell(row, at).data_type) for at in order]
        for row in range(1, sheet.max_row + 1)
    ]
    for number, values in enumerate(kept, start=1):
        for column, (value, kind) in enumerate(values, start=1):
            sheet.cell(number, column).value = value
            sheet.cell(number, column).data_type = kind
    return saved(book)


def rows_inserted(data: bytes, seed: int) -> bytes:
    """Rows of somebody's own between the questions."""
    book = opened(data)
    sheet = questions_of(book)
    for at in sorted(random.Random(seed).sample(range(1, 12), 3), reverse=True):
        sheet.insert_rows(at)
        sheet.cell(at, 2).value = "to do: ask Ito"
    return saved(book)


def sheet_renamed(data: bytes, _seed: int) -> bytes:
    """Another name for the sheet."""
    book = opened(data)
    questions_of(book).title = "Mine"
    return saved(book)


def hidden_dropped(data: bytes, _seed: int) -> bytes:
    """As the Document Inspector leaves it."""
    book = opened(data)
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible":
            del book[sheet.title]
    return saved(book)


def ids_dropped(data: bytes, _seed: int) -> bytes:
    """The column of ids deleted, and the hidden sheets: nothing but the texts is left."""
    book = opened(hidden_dropped(data, 0))
    sheet = questions_of(book)
    for row in range(1, sheet.max_row + 1):
        for at in range(1, sheet.max_column + 1):
            if sheet.cell(row, at).value in IDS:
                sheet.cell(row, at).value = None
    return saved(book)


def by_numbers(data: bytes, _seed: int) -> bytes:
    """As Apple Numbers writes it: a summary first, every sheet a table of its own, one row down, nothing hidden."""
    book = opened(hidden_dropped(data, 0))
    for sheet in book.worksheets:
        sheet.insert_rows(1)
        sheet.cell(1, 1).value = "Table 1"
        sheet.title = f"{sheet.title} - Table 1"
    summary = book.create_sheet("Export Summary", 0)
    summary["A1"] = "This document was exported from Numbers. Each table was converted to an Excel worksheet."
    return saved(book)


WAYS: list[Callable[[bytes, int], bytes]] = [
    rows_sorted, columns_inserted, columns_moved, rows_inserted, sheet_renamed, hidden_dropped, ids_dropped,
]  # fmt: skip


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


def change(data: bytes, **cells: Any) -> bytes:
    book = opened(data)
    sheet = questions_of(book)
    for place, value in cells.items():
        sheet[place] = value
    return saved(book)


def row_of(data: bytes, question_id: str) -> returned.OwnRow:
    return next(row for row in read(data).rows if row.question_id == question_id)


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


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_sheet_prints_at_eight_points_or_more_without_the_second_language(lang: str) -> None:
    sheet = questions_of(opened(made(FULL, lang)))
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0) or sheet.page_setup.fitToHeight == 0
    area = str(sheet.print_area).replace("$", "").rpartition("!")[2]
    first, last = (part.rstrip("0123456789") for part in area.split(":"))
    assert (first, last) == ("B", "I")
    heads = [sheet.cell(2, column).value for column in range(2, 12)]
    assert heads[8:] == (
        ["設問（日本語）", "回答の目安（日本語）"]
        if lang == "en"
        else ["Question (English)", "Guide to answers (English)"]
    )
    pixels = sum(int(sheet.column_dimensions[letter].width * 7 + 5) for letter in "BCDEFGHI")  # Calibri 11: 7 a digit
    paper = (297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right) * 72
    scale = min(1.0, paper / (pixels * 0.75))
    sizes = {sheet.cell(row, column).font.sz for row in range(2, sheet.max_row + 1) for column in range(2, 10)}
    assert min(sizes) * scale >= 8


@pytest.mark.parametrize(("lang", "due"), [("en", "December 1, 2026"), ("ja", "2026年12月1日")])
def test_the_first_lines_say_who_asks_whom_until_when_and_the_rules_of_levels(lang: str, due: str) -> None:
    book = opened(made(FULL, lang))
    guide = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {"Buyer & Co", "Vendor / Ltd", due} <= set(guide)
    rules = " ".join(map(str, guide))
    for said in (
        "highest level that is fully true",
        "level 4 includes level 3",
        "your customer",
        "最も高い水準",
        "委託元",
    ):
        assert said in rules
    assert "Buyer & Co / Vendor / Ltd [7 / test 1.0]" in questions_of(book)["B1"].value
