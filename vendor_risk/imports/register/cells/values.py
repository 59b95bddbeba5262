"""One cell of the register: from what a person wrote to a value, to what is wrong with it, and to what was assumed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from vendor_risk.domain.texts import corporate_numbers
from vendor_risk.formats.register.columns import UNKNOWN, RegisterCellKind, RegisterColumn, RegisterValue
from vendor_risk.imports.register.cells.dates import DateOrder, DateReading, read_date
from vendor_risk.imports.register.cells.numbers import (
    Amount,
    Bound,
    Decided,
    HeadingUnit,
    NumberMark,
    is_doubtful,
    read_amount,
    read_hours,
)
from vendor_risk.imports.register.words import CONTRACT_WORDS, MEANT, PARTLY, choices
from vendor_risk.organizations import countries
from vendor_risk.organizations.checks import is_email, is_web_address
from vendor_risk.organizations.names import squeeze
from vendor_risk.workbook.model import Value, plain


class Wrong(Exception):  # noqa: N818 - an answer about a cell, not an accident
    """What is wrong with a cell: a key of `register_words.SENTENCES`, and what the sentence names."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}


_UNKNOWN_WORDS = frozenset(
    map(
        squeeze,
        ("unknown", "not known", "not known yet", "n/k", "tbd", "tbc", "?", "不明", "未確認", "未定", "わからない",
         "要確認", "確認中", "調査中"),
    )
)  # fmt: skip
_BLANK_WORDS = frozenset(
    map(squeeze, ("n/a", "na", "none", "nil", "なし", "無し", "無", "該当なし", "対象外", "-", "--", "—", "…"))
)
_DASHES = frozenset({"-", "--", "---", "―", "ー", "—", "－", "‐"})
_SHOWN = 60
_LONGEST_WORD = 30
_WITH_WORDS = {
    RegisterCellKind.INTEGER, RegisterCellKind.SHARE, RegisterCellKind.DATE, RegisterCellKind.EMAIL,
    RegisterCellKind.WEB, RegisterCellKind.COUNTRY, RegisterCellKind.CORPORATE_NUMBER, RegisterCellKind.LEI,
}  # fmt: skip
_CODES = frozenset({"code", "engagement_code", "organization", "supplier", "buyer", "home_company", "parent_code"})
"""Texts by which things are recognised: their width makes no difference."""

Note = tuple[str, dict[str, str]]
"""What was assumed of a cell: a key of `words.SENTENCES`, and what the sentence names."""


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How the cells of a column are read: what its heading and its other cells say, and what a person answered."""

    column: RegisterColumn
    unit: HeadingUnit = field(default_factory=HeadingUnit)
    decided: Decided = field(default_factory=lambda: Decided(NumberMark.POINT, "none"))
    order: DateOrder | None = None
    dash_is_no: bool = True
    """Whether a dash says "no": where the column has no other word for it."""
    own: bool = False
    """Whether the file is one of ours, whose texts are taken to the letter."""
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Yen for one unit of a currency, as a person gave them."""
    legend: Mapping[str, str] = field(default_factory=dict)
    """What marks mean in this column, as the sheet explains: "unknown", "yes" or "no" by the squeezed mark."""


@dataclass(slots=True)
class CellRead:
    """What a cell says: its value (None: blank, UNKNOWN: said so) and what was assumed in reading it."""

    value: RegisterValue = None
    notes: list[Note] = field(default_factory=list)
    also: dict[str, RegisterValue] = field(default_factory=dict)
    """Values of other columns that the cell gives as well."""

    def note(self, code: str, /, **params: object) -> None:
        """Say what was assumed."""
        self.notes.append((code, {name: str(value) for name, value in params.items()}))


