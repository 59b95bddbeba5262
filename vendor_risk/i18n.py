"""Both languages: which one this request speaks, and the catalogue behind it.

English sentences are in the code. Japanese is in `translations/ja/*.po`, one file per feature, read as they are
when the first Japanese page is asked for (about 0.1 s, once): nothing to compile, nothing that can be out of date.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, Domain, force_locale, get_locale, ngettext, to_user_timezone
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from vendor_risk import paths
from vendor_risk.database import now
from vendor_risk.domain import questionnaires
from vendor_risk.domain.questionnaires import Text

Lazy = str
"""A text that is translated when it is shown (`lazy_gettext`): it behaves as the string it becomes."""
babel = Babel()
LANGUAGES = questionnaires.LANGUAGES
"""The languages of pages, mail and workbooks."""
FEW = 5
"""Names that are given of many in a sentence."""
_LOCALES = {"en": "en_GB"}
"""The country whose dates and numbers a language is written with: 29 February 2028, 23:05. Others by their own name."""


def catalogue_files(lang: str) -> list[Path]:
    """The catalogue files of a language, in a fixed order."""
    return sorted((paths.TRANSLATIONS / lang).glob("*.po"))


@cache
def translations(lang: str) -> NullTranslations:
    """The sentences of a language; none for English, in which they are written."""
    if lang == "en":
        return NullTranslations()
    merged = Catalog(locale=lang)
    for file in catalogue_files(lang):
        with file.open("rb") as handle:
            for message in read_po(handle, locale=lang):
                if message.id and message.string:
                    merged.add(message.id, message.string, context=message.context)
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(compiled)


class CatalogueDomain(Domain):
    """Flask-Babel's source of translations, fed from our catalogue files."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the language this request speaks; empty for English."""
        return translations(language())


def _select_locale() -> str:
    """This address's `?lang=`, else what was chosen before, else the reader's own, else the browser's; else the
    installation's, read when it is needed: the first start settles it.
    """
    usual = str(current_app.config["BABEL_DEFAULT_LOCALE"])
    if not has_request_context():
        return _LOCALES.get(usual, usual)
    chosen = g.get("language") or session.get("language") or g.get("reader_language")
    lang = str(chosen) if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES, usual)
    return _LOCALES.get(lang, lang)


def language() -> str:
    """The language of the page, mail or workbook being made: "en" or "ja"."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LANGUAGES else "en"


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Everything inside is in `lang` (mail to a vendor, a workbook, a report). Needs an application context."""
    with force_locale(_LOCALES.get(lang, lang)):
        yield


def tell(text: Text | None) -> str:
    """The text in the language of this page; "" for None."""
    return "" if text is None else text.get(language())


_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def foreign_language(text: Text | None) -> str:
    """The language of a text that has only one, where that is not the language of this page; else ""."""
    if text is None or text.en != text.ja or not text.en.strip():
        return ""
    own = "ja" if _JAPANESE.search(text.en) else "en"
    return "" if own == language() else own


def told(text: Text | None) -> Markup:
    """The text as `tell` has it, for the page itself: marked with its language where that is not the page's, so that
    it is read out and broken into lines as it should be.
    """
    marked = foreign_language(text)
    return Markup('<span lang="{}">{}</span>').format(marked, tell(text)) if marked else escape(tell(text))


def lang_of(text: Text | None) -> Markup:
    """The `lang` of an element that shows only this text, or a short form of it; "" where it is the page's own."""
    marked = foreign_language(text)
    return Markup('lang="{}"').format(marked) if marked else Markup()


def local_day(moment: datetime) -> date:
    """The calendar day of a moment in the installation's time zone, which is not always that of UTC."""
    day: date = to_user_timezone(moment).date()
    return day


def local_today() -> date:
    """Today in the installation's time zone."""
    return local_day(now())


def comma() -> str:
    """What stands between the names of a list in the language of this page."""
    return "、" if language() == "ja" else ", "


def colon() -> str:
    """What stands between a label and what it says in the language of this page."""
    return "：" if language() == "ja" else ": "


def stop() -> str:
    """What ends a sentence in the language of this page, with what stands before the next one."""
    return "。" if language() == "ja" else ". "


def bracketed(text: object) -> str:
    """`text` in brackets behind what it explains: with a space before it where the language of this page has one."""
    return f"（{text}）" if language() == "ja" else f" ({text})"


def clauses(parts: Iterable[str]) -> str:
    """Reasons one after the other, as the language of this page strings them together."""
    return ("、" if language() == "ja" else "; ").join(parts)


def first_few(names: Sequence[object], most: int = FEW) -> str:
    """The first `most` of the names as a list, and how many more there are."""
    shown, more = listed(names[:most]), len(names) - most
    if more <= 0:
        return shown
    text: str = ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", more, names=shown)
    return text


def listed(names: Iterable[object]) -> str:
    """Names one after the other, as the language of this page writes a list."""
    return comma().join(map(str, names))


def init_app(app: Flask) -> None:
    """Attach both languages to the application and its templates."""
    babel.init_app(app, locale_selector=_select_locale)
    babel.domain_instance = CatalogueDomain()

    app.jinja_env.filters |= {"listed": listed, "first_few": first_few, "bracketed": bracketed}
    app.jinja_env.globals |= {"comma": LazyString(comma), "colon": LazyString(colon), "stop": LazyString(stop)}

    @app.context_processor
    def _words() -> dict[str, object]:
        return {"language": language(), "tell": tell, "told": told, "lang_of": lang_of, "LANGUAGES": LANGUAGES}
