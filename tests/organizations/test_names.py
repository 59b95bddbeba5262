import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendor_risk.organizations import countries
from vendor_risk.organizations.names import bare_names, fold, search_text, search_words, sort_name, squeeze


def test_width_kana_case_and_corporate_form_make_no_difference():
    written = ["㈱ﾔﾏﾀﾞ製作所", "株式会社やまだ製作所", "株式会社 ヤマダ製作所", "（株）ヤマダ製作所"]
    assert {squeeze(name) for name in written} == {"株式会社ヤマダ製作所"}
    assert squeeze("ＡＣＭＥ　Steel") == "acmesteel"


def test_the_corporate_form_does_not_count_when_sorting():
    assert sort_name("株式会社アオキ") == sort_name("アオキ株式会社") == "アオキ"
    assert sort_name("株式会社アオキ", "Aoki Corporation") == "aoki corporation"
    assert sort_name("株式会社") == "株式会社"


def test_every_word_of_a_search_is_looked_for_by_itself():
    text = search_text("株式会社 山田 製作所", "Yamada Works", None, "P-001", "1180301018771")
    assert [word.is_in(text) for word in search_words("やまだ works")] == [False, True]
    assert all(word.is_in(text) for word in search_words("山田製作所 P-001"))
    assert "1180301018771" in text


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40), st.text(max_size=20))
def test_what_is_in_a_name_is_found_by_it(name, rest):
    assert all(word.is_in(search_text(name + " " + rest)) for word in search_words(name)) or not name.strip()


def test_countries_are_known_by_code_and_by_name_in_both_languages():
    assert [countries.code_of(text) for text in ("jp", "Japan", "日本", "ベトナム", "USA", "ｼﾞｬﾏｲｶ")] == [
        "JP", "JP", "JP", "VN", "US", "JM"
    ]  # fmt: skip
    assert countries.code_of("Atlantis") is None
    assert next(iter(countries.names("ja"))) == "JP"


ANY_SPELLING = [
    ("髙橋", "高橋工業"), ("高橋", "髙橋工業"), ("高崎", "髙﨑製作所"), ("吉野", "𠮷野電機"),
    ("渡邊", "渡辺精機"), ("渡辺", "渡邉精機"),
    ("müller", "Mueller GmbH"), ("mueller", "Müller GmbH"), ("muller", "Müller GmbH"), ("MÜLLER", "MUELLER GMBH"),
    ("cong ty", "Công ty TNHH Đông Á"), ("Công", "Cong ty"), ("dong a", "Công ty TNHH Đông Á"),
    ("acoes", "Ações S.A."), ("malmo", "Malmö Stål AB"), ("lodz", "Łódź Sp. z o.o."), ("αθηνα", "Αθήνα Α.Ε."),
]  # fmt: skip


@pytest.mark.parametrize(("query", "name"), ANY_SPELLING)
def test_a_name_is_found_however_it_is_spelled(query, name):
    text = search_text(name)
    assert all(word.is_in(text) for word in search_words(query))


@pytest.mark.parametrize(("query", "other"), [("ハト", "バト運送"), ("иод", "йод"), ("blast", "Blue East")])
def test_marks_that_make_another_letter_stay(query, other):
    assert not all(word.is_in(search_text(other)) for word in search_words(query))


def test_names_with_and_without_umlauts_have_a_bare_name_in_common():
    assert bare_names("Müller Logistik GmbH") & bare_names("MUELLER LOGISTIK AG")
    assert bare_names("髙橋工業㈱") == bare_names("株式会社高橋工業") == {"高橋工業"}