def value_of(reading: ColumnReading, cell: Value) -> CellRead:
    """What a cell says in this column. Raises Wrong."""
    column, found = reading.column, CellRead()
    text = plain(cell).strip()
    if not text:
        return found
    folded = _word(text) if len(text) <= _LONGEST_WORD else ""
    if folded in reading.legend and _explained(reading, reading.legend[folded], text, found):
        return found
    if folded in _UNKNOWN_WORDS and (column.open or column.kind in _WITH_WORDS):
        found.value = UNKNOWN if column.open else None
        if not column.open:
            found.note("read_blank", value=text)
        return found
    choosable = column.kind is RegisterCellKind.CHOICE and folded not in choices()[column.vocabulary]
    if folded in _BLANK_WORDS and (column.kind in _WITH_WORDS or choosable):
        found.note("read_blank", value=text)
        return found
    if len(text) > column.limit:
        raise Wrong("too_long", limit=column.limit)
    number = isinstance(cell, int | float) and not isinstance(cell, bool)
    exact = (Decimal(str(cell)) if number else scientific(text)) if column.kind in _NUMBERS else None
    if exact is not None:
        _number(reading, Amount(exact), text, found)
    else:
        _READERS[column.kind](reading, text, found)
    return found


def _explained(reading: ColumnReading, meaning: str, text: str, found: CellRead) -> bool:
    """Read a mark as the sheet explains it, and say so; False where the column holds no such thing."""
    column = reading.column
    if meaning == "unknown":
        found.value = UNKNOWN if column.open else None
    elif column.kind is RegisterCellKind.FLAG:
        found.value = meaning == "yes"
    else:
        return False
    found.note("legend", value=text, meaning=meaning, mark=meaning)
    return True


_SCIENTIFIC = re.compile(r"\d{1,15}(?:[.,]\d{1,15})?e[+-]?\d{1,2}")


def scientific(text: str) -> Decimal | None:
    """The number that spreadsheets write as "1.5E+2"; None for any other text."""
    folded = unicodedata.normalize("NFKC", text[:40]).strip().casefold()
    return Decimal(folded.replace(",", ".")) if len(text) <= 40 and _SCIENTIFIC.fullmatch(folded) else None


@lru_cache(maxsize=10_000)
def _word(text: str) -> str:
    """A short text folded; the same few words fill most cells of a list."""
    return squeeze(text)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


_NUMBERS = (RegisterCellKind.INTEGER, RegisterCellKind.SHARE)


def _integer(reading: ColumnReading, text: str, found: CellRead) -> None:
    mark = reading.decided.mark
    if reading.column.key == "stoppage_hours":
        hours = read_hours(text, mark)
        amount = None if hours is None else Amount(hours)
    else:
        amount = read_amount(text, mark)
    if amount is None:
        if mark is None and is_doubtful(text):
            raise Wrong("doubtful_number", value=_shown(text))
        raise Wrong("not_whole", value=_shown(text))
    _number(reading, amount, text, found)


def _number(reading: ColumnReading, amount: Amount, text: str, found: CellRead) -> None:
    if reading.column.kind is RegisterCellKind.SHARE:
        share = amount.value / (100 if amount.percent or reading.unit.percent else 1)
        if not 0 <= share <= 1:
            raise Wrong("not_share", value=_shown(text))
        found.value = round(float(share), 4)
        return
    number = amount.value * (amount.factor if amount.unit else reading.unit.factor)
    if amount.bound is not Bound.EXACT:
        found.note(amount.bound.value, value=_shown(text))
    if reading.column.key == "annual_spend":
        converted = _yen(reading, amount, number, text, found)
        if converted is None:
            return
        number = converted
    if number != number.to_integral_value() or not 0 <= number < 10**15:
        raise Wrong("not_whole", value=_shown(text))
    found.value = int(number)


def _yen(reading: ColumnReading, amount: Amount, number: Decimal, text: str, found: CellRead) -> Decimal | None:
    """An amount of money in yen; None when its currency has no rate yet."""
    unit = reading.unit
    other = amount.currency and unit.currency and amount.currency != unit.currency
    if other or (amount.unit and unit.factor != 1 and (amount.factor, amount.currency) != (unit.factor, unit.currency)):
        found.note("other_unit", value=_shown(text), unit=unit.text)
    currency = amount.currency or unit.currency or "JPY"
    if currency != "JPY":
        rate = reading.rates.get(currency)
        if rate is None:
            found.note("no_rate", value=_shown(text), currency=currency)
            return None
        found.note("converted", value=_shown(text), currency=currency, rate=rate.normalize())
        number *= rate
    return number.quantize(Decimal(1), ROUND_HALF_UP)


