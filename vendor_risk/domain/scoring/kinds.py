"""The kinds of question: one entry per kind, with its name, its scoring, and what the layers above ask of it.

Nobody else asks which kind a question is: whoever needs a difference finds it here, or has a registry of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
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
    TableRow,
    Text,
)
from vendor_risk.domain.scoring.readings import (
    BLANK,
    NOT_APPLICABLE,
    NOT_SCORED,
    UNKNOWN,
    InvalidAnswerError,
    Mark,
    Reading,
)

OF_STATE = {
    AnswerState.BLANK: BLANK,
    AnswerState.UNKNOWN: UNKNOWN,
    AnswerState.NOT_APPLICABLE: NOT_APPLICABLE,
}
Scorer = Callable[[Question, AnswerScale | None, Answer], Reading]


class ScalePart(StrEnum):
    """What of an answer scale a kind uses."""

    NOTHING = "nothing"
    OPTIONS = "options"
    THRESHOLDS = "thresholds"  # without a scale its answers do not score


@dataclass(frozen=True, slots=True)
class KindScoring:
    """What a kind is called, how its answers are read, and what its questions consist of."""

    name: Text
    """What shape an answer has, as a label."""
    score: Scorer
    scale: ScalePart = ScalePart.NOTHING
    is_level: bool = False
    """The answer is a maturity level itself, and the question describes each by an anchor."""
    in_degrees: bool = False
    """Answers state degrees, whatever the scale says."""
    has_columns: bool = False
    """The question has typed columns and a greatest number of rows."""

    def levels(self, scale: AnswerScale | None) -> list[float]:
        """The levels an answer can have; empty when none scores."""
        if self.is_level:
            return [float(level) for level in range(MAX_LEVEL + 1)]
        if scale is None or self.scale is ScalePart.NOTHING:
            return []
        if self.scale is ScalePart.THRESHOLDS:
            return [float(threshold.level) for threshold in scale.thresholds]
        return [float(option.level) for option in scale.options if option.level is not None]

    def can_score(self, scale_id: str | None) -> bool:
        """Whether a question with that scale can score at all."""
        return self.is_level or (self.scale is not ScalePart.NOTHING and scale_id is not None)


def _finite(question: Question, value: AnswerValue) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InvalidAnswerError(question.id, value)
    return float(value)


def _maturity(question: Question, scale: AnswerScale | None, answer: Answer) -> Reading:
    level = _finite(question, answer.value)
    if not 0 <= level <= MAX_LEVEL:
        raise InvalidAnswerError(question.id, answer.value)
    return Reading(Mark.LEVEL, level)


def _option(question: Question, scale: AnswerScale | None, option_id: object) -> Option:
    for option in scale.options if scale else ():
        if option.id == option_id:
            return option
    raise InvalidAnswerError(question.id, option_id)


def _of_option(option: Option) -> Reading:
    if option.state is not AnswerState.ANSWERED:
        return OF_STATE[option.state]
    return NOT_SCORED if option.level is None else Reading(Mark.LEVEL, float(option.level))


def _choice(question: Question, scale: AnswerScale | None, answer: Answer) -> Reading:
    return _of_option(_option(question, scale, answer.value))


def _multichoice(question: Question, scale: AnswerScale | None, answer: Answer) -> Reading:
    """Several marks on one question: the weakest counts, "unknown" is weaker than any level, N/A only alone."""
    if not isinstance(answer.value, tuple):
        raise InvalidAnswerError(question.id, answer.value)
    readings = [_of_option(_option(question, scale, option_id)) for option_id in answer.value]
    if UNKNOWN in readings:
        return UNKNOWN
    levels = [reading.level for reading in readings if reading.level is not None]
    if levels:
        return Reading(Mark.LEVEL, min(levels))
    if not readings:
        return BLANK
    return NOT_APPLICABLE if all(reading == NOT_APPLICABLE for reading in readings) else NOT_SCORED


def _by_threshold(scale: AnswerScale | None, number: float) -> Reading:
    if scale is None or not scale.thresholds:
        return NOT_SCORED
    reached = [threshold.level for threshold in scale.thresholds if number >= threshold.at_least]
    return Reading(Mark.LEVEL, float(reached[-1]) if reached else 0.0)


def _number(question: Question, scale: AnswerScale | None, answer: Answer) -> Reading:
    return _by_threshold(scale, _finite(question, answer.value))


def age_in_months(day: date, on: date) -> int:
    """How many months have begun since `day`: 0 on the day itself, 12 up to its anniversary, 13 the day after it.

    So "no more than 12 months ago" is an age below 13. Negative for a day still to come.
    """
    months = (on.year - day.year) * 12 + on.month - day.month
    if on < day:
        return min(months, -1)
    return months + (on.day > day.day)


def _date(question: Question, scale: AnswerScale | None, answer: Answer) -> Reading:
    """Not scored by itself; with thresholds by its age on the day the answer was given, so that a replay agrees."""
    try:
        day = date.fromisoformat(str(answer.value))
    except ValueError:
        raise InvalidAnswerError(question.id, answer.value) from None
    return NOT_SCORED if answer.given_on is None else _by_threshold(scale, age_in_months(day, answer.given_on))


def _text(question: Question, scale: AnswerScale | None, answer: Answer) -> Reading:
    return NOT_SCORED


def is_complete(question: Question, row: TableRow) -> bool:
    """Whether no required cell of a row is empty."""
    return all(cell is not None for column, cell in zip(question.columns, row, strict=True) if column.required)


def _table(question: Question, scale: AnswerScale | None, answer: Answer) -> Reading:
    """Not scored by itself; with thresholds by the number of complete rows."""
    if not isinstance(answer.value, tuple):
        raise InvalidAnswerError(question.id, answer.value)
    complete = 0
    for row in answer.value:
        if not isinstance(row, tuple) or len(row) != len(question.columns):
            raise InvalidAnswerError(question.id, answer.value)
        complete += is_complete(question, row)
    return _by_threshold(scale, complete)


KINDS: dict[QuestionKind, KindScoring] = {
    QuestionKind.MATURITY: KindScoring(Text("Level 0–5", "水準0～5"), _maturity, is_level=True, in_degrees=True),
    QuestionKind.CHOICE: KindScoring(Text("Single choice", "単一選択"), _choice, ScalePart.OPTIONS),
    QuestionKind.MULTICHOICE: KindScoring(Text("Multiple choice", "複数選択"), _multichoice, ScalePart.OPTIONS),
    QuestionKind.NUMBER: KindScoring(Text("Numeric value", "数値"), _number, ScalePart.THRESHOLDS, in_degrees=True),
    QuestionKind.DATE: KindScoring(Text("Date", "日付"), _date, ScalePart.THRESHOLDS),
    QuestionKind.TEXT: KindScoring(Text("Free text", "自由記述"), _text),
    QuestionKind.TABLE: KindScoring(Text("Table", "表"), _table, ScalePart.THRESHOLDS, has_columns=True),
}


def kind_of(question: Question) -> KindScoring:
    """The entry of a question's kind."""
    return KINDS[question.kind]
