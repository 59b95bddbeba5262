"""An answer as the text of one cell of our own workbook, and back.

`to_cell` and `from_cell` are inverse for every kind of question (a property test holds them to it). Reading is kinder
than writing: it takes either language, the bare level, full-width digits and the option's own id.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from vendor_risk.domain.questionnaires import (
    LEVEL_NAMES,
    MAX_LEVEL,
    AnswerScale,
    AnswerState,
    AnswerValue,
    Question,
    QuestionKind,
    Text,
)
from vendor_risk.formats.own import words

_FORMER_LEVEL_NAMES: dict[int, Text] = {1: Text("Ad hoc", "場当たり的"), 3: Text("Defined", "標準化")}
"""Names of levels in workbooks sent out earlier, which respondents still return."""
_STATE_LABELS = {AnswerState.NOT_APPLICABLE: words.NOT_APPLICABLE, AnswerState.UNKNOWN: words.UNKNOWN}


class NotAnAnswerError(ValueError):
    """The text of a cell is no possible answer; `code` says why and `allowed` what would be."""

    def __init__(self, code: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.allowed = allowed


class CellAnswer(Struct, frozen=True, gc=False):
    """What one answer cell says."""

    state: AnswerState
    value: AnswerValue = None


def fold(text: str) -> str:
    """The text as compared: width, case and spacing do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def label(text: Text, lang: str) -> str:
    """A label in the reader's language, with the other one beside it where it differs."""
    own, other = text.get(lang), text.get("en" if lang == "ja" else "ja")
    return own if fold(own) == fold(other) else f"{own} / {other}"


def level_label(level: int, lang: str) -> str:
    """The list entry of a maturity level: "2: Partial / 部分的"."""
    return f"{level}: {label(LEVEL_NAMES[level], lang)}"


def choices(question: Question, scale: AnswerScale | None, lang: str) -> tuple[str, ...]:
    """The entries of a question's drop-down list; empty for questions answered freely."""
    states = [label(words.UNKNOWN, lang)]
    if question.na_allowed:
        states.insert(0, label(words.NOT_APPLICABLE, lang))
    if question.kind is QuestionKind.MATURITY:
        return (*(level_label(level, lang) for level in range(MAX_LEVEL + 1)), *states)
    if question.kind is QuestionKind.CHOICE and scale is not None:
        own = [label(option.label, lang) for option in scale.options if option.state is AnswerState.ANSWERED]
        return (*own, *states)
    return ()


def to_cell(
    question: Question, scale: AnswerScale | None, state: AnswerState, value: AnswerValue, lang: str
) -> str | float:
    """What stands in the answer cell: text, or a number for numeric questions. "" for a blank answer."""
    if state is not AnswerState.ANSWERED:
        return "" if state is AnswerState.BLANK else label(_STATE_LABELS[state], lang)
    if question.kind is QuestionKind.MATURITY and isinstance(value, int | float):
        return level_label(int(value), lang)
    if question.kind is QuestionKind.CHOICE and scale is not None:
        return label(scale.option(str(value)).label, lang)
    if question.kind is QuestionKind.MULTICHOICE and scale is not None and isinstance(value, tuple):
        return "\n".join(label(scale.option(option).label, lang) for option in value)
    return float(value) if question.kind is QuestionKind.NUMBER and isinstance(value, int | float) else str(value)


def from_cell(question: Question, scale: AnswerScale | None, text: str) -> CellAnswer:
    """What a cell's text says. NotAnAnswerError when the question cannot be answered so."""
    if not text.strip():
        return CellAnswer(AnswerState.BLANK)
    if (state := _state(question, text)) is not None:
        return CellAnswer(state)
    return _READERS[question.kind](question, scale, text)


def _forms(text: Text) -> set[str]:
    return {fold(text.en), fold(text.ja), fold(label(text, "en")), fold(label(text, "ja"))}


_NA_FORMS = _forms(words.NOT_APPLICABLE) | _forms(Text("Not applicable", "対象外")) | {"n/a", "na"}
_UNKNOWN_FORMS = _forms(words.UNKNOWN) | {"unknown", "不明"}


