"""How alike texts of two questionnaires are, in English or Japanese: words without endings, synonyms as one word.

A text becomes a set of terms: English words without endings and without those that say nothing, pairs of neighbouring
characters of Japanese (katakana words whole), and for every group of synonyms one term in both languages, so that a
Japanese question meets an English one. Terms weigh by how rare they are among all texts compared (idf = ln(N / n)).

How well a phrase matches a text is covered² · focus, where covered is the weight of the phrase's terms that the text
has, as a share of the phrase's weight, and focus is their share of the text's weight, full from a quarter on: in a long
text a phrase stands by chance. A phrase of little weight counts for less. How alike two texts are is the cosine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

TELLING = 6.0
"""Weight from which a phrase counts in full: two words of which each is in one text of twenty."""
FOCUS = 0.25
"""The share of a text's weight from which a phrase in it is what the text is about."""
_SUFFIXES = ("izations", "ization", "ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "ed", "es",
             "er", "s", "y", "e")  # fmt: skip
_WORD = re.compile(r"[a-z][a-z0-9&+]*|\d{5}")
_KANJI = re.compile(r"[\u4e00-\u9fff々]{2,}")
_KATAKANA = re.compile(r"[\u30a1-\u30f6ー]{2,}")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_LEAST_STEM = 4


def stem(word: str) -> str:
    """An English word without its ending: policy and policies, assess and assessment become the same."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and not word.endswith("ss") and len(word) - len(suffix) >= _LEAST_STEM:
            return word[: -len(suffix)]
    return word


@dataclass(frozen=True)
class Synonyms:
    """Groups of words that mean the same; the first of a group names it."""

    groups: tuple[tuple[str, ...], ...]
    silent: frozenset[str] = frozenset()
    """English words that say nothing about what is asked."""

    @cached_property
    def _single(self) -> dict[str, int]:
        return {
            stem(word): number
            for number, group in enumerate(self.groups)
            for word in group
            if re.fullmatch(r"[a-z0-9]+", word)
        }

    @cached_property
    def _runs(self) -> tuple[re.Pattern[str], dict[str, int]]:
        """Japanese words and English runs of words, longest first, and whose group they are."""
        numbers = {
            word: number
            for number, group in enumerate(self.groups)
            for word in group
            if not re.fullmatch(r"[a-z0-9]+", word)
        }
        forms = [
            re.escape(word) if _JAPANESE.search(word) else rf"(?<![a-z0-9]){re.escape(word)}(?=(?:s|es)?(?![a-z0-9]))"
            for word in sorted(numbers, key=len, reverse=True)
        ]
        return re.compile("|".join(forms) or r"(?!)"), numbers

    def terms(self, text: str) -> frozenset[str]:
        """The terms of a text."""
        return frozenset(self.found(text))

    def found(self, text: str) -> dict[str, str]:
        """The terms of a text, each with a word by which it stands there."""
        text = unicodedata.normalize("NFKC", text).casefold()
        form, numbers = self._runs
        found: dict[str, str] = {}

        def take(match: re.Match[str]) -> str:
            found[f"\x01{numbers[match[0]]}"] = match[0]
            return " "

        text = form.sub(take, text)
        for word in _WORD.findall(text):
            if word not in self.silent and len(word) > 1:
                root = stem(word)
                group = self._single.get(root)
                found.setdefault(root if group is None else f"\x01{group}", word)
        for run in _KANJI.findall(text):
            found.update((run[place : place + 2], run) for place in range(len(run) - 1))
        found.update((word, word) for word in _KATAKANA.findall(text))
        return found


@dataclass(frozen=True)
class PhraseLikeness:
    """What `compare` gives: arrays of shape (texts, phrases) and (texts, wholes), each 0–1."""

    phrases: NDArray[np.float64]
    wholes: NDArray[np.float64]


def compare(
    texts: Sequence[frozenset[str]], phrases: Sequence[frozenset[str]], wholes: Sequence[frozenset[str]]
) -> PhraseLikeness:
    """How well each phrase matches each text, and how alike each text is to each whole text. All as terms."""
    every = [*texts, *phrases, *wholes]
    column = {term: place for place, term in enumerate(sorted(set().union(*every)))} if every else {}
    rows = _rows(every, column)
    counted = np.asarray(_rows([*texts, *wholes], column).sum(axis=0)).ravel()
    weight = np.log((len(texts) + len(wholes) + 1) / np.maximum(counted, 1.0))
    a, b, c = (
        rows[: len(texts)],
        rows[len(texts) : len(texts) + len(phrases)],
        rows[len(texts) + len(phrases) :],
    )
    heavy = np.asarray(b.multiply(weight[None, :]).sum(axis=1)).ravel()
    shared = (a @ csr_array(b.multiply(weight[None, :])).T).toarray()
    whole = np.asarray(a.multiply(weight[None, :]).sum(axis=1)).ravel()
    focus = np.minimum(1.0, _over(shared, whole[:, None]) / FOCUS)
    in_full = np.minimum(1.0, heavy / TELLING)[None, :]
    return PhraseLikeness(_over(shared, heavy[None, :]) ** 2 * focus * in_full, _cosine(a, c, weight))


def _rows(sets: Iterable[frozenset[str]], column: dict[str, int]) -> csr_array:
    members = [sorted(column[term] for term in terms) for terms in sets]
    starts = np.cumsum([0, *map(len, members)])
    places = np.array([place for row in members for place in row], dtype=np.int64)
    return csr_array((np.ones(len(places)), places, starts), shape=(len(members), max(len(column), 1)))


def _cosine(a: csr_array, b: csr_array, weight: NDArray[np.float64]) -> NDArray[np.float64]:
    a, b = csr_array(a.multiply(weight[None, :])), csr_array(b.multiply(weight[None, :]))
    long = np.sqrt(np.asarray(a.multiply(a).sum(axis=1)).ravel())
    wide = np.sqrt(np.asarray(b.multiply(b).sum(axis=1)).ravel())
    return _over((a @ b.T).toarray(), long[:, None] * wide[None, :])


def _over(above: NDArray[np.float64], under: NDArray[np.float64] | NDArray[np.intp]) -> NDArray[np.float64]:
    below = np.broadcast_to(under, above.shape)
    share: NDArray[np.float64] = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    return np.minimum(share, 1.0)
