"""Answers as they come from a browser: JSON of one answer, or a form of a whole section."""

from __future__ import annotations

import msgspec
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.pages import QuestionView
from vendor_risk.domain.documents import Json
from vendor_risk.domain.questionnaires import AnswerState, Question, stored_value
from vendor_risk.errors import Refused
from vendor_risk.portal.kinds import PORTAL_KINDS

NOT_APPLICABLE, UNKNOWN = "na", "unknown"


class SavePayload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a save. Unknown fields are refused: nothing else can be set through it."""

    question_id: str
    state: AnswerState
    expected_version: int
    idempotency_key: str
    value: int | float | str | list[str | list[str | int | float | bool | None]] | None = None
    comment: str = ""
    na_reason: str = ""

    def content_for(self, question: Question) -> AnswerContent:
        """The answer itself, to the question it names."""
        value = PORTAL_KINDS[question.kind].parse_json(question, self.value)
        return AnswerContent(self.state, value, self.comment, self.na_reason)


def read_save(body: bytes) -> SavePayload:
    """The save in this body; Refused (400) when it is not one."""
    try:
        payload = msgspec.json.decode(body, type=SavePayload)
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError) as error:  # brackets a thousand deep
        raise Refused(_("The request could not be processed"), status=400) from error
    if not 8 <= len(payload.idempotency_key) <= 80:
        raise Refused(_("The request could not be processed"), status=400)
    return payload


def as_json(content: AnswerContent, version: int) -> dict[str, Json]:
    """An answer for the page's script."""
    return {
        "state": content.state.value,
        "value": stored_value(content.value),
        "comment": content.comment,
        "na_reason": content.na_reason,
        "version": version,
    }


def from_form(question: QuestionView, form: MultiDict[str, str]) -> AnswerContent:
    """The answer to one question in a posted section; fields are named by kind and number (`s3`, `v3`, `c3`, `n3`)."""
    number = question.number
    chosen = form.get(f"s{number}", "")
    comment, na_reason = form.get(f"c{number}", ""), form.get(f"n{number}", "")
    if chosen == NOT_APPLICABLE:
        return AnswerContent(AnswerState.NOT_APPLICABLE, None, comment, na_reason)
    if chosen == UNKNOWN:
        return AnswerContent(AnswerState.UNKNOWN, None, comment)
    value = PORTAL_KINDS[question.question.kind].parse_form(question.question, form, number, chosen)
    return AnswerContent(AnswerState.BLANK if value is None else AnswerState.ANSWERED, value, comment)


def seen_version(question: QuestionView, form: MultiDict[str, str]) -> int:
    """The version the page was made from."""
    text = form.get(f"version{question.number}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
