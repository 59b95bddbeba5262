"""What is said about an own workbook: why a file is refused, and what became of a row and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from vendor_risk.assessments.answers.kinds import MAX_TEXT
from vendor_risk.assessments.evidence.actions import MAX_ITEMS_PER_QUESTION as MAX_EVIDENCE
from vendor_risk.domain.questionnaires import MAX_CELL_TEXT
from vendor_risk.formats.own.workbook import OwnAnswer
from vendor_risk.imports.own.diff import LONGEST_EVIDENCE, DiffRow, EvidenceLines, RowChange

_REFUSALS: Mapping[str, Callable[[str], str]] = {
    "not_own": lambda file: _(
        "“%(file)s” is not an Excel file for this questionnaire. Download the Excel file for the questionnaire, "
        "fill it in and upload it.",
        file=file,
    ),
    "other_format": lambda file: _(
        "“%(file)s” was created by another version of this system. Download the Excel file for the questionnaire "
        "again and copy the answers into it.",
        file=file,
    ),
    "changed": lambda file: _(
        "“%(file)s” cannot be verified: its hidden data was changed, or it was downloaded before the link was "
        "revoked. Download the Excel file for the questionnaire again and copy the answers into it.",
        file=file,
    ),
    "active": lambda file: _(
        "“%(file)s” contains macros, controls or links to other files that were not there when it was "
        "downloaded. Download the Excel file for the questionnaire again and copy the answers into it.",
        file=file,
    ),
    "no_questions": lambda file: _(
        "“%(file)s” has no sheet with the headings “Question” and “Answer” in one row. Restore "
        "the headings and upload the file again.",
        file=file,
    ),
    "other_assessment": lambda file: _(
        "“%(file)s” belongs to another questionnaire or organisation, so nothing was "
        "imported. Upload it on the page where it was downloaded.",
        file=file,
    ),
    "other_version": lambda file: _(
        "“%(file)s” was created for another version of the questionnaire. Download the Excel file for the "
        "questionnaire again and copy the answers into it.",
        file=file,
    ),
}


def not_own(code: str, file: str, number: int = 0) -> str:
    """Why a file is not taken as this assessment's own workbook, and what to do. `code` is that of NotOwnError, or
    unsigned: it names its assessment (`number`) and lacks the hidden sheets that prove it.
    """
    if code == "unsigned":
        unsigned: str = _(
            "“%(file)s” was issued by this system (assessment %(number)s), but its hidden sheets are missing, so it "
            "cannot be assigned automatically. Upload it on the page of that assessment.",
            file=file,
            number=number,
        )
        return unsigned
    return _REFUSALS[code](file)


_PROBLEMS: Mapping[str, Callable[[DiffRow], str]] = {
    "not_in_list": lambda row: _(
        "“%(text)s” is not one of the available answers. Select one from the list.", text=_short(row.text)
    ),
    "not_a_number": lambda row: _("“%(text)s” is not a number. Enter a number in digits.", text=_short(row.text)),
    "not_a_date": lambda row: _("“%(text)s” is not a valid date. Use the format 2026-04-01.", text=_short(row.text)),
    "struck": lambda row: _(
        "“%(text)s” is struck through, so it was not read as an answer. Enter the answer without strikethrough.",
        text=_short(row.text),
    ),
    "preset": lambda row: _(
        "“%(text)s” is a list of choices, and none has been selected. Enter one answer.", text=_short(row.text)
    ),
    "ambiguous": lambda row: _("“%(text)s” is not one clear answer. Enter one answer only.", text=_short(row.text)),
    "too_many": lambda _row: _("A question can have no more than %(limit)s items of evidence.", limit=MAX_EVIDENCE),
    "formula": lambda _row: _("This cell contains a formula without a result. Enter the answer itself."),
    "na_not_allowed": lambda _row: _(
        "This question applies to all organisations. Select an answer, or “I do not know”."
    ),
    "na_without_reason": lambda _row: _("Enter the reason why this question is not applicable."),
    "reason_without_answer": lambda _row: _(
        "A reason was entered without an answer. Select “Not applicable” as the answer, or delete the reason."
    ),
    "too_long": lambda _row: _("Shorten the text to no more than %(limit)s characters.", limit=f"{MAX_TEXT:,}"),
    "cell_too_long": lambda _row: _("Shorten the text to no more than %(limit)s characters.", limit=MAX_CELL_TEXT),
    "too_many_rows": lambda _row: _("This table has more rows than the questionnaire allows. Remove some rows."),
    "closed": lambda _row: _(
        "The answer to this question cannot be changed at present, so the answer on the web will be kept."
    ),
    "repeated": lambda _row: _("This row appears more than once in the Excel file. Only the first occurrence is used."),
    "unknown_row": lambda _row: _("This row is not part of the questionnaire."),
    "row_gone": lambda _row: _(
        "The row for this question is missing from the Excel file. The answer on the web will be kept."
    ),
}


def problem(row: DiffRow) -> str:
    """Why a row was refused or skipped and what to do, as a sentence; "" when nothing is wrong with it."""
    return _PROBLEMS[row.problem](row) if row.problem else ""


_REMARKS: Mapping[str, Callable[[DiffRow], str]] = {
    "reason_ignored": lambda _row: _("The reason for “Not applicable” is ignored because the question has an answer."),
    "struck": lambda row: _(
        "Text that is struck through was not read. The cell contains “%(text)s”.", text=_short(row.struck)
    ),
    "tables_gone": lambda _row: _(
        "The sheet “Tables” is missing from the file, so the table rows on the web will be kept."
    ),
}


def remarks(row: DiffRow) -> list[str]:
    """What else is to be said about a row, a sentence each."""
    return [_REMARKS[code](row) for code in row.remarks]


def evidence_problem(found: EvidenceLines) -> str:
    """Why lines of evidence are not taken, as a sentence; "" when they are."""
    if found.problem == "too_long":
        said: str = _("Shorten the text to no more than %(limit)s characters.", limit=f"{LONGEST_EVIDENCE:,}")
        return said
    return _PROBLEMS[found.problem](_NO_ROW) if found.problem else ""


_NOTICES: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "unsigned": lambda _named: _(
        "The hidden sheets of this file are missing, so the system cannot tell when the file was downloaded. Check "
        "that the file is for this questionnaire. Where an answer differs from the one on the web, you will be "
        "asked which one to use."
    ),
    "by_text": lambda named: _(
        "Question IDs are missing from hidden column A in some rows (%(number)s), so these questions were "
        "matched by their text. Check them below.",
        **named,
    ),
    "doubled": lambda named: _(
        "Some column headings appear more than once (%(cells)s). Only the first column with each heading is used.",
        **named,
    ),
}


def notice(code: str, named: Mapping[str, str]) -> str:
    """What is to be said about a file as a whole, as a sentence."""
    return _NOTICES[code](named)


_NO_ROW = DiffRow("", "", RowChange.REFUSED, OwnAnswer(), OwnAnswer())


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"
