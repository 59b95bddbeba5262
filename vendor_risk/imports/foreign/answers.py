"""The answers of a foreign workbook as answers of ours: what is taken, what cannot be, what changed since last time.

Every row ends in one of four ways and the numbers add up to the rows of the workbook: imported, unchanged (as in the
last edition), skipped (with the reason) or refused (with the reason).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from vendor_risk.assessments.answers.values import AnswerContent, AnswerRefused, checked
from vendor_risk.assessments.results.explanation import said
from vendor_risk.domain.crosswalk.editions import compare_editions
from vendor_risk.domain.questionnaires import AnswerState, Question, Questionnaire
from vendor_risk.reading import QuestionFound, Understanding
from vendor_risk.reading.questionnaire import FREE_TEXT, FilledAnswer

IMPORTED, UNCHANGED, SKIPPED, REFUSED = "imported", "unchanged", "skipped", "refused"
OUTCOMES = (IMPORTED, UNCHANGED, SKIPPED, REFUSED)
NO_ANSWER, SWITCHED_OFF = "no_answer", "switched_off"
"""Reasons for skipping a question's row, besides those of the reader."""


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """One question's row: the answer as ours, what becomes of it and why, and the answer of the last edition."""

    found: QuestionFound
    question: Question
    content: AnswerContent
    outcome: str
    reason: str = ""
    override_level: float | None = None
    before: AnswerContent | None = None
    """The last edition's answer where it differs; None without one."""


@dataclass(frozen=True)
class Sorted:
    """All rows of a workbook, sorted by how they end."""

    questionnaire: Questionnaire
    rows: tuple[ForeignRow, ...]
    others: Mapping[str, int]
    """Rows that are no questions, by the reader's reason."""
    changes: tuple[ForeignRow, ...] = field(default=())
    """Rows whose answer differs from the last edition's."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows end in each way; they add up to the rows of the workbook."""
        counted = Counter(row.outcome for row in self.rows)
        counted[SKIPPED] += sum(self.others.values())
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    @property
    def taken(self) -> list[ForeignRow]:
        """The rows whose answers are stored."""
        return [row for row in self.rows if row.outcome in {IMPORTED, UNCHANGED}]


def sort_rows(
    understanding: Understanding,
    questionnaire: Questionnaire,
    filled: Sequence[FilledAnswer],
    last: Mapping[str, tuple[Question, Questionnaire, AnswerContent]],
) -> Sorted:
    """What becomes of every row; `last` are the answers of the last edition by question id, empty for a first one."""
    same = compare_editions(
        {key: question.text.en for key, (question, _questionnaire, _answer) in last.items()},
        {question.id: question.text.en for question in questionnaire.questions()} if last else {},
    ).same
    before = {key: last[was] for key, was in same.items()}
    rows = [
        _row(found, questionnaire, given, before.get(given.answer.question_id))
        for found, given in zip(understanding.questions, filled, strict=True)
    ]
    others = Counter(skipped.reason for skipped in understanding.skipped)
    return Sorted(questionnaire, tuple(rows), others, tuple(row for row in rows if row.before is not None))


def _row(
    found: QuestionFound,
    questionnaire: Questionnaire,
    given: FilledAnswer,
    last: tuple[Question, Questionnaire, AnswerContent] | None,
) -> ForeignRow:
    question = questionnaire.by_id[given.answer.question_id]
    content = content_of(question, given)
    override = given.answer.override_level
    try:
        content = checked(question, questionnaire.scales, content)
    except AnswerRefused as refusal:
        return ForeignRow(found, question, content, REFUSED, refusal.message, override)
    before, same = _compare(question, questionnaire, content, last)
    if content.says_nothing:
        reason = SWITCHED_OFF if found.switched_off else NO_ANSWER
        return ForeignRow(found, question, content, SKIPPED, reason, override, before)
    return ForeignRow(found, question, content, UNCHANGED if same else IMPORTED, "", override, before)


def content_of(question: Question, given: FilledAnswer) -> AnswerContent:
    """An answer of the workbook as ours. What was said in words where a choice was asked is in the comment."""
    answer = given.answer
    comment, na_reason = given.comment, ""
    if question.scale_id is not None and answer.value == FREE_TEXT:
        comment = f"{given.text}\n\n{comment}" if comment else given.text
    if answer.state is AnswerState.NOT_APPLICABLE:
        na_reason = given.comment or _na_reason(given.text)
    return AnswerContent(answer.state, answer.value, comment, na_reason)


def _na_reason(text: str) -> str:
    """The reason kept where the workbook gives none of its own."""
    written: str = _("Recorded in the file: “%(answer)s”", answer=text)
    switched: str = _("This section is marked as not applicable in the file.")
    return written if text else switched


def _compare(
    question: Question,
    questionnaire: Questionnaire,
    content: AnswerContent,
    last: tuple[Question, Questionnaire, AnswerContent] | None,
) -> tuple[AnswerContent | None, bool]:
    """(the last edition's answer where it differs, whether it is the same). Answers are compared by their words."""
    if last is None:
        return None, False
    old_question, old_questionnaire, old = last
    now_said = said(question, questionnaire.scales, content)
    then_said = said(old_question, old_questionnaire.scales, old)
    if now_said == then_said and content.comment.split() == old.comment.split():
        return None, True
    return old, False
