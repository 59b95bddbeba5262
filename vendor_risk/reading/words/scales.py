"""How the answers of one table are measured: letters that mean something together, and how far its numbers reach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from vendor_risk.reading.items import QuestionTable
from vendor_risk.reading.layout.columns import SheetColumn
from vendor_risk.reading.words.lexicon import AnswerWord, Lexicon, plain_answer

TOP = 5.0
_TIERS = re.compile(r"\btiers?\b")
_PERCENT = ("%", "％", "percent", "prozent", "pourcent", "porcentaje", "percentuale", "割合", "率", "百分比")
_GRADES = "abcde"


@dataclass(frozen=True, slots=True)
class Scale:
    """`top` is the highest level its numbers reach (0: they are no levels); `codes` the meaning of its letters."""

    top: float = 0.0
    share: bool = False  # numbers are parts of a whole: 0–1 or 0–100
    codes: Mapping[str, AnswerWord] = field(default_factory=dict)

    def level(self, number: float) -> float | None:
        """The level 0–5 of a number; None when it is none."""
        if self.share:
            whole = 1.0 if self.top <= 1 else 100.0
            return TOP * min(max(number, 0.0), whole) / whole
        if not self.top or not 0 <= number <= self.top:
            return None
        return number if self.top == TOP else round(TOP * number / self.top, 2)


PLAIN = Scale()
"""Answers in words, whose numbers are just numbers."""
LEVELS = Scale(TOP)
"""Levels from 0 to 5."""


def scale_of(table: QuestionTable, lexicon: Lexicon) -> Scale:
    """How the answers of a table are measured, by its heading, its drop-downs and what was answered."""
    answers = {plain_answer(item.answer) for item in table.items if item.answer and len(item.answer) <= 8}
    options = {plain_answer(option) for item in table.items for option in item.options}
    given = (answers | options) - {""}
    known = {word for word in given if word in lexicon.answers}
    column = next((c for c in table.columns if c.index == table.roles.columns.get("answer")), None)
    codes = _codes(given, known, lexicon) if given != known and 2 <= len(given) <= 8 else {}
    if column is None:
        return Scale(codes=codes)
    title = f"{column.title} {column.parent}".casefold()
    numbers = [float(text) for text in answers | options if _is_number(text)]
    if numbers and any(word in title for word in _PERCENT) and min(numbers) >= 0:
        return Scale(1.0 if max(numbers) <= 1 else 100.0, share=True, codes=codes)
    return Scale(_top(title, column, options, numbers), codes=codes)


def _top(title: str, column: SheetColumn, options: set[str], numbers: list[float]) -> float:
    """How far the numbers reach: as the heading says, as the drop-down offers, or to 5 where all are 0 to 5."""
    highest = max(numbers, default=0.0)
    if column.reach and highest <= column.reach:
        return column.reach
    if _TIERS.search(title) is not None and highest <= 4:
        return 4.0  # the tiers of the Cybersecurity Framework
    offered = [float(text) for text in options if _is_number(text)]
    if len(offered) >= 3 and max(offered) in (2, 3, 4, 5, 6, 10):
        return max(offered)
    return TOP if column.filled and column.scores + column.answers >= 0.8 * column.filled else 0.0


def _codes(given: set[str], known: set[str], lexicon: Lexicon) -> Mapping[str, AnswerWord]:
    letters = given - {word for word in known if lexicon.answers[word].value in ("na", "blank", "unknown")}
    if len(letters) >= 2 and letters <= set(_GRADES) and not letters <= {"a", "e"}:
        worst = max(2, _GRADES.index(max(letters)))
        return {
            letter: AnswerWord("level", round(TOP * (1 - place / worst), 2))
            for place, letter in enumerate(_GRADES[: worst + 1])
        }
    return next((codes for codes in lexicon.codes if given <= codes.keys()), {})


def _is_number(text: str) -> bool:
    return bool(text) and text.replace(".", "", 1).isdigit() and text.isascii()
