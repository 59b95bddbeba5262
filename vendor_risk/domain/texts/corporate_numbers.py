"""Check digits of the numbers that name an organization: the Japanese corporate number and the LEI."""

from __future__ import annotations

import unicodedata

_SPACING = dict.fromkeys(map(ord, " 　-‐‑–—－ー・"), None)


def _plain(text: str) -> str:
    """Full-width figures and letters as ASCII, without spaces and hyphens: how people type such numbers."""
    return unicodedata.normalize("NFKC", text.translate(_SPACING)).translate(_SPACING).upper()


def corporate_number(text: str) -> str | None:
    """The 13 digits of a Japanese corporate number (法人番号), or None when it is not one.

    The first digit checks the other twelve: 9 − (Σ P·Q mod 9), P the digit and Q 1 and 2 in turn from the right
    (Ordinance of the Ministry of Finance No. 70 of 2014, Article 2).
    """
    digits = _plain(text)
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        return None
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits[1:])))
    return digits if int(digits[0]) == 9 - total % 9 else None


def lei(text: str) -> str | None:
    """The 20 characters of a Legal Entity Identifier, or None when it is not one.

    ISO 17442 with ISO 7064 MOD 97-10: letters read as 10–35, the whole number leaves 1 when divided by 97.
    """
    code = _plain(text)
    if len(code) != 20 or not (code.isascii() and code.isalnum() and code[18:].isdigit()):
        return None
    return code if int("".join(str(int(character, 36)) for character in code)) % 97 == 1 else None
