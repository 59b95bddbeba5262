"""Controls: what questionnaires ask for, whoever wrote them, with their numbers in public frameworks; and how those are
written in ids and columns. The data is in `questionnaires/crosswalks/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vendor_risk.domain.crosswalk.wording import Synonyms
from vendor_risk.domain.questionnaires import Questionnaire, Text

_ZEROS = re.compile(r"(?<![\d.])0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Control:
    """What is asked for, whoever asks: its numbers ("CCM:TVM-3") and phrases that stand for it."""

    key: str
    title: Text
    phrases: tuple[str, ...]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class ControlFamily:
    """How the ids (or section titles) of a known questionnaire are numbers of a framework."""

    keys: tuple[str, ...]
    versions: tuple[str, ...]
    framework: str
    form: re.Pattern[str]
    by_section: bool = False

    def fits(self, questionnaire: Questionnaire) -> bool:
        """Whether the questionnaire is one of this family (and of these versions, when some are named)."""
        known = any(questionnaire.key == key or questionnaire.key.startswith(f"{key}-") for key in self.keys)
        return known and (not self.versions or questionnaire.version.startswith(self.versions))


@dataclass(frozen=True, slots=True)
class Mention:
    """Numbers of a framework as they are in other columns; `heading` is what the column must be called."""

    framework: str
    form: re.Pattern[str]
    heading: re.Pattern[str]

    def is_for(self, heading: str) -> bool:
        """Whether a column of this name holds such numbers."""
        return self.heading.search(heading.casefold()) is not None


@dataclass(frozen=True, slots=True)
class Confidence:
    """What signs are worth: an id that is a framework's number, such a number beside the question, texts that are alike
    (times their likeness); and from where on proposals are shown and clear."""

    framework: float
    mentioned: float
    text: float
    shown: float
    clear: float


Steps = tuple[tuple[float, int], ...]
"""(foreign level from, level of ours), highest first."""


@dataclass(frozen=True)
class CrosswalkRules:
    """Everything in `questionnaires/crosswalks/`."""

    controls: Mapping[str, Control]
    asked: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By questionnaire of ours and question: the controls it asks for."""
    families: tuple[ControlFamily, ...]
    mentions: tuple[Mention, ...]
    words: Synonyms
    plain: Steps
    graded: Steps
    confidence: Confidence


def plain_id(framework: str, text: str) -> str:
    """A framework's number in its one form, as "FRAMEWORK:number": without zeros in front and without spaces."""
    number = _ZEROS.sub("", re.sub(r"\s+", "", text).upper()) if framework != "SAMM" else text.casefold().strip()
    if framework == "ISO27001":
        number = "A." + number.removeprefix("A").lstrip(".")
    return f"{framework}:{number}"


def mentioned(mentions: Iterable[Mention], heading: str, text: str) -> set[str]:
    """The framework numbers in a cell under that heading."""
    return {
        plain_id(mention.framework, match["id"])
        for mention in mentions
        if mention.is_for(heading)
        for match in mention.form.finditer(text)
    }
