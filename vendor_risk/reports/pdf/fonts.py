"""The typefaces of reports, from packages that carry nothing else (OFL 1.1): a report needs no fonts of its machine.

Noto Sans CJK JP, regular and bold, draws Japanese, Chinese, Korean and Latin. Of its 65,000 signs only those that are
used get into a file (some 100 kB); looking them up takes a second or two for each report, which is why reports are made
in the background. What it lacks (Thai, Arabic, emoji …) is drawn by the Noto font of that script; so are Greek and
Cyrillic, which it holds for quotations in Japanese: as wide as a kanji, and without accents. These fonts are opened
when a text needs them, and they are variable: one file has all weights.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont

from vendor_risk.reports.pdf.signs import EMOJI_STYLE, signs, unseen

REPLACEMENT = "□"
"""Stands where a sign is that no font has: seen to be missing, as on any screen."""
WEIGHTS = {False: 400, True: 700}
_PACKAGES = {False: "noto_cjk_sans_jp_regular", True: "noto_cjk_sans_jp_bold"}
_OTHERS = "manimgx_fonts"
_SCRIPTS = (
    "", "Symbols", "Emoji", "Thai", "Arabic", "Hebrew", "Devanagari", "Bengali", "Tamil", "Telugu", "Gujarati",
    "Kannada", "Malayalam", "Gurmukhi", "Oriya", "Sinhala", "Khmer", "Lao", "Myanmar", "Armenian", "Georgian",
    "Ethiopic",
)  # fmt: skip
_APART = ((0x0370, 0x0530), (0x1100, 0x1200), (0x1C80, 0x1C90), (0x1F00, 0x2000), (0x1F1E6, 0x1F200))
"""Greek and Cyrillic, and what makes a sign with others: parts of Korean syllables and of flags."""


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface: what fpdf2 calls it. `variable`: its weight is set, both weights have one file."""

    name: str
    variable: bool = True

    def file(self, *, bold: bool) -> Path:
        """Where the font is. FileNotFoundError when its package is broken."""
        if not self.variable:
            return font_file(bold=bold)
        found = Path(str(files(_OTHERS))) / f"{self.name}[wght].ttf"
        if not found.exists():
            raise FileNotFoundError(f"no font {found}")
        return found


MAIN = Face("report", variable=False)
OTHERS = tuple(Face("NotoEmoji" if script == "Emoji" else f"NotoSans{script}") for script in _SCRIPTS)
PLAIN, EMOJI = OTHERS[0], OTHERS[_SCRIPTS.index("Emoji")]


def font_file(*, bold: bool) -> Path:
    """Where the main font is. FileNotFoundError when its package is broken."""
    folder = Path(str(files(_PACKAGES[bold])))
    found = next(folder.glob("*.otf"), None)
    if found is None:
        raise FileNotFoundError(f"no font in {folder}")
    return found


@cache
def characters(face: Face) -> frozenset[int]:
    """The code points a face has a sign for."""
    with TTFont(face.file(bold=False), lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def plain() -> frozenset[str]:
    """The characters that the main font draws as they come: a sign each, beside the one before it."""
    return frozenset(
        character
        for character in map(chr, characters(MAIN))
        if unicodedata.category(character)[0] not in "MC"
        and unicodedata.bidirectional(character) not in {"R", "AL"}
        and not _apart(character)
    )


def has(face: Face, sign: str) -> bool:
    """Whether a face has every visible character of a sign."""
    found = characters(face)
    return all(ord(character) in found for character in sign if not unseen(character))


def composed(sign: str) -> str:
    """A letter with its accents as one character where there is one; all else, old forms of kanji too, as it is."""
    found = unicodedata.normalize("NFC", sign) if len(sign) > 1 else sign
    return found if len(found) == 1 else sign


def face_of(sign: str, before: Face | None = None) -> Face | None:
    """The face that draws a sign (`composed`), None when no font has it; `before` drew the sign before it."""
    if blank(sign):
        return MAIN
    if EMOJI_STYLE in sign and has(EMOJI, sign):
        return EMOJI
    if _apart(sign) and has(PLAIN, sign):  # Greek and Cyrillic
        return PLAIN
    accented = any(unicodedata.category(character) == "Mn" and not unseen(character) for character in sign)
    if accented and has(PLAIN, sign):  # puts accents where they belong
        return PLAIN
    if has(MAIN, sign):
        return MAIN
    return next((face for face in ((before,) if before else ()) + OTHERS if has(face, sign)), None)


def _apart(sign: str) -> bool:
    return any(first <= ord(sign[0]) < beyond for first, beyond in _APART)


def faced(text: str) -> list[tuple[str, Face | None]]:
    """The signs of a text with the face that draws each, None when no font has it.

    A sign of several characters that no font has whole is given by its characters.
    """
    found: list[tuple[str, Face | None]] = []
    before: Face | None = None
    for given in signs(text):
        sign = composed(given)
        face = face_of(sign, before)
        parts = [(sign, face)] if face or len(sign) == 1 else [(one, face_of(one, before)) for one in sign]
        found += parts
        before = parts[-1][1]
    return found


def blank(sign: str) -> bool:
    """Whether nothing of a sign is seen: spaces, line ends, and what only steers other signs."""
    return all(unseen(character) or character.isspace() for character in sign)
