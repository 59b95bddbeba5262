"""What the forms of a preview say about how a foreign workbook is read."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from vendor_risk.imports import corrections as import_corrections
from vendor_risk.reading import Corrections


def corrected(form: MultiDict[str, str], corrections: Corrections) -> Corrections:
    """The corrections with what a form of the preview says: sheets, columns or answer words."""
    for name, value in form.items():
        kind, _mark, rest = name.partition("|")
        if kind == "sheet":
            corrections = import_corrections.with_sheet(corrections, rest, {"read": True, "leave": False}.get(value))
        elif kind == "header":
            corrections = import_corrections.with_header(corrections, rest, value.strip())
        elif kind == "column":
            role, _mark, sheet = rest.partition("|")
            corrections = import_corrections.with_column(corrections, sheet, role, value)
        elif kind == "role" and value != (was := form.get(f"was|{rest}", "")):
            letter, _mark, sheet = rest.partition("|")
            corrections = import_corrections.with_role(corrections, sheet, letter, role=value, was=was)
    for word, meaning in zip(form.getlist("word"), form.getlist("meaning"), strict=False):
        corrections = import_corrections.with_answer(corrections, word, meaning)
    return corrections
