"""What people write in either language or in both: a service, a person's name, the title of a round.

Such a text has three columns: `x` as it was first written, by which it is recognised; `x_en` and `x_ja`, of which a
reader sees the one in their language, or the other where there is none.
"""

from __future__ import annotations

import re

_JAPANESE = re.compile("[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")

Written = tuple[str, str | None, str | None]
"""The text as first written, in English and in Japanese."""


def language_of(text: str) -> str:
    """The language a text is written in, by its script: "ja" when any of it is kana or kanji, else "en"."""
    return "ja" if _JAPANESE.search(text) else "en"


def written(text: str, en: str | None = None, ja: str | None = None, before: str = "") -> Written:
    """The three texts, completed: the language of `text` is told by its script, and what is not given follows.

    `before` is what `text` was: without a new `text` it stays as long as one of the two is it, and where `text` is
    new, what was only a copy of the former is replaced.
    """
    en, ja = en or None, ja or None
    if text and before and text != before:
        en, ja = (None if one == before else one for one in (en, ja))
    if not text:
        text = before if before and before in (en, ja) else en or ja or ""
    elif text not in (en, ja):
        if language_of(text) == "ja":
            ja = ja or text
        else:
            en = en or text
    return text, en, ja


def shown(row: object, lang: str, field: str) -> str:
    """The text to show a reader of `lang`, of any row with `field`, `field_en` and `field_ja`."""
    return str(getattr(row, f"{field}_ja" if lang == "ja" else f"{field}_en") or getattr(row, field))
