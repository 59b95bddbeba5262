"""What an answer means: a value and a level, by word lists, drop-downs and the sense of scale sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vendor_risk.reading.layout.shapes import DATE, NUMBER, Shapes
from vendor_risk.reading.words.lexicon import AnswerWord, Lexicon, chosen_boxes, normal, plain_answer, without_number
from vendor_risk.reading.words.scales import PLAIN, TOP, Scale
from vendor_risk.reading.words.undecided import (
    FILLED_BOXES,
    alternatives,
    are_opposites,
    has_only_empty_boxes,
    is_prompt,
    refers_back,
    ticked_boxes,
)


class Understood(NamedTuple):
    """`value` is yes, partial, no, na, unknown, level, text, number, date, choice or blank; `level` 0–5 or None."""

    value: str
    level: float | None


BLANK = Understood("blank", None)
_PARTLY = TOP / 2


class Interpreter:
    """Understands answers by a lexicon, with corrections (answer word → value, level) before everything else."""

    def __init__(self, lexicon: Lexicon, shapes: Shapes, corrections: dict[str, AnswerWord] | None = None) -> None:
        self._lexicon = lexicon
        self._shapes = shapes
        self._corrections = {plain_answer(word): meaning for word, meaning in (corrections or {}).items()}
        self._known: dict[tuple[str, tuple[str, ...], int], Understood] = {}

    def of(self, text: str, options: tuple[str, ...] = (), scale: Scale = PLAIN) -> Understood:
        """The meaning of a cell; `options` are what its drop-down offers, `scale` measures its column."""
        key = (text, options, id(scale))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._interpret(text, options, scale)
        return found

    def undecided(self, text: str) -> bool:
        """Whether a text offers several answers of which none was chosen ("Yes/No", "有・無"), or asks to choose."""
        if is_prompt(text) or (len(text) <= 60 and has_only_empty_boxes(text)):
            return True
        parts = alternatives(text)
        words = [self._lexicon.answer(part) for part in parts]
        known = {word.level if word.level is not None else word.value for word in words if word is not None}
        return are_opposites(parts) or (len(known) > 1 and None not in words)

    def contradicts(self, text: str, marked: Sequence[str]) -> bool:
        """Whether boxes or marks say both yes and no."""
        titles = marked or _boxes(text) or ()
        return {"yes", "no"} <= {self.of(title).value for title in titles}

    def marked(self, titles: Sequence[str]) -> Understood:
        """The meaning of marks in several columns: of those that score the lowest; "not applicable" only alone; none
        where both yes and no are marked.
        """
        each = [self.of(title) for title in titles]
        if {"yes", "no"} <= {found.value for found in each}:
            return BLANK
        levels = [found for found in each if found.level is not None]
        if levels:
            return min(levels, key=lambda found: found.level or 0.0)
        return each[0] if each else BLANK

    def _interpret(  # noqa: PLR0911, PLR0912 - a ladder: each kind of answer in turn
        self, text: str, options: tuple[str, ...], scale: Scale
    ) -> Understood:
        if not text:
            return BLANK
        short = plain_answer(text) if len(text) <= 200 else ""
        if short in self._corrections:
            corrected = self._corrections[short]
            return Understood(corrected.value, corrected.level)
        if short and (normal(text) in self._lexicon.placeholders or short in self._lexicon.placeholders):
            return BLANK
        if (boxes := _boxes(text)) is not None:
            return self.marked(boxes)
        if text not in options and (self.undecided(text) or refers_back(text)):
            return BLANK
        flags = self._shapes.of(text)
        if flags & NUMBER:
            return self._number(text, scale)
        if short in scale.codes:
            return Understood(scale.codes[short].value, scale.codes[short].level)
        word = self._lexicon.answer(text) or (self._lexicon.answers.get(short) if short else None)
        if word is not None:
            return self._word(word, text, options)
        if flags & DATE:
            return Understood("date", None)
        plain = without_number(text)
        if plain != text and (word := self._lexicon.answer(plain)) is not None:
            return self._word(word, text, options)
        beginning = self._beginning(short)
        if beginning is not None and beginning.value != "yes":
            return self._word(beginning, text, options)
        if beginning is not None and text not in options and self._is_limited(short):
            return Understood("partial", _PARTLY)
        if len(text) <= 120 and (degree := self._degree(text, options)) is not None:
            return degree
        if beginning is not None:
            return Understood(beginning.value, beginning.level)
        if options and text in options:
            return Understood("choice", None)
        return Understood("text", None)

    def _word(self, word: AnswerWord, text: str, options: tuple[str, ...]) -> Understood:
        if word.value == "blank":
            return BLANK
        if word.value in ("yes", "no", "partial") and (placed := _place(text, options, self._lexicon)) is not None:
            return Understood(word.value, placed)
        return Understood(word.value, word.level)

    @staticmethod
    def _number(text: str, scale: Scale) -> Understood:
        try:
            number = float(text.rstrip("% ％").replace(",", "."))
        except ValueError:
            return Understood("text", None)
        if text.endswith(("%", "％")):
            return Understood("number", TOP * min(max(number, 0.0), 100.0) / 100)
        level = scale.level(number)
        if level is None:
            return Understood("number", None)
        return Understood("number" if scale.share else "level", level)

    def _degree(self, text: str, options: tuple[str, ...]) -> Understood | None:
        """The level of a scale sentence ("Yes, at least half of them"), by its phrases or its place on its list."""
        lowered = normal(text)
        sentence = " " in lowered or len(text) > 8 or not text.isascii()
        if sentence and (text in options or self._beginning(lowered) is not None):
            phrases = [
                (len(word), degree.level)
                for degree in self._lexicon.degrees
                for word in degree.words
                if word in lowered
            ]
            if phrases:  # the longest phrase says most: "every few years" over "every"
                return Understood("level", max(phrases)[1])
        placed = _place(text, options, self._lexicon) if text in options else None
        return Understood("level", placed) if placed is not None else None

    def _is_limited(self, short: str) -> bool:
        """Whether a text that begins with "yes" takes a part of it back ("Yes, but not tested")."""
        return self._lexicon.limits.search(self._lexicon.no_limits.sub(" ", short)) is not None

    def _beginning(self, short: str) -> AnswerWord | None:
        """The answer word a text begins with, when punctuation or a new sentence follows it."""
        for prefix in self._lexicon.prefixes:
            if short.startswith(prefix) and len(short) > len(prefix):
                following = short[len(prefix)]
                if following in ",;:.-–—(、。！!/\n" or (
                    following == " " and short[len(prefix) + 1 : len(prefix) + 2] in "-–—(:"
                ):
                    return self._lexicon.answers.get(prefix)
        return None


def _boxes(text: str) -> list[str] | None:
    """What stands behind the boxes that are ticked; None for a text without boxes to tick."""
    if (chosen := chosen_boxes(text)) is not None:
        return chosen
    return ticked_boxes(text) if sum(map(text.count, FILLED_BOXES)) > 1 else None


def _place(text: str, options: tuple[str, ...], lexicon: Lexicon) -> float | None:
    """The level by the place on an ordered list that begins or ends with "no"; None when the list is no such scale."""
    known = [
        option
        for option in options
        if (word := lexicon.answer(option)) is None or word.value in ("yes", "no", "partial")
    ]
    if len(known) < 4 or text not in known:
        return None
    first, last = lexicon.answer(known[0]), lexicon.answer(known[-1])
    place = known.index(text) / (len(known) - 1)
    if first is not None and first.value == "no":
        return round(5 * place, 2)
    if last is not None and last.value == "no":
        return round(5 * (1 - place), 2)
    return None
