"""How well layouts are read: rows, ids, answers, comments, values and sections found; rows too many.

python -m tests.reading.contact [known|first|second|third|fourth]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.reading.families_first import FIRST
from tests.reading.families_fourth import FOURTH
from tests.reading.families_second import SECOND
from tests.reading.families_third import THIRD
from tests.reading.layouts import LAYOUTS
from tests.reading.layouts.parts import Expected, Layout
from vendor_risk import paths
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.reading import QuestionFound, understand

LEXICON = load_lexicon(paths.QUESTIONNAIRES)
FACTS = ("id", "answer", "comment", "value", "section")


@dataclass
class Contact:
    """What was found of one layout."""

    name: str
    rows: int = 0
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("row", *FACTS, "extra", "family"), 0))
    told: list[str] = field(default_factory=list)  # the first of what is wrong, for people

    @property
    def right(self) -> float:
        """The share of rows found with the right id, answer and comment, less what is too many."""
        lost = self.wrong["row"] + max(self.wrong[fact] for fact in ("id", "answer", "comment")) + self.wrong["extra"]
        return max(0.0, 1 - lost / self.rows) if self.rows else 1.0

    def miss(self, fact: str, told: str) -> None:
        """Count and keep what is wrong."""
        self.wrong[fact] += 1
        self.told.append(told)


def contact(layout: Layout) -> Contact:
    """Read a layout and compare with what is written beside it."""
    found = understand(layout.workbook, LEXICON)
    result = Contact(layout.name)
    for sheet, expected in layout.expected.items():
        questions = {question.row: question for question in found.questions if question.sheet == sheet}
        for item in expected:
            result.rows += 1
            question = questions.pop(item.row, None)
            if question is None:
                result.miss("row", f"{sheet} row {item.row} is missing")
            else:
                _compare(result, item, question)
        for row in questions:
            result.miss("extra", f"{sheet} row {row} is too many")
    for question in found.questions:
        if question.sheet not in layout.expected:
            result.miss("extra", f"{question.sheet} row {question.row} is a double")
    known = f"{found.recognised.name} {found.recognised.version}".strip() if found.recognised else ""
    if layout.family and known != layout.family:
        result.miss("family", f"recognised as {known!r} instead of {layout.family!r}")
    return result


def _compare(result: Contact, item: Expected, question: QuestionFound) -> None:
    for fact in FACTS:
        wanted, got = getattr(item, fact), getattr(question, fact)
        if (wanted or fact in ("answer", "comment")) and got != wanted:
            result.miss(fact, f"{question.sheet} row {item.row}: {fact} {got!r} instead of {wanted!r}")


def table(makers: tuple[Callable[[], Layout], ...]) -> str:
    """The results as Markdown."""
    lines = ["| layout | rows | right | " + " | ".join(f"{fact} wrong" for fact in ("row", *FACTS, "extra")) + " |"]
    lines.append("| --- |" + " --: |" * (len(FACTS) + 4))
    results = [contact(make()) for make in makers]
    for result in results:
        counts = " | ".join(str(result.wrong[fact]) for fact in ("row", *FACTS, "extra"))
        lines.append(f"| {result.name} | {result.rows} | {100 * result.right:.0f} % | {counts} |")
    rows = sum(result.rows for result in results)
    right = sum(result.rows * result.right for result in results) / rows
    lines.append(f"| **all** | {rows} | **{100 * right:.1f} %** |" + " |" * (len(FACTS) + 2))
    return "\n".join(lines)


def main(which: str) -> None:
    """Print the table of one half, and the first of what is wrong."""
    makers = {"known": LAYOUTS, "first": FIRST, "second": SECOND, "third": THIRD, "fourth": FOURTH}
    print(table(makers[which]))
    for make in makers[which]:
        result = contact(make())
        for line in result.told[:6]:
            print(f"  {result.name}: {line}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "first")
