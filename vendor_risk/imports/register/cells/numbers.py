"""Numbers as people write them: which mark is the decimal one, which unit is meant, and whether it is exact.

Where a separator stands tells what it is: "1,5" and "1.234.567" leave no doubt, "1.000" does. So a column is decided
as a whole: by its own values, else by the other columns of its sheet, else by what the kind of number allows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class NumberMark(StrEnum):
    """The mark before the decimals."""

    POINT = "."
    COMMA = ","

    @property
    def other(self) -> NumberMark:
        """The other mark, which then parts thousands."""
        return NumberMark.COMMA if self is NumberMark.POINT else NumberMark.POINT


class Bound(StrEnum):
    """What a number says besides itself."""

    EXACT = ""
    ABOUT = "about"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Decided:
    """The decimal mark of a column and why. `mark` None: its values could be read two ways."""

    mark: NumberMark | None
    by: str  # "column", "sheet", "whole", "usual", "none" (no value has a mark), "answer", "doubtful"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what its cell says of it. `factor` and `currency` are the cell's own unit; 1 and "" without one."""

    value: Decimal
    factor: Decimal = Decimal(1)
    currency: str = ""
    bound: Bound = Bound.EXACT
    percent: bool = False
    unit: str = ""
    """The unit as the cell writes it."""


@dataclass(frozen=True, slots=True)
class HeadingUnit:
    """The unit a heading gives to its column. `factor` 1000 for 千円; `currency` "" when it names none."""

    factor: Decimal = Decimal(1)
    currency: str = ""
    percent: bool = False
    text: str = ""


_CURRENCIES: Mapping[str, str] = {
    "us$": "USD", "usd": "USD", "$": "USD", "米ドル": "USD", "ドル": "USD", "dollars": "USD", "dollar": "USD",
    "eur": "EUR", "€": "EUR", "ユーロ": "EUR", "euros": "EUR", "euro": "EUR", "gbp": "GBP", "£": "GBP",
    "cny": "CNY", "rmb": "CNY", "人民元": "CNY", "元": "CNY", "krw": "KRW", "₩": "KRW", "ウォン": "KRW",
    "jpy": "JPY", "yen": "JPY", "円": "JPY", "¥": "JPY", "thb": "THB", "vnd": "VND", "inr": "INR", "chf": "CHF",
    "sgd": "SGD", "twd": "TWD",
}  # fmt: skip
_FACTORS: Mapping[str, int] = {
    "十億": 10**9, "億": 10**8, "百万": 10**6, "万": 10**4, "千": 10**3, "billion": 10**9, "bn": 10**9,
    "million": 10**6, "mio": 10**6, "mn": 10**6, "m": 10**6, "thousand": 10**3, "k": 10**3, "'000": 10**3,
    "000s": 10**3,
}  # fmt: skip
_COUNTED = ("employees", "persons", "people", "staff", "人", "名", "社", "件")
_HOURS: Mapping[str, Decimal] = {
    "時間": Decimal(1), "hours": Decimal(1), "hour": Decimal(1), "hrs": Decimal(1), "hr": Decimal(1),
    "h": Decimal(1), "days": Decimal(24), "day": Decimal(24), "日間": Decimal(24), "日": Decimal(24),
    "週間": Decimal(168), "weeks": Decimal(168), "week": Decimal(168), "minutes": Decimal(1) / 60,
    "min": Decimal(1) / 60, "分": Decimal(1) / 60,
}  # fmt: skip
_BOUNDS = (
    (
        Bound.ABOUT,
        re.compile(
            r"^(約|およそ|概ね|概算で?|approx(imately|\.)?|about|around|circa|ca\.?|[~≒]) ?|(程度|前後|くらい|ぐらい)$"
        ),
    ),
    (Bound.AT_MOST, re.compile(r"^(up to|at most|max\.?|less than|under|below|<=?|≦|≤) ?|(以下|以内|未満|まで)$")),
    (Bound.AT_LEAST, re.compile(r"^(at least|min\.?|more than|over|above|>=?|≧|≥) ?|(以上|超|超え|\+)$")),
)
_CURRENCY = re.compile("|".join(re.escape(word) for word in sorted(_CURRENCIES, key=len, reverse=True)))
_NUMBER = re.compile(r"\d[\d.,'’ ]*")
_PIECE = re.compile(
    r"(\d[\d.,'’ ]*)(" + "|".join(re.escape(word) for word in sorted(_FACTORS, key=len, reverse=True)) + r")? ?(?=\d|$)"
)
_YEARLY = re.compile(r"^(年間|年額|年) ?|( ?(/ ?年|/ ?year|per year|per annum|p\.a\.|a year|税込|税抜|税別))$")


