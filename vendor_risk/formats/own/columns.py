"""Each kind of column on the sheet of tables: its list, its cell, and the guide to it. One entry per kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vendor_risk.domain.questionnaires import MAX_CELL_TEXT, Cell, ColumnKind, QuestionColumn, Text
from vendor_risk.formats.own import words
from vendor_risk.formats.own.labels import NotALabelError, day_of, fold, forms, label, number_of, option_of


def _no_list(_column: QuestionColumn, _lang: str) -> tuple[str, ...]:
    return ()


def _says(text: Text) -> Callable[[QuestionColumn, str], str]:
    return lambda _column, lang: text.get(lang)


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """`write` and `read` are inverse for filled cells; `as_text`: the cell is formatted as text."""

    write: Callable[[QuestionColumn, Cell, str], str | float]
    read: Callable[[QuestionColumn, str], Cell]
    guide: Callable[[QuestionColumn, str], str]
    entries: Callable[[QuestionColumn, str], tuple[str, ...]] = _no_list
    as_text: bool = False


def _read_line(_column: QuestionColumn, text: str) -> Cell:
    line = " ".join(part.strip() for part in text.splitlines() if part.strip())
    if len(line) > MAX_CELL_TEXT:
        raise NotALabelError("cell_too_long")
    return line


def _options(column: QuestionColumn, lang: str) -> tuple[str, ...]:
    return tuple(label(option.label, lang) for option in column.options)


def _read_option(column: QuestionColumn, text: str) -> Cell:
    option = option_of(column.options, text)
    if option is None:
        raise NotALabelError("not_in_list", _options(column, "en"))
    return option.id


def _yes_no(_column: QuestionColumn, lang: str) -> tuple[str, ...]:
    return (label(words.YES, lang), label(words.NO, lang))


def _read_yes_no(column: QuestionColumn, text: str) -> Cell:
    for said, value in ((words.YES, True), (words.NO, False)):
        if fold(text) in forms(said):
            return value
    raise NotALabelError("not_in_list", _yes_no(column, "en"))


OWN_COLUMNS: dict[ColumnKind, OwnColumn] = {
    ColumnKind.TEXT: OwnColumn(lambda _column, cell, _lang: str(cell), _read_line, _says(Text("", "")), as_text=True),
    ColumnKind.NUMBER: OwnColumn(
        lambda _column, cell, _lang: float(cell or 0),
        lambda _column, text: number_of(text),
        _says(words.ANY_NUMBER),
    ),
    ColumnKind.DATE: OwnColumn(
        lambda _column, cell, _lang: str(cell),
        lambda _column, text: day_of(text),
        _says(words.ANY_DATE),
        as_text=True,
    ),
    ColumnKind.CHOICE: OwnColumn(
        lambda column, cell, lang: label(column.option(str(cell)).label, lang),
        _read_option,
        lambda column, lang: " / ".join(option.label.get(lang) for option in column.options),
        _options,
    ),
    ColumnKind.YES_NO: OwnColumn(
        lambda _column, cell, lang: label(words.YES if cell else words.NO, lang),
        _read_yes_no,
        lambda _column, lang: f"{words.YES.get(lang)} / {words.NO.get(lang)}",
        _yes_no,
    ),
}
