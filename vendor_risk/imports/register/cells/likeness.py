"""Names that look alike: the same but for the form of the company, old and new characters, accents, or one letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vendor_risk.organizations.names import bare_names

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def like_keys(*names: str | None) -> set[str]:
    """What names that look alike have in common: two names are alike when they share one of these."""
    return bare_names(*names)


def one_letter_apart(first: str, second: str) -> bool:
    """Whether two keys differ in one letter that is no digit, and are long enough for that to look like a slip."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    if min(len(first), len(second)) < (4 if _CJK.search(first) else 9):
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    a, b = first[start:], second[start:]
    same = a[1:] == b[1:] or a[1:] == b or a == b[1:]
    return same and not any(letter.isdigit() for letter in (a[:1] + b[:1]))


def pieces(key: str) -> Iterable[str]:
    """What keys that are one letter apart have in common: one of their halves."""
    middle = len(key) // 2
    return {f"<{key[:middle]}", f"{key[middle:]}>", f"<{key[: (len(key) - 1) // 2]}", f"{key[(len(key) + 1) // 2 :]}>"}
