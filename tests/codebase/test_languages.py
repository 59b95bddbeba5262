"""Both languages are complete: every sentence of code and pages has its Japanese, and nothing is left over."""

import re

from tests.codebase import catalogue

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def test_every_sentence_has_its_japanese():
    have, want = catalogue.catalogue(), catalogue.extracted()
    missing = {msgid: places[0] for msgid, places in want.items() if msgid not in have}
    assert missing == {}, "run: make translations"


def test_no_translation_is_empty_or_fuzzy():
    for msgid, entries in catalogue.catalogue().items():
        for file, message in entries:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(texts), f"{file}.po: {msgid!r} is empty"
            assert not message.fuzzy, f"{file}.po: {msgid!r} is fuzzy"


def test_nothing_is_translated_that_is_said_nowhere():
    want = catalogue.extracted()
    left_over = {msgid: entries[0][0] for msgid, entries in catalogue.catalogue().items() if msgid not in want}
    assert left_over == {}


def test_both_languages_take_the_same_values():
    for msgid, entries in catalogue.catalogue().items():
        for file, message in entries:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted = catalogue.placeholders(msgid) | ({"num"} if isinstance(message.id, tuple) else set())
            for form in forms:
                assert catalogue.placeholders(form) <= wanted, f"{file}.po: {msgid!r} → {form!r}"
                assert catalogue.placeholders(msgid) - {"num"} <= catalogue.placeholders(form), f"{file}.po: {msgid!r}"


def test_a_sentence_of_a_page_holds_no_percent_sign_that_a_template_takes_for_a_format():
    """Templates format every sentence, so a sign that is meant must be doubled there, in both languages."""
    bare = re.compile(r"%(?!\()")
    for msgid, entries in catalogue.catalogue().items():
        if any(place.startswith("templates") for place in catalogue.extracted().get(msgid, ())):
            for file, message in entries:
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                for text in (msgid, *forms):
                    assert not bare.search(text.replace("%%", "")), f"{file}.po: {msgid!r} → {text!r}"


def test_one_sentence_has_one_translation():
    for msgid, entries in catalogue.catalogue().items():
        assert len({message.string for _file, message in entries}) == 1, f"{msgid!r} differs: {[f for f, _ in entries]}"


def test_mail_reaches_the_outbox_by_one_wording():
    found = {msgid: m.string for msgid, entries in catalogue.catalogue().items() for _file, m in entries}
    placed = {msgid: str(said) for msgid, said in found.items() if "been placed in the outbox" in msgid}
    assert len(placed) > 4
    assert [msgid for msgid, said in placed.items() if "送信箱に追加しました" not in said] == []


def test_translations_are_japanese_and_use_the_words_of_the_house():
    for msgid, entries in catalogue.catalogue().items():
        for file, message in entries:
            text = message.string[0] if isinstance(message.string, tuple) else message.string
            letters = re.sub(r"%\(\w+\)s|\W|\d|_", "", msgid)
            if len(letters) > 12:
                assert JAPANESE.search(text), f"{file}.po: {msgid!r} → {text!r}"
            assert "ベンダー" not in text, f"{file}.po: 委託先, not ベンダー: {text!r}"
