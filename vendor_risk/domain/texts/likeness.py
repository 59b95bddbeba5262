"""Texts that are nearly the same: which pairs of many names a person should look at.

Each text is the vector of its pairs of neighbouring characters (its beginning and end count as characters), weighted by
how rare a pair is among all texts (tf-idf); likeness is the cosine, 0–1. Japanese names have no spaces to split at,
and a slip of one character leaves most pairs as they were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

import numpy as np
from scipy.sparse import csr_array

_BLOCK = 2_000
_DIGITS = re.compile(r"[0-9]{1,30}")
_COMMON = 0.02
"""A pair of characters in more than this part of the texts says little and is left out while there are many texts."""
_FEW = 500


class TextLikeness:
    """Many texts, prepared once to be compared with each other (`alike`) or with one text after another (`nearest`)."""

    def __init__(self, texts: Sequence[str], *, numbers_tell: bool = False) -> None:
        """`numbers_tell`: texts with different numbers in them ("Store 0100", "Store 0010") are never alike."""
        self._numbers = [_numbers(text) for text in texts] if numbers_tell else None
        grams = [_pieces(text) for text in texts]
        number = Counter(gram for counted in grams for gram in counted)
        most = max(_FEW, _COMMON * len(texts))
        self._common = frozenset(gram for gram, found in number.items() if found > most)
        telling = (gram for gram in number if gram not in self._common)
        self._column = {gram: place for place, gram in enumerate(telling)}
        self._weight = {gram: 1.0 + log(len(texts) / number[gram]) for gram in self._column}
        self._rare = 1.0 + log(max(len(texts), 1))
        rows, columns, values = [], [], []
        for row, counted in enumerate(grams):
            for gram, times in counted.items():
                if gram in self._column:
                    rows.append(row)
                    columns.append(self._column[gram])
                    values.append(times * self._weight[gram])
        matrix = csr_array((values, (rows, columns)), shape=(len(texts), max(len(self._column), 1)))
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        by_length = np.divide(1.0, length, out=np.zeros(len(length)), where=length > 0)[:, None]
        self.matrix = csr_array(matrix.multiply(by_length))

    def nearest(self, text: str, least: float, most: int = 5) -> list[tuple[int, float]]:
        """Positions of the texts whose likeness to `text` is at least `least`, likest first, `most` at most.

        A pair of characters that none of the texts has counts as one that a single text has.
        """
        counted = {gram: times for gram, times in _pieces(text).items() if gram not in self._common}
        length = sqrt(sum((times * self._weight.get(gram, self._rare)) ** 2 for gram, times in counted.items()))
        if not length:
            return []
        wanted = np.zeros(self.matrix.shape[1])
        for gram, times in counted.items():
            if gram in self._column:
                wanted[self._column[gram]] = times * self._weight[gram] / length
        scores = np.minimum(np.asarray(self.matrix @ wanted), 1.0)
        kept = np.flatnonzero(scores >= least - 1e-9)
        numbers = _numbers(text)
        best = [int(place) for place in kept[np.argsort(-scores[kept], kind="stable")]]
        return [(place, float(scores[place])) for place in best if not self._differs(numbers, place)][:most]

    def pairs(self, least: float) -> list[tuple[int, int, float]]:
        """Pairs (i < j, by position) of the texts that are alike, likest first."""
        found = _pairs(self.matrix, least)
        if self._numbers is None:
            return found
        return [pair for pair in found if not self._differs(self._numbers[pair[0]], pair[1])]

    def _differs(self, numbers: tuple[int, ...], place: int) -> bool:
        return self._numbers is not None and bool(numbers and self._numbers[place]) and numbers != self._numbers[place]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in _DIGITS.findall(text))


def alike(texts: Sequence[str], least: float, *, numbers_tell: bool = False) -> list[tuple[int, int, float]]:
    """Pairs (i < j, by position) of texts whose likeness is at least `least`, likest first; empty ones have none.

    `numbers_tell`: texts with different numbers in them are no pair.
    """
    return TextLikeness(texts, numbers_tell=numbers_tell).pairs(least)


def _pieces(text: str) -> Counter[str]:
    """The pairs of neighbouring characters of a text and its ends."""
    return Counter(a + b for a, b in zip(f"^{text}", f"{text}$", strict=True)) if text else Counter()


def _pairs(matrix: csr_array, least: float) -> list[tuple[int, int, float]]:
    found: list[tuple[int, int, float]] = []
    across = matrix.T.tocsr()
    for start in range(0, matrix.shape[0], _BLOCK):
        product = (matrix[start : start + _BLOCK] @ across).tocoo()
        first, second = product.row + start, product.col
        kept = (second > first) & (product.data >= least - 1e-9)
        found += zip(
            first[kept].tolist(), second[kept].tolist(), np.minimum(product.data[kept], 1.0).tolist(), strict=True
        )
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))
