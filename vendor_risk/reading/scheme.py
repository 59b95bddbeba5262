"""The questionnaire's own scoring scheme, where its sheets carry weights and preferred answers.

`weighted-compliance`: a question earns its weight when its answer contains the preferred answer (letter by letter, as
the authors' own formulas look for it); blanks and free text stay in the sum of what could be earned, sections that a
qualifier switched off leave it. Computed from answers, preferred answers and weights, never from a stored result.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from vendor_risk.reading.grid import Grid
from vendor_risk.reading.items import Item, Table
from vendor_risk.reading.lexicon import normal
from vendor_risk.reading.understanding import QuestionFound, SchemeQuestion, SchemeScore, SectionScore

NAME = "weighted-compliance"
_FEWEST = 5
_PREFIX = re.compile(r"([A-Za-z&]{2,8})[-_. ]?\d")


@dataclass
class _Source:
    """A table that carries weights and preferred answers."""

    table: Table
    weights: list[int]
    preferred: int
    override: int | None  # where an assessor replaces the answer
    copies: int | None  # where the table repeats the answers

    def typed(self) -> bool:
        """Whether the preferred answers stand there themselves, rather than being looked up elsewhere."""
        grid = self.table.grid
        return sum(1 for item in self.table.items if grid.is_calculated(item.row, self.preferred)) * 2 < len(
            self.table.items
        )

    def weight(self, item: Item) -> float | None:
        """The weight in effect: the last weight column, or one before it where the last is for exceptions only."""
        texts = self.table.grid.texts[item.row]
        for place, column in enumerate(reversed(self.weights)):
            if _is_number(texts[column]):
                return float(texts[column])
            filled = next(c.filled for c in self.table.columns if c.index == column)
            if place == 0 and filled * 10 >= 7 * len(self.table.items):
                return None  # kept for every question, and empty here: not scored
        return None

    def typed_over(self, item: Item) -> str:
        """What somebody typed over the calculated copy of the answer; "" where the copy is intact."""
        grid = self.table.grid
        if self.copies is None or grid.is_calculated(item.row, self.copies):
            return ""
        return grid.texts[item.row][self.copies]


def score(everything: list[Table], grids: list[Grid], questions: list[QuestionFound]) -> SchemeScore | None:
    """The score by the workbook's own scheme; None when it carries none."""
    answers = {normal(question.id): question for question in questions}
    sources = [source for table in everything if (source := _source(table, answers)) is not None]
    if not sources:
        return None
    base = max(sources, key=lambda source: (source.typed(), len(source.weights), len(source.table.items)))
    shown = [source for source in sources if not source.table.grid.hidden and source is not base]
    scored = {normal(item.id) for source in shown for item in source.table.items} if shown else None
    assessed = _assessed(sources)
    earned: Counter[str] = Counter()
    possible: Counter[str] = Counter()
    titles: dict[str, Counter[str]] = {}
    rules: list[SchemeQuestion] = []
    for item in base.table.items:
        key = normal(item.id)
        question = answers.get(key)
        if question is None or (scored is not None and key not in scored):
            continue
        weight, preferred = base.weight(item), base.table.grid.texts[item.row][base.preferred]
        if weight is None:
            continue
        replaced = assessed.get(key) or base.typed_over(item)
        given = replaced or question.answer
        rules.append(SchemeQuestion(question.id, question.section, weight, preferred, replaced))
        group = _group(question)
        titles.setdefault(group, Counter())[question.section or item.section] += 1
        if question.switched_off:
            possible[group] += 0
            continue
        possible[group] += weight  # type: ignore[assignment]
        earned[group] += weight if preferred and preferred in given else 0  # type: ignore[assignment]
    if len(rules) < _FEWEST or not sum(possible.values()):
        return None
    names = _names(grids, set(possible))
    sections = [
        SectionScore(
            names.get(group) or titles[group].most_common(1)[0][0] or group,
            float(earned[group]),
            float(possible[group]),
        )
        for group in possible
    ]
    total = float(sum(possible.values()))
    return SchemeScore(NAME, float(sum(earned.values())), total, sections, rules, base.table.grid.name)


def _assessed(sources: list[_Source]) -> dict[str, str]:
    """Answers an assessor typed in place of the given ones, by id."""
    return {
        normal(item.id): text
        for source in sources
        if source.override is not None
        for item in source.table.items
        if (text := source.table.grid.texts[item.row][source.override])
        and not source.table.grid.is_calculated(item.row, source.override)
    }


def _source(table: Table, answers: dict[str, QuestionFound]) -> _Source | None:
    roles = table.roles
    if "preferred" not in roles.columns or "weight" not in roles.others or len(table.items) < _FEWEST:
        return None
    known = [item for item in table.items if normal(item.id) in answers]
    if len(known) * 2 < len(table.items):
        return None
    override = next((c.index for c in table.columns if "override" in normal(c.title) and c.role == "review"), None)
    return _Source(table, roles.others["weight"], roles.columns["preferred"], override, _copies(table, known, answers))


def _copies(table: Table, known: list[Item], answers: dict[str, QuestionFound]) -> int | None:
    """The column that repeats the answers by formula, told by its contents."""
    grid = table.grid
    answered = [item for item in known if answers[normal(item.id)].answer]
    for column in table.columns:
        if column.formulas * 2 < column.filled or column.filled * 2 < len(answered):
            continue
        equal = sum(
            1 for item in answered if grid.texts[item.row][column.index][:60] == answers[normal(item.id)].answer[:60]
        )
        if equal * 10 >= len(answered) * 8 and len(answered) >= _FEWEST:
            return column.index
    return None


def _group(question: QuestionFound) -> str:
    """What a section is to the authors: the letters of the id where it has such, else its title."""
    match = _PREFIX.match(question.id)
    return match[1].upper() if match else question.section


def _names(grids: list[Grid], groups: set[str]) -> dict[str, str]:
    """The authors' names of sections, where a sheet lists them beside the form of their ids ("COMP*")."""
    found: dict[str, str] = {}
    wanted = {f"{group}*" for group in groups}
    for grid in grids:
        for texts in grid.texts:
            if wanted.isdisjoint(texts):
                continue
            for column, text in enumerate(texts):
                if column and text.endswith("*") and text[:-1] in groups and texts[column - 1]:
                    found.setdefault(text[:-1], texts[column - 1])
    return found


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
