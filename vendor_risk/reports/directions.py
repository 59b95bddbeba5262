"""Names from right to left (Arabic, Hebrew) within reports, which read from left to right.

By Unicode's annex 9 alone the number after such a name would jump before it, and the arrow between two would point the
other way. Here a name ends with its last letter, and what stands between two names keeps them in the report's order.
"""

from __future__ import annotations

import unicodedata

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_DIVIDING = frozenset("←→·|/、,;")
"""What stands between two names."""
MARK = "\u200e"
"""Unicode's left-to-right mark: not seen, and as strong as a Latin letter."""


def spans(text: str) -> list[tuple[int, int]]:
    """Where text from right to left begins and ends; all of a text that has nothing else in it."""
    if text.isascii():
        return []
    kinds = [unicodedata.bidirectional(character) for character in text]
    if _RIGHT_TO_LEFT.isdisjoint(kinds):
        return []
    if "L" not in kinds and _DIVIDING.isdisjoint(text):
        return [(0, len(text))]
    return _found(text, kinds)


def steady(text: str) -> str:
    """The text with Unicode's left-to-right mark after such names, for programs that turn text around themselves."""
    for first, end in reversed(spans(text)):
        if end < len(text) or first:
            text = text[:end] + MARK + text[end:]
    return text


def steady_lines(text: str, lines: list[str]) -> list[str]:
    """The lines of a text: one that holds nothing but the middle of such a name stays in the order of the text."""
    if spans(text) in ([], [(0, len(text))]):
        return lines
    return [MARK + line if spans(line) == [(0, len(line))] else line for line in lines]


def _found(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = end = -1
    opened = 0
    for place, (character, kind) in enumerate(zip(text, kinds, strict=True)):
        if kind in _RIGHT_TO_LEFT:
            first, end = (place if first < 0 else first), place + 1
        elif first >= 0 and (kind == "L" or character in _DIVIDING):
            found.append((first, end))
            first, opened = -1, 0
        elif first >= 0:
            opened += unicodedata.category(character) == "Ps"
            if kind == "NSM" and place == end:
                end += 1
            elif unicodedata.category(character) == "Pe" and opened:
                opened, end = opened - 1, place + 1
    return [*found, (first, end)] if first >= 0 else found
