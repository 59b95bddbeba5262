"""The cells of a table: what each kind of column accepts, and how its cells are said. One entry per kind of column."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from vendor_risk.domain.questionnaires import MAX_CELL_TEXT, Cell, ColumnKind, QuestionColumn
from vendor_risk.i18n import tell


class NotAnAnswerError(ValueError):
    """What was given is no answer; the message is a sentence for the person who gave it."""


def clean(text: str) -> str:
    """Text that every database and every page can hold: no NUL, no broken surrogates, lines ended alike."""
    if not text:
        return text
    if "\x00" in text or "\r" in text:
        text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def number(value: object) -> float:
    """A finite number; NotAnAnswerError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise NotAnAnswerError(_("Enter a number in digits."))
    return float(value)


def day(value: object) -> str:
    """A calendar date as ISO text; NotAnAnswerError for anything else."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise NotAnAnswerError(_("Enter a date, for example 2026-04-01.")) from None


def say_day(value: object) -> str:
    """A stored date in the reader's language."""
    return str(format_date(date.fromisoformat(str(value)), "long"))


def say_number(value: float) -> str:
    """A number as plainly as it can be written, without losing a digit anyone typed."""
    return f"{value:.12g}"


def _line(column: QuestionColumn, value: object) -> Cell:
    """One line of text: line ends become spaces, so that every place that holds it holds the same."""
    if not isinstance(value, str):
        raise NotAnAnswerError(_("Enter text."))
    text = " ".join(part.strip() for part in clean(value).splitlines() if part.strip())
    if len(text) > MAX_CELL_TEXT:
        raise NotAnAnswerError(_("Shorten the text to no more than %(limit)s characters.", limit=MAX_CELL_TEXT))
    return text or None


def _option(column: QuestionColumn, value: object) -> Cell:
    if not isinstance(value, str) or value not in {option.id for option in column.options}:
        raise NotAnAnswerError(_("Select one of the available answers."))
    return value


def _yes_no(column: QuestionColumn, value: object) -> Cell:
    if not isinstance(value, bool):
        raise NotAnAnswerError(_("Select yes or no."))
    return value


@dataclass(frozen=True, slots=True)
class CellKind:
    """`check` gives a filled cell in its regular form or raises NotAnAnswerError; `say` tells a stored one."""

    check: Callable[[QuestionColumn, object], Cell]
    say: Callable[[QuestionColumn, Cell], str]


CELLS: dict[ColumnKind, CellKind] = {
    ColumnKind.TEXT: CellKind(_line, lambda _column, cell: str(cell)),
    ColumnKind.NUMBER: CellKind(
        lambda _column, value: number(value), lambda _column, cell: say_number(float(cell or 0))
    ),
    ColumnKind.DATE: CellKind(lambda _column, value: day(value), lambda _column, cell: say_day(cell)),
    ColumnKind.CHOICE: CellKind(_option, lambda column, cell: tell(column.option(str(cell)).label)),
    ColumnKind.YES_NO: CellKind(_yes_no, lambda _column, cell: _("Yes") if cell else _("No")),
}


def checked_cell(column: QuestionColumn, value: object) -> Cell:
    """The cell in its regular form, None when it is empty; NotAnAnswerError with a sentence when it cannot hold it."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return CELLS[column.kind].check(column, value)


def say_cell(column: QuestionColumn, cell: Cell) -> str:
    """A stored cell in the reader's language; "" when it is empty."""
    return "" if cell is None else CELLS[column.kind].say(column, cell)
