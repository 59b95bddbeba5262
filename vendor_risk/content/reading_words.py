"""Reads `questionnaires/reading/` into the lexicon the reader of foreign questionnaires works with.

lexicon = load_lexicon(paths.QUESTIONNAIRES)
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from vendor_risk.content.errors import ContentError, ContentProblem
from vendor_risk.content.files import read_struct, read_yaml
from vendor_risk.reading.words.lexicon import (
    STRONG,
    WEAK,
    AnswerWord,
    Degree,
    Lexicon,
    QuestionnaireFamily,
    normal,
    plain_answer,
)

Value = Literal["yes", "partial", "no", "na", "unknown", "level", "blank"]
_LISTS_APART = ("modifiers", "twin_sheets", "other_sheets")


class _Words(msgspec.Struct, forbid_unknown_fields=True):
    value: Value
    words: list[str]
    level: float | None = None


class _Degree(msgspec.Struct, forbid_unknown_fields=True):
    level: float
    value: Value
    words: list[str]


class _Answers(msgspec.Struct, forbid_unknown_fields=True):
    words: list[_Words]
    prefixes: list[str]
    importance: dict[str, float]
    not_scored: list[str]
    override_words: list[str]
    verdicts: dict[str, bool]
    level_names: list[str]
    codes: list[dict[str, Value]]
    degrees: list[_Degree]
    marks: list[str]
    placeholders: list[str]
    limits: list[str]
    no_limits: list[str]
    switched_off: list[str]


class _Header(msgspec.Struct, forbid_unknown_fields=True):
    strong: list[str]
    weak: list[str] = []


class _Family(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    name: str
    titles: list[str]
    ids: list[str]
    version: str
    editions: dict[str, list[str]] = {}
    by_id: dict[str, list[str]] = {}
    together: bool = False
    headings: list[str] = []
    scheme: str = "attainment"
    na_leaves: list[str] = []


class _Families(msgspec.Struct, forbid_unknown_fields=True):
    families: list[_Family]


@cache
def load_lexicon(root: Path) -> Lexicon:
    """The lexicon of the reader. Raises ContentError that names the file and what is wrong in it."""
    folder = root / "reading"
    answers = read_struct(folder / "answers.yaml", root, _Answers)
    headers = read_yaml(folder / "headers.yaml", root)
    metadata = msgspec.convert(read_yaml(folder / "metadata.yaml", root), dict[str, list[str]])
    if not isinstance(headers, dict):
        raise ContentError([ContentProblem("reading/headers.yaml", "", "add one entry for each column role")])
    roles = {role: msgspec.convert(words, _Header) for role, words in headers.items() if role not in _LISTS_APART}
    return Lexicon(
        headers=_header_words(roles),
        modifiers={role: tuple(words) for role, words in headers["modifiers"].items()},
        answers=_answer_words(answers),
        prefixes=tuple(sorted(map(plain_answer, answers.prefixes), key=len, reverse=True)),
        codes=tuple(_codes(letters) for letters in answers.codes),
        importance={normal(word): weight for word, weight in answers.importance.items()},
        not_scored=frozenset(map(normal, answers.not_scored)),
        override_words=tuple(map(normal, answers.override_words)),
        verdicts={normal(word): verdict for word, verdict in answers.verdicts.items()},
        level_names=tuple(map(normal, answers.level_names)),
        degrees=tuple(Degree(degree.level, tuple(map(normal, degree.words))) for degree in answers.degrees),
        marks=frozenset(map(normal, answers.marks)),
        placeholders=frozenset(map(normal, answers.placeholders)),
        limits=_any_of(answers.limits),
        no_limits=_any_of(answers.no_limits),
        metadata={normal(word): key for key, words in metadata.items() for word in words},
        families=tuple(map(_family, read_struct(folder / "families.yaml", root, _Families).families)),
        twin_sheets=tuple(map(normal, headers["twin_sheets"])),
        other_sheets=tuple(map(normal, headers["other_sheets"])),
        switched_off=tuple(re.compile(form, re.IGNORECASE) for form in answers.switched_off),
    )


_NO_SPACES = "\u2e80"
"""From here on scripts put no spaces between words."""


def _any_of(words: list[str]) -> re.Pattern[str]:
    plain = sorted(map(normal, words), key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(word)}\b" if word < _NO_SPACES else re.escape(word) for word in plain))


def _header_words(roles: dict[str, _Header]) -> dict[str, tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    for role, words in roles.items():
        for word in words.weak:
            found.setdefault(normal(word), (role, WEAK))
    for role, words in roles.items():
        for word in words.strong:
            if found.get(normal(word), ("", WEAK))[1] < STRONG:
                found[normal(word)] = (role, STRONG)
    return found


def _answer_words(answers: _Answers) -> dict[str, AnswerWord]:
    return {plain_answer(word): AnswerWord(group.value, group.level) for group in answers.words for word in group.words}


_LEVELS: dict[str, float | None] = {"yes": 5.0, "partial": 2.5, "no": 0.0}


def _codes(letters: dict[str, Value]) -> dict[str, AnswerWord]:
    return {plain_answer(code): AnswerWord(value, _LEVELS.get(value)) for code, value in letters.items()}


def _family(family: _Family) -> QuestionnaireFamily:
    return QuestionnaireFamily(
        key=family.key,
        name=family.name,
        titles=tuple(map(normal, family.titles)),
        ids=tuple(map(re.compile, family.ids)),
        version=re.compile(family.version, re.IGNORECASE) if family.version else None,
        editions={edition: tuple(words) for edition, words in family.editions.items()},
        by_id={edition: tuple(map(re.compile, forms)) for edition, forms in family.by_id.items()},
        together=family.together,
        headings=tuple(map(normal, family.headings)),
        scheme=family.scheme,
        na_leaves=tuple(family.na_leaves),
    )
