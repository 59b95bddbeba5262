"""A text in either language or in both: what is told by its script, and what stays when it is changed."""

import pytest

from vendor_risk.domain.texts.two_languages import language_of, written


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Hosting", "en"),
        ("設計業務", "ja"),
        ("サーバ", "ja"),
        ("ｻｰﾊﾞ", "ja"),
        ("SAP 保守", "ja"),
        ("Wartung für Öl", "en"),
        ("", "en"),
    ],
)
def test_the_script_tells_the_language(text, spoken):
    assert language_of(text) == spoken


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("Hosting",), ("Hosting", "Hosting", None)),
        (("保守",), ("保守", None, "保守")),
        (("", "Hosting", "保守"), ("Hosting", "Hosting", "保守")),
        (("", None, "保守"), ("保守", None, "保守")),
        (("保守", "Hosting"), ("保守", "Hosting", "保守")),
        (("", "Hosting", "保守", "保守"), ("保守", "Hosting", "保守")),  # a translation was added: recognised as before
        (("", "Housing", "保守", "Hosting"), ("Housing", "Housing", "保守")),  # what it was called is no more
        (("Housing", "Hosting", "保守", "Hosting"), ("Housing", "Housing", "保守")),  # the copy follows
        (("", None, None), ("", None, None)),
        (("", "", ""), ("", None, None)),
    ],
)
def test_what_is_not_said_follows(given, expected):
    assert written(*given) == expected
    assert written(*expected) == expected
