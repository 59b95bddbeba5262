"""A text cut into signs: what a reader takes for one, though it may be several characters.

A Thai consonant with its vowel and tone, a Devanagari conjunct, a family of emoji, a flag, a kanji with the selector of
its form. Lines never end within one. After the extended grapheme clusters of Unicode's annex 29, as far as names and
sentences need them.
"""

from __future__ import annotations

import unicodedata
from functools import cache

EMOJI_STYLE = "\ufe0f"
"""Asks for the emoji of a character that is also a letter of text."""
_JOINER = "\u200d"
_SPACING = frozenset("\u0e33\u0eb3")  # Thai and Lao "am": a letter to Unicode, part of the sign before it to a reader


def signs(text: str) -> list[str]:
    """The signs of a text, in their order; joined they are the text."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for character in text:
        if found and _continues(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


@cache
def unseen(character: str) -> bool:
    """Whether a character has no shape of its own: it selects, joins or directs others, or is a control character."""
    return (
        unicodedata.category(character) in {"Cf", "Cc", "Zl", "Zp"}
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


@cache
def _extends(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}
        or character in _SPACING
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # shades of skin
        or "\u1160" <= character <= "\u11ff"  # later parts of a Korean syllable
    )


def _continues(sign: str, character: str) -> bool:
    last = sign[-1]
    if character.isascii() or last in "\n\r":
        return False
    if _extends(character):
        return True
    if _flag(character):
        return len(sign) == 1 and _flag(last)
    if last == _JOINER:
        return unicodedata.category(character) == "So" or (_joins(sign[-2:-1]) and character.isalpha())
    return _joins(last) and character.isalpha()


def _joins(character: str) -> bool:
    """Whether it makes one sign of the consonants beside it (virama)."""
    return character != "" and unicodedata.combining(character) == 9


def _flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
