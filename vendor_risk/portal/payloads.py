"""Answers as they come from a browser: JSON of one answer, or a form of a whole section."""

from __future__ import annotations

from typing import Any

import msgspec
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from vendor_risk.assessments.answers.values import AnswerContent, given_value
from vendor_risk.assessments.pages import QuestionView
from vendor_risk.domain.questionnaires import AnswerState, AnswerValue, QuestionKind
from vendor_risk.errors import Refused

NOT_APPLICABLE, UNKNOWN = "na", "unknown"
VALUE = "="
"""Prefix of a radio button's value that stands for an answer; the other buttons stand for states."""


class SavePayload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a save. Unknown fields are refused: nothing else can be set through it."""

    question_id: str
    state: AnswerState
    expected_version: int
    idempotency_key: str
    value: int | float | str | list[str] | None = None
    comment: str = ""
    na_reason: str = ""

    @property
    def content(self) -> AnswerContent:
        """The answer itself."""
        return AnswerContent(self.state, given_value(self.value), self.comment, self.na_reason)


def read_save(body: bytes) -> SavePayload:
    """The save in this body; Refused (400) when it is not one."""
    try:
        payload = msgspec.json.decode(body, type=SavePayload)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise Refused(_("The request could not be processed"), status=400) from error
    if not 8 <= len(payload.idempotency_key) <= 80:
        raise Refused(_("The request could not be processed"), status=400)
    return payload


def as_json(content: AnswerContent, version: int) -> dict[str, Any]:
    """An answer for the page's script."""
    return {
        "state": content.state.value,
        "value": list(content.value) if isinstance(content.value, tuple) else content.value,
        "comment": content.comment,
        "na_reason": content.na_reason,
        "version": version,
    }


def _number(text: str) -> AnswerValue:
    try:
        return float(text.replace(",", "").strip())
    except ValueError:
        return text  # its check says what is wrong


def _value(kind: QuestionKind, form: MultiDict[str, str], number: int, chosen: str) -> AnswerValue:
    if kind is QuestionKind.MATURITY:
        level = chosen.removeprefix(VALUE)
        return int(level) if level.isascii() and level.isdigit() else level or None
    if kind is QuestionKind.CHOICE:
        return chosen.removeprefix(VALUE) or None
    if kind is QuestionKind.MULTICHOICE:
        return tuple(form.getlist(f"v{number}")) or None
    text = form.get(f"v{number}", "").strip()
    if not text:
        return None
    return _number(text) if kind is QuestionKind.NUMBER else text


def from_form(question: QuestionView, form: MultiDict[str, str]) -> AnswerContent:
    """The answer to one question in a posted section; fields are named by kind and number (`s3`, `v3`, `c3`, `n3`)."""
    number = question.number
    chosen = form.get(f"s{number}", "")
    comment, na_reason = form.get(f"c{number}", ""), form.get(f"n{number}", "")
    if chosen == NOT_APPLICABLE:
        return AnswerContent(AnswerState.NOT_APPLICABLE, None, comment, na_reason)
    if chosen == UNKNOWN:
        return AnswerContent(AnswerState.UNKNOWN, None, comment)
    value = _value(question.question.kind, form, number, chosen)
    return AnswerContent(AnswerState.BLANK if value is None else AnswerState.ANSWERED, value, comment)


def seen_version(question: QuestionView, form: MultiDict[str, str]) -> int:
    """The version the page was made from."""
    text = form.get(f"version{question.number}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
