"""Slips: one letter changed, left out or added, found among many as between two."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from vendor_risk.domain.texts.slips import one_letter_apart, slips, unlike

NAMES = (
    "山田電機", "山田電気", "山田電", "maintenance", "maintenence", "maintenanc", "maintenances", "branch000001",
    "branch000002", "第一", "第二",
)  # fmt: skip


def test_slips_are_found_once_each() -> None:
    found = {(NAMES[a], NAMES[b]) for a, b in slips(NAMES)}
    assert found == {
        ("山田電機", "山田電気"), ("maintenance", "maintenence"), ("maintenance", "maintenanc"),
        ("maintenance", "maintenances"),
    }  # fmt: skip


@given(st.lists(st.text("ab1山", min_size=3, max_size=11), max_size=8, unique=True))
def test_among_few_every_pair_is_found_that_two_alone_would_be(keys: list[str]) -> None:
    expected = [pair for pair in combinations(range(len(keys)), 2) if one_letter_apart(keys[pair[0]], keys[pair[1]])]
    assert list(slips(keys)) == expected


def test_a_numbering_is_no_heap_of_slips() -> None:
    letters = [f"departmentstore{chr(97 + n)}" for n in range(26)]
    assert len(list(slips(letters))) <= 12 * 11 / 2


def test_a_shared_trade_says_nothing_and_an_added_word_does_not_tell_apart() -> None:
    assert unlike(["kagaribi", "security", "guards"], ["hibiki", "security", "guards"])
    assert not unlike(["sumiregaoka", "maintenance"], ["sumiregaoka", "maintenence"])
    assert not unlike(["hibiki", "security"], ["hibiki", "security", "guards"])
    assert not unlike(["hibiki"], ["kagaribi"]), "nothing shared: nothing to leave out"
