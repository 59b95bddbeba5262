"""Questions of two editions are the same by id and text together."""

from hypothesis import given
from hypothesis import strategies as st

from vendor_risk.domain.crosswalk.editions import compare_editions

OLD = {
    "A-1": "Is there a security policy that management approved?",
    "A-2": "Are backups tested every month?",
    "A-3": "Are suppliers assessed before they are engaged?",
    "A-4": "Is the office locked?",
}


def test_an_equal_edition_has_nothing_new():
    found = compare_editions(OLD, {key: f"  {text.upper()} " for key, text in OLD.items()})
    assert (found.unchanged, found.reworded, found.new, found.gone) == (4, frozenset(), (), ())


def test_a_reworded_question_under_its_id_is_the_same_one():
    found = compare_editions(OLD, OLD | {"A-2": "Are backups tested every quarter?"})
    assert found.same["A-2"] == "A-2"
    assert found.reworded == {"A-2"}


def test_an_old_id_with_another_question_is_new_and_the_old_one_gone():
    found = compare_editions(OLD, OLD | {"A-4": "Do you encrypt personal data on removable media and laptops?"})
    assert (found.new, found.gone) == (("A-4",), ("A-4",))


def test_a_renumbered_question_is_found_by_its_text():
    new = {"B-9": OLD["A-3"], "A-1": OLD["A-1"], "B-1": "Are the backups tested every month?", "A-4": OLD["A-4"]}
    found = compare_editions(OLD, new)
    assert found.same == {"B-9": "A-3", "A-1": "A-1", "B-1": "A-2", "A-4": "A-4"}
    assert found.reworded == {"B-1"}


def test_questions_that_swapped_their_ids_are_followed():
    found = compare_editions(OLD, OLD | {"A-2": OLD["A-3"], "A-3": OLD["A-2"]})
    assert found.same["A-2"] == "A-3"
    assert found.same["A-3"] == "A-2"
    assert found.reworded == frozenset()


TEXTS = st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.text("abc xyz", max_size=12), max_size=4)


@given(TEXTS, TEXTS)
def test_every_question_is_the_same_as_one_or_new_or_gone(old, new):
    found = compare_editions(old, new)
    assert set(found.same) | set(found.new) == set(new)
    assert set(found.same) & set(found.new) == set()
    assert set(found.same.values()) | set(found.gone) == set(old)
    assert len(set(found.same.values())) == len(found.same)
