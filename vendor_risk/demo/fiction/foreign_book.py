"""A customer's own questionnaire, invented: a workbook of a layout of its own, as vendors have filled in for somebody.

A title block, a hidden sheet of lists, sections as rows, answers in words ("Yes", "Partially"), remarks beside them.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import xlsxwriter

from vendor_risk.workbook.text import write_text
from vendor_risk.workbook.writing import WritableBook

FILE_NAME = "kagami-supplier-check.xlsx"
ANSWERS = ("Yes", "Partially", "No", "Not applicable")
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Who is responsible", (
        "Has management named one person who answers for information security?",
        "Is there a written security policy that every employee can read?",
        "Is it looked at again at least once a year?",
        "Are the people who handle customers' data known by name?",
    )),
    ("People", (
        "Do employees learn at least once a year how to recognise fraudulent mail?",
        "Do people sign that they keep customers' information secret?",
        "Are accounts closed on the day somebody leaves?",
    )),
    ("Computers and networks", (
        "Is there a list of all computers and of the software on them?",
        "Are security updates installed within thirty days?",
        "Is a second factor needed to work from outside the office?",
        "Are administrators' accounts kept apart from everyday ones?",
        "Is the factory network separated from the office network?",
    )),
    ("Customers' data", (
        "Is it written down where data of this customer is kept?",
        "Is it encrypted on laptops and removable media?",
        "Is it erased, with a record, when the work ends?",
        "Do others outside your company get to see it?",
    )),
    ("When something happens", (
        "Is it clear whom employees call when they suspect an incident?",
        "Is this customer told within a day?",
        "Are backups kept where an intruder cannot reach them?",
        "Has restoring from them been tried in the last twelve months?",
    )),
    ("Suppliers of yours", (
        "Do you ask your own suppliers about their security?",
        "Do you know which of them handle data of this customer?",
    )),
)  # fmt: skip
REMARKS = {
    "Yes": ("", "", "Rule ISR-04, in force since 2024.", "See the audit report of spring."),
    "Partially": ("At the head office only.", "Planned to be finished this year.", ""),
    "No": ("Planned.", "", "We are too few people for this."),
    "Not applicable": ("We keep no such data.",),
}


def foreign_book(organization: str, quality: float, seed: str, repeat: int = 1) -> bytes:
    """The sheet as filled in by `organization`, whose maturity is `quality` (0–1). `repeat` makes it longer."""
    rng = random.Random(seed)  # noqa: S311 - a demo, not a secret
    out = io.BytesIO()
    book: WritableBook = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "bg_color": "#E8E4DA", "border": 1})
    sheet = book.add_worksheet("Supplier check")
    for column, width in enumerate((8, 64, 16, 44)):
        sheet.set_column(column, column, width)
    write_text(sheet, 0, 0, "Kagami Instruments - supplier security check", style=bold)
    for row, (name, value) in enumerate((("Supplier:", organization), ("Form:", "K-118 rev. 3")), start=1):
        write_text(sheet, row, 0, name)
        write_text(sheet, row, 1, value)
    for column, title in enumerate(("No.", "Question", "Answer", "Remarks")):
        write_text(sheet, 4, column, title, style=head)
    row = 5
    for number, (section, questions) in enumerate(SECTIONS * repeat, start=1):
        write_text(sheet, row, 0, f"{number}. {section}", style=bold)
        row += 1
        for place, question in enumerate(questions, start=1):
            answer = _answer(rng, quality)
            for column, text in enumerate((f"{number}.{place}", question, answer, rng.choice(REMARKS[answer]))):
                write_text(sheet, row, column, text)
            row += 1
    sheet.data_validation(5, 2, row, 2, {"validate": "list", "source": list(ANSWERS)})
    sheet.freeze_panes(5, 0)
    _lists(book, ANSWERS)
    book.close()
    return out.getvalue()


def _answer(rng: random.Random, quality: float) -> str:
    if rng.random() < 0.05:
        return "Not applicable"
    drawn = quality + rng.gauss(0, 0.22)
    return "Yes" if drawn > 0.55 else ("Partially" if drawn > 0.35 else "No")


def _lists(book: WritableBook, values: Sequence[str]) -> None:
    hidden = book.add_worksheet("Lists")
    for row, value in enumerate(values):
        write_text(hidden, row, 0, value)
    hidden.hide()
