"""The words of questionnaires: what stands above columns, what answers mean, how families look. Data in, look-ups out.

The data comes from `questionnaires/reading/` (read by `vendor_risk.content.reading_words`); nothing here knows a
language or a questionnaire by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from vendor_risk.reading.words.phrases import Phrases

STRONG, WEAK = 4.0, 1.5
_BETWEEN = re.compile(r"\s+[/|・-]\s+|\s*[／\n｜]\s*|\s*\((?=.+\)$)|\)$")
_ENUMERATED = re.compile(
    r"(?:[①-⑳]\s*|(?:\d{1,2}|[０-９]{1,2}|[a-z])\s?(?:[).:）．：]\s*|、\s*|\s[-–—=]\s+|[-–—=]\s+))(?=\D)", re.IGNORECASE
)
_LEVEL_NUMBER = re.compile(r"(?<!\d)[0-5](?!\d)")
_EMPTY_BOXES = ("□", "☐", "[ ]", "[]", "❑", "❏", "[　]")
_BOX = re.compile(r"(\[\s?[xX✓✔レ]\s?\]|[■☑☒✔✅▣])|(\[\s*\]|[□☐❑❏])")
_PREPOSITION = re.compile(
    r"\s(?:of|for|by|to|with|per|on|in|if|from|and|et|und|y|e|en|de|du|des|der|zur|zum|von|für|di|del|da|do|van|voor|para|pour)\s|\s?[(:\[]"
)


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """`text` without differences of case, width and spacing, and without closing marks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().replace("_", " ").split()).strip(" :*\u200e\u200f")


