"""What a proposal is: a question of ours, theirs behind it, what they said, and the answer that would be saved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.models import Assessment, StoredAnswer
from vendor_risk.domain.crosswalk.carry_over import Carried, grade_of
from vendor_risk.domain.crosswalk.matching import QuestionPair
from vendor_risk.domain.questionnaires import AnswerState, EvidenceGrade, Question, Questionnaire, Section
from vendor_risk.domain.scoring.readings import Reading
from vendor_risk.domain.scoring.scales import scale_of
from vendor_risk.reading.questionnaire import FREE_TEXT

MAX_COMMENT = 4_000


class ProposalState(StrEnum):
    """What prevents a proposal, if anything."""

    OPEN = "open"
    REFRESH = "refresh"  # carried over before from the same form, which says something else now
    SAME = "same"  # carried over before, and nothing changed
    ANSWERED = "answered"  # somebody answered: never overwritten
    CLOSED = "closed"  # may not be changed now


@dataclass(frozen=True, slots=True)
class Leaf:
    """One question of theirs behind a proposal. `fits`: what a person decided before, None for nothing."""

    pair: QuestionPair
    question: Question
    section: Section
    answer: StoredAnswer | None
    said: str
    """Their answer in their own words."""
    reading: Reading
    graded: bool
    fits: bool | None


@dataclass(frozen=True, slots=True)
class CrosswalkProposal:
    """One question of ours and what theirs can mean for it. `leaves` are those that count, `rejected` those that a
    person found not to fit."""

    question: Question
    section: Section
    leaves: tuple[Leaf, ...]
    rejected: tuple[Leaf, ...]
    carried: Carried | None
    state: ProposalState
    version: int
    stored: StoredAnswer | None

    @property
    def confirmed(self) -> bool:
        """Whether a person confirmed every pair of it before."""
        return bool(self.leaves) and all(leaf.fits for leaf in self.leaves)

    @property
    def confidence(self) -> float:
        """How sure the best pair is; 1 once a person confirmed all."""
        return 1.0 if self.confirmed else max((leaf.pair.confidence for leaf in self.leaves), default=0.0)

    @property
    def open(self) -> bool:
        """Whether it can be carried over now."""
        return self.state in (ProposalState.OPEN, ProposalState.REFRESH) and bool(self.leaves)

    @property
    def needs_level(self) -> bool:
        """Whether a person must choose the level, because they answered in words."""
        return self.carried is not None and not self.carried.decided

    @property
    def grade(self) -> EvidenceGrade:
        """The evidence grade it is carried over with."""
        return grade_of([EvidenceGrade(leaf.answer.grade) for leaf in self.leaves if leaf.answer is not None])


@dataclass(frozen=True)
class Proposals:
    """Everything that one assessment says about another, question by question of ours."""

    target: Assessment
    source: Assessment
    own: Questionnaire
    foreign: Questionnaire
    every: tuple[CrosswalkProposal, ...]
    asked: int

    @property
    def proposed(self) -> list[CrosswalkProposal]:
        """Those with something to propose, whether or not they were carried over already."""
        return [proposal for proposal in self.every if proposal.leaves]


def content(proposal: CrosswalkProposal, source: Assessment, level: int | None = None) -> AnswerContent:
    """The answer that is saved: the level (or the `level` a person chose), with what they said as its comment."""
    words = quoted(proposal, source)
    carried = proposal.carried or Carried()
    if level is None and carried.not_applicable:
        return AnswerContent(AnswerState.NOT_APPLICABLE, None, "", words)
    if level is None and carried.unknown:
        return AnswerContent(AnswerState.UNKNOWN, None, words)
    return AnswerContent(AnswerState.ANSWERED, carried.level if level is None else level, words)


def label(source: Assessment) -> str:
    """What a source is called in marks: its questionnaire and the day it was handed in."""
    version = source.questionnaire_version
    day = source.submitted_at or source.created_at
    return f"{version.title_en[:120]} ({day:%Y-%m-%d})"


def quoted(proposal: CrosswalkProposal, source: Assessment) -> str:
    """What they said, question by question, in their own words: no words of ours, so it needs no language."""
    lines = [label(source)]
    for leaf in proposal.leaves:
        note = " ".join(leaf.answer.comment.split())[:300] if leaf.answer is not None else ""
        lines.append(f"{leaf.question.id}: {' – '.join(part for part in (leaf.said[:300], note) if part)}")
    text = "\n".join(lines)
    return text if len(text) <= MAX_COMMENT else text[: MAX_COMMENT - 1] + "…"


def said_in_words(question: Question, answer: StoredAnswer | None, foreign: Questionnaire) -> str:
    """Their answer in their own words."""
    if answer is None:
        return "–"
    if answer.state == AnswerState.NOT_APPLICABLE:
        return f"N/A: {answer.na_reason}" if answer.na_reason else "N/A"
    if answer.state == AnswerState.UNKNOWN:
        return "?"
    scale = scale_of(question, foreign.scales)
    labels = {option.id: option.label.get(foreign.language or "en") for option in scale.options} if scale else {}
    values = answer.value if isinstance(answer.value, list) else [answer.value]
    texts = [str(value) for value in values if value not in (None, FREE_TEXT)]
    return " · ".join(labels.get(text, text) for text in texts)
