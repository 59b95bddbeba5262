"""What can be carried from one assessment into another: a proposal per question of ours, with its reasons.

Pairs of two questionnaire versions are matched once a process and kept: both never change. What people decided about
pairs stands above what the rules say.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock

from vendor_risk import paths
from vendor_risk.assessments import queries as assessments
from vendor_risk.assessments.answers import AnswerContent, content_of, domain_answer
from vendor_risk.assessments.models import Assessment, Source, StoredAnswer
from vendor_risk.content.crosswalks import load_crosswalks
from vendor_risk.crosswalks import queries
from vendor_risk.domain.carrying import Carried, Said, combine, grade_of, is_graded
from vendor_risk.domain.crosswalk import Pair, Rules, match
from vendor_risk.domain.questionnaires import AnswerState, EvidenceGrade, Question, Questionnaire, Section
from vendor_risk.domain.scales import NOT_SCORED, Mark, Reading, read, scale_of
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.reading.questionnaire import FREE_TEXT

_KEPT = 64
_pairs: OrderedDict[tuple[str, str], tuple[Pair, ...]] = OrderedDict()
_lock = Lock()
MAX_COMMENT = 4_000


def rules() -> Rules:
    """The crosswalks as shipped, read once a process."""
    return load_crosswalks(paths.QUESTIONNAIRES)


def pairs(foreign: QuestionnaireVersion, own: QuestionnaireVersion) -> tuple[Pair, ...]:
    """Every pair worth showing of two stored questionnaires."""
    key = (foreign.fingerprint, own.fingerprint)
    with _lock:
        if key in _pairs:
            _pairs.move_to_end(key)
            return _pairs[key]
    found = match(domain_questionnaire(foreign.id), domain_questionnaire(own.id), rules())
    with _lock:
        _pairs[key] = found
        while len(_pairs) > _KEPT:
            _pairs.popitem(last=False)
    return found


class State(StrEnum):
    """What stands in the way of a proposal, if anything."""

    OPEN = "open"
    REFRESH = "refresh"  # carried over before from the same form, which says something else now
    SAME = "same"  # carried over before, and nothing changed
    ANSWERED = "answered"  # somebody answered: never overwritten
    CLOSED = "closed"  # may not be changed now


@dataclass(frozen=True, slots=True)
class Leaf:
    """One question of theirs behind a proposal. `fits`: what a person decided before, None for nothing."""

    pair: Pair
    question: Question
    section: Section
    answer: StoredAnswer | None
    said: str
    """Their answer in their own words."""
    reading: Reading
    graded: bool
    fits: bool | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One question of ours and what theirs can mean for it. `leaves` are those that count, `rejected` those that a
    person found not to fit."""

    question: Question
    section: Section
    leaves: tuple[Leaf, ...]
    rejected: tuple[Leaf, ...]
    carried: Carried | None
    state: State
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
        return self.state in (State.OPEN, State.REFRESH) and bool(self.leaves)

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
    every: tuple[Proposal, ...]
    asked: int

    @property
    def proposed(self) -> list[Proposal]:
        """Those with something to propose, whether or not they were carried over already."""
        return [proposal for proposal in self.every if proposal.leaves]


def proposals(target: Assessment, source: Assessment) -> Proposals:
    """What the answers of `source` can mean for `target`. Both were loaded through a scope; writes nothing."""
    own, foreign = assessments.asked(target), domain_questionnaire(source.questionnaire_version_id)
    theirs, ours = assessments.answers(source.id), assessments.answers(target.id)
    found = pairs(source.questionnaire_version, target.questionnaire_version)
    decided = queries.decisions(own, foreign)
    carried_before = queries.carried(target.id)
    open_ids = assessments.open_question_ids(target, ours)
    by_own: dict[str, list[Pair]] = {}
    for pair in found:
        by_own.setdefault(pair.own, []).append(pair)
    every = []
    for section in own.sections:
        for question in section.questions:
            leaves = [_leaf(pair, foreign, theirs, decided) for pair in by_own.get(question.id, ())]
            kept = _worth_showing([leaf for leaf in leaves if leaf.fits is not False])
            rejected = tuple(leaf for leaf in leaves if leaf.fits is False)
            if not kept and not rejected:
                continue
            carried = _carried(question, kept)
            stored = ours.get(question.id)
            before = carried_before.get(question.id)
            same_form = before is not None and queries.family_key(
                domain_questionnaire(before.source.questionnaire_version_id)
            ) == queries.family_key(foreign)
            version = stored.version if stored else 0
            draft = Proposal(question, section, kept, rejected, carried, State.OPEN, version, stored)
            every.append(_with_state(draft, source, same_form, question.id in open_ids))
    return Proposals(target, source, own, foreign, tuple(every), len(target.question_ids))


