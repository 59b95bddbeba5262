"""Breaking text into lines, English and Japanese in one text, and any other script.

A line ends at a space, after a dash or a slash in a long word, or between two signs of a script without spaces, but no
line begins with a closing sign or a small kana and none ends with an opening one (JIS X 4051, "kinsoku"). It never ends
within a sign of several characters (`signs`). Words of Thai, which has no spaces, end where the line is full.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from vendor_risk.reports.pdf.signs import signs

Measure = Callable[[str], float]
_NOT_FIRST = frozenset(
    "、。，．・：；？！ー）」』】〉》〕］｝％”’ヽヾゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]}.,:;!?%°…–"
)
_NOT_LAST = frozenset("（「『【〈《〔［｛“‘([{")
_AFTER = frozenset("-/")
_JOINS = frozenset("←→")
"""What follows an arrow stays with it; "→" stays with what is before it, too ("20 → 0")."""


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign[0]) in "WF"


def atoms(text: str) -> Iterator[str]:
    """The parts of a text between which a line may end; spaces stay at the end of a part."""
    part = last = ""
    for sign in signs(text):
        if part and _may_break(part, last, sign):
            yield part
            part = ""
        part += sign
        last = sign
    if part:
        yield part


def _may_break(before: str, last: str, sign: str) -> bool:
    if sign == " " or sign in _NOT_FIRST or last in _NOT_LAST:
        return False
    if sign == "→" or before.rstrip()[-1:] in _JOINS:
        return False
    if last == " ":
        return True
    return _wide(sign) or _wide(last) or (last in _AFTER and len(before) > 6)


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """The lines of a text, none wider than `width` unless a single sign is; at least one line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for atom in atoms(paragraph):
            if line and measure((line + atom).rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += atom
            while measure(line.rstrip()) > width and len(found := signs(line.rstrip())) > 1:
                kept = _fitting(found, width, measure)
                lines.append(kept)
                line = line[len(kept) :]
        lines.append(line.rstrip())
    return lines


def _fitting(word: list[str], width: float, measure: Measure) -> str:
    """What fits of a word that is too long; at least one sign."""
    number = 1
    while number < len(word) and measure("".join(word[: number + 1])) <= width:
        number += 1
    return "".join(word[:number])


def cut(text: str, width: float, measure: Measure, most: int) -> list[str]:
    """As `wrap`, but at most `most` lines: the last one ends with "…" when something is left out."""
    lines = wrap(text, width, measure)
    if len(lines) <= most:
        return lines
    last = signs(lines[most - 1])
    while last and measure("".join(last) + "…") > width:
        last.pop()
    return [*lines[: most - 1], "".join(last).rstrip() + "…"]
