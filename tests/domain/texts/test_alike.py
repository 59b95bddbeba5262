"""Likeness of names, against the definition worked out pair by pair."""

from __future__ import annotations

from collections import Counter
from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.laws import MANY
from vendor_risk.domain.texts.likeness import TextLikeness, alike

NAMES = st.lists(st.text("abcあいう株", max_size=8), max_size=9)


def by_hand(texts: list[str]) -> dict[tuple[int, int], float]:
    """The cosine of tf-idf vectors of character pairs, one pair of texts after another."""
    counts = [Counter(f"^{t}$"[i : i + 2] for i in range(len(t) + 1)) if t else Counter() for t in texts]
    number = Counter(gram for found in counts for gram in found)
    vectors = [{g: n * (1 + log(len(texts) / number[g])) for g, n in found.items()} for found in counts]
    size = [sqrt(sum(value**2 for value in vector.values())) for vector in vectors]
    return {
        (i, j): sum(vectors[i][g] * vectors[j].get(g, 0.0) for g in vectors[i]) / (size[i] * size[j])
        for i in range(len(texts))
        for j in range(i + 1, len(texts))
        if size[i] and size[j]
    }


@MANY
@given(NAMES, st.floats(0.05, 1.0))
def test_pairs_are_those_that_are_alike_enough_and_no_others(texts: list[str], least: float) -> None:
    found = {(i, j): score for i, j, score in alike(texts, least)}
    expected = by_hand(texts)
    for pair, score in expected.items():
        if abs(score - least) > 1e-6:
            assert (pair in found) == (score > least)
    assert all(found[pair] == pytest.approx(expected[pair], abs=1e-9) for pair in found)


@MANY
@given(NAMES)
def test_a_text_is_wholly_like_itself_and_likeness_is_sorted(texts: list[str]) -> None:
    doubled = [*texts, *texts]
    found = alike(doubled, 0.99)
    scores = [score for *_pair, score in found]
    assert scores == sorted(scores, reverse=True)
    assert all((i, i + len(texts)) in {(a, b) for a, b, _ in found} for i, text in enumerate(texts) if text)


def test_one_slip_in_a_name_is_seen_among_many() -> None:
    names = [f"会社{number:04d}製作所" for number in range(700)] + ["若葉台精密部品工業", "若葉台精密部品工業所"]
    assert (700, 701) in {(i, j) for i, j, _score in alike(names, 0.8)}


@MANY
@given(NAMES, st.data())
def test_the_nearest_of_a_known_text_are_those_it_is_paired_with(texts: list[str], data: st.DataObject) -> None:
    known = TextLikeness(texts)
    for place, text in enumerate(texts):
        found = dict(known.nearest(text, 0.3, most=len(texts)))
        expected = {
            other: score for pair, score in by_hand(texts).items() if place in pair for other in {*pair} - {place}
        }
        for other, score in expected.items():
            if abs(score - 0.3) > 1e-6:
                assert (other in found) == (score > 0.3)
        assert not text or found[place] == pytest.approx(1.0)


def test_a_text_like_nothing_has_no_nearest_and_few_are_given() -> None:
    known = TextLikeness(["acme", "acme2", "acme3", "bolt"])
    assert known.nearest("完全に別", 0.1) == []
    assert known.nearest("", 0.1) == []
    assert known.nearest("acme", 0.2, most=2)[0][0] == 0
    assert len(known.nearest("acme", 0.2, most=2)) == 2
    assert TextLikeness([]).nearest("acme", 0.1) == []


def test_texts_with_different_numbers_are_not_alike_where_numbers_tell() -> None:
    texts = ["store 0100", "store 0010", "store 0110", "stor 0100", "store", "3m plant 7", "3m plant 07"]
    told = {(texts[i], texts[j]) for i, j, _score in alike(texts, 0.5, numbers_tell=True)}
    assert ("store 0100", "store 0010") not in told
    assert ("store 0100", "stor 0100") in told
    assert ("3m plant 7", "3m plant 07") in told
    assert any({"store 0100", "store 0010"} == {texts[i], texts[j]} for i, j, _score in alike(texts, 0.5))
    near = TextLikeness(texts, numbers_tell=True).nearest("store 0100", 0.5)
    assert [texts[place] for place, _score in near][:2] == ["store 0100", "stor 0100"]
    assert "store 0010" not in [texts[place] for place, _score in near]
