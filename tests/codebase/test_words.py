"""What people read uses the words of `docs/words.md`: pages, catalogues, content, mails, Excel files, command line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
import yaml

from tests.codebase import catalogue
from vendor_risk import paths

ROOT = paths.PACKAGE.parent
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
BRACKET = re.compile(r"[(（]")
PLACEHOLDER = re.compile(r"“\w+”|%\(\w+\)[a-zA-Z]|\{\w*\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
READS_OTHERS = {  # modules that know how other people write, so that their files are read
    "formats/own/kinds.py",
    "formats/register/headers.py",
    "imports/register/words.py",
    "demo/fiction/foreign_book.py",
    "domain/crosswalk/wording.py",
}
QUOTED = {"references.yaml"}  # titles of laws, standards and guidelines, as their authors wrote them
OTHERS_WORDS = {"reading", "crosswalks"}  # folders of content that hold the words of other people's forms
AMERICAN = {
    "organization": "organisation", "organizations": "organisations", "color": "colour", "colors": "colours",
    "center": "centre", "analyze": "analyse", "authorize": "authorise", "authorized": "authorised",
    "recognize": "recognise", "recognized": "recognised", "prioritize": "prioritise", "behavior": "behaviour",
    "canceled": "cancelled", "e-mail": "email", "e-mails": "emails", "catalog": "catalogue", "minimize": "minimise",
}  # fmt: skip


class Word(NamedTuple):
    """A word to avoid, and the one to use."""

    avoid: str
    use: str


class Said(NamedTuple):
    """A text people read, and where it stands."""

    place: str
    text: str


def rows() -> Iterator[list[str]]:
    """The rows of the tables of `docs/words.md`: English, Japanese, two meanings, words to avoid in both."""
    for line in (ROOT / "docs" / "words.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")] if line.startswith("| ") else []
        if len(cells) == 6 and cells[0] not in {"English", "---"}:
            yield cells


@cache
def english() -> list[tuple[re.Pattern[str], Word]]:
    """Each English word to avoid as a pattern: whole, in any case, a plural included."""
    words = [Word(word, row[0]) for row in rows() for word in row[4].split(" · ") if word and not BRACKET.search(word)]
    words += [Word(avoid, use) for avoid, use in AMERICAN.items()]
    return [(re.compile(rf"(?<![\w-]){re.escape(word.avoid)}s?(?![\w-])", re.I), word) for word in words]


@cache
def japanese() -> list[Word]:
    """Each Japanese word to avoid."""
    words = [Word(word, row[1]) for row in rows() for word in row[5].split(" · ") if word and not BRACKET.search(word)]
    return [*words, Word("〜", "～"), Word("か？", "か。"), Word("か?", "か。")]


def faults(said: Said) -> Iterator[str]:
    """What is wrong in one text, as "place: word; use this"."""
    text = PLACEHOLDER.sub(" ", said.text)
    if JAPANESE.search(text):
        for word in japanese():
            if word.avoid in text:
                yield f"{said.place}: {word.avoid}; use {word.use} – {said.text[:60]!r}"
    else:
        for pattern, word in english():
            if pattern.search(text):
                yield f"{said.place}: {word.avoid}; use {word.use} – {said.text[:60]!r}"


def of_catalogues() -> Iterator[Said]:
    """Every message in both languages."""
    for msgid, entries in catalogue.catalogue().items():
        for file, message in entries:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            ids = message.id if isinstance(message.id, tuple) else (msgid,)
            yield from (Said(f"{file}.po: {msgid[:40]!r}", text) for text in (*ids, *forms))


def of_mails() -> Iterator[Said]:
    """Every line of the mails."""
    for file in sorted((paths.TEMPLATES / "notifications").glob("*.txt")):
        for number, line in enumerate(PLACEHOLDER.sub(" ", file.read_text()).splitlines(), 1):
            yield Said(f"{file.name}:{number}", line)


def texts(value: Any, place: str) -> Iterator[Said]:
    """The texts of a content document, with the path of keys to each; references are names of others' documents."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"references", "source", "official", "licence", "id", "key", "controls"}:
                yield from texts(inner, f"{place} > {key}")
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, place)
    elif isinstance(value, str):
        yield Said(place, value)


def of_content() -> Iterator[Said]:
    """The texts of questionnaires, scales, rules and courses."""
    for file in sorted(paths.QUESTIONNAIRES.rglob("*.yaml")):
        within = file.relative_to(paths.QUESTIONNAIRES)
        if within.parts[0] in OTHERS_WORDS or within.name in QUOTED:
            continue
        document = yaml.safe_load(file.read_text())
        if within.parts[0].startswith("meti"):
            document.pop("title", None), document.pop("purpose", None)  # METI's own wording of the ten items
        yield from texts(document, str(within))


def of_code() -> Iterator[Said]:
    """Texts in two languages in the code (`Text("…", "…")`), and what commands print."""
    for file in sorted(paths.PACKAGE.rglob("*.py")):
        name = file.relative_to(paths.PACKAGE).as_posix()
        if name in READS_OTHERS or "_shipped" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
                "Text", "echo", "ClickException", "UsageError", "BadParameter"
            }:  # fmt: skip
                for part in ast.walk(node):
                    value = part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""
                    if " " in value.strip() or JAPANESE.search(value):
                        yield Said(f"{name}:{node.lineno}", value)


@pytest.mark.parametrize("source", [of_catalogues, of_mails, of_content, of_code])
def test_what_people_read_uses_the_words_of_the_house(source: Any) -> None:
    found = [fault for said in source() for fault in faults(said)]
    assert found == [], "\n".join(found)


def test_addresses_and_files_are_named_by_the_same_words() -> None:
    names = [file.relative_to(ROOT).as_posix() for file in paths.TEMPLATES.rglob("*.html")]
    names += [file.relative_to(ROOT).as_posix() for file in paths.PACKAGE.rglob("*.py")]
    names += [folder.name for folder in paths.QUESTIONNAIRES.iterdir()]
    for name in names:
        words = re.split(r"[^a-z]+", name.lower())
        assert {"partner", "partners"}.isdisjoint(words), f"{name}: partner; use vendor"


def test_every_term_has_both_languages_and_a_meaning_in_each() -> None:
    seen: set[str] = set()
    for row in rows():
        assert all(row[:4]), row
        assert JAPANESE.search(row[1] + row[3]), row
        assert row[0] not in seen, f"{row[0]} stands twice"
        seen.add(row[0])
    assert len(seen) > 100


def test_a_word_to_avoid_is_found_and_the_word_to_use_is_said() -> None:
    assert list(faults(Said("x.po", "Three supply links"))) == [
        "x.po: supply link; use relationship – 'Three supply links'"
    ]
    assert next(faults(Said("x.po", "供給網の全体"))).startswith("x.po: 供給網; use サプライチェーン")
    assert list(faults(Said("x.po", "The workbook %(stale)s"))) != []
    assert list(faults(Said("x.po", "Excel file %(stale)s"))) == []
