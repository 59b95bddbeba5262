"""What an answer may hold, and its three shapes: as given, as stored, as scored.

`AnswerContent` is what a person (or a workbook) gives; `checked` holds it to its question, with a sentence when it
does not fit, by the kind's entry in `kinds`. `domain_answer` converts without loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from flask_babel import gettext as _
from msgspec import Struct

from vendor_risk.assessments.answers.cells import NotAnAnswerError, clean
from vendor_risk.assessments.answers.kinds import ANSWERS, MAX_TEXT
from vendor_risk.domain.documents import Json
from vendor_risk.domain.questionnaires import (
    Answer,
    AnswerScale,
    AnswerState,
    AnswerValue,
    EvidenceGrade,
    NaDecision,
    Question,
    given_value,
)
from vendor_risk.domain.scoring.scales import scale_of
from vendor_risk.errors import Refused


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


def is_complete(question: Question, content: AnswerContent) -> bool:
    """Whether nothing is missing of what was answered: a table's rows may lack cells that are required."""
    return content.state is not AnswerState.ANSWERED or ANSWERS[question.kind].complete(question, content.value)


class AnswerRow(Protocol):
    """A stored answer: the ORM object or a row with these columns."""

    question_id: str
    state: str
    value: Json
    comment: str
    na_reason: str
    grade: str
    na_decision: str
    override_level: float | None
    updated_at: datetime


class AnswerRefused(Refused):
    """An answer its question cannot have. `question_id` tells which."""

    def __init__(self, question_id: str, message: str) -> None:
        super().__init__(message)
        self.question_id = question_id


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
        NaDecision(row.na_decision),
        row.override_level,
        row.updated_at.date(),
    )


def domain_answers(rows: Iterable[AnswerRow]) -> dict[str, Answer]:
    """Stored answers by question id, as the scoring rules see them."""
    return {row.question_id: domain_answer(row) for row in rows}


def checked(question: Question, scales: Mapping[str, AnswerScale], content: AnswerContent) -> AnswerContent:
    """The answer in its one regular form; AnswerRefused with a sentence when `question` cannot be answered so.

    An option that itself means "not applicable" or "I do not know" becomes that state. A missing reason for "not
    applicable" is not refused here: it is asked for when the answers are submitted.
    """
    comment, na_reason = clean(content.comment), clean(content.na_reason)
    if len(comment) > MAX_TEXT or len(na_reason) > MAX_TEXT:
        raise AnswerRefused(question.id, _("Shorten the text to no more than %(limit)s characters.", limit=MAX_TEXT))
    state, value = content.state, None
    if state is AnswerState.ANSWERED and content.value is not None:
        scale = scale_of(question, scales)
        kind = ANSWERS[question.kind]
        try:
            value = kind.check(question, scale, content.value)
        except NotAnAnswerError as error:
            raise AnswerRefused(question.id, str(error)) from None
        state = kind.state(scale, value)
    if state is AnswerState.ANSWERED and value is None:
        state = AnswerState.BLANK
    if state is AnswerState.NOT_APPLICABLE and not question.na_allowed:
        raise AnswerRefused(
            question.id, _("This question applies to all organisations. Select an answer or “I do not know”.")
        )
    kept = value if state is AnswerState.ANSWERED else None
    reason = na_reason if state is AnswerState.NOT_APPLICABLE else ""
    return AnswerContent(state, kept, comment, reason)
