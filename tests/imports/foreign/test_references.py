"""Numbers of frameworks that stand beside a question go with it; those of another edition's question do not."""

from __future__ import annotations

import io

import openpyxl

from vendor_risk.imports import batches as import_batches
from vendor_risk.imports.foreign import actions as foreign_import_actions

ROWS = (
    ("Q-1", "Is there a security policy that everybody can read?", "Yes", "A.5.1", "GV.PO-01"),
    ("Q-2", "Are backups made every night and restored as a trial?", "No", "A.8.13; A.5.30", ""),
    ("Q-3", "Are visitors accompanied inside the buildings?", "Yes", "", "see SI-2"),
)


def references(crosswalk: tuple[tuple[str, ...], ...] = ()) -> dict[str, tuple[str, ...]]:
    """The numbers each question of the workbook gets; `crosswalk` are rows of a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["ID", "Question", "Answer", "ISO 27001:2022", "NIST CSF"])
    for row in ROWS:
        sheet.append(row)
    if crosswalk:
        other = book.create_sheet("Standards Crosswalk")
        other.append(["Id", "Question", "NIST 800-53r5"])
        for row in crosswalk:
            other.append(row)
    out = io.BytesIO()
    book.save(out)
    made = foreign_import_actions.open_file(import_batches.open_workbook(out.getvalue(), "sheet.xlsx")).questionnaire
    return {question.id: question.references for question in made.questions()}


def test_numbers_in_columns_named_after_a_framework_go_with_the_question() -> None:
    assert references() == {
        "Q-1": ("CSF:GV.PO-1", "ISO27001:A.5.1"),
        "Q-2": ("ISO27001:A.5.30", "ISO27001:A.8.13"),
        "Q-3": (),
    }


def test_another_sheet_counts_where_it_repeats_the_id_and_the_text() -> None:
    found = references((("Q-3", ROWS[2][1], "PE-3"), ("Q-2", "Is there a fence around the building?", "PE-6")))
    assert found["Q-3"] == ("SP800-53:PE-3",)
    assert "SP800-53:PE-6" not in found["Q-2"]
