"""What is said about an own workbook: why a file is refused, and what became of a row and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from vendor_risk.assessments.answers.values import MAX_TEXT
from vendor_risk.imports.own.diff import DiffRow

_REFUSALS: Mapping[str, Callable[[str], str]] = {
    "not_own": lambda file: _(
        "“%(file)s” is not a workbook of this questionnaire. Download the workbook from this page, fill it in and "
        "upload that file.",
        file=file,
    ),
    "other_format": lambda file: _(
        "“%(file)s” was made by another version of this service. Download the workbook from this page again and copy "
        "your answers into it.",
        file=file,
    ),
    "changed": lambda file: _(
        "“%(file)s” cannot be recognised: its hidden part was changed, or it was downloaded before your link was "
        "revoked. Download the workbook from this page again and copy your answers into it.",
        file=file,
    ),
    "active": lambda file: _(
        "“%(file)s” contains macros, controls or links to other files, which were not in it when it was downloaded. "
        "Download the workbook from this page again and copy your answers into it.",
        file=file,
    ),
    "no_questions": lambda file: _(
        "“%(file)s” has no sheet “Questions” any more. If it was renamed, give it its name back and upload the file "
        "again.",
        file=file,
    ),
    "other_assessment": lambda file: _(
        "“%(file)s” belongs to another questionnaire or another organization, so nothing of it was taken over. Upload "
        "it where it was downloaded from.",
        file=file,
    ),
    "other_version": lambda file: _(
        "“%(file)s” was made for another version of the questionnaire. Download the workbook from this page again and "
        "copy your answers into it.",
        file=file,
    ),
}


def not_own(code: str, file: str) -> str:
    """Why a file is not taken as this assessment's own workbook, and what to do. `code` is that of NotOwnError."""
    return _REFUSALS[code](file)


_PROBLEMS: Mapping[str, Callable[[DiffRow], str]] = {
    "not_in_list": lambda row: _(
        "“%(text)s” is not one of the answers. Choose an entry of the list.", text=_short(row.text)
    ),
    "not_a_number": lambda row: _("“%(text)s” is not a number. Write digits only.", text=_short(row.text)),
    "not_a_date": lambda row: _("“%(text)s” is not a date. Write it like this: 2026-04-01.", text=_short(row.text)),
    "formula": lambda _row: _("This cell holds a formula without a result. Write the answer itself into it."),
    "na_not_allowed": lambda _row: _("This question applies to everyone. Choose an answer, or “We do not know”."),
    "na_without_reason": lambda _row: _("Write here why the question does not apply to you."),
    "reason_without_answer": lambda _row: _(
        "There is a reason but no answer. Choose “Not applicable” as the answer, or delete the reason."
    ),
    "too_long": lambda _row: _("Shorten the text to %(limit)s characters.", limit=f"{MAX_TEXT:,}"),
    "closed": lambda _row: _("This question is not open for change now, so the answer on the web stays."),
    "repeated": lambda _row: _("This row stands in the workbook twice. The first one counts."),
    "unknown_row": lambda _row: _("This row is not part of the questionnaire."),
    "row_gone": lambda _row: _("The row of this question is missing in the workbook. The answer on the web stays."),
}


def problem(row: DiffRow) -> str:
    """Why a row was refused or skipped and what to do, as a sentence; "" when nothing is wrong with it."""
    return _PROBLEMS[row.problem](row) if row.problem else ""


def remark(row: DiffRow) -> str:
    """What else is to be said about a row; "" for nothing."""
    said: str = _("The reason for “not applicable” was left out, because the question is answered.")
    return said if row.remark == "reason_ignored" else ""


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"
