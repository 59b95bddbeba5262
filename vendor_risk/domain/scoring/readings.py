"""What an answer states, before any judgement: a level, N/A, unknown, nothing, or something that does not score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
