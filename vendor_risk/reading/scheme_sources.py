"""Where a workbook keeps its authors' scoring: weights, preferred answers, and what an assessor put in their place.

They may stand beside the answers, in a report, or in a hidden list of all questions; weights as numbers or as words of
importance; replacements of an answer or of a weight on a sheet of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from vendor_risk.reading.items import QuestionTable, SheetQuestion
from vendor_risk.reading.layout.grid import SheetGrid
from vendor_risk.reading.understanding import QuestionFound
from vendor_risk.reading.words.lexicon import Lexicon, normal

FEWEST = 5
_SAMPLE = 20
NOT_COMPLIANT = "–"
"""What an assessor's "not compliant" is kept as: no letters, so that no preferred answer is found in it."""


@dataclass
class SchemeSource:
    """A table that carries weights and preferred answers."""

    table: QuestionTable
    weights: list[int]
    preferred: int
    copies: int | None  # where the table repeats the answers

    def typed(self) -> bool:
        """Whether the preferred answers stand there themselves, rather than being looked up elsewhere."""
        grid = self.table.grid
        return sum(1 for item in self.table.items if grid.is_calculated(item.row, self.preferred)) * 2 < len(
            self.table.items
        )

    def weight(self, item: SheetQuestion, importance: Mapping[str, float]) -> float | None:
        """The weight in effect: the last weight column, or one before it where the last is for exceptions only."""
        texts = self.table.grid.texts[item.row]
        for place, column in enumerate(reversed(self.weights)):
            if (weight := weight_of(texts[column], importance)) is not None:
                return weight
            filled = next(c.filled for c in self.table.columns if c.index == column)
            if place == 0 and filled * 10 >= 7 * len(self.table.items):
                return None  # kept for every question, and empty here: not scored
        return None

    def typed_over(self, item: SheetQuestion, answer: str) -> str:
        """What somebody typed over the calculated copy of the answer; "" where the copy is intact.

        Where the format does not tell calculated cells, a copy that says something else was typed over.
        """
        grid = self.table.grid
        if self.copies is None or grid.is_calculated(item.row, self.copies):
            return ""
        text = grid.texts[item.row][self.copies]
        if not grid.sheet.knows_formulas and (text[:60] == answer[:60] or text == "0"):
            return ""
        return text


def weight_of(text: str, importance: Mapping[str, float]) -> float | None:
    """A weight as a number or as a word of importance; None for anything else."""
    if text.replace(".", "", 1).isdigit():
        return float(text)
    return importance.get(normal(text))


def find_sources(tables: list[QuestionTable], answers: Mapping[str, QuestionFound]) -> list[SchemeSource]:
    """The tables with weights and preferred answers for the questions of the workbook."""
    found = []
    for table in tables:
        roles = table.roles
        if "preferred" not in roles.columns or "weight" not in roles.others or len(table.items) < FEWEST:
            continue
        known = [item for item in table.items if normal(item.id) in answers]
        if len(known) * 2 >= len(table.items):
            copies = _copies(table, known, answers)
            found.append(SchemeSource(table, roles.others["weight"], roles.columns["preferred"], copies))
    return found


def _copies(table: QuestionTable, known: list[SheetQuestion], answers: Mapping[str, QuestionFound]) -> int | None:
    """The column that repeats the answers by formula, told by its contents."""
    grid = table.grid
    given = [(item.row, answer[:60]) for item in known if (answer := answers[normal(item.id)].answer)]
    for column in table.columns:
        calculated = column.formulas * 2 >= column.filled or not grid.sheet.knows_formulas
        if not calculated or column.filled * 2 < len(given) or column.index == table.roles.columns.get("preferred"):
            continue
        for sample in (given[:: len(given) // _SAMPLE + 1], given):  # a few tell most columns apart
            equal = sum([grid.texts[row][column.index][:60] == answer for row, answer in sample])
            if equal * 10 < len(sample) * 8 or len(given) < FEWEST:
                break
        else:
            return column.index
    return None


def importance_of(sources: list[SchemeSource], lexicon: Lexicon) -> dict[str, float]:
    """What words of importance weigh: as the workbook itself says beside its numbers, else as is usual."""
    weights = dict(lexicon.importance)
    for source in sources:
        if len(source.weights) < 2 or not any(source.table.columns[column].words for column in source.weights):
            continue  # numbers only
        pairs: Counter[tuple[str, float]] = Counter()
        for item in source.table.items:
            texts = [source.table.grid.texts[item.row][column] for column in source.weights]
            numbers = [float(text) for text in texts if text.replace(".", "", 1).isdigit()]
            words = [normal(text) for text in texts if text and weight_of(text, {}) is None]
            pairs.update((word, numbers[-1]) for word in words if numbers)
        for (word, number), _ in reversed(pairs.most_common()):
            weights[word] = number
    return weights


def replaced_answers(tables: list[QuestionTable], lexicon: Lexicon) -> dict[str, str]:
    """What an assessor typed in place of the given answers, by id: an answer, or "compliant" as an answer word."""
    return {key: text for key, text in _typed(tables, lexicon) if weight_of(text, lexicon.importance) is None}


def replaced_weights(
    tables: list[QuestionTable], lexicon: Lexicon, importance: Mapping[str, float]
) -> dict[str, float]:
    """Weights an assessor typed in place of the authors', by id, outside the table that has the weights itself."""
    apart = [table for table in tables if "preferred" not in table.roles.columns]
    found = [(key, weight_of(text, importance)) for key, text in _typed(apart, lexicon)]
    return {key: weight for key, weight in found if weight is not None}


def _typed(tables: list[QuestionTable], lexicon: Lexicon) -> list[tuple[str, str]]:
    """Everything typed into columns that say they override."""
    found = []
    for table in tables:
        columns = [c.index for c in table.columns if c.role == "review" and lexicon.overrides(c.title)]
        for column in columns:
            for item in table.items:
                text = table.grid.texts[item.row][column]
                if text and not table.grid.is_calculated(item.row, column):
                    found.append((normal(item.id), text))
    return found


def not_scored(table: QuestionTable, lexicon: Lexicon) -> set[int]:
    """The rows that say of themselves that they are not scored."""
    rows = [item.row for item in table.items]
    found: set[int] = set()
    for cells in zip(*[table.grid.texts[row] for row in rows], strict=True):
        words = [text for text in set(cells) if text.casefold() in lexicon.not_scored]
        found.update(row for row, text in zip(rows, cells, strict=True) if words and text in words)
    return found


def names_of_groups(grids: list[SheetGrid], groups: set[str]) -> dict[str, str]:
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
