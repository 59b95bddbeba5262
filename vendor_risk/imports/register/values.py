"""One cell of the register: from what a person wrote to a value, or to what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from vendor_risk.domain.texts import corporate_numbers
from vendor_risk.formats.register.columns import UNKNOWN, RegisterCellKind, RegisterColumn, RegisterValue
from vendor_risk.imports.register.words import CONTRACT_WORDS, choices
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
        ("unknown", "not known", "not known yet", "n/k", "tbd", "?", "不明", "未確認", "未定", "わからない", "要確認"),
    )
)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?")
_ERA = re.compile(r"(令和|平成|R|H)\s*(\d{1,2}|元)\s*[./年-]\s*(\d{1,2})\s*[./月-]\s*(\d{1,2})\s*日?", re.IGNORECASE)
_ERA_START = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_SHOWN = 60


def value_of(column: RegisterColumn, cell: Value) -> RegisterValue:
    """The value of a cell for this column; None when it is blank, UNKNOWN when it says so of a fact. Raises Wrong."""
    text = plain(cell).strip()
    if not text:
        return None
    if column.open and squeeze(text) in _UNKNOWN_WORDS:
        return UNKNOWN
    if len(text) > column.limit:
        raise Wrong("too_long", limit=column.limit)
    return _READERS[column.kind](column, text)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _plain_number(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").removesuffix("円").removeprefix("¥")


def _integer(_column: RegisterColumn, text: str) -> int:
    number = _plain_number(text)
    if re.fullmatch(r"\d{1,15}(\.0+)?", number) is None:
        raise Wrong("not_whole", value=_shown(text))
    return int(number.split(".")[0])


def _share(_column: RegisterColumn, text: str) -> float:
    number = _plain_number(text)
    percent = number.endswith("%")
    try:
        share = float(number.removesuffix("%")) / (100 if percent else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise Wrong("not_share", value=_shown(text))
    return round(share, 4)


def _date(_column: RegisterColumn, text: str) -> date:
    written = unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"\d{8}", written):
        written = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    try:
        if found := _DATE.fullmatch(written):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _ERA.fullmatch(written):
            year = _ERA_START[found[1].upper()] + (1 if found[2] == "元" else int(found[2]))
            return date(year, int(found[3]), int(found[4]))
    except ValueError:
        pass
    raise Wrong("not_date", value=_shown(text))


def _choice(column: RegisterColumn, text: str) -> str:
    folded = squeeze(text)
    key = choices()[column.vocabulary].get(folded)
    if key is None:
        if column.vocabulary == "link_source" and folded in CONTRACT_WORDS:
            raise Wrong("contract_link")
        raise Wrong("not_choice", value=_shown(text), choices=column.vocabulary)
    return key


def _flag(column: RegisterColumn, text: str) -> bool:
    return _choice(column, text) == "yes"


def _checked(code: str, read: Callable[[str], str | None]) -> Callable[[RegisterColumn, str], str]:
    def check(_column: RegisterColumn, text: str) -> str:
        found = read(text)
        if found is None:
            raise Wrong(code, value=_shown(text))
        return found

    return check


_READERS: Mapping[RegisterCellKind, Callable[[RegisterColumn, str], RegisterValue]] = {
    RegisterCellKind.TEXT: lambda _column, text: text,
    RegisterCellKind.NOTE: lambda _column, text: text,
    RegisterCellKind.INTEGER: _integer,
    RegisterCellKind.SHARE: _share,
    RegisterCellKind.DATE: _date,
    RegisterCellKind.FLAG: _flag,
    RegisterCellKind.CHOICE: _choice,
    RegisterCellKind.COUNTRY: _checked("not_country", countries.code_of),
    RegisterCellKind.EMAIL: _checked("not_email", lambda text: text if is_email(text) else None),
    RegisterCellKind.WEB: _checked("not_web", lambda text: text if is_web_address(text) else None),
    RegisterCellKind.CORPORATE_NUMBER: _checked("not_corporate_number", corporate_numbers.corporate_number),
    RegisterCellKind.LEI: _checked("not_lei", corporate_numbers.lei),
}
