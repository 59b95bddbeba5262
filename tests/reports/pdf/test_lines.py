"""Where lines of English, of Japanese and of both in one sentence end, sign by sign."""

import pytest

from vendor_risk.reports.pdf.wrapping import atoms, cut, wrap


def wide(text):
    """A Japanese sign is one wide, a Latin one half of that."""
    return sum(1.0 if ord(sign) > 0x2FFF else 0.5 for sign in text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 3.5, ["one two", "three"]),
        ("one two three", 100, ["one two three"]),
        ("one  two", 2, ["one", "two"]),
        ("supply-chain risk", 4, ["supply-", "chain", "risk"]),
        ("a-b c-d", 1.5, ["a-b", "c-d"]),  # a short word is not parted at its dash
        ("purchasing/logistics", 6, ["purchasing/", "logistics"]),
        ("wait (for it)", 4, ["wait", "(for it)"]),
        ("", 5, [""]),
        ("   ", 5, [""]),
        ("one\ntwo", 50, ["one", "two"]),
        ("one\n\ntwo", 50, ["one", "", "two"]),
        ("one\n", 50, ["one", ""]),
    ],
)
def test_english(text, width, lines):
    assert wrap(text, width, wide) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("委託先管理", 2, ["委託", "先管", "理"]),
        ("委託先。管理", 3, ["委託", "先。管", "理"]),  # 。 never begins a line: what is before it goes along
        ("管理、委託", 2, ["管", "理、", "委託"]),
        ("「委託先」の", 4, ["「委託", "先」の"]),
        ("先「委託」", 2, ["先", "「委", "託」"]),  # 「 never ends one
        ("いちょう", 2, ["い", "ちょ", "う"]),  # a small ょ stays
        ("サーバー", 3, ["サー", "バー"]),  # so does the long sign
        ("はい！！", 3, ["は", "い！！"]),
        ("甲・乙", 2, ["甲・", "乙"]),
        ("東京\n大阪", 10, ["東京", "大阪"]),
    ],
)
def test_japanese(text, width, lines):
    assert wrap(text, width, wide) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("日本のcloudです", 4, ["日本の", "cloudで", "す"]),
        ("T1の取引先12社", 4, ["T1の取引", "先12社"]),
        ("評価 A です", 3, ["評価 A", "です"]),
        ("ＡとＢ", 2, ["Ａと", "Ｂ"]),
    ],
)
def test_both_in_one_sentence(text, width, lines):
    assert wrap(text, width, wide) == lines


def test_signs_that_may_not_part_are_one_part():
    assert list(atoms("あ、い")) == ["あ、", "い"]
    assert list(atoms("「あ」")) == ["「あ」"]
    assert list(atoms("20 → 0 points")) == ["20 → 0 ", "points"]
    assert list(atoms("")) == []
    assert "".join(atoms("混ぜた text、です。")) == "混ぜた text、です。"


def test_a_word_wider_than_the_line_is_parted_without_losing_a_sign():
    lines = wrap("x" * 25, 5, wide)
    assert [len(line) for line in lines] == [10, 10, 5]
    assert wrap("長" * 3, 0.1, wide) == ["長", "長", "長"], "a line has at least one sign"


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("one two three", 3, ["one", "two", "three"]),
        ("one two three", 1, ["one…"]),
        ("委託先管理規程", 1, ["委託…"]),
        ("委託先管理規程", 2, ["委託先", "管理…"]),
        ("委託先", 1, ["委託先"]),
    ],
)
def test_what_does_not_fit_ends_with_an_ellipsis_that_fits(text, most, lines):
    found = cut(text, 3, wide, most)
    assert found == lines
    assert all(wide(line) <= 3 for line in found)
