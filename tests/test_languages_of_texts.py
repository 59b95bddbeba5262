"""A text that has one language only is marked with it on pages of the other."""

import pytest

from vendor_risk.domain.questionnaires import Text
from vendor_risk.i18n import foreign_language, lang_of, speaking, told

ENGLISH, JAPANESE = Text("Identity & access", "Identity & access"), Text("アクセス管理", "アクセス管理")
BOTH = Text("Access", "アクセス")


@pytest.mark.parametrize(
    ("text", "lang", "marked"),
    [(ENGLISH, "ja", "en"), (ENGLISH, "en", ""), (JAPANESE, "en", "ja"), (JAPANESE, "ja", ""), (BOTH, "en", ""),
     (BOTH, "ja", ""), (None, "ja", ""), (Text("", ""), "ja", "")],
)  # fmt: skip
def test_only_a_text_without_the_language_of_the_page_is_marked(app, text, lang, marked):
    with speaking(lang):
        assert foreign_language(text) == marked
        assert str(lang_of(text)) == (f'lang="{marked}"' if marked else "")
        assert told(text).startswith(f'<span lang="{marked}">') is bool(marked)


def test_a_marked_text_stays_text(app):
    with speaking("ja"):
        assert told(ENGLISH) == '<span lang="en">Identity &amp; access</span>'
        assert told(Text("<b>", "<b>")) == '<span lang="en">&lt;b&gt;</span>'
