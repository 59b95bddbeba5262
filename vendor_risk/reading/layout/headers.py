"""Finding the rows that stand above tables: anywhere, one to three rows deep, repeated per section."""

from __future__ import annotations

from dataclasses import dataclass, field

from vendor_risk.reading.layout.grid import SheetGrid
from vendor_risk.reading.layout.shapes import ANSWER, ASKS, DATE, ID, LINK, LONG, MARK, NUMBER, QUESTION
from vendor_risk.reading.words.lexicon import STRONG, WEAK, Lexicon, Meaning

_DATA = ID | NUMBER | DATE | LINK
_LONGEST = 160


@dataclass
class Header:
    """One header: its rows (from 0), per column its own text, the text above it, and what the words mean."""

    first: int
    last: int
    texts: dict[int, str]
    parents: dict[int, str] = field(default_factory=dict)
    meanings: dict[int, Meaning] = field(default_factory=dict)

    def title(self, column: int) -> str:
        """What stands above a column, in one line."""
        text = self.texts.get(column) or self.parents.get(column, "")
        return " ".join(text.split())

    def same_layout(self, other: Header) -> bool:
        """Whether two headers stand above the same columns: the words they share mean the same in the same places."""
        shared = self.meanings.keys() & other.meanings.keys()
        equal = sum(self.meanings[column].role == other.meanings[column].role for column in shared)
        fewest = min(len(self.meanings), len(other.meanings))
        return bool(shared) and equal >= 0.75 * len(shared) and len(shared) >= 0.6 * fewest


def find_headers(grid: SheetGrid, lexicon: Lexicon) -> list[Header]:
    """Every header of a sheet, from top to bottom."""
    found: list[Header] = []
    row = 0
    while row < len(grid.texts):
        header = _header_at(grid, lexicon, row) if grid.filled[row] >= 2 else None
        if header is not None:
            _extend_down(grid, header, lexicon)
            _look_up(grid, header)
            _understand(header, lexicon)
            found.append(header)
            row = header.last
        row += 1
    return found


def header_in(grid: SheetGrid, lexicon: Lexicon, row: int) -> Header:
    """The header in a row (from 0) that a person named, whatever its cells say."""
    header = Header(row, row, {column: text for column, text in enumerate(grid.texts[row]) if text})
    _look_up(grid, header)
    _understand(header, lexicon)
    return header


def _header_at(grid: SheetGrid, lexicon: Lexicon, row: int) -> Header | None:  # noqa: PLR0911 - one return for each doubt
    texts, flags = grid.texts[row], grid.flags[row]
    first = next(column for column, text in enumerate(texts) if text)
    if (flags[first] & ID and len(texts[first]) > 3) or any(map(ASKS.__and__, flags)):
        return None
    cells = [column for column, text in enumerate(texts) if text]
    if flags[cells[0]] & (ID | NUMBER) and any(flags[column] & ANSWER for column in cells):
        return None  # a row of data: a number and an answer
    if sum(bool(flags[column] & _DATA) for column in cells) * 2 > len(cells):
        return None
    if sum(len(texts[column]) > _LONGEST for column in cells) * 3 > len(cells):
        return None
    meanings = {
        column: meaning
        for column in cells
        if not flags[column] & (ANSWER | MARK)
        and len(texts[column]) <= _LONGEST
        and (meaning := lexicon.meaning(texts[column])) is not None
    }
    if not meanings:
        return None
    best: dict[str, float] = {}
    for column, meaning in meanings.items():
        weight = meaning.weight if len(texts[column]) <= 60 else meaning.weight / 2
        best[meaning.role] = max(best.get(meaning.role, 0.0), weight)
    distinct = len({texts[column] for column in cells})
    if distinct == 1 or (len(cells) == 2 and texts[cells[0]].endswith((":", "："))):  # a label and its value
        return None
    enough = sum(best.values()) >= (5 if len(best) < 3 else 4)
    many = len(best) >= 2 and enough and len(meanings) * 5 >= min(distinct, len(cells)) * 2
    exact = {meaning.role for meaning in meanings.values() if meaning.weight >= STRONG}
    if not exact and sum(len(texts[column]) <= 40 for column in meanings) * 2 < len(cells):
        return None
    short = all(len(texts[column]) <= 60 and not flags[column] & (_DATA | QUESTION) for column in cells)
    alone = bool(exact & {"answer", "question"}) and short and not any(flags[column] & ANSWER for column in cells)
    if not (many and (exact or sum(best.values()) >= 8)) and not alone:
        return None
    return Header(row, row, {column: texts[column] for column in cells})


