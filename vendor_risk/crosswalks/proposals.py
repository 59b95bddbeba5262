"""What can be carried from one assessment into another: a proposal per question of ours, with its reasons.

Pairs of two questionnaire versions are matched once a process and kept: both never change. What people decided about
pairs stands above what the rules say.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Lock

from vendor_risk import paths
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.cells import clean
from vendor_risk.assessments.answers.values import content_of, domain_answer
from vendor_risk.assessments.models import AnswerSource, Assessment, StoredAnswer
from vendor_risk.content.crosswalks import load_crosswalks
from vendor_risk.crosswalks import queries
from vendor_risk.crosswalks.proposal import CrosswalkProposal, Leaf, Proposals, ProposalState, quoted, said_in_words
from vendor_risk.domain.crosswalk.carry_over import Carried, Said, combine, is_graded
from vendor_risk.domain.crosswalk.controls import CrosswalkRules
from vendor_risk.domain.crosswalk.matching import QuestionPair, match
from vendor_risk.domain.questionnaires import Question, Questionnaire, Section
from vendor_risk.domain.scoring.readings import NOT_SCORED, Mark, Reading
from vendor_risk.domain.scoring.scales import read, scale_of
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.reading.questionnaire import FREE_TEXT

_KEPT = 64
_pairs: OrderedDict[tuple[str, str], tuple[QuestionPair, ...]] = OrderedDict()
_lock = Lock()


def rules() -> CrosswalkRules:
    """The crosswalks as shipped, read once a process."""
    return load_crosswalks(paths.QUESTIONNAIRES)


def pairs(foreign: QuestionnaireVersion, own: QuestionnaireVersion) -> tuple[QuestionPair, ...]:
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


def proposals(target: Assessment, source: Assessment) -> Proposals:
    """What the answers of `source` can mean for `target`. Both were loaded through a scope; writes nothing."""
    own, foreign = assessment_queries.asked(target), domain_questionnaire(source.questionnaire_version_id)
    theirs, ours = assessment_queries.answers(source.id), assessment_queries.answers(target.id)
    found = pairs(source.questionnaire_version, target.questionnaire_version)
    decided = queries.decisions(own, foreign)
    carried_before = queries.carried(target.id)
    open_ids = assessment_queries.open_question_ids(target, ours)
    by_own: dict[str, list[QuestionPair]] = {}
    for pair in found:
        by_own.setdefault(pair.own, []).append(pair)
    every = []
    for section in own.sections:
        for question in section.questions:
            leaves = [_leaf(pair, foreign, theirs, decided) for pair in by_own.get(question.id, ())]
            draft = _draft(question, section, leaves, ours.get(question.id))
            if draft is not None:
                before = carried_before.get(question.id)
                same_form = before is not None and _form(before.source) == queries.family_key(foreign)
                every.append(_with_state(draft, source, same_form, question.id in open_ids))
    return Proposals(target, source, own, foreign, tuple(every), len(target.question_ids))


def _form(source: Assessment) -> str:
    return queries.family_key(domain_questionnaire(source.questionnaire_version_id))


def _draft(
    question: Question, section: Section, leaves: Sequence[Leaf], stored: StoredAnswer | None
) -> CrosswalkProposal | None:
    """The proposal, its state not looked at yet; None when nothing worth showing stands behind it."""
    kept = _worth_showing([leaf for leaf in leaves if leaf.fits is not False])
    rejected = tuple(leaf for leaf in leaves if leaf.fits is False)
    if not kept and not rejected:
        return None
    version = stored.version if stored else 0
    return CrosswalkProposal(
        question, section, kept, rejected, _carried(question, kept), ProposalState.OPEN, version, stored
    )


def _with_state(draft: CrosswalkProposal, source: Assessment, same_form: bool, is_open: bool) -> CrosswalkProposal:
    stored, state = draft.stored, ProposalState.OPEN
    if stored is not None and not content_of(stored).says_nothing:
        state = ProposalState.ANSWERED
        if stored.source == AnswerSource.CARRIED and same_form:
            state = ProposalState.SAME if _says_the_same(draft, source, stored) else ProposalState.REFRESH
    if state in (ProposalState.OPEN, ProposalState.REFRESH) and not is_open:
        state = ProposalState.CLOSED
    return replace(draft, state=state)


def _says_the_same(draft: CrosswalkProposal, source: Assessment, stored: StoredAnswer) -> bool:
    """Whether a carried-over answer still quotes what they say; the day and the level a person chose do not matter."""
    quote = stored.comment or stored.na_reason
    return bool(draft.leaves) and quote.partition("\n")[2] == clean(quoted(draft, source)).partition("\n")[2]


def _leaf(
    pair: QuestionPair,
    foreign: Questionnaire,
    theirs: Mapping[str, StoredAnswer],
    decided: Mapping[tuple[str, str], bool],
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
        said_in_words(question, answer, foreign),
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
