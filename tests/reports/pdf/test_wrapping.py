"""Lines keep every sign, fit, and begin and end as Japanese wants it."""

from hypothesis import given
from hypothesis import strategies as st

from vendor_risk.reports.pdf.wrapping import cut, wrap

SIGNS = "ab c-/12、。「」（）あっー漢字カキ.,←→ "


def wide(text):
    return sum(1.0 if ord(sign) > 0x2FFF else 0.5 for sign in text)


@given(st.text(SIGNS, max_size=60), st.floats(1.0, 20.0))
def test_no_sign_is_lost_and_every_line_fits(text, width):
    lines = wrap(text, width, wide)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(wide(line) <= width or len(line) == 1 for line in lines)


def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one():
    lines = wrap("あいうえ。「かきく」けこ", 5, wide)
    assert lines == ["あいう", "え。", "「かきく」", "けこ"] or all(
        line[0] not in "。」" and line[-1] not in "「" for line in lines
    )
    assert wrap("あいうえお。", 5, wide) == ["あいうえ", "お。"]


def test_words_of_latin_letters_stay_whole_where_they_can():
    assert wrap("The risk of everything", 6, wide) == ["The risk of", "everything"]
    assert wrap("日本のcloudです", 4, wide) == ["日本の", "cloudで", "す"]
    assert wrap("incomprehensibility", 3, wide)[0] == "incomp"


def test_an_arrow_keeps_what_it_points_from():
    assert wrap("Incidents, 20 → 0", 7.5, wide) == ["Incidents,", "20 → 0"]
    assert wrap("Osaka ← Cloud", 4.5, wide) == ["Osaka", "← Cloud"]


def test_what_is_cut_says_so():
    assert cut("one two three", 3, wide, 2) == ["one", "two…"]
    assert cut("one", 3, wide, 2) == ["one"]
