"""Texts that are nearly the same: which pairs of many names a person should look at.

Each text is the vector of its pairs of neighbouring characters (its beginning and end count as characters), weighted by
how rare a pair is among all texts (tf-idf); likeness is the cosine, 0–1. Japanese names have no spaces to split at,
and a slip of one character leaves most pairs as they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from scipy.sparse import csr_array

_BLOCK = 2_000
_COMMON = 0.02
"""A pair of characters in more than this part of the texts says little and is left out while there are many texts."""
_FEW = 500


def alike(texts: Sequence[str], least: float) -> list[tuple[int, int, float]]:
    """Pairs (i < j, by position) of texts whose likeness is at least `least`, likest first; empty ones have none."""
    grams = [_pieces(text) for text in texts]
    number = Counter(gram for counted in grams for gram in counted)
    most = max(_FEW, _COMMON * len(texts))
    telling = (gram for gram, found in number.items() if found <= most)
    column = {gram: place for place, gram in enumerate(telling)}
    weight = {gram: 1.0 + log(len(texts) / number[gram]) for gram in column}
    rows, columns, values = [], [], []
    for row, counted in enumerate(grams):
        for gram, times in counted.items():
            if gram in column:
                rows.append(row)
                columns.append(column[gram])
                values.append(times * weight[gram])
    matrix = csr_array((values, (rows, columns)), shape=(len(texts), max(len(column), 1)))
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = csr_array(matrix.multiply(np.divide(1.0, length, out=np.zeros(len(length)), where=length > 0)[:, None]))
    return _pairs(matrix, least)


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
