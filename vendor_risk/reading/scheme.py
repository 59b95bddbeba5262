"""The questionnaire's own scoring scheme, where its sheets carry weights and preferred answers.

`weighted-compliance`: a question earns its weight when its answer contains the preferred answer (letter by letter, as
the authors' own formulas look for it); blanks and free text stay in the sum of what could be earned; sections that a
qualifier switched off leave it, and so does "not applicable" in editions whose authors take it out. An assessor's
replacement of an answer or a weight counts instead of it. Computed from answers, preferred answers and weights, never
from a stored result.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from vendor_risk.reading.items import QuestionTable, SheetQuestion
from vendor_risk.reading.layout.grid import SheetGrid
from vendor_risk.reading.scheme_sources import (
    FEWEST,
    NOT_COMPLIANT,
    SchemeSource,
    find_sources,
    importance_of,
    names_of_groups,
    not_scored,
    replaced_answers,
    replaced_weights,
)
from vendor_risk.reading.understanding import QuestionFound, SchemeQuestion, SchemeScore, SectionPoints
from vendor_risk.reading.words.families import Recognised
from vendor_risk.reading.words.lexicon import Lexicon, normal

NAME = "weighted-compliance"
_PREFIX = re.compile(r"([A-Za-z&]{2,8})[-_. ]?\d")


@dataclass
class _Sums:
    """Points by section, and the rules they were made with."""

    earned: Counter[str] = field(default_factory=Counter)
    possible: Counter[str] = field(default_factory=Counter)
    titles: dict[str, Counter[str]] = field(default_factory=dict)
    rules: list[SchemeQuestion] = field(default_factory=list)


def score(
    tables: list[QuestionTable],
    grids: list[SheetGrid],
    questions: list[QuestionFound],
    lexicon: Lexicon,
    recognised: Recognised | None = None,
) -> SchemeScore | None:
    """The score by the workbook's own scheme; None when it carries none."""
    answers: dict[str, QuestionFound] = {}
    for question in questions:  # of a question on several sheets the first that is answered
        key = normal(question.id)
        if key not in answers or (question.answer and not answers[key].answer):
            answers[key] = question
    sources = find_sources(tables, answers)
    if not sources:
        return None
    base = max(sources, key=lambda source: (source.typed(), len(source.weights), len(source.table.items)))
    sums = _Sums()
    for item, question, rule in _rules(base, sources, tables, answers, lexicon):
        leaves = question.switched_off or (
            recognised is not None and recognised.na_leaves and question.value == "na" and not rule.assessed
        )
        _add(sums, item, question, rule, leaves=leaves)
    if len(sums.rules) < FEWEST or not sum(sums.possible.values()):
        return None
    names = names_of_groups(grids, set(sums.possible))
    sections = [
        SectionPoints(
            names.get(group) or sums.titles[group].most_common(1)[0][0] or group,
            float(sums.earned[group]),
            float(sums.possible[group]),
        )
        for group in sums.possible
    ]
    total = float(sum(sums.possible.values()))
    return SchemeScore(NAME, float(sum(sums.earned.values())), total, sections, sums.rules, base.table.grid.name)


def _rules(
    base: SchemeSource,
    sources: list[SchemeSource],
    tables: list[QuestionTable],
    answers: Mapping[str, QuestionFound],
    lexicon: Lexicon,
) -> list[tuple[SheetQuestion, QuestionFound, SchemeQuestion]]:
    """The scored questions with the weight and the preferred answer in effect."""
    shown = [source for source in sources if not source.table.grid.hidden and source is not base]
    scored = {normal(item.id) for source in shown for item in source.table.items} if shown else None
    importance = importance_of(sources, lexicon)
    weights = replaced_weights(tables, lexicon, importance)
    assessed = replaced_answers(tables, lexicon)
    unscored = not_scored(base.table, lexicon)
    found = []
    for item in base.table.items:
        key = normal(item.id)
        question = answers.get(key)
        if question is None or (scored is not None and key not in scored) or item.row in unscored:
            continue
        weight = weights.get(key, base.weight(item, importance))
        if weight is None:
            continue
        preferred = base.table.grid.texts[item.row][base.preferred]
        replaced = _verdict(assessed.get(key) or base.typed_over(item, question.answer), preferred, lexicon)
        found.append((item, question, SchemeQuestion(question.id, question.section, weight, preferred, replaced)))
    return found


def _verdict(text: str, preferred: str, lexicon: Lexicon) -> str:
    """ "Mark as compliant" as the answer it stands for; any other text as it is."""
    verdict = lexicon.verdict(text)
    return text if verdict is None else preferred if verdict else NOT_COMPLIANT


def _add(sums: _Sums, item: SheetQuestion, question: QuestionFound, rule: SchemeQuestion, *, leaves: bool) -> None:
    sums.rules.append(rule)
    group = _group(question)
    sums.titles.setdefault(group, Counter())[question.section or item.section] += 1
    given = rule.assessed or question.answer
    sums.possible[group] += 0 if leaves else rule.weight  # type: ignore[assignment]
    if not leaves and rule.preferred and rule.preferred in given:
        sums.earned[group] += rule.weight  # type: ignore[assignment]


def _group(question: QuestionFound) -> str:
    """What a section is to the authors: the letters of the id where it has such, else its title."""
    match = _PREFIX.match(question.id)
    return match[1].upper() if match else question.section
