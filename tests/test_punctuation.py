"""Lists, brackets and full stops that pages put between their own pieces are those of the reader's language."""

import pytest
from flask import render_template_string

from vendor_risk.i18n import bracketed, clauses, first_few, speaking
from vendor_risk.imports.register.words import choice_list


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "Answer (3): Yes. Done"), ("ja", "Answer（3）：Yes。Done")],
)
def test_a_page_joins_its_pieces_as_the_language_does(app, lang, said):
    page = "{{ 'Answer' }}{{ 3|bracketed }}{{ colon }}Yes{{ stop }}Done"
    with app.test_request_context(f"/?lang={lang}"), speaking(lang):
        assert render_template_string(page) == said


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "same number; same name (2)"), ("ja", "same number、same name（2）")]
)
def test_reasons_are_strung_together_as_the_language_does(app, lang, said):
    with speaking(lang):
        assert clauses(["same number", f"same name{bracketed(2)}"]) == said


@pytest.mark.parametrize(("lang", "said"), [("en", "a, b and 2 more"), ("ja", "a、bほか2件")])
def test_of_many_names_the_first_are_given_and_how_many_more_there_are(app, lang, said):
    with app.test_request_context(f"/?lang={lang}"), speaking(lang):
        assert first_few("abcd", 2) == said
        assert render_template_string("{{ names|first_few }}", names=["a", "b"]) == {"en": "a, b", "ja": "a、b"}[lang]


def test_the_words_to_choose_from_are_listed_as_the_language_does():
    assert choice_list("flag", "en") == "Yes, No"
    assert choice_list("flag", "ja") == "はい、いいえ"
    assert choice_list("category", "en", most=1) == "Software development …"
    assert choice_list("category", "ja", most=1) == "ソフトウェア開発、ほか"


@pytest.mark.parametrize(("lang", "said"), [("en", "Self-check"), ("ja", "自己点検")])
def test_a_questionnaire_is_named_in_the_language_of_the_page(app, lang, said):
    class Row:
        title_en = "Self-check"
        title_ja = "自己点検"

    with app.test_request_context("/"), speaking(lang):
        assert render_template_string("{{ row|titled }}", row=Row()) == said
