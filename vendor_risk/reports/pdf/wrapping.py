"""Breaking text into lines, English and Japanese in one text.

A line ends at a space, after a dash or a slash in a long word, or between two signs of a script without spaces, but no
line begins with a closing sign or a small kana and none ends with an opening one (JIS X 4051, "kinsoku").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]
_NOT_FIRST = frozenset(
    "、。，．・：；？！ー）」』】〉》〕］｝％”’ヽヾゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]}.,:;!?%°…–"
)
_NOT_LAST = frozenset("（「『【〈《〔［｛“‘([{")
_AFTER = frozenset("-/")
_JOINS = frozenset("←→")
"""What follows an arrow stays with it; "→" stays with what is before it, too ("20 → 0")."""


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def atoms(text: str) -> Iterator[str]:
    """The parts of a text between which a line may end; spaces stay at the end of a part."""
    part = ""
    for sign in text:
        if part and _may_break(part, sign):
            yield part
            part = ""
        part += sign
    if part:
        yield part


def _may_break(before: str, sign: str) -> bool:
    last = before[-1]
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
            while measure(line.rstrip()) > width and len(line.rstrip()) > 1:
                kept = _fitting(line, width, measure)
                lines.append(line[:kept])
                line = line[kept:]
        lines.append(line.rstrip())
    return lines


def _fitting(line: str, width: float, measure: Measure) -> int:
    """How many signs of a word that is too long fit; at least one."""
    number = 1
    while number < len(line) and measure(line[: number + 1]) <= width:
        number += 1
    return number


def cut(text: str, width: float, measure: Measure, most: int) -> list[str]:
    """As `wrap`, but at most `most` lines: the last one ends with "…" when something is left out."""
    lines = wrap(text, width, measure)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(last + "…") > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]
