"""From an answer to a maturity level: one scorer per kind of question, the tables themselves being data.

A reading says what an answer states, before any judgement: whether "not applicable" is accepted, what a reviewer
overrides and what evidence supports are decided in `domain.scoring.score`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vendor_risk.domain.questionnaires import (
    MAX_LEVEL,
    Answer,
    AnswerScale,
    AnswerState,
    AnswerValue,
    Option,
    Question,
    QuestionKind,
)


class InvalidAnswerError(ValueError):
    """An answer that its question cannot have: a level out of range, an option its scale does not know."""

    def __init__(self, question_id: str, value: object) -> None:
        super().__init__(f"question {question_id}: {value!r} is not an answer it can have")
        self.question_id = question_id
        self.value = value


class Mark(StrEnum):
    """What an answer says, apart from the level itself."""

    LEVEL = "level"
    NOT_APPLICABLE = "na"
    UNKNOWN = "unknown"
    BLANK = "blank"
    NOT_SCORED = "not_scored"  # free text, dates, options without a level


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer states. `level` is set exactly when `mark` is LEVEL."""

    mark: Mark
    level: float | None = None


BLANK = Reading(Mark.BLANK)
UNKNOWN = Reading(Mark.UNKNOWN)
NOT_APPLICABLE = Reading(Mark.NOT_APPLICABLE)
NOT_SCORED = Reading(Mark.NOT_SCORED)
_OF_STATE = {
    AnswerState.BLANK: BLANK,
    AnswerState.UNKNOWN: UNKNOWN,
    AnswerState.NOT_APPLICABLE: NOT_APPLICABLE,
}

Scorer = Callable[[Question, AnswerScale | None, AnswerValue], Reading]


def _finite(question: Question, value: AnswerValue) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InvalidAnswerError(question.id, value)
    return float(value)


def _maturity(question: Question, scale: AnswerScale | None, value: AnswerValue) -> Reading:
    level = _finite(question, value)
    if not 0 <= level <= MAX_LEVEL:
        raise InvalidAnswerError(question.id, value)
    return Reading(Mark.LEVEL, level)


def _option(question: Question, scale: AnswerScale | None, option_id: object) -> Option:
    for option in scale.options if scale else ():
        if option.id == option_id:
            return option
    raise InvalidAnswerError(question.id, option_id)


def _of_option(option: Option) -> Reading:
    if option.state is not AnswerState.ANSWERED:
        return _OF_STATE[option.state]
    return NOT_SCORED if option.level is None else Reading(Mark.LEVEL, float(option.level))


def _choice(question: Question, scale: AnswerScale | None, value: AnswerValue) -> Reading:
    return _of_option(_option(question, scale, value))


def _multichoice(question: Question, scale: AnswerScale | None, value: AnswerValue) -> Reading:
    """Several marks on one question: the weakest counts, "unknown" is weaker than any level, N/A only alone."""
    if not isinstance(value, tuple):
        raise InvalidAnswerError(question.id, value)
    readings = [_of_option(_option(question, scale, option_id)) for option_id in value]
    if UNKNOWN in readings:
        return UNKNOWN
    levels = [reading.level for reading in readings if reading.level is not None]
    if levels:
        return Reading(Mark.LEVEL, min(levels))
    if not readings:
        return BLANK
    return NOT_APPLICABLE if all(reading == NOT_APPLICABLE for reading in readings) else NOT_SCORED


def _number(question: Question, scale: AnswerScale | None, value: AnswerValue) -> Reading:
    number = _finite(question, value)
    if scale is None or not scale.thresholds:
        return NOT_SCORED
    reached = [threshold.level for threshold in scale.thresholds if number >= threshold.at_least]
    return Reading(Mark.LEVEL, float(reached[-1]) if reached else 0.0)


def _never(question: Question, scale: AnswerScale | None, value: AnswerValue) -> Reading:
    return NOT_SCORED


SCORERS: dict[QuestionKind, Scorer] = {
    QuestionKind.MATURITY: _maturity,
    QuestionKind.CHOICE: _choice,
    QuestionKind.MULTICHOICE: _multichoice,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _never,
    QuestionKind.TEXT: _never,
}


def scale_of(question: Question, scales: Mapping[str, AnswerScale]) -> AnswerScale | None:
    """The answer scale of a question, or None; KeyError when it names one that is not there."""
    return None if question.scale_id is None else scales[question.scale_id]


def read(question: Question, answer: Answer | None, scales: Mapping[str, AnswerScale]) -> Reading:
    """What `answer` states: a level 0–5, N/A, unknown, blank, or nothing that scores.

    Raises InvalidAnswerError for a value the question cannot have.
    """
    if answer is None or answer.state is AnswerState.BLANK:
        return BLANK
    if answer.state is not AnswerState.ANSWERED:
        return _OF_STATE[answer.state]
    if answer.value is None:
        return BLANK
    return SCORERS[question.kind](question, scale_of(question, scales), answer.value)


def highest_level(question: Question, scales: Mapping[str, AnswerScale]) -> float | None:
    """The best level any answer to `question` can have; None when no answer to it scores."""
    if not question.scored:
        return None
    if question.kind is QuestionKind.MATURITY:
        return float(MAX_LEVEL)
    scale = scale_of(question, scales)
    if scale is None:
        return None
    if question.kind is QuestionKind.NUMBER:
        levels = [threshold.level for threshold in scale.thresholds]
    elif question.kind in (QuestionKind.CHOICE, QuestionKind.MULTICHOICE):
        levels = [option.level for option in scale.options if option.level is not None]
    else:
        levels = []
    return float(max(levels)) if levels else None