def _extend_down(grid: SheetGrid, header: Header, lexicon: Lexicon) -> None:  # noqa: PLR0912 - one branch for each doubt
    """Take in the rows below that name columns under a wider heading."""
    while header.last + 1 < len(grid.texts) and header.last - header.first < 2:
        row = header.last + 1
        texts, flags = grid.texts[row], grid.flags[row]
        cells = [column for column, text in enumerate(texts) if text]
        if len(cells) < 2 or any(flags[column] & (DATE | LINK) or len(texts[column]) > _LONGEST for column in cells):
            return
        if any(flags[column] & MARK and not flags[column] & ANSWER for column in cells):
            return
        if flags[cells[0]] & ID or any(flags[column] & ASKS for column in cells):
            return
        under = [column for column in cells if column not in header.texts]
        spread = {
            column: text
            for above in range(header.first, header.last + 1)
            for column, text in grid.across.get(above, {}).items()
        }
        wide = [column for column in cells if column in spread or column + 1 in spread]
        new = set(under) | set(wide)
        if len(new) * 10 < len(cells) * 6 or len(new) < 2:
            return
        named = sum(1 for column in new if lexicon.meaning(texts[column]) is not None)
        if len({texts[column] for column in new}) * 2 <= len(new) and named * 2 < len(new):
            return
        if min(cells) not in new and flags[min(cells)] & ID:
            return
        for column in range(grid.width):
            above = header.texts.get(column) or spread.get(column, "")
            if texts[column]:
                if above:
                    header.parents[column] = above
                header.texts[column] = texts[column]
            elif above and column not in header.texts:
                header.parents[column] = above
        # a wide heading without merging: it reaches to the next heading
        reach = ""
        for column in range(grid.width):
            own = grid.texts[header.last][column]
            reach = own or (reach if column in header.texts else "")
            if reach and column in new and column not in header.parents:
                header.parents[column] = reach
        header.last = row


def _look_up(grid: SheetGrid, header: Header) -> None:
    """The wider headings in the row above ("Current state" over "Answer" and "Rating")."""
    row = header.first - 1
    if row < 0 or grid.filled[row] < 2:
        return
    texts, flags = grid.texts[row], grid.flags[row]
    cells = [column for column, text in enumerate(texts) if text]
    if any(flags[column] & (_DATA | QUESTION | LONG) or texts[column].endswith((".", ":", "。")) for column in cells):
        return
    spread = grid.across.get(row, {})
    if not spread and len(cells) >= len(header.texts):
        return
    reach = ""
    for column in range(grid.width):
        reach = texts[column] or spread.get(column) or (reach if column in header.texts else "")
        if reach and column in header.texts and column not in header.parents:
            header.parents[column] = reach


def combine(headers: list[Header]) -> Header | None:
    """One header for a table whose header is repeated: what stands above most of its parts. None for none."""
    if len(headers) < 2:
        return headers[0] if headers else None
    first = headers[0]
    agreed: dict[int, Meaning] = {}
    for column in {column for header in headers for column in header.meanings}:
        meanings = [header.meanings[column] for header in headers if column in header.meanings]
        often = max(meanings, key=lambda meaning: sum(other.role == meaning.role for other in meanings))
        if sum(meaning.role == often.role for meaning in meanings) * 2 >= len(headers):
            agreed[column] = often
        elif (
            (named := first.meanings.get(column)) is not None
            and named.weight >= STRONG
            and named.role in ("id", "question")
        ):
            agreed[column] = named  # the repetitions put the section's title there
    texts = dict(first.texts)
    for header in headers[1:]:
        for column, text in header.texts.items():
            texts.setdefault(column, text)
    return Header(first.first, first.last, texts, first.parents, agreed)


def _understand(header: Header, lexicon: Lexicon) -> None:
    for column, text in header.texts.items():
        meaning = lexicon.meaning(text)
        parent = header.parents.get(column, "")
        above = lexicon.meaning(parent) if parent else None
        if meaning is None and above is not None and above.role not in ("question", "section"):
            meaning = Meaning(above.role, above.weight * 0.6, above.word)
        elif meaning is not None and above is not None and meaning.weight <= WEAK and _wider(above, meaning):
            meaning = Meaning(above.role, above.weight * 0.6, above.word)  # "Text" under "Requirement"
        if meaning is not None and parent and meaning.role in ("answer", "comment", "score"):
            for role, pattern in lexicon.modified.items():
                if pattern.search(parent.casefold()):
                    meaning = Meaning(role, meaning.weight, parent)
                    break
        if meaning is not None:
            header.meanings[column] = meaning


def _wider(above: Meaning, meaning: Meaning) -> bool:
    """Whether a wide heading says more surely than the one under it what the column holds."""
    return above.weight >= STRONG and above.role not in ("section", meaning.role)
