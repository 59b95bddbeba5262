"""Which questions of two editions of a questionnaire are the same one: by id and text together, for neither is a key.

Editions keep an id and change the text, keep the text and change the id, and give an old id to another question. So a
question is the same when its id is the same and the texts are not too far apart; else when the text is the same; else
when exactly its text is alike. Everything else is new, or gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from vendor_risk.domain.texts.likeness import alike

SAME_ID = 0.5
"""How alike (0-1) texts under one id must be to be one question, changed."""
OTHER_ID = 0.85
"""How alike texts under different ids must be."""


@dataclass(frozen=True)
class Editions:
    """The questions of two editions, sorted: `same` (new id → old id), of which `reworded` changed their text."""

    same: Mapping[str, str]
    reworded: frozenset[str]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def unchanged(self) -> int:
        """How many questions are in both, word for word."""
        return len(self.same) - len(self.reworded)


def plain(text: str) -> str:
    """A text without differences of spacing and case."""
    return " ".join(text.split()).casefold()


def compare_editions(old: Mapping[str, str], new: Mapping[str, str]) -> Editions:
    """Both editions as id → text, in order."""
    before, after = ({key: plain(text) for key, text in each.items()} for each in (old, new))
    same = {key: key for key in after if key in before and _one_question(before[key], after[key])}
    left_old = {key: text for key, text in before.items() if key not in same.values()}
    left_new = {key: text for key, text in after.items() if key not in same}
    by_text: dict[str, list[str]] = {}
    for key, text in left_old.items():
        by_text.setdefault(text, []).append(key)
    for key, text in list(left_new.items()):
        if text and by_text.get(text):
            found = by_text[text].pop(0)
            same[key] = found
            del left_old[found], left_new[key]
    same.update(_alike(left_old, left_new))
    return Editions(
        {key: same[key] for key in after if key in same},
        frozenset(key for key, was in same.items() if before[was] != after[key]),
        tuple(key for key in after if key not in same),
        tuple(key for key in before if key not in set(same.values())),
    )


def _one_question(old: str, new: str) -> bool:
    if old == new or not old or not new:
        return True
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= SAME_ID


def _alike(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The likest pairs of what is left, each question once: new id → old id."""
    olds, news = list(old), list(new)
    texts = [*old.values(), *new.values()]
    found: dict[str, str] = {}
    taken: set[str] = set()
    for first, second, _likeness in alike(texts, OTHER_ID) if olds and news else ():
        if first < len(olds) <= second:
            was, key = olds[first], news[second - len(olds)]
            if was not in taken and key not in found:
                found[key] = was
                taken.add(was)
    return found
