"""What a reader tells of a sheet: a limited yes, columns of others, colours and notes, ids that are dates."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.reading.contact import LEXICON
from tests.reading.form import Form, layout, topic
from vendor_risk.formats import read_any
from vendor_risk.reading import Understanding, understand
from vendor_risk.reading.evidence import BETWEEN


def said(answer: str) -> tuple[str, float | None]:
    form = Form("Form", ["ID", "Question", "Answer", "Comments"])
    for number in range(12):
        form.ask(
            f"A-{number}",
            f"Is there {topic(number)}?",
            answer if number == 0 else ("Yes", "No")[number % 2],
            None,
            key="",
        )
    first = understand(layout("answers", form).workbook, LEXICON).questions[0]
    return first.value, first.level


@pytest.mark.parametrize(
    "answer",
    [
        "Yes, but not tested", "Yes, except for test systems", "Yes. However, not for servers", "Yes, with exceptions",
        "Yes, partly",
        "はい（一部除く）", "はい、ただし本社のみ", "Ja, aber nur in Berlin", "Oui, sauf les serveurs",
        "Not fully", "ほぼ実施", "概ね対応",
    ],
)  # fmt: skip
def test_a_limited_yes_is_partly(answer: str) -> None:
    assert said(answer) == ("partial", 2.5)


@pytest.mark.parametrize(
    "answer", ["Yes, since 2019", "Yes, no exceptions", "Yes, not only in Japan", "はい、2019年から実施"]
)
def test_a_yes_with_more_to_say_stays_a_yes(answer: str) -> None:
    assert said(answer) == ("yes", 5.0)


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ("検討中", 0.5),
        ("検討しております", 0.5),
        ("実施予定", 0.5),
        ("Nope", 0),
        ("We do not", 0),
        ("No, we do not", 0),
    ],
)
def test_what_is_only_thought_of_or_refused_in_words_is_a_no(answer: str, level: float) -> None:
    assert said(answer) == ("no", level)


def sheet(*headings: str, rows: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.append(["ID", "Question", *headings])
    for number, cells in enumerate(rows, start=1):
        book.active.append([f"Q{number}", f"Is there {topic(number)}?", *cells])
    return book


def read(book: openpyxl.Workbook) -> Understanding:
    file = io.BytesIO()
    book.save(file)
    return understand(read_any(file.getvalue(), "form.xlsx"), LEXICON)


def warned(found: Understanding) -> dict[str, dict[str, str]]:
    return dict(found.warnings)


def test_columns_of_other_suppliers_are_named() -> None:
    rows: list[list[object]] = [["Yes", "No", ("Yes", "No")[number % 2]] for number in range(12)]
    hint = warned(read(sheet("Supplier North", "Supplier East", "Supplier West", rows=rows)))["answers_beside"]
    named = {hint["column"], *(part.split()[0] for part in hint["others"].split(BETWEEN))}
    assert named == {"C", "D", "E"}
    assert "answers_beside" not in warned(read(sheet("Answer", "Comment", rows=[["Yes", "see policy"]] * 12)))


def test_answers_in_colours_or_notes_are_said_to_be_unread() -> None:
    coloured = sheet("Answer", rows=[[None]] * 12)
    noted = sheet("Answer", rows=[["Yes"]] * 12)
    for row in range(2, 14):
        coloured.active.cell(row, 3).fill = PatternFill("solid", fgColor="00FF00")
        noted.active.cell(row, 3).comment = Comment("Only in Tokyo", "somebody")
    assert "no_answers" in warned(read(coloured))
    assert "cell_notes" in warned(read(noted))
    plain = warned(read(sheet("Answer", rows=[["Yes"]] * 12)))
    assert not {"no_answers", "cell_notes"} & plain.keys()


def test_ids_that_became_dates_are_told() -> None:
    book = sheet("Answer", rows=[["Yes"], ["No"]] * 6)
    for row in range(2, 14):
        book.active.cell(row, 1).value = f"2026-01-{row:02}"
    assert warned(read(book))["dated_ids"] == {"sheet": "Sheet", "count": "12", "first": "2026-01-02"}
