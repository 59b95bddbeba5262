"""A line of text cut into runs: each in one typeface and one direction, in the order in which they stand on paper.

Names are strangers': one sentence may hold English, Thai and Arabic. Reports read from left to right, so what is
written from right to left is turned around where it stands, by Unicode's annex 9, and nothing around it moves: not the
number after a name, not the arrow between two. A text of such letters alone reads from right to left as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from vendor_risk.reports.directions import spans
from vendor_risk.reports.pdf.fonts import EMOJI, MAIN, REPLACEMENT, Face, blank, faced, plain
from vendor_risk.reports.pdf.signs import unseen

_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn all that follows around: no name may do that to the sentence it is part of."""
_SILENT = re.compile("[\xad\u061c\u200b\u200e\u200f\u2060\ufeff]")
"""Marks that have done their work when lines and directions are settled."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face. `level` of embedding: an odd one reads from right to left. `shaped`: the font's rules say which
    signs are drawn and where; else each character is one sign and stands beside the one before."""

    text: str
    face: Face
    level: int
    shaped: bool

    @property
    def right_to_left(self) -> bool:
        """Whether it reads from right to left."""
        return self.level % 2 == 1


def runs(text: str) -> tuple[Run, ...]:
    """The runs of a line, from left to right. What no font has is REPLACEMENT."""
    return (Run(text, MAIN, 0, shaped=False),) if plain().issuperset(text) else _runs(text)


@lru_cache(maxsize=4096)
def _runs(text: str) -> tuple[Run, ...]:
    parts = [(sign, face) if face else (REPLACEMENT, MAIN) for sign, face in faced(_STEERING.sub("", text))]
    levels = _levels([sign for sign, _face in parts])
    found: list[Run] = []
    for sign, face, level in zip(_spaces([sign for sign, _face in parts]), _faces(parts), levels, strict=True):
        if sign:
            _add(found, _run(sign, face, level))
    return tuple(_ordered(found))


def _spaces(given: list[str]) -> Iterator[str]:
    """Spaces of every width but the Japanese one are a space; what is not seen at all is left out."""
    for sign in given:
        if not blank(sign):
            yield sign
        else:
            yield "".join(
                "\u3000" if one == "\u3000" else " "
                for one in sign
                if one.isspace() and one not in "\r\x1c\x1d\x1e\x1f\x85"
            )


def _faces(parts: list[tuple[str, Face]]) -> Iterator[Face]:
    """The faces, a space between two words in that of the words; that of emoji is too wide."""
    for place, (sign, face) in enumerate(parts):
        inside = sign == " " and 0 < place < len(parts) - 1 and parts[place - 1][1] == parts[place + 1][1] != EMOJI
        yield parts[place - 1][1] if inside else face


def _run(sign: str, face: Face, level: int) -> Run:
    if face is not MAIN or level % 2:
        return Run(_SILENT.sub("", sign), face, level, shaped=True)
    seen = "".join(character for character in sign if not unseen(character))
    formed = any(character >= "\U000e0100" for character in sign)  # a kanji with the selector of its form
    return Run(sign, face, level, shaped=True) if formed or len(seen) > 1 else Run(seen, face, level, shaped=False)


def _add(found: list[Run], run: Run) -> None:
    if found and replace(found[-1], text="") == replace(run, text=""):
        found[-1] = replace(run, text=found[-1].text + run.text)
    else:
        found.append(run)


def _levels(given: list[str]) -> list[int]:
    """The level of embedding of each sign; 0: from left to right."""
    text = "".join(given)
    levels = [0] * len(text)
    for first, end in spans(text):
        turned = BidiParagraph(text[first:end], TextDirection.RTL, preserve_bn_chars=True)
        levels[first:end] = [one.embedding_level for one in turned.get_characters_with_embedding_level()]
    places = [0]
    for sign in given:
        places.append(places[-1] + len(sign))
    return [levels[place] for place in places[:-1]]


def _ordered(found: list[Run]) -> list[Run]:
    """From the order of reading to that of paper (rule L2 of the annex)."""
    for level in range(max((run.level for run in found), default=0), 0, -1):
        turned: list[Run] = []
        part: list[Run] = []
        for run in found:
            if run.level >= level:
                part.append(run)
            else:
                turned += [*reversed(part), run]
                part = []
        found = [*turned, *reversed(part)]
    return found
