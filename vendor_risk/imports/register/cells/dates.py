"""Dates as people write them: eras, months alone, either order of day and month, and contracts without an end."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class DateOrder(StrEnum):
    """Which comes first in "04/05/2027"."""

    DAY = "day"
    MONTH = "month"


class DateReading(StrEnum):
    """How a date was read."""

    PLAIN = ""
    MONTH_ONLY = "month_only"
    RENEWS = "renews"
    TERM = "term_only"
    DOUBTFUL = "doubtful_date"
    NONE = "not_date"


class Dated(NamedTuple):
    """A date and how it was read; `day` None where the text gives none."""

    day: date | None
    reading: DateReading = DateReading.PLAIN


_ERA_START = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
_YEAR = re.compile(r"(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?(?:[t ].*)?")
_ERA = re.compile(r"(令和|平成|昭和|r|h|s)\.? ?(\d{1,2}|元) ?[./年-] ?(\d{1,2}) ?[./月-] ?(\d{1,2}) ?日?")
_ERA_MONTH = re.compile(r"(令和|平成|昭和|r|h|s)\.? ?(\d{1,2}|元) ?[./年-] ?(\d{1,2}) ?月?")
_SLASHED = re.compile(r"(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4}) ?[-/.年] ?(\d{1,2}) ?月?")
_MONTH_YEAR = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{4})")
_MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if n} | {
    name.casefold(): n for n, name in enumerate(calendar.month_abbr) if n
} | {"sept": 9}  # fmt: skip
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([a-z]{3,12})\.?(?:[ -](\d{1,2})(?:st|nd|rd|th)?)?,?[ -](\d{4})"
)
_RENEWS = re.compile(
    r"自動更新|自動延長|自動継続|期限なし|無期限|"
    r"期間の?定めなし|期間の定めのない|evergreen|auto(matic(ally)?)?[ -]?renew|"
    r"rolling|indefinite|open[ -]?ended|perpetual|until (cancel|terminat)|no (end|expiry)"
)
_TERM = re.compile(r"(\d{1,3}|[一二三四五六七八九十]) ?(年間?|[ヶケかカヵ]月間?|years?|yrs?|months?)")
_AROUND = re.compile(r"^(until|till|through|to|from|since|by|~) ?| ?(まで|迄|付|より|から|以降|~|末日)$")
_WEEKDAY = re.compile(r" ?\([月火水木金土日a-z]{1,9}\)$")


LONGEST = 200
"""A cell of more characters than this is a text that mentions dates, not a date."""


def _folded(text: str) -> str:
    return "" if len(text) > LONGEST else " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def decided_order(texts: Iterable[str]) -> DateOrder | None:
    """Which of day and month comes first in a column's dates; None when nothing tells, or both are there."""
    said = set()
    for text in texts:
        found = _SLASHED.fullmatch(_AROUND.sub("", _folded(text)).strip())
        if found and found[2] == "/":
            first, second = int(found[1]), int(found[3])
            if first > 12 >= second:
                said.add(DateOrder.DAY)
            elif second > 12 >= first:
                said.add(DateOrder.MONTH)
    return said.pop() if len(said) == 1 else None


def read_date(text: str, order: DateOrder | None, *, last: bool = False) -> Dated:
    """The date in a text. `order` settles "04/05/2027"; `last`: a month alone means its last day, else its first."""
    whole = _WEEKDAY.sub("", _folded(text))
    if _RENEWS.search(whole):
        return Dated(None, DateReading.RENEWS)
    rest = _AROUND.sub("", whole).strip()
    if _TERM.fullmatch(rest):
        return Dated(None, DateReading.TERM)
    try:
        return _full(rest, order) or _month(rest, last) or Dated(None, DateReading.NONE)
    except ValueError:
        return Dated(None, DateReading.NONE)


def read_period(text: str) -> tuple[Dated, Dated] | None:
    """Start and end of a text such as "2024/4/1～2027/3/31"; None when it is not two dates."""
    parts = re.split(r"\s*(?:~|から|より|–|—| to | - |→)\s*", _folded(text))
    if len(parts) != 2 or not all(parts):
        return None
    start, end = read_date(parts[0], None), read_date(parts[1], None, last=True)
    return None if start.day is None or end.day is None else (start, end)


def _full(text: str, order: DateOrder | None) -> Dated | None:
    if re.fullmatch(r"(19|20)\d{6}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if found := _YEAR.fullmatch(text):
        return Dated(date(int(found[1]), int(found[2]), int(found[3])))
    if found := _ERA.fullmatch(text):
        return Dated(date(_era(found[1], found[2]), int(found[3]), int(found[4])))
    if found := _SLASHED.fullmatch(text):
        year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
        return _ordered(int(found[1]), int(found[3]), year, DateOrder.DAY if found[2] == "." else order)
    if (found := _NAMED.fullmatch(text)) and found[2] in _MONTHS and (found[1] or found[3]):
        return Dated(date(int(found[4]), _MONTHS[found[2]], int(found[1] or found[3])))
    if re.fullmatch(r"[2-7]\d{4}", text):  # the day count of a spreadsheet whose cell lost its format
        return Dated(date(1899, 12, 30) + timedelta(days=int(text)))
    return None


def _ordered(first: int, second: int, year: int, order: DateOrder | None) -> Dated:
    if first > 12 or second > 12 or first == second:
        day, month = (first, second) if first > 12 or first == second else (second, first)
    elif order is None:
        return Dated(None, DateReading.DOUBTFUL)
    else:
        day, month = (first, second) if order is DateOrder.DAY else (second, first)
    return Dated(date(year, month, day))


def _era(name: str, year: str) -> int:
    return _ERA_START[name] + (1 if year == "元" else int(year))


def _month(text: str, last: bool) -> Dated | None:
    if found := _YEAR_MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := _ERA_MONTH.fullmatch(text):
        year, month = _era(found[1], found[2]), int(found[3])
    elif found := _MONTH_YEAR.fullmatch(text):
        year, month = int(found[2]), int(found[1])
    elif (found := _NAMED.fullmatch(text)) and found[2] in _MONTHS and not (found[1] or found[3]):
        year, month = int(found[4]), _MONTHS[found[2]]
    else:
        return None
    return Dated(date(year, month, calendar.monthrange(year, month)[1] if last else 1), DateReading.MONTH_ONLY)