LONGEST = 200
"""A cell of more characters than this is a text that mentions numbers, not a number: it is not looked through."""


def folded(text: str) -> str:
    """A number's text without width, case and repeated space; "" for a text too long to be a number."""
    return "" if len(text) > LONGEST else " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _core(text: str) -> list[str]:
    """The runs of digits and marks in a text."""
    return [run.strip(" '’") for run in _NUMBER.findall(folded(text))]


def _says(run: str) -> NumberMark | None:
    """The decimal mark that a run of digits leaves no doubt about; None where it could be either, or has none."""
    found = [letter for letter in run if letter in ".,"]
    if not found:
        return None
    if len(set(found)) == 2:
        return NumberMark(found[-1]) if found.count(found[-1]) == 1 else None
    mark = NumberMark(found[0])
    if len(found) > 1:
        return mark.other
    before, after = run.split(mark)
    if len(after) != 3 or before.lstrip("0") == "":
        return mark
    return None


def _open(run: str) -> bool:
    """Whether a run has a mark that could be either."""
    return any(letter in ".," for letter in run) and _says(run) is None


def decided(texts: Iterable[str], *, sheet: NumberMark | None = None, whole: bool = True) -> Decided:
    """The decimal mark of a column with these cells. `sheet`: what other columns of its sheet leave no doubt about.

    `whole`: the column holds whole numbers, which "12.037" can only be when the point parts thousands.
    """
    runs = [run for text in texts for run in _core(text)]
    said = {mark for run in runs if (mark := _says(run)) is not None}
    doubted = [run for run in runs if _open(run)]
    marks = {letter for run in doubted for letter in run if letter in ".,"}
    if len(said) == 1:
        return Decided(said.pop(), "column")
    if not said and not doubted:
        return Decided(NumberMark.POINT, "none")
    if said or len(marks) == 2:
        return Decided(None, "doubtful")
    return _by_others(doubted, NumberMark(marks.pop()), sheet, whole=whole)


def _by_others(doubted: list[str], mark: NumberMark, sheet: NumberMark | None, *, whole: bool) -> Decided:
    """The decimal mark of a column whose numbers all have one mark before three digits."""
    if not whole:
        return Decided(mark, "column")
    if sheet is not None and sheet is not mark:
        return Decided(sheet, "sheet")
    if any(run.rsplit(mark, 1)[1].strip("0") for run in doubted):
        return Decided(mark.other, "whole")
    if mark is NumberMark.COMMA and sheet is None:
        return Decided(NumberMark.POINT, "usual")
    return Decided(None, "doubtful")


def evidence(texts: Iterable[str]) -> NumberMark | None:
    """The decimal mark that these cells leave no doubt about; None where they say nothing, or both."""
    said = {mark for text in texts for run in _core(text) if (mark := _says(run)) is not None}
    return said.pop() if len(said) == 1 else None


