"""Which column is what: by the words above it and by what is in it, never by its position alone.

Every role is a sum of evidence; each piece of evidence is kept, so that a page can show why a column was chosen.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from vendor_risk.reading.layout.grid import SheetGrid
from vendor_risk.reading.layout.headers import Header
from vendor_risk.reading.layout.shapes import ANSWER, DATE, ID, LINK, LONG, MARK, NUMBER, QUESTION, SCORE, WORDS
from vendor_risk.reading.words.lexicon import STRONG, Lexicon

_REACH = re.compile(r"(?<![\d.])([01])\s?(?:[-–—~～〜…]|\.\.|to|bis|à|から)\s?(\d{1,3})(?![\d.])")

Evidence = tuple[str, str]
"""What speaks for a choice: a code (see `evidence.py` for the sentence) and the detail it names."""


@dataclass
class SheetColumn:
    """What is known of one column of a table."""

    index: int
    title: str = ""
    parent: str = ""
    role: str = ""  # by the header's words
    weight: float = 0.0
    filled: int = 0
    distinct: int = 0
    ids: int = 0
    answers: int = 0
    marks: int = 0
    questions: int = 0
    links: int = 0
    dates: int = 0
    numbers: int = 0
    scores: int = 0
    words: int = 0
    length: float = 0.0
    formulas: int = 0
    lists: int = 0  # cells with a drop-down
    answer_lists: int = 0  # cells whose drop-down offers answer words
    hidden: bool = False
    rows: int = 1
    ascending: bool = False

    @property
    def names_ids(self) -> bool:
        """Whether the heading says "ID" and every cell is another name, though few look like an id ("vm.name")."""
        unlike = self.share(self.ids + self.numbers) < 0.5
        return self.role == "id" and self.weight >= STRONG and unlike and self.distinct == self.filled > 4

    @property
    def reach(self) -> float:
        """How far its numbers reach, where the heading says so ("Rating (0-3)"); 0 where it does not."""
        found = _REACH.search(f"{self.title} {self.parent}".casefold())
        return float(found[2]) if found is not None and float(found[2]) >= 2 else 0.0

    def share(self, count: int) -> float:
        """`count` as a share of the filled cells."""
        return count / self.filled if self.filled else 0.0

    def says(self, *roles: str) -> float:
        """How strongly the header says one of `roles`: 0, or its weight."""
        return self.weight if self.role in roles else 0.0


@dataclass
class MarkedColumns:
    """Columns of which one is marked per row: "yes | partly | no" with an x in one of them."""

    columns: list[int]
    titles: list[str]
    parent: str
    kind: str  # answer, level or comment


@dataclass
class Roles:
    """The chosen columns (from 0) and why."""

    columns: dict[str, int] = field(default_factory=dict)
    answers: MarkedColumns | None = None  # the answer as one of several marked columns
    remarks: MarkedColumns | None = None  # a second group of marks, read as a comment
    scores: list[int] = field(default_factory=list)  # two or more scores per row, read together
    others: dict[str, list[int]] = field(default_factory=dict)
    evidence: dict[str, list[Evidence]] = field(default_factory=dict)


def describe(grid: SheetGrid, header: Header | None, body: list[int], lexicon: Lexicon) -> list[SheetColumn]:
    """The facts of every column over the rows of a table."""
    inside = frozenset(body)
    described = []
    texts = list(zip(*[grid.texts[row] for row in body], strict=True)) or [()] * grid.width
    flags = list(zip(*[grid.flags[row] for row in body], strict=True)) or [()] * grid.width
    for index in range(grid.width):
        column = SheetColumn(index, rows=max(len(body), 1), hidden=index + 1 in grid.sheet.hidden_columns)
        if header is not None:
            column.title, column.parent = header.title(index), header.parents.get(index, "")
            if (meaning := header.meanings.get(index)) is not None:
                column.role, column.weight = meaning.role, meaning.weight
        _count(column, texts[index], flags[index])
        column.formulas = min(_formulas(grid, index, body, inside), column.filled)
        _drop_downs(column, grid, body, lexicon)
        described.append(column)
    return described


def _formulas(grid: SheetGrid, index: int, body: list[int], inside: frozenset[int]) -> int:
    """How many of a column's cells are calculated; looked at one by one only where the rows have gaps."""
    rows = grid.calculated.get(index)
    if rows is None or not body:
        return 0
    if (body[-1] - body[0] + 1) * 9 > len(body) * 10:
        return len(inside.intersection(rows))
    return bisect_right(rows, body[-1]) - bisect_left(rows, body[0])


def _count(column: SheetColumn, cells: tuple[str, ...], flags: tuple[int, ...]) -> None:
    column.filled = len(cells) - cells.count("")
    if not column.filled:
        return
    texts = list(filter(None, cells))
    column.distinct = len(set(texts))
    column.length = sum(map(len, texts)) / len(texts)
    if not texts[-1].isascii() and sum(text > "\u2e80" for text in texts) * 2 > len(texts):
        column.length *= 2  # scripts in which a character is half a word
    kinds = Counter(flags)  # few combinations, many cells

    for kind, count in kinds.items():
        column.ids += count if kind & ID else 0
        column.answers += count if kind & ANSWER else 0
        column.marks += count if kind & MARK else 0
        column.questions += count if kind & QUESTION else 0
        column.links += count if kind & LINK else 0
        column.dates += count if kind & DATE else 0
        column.numbers += count if kind & NUMBER else 0
        column.scores += count if kind & SCORE else 0
        column.words += count if kind & (WORDS | LONG) else 0
    if column.numbers == len(texts) and column.distinct == len(texts) > 2:
        try:
            values = [float(text.replace(",", ".").rstrip("% ")) for text in texts]
        except ValueError:
            return
        column.ascending = all(a < b for a, b in pairwise(values))


def _drop_downs(column: SheetColumn, grid: SheetGrid, body: list[int], lexicon: Lexicon) -> None:
    for first, last, options in grid.options.get(column.index, ()):
        covered = bisect_right(body, last) - bisect_left(body, first)
        column.lists += covered
        if covered and _offers_answers(options, grid, lexicon):
            column.answer_lists += covered


def _offers_answers(options: tuple[str, ...], grid: SheetGrid, lexicon: Lexicon) -> bool:
    """Whether a drop-down offers answer words or levels, rather than names or places."""
    if options not in grid.offers:
        known = sum(1 for option in options if lexicon.answer(option) or option.strip().isdigit())
        grid.offers[options] = bool(options) and known * 2 >= len(options)
    return grid.offers[options]


def because(column: SheetColumn, *facts: tuple[str, int], said: bool = True) -> list[Evidence]:
    """What speaks for a column; `said`: whether its heading does."""
    found: list[Evidence] = [("header", column.title)] if column.weight and said else []
    for code, count in facts:
        if code in ("length", "right_of_answer"):
            found.append((code, str(count)))
        elif count and column.rows:
            found.append(
                (code, f"{min(100 * count // max(column.filled, 1), 100)}%" if code != "drop_down" else str(count))
            )
    return found
