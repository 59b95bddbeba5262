"""What answers to another questionnaire can mean for a level of ours. A proposal; a person confirms it.

How several answers combine: the mean of what each can mean, rounded half up, but never above 2 ("partial") while one of
them is below 3 ("defined"). Not the weakest: one missing yearly review would undo a practice that is there. Not the
strongest: level 3 says that all of it is done.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vendor_risk.domain.crosswalk.controls import Steps
from vendor_risk.domain.questionnaires import AnswerScale, EvidenceGrade, Question
from vendor_risk.domain.scoring.kinds import kind_of
from vendor_risk.domain.scoring.readings import Mark, Reading

_DEFINED, _PARTIAL = 3, 2
_DEGREES = 4
"""A scale with so many different levels speaks of degrees itself."""
_GRADES = tuple(EvidenceGrade)


def is_graded(question: Question, scale: AnswerScale | None) -> bool:
    """Whether a question's answers state degrees rather than yes, partly or no."""
    if kind_of(question).in_degrees:
        return True
    return len({option.level for option in scale.options if option.level is not None} if scale else ()) >= _DEGREES


def level_of(level: float, steps: Steps) -> int:
    """The level of ours that a foreign level can mean at most."""
    return next((ours for at_least, ours in steps if level >= at_least), 0)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of theirs: what it states, and whether in degrees."""

    reading: Reading
    graded: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """What can be carried over: a level, "not applicable", "I do not know", or only words (all None and False)."""

    level: int | None = None
    not_applicable: bool = False
    unknown: bool = False

    @property
    def decided(self) -> bool:
        """Whether there is an answer to propose; otherwise a person must read the words and choose a level."""
        return self.level is not None or self.not_applicable or self.unknown


def combine(answers: Sequence[Said], plain: Steps, graded: Steps) -> Carried | None:
    """What these answers can mean together; None when nothing was answered at all.

    "I do not know" counts 0 beside answers; "not applicable" and blanks leave the mean.
    """
    told = [answer for answer in answers if answer.reading.mark is not Mark.BLANK]
    if not told:
        return None
    levels = [
        level_of(answer.reading.level, graded if answer.graded else plain)
        for answer in told
        if answer.reading.level is not None
    ]
    unknown = sum(answer.reading.mark is Mark.UNKNOWN for answer in told)
    if levels:
        every = levels + [0] * unknown
        mean = math.floor(sum(every) / len(every) + 0.5)
        return Carried(level=mean if min(every) >= _DEFINED else min(mean, _PARTIAL))
    if unknown:
        return Carried(unknown=True)
    return Carried(not_applicable=all(answer.reading.mark is Mark.NOT_APPLICABLE for answer in told))


def grade_of(grades: Sequence[EvidenceGrade]) -> EvidenceGrade:
    """The evidence grade of what is carried over: the weakest of its sources', and never above a document.

    What a reviewer, an auditor or a visit found was found for another question.
    """
    weakest = min(grades, key=_GRADES.index, default=EvidenceGrade.SELF_DECLARED)
    return min(weakest, EvidenceGrade.DOCUMENT, key=_GRADES.index)
