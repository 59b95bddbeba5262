"""What a reviewer looks at: each question with its answer, the one of the previous round, and what is notable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from vendor_risk.assessments.answers.values import content_of, domain_answer
from vendor_risk.assessments.models import Evidence, StoredAnswer
from vendor_risk.assessments.results.explanation import said
from vendor_risk.domain.questionnaires import AnswerState, EvidenceGrade, Question, Questionnaire, Section, Tier
from vendor_risk.domain.scoring.judging import ScoringQuestion, asked_questions
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.domain.scoring.scales import read
from vendor_risk.reviews.actions import OK

LEAP = 2.0
"""A change of this many levels since the last round is worth a look."""


class ReviewRemark(StrEnum):
    """Why an answer deserves a look. Without any it is unremarkable and may be marked as in order with the others."""

    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    KNOCK_OUT = "knock_out"
    BELOW_TARGET = "below_target"
    LEAP = "leap"
    BARE_CLAIM = "bare_claim"


REMARKS: dict[ReviewRemark, Callable[[], str]] = {
    ReviewRemark.UNANSWERED: lambda: _("No answer"),
    ReviewRemark.UNKNOWN: lambda: _("“I do not know”"),
    ReviewRemark.NOT_APPLICABLE: lambda: _("Answered “Not applicable”"),
    ReviewRemark.KNOCK_OUT: lambda: _("Key question below minimum"),
    ReviewRemark.BELOW_TARGET: lambda: _("Below target"),
    ReviewRemark.LEAP: lambda: _("Very different from the previous assessment"),
    ReviewRemark.BARE_CLAIM: lambda: _("High level without evidence"),
}


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question under review. `before` is the answer of the previous round in words, None where there was none."""

    question: Question
    section: Section
    answer: StoredAnswer | None
    said: str
    level: float | None
    target: float | None
    before: str | None
    changed: bool
    remarks: tuple[ReviewRemark, ...]
    evidence: Sequence[Evidence]

    @property
    def version(self) -> int:
        """The version a judgement must name."""
        return self.answer.version if self.answer else 0

    @property
    def review(self) -> str:
        """ "", "ok" or "returned"."""
        return self.answer.review if self.answer else ""

    @property
    def tier_of_attention(self) -> str:
        """What the filters of the page go by: "returned", "ok", "look" (notable) or "plain"."""
        return self.review or ("look" if self.remarks else "plain")


def _level(question: Question, answer: StoredAnswer | None, questionnaire: Questionnaire) -> float | None:
    return None if answer is None else read(question, domain_answer(answer), questionnaire.scales).level


def _remarks(
    asked: ScoringQuestion | None, answer: StoredAnswer | None, level: float | None, leap: bool
) -> tuple[ReviewRemark, ...]:
    if asked is None:
        return ()
    state = AnswerState.BLANK if answer is None else AnswerState(answer.state)
    if state is AnswerState.BLANK:
        return (ReviewRemark.UNANSWERED,)
    if state is AnswerState.UNKNOWN:
        return (ReviewRemark.UNKNOWN,)
    if state is AnswerState.NOT_APPLICABLE:
        return (ReviewRemark.NOT_APPLICABLE,)
    found = []
    knock_out = asked.question.knock_out
    if level is not None and knock_out is not None and level < knock_out.floor:
        found.append(ReviewRemark.KNOCK_OUT)
    elif level is not None and level < asked.target:
        found.append(ReviewRemark.BELOW_TARGET)
    if leap:
        found.append(ReviewRemark.LEAP)
    bare = answer is not None and answer.grade == EvidenceGrade.SELF_DECLARED
    if bare and level is not None and level >= 4 and (level > asked.target or knock_out is not None):
        found.append(ReviewRemark.BARE_CLAIM)
    return tuple(found)


def items(
    questionnaire: Questionnaire,
    tier: Tier | None,
    rules: ScoringRules,
    answers: Mapping[str, StoredAnswer],
    former: Mapping[str, StoredAnswer],
    evidence: Mapping[str, Sequence[Evidence]],
) -> list[ReviewItem]:
    """Every asked question for the reviewer, in order. `former` are the answers of the last round, if there was one."""
    asked = {one.question.id: one for one in asked_questions(questionnaire, tier, rules)}
    found = []
    for section in questionnaire.sections:
        for question in section.questions:
            answer, old = answers.get(question.id), former.get(question.id)
            level, level_then = _level(question, answer, questionnaire), _level(question, old, questionnaire)
            leap = level is not None and level_then is not None and abs(level - level_then) >= LEAP
            scored = asked.get(question.id)
            now_said = said(question, questionnaire.scales, content_of(answer))
            found.append(
                ReviewItem(
                    question=question,
                    section=section,
                    answer=answer,
                    said=now_said,
                    level=level,
                    target=scored.target if scored else None,
                    before=said(question, questionnaire.scales, content_of(old)) if old else None,
                    changed=old is not None and content_of(old).value != content_of(answer).value,
                    remarks=_remarks(scored, answer, level, leap),
                    evidence=evidence.get(question.id, ()),
                )
            )
    return found


def unremarkable(found: Sequence[ReviewItem]) -> frozenset[str]:
    """The answered questions nobody has judged and that need no look."""
    return frozenset(item.question.id for item in found if item.answer and not item.review and not item.remarks)


def tally(found: Sequence[ReviewItem]) -> dict[str, int]:
    """How many items there are of each kind of attention."""
    kinds = [item.tier_of_attention for item in found]
    return {kind: kinds.count(kind) for kind in ("look", "plain", OK, "returned")}
