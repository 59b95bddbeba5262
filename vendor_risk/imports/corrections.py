"""What a person put right in the understanding of a workbook, as a batch or a profile keeps it, and as a form gives it.

Everything given is checked here: a role, a column letter or a meaning that does not exist is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import msgspec
from msgspec import Struct

from vendor_risk.reading import AnswerWord, Corrections
from vendor_risk.workbook.limits import MAX_ROWS

ROLES = ("id", "section", "question", "answer", "comment", "guidance", "weight", "preferred")
"""The roles a person may give to a column; the last three only help the reader."""
MEANINGS: Mapping[str, tuple[str, float | None]] = {
    "yes": ("yes", 5.0),
    "partial": ("partial", 2.5),
    "no": ("no", 0.0),
    "na": ("na", None),
    "unknown": ("unknown", None),
    "blank": ("blank", None),
    **{f"level{level}": ("level", float(level)) for level in range(6)},
}
"""What an answer word may mean, by the name a form gives it: value and level."""
NO_COLUMN = "-"
"""A form's word for "there is no such column"."""
AUTOMATIC = ""
"""A form's word for "as the reader finds it"."""
_MOST = 500
_LETTERS = re.compile(r"[A-Z]{1,3}")


class CorrectionSettings(Struct):
    """Corrections as JSON keeps them; an answer word as its value and level."""

    columns: dict[str, dict[str, str | None]] = {}
    answers: dict[str, tuple[str, float | None]] = {}
    sheets: dict[str, bool] = {}
    headers: dict[str, int] = {}


def to_settings(corrections: Corrections) -> dict[str, object]:
    """The corrections as JSON keeps them; `from_settings` is the inverse."""
    return {
        "columns": corrections.columns,
        "answers": {word: [meaning.value, meaning.level] for word, meaning in corrections.answers.items()},
        "sheets": corrections.sheets,
        "headers": corrections.headers,
    }


def from_settings(settings: Mapping[str, object]) -> Corrections:
    """The corrections a batch or a profile keeps."""
    return corrections_of(msgspec.convert(settings, CorrectionSettings))


def corrections_of(settings: CorrectionSettings) -> Corrections:
    """The corrections of what was kept or came from outside."""
    answers = {word: AnswerWord(*meaning) for word, meaning in settings.answers.items()}
    return Corrections(settings.columns, answers, settings.sheets, settings.headers)


def is_empty(corrections: Corrections) -> bool:
    """Whether nothing was put right."""
    return not (corrections.columns or corrections.answers or corrections.sheets or corrections.headers)


def with_column(corrections: Corrections, sheet: str, role: str, column: str) -> Corrections:
    """As before, with the column of a role on a sheet chosen (a letter), denied or left to the reader again."""
    column = column.strip().upper() if column != NO_COLUMN else column
    if role not in ROLES or not (column in {AUTOMATIC, NO_COLUMN} or _LETTERS.fullmatch(column)):
        return corrections
    columns = {name: dict(roles) for name, roles in corrections.columns.items()}
    roles = columns.setdefault(sheet, {})
    roles.pop(role, None)
    if column != AUTOMATIC:
        roles[role] = None if column == NO_COLUMN else column
    return replace(corrections, columns={name: kept for name, kept in columns.items() if kept})


def with_role(corrections: Corrections, sheet: str, column: str, *, role: str, was: str) -> Corrections:
    """As before, with a column holding `role` ("": nothing that is read) instead of what it `was` taken for."""
    if not role:
        return with_column(corrections, sheet, was, NO_COLUMN)
    if corrections.columns.get(sheet, {}).get(was) == column:
        corrections = with_column(corrections, sheet, was, AUTOMATIC)
    return with_column(corrections, sheet, role, column)


def with_sheet(corrections: Corrections, sheet: str, read: bool | None) -> Corrections:
    """As before, with a sheet to be read, left out, or left to the reader again (None)."""
    sheets = {name: kept for name, kept in corrections.sheets.items() if name != sheet}
    if read is not None:
        sheets[sheet] = read
    return replace(corrections, sheets=sheets)


def with_header(corrections: Corrections, sheet: str, row: str) -> Corrections:
    """As before, with the row of a sheet's headings given (from 1), or left to the reader again ("")."""
    headers = {name: kept for name, kept in corrections.headers.items() if name != sheet}
    if row.isascii() and row.isdigit() and 0 < int(row[:7]) <= MAX_ROWS:
        headers[sheet] = int(row)
    return replace(corrections, headers=headers)


def with_answer(corrections: Corrections, word: str, meaning: str) -> Corrections:
    """As before, with the meaning of an answer word given, or left to the reader again ("")."""
    answers = {known: kept for known, kept in corrections.answers.items() if known != word}
    if meaning in MEANINGS and len(answers) < _MOST:
        answers[word] = AnswerWord(*MEANINGS[meaning])
    return replace(corrections, answers=answers)


def meaning_name(value: str, level: float | None) -> str:
    """The name in MEANINGS of a value and level; "" when none fits (free text, a date)."""
    if value == "level" and level is not None:
        return f"level{round(level)}"
    return value if value in MEANINGS else ""
