"""Forms that put the answer below the question: "Q1 | Do you …?", then "Answer: | Yes", then "Comments: | …"."""

from __future__ import annotations

from collections import Counter

from vendor_risk.reading.items import QuestionTable, SheetQuestion
from vendor_risk.reading.layout.columns import Roles, describe
from vendor_risk.reading.layout.grid import SheetGrid
from vendor_risk.reading.layout.shapes import ID, NUMBER
from vendor_risk.reading.words.lexicon import STRONG, Lexicon

_LONGEST_LABEL = 24
_FEWEST = 3


def find_stacked(grid: SheetGrid, lexicon: Lexicon) -> QuestionTable | None:
    """The questions of a form that labels its answers row by row; None when the sheet is no such form."""
    firsts = {
        row: first
        for row, texts in enumerate(grid.texts)
        if 1 <= grid.filled[row] <= 3 and len(first := next(filter(None, texts))) <= _LONGEST_LABEL
    }
    often = {text: _label(text, lexicon) for text, count in Counter(firsts.values()).items() if count >= _FEWEST}
    labels = {row: label for row, first in firsts.items() if (label := often.get(first, ""))}
    if sum(label == "answer" for label in labels.values()) < _FEWEST:
        return None
    items: list[SheetQuestion] = []
    skipped: list[tuple[int, str]] = []
    asked: int | None = None
    section = ""
    for row in range(len(grid.texts)):
        if not grid.filled[row]:
            continue
        role = labels.get(row, "")
        if role == "answer" and asked is not None:
            items.append(_item(grid, asked, row, section, len(items) + 1))
            asked = None
        elif role == "comment" and items and asked is None:
            items[-1].comment = items[-1].comment or _beside(grid, row)[1]
            skipped.append((row, "no_question"))
            continue
        elif not role:
            if asked is not None:  # two texts in a row: the first was a title
                section = " ".join(text for text in grid.texts[asked] if text)[:150]
                skipped.append((asked, "section"))
            asked = row
            continue
        skipped.append((row, "no_question"))
    if asked is not None:
        skipped.append((asked, "no_question"))
    return _table(grid, items, skipped, lexicon) if len(items) >= _FEWEST else None


def _label(text: str, lexicon: Lexicon) -> str:
    """ "answer" or "comment" where a text is such a word, "" elsewhere."""
    meaning = lexicon.meaning(text)
    known = meaning is not None and meaning.weight >= STRONG and meaning.role in ("answer", "comment")
    return meaning.role if meaning is not None and known else ""


def _beside(grid: SheetGrid, row: int) -> tuple[int, str]:
    """Column and text of what stands right of a label."""
    cells = [(column, text) for column, text in enumerate(grid.texts[row]) if text]
    return cells[1] if len(cells) > 1 else (cells[0][0] + 1, "")


def _item(grid: SheetGrid, asked: int, answered: int, section: str, number: int) -> SheetQuestion:
    cells = [(column, text) for column, text in enumerate(grid.texts[asked]) if text]
    named = len(cells) > 1 and bool(grid.flags[asked][cells[0][0]] & (ID | NUMBER))
    column, answer = _beside(grid, answered)
    question = max((text for _, text in cells[named:]), key=len)
    return SheetQuestion(
        row=asked,
        column=column,
        id=cells[0][1] if named else f"{section}#{number}",
        section=section,
        question=question,
        answer=answer,
        own_id=named,
        place=answered,
        options=grid.options_at(answered, column) or (),
        calculated=grid.is_calculated(answered, column),
    )


def _table(
    grid: SheetGrid, items: list[SheetQuestion], skipped: list[tuple[int, str]], lexicon: Lexicon
) -> QuestionTable:
    body = [item.row for item in items]
    first = items[0]
    question = grid.texts[first.row].index(first.question)
    roles = Roles({"question": question, "answer": first.column})
    label = next(text for text in grid.texts[first.place or 0] if text)
    roles.evidence = {"answer": [("header", label)]}
    table = QuestionTable(grid, [], body[0], body[-1], roles, describe(grid, None, body, lexicon), items, skipped)
    table.skipped.sort()
    return table
