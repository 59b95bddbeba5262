"""From an answer to a maturity level; how each kind of question does it is in `domain.scoring.kinds`.

A reading says what an answer states, before any judgement: whether "not applicable" is accepted, what a reviewer
overrides and what evidence supports are decided in `domain.scoring.score`.
"""

from __future__ import annotations

from collections.abc import Mapping

from vendor_risk.domain.questionnaires import Answer, AnswerScale, AnswerState, Question
from vendor_risk.domain.scoring.kinds import OF_STATE, kind_of
from vendor_risk.domain.scoring.readings import BLANK, Reading


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
        return OF_STATE[answer.state]
    if answer.value is None:
        return BLANK
    return kind_of(question).score(question, scale_of(question, scales), answer)


def highest_level(question: Question, scales: Mapping[str, AnswerScale]) -> float | None:
    """The best level any answer to `question` can have; None when no answer to it scores."""
    levels = kind_of(question).levels(scale_of(question, scales)) if question.scored else []
    return max(levels, default=None)
