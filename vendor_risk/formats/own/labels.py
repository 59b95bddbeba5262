"""How the words of an answer cell are written, compared and refused; used by every kind of question and column."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date

from msgspec import Struct

from vendor_risk.domain.questionnaires import AnswerState, AnswerValue, Option, Text


class NotALabelError(ValueError):
    """The text of a cell is no possible answer; `code` says why and `allowed` what would be.

    `cell` and `text` name the cell where it is not the answer cell itself. `choices` are the values it may mean, where
    it says more than one thing or doubts itself: a person has to say which.
    """

    def __init__(
        self,
        code: str,
        allowed: tuple[str, ...] = (),
        cell: str = "",
        text: str = "",
        choices: tuple[AnswerValue, ...] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.allowed = allowed
        self.choices = choices
        self.cell = cell
        self.text = text


class CellAnswer(Struct, frozen=True, gc=False):
    """What one answer cell says."""

    state: AnswerState
    value: AnswerValue = None


LANGS = ("en", "ja")


def fold(text: str) -> str:
    """The text as compared: width, case and spacing do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def label(text: Text, lang: str) -> str:
    """A label in the reader's language, with the other one beside it where it differs."""
    own, other = text.get(lang), text.get("en" if lang == "ja" else "ja")
    return own if fold(own) == fold(other) else f"{own} / {other}"


def forms(text: Text) -> set[str]:
    """Every way a label of ours may be in a cell, folded."""
    return {fold(text.en), fold(text.ja), fold(label(text, "en")), fold(label(text, "ja"))}


def option_of(options: tuple[Option, ...], text: str) -> Option | None:
    """The option a text names, by its id or its label in either language."""
    folded = fold(text)
    for option in options:
        if folded == fold(option.id) or folded in forms(option.label):
            return option
    return _by_one_language(options, folded)


def _by_one_language(options: tuple[Option, ...], folded: str) -> Option | None:
    """The one option that a two-language label names in either language; the other half may have been reworded."""
    halves = set(folded.split(" / ")) if folded.count(" / ") == 1 else set()
    named = [option for option in options if halves & {fold(option.label.en), fold(option.label.ja)}]
    return named[0] if len(named) == 1 else None


_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){1,8}(?:\.\d{0,20})?")
_DECIMAL_COMMA = re.compile(r"([+-]?\d{1,20}),(\d{1,20})")
_SEVERAL_NUMBERS = re.compile(
    r"([\d.,]{1,24})\s?(?:%\s?)?(?:or|to|/|-|–|—|~|〜|か|または|又は|から)\s?([\d.,]{1,24})\s?%?"
    r"|([\d.,]{1,24})\s?%?\s?\?"
)


def number_of(text: str) -> float:
    """The number in a cell; NotALabelError for anything else, with the numbers it names where it names several.

    A comma before groups of three digits parts thousands, any other a decimal fraction. "45%" is 45.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    bare = plain.rstrip("% ")  # questions name their unit
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif found := _DECIMAL_COMMA.fullmatch(bare):
        bare = f"{found[1]}.{found[2]}"
    try:
        number = float(bare)
    except ValueError:
        if several := _SEVERAL_NUMBERS.fullmatch(plain):
            choices = [number_of(part) for part in several.groups() if part]
            raise NotALabelError("ambiguous", choices=tuple(dict.fromkeys(choices))) from None
        raise NotALabelError("not_a_number") from None
    if not math.isfinite(number):
        raise NotALabelError("not_a_number")
    return number


def day_of(text: str) -> str:
    """The date in a cell, as ISO text; NotAnAnswerError for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00(?::00)?)?", plain)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        pass
    raise NotALabelError("not_a_date")
