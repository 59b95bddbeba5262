"""What is packed comes back as it was; what is damaged says so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.strategies import TIERS, cases
from tests.domain.laws import LAW
from vendor_risk.domain.questionnaires import Answer, AnswerState, EvidenceGrade, Questionnaire, Tier
from vendor_risk.domain.scoring.level_matrix import encode
from vendor_risk.domain.scoring.packing import (
    UnreadableBlobError,
    pack_answers,
    pack_contributions_rows,
    pack_levels,
    pack_sections_rows,
    unpack_answers,
    unpack_contributions,
    unpack_levels_many,
    unpack_sections_many,
)
from vendor_risk.domain.scoring.rules import DEFAULT_RULES
from vendor_risk.domain.scoring.score import score

Case = tuple[Questionnaire, dict[str, Answer]]


@LAW
@given(cases())
def test_answers_come_back_as_they_were(case: Case) -> None:
    assert unpack_answers(pack_answers(case[1])) == case[1]


@LAW
@given(cases(), TIERS, st.booleans())
def test_replaying_packed_answers_gives_the_same_result(case: Case, tier: Tier | None, submitted: bool) -> None:
    first = score(case[0], case[1], tier, DEFAULT_RULES, submitted=submitted)
    again = unpack_answers(pack_answers(case[1]))
    assert score(case[0], again, tier, DEFAULT_RULES, submitted=submitted) == first


@LAW
@given(cases(), TIERS)
def test_packed_contributions_still_sum_to_the_score(case: Case, tier: Tier | None) -> None:
    result = score(case[0], case[1], tier, DEFAULT_RULES, submitted=True)
    numbers = [
        (np.nan if c.level is None else c.level, c.target, c.points, c.assured_points, c.available, c.backed_points)
        for c in result.contributions
    ]
    asked = np.ones((1, len(numbers)), dtype=bool)
    (packed,) = pack_contributions_rows(np.array(numbers, dtype=np.float64).reshape(1, -1, 6), asked)
    rows = unpack_contributions(packed)
    assert rows.shape == (len(result.contributions), 6)
    assert rows[:, 2].sum() == pytest.approx(result.score or 0.0, abs=1e-9)
    assert rows[:, 3].sum() == pytest.approx(result.assured or 0.0, abs=1e-9)
    assert rows[:, 5].sum() == pytest.approx(result.backed or 0.0, abs=1e-9)


def test_the_contributions_of_questions_that_were_not_asked_are_left_out() -> None:
    rows = np.arange(36.0).reshape(2, 3, 6)
    asked = np.array([[True, False, True], [False, False, False]])
    first, second = (unpack_contributions(blob) for blob in pack_contributions_rows(rows, asked))
    assert (first == rows[0, [0, 2]]).all()
    assert second.shape == (0, 6)


@LAW
@given(st.integers(1, 4), st.integers(1, 5), st.integers(0, 9))
def test_section_scores_of_many_come_back_where_they_were(results: int, sections: int, seed: int) -> None:
    rows = np.random.default_rng(seed).uniform(0, 100, (results, sections, 6))
    rows[0, -1] = np.nan  # a section that the tailored questionnaire does not have
    assert unpack_sections_many(pack_sections_rows(rows)) == pytest.approx(rows, rel=1e-6, nan_ok=True)


@LAW
@given(cases())
def test_rows_of_levels_come_back_exactly(case: Case) -> None:
    row = encode(*case)
    other = encode(case[0], {})
    levels, grades = unpack_levels_many([pack_levels(*row), pack_levels(*other)])
    assert (levels == np.stack([row[0], other[0]])).all()
    assert (grades == np.stack([row[1], other[1]])).all()


def test_common_levels_take_two_bytes_a_question() -> None:
    levels = np.array([0, 1, 2.5, 3.75, 4.1, 5, -1, -3, -6])
    blob = pack_levels(levels, np.zeros(9, dtype=np.uint8))
    assert len(blob) == 8 + 2 * 9


def test_nothing_packed_is_an_empty_matrix() -> None:
    assert unpack_sections_many([]).shape == (0, 0, 6)
    assert unpack_levels_many([])[0].shape == (0, 0)


@pytest.mark.parametrize(
    "spoil",
    [lambda b: b[:-1], lambda b: b"XX" + b[2:], lambda b: b[:3] + b"\x63" + b[4:], lambda b: b[:5], lambda b: b""],
)
def test_damaged_bytes_are_refused(spoil: object) -> None:
    answers = {"q": Answer("q", AnswerState.ANSWERED, 3, EvidenceGrade.DOCUMENT)}
    levels = pack_levels(np.array([1.0, 2.0]), np.zeros(2, dtype=np.uint8))
    with pytest.raises(UnreadableBlobError):
        unpack_answers(spoil(pack_answers(answers)))  # type: ignore[operator]
    with pytest.raises(UnreadableBlobError):
        unpack_levels_many([spoil(levels), levels])  # type: ignore[operator]


def test_rows_of_different_questionnaires_are_not_stacked() -> None:
    one, other = (pack_levels(np.zeros(n), np.zeros(n, dtype=np.uint8)) for n in (2, 3))
    with pytest.raises(UnreadableBlobError):
        unpack_levels_many([one, other])
