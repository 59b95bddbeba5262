"""Answer once, use everywhere: which questions of another questionnaire say something about a question of ours.

Two ways lead from theirs to ours. A **control** (data: `questionnaires/crosswalks/`) has its number in every public
framework: their question carries such a number, in its id or beside it, ours names the control. Where no number
decides, **texts** propose: how well a control's phrases match their question, or how alike the questions are. Both
only propose; `carrying` says what their answers can mean for a level of ours, and a person confirms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from vendor_risk.domain.crosswalk.controls import CrosswalkRules, plain_id
from vendor_risk.domain.crosswalk.wording import compare
from vendor_risk.domain.questionnaires import Question, Questionnaire
from vendor_risk.domain.scoring.kinds import kind_of

MOST = 40
"""Foreign questions that may stand behind one of ours: a control of SP 800-53 has a dozen parts."""
_MOST_BY_TEXT = 3
_LEAST_WORDS = 2
"""One word in common proposes nothing by itself."""
_SUREST = 0.95
"""Only a person is surer."""
_NEARLY = 0.9
"""Texts count beside the best one when they are nearly as alike."""


@dataclass(frozen=True, slots=True)
class QuestionPair:
    """One question of theirs that says something about one of ours, and why it is thought so."""

    own: str
    foreign: str
    confidence: float
    control: str = ""
    """The control both ask for; "" when the texts alone propose it."""
    reference: str = ""
    """The number that led there ("CCM:TVM-3"); "" when texts did."""
    likeness: float = 0.0
    words: tuple[str, ...] = field(default=())
    """What the texts have in common."""


def numbers_of(questionnaire: Questionnaire, rules: CrosswalkRules) -> dict[str, dict[str, float]]:
    """The framework numbers of each of their questions, and what each is worth: those its id is, those beside it."""
    family = next((family for family in rules.families if family.fits(questionnaire)), None)
    worth = rules.confidence
    found = {}
    for section in questionnaire.sections:
        for question in section.questions:
            ids = dict.fromkeys(question.references, worth.mentioned)
            match = family and family.form.search(section.title.en if family.by_section else question.id)
            if family and match:
                ids[plain_id(family.framework, match["id"])] = worth.framework
            found[question.id] = ids
    return found


@dataclass(frozen=True, slots=True)
class _Hit:
    """A control their question comes to, by which number, and what that is worth."""

    control: str
    number: str
    worth: float


def match(foreign: Questionnaire, own: Questionnaire, rules: CrosswalkRules) -> tuple[QuestionPair, ...]:
    """Every pair worth showing, in the order of our questions, surest first.

    A question of theirs whose number names a control that we ask for is decided by that; others by their texts.
    """
    asked = rules.asked.get(own.key, {})
    hits = _hits(foreign, {key for wanted in asked.values() for key in wanted}, rules)
    alike = _alike(foreign, own, rules)
    pairs = []
    for question in own.questions():
        if not kind_of(question).is_level:
            continue
        found = _by_number(question, asked.get(question.id, ()), hits, alike, rules)
        if not any(pair.confidence >= rules.confidence.framework for pair in found):
            found += _by_text(question, {pair.foreign for pair in found}, hits, alike, rules)
        pairs += sorted(found, key=lambda pair: (-pair.confidence, pair.foreign))[:MOST]
    return tuple(pairs)


def _hits(foreign: Questionnaire, wanted: set[str], rules: CrosswalkRules) -> dict[str, list[_Hit]]:
    """The controls each of their questions comes to, surest first. Questions of ours name theirs."""
    theirs = rules.asked.get(foreign.key)
    if theirs is not None:
        own = rules.confidence.framework
        return {
            q.id: [_Hit(key, "", own) for key in theirs.get(q.id, ()) if key in wanted] for q in foreign.questions()
        }
    by_number: dict[str, list[str]] = {}
    for key in sorted(wanted):
        for number in rules.controls[key].ids:
            by_number.setdefault(number, []).append(key)
    return {
        question_id: sorted(
            (_Hit(key, number, worth) for number, worth in ids.items() for key in by_number.get(number, ())),
            key=lambda hit: (-hit.worth, hit.number),
        )
        for question_id, ids in numbers_of(foreign, rules).items()
    }


_Alike = Mapping[tuple[str, str], tuple[float, str, tuple[str, ...]]]
"""By (ours, theirs): likeness, the control whose phrase it was ("" for the texts), what they have in common."""


def _by_number(
    question: Question, wanted: Sequence[str], hits: Mapping[str, list[_Hit]], alike: _Alike, rules: CrosswalkRules
) -> list[QuestionPair]:
    found = []
    for foreign_id, theirs in hits.items():
        hit = next((hit for hit in theirs if hit.control in wanted), None)
        if hit is not None:
            likeness, _control, words = alike.get((question.id, foreign_id), (0.0, "", ()))
            sure = round(hit.worth + (_SUREST - hit.worth) * likeness, 3)
            found.append(
                QuestionPair(question.id, foreign_id, sure, hit.control, hit.number, round(likeness, 3), words)
            )
    return [pair for pair in found if pair.confidence >= rules.confidence.shown]


def _by_text(
    question: Question, known: set[str], hits: Mapping[str, list[_Hit]], alike: _Alike, rules: CrosswalkRules
) -> list[QuestionPair]:
    """Texts decide only where their question has no number of a control that is sure."""
    worth, sure = rules.confidence.text, rules.confidence.framework
    found = sorted(
        (
            (likeness, foreign_id, control, words)
            for (own_id, foreign_id), (likeness, control, words) in alike.items()
            if own_id == question.id
            and words
            and foreign_id not in known
            and not any(hit.worth >= sure for hit in hits[foreign_id])
        ),
        key=lambda hit: (-hit[0], hit[1]),
    )
    return [
        QuestionPair(question.id, foreign_id, round(worth * likeness, 3), control, "", round(likeness, 3), words)
        for likeness, foreign_id, control, words in found[:_MOST_BY_TEXT]
        if worth * likeness >= rules.confidence.shown and likeness >= _NEARLY * found[0][0]
    ]


def _alike(foreign: Questionnaire, own: Questionnaire, rules: CrosswalkRules) -> _Alike:
    """What the texts say of every pair that is at least a little alike."""
    theirs = list(foreign.questions())
    ours = [question for question in own.questions() if kind_of(question).is_level]
    asked = rules.asked.get(own.key, {})
    texts = [rules.words.terms(question.text.en) for question in theirs]
    keys = list(dict.fromkeys(key for question in ours for key in asked.get(question.id, ())))
    phrases = [(key, phrase) for key in keys for phrase in rules.controls[key].phrases]
    phrase_terms = [rules.words.terms(phrase) for _key, phrase in phrases]
    wholes = [rules.words.terms(f"{q.title.get(lang) if q.title else ''} {q.text.get(lang)}")
              for q in ours for lang in ("en", "ja")]  # fmt: skip
    if not theirs or not ours:
        return {}
    found = compare(texts, phrase_terms, wholes)
    columns = {key: [place for place, phrase in enumerate(phrases) if phrase[0] == key] for key in keys}
    alike: dict[tuple[str, str], tuple[float, str, tuple[str, ...]]] = {}
    least = rules.confidence.shown / 2
    for number, question in enumerate(ours):
        best = found.wholes[:, 2 * number : 2 * number + 2].max(axis=1)
        places = [place for key in asked.get(question.id, ()) for place in columns[key]]
        by_phrase = found.phrases[:, places].max(axis=1) if places else np.zeros(len(theirs))
        for row in np.flatnonzero(np.maximum(best, by_phrase) >= least).tolist():
            if by_phrase[row] >= best[row]:
                place = places[int(found.phrases[row, places].argmax())]
                control, shared = phrases[place][0], phrase_terms[place] & texts[row]
            else:
                control = ""
                shared = (wholes[2 * number] | wholes[2 * number + 1]) & texts[row]
            said = rules.words.found(theirs[row].text.en)
            words = tuple(sorted({said[term] for term in shared}))[:6] if len(shared) >= _LEAST_WORDS else ()
            alike[question.id, theirs[row].id] = float(max(best[row], by_phrase[row])), control, words
    return alike
