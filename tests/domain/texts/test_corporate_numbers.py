"""Check digits, on numbers that organizations publish, and on every single mistyped digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.laws import MANY
from vendor_risk.domain.texts.corporate_numbers import corporate_number, lei

TAX_AGENCY = "7000012050002"
APPLE = "HWUPKR0MPOU8FGXBT394"


@pytest.mark.parametrize("number", [TAX_AGENCY, "1180301018771", "7010401022916"])
def test_published_corporate_numbers_are_valid(number: str) -> None:
    assert corporate_number(number) == number


@pytest.mark.parametrize(
    "typed", ["7000-0120-50002", "７００００１２０５０００２", " 7000012050002 ", "7000 012　050002"]
)
def test_corporate_numbers_are_read_as_people_type_them(typed: str) -> None:
    assert corporate_number(typed) == TAX_AGENCY


@MANY
@given(st.integers(0, 12), st.integers(1, 9))
def test_one_mistyped_digit_of_a_corporate_number_is_found_unless_it_turns_0_into_9(place: int, shift: int) -> None:
    digit = int(TAX_AGENCY[place])
    new = (digit + shift) % 10
    typed = TAX_AGENCY[:place] + str(new) + TAX_AGENCY[place + 1 :]
    if {digit, new} != {0, 9}:  # modulo 9 cannot tell these two apart
        assert corporate_number(typed) is None


@pytest.mark.parametrize("wrong", ["", "123", TAX_AGENCY + "0", "70000120500O2", "70000120500²2"])
def test_other_texts_are_not_corporate_numbers(wrong: str) -> None:
    assert corporate_number(wrong) is None


@pytest.mark.parametrize("code", [APPLE, "5493006W3QUS5LMH6R84", APPLE.lower()])
def test_published_leis_are_valid(code: str) -> None:
    assert lei(code) == code.upper()


@MANY
@given(st.integers(0, 19), st.integers(1, 25))
def test_one_mistyped_character_of_an_lei_is_found(place: int, shift: int) -> None:
    alphabet = "0123456789" if APPLE[place].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    new = alphabet[(alphabet.index(APPLE[place]) + shift) % len(alphabet)]
    typed = APPLE[:place] + new + APPLE[place + 1 :]
    assert (lei(typed) is not None) == (new == APPLE[place])
