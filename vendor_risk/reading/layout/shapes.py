"""What a cell looks like, from its text alone: an id, a mark, an answer word, a question, a number, a date, a link."""

from __future__ import annotations

import re
from functools import lru_cache

from vendor_risk.reading.words.lexicon import Lexicon, chosen_boxes

ID, MARK, ANSWER, NUMBER, QUESTION, LONG, LINK, DATE, SCORE, WORDS, ASKS = (
    1 << bit for bit in range(11)
)  # ASKS: a long question

MAX_ID = 40
_ID = re.compile(
    r"[*•]?\s?(?:"
    r"[^\W\d_][\w&]{0,15}(?:\s?[-._:/&]\s?|\s)?\(?\w{1,12}\)?"  # AIS-01
    r"(?:\s?[-._:/&]\s?\w{1,12}|\s?\(\w{1,4}\))*"  # .1, (a)
    r"|\d{1,3}(?:\s?[-._:/]\s?\w{1,4}|\(\w{1,3}\))+"  # 1.2.3, 1-1, 5.2(a)
    r"|\d{1,3}[a-zA-Z](?:[.-]\d{1,3})?"  # 1a, 12b.3
    r"|[(（]\d{1,3}[)）]|\d{1,3}[.)．）]"
    r"|§\s?\d[\d.]*(?:\(\w{1,4}\))*"
    r"|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r")[.:)]?"
)
_WORD_AND_NUMBER = re.compile(r"[^\W\d_]{2,}\s\d+\)?")  # "Version 3", "Level 1": words, not ids
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?\s?%?")
_DATE = re.compile(
    r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:T.*)?|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s[a-z]{3,9}\.?\s\d{4}",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|www\.|\S+@\S+\.\w+$", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:do|does|did|is|are|has|have|can|could|will|would|should|describe|explain|provide|list|what|which|how|when|where|"
    r"who|verify|determine|ensure|indicate|state|specify|est-ce|existe|avez|disposez|décri|ist|sind|haben|gibt|werden|wird|"
    r"verfügt|beschreib|¿)\b",
    re.IGNORECASE,
)
_ENDS_ASKING = (
    "?",
    "？",
    "か。",
    "か",
    "か.",
    "ますか",
    "吗",
    "吗。",
    "까",
    "까.",
    "؟",
    ";",
    "すること。",
    "こと。",
    "している。",
    "している",
)

_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_REMEMBERED = 100_000
_LONGEST_REMEMBERED = 400


class Shapes:
    """Flags of texts, remembered: the same words come thousands of times, in a file and from file to file."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, int] = {"": 0}

    @classmethod
    def shared(cls, lexicon: Lexicon) -> Shapes:
        """The one for this lexicon, with what it remembers of earlier files (never more than a fixed number)."""
        if not isinstance(lexicon.shapes, cls):
            lexicon.shapes = cls(lexicon)
        if len(lexicon.shapes._known) > _REMEMBERED:
            lexicon.shapes._known = {"": 0}
        return lexicon.shapes

    def of(self, text: str) -> int:
        """The flags of a text; 0 for an empty one."""
        flags = self._known.get(text)
        if flags is None:
            flags = self._look(text)
            if len(text) <= _LONGEST_REMEMBERED:
                self._known[text] = flags
        return flags

    def of_row(self, texts: list[str]) -> list[int]:
        """The flags of a row of texts."""
        known, look = self._known, self.of
        return [known[text] if text in known else look(text) for text in texts]

    def _look(self, text: str) -> int:  # noqa: PLR0912 - one branch for each shape
        length = len(text)
        if length > 60:
            flags = LONG | WORDS
            if chosen_boxes(text) is not None:
                return flags | ANSWER
            if text.endswith(_ENDS_ASKING) or "?" in text[-200:] or _ASKS.match(text):
                flags |= QUESTION | ASKS
            return flags | LINK if " " not in text and _LINK.match(text) else flags
        flags = LONG if length > 40 else 0
        first = text[0]
        if first.isdigit() or first in "+-":
            if _NUMBER.fullmatch(text):
                flags |= NUMBER
                if text.isdigit():
                    flags |= SCORE if length == 1 and text <= "5" else 0
                elif text.count(".") == 1 and first.isdigit() and length <= 6 and not text.endswith("%"):
                    flags |= ID  # "1.10" may be a number or a section
            elif _DATE.fullmatch(text):
                return flags | DATE
        digits = _DIGITS.search(text) is not None
        if digits and length <= MAX_ID and not flags & NUMBER and is_id(text):
            flags |= ID
        lexicon = self._lexicon
        if lexicon.answer(text) is not None or chosen_boxes(text) is not None:
            flags |= ANSWER
        if length <= 4 and lexicon.is_mark(text):
            flags |= MARK
        if text.endswith(_ENDS_ASKING) or (length > 12 and _ASKS.match(text)):
            flags |= QUESTION | ASKS if length > 40 else QUESTION
        if ("." in text or "/" in text) and _LINK.match(text):
            flags |= LINK
        elif digits and length > 9 and _DATE.fullmatch(text):
            flags |= DATE
        if length >= 4 and not flags & (NUMBER | DATE):
            flags |= WORDS
        return flags


def is_id(text: str) -> bool:
    """Whether a text has the form of an identifier: short, with a number, held together by dots, dashes or brackets."""
    if len(text) > MAX_ID or _ID.fullmatch(text) is None:
        return False
    foreign = sum(1 for character in text if character > "\u024f" and character.isalpha())
    if foreign > 6:  # scripts without spaces: a sentence with a number in it is no id
        return False
    return any(map(str.isdigit, text)) and _WORD_AND_NUMBER.fullmatch(text) is None


@lru_cache(maxsize=65_536)
def signature(text: str) -> str:
    """The form of an id: "AIS-01.1" is "A-9.9"."""
    if len(text) == 36 and text.count("-") == 4:
        return "GUID"
    return _LETTERS.sub("A", _DIGITS.sub("9", text)).replace(" ", "")


def leading_id(text: str) -> str:
    """The id a question text begins with ("1.2.3 Is there …"), "" when there is none."""
    head, _, rest = text.partition(" ")
    head = head.rstrip(".:)")
    return head if rest and len(head) <= 20 and is_id(head) and any(mark in head for mark in ".-_") else ""
