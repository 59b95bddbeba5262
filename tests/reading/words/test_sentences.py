from __future__ import annotations

import re

from babel.messages.pofile import read_po

from vendor_risk import paths
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.imports.inspect import document as inspection_document
from vendor_risk.reading import evidence, understand
from vendor_risk.workbook.errors import SENTENCES, WorkbookRefused

PLACES = re.compile(r"%\((\w+)\)s")


def _japanese() -> dict[str, str]:
    with (paths.TRANSLATIONS / "ja" / "reading.po").open("rb") as handle:
        return {str(message.id): str(message.string) for message in read_po(handle) if message.id}


def _english() -> set[str]:
    own = {
        inspection_document._COUNTS,
        inspection_document._KNOWN,
        inspection_document._UNKNOWN,
        inspection_document._SCORE,
        evidence._HEADER_ROW,
    }
    return {*SENTENCES.values(), *evidence.SENTENCES.values(), *evidence.WARNINGS.values(), *own}


def test_every_sentence_of_the_reader_has_its_japanese_with_the_same_places() -> None:
    japanese = _japanese()
    assert set(japanese) == _english()
    for english, translated in japanese.items():
        assert set(PLACES.findall(english)) == set(PLACES.findall(translated))
        assert translated


def test_a_refusal_is_told_in_japanese() -> None:
    japanese = _japanese()
    refusal = WorkbookRefused("encrypted", file="秘密.xlsx")
    assert refusal.message(japanese.__getitem__).startswith("「秘密.xlsx」はパスワードで保護されています")
    assert str(refusal).startswith("“秘密.xlsx” is password-protected")


def test_the_short_text_names_the_sheets_the_columns_and_the_score() -> None:
    from tests.reading.layouts.tables import twins

    found = understand(twins().workbook, load_lexicon(paths.QUESTIONNAIRES))
    text = inspection_document.describe(found, _japanese().get)
    assert "[questionnaire] Answers" in text
    assert "id A, question B, answer C, comment D" in text
    assert "550点中400点" in text