def _with_state(draft: Proposal, source: Assessment, same_form: bool, is_open: bool) -> Proposal:
    stored, state = draft.stored, State.OPEN
    if stored is not None and not content_of(stored).says_nothing:
        state = State.ANSWERED
        if stored.source == Source.CARRIED and same_form:
            state = State.SAME if draft.leaves and content_of(stored) == content(draft, source) else State.REFRESH
    if state in (State.OPEN, State.REFRESH) and not is_open:
        state = State.CLOSED
    return replace(draft, state=state)


def _leaf(
    pair: Pair, foreign: Questionnaire, theirs: Mapping[str, StoredAnswer], decided: Mapping[tuple[str, str], bool]
) -> Leaf:
    question = foreign.by_id[pair.foreign]
    answer = theirs.get(pair.foreign)
    given = domain_answer(answer) if answer is not None else None
    reading = read(question, given, foreign.scales)
    if given is not None and given.value == FREE_TEXT and given.override_level is None:
        reading = NOT_SCORED  # said in words where a choice was asked
    elif given is not None and given.override_level is not None:
        reading = Reading(Mark.LEVEL, given.override_level)
    return Leaf(
        pair,
        question,
        foreign.section_of[pair.foreign],
        answer,
        _said(question, answer, foreign),
        reading,
        is_graded(question, scale_of(question, foreign.scales)),
        decided.get((pair.own, queries.identity(question))),
    )


def _worth_showing(leaves: Sequence[Leaf]) -> tuple[Leaf, ...]:
    """Those that say something: answered ones; "not applicable" only where a framework's number led to it."""
    return tuple(
        leaf
        for leaf in leaves
        if leaf.reading.mark is not Mark.BLANK
        and (leaf.reading.mark is not Mark.NOT_APPLICABLE or leaf.pair.reference or leaf.fits)
    )


def _carried(question: Question, leaves: Sequence[Leaf]) -> Carried | None:
    tables = rules()
    found = combine([Said(leaf.reading, leaf.graded) for leaf in leaves], tables.plain, tables.graded)
    if found is not None and found.not_applicable and not question.na_allowed:
        return Carried()  # ours applies to everybody: a person must read what they say
    return found


def content(proposal: Proposal, source: Assessment, level: int | None = None) -> AnswerContent:
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


def quoted(proposal: Proposal, source: Assessment) -> str:
    """What they said, question by question, in their own words: no words of ours, so it needs no language."""
    lines = [label(source)]
    for leaf in proposal.leaves:
        note = " ".join(leaf.answer.comment.split())[:300] if leaf.answer is not None else ""
        lines.append(f"{leaf.question.id}: {' – '.join(part for part in (leaf.said[:300], note) if part)}")
    text = "\n".join(lines)
    return text if len(text) <= MAX_COMMENT else text[: MAX_COMMENT - 1] + "…"


def _said(question: Question, answer: StoredAnswer | None, foreign: Questionnaire) -> str:
    if answer is None:
        return "–"
    if answer.state == AnswerState.NOT_APPLICABLE:
        return f"N/A: {answer.na_reason}" if answer.na_reason else "N/A"
    if answer.state == AnswerState.UNKNOWN:
        return "?"
    scale = scale_of(question, foreign.scales)
    labels = {option.id: option.label.get(foreign.language or "en") for option in scale.options} if scale else {}
    values = answer.value if isinstance(answer.value, list) else [answer.value]
    return " · ".join(labels.get(value, str(value)) for value in values if value not in (None, FREE_TEXT))
