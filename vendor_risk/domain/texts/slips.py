"""Names that are one slip of the hand apart: a letter changed, left out or added."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MOST = 12
"""Of so many texts that differ in one place at most each is paired with each other; more is a numbering, not slips."""


def one_letter_apart(first: str, second: str) -> bool:
    """Whether two keys differ in one letter that is no digit, and are long enough for that to look like a slip."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    if not (_long_enough(first) and _long_enough(second)):
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    a, b = first[start:], second[start:]
    same = a[1:] == b[1:] or a[1:] == b or a == b[1:]
    return same and not any(letter.isdigit() for letter in (a[:1] + b[:1]))


def _long_enough(key: str) -> bool:
    return len(key) >= (4 if _CJK.search(key) else 9)


def pieces(key: str) -> Iterable[str]:
    """What keys that are one letter apart have in common: one of their halves."""
    middle = len(key) // 2
    return {f"<{key[:middle]}", f"{key[middle:]}>", f"<{key[: (len(key) - 1) // 2]}", f"{key[(len(key) + 1) // 2 :]}>"}


def slips(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs (i < j, by position) of different keys that are one letter apart, each once."""
    holes: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if _long_enough(key):
            holes[key].append(place)
            for at, letter in enumerate(key):
                if not letter.isdigit():
                    holes[f"{key[:at]}\0{key[at + 1 :]}"].append(place)
                    holes[key[:at] + key[at + 1 :]].append(place)
    found = {pair for places in holes.values() for pair in combinations(sorted(set(places[:_MOST])), 2)}
    return (pair for pair in sorted(found) if one_letter_apart(keys[pair[0]], keys[pair[1]]))


def unlike(first: Iterable[str], second: Iterable[str], least: float = 0.5) -> bool:
    """Whether two names of several words differ in the words that are theirs alone.

    "Kagaribi Security Guards" and "Hibiki Security Guards" do, however much of both the trade is; names that share no
    word, or of which one adds words to the other, are not told apart by this. `least` is the part of the pairs of
    neighbouring letters that the other words must share (Dice) to be a way of writing the same.
    """
    ours, theirs = list(first), list(second)
    shared = set(ours) & set(theirs)
    mine = _pairs(word for word in ours if word not in shared)
    yours = _pairs(word for word in theirs if word not in shared)
    if not (shared and mine and yours):
        return False
    return 2 * len(mine & yours) / (len(mine) + len(yours)) < least


def _pairs(words: Iterable[str]) -> set[str]:
    text = "".join(words)
    return {a + b for a, b in zip(f"^{text}", f"{text}$", strict=True)} if text else set()
