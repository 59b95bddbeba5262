"""Each kind of question on the page: its fields, what the script reads of them, and how a form and JSON become a value.

One entry per kind of question and per kind of column; the fields are in `portal/kinds/` and `portal/columns/`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from vendor_risk.domain.questionnaires import (
    AnswerValue,
    Cell,
    ColumnKind,
    Question,
    QuestionColumn,
    QuestionKind,
    given_value,
)

VALUE = "="
"""Prefix of a radio button's value that stands for an answer; the other buttons stand for states."""
YES, NO = "yes", "no"
Form = MultiDict[str, str]


def _as_it_came(_question: Question, value: object) -> AnswerValue:
    """JSON as given; the answer's own check says what is wrong with it."""
    return given_value(value)


@dataclass(frozen=True, slots=True)
class PortalKind:
    """`value_of` is what portal.js reads: radio, level, boxes, text, number or table. Forms name fields by number.

    `parse_form` takes the question, the form, its number and the chosen radio button. Neither parser refuses: what is
    no value comes through as it is, so that it can be shown again beside the sentence of its check.
    """

    value_of: str
    template: str
    parse_form: Callable[[Question, Form, int, str], AnswerValue]
    parse_json: Callable[[Question, object], AnswerValue] = _as_it_came
    hint: Callable[[], str] = str

    @property
    def is_radio(self) -> bool:
        """Whether the answer itself is a radio button, beside those of "not applicable" and "we do not know"."""
        return self.value_of in {"radio", "level"}


def number_text(value: object) -> str:
    """A number as it is in its field: every digit kept, no ".0"; anything else as it was typed."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def number(text: str) -> float | str:
    """The number in a field; the text itself where it is none."""
    try:
        return float(text.replace(",", "").strip())
    except ValueError:
        return text


def _level(_question: Question, _form: Form, _number: int, chosen: str) -> AnswerValue:
    level = chosen.removeprefix(VALUE)
    return int(level) if level.isascii() and level.isdigit() else level or None


def _option(_question: Question, _form: Form, _number: int, chosen: str) -> AnswerValue:
    return chosen.removeprefix(VALUE) or None


def _options(_question: Question, form: Form, place: int, _chosen: str) -> AnswerValue:
    return tuple(form.getlist(f"v{place}")) or None


def _text(_question: Question, form: Form, place: int, _chosen: str) -> AnswerValue:
    return form.get(f"v{place}", "").strip() or None


def _number(_question: Question, form: Form, place: int, _chosen: str) -> AnswerValue:
    text = form.get(f"v{place}", "").strip()
    return number(text) if text else None


@dataclass(frozen=True, slots=True)
class PortalColumn:
    """`parse` gives what a filled field says, the text itself where that is no value; the field is in `template`."""

    parse: Callable[[str], Cell]
    template: str


def _yes_no(text: str) -> bool | str:
    return {YES: True, NO: False}.get(text, text)


PORTAL_COLUMNS: dict[ColumnKind, PortalColumn] = {
    ColumnKind.TEXT: PortalColumn(str, "portal/columns/text.html"),
    ColumnKind.NUMBER: PortalColumn(number, "portal/columns/number.html"),
    ColumnKind.DATE: PortalColumn(str.strip, "portal/columns/date.html"),
    ColumnKind.CHOICE: PortalColumn(str, "portal/columns/choice.html"),
    ColumnKind.YES_NO: PortalColumn(_yes_no, "portal/columns/yes_no.html"),
}


def _cell(column: QuestionColumn, value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    return PORTAL_COLUMNS[column.kind].parse(value) if value.strip() else None


def _rows_of_form(question: Question, form: Form, place: int, _chosen: str) -> AnswerValue:
    """The filled rows: each column's fields share a name, so row for row they are in the same place."""
    columns = [form.getlist(f"v{place}.{at}") for at in range(len(question.columns))]
    if len({len(texts) for texts in columns}) > 1:
        return ""  # rows that cannot be told apart: refused as no table
    gone, found = form.get("remove_row", ""), []
    for at, texts in enumerate(zip(*columns, strict=True)):
        cells = tuple(_cell(column, text) for column, text in zip(question.columns, texts, strict=True))
        if f"{place}.{at}" != gone and any(cell is not None for cell in cells):
            found.append(cells)
    return tuple(found) or None


def _rows_of_json(question: Question, value: object) -> AnswerValue:
    """Rows as JSON gives them; the cells may be texts, as fields hold them."""
    rows, found = given_value(value), []
    if not isinstance(rows, tuple):
        return rows
    for row in rows:
        if not isinstance(row, tuple) or len(row) != len(question.columns):
            return rows
        found.append(tuple(_cell(column, cell) for column, cell in zip(question.columns, row, strict=True)))
    return tuple(found)


PORTAL_KINDS: dict[QuestionKind, PortalKind] = {
    QuestionKind.MATURITY: PortalKind(
        "level",
        "portal/kinds/maturity.html",
        _level,
        hint=lambda: _("Select the highest level that fully describes your current situation."),
    ),
    QuestionKind.CHOICE: PortalKind("radio", "portal/kinds/choice.html", _option),
    QuestionKind.MULTICHOICE: PortalKind("boxes", "portal/kinds/multichoice.html", _options),
    QuestionKind.NUMBER: PortalKind("number", "portal/kinds/number.html", _number),
    QuestionKind.DATE: PortalKind("text", "portal/kinds/date.html", _text),
    QuestionKind.TEXT: PortalKind("text", "portal/kinds/text.html", _text),
    QuestionKind.TABLE: PortalKind("table", "portal/kinds/table.html", _rows_of_form, _rows_of_json),
}
