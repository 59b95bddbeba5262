"""Whose answers does this file hold? Clues from the file and what is written in it, weighed; a person confirms.

Clues that agree strengthen each other (1 − Π(1 − c), as of independent signs); what is found is a proposal with its
reasons, the strongest first. Only an own workbook knows for certain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from vendor_risk.domain.texts.corporate_numbers import corporate_number, lei
from vendor_risk.domain.texts.likeness import TextLikeness
from vendor_risk.organizations.names import bare_name, bare_names, fold

SURE, LIKELY = 0.95, 0.8
"""From `LIKELY` on a guess is chosen beforehand; below it a person has to choose."""
_CERTAINTY: Mapping[str, float] = {
    "own": 1.0, "number": 0.99, "lei": 0.99, "code": 0.96, "vendor": 0.95, "mail": 0.75, "file": 0.85,
}  # fmt: skip
_LIKE, _LIKE_FILE = 0.9, 0.7
"""How far the likeness of a vendor's name, and of a file's name, is believed."""
_LEAST = 0.55
_SHORTEST, _SHORTEST_CJK = 4, 2
"""Characters a bare name must have to be looked for inside a file's name."""
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Z]{20}|\d(?:[- ]?\d){12})(?![0-9A-Za-z])")
_MAIL = re.compile(r"[\w+-]@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_FREE = frozenset(
    {
        *("gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "yahoo.co.jp", "icloud.com", "live.com", "aol.com"),
        *("gmx.de", "proton.me", "qq.com", "163.com", "naver.com", "docomo.ne.jp", "ezweb.ne.jp", "softbank.ne.jp"),
    }
)
"""Mail of these says nothing about the organization."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says about who filled it in: its name with folders, the vendor's name, every other fact."""

    file: str
    vendor: str = ""
    others: tuple[str, ...] = ()


class Guess(NamedTuple):
    """An organization, how sure that is (0–1), and why: pairs of a reason's code and what it was seen in."""

    organization_id: int
    confidence: float
    why: tuple[tuple[str, str], ...]


class KnownParty(NamedTuple):
    """An organization with what it is recognised by."""

    id: int
    code: str
    name: str
    name_en: str | None = None
    name_ja: str | None = None
    corporate_number: str | None = None
    lei: str | None = None
    website: str | None = None


class Register:
    """The organizations a file may belong to, prepared to be asked for one file after another."""

    def __init__(self, organizations: Iterable[KnownParty], domains: Iterable[tuple[int, str]]) -> None:
        """`domains`: those of contacts' mail addresses, by organization."""
        rows = list(organizations)
        self._codes = {fold(row.code): row.id for row in rows if any(c.isdigit() for c in row.code)}
        self._numbers = {row.corporate_number: row.id for row in rows if row.corporate_number}
        self._leis = {row.lei: row.id for row in rows if row.lei}
        self._names: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            for bare in bare_names(row.name, row.name_en, row.name_ja):
                self._names[bare].add(row.id)
        self._bare = list(self._names)
        self._like = TextLikeness(self._bare, numbers_tell=True)
        self._domains: dict[str, set[int]] = defaultdict(set)
        for organization_id, domain in [*domains, *((row.id, _host(row.website)) for row in rows if row.website)]:
            if domain and domain not in _FREE:
                self._domains[domain.lower()].add(organization_id)

    def guesses(self, facts: FileFacts) -> list[Guess]:
        """The organizations that clues speak for, the strongest first; three at most."""
        found: dict[int, dict[str, tuple[float, str]]] = defaultdict(dict)
        for organization_id, why, confidence, seen in self._clues(facts):
            if confidence > found[organization_id].get(why, (0.0, ""))[0]:
                found[organization_id][why] = (confidence, seen)
        guesses = [_weighed(organization_id, clues) for organization_id, clues in found.items()]
        return sorted(guesses, key=lambda guess: (-guess.confidence, guess.organization_id))[:_MOST]

    def _clues(self, facts: FileFacts) -> Iterable[tuple[int, str, float, str]]:
        texts = [facts.vendor, *facts.others, facts.file]
        yield from self._by_number(texts)
        for text in (facts.vendor, facts.file):
            yield from self._by_code(text)
        for text in facts.others:
            if fold(text) in self._codes:
                yield self._codes[fold(text)], "code", _CERTAINTY["code"], text
        yield from self._by_name(facts.vendor, "vendor", _LIKE)
        for part in _parts(facts.file):
            yield from self._inside(part)
            yield from self._by_name(part, "file", _LIKE_FILE)
        for text in texts:
            for domain in _MAIL.findall(text):
                yield from _shared(self._domains.get(domain.lower(), set()), "mail", _CERTAINTY["mail"], domain)

    def _by_number(self, texts: Sequence[str]) -> Iterable[tuple[int, str, float, str]]:
        for text in texts:
            for piece in _NUMBER.findall(text.upper()):
                if (number := corporate_number(piece)) in self._numbers:
                    yield self._numbers[str(number)], "number", _CERTAINTY["number"], str(number)
                if (entity := lei(piece)) in self._leis:
                    yield self._leis[str(entity)], "lei", _CERTAINTY["lei"], str(entity)

    def _by_code(self, text: str) -> Iterable[tuple[int, str, float, str]]:
        words = re.split(r"[\s_./()（）\[\]【】,;:]+", fold(text))
        for piece in {*words, *(f"{a}-{b}" for word in words for a, b in _pairs(word.split("-")))}:
            if piece in self._codes:
                yield self._codes[piece], "code", _CERTAINTY["code"], piece

    def _by_name(self, text: str, why: str, belief: float) -> Iterable[tuple[int, str, float, str]]:
        bare = bare_name(text) if text else ""
        if bare in self._names:
            yield from _shared(self._names[bare], why, _CERTAINTY[why], text)
            return
        for place, likeness in self._like.nearest(bare, _LEAST):
            for organization_id in self._names[self._bare[place]]:
                yield organization_id, f"{why}_like", belief * likeness, text

    def _inside(self, part: str) -> Iterable[tuple[int, str, float, str]]:
        """Names that stand within a file's or folder's name; of one within another the longer counts."""
        bare = bare_name(part)
        there = [name for name in self._bare if len(name) >= _shortest(name) and name in bare]
        for name in there:
            if not any(name != longer and name in longer for longer in there):
                yield from _shared(self._names[name], "file", _CERTAINTY["file"], part)


def _shared(
    organization_ids: set[int], why: str, confidence: float, seen: str
) -> Iterable[tuple[int, str, float, str]]:
    """A clue that speaks for several speaks for each of them as much less."""
    for organization_id in organization_ids:
        yield organization_id, why, confidence / len(organization_ids), seen


def _weighed(organization_id: int, clues: Mapping[str, tuple[float, str]]) -> Guess:
    against = 1.0
    for confidence, _seen in clues.values():
        against *= 1.0 - confidence
    order = sorted(clues.items(), key=lambda clue: -clue[1][0])
    return Guess(organization_id, round(1.0 - against, 3), tuple((why, seen[:120]) for why, (_c, seen) in order))


def _parts(file: str) -> list[str]:
    """The file's name without its ending, and the names of the folders above it."""
    path = PurePosixPath(file)
    return [path.stem, *path.parts[:-1]]


def _pairs(pieces: Sequence[str]) -> Iterable[tuple[str, str]]:
    return pairwise(pieces)


def _shortest(name: str) -> int:
    return _SHORTEST_CJK if _CJK.search(name) else _SHORTEST


def _host(website: str | None) -> str:
    host = re.sub(r"^\w+://", "", website or "").split("/")[0].split(":")[0].lower()
    return host.removeprefix("www.")
