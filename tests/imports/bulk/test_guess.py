"""Whose answers a file holds: each clue alone, clues together, and clues that mislead."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendor_risk.imports.bulk.guess import LIKELY, SURE, FileFacts, KnownParty, Register

NUMBER = "7000012050002"  # the corporate number of the National Tax Agency
LEI = "353800TWXUQXKHWSTZ16"


def organization(number: int, name: str, **values: str) -> KnownParty:
    return KnownParty(number, f"P-{number:03}", name, **values)


REGISTER = Register(
    [
        organization(
            1, "Acme Logistics Co., Ltd.", name_ja="アクメ物流株式会社", website="https://www.acme.example/en"
        ),
        organization(2, "Bolt & Sons GmbH"),
        organization(3, "Bolt"),
        organization(4, "株式会社若葉精機", corporate_number=NUMBER),
        organization(5, "Twin Data Ltd."),
        organization(6, "Twin Data Inc."),
    ],
    [(2, "boltsons.example"), (3, "gmail.com")],
)


def best(**values: str) -> Any:
    found = REGISTER.guesses(FileFacts(**({"file": "answers.xlsx"} | values)))  # type: ignore[arg-type]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("facts", "organization_id", "why"),
    [
        ({"vendor": "ACME LOGISTICS COMPANY LIMITED"}, 1, "vendor"),
        ({"vendor": "アクメ物流㈱"}, 1, "vendor"),
        ({"vendor": "Acme Logistcs"}, 1, "vendor_like"),
        ({"file": "2026/Bolt & Sons - CAIQ v4.xlsx"}, 2, "file"),
        ({"file": "Bolt and Sons GmbH/HECVAT.xlsx"}, 2, "file"),
        ({"file": "bolt_2026.xlsx"}, 3, "file"),
        ({"file": "P-005 answers.xlsx"}, 5, "code"),
        ({"file": "returned/p-006_caiq_signed.xlsx"}, 6, "code"),
        ({"file": "若葉精機_回答.xlsx"}, 4, "file"),
        ({"others": ("Contact: jane@boltsons.example",)}, 2, "mail"),
        ({"others": ("https://x.example", "mail to ops@acme.example")}, 1, "mail"),
        ({"others": (f"法人番号 {NUMBER[:1]} {NUMBER[1:5]} {NUMBER[5:9]} {NUMBER[9:]}",)}, 4, "number"),
    ],
)
def test_each_clue_alone_finds_its_organization(facts: dict[str, Any], organization_id: int, why: str) -> None:
    found = best(**facts)
    assert (found.organization_id, found.why[0][0]) == (organization_id, why)


def test_an_lei_is_found_by_its_check_digits() -> None:
    from vendor_risk.domain.texts.corporate_numbers import lei

    register = Register([organization(7, "Far Bank", lei=LEI)], [])
    found = register.guesses(FileFacts("x.xlsx", others=(f"LEI: {LEI}",)))
    assert (lei(LEI) is not None) == bool(found)


def test_clues_that_agree_make_it_surer_than_each_alone() -> None:
    together = best(vendor="Acme Logistics", file="Acme Logistics.xlsx")
    assert (
        together.confidence
        > best(vendor="Acme Logistics").confidence
        >= SURE
        > best(file="Acme Logistics.xlsx").confidence
    )
    assert {why for why, _seen in together.why} >= {"vendor", "file"}


def test_a_name_that_two_have_is_not_likely_for_either() -> None:
    first, second, *_rest = REGISTER.guesses(FileFacts("x.xlsx", "Twin Data"))
    assert {first.organization_id, second.organization_id} == {5, 6}
    assert first.confidence == second.confidence < LIKELY


@pytest.mark.parametrize(
    "facts",
    [{"file": "questionnaire final v2.xlsx"}, {"vendor": "Completely Different"}, {"others": ("me@gmail.com",)}, {}],
)
def test_what_says_nothing_leads_to_no_likely_guess(facts: dict[str, Any]) -> None:
    found = best(**facts)
    assert found is None or found.confidence < LIKELY


@settings(max_examples=40)
@given(st.text(max_size=40), st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3))
def test_anything_is_answered_by_at_most_three_guesses_between_0_and_1(
    file: str, vendor: str, others: list[str]
) -> None:
    found = REGISTER.guesses(FileFacts(file, vendor, tuple(others)))
    assert len(found) <= 3
    assert [guess.confidence for guess in found] == sorted((g.confidence for g in found), reverse=True)
    assert all(0 < guess.confidence <= 1 and guess.why for guess in found)


def test_nobody_is_guessed_from_an_empty_register() -> None:
    assert Register([], []).guesses(FileFacts("Acme.xlsx", "Acme")) == []
