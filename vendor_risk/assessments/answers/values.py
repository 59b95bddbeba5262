"""What an answer may hold, and its three shapes: as given, as stored, as scored.

`AnswerContent` is what a person (or a workbook) gives; `checked` holds it to its question, with a sentence when it
does not fit. `stored_value` / `given_value` and `domain_answer` convert without loss.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from flask_babel import gettext as _
from msgspec import Struct

from vendor_risk.domain.questionnaires import (
    MAX_LEVEL,
    Answer,
    AnswerScale,
    AnswerState,
    AnswerValue,
    EvidenceGrade,
    Question,
    QuestionKind,
)
from vendor_risk.domain.scoring.scales import scale_of
from vendor_risk.errors import Refused

MAX_TEXT = 10_000
"""Characters in a comment, a reason or a free-text answer."""


class AnswerContent(Struct, frozen=True, gc=False):
    """What somebody answers to one question. `value` is as `domain.questionnaires.AnswerValue` says.

    A Struct, made in a fifth of the time of a dataclass: hundreds are made for every workbook.
    """

    state: AnswerState = AnswerState.BLANK
    value: AnswerValue = None
    comment: str = ""
    na_reason: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether it is blank and has no comment either."""
        return self.state is AnswerState.BLANK and not self.comment and not self.na_reason


class AnswerRow(Protocol):
    """A stored answer: the ORM object or a row with these columns."""

    question_id: str
    state: str
    value: Any
    comment: str
    na_reason: str
    grade: str
    na_refused: bool
    override_level: float | None


class AnswerRefused(Refused):
    """An answer its question cannot have. `question_id` tells which."""

    def __init__(self, question_id: str, message: str) -> None:
        super().__init__(message)
        self.question_id = question_id


def stored_value(value: AnswerValue) -> Any:
    """The value as JSON keeps it: a tuple as a list."""
    return list(value) if isinstance(value, tuple) else value


def given_value(value: Any) -> AnswerValue:
    """The inverse of `stored_value`."""
    return tuple(value) if isinstance(value, list) else value


def content_of(row: AnswerRow | None) -> AnswerContent:
    """What a stored answer says; a blank one for None."""
    if row is None:
        return AnswerContent()
    return AnswerContent(AnswerState(row.state), given_value(row.value), row.comment, row.na_reason)


def domain_answer(row: AnswerRow) -> Answer:
    """A stored answer as the scoring rules see it, with the reviewer's judgement."""
    return Answer(
        row.question_id,
        AnswerState(row.state),
        given_value(row.value),
        EvidenceGrade(row.grade),
        row.na_refused,
        row.override_level,
    )


def domain_answers(rows: Iterable[AnswerRow]) -> dict[str, Answer]:
    """Stored answers by question id, as the scoring rules see them."""
    return {row.question_id: domain_answer(row) for row in rows}


def clean(text: str) -> str:
    """Text that every database and every page can hold: no NUL, no broken surrogates, lines ended alike."""
    if not text:
        return text
    if "\x00" in text or "\r" in text:
        text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


class _NotAnAnswer(ValueError):  # noqa: N818 - never leaves this module
    pass


def _level(question: Question, scale: AnswerScale | None, value: object) -> AnswerValue:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_LEVEL:
        raise _NotAnAnswer(_("Select a level from 0 to 5."))
    return value


def _option(question: Question, scale: AnswerScale | None, value: object) -> AnswerValue:
    if scale is None or not isinstance(value, str) or value not in {option.id for option in scale.options}:
        raise _NotAnAnswer(_("Select one of the available answers."))
    return value


def _options(question: Question, scale: AnswerScale | None, value: object) -> AnswerValue:
    if not isinstance(value, tuple | list):
        raise _NotAnAnswer(_("Select from the available answers."))
    return tuple(sorted({str(_option(question, scale, option)) for option in value})) or None


def _number(question: Question, scale: AnswerScale | None, value: object) -> AnswerValue:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _NotAnAnswer(_("Enter a number in digits."))
    return float(value)


def _date(question: Question, scale: AnswerScale | None, value: object) -> AnswerValue:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise _NotAnAnswer(_("Enter a date, for example 2026-04-01.")) from None


def _text(question: Question, scale: AnswerScale | None, value: object) -> AnswerValue:
    if not isinstance(value, str):
        raise _NotAnAnswer(_("Enter some text."))
    text = clean(value)
    if len(text) > MAX_TEXT:
        raise _NotAnAnswer(_("Shorten the text to no more than %(limit)s characters.", limit=MAX_TEXT))
    return text if text.strip() else None


CHECKS: dict[QuestionKind, Callable[[Question, AnswerScale | None, object], AnswerValue]] = {
    QuestionKind.MATURITY: _level,
    QuestionKind.CHOICE: _option,
    QuestionKind.MULTICHOICE: _options,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.TEXT: _text,
}


def checked(question: Question, scales: Mapping[str, AnswerScale], content: AnswerContent) -> AnswerContent:
    """The answer in its one regular form; AnswerRefused with a sentence when `question` cannot be answered so.

    An option that itself means "not applicable" or "we do not know" becomes that state. A missing reason for "not
    applicable" is not refused here: it is asked for when the answers are submitted.
    """
    comment, na_reason = clean(content.comment), clean(content.na_reason)
    if len(comment) > MAX_TEXT or len(na_reason) > MAX_TEXT:
        raise AnswerRefused(question.id, _("Shorten the text to no more than %(limit)s characters.", limit=MAX_TEXT))
    state, value = content.state, None
    if state is AnswerState.ANSWERED and content.value is not None:
        scale = scale_of(question, scales)
        try:
            value = CHECKS[question.kind](question, scale, content.value)
        except _NotAnAnswer as error:
            raise AnswerRefused(question.id, str(error)) from None
        if question.kind is QuestionKind.CHOICE and scale is not None and isinstance(value, str):
            state = scale.option(value).state
    if state is AnswerState.ANSWERED and value is None:
        state = AnswerState.BLANK
    if state is AnswerState.NOT_APPLICABLE and not question.na_allowed:
        raise AnswerRefused(question.id, _("This question applies to everyone. Select an answer or “We do not know”."))
    kept = value if state is AnswerState.ANSWERED else None
    reason = na_reason if state is AnswerState.NOT_APPLICABLE else ""
    return AnswerContent(state, kept, comment, reason)
