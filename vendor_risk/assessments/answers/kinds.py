"""What each kind of question accepts as an answer, and how an answer is said. One entry per kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _

from vendor_risk.assessments.answers.cells import NotAnAnswerError, checked_cell, clean, day, number, say_cell, say_day
from vendor_risk.domain.questionnaires import (
    LEVEL_NAMES,
    MAX_LEVEL,
    AnswerScale,
    AnswerState,
    AnswerValue,
    Cell,
    Question,
    QuestionKind,
)
from vendor_risk.domain.scoring.kinds import is_complete
from vendor_risk.i18n import colon, tell

MAX_TEXT = 10_000
"""Characters in a comment, a reason or a free-text answer."""
Scale = AnswerScale | None


def level_name(level: float | None) -> str:
    """A level with its name ("3 Defined"); the number alone between two levels, "" for None."""
    if level is None:
        return ""
    written = str(format_decimal(round(level, 2)))
    return f"{written} {tell(LEVEL_NAMES[int(level)])}" if float(level).is_integer() else written


def _answered(_scale: Scale, _value: AnswerValue) -> AnswerState:
    return AnswerState.ANSWERED


def _nothing_missing(_question: Question, _value: AnswerValue) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """`check` gives the regular form (None: nothing was said) or raises NotAnAnswerError; `say` tells a stored value.

    `state` is what a value itself may mean ("not applicable" as an option), `complete` whether nothing of it is
    missing.
    """

    check: Callable[[Question, Scale, object], AnswerValue]
    say: Callable[[Question, Scale, AnswerValue], str]
    state: Callable[[Scale, AnswerValue], AnswerState] = _answered
    complete: Callable[[Question, AnswerValue], bool] = _nothing_missing


def _level(question: Question, scale: Scale, value: object) -> AnswerValue:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_LEVEL:
        raise NotAnAnswerError(_("Select a level from 0 to 5."))
    return value


def _option(question: Question, scale: Scale, value: object) -> AnswerValue:
    if scale is None or not isinstance(value, str) or value not in {option.id for option in scale.options}:
        raise NotAnAnswerError(_("Select one of the available answers."))
    return value


def _options(question: Question, scale: Scale, value: object) -> AnswerValue:
    if not isinstance(value, tuple | list):
        raise NotAnAnswerError(_("Select from the available answers."))
    return tuple(sorted({str(_option(question, scale, option)) for option in value})) or None


def _text(question: Question, scale: Scale, value: object) -> AnswerValue:
    if not isinstance(value, str):
        raise NotAnAnswerError(_("Enter text."))
    text = clean(value)
    if len(text) > MAX_TEXT:
        raise NotAnAnswerError(_("Shorten the text to no more than %(limit)s characters.", limit=MAX_TEXT))
    return text if text.strip() else None


def _rows(question: Question, scale: Scale, value: object) -> AnswerValue:
    """The rows without those that are empty throughout. A row may still lack required cells: see `complete`."""
    width = len(question.columns)
    if not isinstance(value, tuple) or not all(isinstance(row, tuple) and len(row) == width for row in value):
        raise NotAnAnswerError(_("Enter the rows as a table."))
    rows = []
    for place, row in enumerate(value, start=1):
        cells: list[Cell] = []
        for column, cell in zip(question.columns, row, strict=True):
            try:
                cells.append(checked_cell(column, cell))
            except NotAnAnswerError as error:
                where = {"row": place, "column": tell(column.title), "problem": str(error)}
                raise NotAnAnswerError(_("Row %(row)s, “%(column)s”: %(problem)s", **where)) from None
        if any(cell is not None for cell in cells):
            rows.append(tuple(cells))
    if len(rows) > question.max_rows:
        raise NotAnAnswerError(_("Enter no more than %(limit)s rows.", limit=question.max_rows))
    return tuple(rows) or None


def _say_options(question: Question, scale: Scale, value: AnswerValue) -> str:
    labels = {option.id: tell(option.label) for option in scale.options} if scale else {}
    chosen = value if isinstance(value, tuple) else (value,)
    return " · ".join(str(labels.get(str(one), one)) for one in chosen)


def _say_rows(question: Question, scale: Scale, value: AnswerValue) -> str:
    """A line per row, each cell behind the title of its column."""
    lines = []
    for row in value if isinstance(value, tuple) else ():
        pairs = zip(question.columns, row, strict=False)
        lines.append(
            " · ".join(f"{tell(c.title)}{colon()}{say_cell(c, cell)}" for c, cell in pairs if cell is not None)
        )
    return "\n".join(lines)


def _state_of_option(scale: Scale, value: AnswerValue) -> AnswerState:
    return AnswerState.ANSWERED if scale is None else scale.option(str(value)).state


def _all_complete(question: Question, value: AnswerValue) -> bool:
    return (
        all(is_complete(question, row) for row in value if isinstance(row, tuple)) if isinstance(value, tuple) else True
    )


ANSWERS: dict[QuestionKind, AnswerKind] = {
    QuestionKind.MATURITY: AnswerKind(_level, lambda _question, _scale, value: level_name(float(value))),  # type: ignore[arg-type]  # a level
    QuestionKind.CHOICE: AnswerKind(_option, _say_options, _state_of_option),
    QuestionKind.MULTICHOICE: AnswerKind(_options, _say_options),
    QuestionKind.NUMBER: AnswerKind(
        lambda _question, _scale, value: number(value), lambda _question, _scale, value: str(format_decimal(value))
    ),
    QuestionKind.DATE: AnswerKind(
        lambda _question, _scale, value: day(value), lambda _question, _scale, value: say_day(value)
    ),
    QuestionKind.TEXT: AnswerKind(_text, lambda _question, _scale, value: str(value)),
    QuestionKind.TABLE: AnswerKind(_rows, _say_rows, complete=_all_complete),
}
