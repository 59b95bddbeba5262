"""How each column of a sheet is read: the unit of its heading, its decimal mark, the order of its dates, its dashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from vendor_risk.formats.register.columns import RegisterCellKind, RegisterColumn
from vendor_risk.imports.register.cells.dates import DateOrder, decided_order
from vendor_risk.imports.register.cells.numbers import (
    Decided,
    HeadingUnit,
    NumberMark,
    decided,
    evidence,
    heading_unit,
)
from vendor_risk.imports.register.cells.values import ColumnReading, scientific
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.words import choices
from vendor_risk.organizations.names import squeeze
from vendor_risk.workbook.model import WorkbookSheet, column_letter

Answers = Mapping[str, str]
"""What a person answered, by the id of the question (`questions`)."""
_NUMBERS = (RegisterCellKind.INTEGER, RegisterCellKind.SHARE)


def column_id(kind: str, sheet: str, number: int) -> str:
    """The id of a question about a whole column."""
    return f"{kind}:{sheet}!{column_letter(number)}"


@dataclass(frozen=True, slots=True)
class _Column:
    number: int
    column: RegisterColumn
    texts: list[str]


def readings(
    sheet: WorkbookSheet,
    mapping: SheetMapping,
    chosen: list[tuple[int, RegisterColumn]],
    answers: Answers,
    legend: Mapping[int, Mapping[str, str]] | None = None,
) -> dict[int, ColumnReading]:
    """How each of the chosen columns is read, by its number. `legend`: what marks mean (`sheets.legends`)."""
    columns = [_Column(number, column, list(_texts(sheet, mapping, number))) for number, column in chosen]
    marks = {one.number: evidence(one.texts) for one in columns if one.column.kind in _NUMBERS}
    given, own = rates(answers), mapping.own
    found = {}
    for one in columns:
        others = {mark for number, mark in marks.items() if mark is not None and number != one.number}
        header = mapping.headers.get(one.number, "")
        found[one.number] = ColumnReading(
            one.column,
            heading_unit(header) if one.column.kind in _NUMBERS else HeadingUnit(),
            _mark(one, mapping.name, others, answers),
            _order(one, mapping.name, answers),
            _dash_is_no(one),
            own,
            given,
            {} if legend is None or own else {**legend[0], **legend.get(one.number, {})},
        )
    return found


def _texts(sheet: WorkbookSheet, mapping: SheetMapping, number: int) -> Iterator[str]:
    for cells in sheet.rows[mapping.header_row :]:
        text = cells[number - 1] if len(cells) >= number else ""
        if isinstance(text, str) and text.strip() and scientific(text) is None:  # "1.5E+2" says nothing of the others
            yield text.strip()


def _mark(one: _Column, sheet: str, others: set[NumberMark], answers: Answers) -> Decided:
    if one.column.kind not in _NUMBERS:
        return Decided(NumberMark.POINT, "none")
    answer = answers.get(column_id("decimal_mark", sheet, one.number))
    if answer in (".", ","):
        return Decided(NumberMark(answer), "answer")
    whole = one.column.kind is RegisterCellKind.INTEGER
    return decided(one.texts, sheet=others.pop() if len(others) == 1 else None, whole=whole)


def _order(one: _Column, sheet: str, answers: Answers) -> DateOrder | None:
    answer = answers.get(column_id("date_order", sheet, one.number))
    if answer in (DateOrder.DAY, DateOrder.MONTH):
        return DateOrder(answer)
    return decided_order(one.texts) if one.column.kind is RegisterCellKind.DATE else None


def _dash_is_no(one: _Column) -> bool:
    """A dash says "no" where the column has no word for it; beside one, nobody can tell."""
    if one.column.kind is not RegisterCellKind.FLAG:
        return True
    words = choices()["flag"]
    return not any(words.get(folded) == "no" for text in one.texts if (folded := squeeze(text)) not in ("-", "ー"))


_RATES = (Decimal("0.000001"), Decimal(1_000_000))
"""Yen for one unit of any currency there is lies between these; what lies beyond is a slip of the pen."""


def rates(answers: Answers) -> dict[str, Decimal]:
    """Yen for one unit of each currency that a person gave a rate for."""
    found = {}
    for key, answer in answers.items():
        if key.startswith("exchange_rate:"):
            try:
                rate = Decimal(answer.replace(",", ""))
            except InvalidOperation:
                continue
            if rate.is_finite() and _RATES[0] <= rate <= _RATES[1]:
                found[key.removeprefix("exchange_rate:")] = rate
    return found