def _value(run: str, mark: NumberMark | None) -> Decimal | None:
    """The value of a run of digits; None when it is no number, or when its mark is in doubt."""
    run = re.sub(r"[ '’]", "", run).rstrip(".,")
    own = _says(run)
    if own is None and any(letter in ".," for letter in run):
        own = mark
        if own is None:
            return None
    own = own or NumberMark.POINT
    groups = run.split(own)[0].split(own.other)[1:]
    if not all(len(group) in (2, 3) for group in groups) or (groups and len(groups[-1]) != 3):
        return None
    text = run.replace(own.other, "")
    if text.count(own) > 1:
        return None
    text = text.replace(own, ".")
    return Decimal(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def is_doubtful(text: str) -> bool:
    """Whether a text holds a number that could be read two ways."""
    return any(_open(run) for run in _core(text))


def read_amount(text: str, mark: NumberMark | None) -> Amount | None:
    """The number in a text; None when there is none, or when it hangs on a mark that is in doubt (`mark` None)."""
    rest = re.sub(r"[(\[][^)\]]*[)\]]$", "", folded(text)).strip()
    rest = _YEARLY.sub("", rest).strip()
    bound = Bound.EXACT
    for kind, pattern in _BOUNDS:
        shorter = pattern.sub("", rest).strip()
        if shorter != rest:
            bound, rest = kind, shorter
    rest = _YEARLY.sub("", rest).strip()
    currencies = {_CURRENCIES[word] for word in _CURRENCY.findall(rest)}
    if len(currencies) > 1:
        return None
    unit = "".join(_CURRENCY.findall(rest))
    rest = _CURRENCY.sub("", rest).strip()
    for word in _COUNTED:
        rest = rest.removesuffix(word).strip()
    percent = rest.endswith("%")
    found = _sum(rest.removesuffix("%").strip(), mark)
    if found is None:
        return None
    value, factor, scale = found
    return Amount(value, factor, next(iter(currencies), ""), bound, percent, scale + unit)


def _sum(text: str, mark: NumberMark | None) -> tuple[Decimal, Decimal, str] | None:
    """Value, factor and its word of "500万", "250k" or "1億2000万" (added up, with factor 1 and both words)."""
    at, pieces = 0, []
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None or piece.end() == at:
            return None
        value = _value(piece[1], mark)
        if value is None:
            return None
        pieces.append((value, piece[2] or ""))
        at = piece.end()
    if not pieces or (len(pieces) > 1 and not all(word for _value, word in pieces[:-1])):
        return None
    if len(pieces) == 1:
        value, word = pieces[0]
        return value, Decimal(_FACTORS.get(word, 1)), word
    total = sum((value * _FACTORS.get(word, 1) for value, word in pieces), Decimal(0))
    return total, Decimal(1), "".join(word for _value, word in pieces)


def read_hours(text: str, mark: NumberMark | None) -> Decimal | None:
    """The hours of "4時間", "2 days" or "90分"; of a bare number as it is. None when it is none."""
    rest = folded(text)
    for word in sorted(_HOURS, key=len, reverse=True):
        if rest.endswith(word) and (amount := read_amount(rest.removesuffix(word).strip(), mark)):
            return amount.value * amount.factor * _HOURS[word]
    amount = read_amount(rest, mark)
    return None if amount is None else amount.value * amount.factor


def heading_unit(heading: str) -> HeadingUnit:
    """The unit a heading names: "年間取引額（千円）", "Spend (USD)", "Spend k$", "シェア（％）"."""
    text = folded(heading)
    brackets = re.findall(r"[(\[【<]([^)\]】>]*)[)\]】>]", text)
    tails = re.findall(
        r"(?:^|[ /_])((?:in )?(?:k|m|mn|mio|thousand|million)? ?(?:us\$|usd|eur|gbp|jpy|yen|\$|€|£))$", text
    )
    for part in (*brackets, *tails):
        unit = part.removeprefix("in ").removeprefix("単位").strip(": ")
        if unit in ("%", "percent", "パーセント"):
            return HeadingUnit(percent=True, text=unit)
        currencies = {_CURRENCIES[word] for word in _CURRENCY.findall(unit)}
        scale = _CURRENCY.sub("", unit).strip()
        if len(currencies) <= 1 and (currencies or scale) and (scale == "" or scale in _FACTORS):
            return HeadingUnit(Decimal(_FACTORS.get(scale, 1)), next(iter(currencies), ""), text=unit)
    return HeadingUnit()