def _share(reading: ColumnReading, text: str, found: CellRead) -> None:
    amount = read_amount(text, reading.decided.mark)
    if amount is None or amount.unit:
        raise Wrong("not_share", value=_shown(text))
    _number(reading, amount, text, found)


def _date(reading: ColumnReading, text: str, found: CellRead) -> None:
    dated = read_date(text, reading.order, last=reading.column.key == "contract_end")
    if dated.reading in (DateReading.DOUBTFUL, DateReading.NONE):
        raise Wrong(dated.reading.value, value=_shown(text))
    note_date(found, text, dated.day, dated.reading)
    found.value = dated.day


def note_date(found: CellRead, text: str, day: date | None, how: DateReading) -> None:
    """Say how a date was read, when it was not simply read."""
    if how is not DateReading.PLAIN:
        found.note(how.value, value=_shown(text), date=day.isoformat() if day else "")


def _choice(reading: ColumnReading, text: str, found: CellRead) -> None:
    vocabulary, folded = reading.column.vocabulary, squeeze(text)
    key = choices()[vocabulary].get(folded)
    if key is None and (meant := MEANT.get(vocabulary, {}).get(folded)) is not None:
        found.also = dict(meant.also)
        found.value = meant.key or None
        found.note("word_meant", value=_shown(text), vocabulary=vocabulary, key=meant.key or "")
        return
    if key is None:
        if vocabulary == "link_source" and folded in CONTRACT_WORDS:
            raise Wrong("contract_link")
        raise Wrong("not_choice", value=_shown(text), choices=vocabulary)
    found.value = key


def _flag(reading: ColumnReading, text: str, found: CellRead) -> None:
    folded = squeeze(text)
    if text in _DASHES and not reading.dash_is_no:
        found.note("dash", value=text)
        return
    _choice(reading, text, found)
    found.value = found.value == "yes"
    if folded in PARTLY:
        found.note("partly", value=_shown(text))


def _text(reading: ColumnReading, text: str, found: CellRead) -> None:
    if reading.own:
        found.value = text
    elif reading.column.key in _CODES:
        width = unicodedata.normalize("NFKC", text)
        if width != text and reading.column.key in ("code", "engagement_code"):
            found.note("code_width", value=_shown(text), read=width)
        found.value = width
    elif text in _DASHES or squeeze(text) in ("n/a", "tbd"):
        found.note("read_blank", value=text)
    elif "\n" in text and reading.column.key in ("name", "service", "name_kana", "address", "owner_name"):
        joined = " ".join(text.split())
        found.note("lines_joined", value=_shown(joined))
        found.value = joined
    else:
        found.value = text


def _note(_reading: ColumnReading, text: str, found: CellRead) -> None:
    found.value = text


def _email(_reading: ColumnReading, text: str, found: CellRead) -> None:
    address = unicodedata.normalize("NFKC", text).strip().removeprefix("mailto:")
    if not is_email(address):
        raise Wrong("not_email", value=_shown(text))
    found.value = address


def _checked(code: str, read: Callable[[str], str | None]) -> Callable[[ColumnReading, str, CellRead], None]:
    def check(_reading: ColumnReading, text: str, found: CellRead) -> None:
        value = read(text)
        if value is None:
            raise Wrong(code, value=_shown(text))
        found.value = value

    return check


_READERS: Mapping[RegisterCellKind, Callable[[ColumnReading, str, CellRead], None]] = {
    RegisterCellKind.TEXT: _text,
    RegisterCellKind.NOTE: _note,
    RegisterCellKind.INTEGER: _integer,
    RegisterCellKind.SHARE: _share,
    RegisterCellKind.DATE: _date,
    RegisterCellKind.FLAG: _flag,
    RegisterCellKind.CHOICE: _choice,
    RegisterCellKind.COUNTRY: _checked("not_country", countries.code_of),
    RegisterCellKind.EMAIL: _email,
    RegisterCellKind.WEB: _checked("not_web", lambda text: text if is_web_address(text) else None),
    RegisterCellKind.CORPORATE_NUMBER: _checked("not_corporate_number", corporate_numbers.corporate_number),
    RegisterCellKind.LEI: _checked("not_lei", corporate_numbers.lei),
}