def _state(question: Question, text: str) -> AnswerState | None:
    folded = fold(text)
    if question.kind is QuestionKind.TEXT:  # a sentence may well be "unknown"; only our own list entries count
        own = {fold(label(words.NOT_APPLICABLE, lang)) for lang in ("en", "ja")}
        unknown = {fold(label(words.UNKNOWN, lang)) for lang in ("en", "ja")}
    else:
        own, unknown = _NA_FORMS, _UNKNOWN_FORMS
    if folded in own:
        if not question.na_allowed:
            raise NotAnAnswerError("na_not_allowed")
        return AnswerState.NOT_APPLICABLE
    return AnswerState.UNKNOWN if folded in unknown else None


def _maturity(question: Question, _scale: AnswerScale | None, text: str) -> CellAnswer:
    folded = fold(text)
    found = re.match(r"(?:level |レベル ?)?([0-5])(?:$|[^0-9.])", folded)
    if found:
        return CellAnswer(AnswerState.ANSWERED, int(found[1]))
    for level, name in enumerate(LEVEL_NAMES):
        former = _FORMER_LEVEL_NAMES.get(level, name)
        if folded in _forms(name) | _forms(former):
            return CellAnswer(AnswerState.ANSWERED, level)
    raise NotAnAnswerError("not_in_list", choices(question, None, "en"))


def _choice(question: Question, scale: AnswerScale | None, text: str) -> CellAnswer:
    option_id = _option(scale, text)
    if option_id is None:
        raise NotAnAnswerError("not_in_list", choices(question, scale, "en"))
    assert scale is not None  # noqa: S101 - an option was found in it
    option = scale.option(option_id)
    if option.state is not AnswerState.ANSWERED:
        return CellAnswer(option.state)
    return CellAnswer(AnswerState.ANSWERED, option_id)


def _option(scale: AnswerScale | None, text: str) -> str | None:
    folded = fold(text)
    for option in scale.options if scale else ():
        if folded == fold(option.id) or folded in _forms(option.label):
            return option.id
    return _by_one_language(scale, folded)


def _by_one_language(scale: AnswerScale | None, folded: str) -> str | None:
    """The one option that a two-language label names in either language; the other half may have been reworded."""
    halves = set(folded.split(" / ")) if folded.count(" / ") == 1 else set()
    named = [
        option.id
        for option in (scale.options if scale else ())
        if halves & {fold(option.label.en), fold(option.label.ja)}
    ]
    return named[0] if len(named) == 1 else None


def _multichoice(question: Question, scale: AnswerScale | None, text: str) -> CellAnswer:
    found: set[str] = set()
    for line in re.split(r"[\n;；]", text):
        if not line.strip():
            continue
        option_id = _option(scale, line.strip(" ・-•\u3000"))
        if option_id is None:
            allowed = tuple(label(option.label, "en") for option in scale.options) if scale else ()
            raise NotAnAnswerError("not_in_list", allowed)
        found.add(option_id)
    return CellAnswer(AnswerState.ANSWERED, tuple(sorted(found)))


def _number(_question: Question, _scale: AnswerScale | None, text: str) -> CellAnswer:
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "").rstrip("% ")  # questions name their unit
    try:
        number = float(plain)
    except ValueError:
        raise NotAnAnswerError("not_a_number") from None
    if not math.isfinite(number):
        raise NotAnAnswerError("not_a_number")
    return CellAnswer(AnswerState.ANSWERED, number)


def _date(_question: Question, _scale: AnswerScale | None, text: str) -> CellAnswer:
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00(?::00)?)?", plain)
    try:
        if found:
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return CellAnswer(AnswerState.ANSWERED, day.isoformat())
    except ValueError:
        pass
    raise NotAnAnswerError("not_a_date")


def _text(_question: Question, _scale: AnswerScale | None, text: str) -> CellAnswer:
    return CellAnswer(AnswerState.ANSWERED, text)


_READERS: dict[QuestionKind, Callable[[Question, AnswerScale | None, str], CellAnswer]] = {
    QuestionKind.MATURITY: _maturity,
    QuestionKind.CHOICE: _choice,
    QuestionKind.MULTICHOICE: _multichoice,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.TEXT: _text,
}