@lru_cache(maxsize=65_536)
def plain_answer(text: str) -> str:
    """`text` as answer words are compared: normal, without closing punctuation and surrounding quotes."""
    text = normal(text)
    return text if len(text) < 3 else text.strip("\"'“”").rstrip(".,;!。、") or text


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header says: the role of its column, how surely, and by which word."""

    role: str
    weight: float
    word: str


@dataclass(frozen=True, slots=True)
class AnswerWord:
    """What an answer word means: a value and a level 0–5 (None when it has none)."""

    value: str
    level: float | None


@dataclass(frozen=True, slots=True)
class Degree:
    """A sentence that states how far something is done, told by one of its phrases."""

    level: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionnaireFamily:
    """How a known questionnaire is told by its structure."""

    key: str
    name: str
    titles: tuple[str, ...]
    ids: tuple[re.Pattern[str], ...]
    version: re.Pattern[str] | None
    editions: Mapping[str, tuple[str, ...]]
    by_id: Mapping[str, tuple[re.Pattern[str], ...]]
    together: bool  # ids alone say nothing: a title or headings must be there too
    headings: tuple[str, ...] = ()  # words above its columns and names of its sheets
    scheme: str = "attainment"  # how its authors score it (domain.schemes)
    na_leaves: tuple[str, ...] = ()  # versions whose authors take "not applicable" out of the sum


@dataclass
class Lexicon:
    """Every word list, ready for look-up."""

    headers: Mapping[str, tuple[str, float]]
    modifiers: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, AnswerWord]
    prefixes: tuple[str, ...]
    importance: Mapping[str, float]  # what words of importance weigh
    not_scored: frozenset[str]
    override_words: tuple[str, ...]
    verdicts: Mapping[str, bool]  # an assessor's word: compliant or not
    level_names: tuple[str, ...]
    codes: tuple[Mapping[str, AnswerWord], ...]  # letters that mean something only together
    degrees: tuple[Degree, ...]
    marks: frozenset[str]
    placeholders: frozenset[str]
    limits: re.Pattern[str]  # what takes back a part of a "yes" before it
    no_limits: re.Pattern[str]
    metadata: Mapping[str, str]
    families: tuple[QuestionnaireFamily, ...]
    twin_sheets: tuple[str, ...]
    other_sheets: tuple[str, ...]
    switched_off: tuple[re.Pattern[str], ...]
    shapes: object = None  # what texts look like, remembered by shapes.Shapes
    _meanings: dict[str, Meaning | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._latin = Phrases(
            word
            for word in self.headers
            if len(word) > 2 and (word.isascii() or (word[:1].isalpha() and word < "\u0900"))
        )
        self._others = tuple(
            sorted((word for word in self.headers if word >= "\u0900" and len(word) > 1), key=len, reverse=True)
        )
        names = "|".join(re.escape(name) for name in sorted(self.level_names, key=len, reverse=True))
        self._level = re.compile(
            rf"(?:{names})[ .:#-]?\s?([0-5])(?:\s?[-–—:.)(].*)?|([0-5])\s?[-–—=:.)]\s?(.+)|(.+) \(([0-5])\)"
        )
        self.modified = {role: _alternatives(words) for role, words in self.modifiers.items()}

    def meaning(self, text: str) -> Meaning | None:
        """What a header text says about its column; None when it says nothing."""
        key = normal(text)
        if key not in self._meanings:
            if len(self._meanings) > 50_000:
                self._meanings.clear()
            self._meanings[key] = self._find(key)
        return self._meanings[key]

    def _find(self, key: str) -> Meaning | None:
        if not key or len(key) > 160 or (key.endswith((".", "。")) and len(key) > 40):
            return None
        found = self._exact(key) or self._contained(key)
        if found is None or found.role not in ("answer", "comment", "score", "section"):
            return found
        for role, pattern in self.modified.items():
            if role == "planned" and found.role == "comment":
                continue  # "current or planned implementation details" are remarks all the same
            if (match := pattern.search(key)) is not None and match[0] != found.word:
                return Meaning(role, found.weight, match[0])
        return found

    def _exact(self, key: str) -> Meaning | None:
        for form in (key, key.rstrip(".?？!"), re.sub(r"\s*[(\[（].*?[)\]）]\s*", " ", key).strip()):
            if form in self.headers:
                role, weight = self.headers[form]
                return Meaning(role, weight, form)
        return None

    def _contained(self, key: str) -> Meaning | None:
        matches = self._latin.find(key) if len(key) > 2 else []
        words = [word for word, _ in matches]
        if not key.isascii():
            words += [word for word in self._others if word in key and len(word) * 3 >= len(key)][:3]
        if not words:
            return None
        # The longest decides; the last of equals, since the noun comes last ("CSP CAIQ Answer").
        word = max(reversed(words), key=lambda word: (self.headers[word][1] >= STRONG, len(word)))
        noun = self._noun(key, matches)
        doubt = 1.0
        if noun is not None and self.headers[noun][0] != self.headers[word][0]:
            if self.headers[noun][1] >= STRONG:
                word = noun  # "Response date", "Evidence for the answer"
            else:
                doubt = 0.5  # "PCI DSS requirement": a reference, or what is asked
        role, weight = self.headers[word]
        # The more of the heading the word is, the surer: in a whole sentence it may mean anything.
        share = len(word) / len(key)
        return Meaning(role, doubt * weight * (0.8 if share >= 0.3 else 0.6 if len(key) <= 40 else 0.35), word)

    @staticmethod
    def _noun(key: str, matches: list[tuple[str, int]]) -> str | None:
        """The known word that ends the heading, or its part before a preposition: what the column holds."""
        if len(key) > 60:
            return None
        cut = _PREPOSITION.search(key)
        end = cut.start() if cut is not None else len(key)
        return next((word for word, last in matches if last == end), None)

    def answer(self, text: str) -> AnswerWord | None:
        """The meaning of a whole cell that is an answer word, None for anything else."""
        if len(text) > 60:
            return None
        plain = plain_answer(text)
        found = self.answers.get(plain)
        if found is None and len(plain) > 1:
            found = self._named_level(plain) or self._in_languages(plain)
            if found is None and (bare := without_number(text)) is not text:
                found = self.answers.get(plain_answer(bare))
        return found

    def _named_level(self, plain: str) -> AnswerWord | None:
        """ "L3", "Level 2: in part", "3 - Defined", "Defined (3)": the number, where a level is named beside it."""
        if _LEVEL_NUMBER.search(plain) is None:
            return None
        match = self._level.fullmatch(plain)
        if match is None:
            return None
        if match[1]:
            return AnswerWord("level", float(match[1]))
        name = self.answers.get((match[3] or match[4] or "").strip())
        if name is None or name.value not in ("level", "partial", "yes", "no"):
            return None
        return AnswerWord("level", float(match[2] or match[5])) if name.value == "level" else None

    def _in_languages(self, plain: str) -> AnswerWord | None:
        """The same answer in two languages in one cell: "はい / Yes", "Oui (yes)"."""
        if _BETWEEN.search(plain) is None:
            return None
        parts = [part for part in _BETWEEN.split(plain) if part]
        if not 2 <= len(parts) <= 3:
            return None
        meanings = {self.answers.get(part.strip()) for part in parts}
        return meanings.pop() if len(meanings) == 1 else None

    def overrides(self, title: str) -> bool:
        """Whether a heading says that what stands below goes before an answer or a weight."""
        return any(word in normal(title) for word in self.override_words)

    def verdict(self, text: str) -> bool | None:
        """Whether an assessor's word says compliant or not; None for any other text."""
        return self.verdicts.get(normal(text)) if text else None

    def is_mark(self, text: str) -> bool:
        """Whether a cell only says "this one"."""
        return len(text) <= 4 and normal(text) in self.marks


def without_number(text: str) -> str:
    """ "1) Yes", "②はい", "3 - Yes" without its number: "Yes"."""
    match = _ENUMERATED.match(text)
    return text[match.end() :] if match else text


def chosen_boxes(text: str) -> list[str] | None:
    """Of options with boxes in one cell ("■ Yes □ No") those whose box is filled; None where there are none."""
    if not any(map(text.__contains__, _EMPTY_BOXES)):
        return None
    pieces = _BOX.split(text)
    before, boxes = pieces[0].strip(), list(zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True))
    if before or not any(empty for _, empty, _ in boxes) or not all(label.strip() for *_, label in boxes):
        return None
    return [label.strip(" \u3000/／,、・\n") for filled, _, label in boxes if filled]


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    """One expression for many words, the longest first, each as a whole word."""
    ordered = sorted(words, key=len, reverse=True)
    latin = [re.escape(word) for word in ordered if word < "\u0900"]
    others = [re.escape(word) for word in ordered if word >= "\u0900"]
    parts = ([rf"(?<!\w)(?:{'|'.join(latin)})(?!\w)"] if latin else []) + others
    return re.compile("|".join(parts) or r"(?!)")
