"""What a questionnaire, a question and an answer are.

Content (`vendor_risk.content`) builds these from `questionnaires/`, the importer builds them from a foreign
workbook, the database stores them as a document; scoring, the portal and the workbooks read them. All of them are
immutable values: a released questionnaire never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal, cast

from vendor_risk.domain.documents import Json

Lang = Literal["en", "ja"]
LANGUAGES: tuple[Lang, ...] = ("en", "ja")
MAX_LEVEL = 5
"""The highest maturity level; levels run from 0 (not done) to 5 (improving)."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in every language of the product. A foreign questionnaire repeats its own language in both."""

    en: str
    ja: str

    def get(self, lang: str) -> str:
        """The text in `lang` ("en" or "ja"; anything else reads as English)."""
        return self.ja if lang == "ja" else self.en


LEVEL_NAMES: tuple[Text, ...] = (
    Text("Not done", "未実施"),
    Text("Person-dependent", "属人的"),
    Text("Partial", "部分的"),
    Text("Documented and applied", "文書化・実施"),
    Text("Measured", "測定・管理"),
    Text("Improving", "継続的改善"),
)
"""The name of each maturity level, level 0 first: shown wherever a level is, so that no bare number must be guessed."""


class Tier(StrEnum):
    """How much a relationship matters: T1 critical, T2 important, T3 general. Not depth in the chain."""

    T1 = "T1"
    T2 = "T2"
    T3 = "T3"


class QuestionKind(StrEnum):
    """What shape an answer has. Every layer has a registry with an entry per kind; a test holds each to this list."""

    MATURITY = "maturity"  # a level 0–5, each described by an anchor
    CHOICE = "choice"  # one option of an answer scale
    MULTICHOICE = "multichoice"  # several options of an answer scale
    NUMBER = "number"  # a number; scored only when the scale has thresholds
    DATE = "date"  # an ISO date; scored by its age only when the scale has thresholds
    TEXT = "text"  # free text; never scored
    TABLE = "table"  # rows under typed columns; scored by its complete rows only when the scale has thresholds


class ColumnKind(StrEnum):
    """What a cell of a table holds. As with QuestionKind, every layer has a registry."""

    TEXT = "text"  # one line of text
    NUMBER = "number"
    DATE = "date"  # an ISO date
    CHOICE = "choice"  # one of the column's own options
    YES_NO = "yes_no"


class AnswerState(StrEnum):
    """What can be said of an answer, apart from its value."""

    BLANK = "blank"  # nothing given (yet)
    ANSWERED = "answered"
    NOT_APPLICABLE = "na"  # with a reason
    UNKNOWN = "unknown"  # "we do not know": counts 0 and is marked


class EvidenceGrade(StrEnum):
    """How well an answer is supported, weakest first (the order of definition is the order of strength)."""

    SELF_DECLARED = "self_declared"
    DOCUMENT = "document"
    REVIEWED = "reviewed"
    CERTIFIED = "certified"
    ON_SITE = "on_site"


Cell = str | float | bool | None
"""TEXT: str. NUMBER: float. DATE: ISO text. CHOICE: option id. YES_NO: bool. None when the cell is empty."""
TableRow = tuple[Cell, ...]
"""A cell for each column, in their order."""
AnswerValue = int | float | str | tuple[str, ...] | tuple[TableRow, ...] | None
"""MATURITY: int 0–5. CHOICE: option id. MULTICHOICE: option ids, sorted. NUMBER: float. DATE: ISO text. TEXT: str.
TABLE: its rows, none of them empty throughout. None unless the state is ANSWERED."""


def stored_value(value: AnswerValue | TableRow | Cell) -> Json:
    """The value as JSON keeps it: tuples as lists."""
    return [stored_value(part) for part in value] if isinstance(value, tuple) else value


def given_value(value: object) -> AnswerValue:
    """The inverse of `stored_value`, of what JSON kept. It checks nothing: a strange value comes through as it is."""
    return cast("AnswerValue", _as_tuples(value))


def _as_tuples(value: object) -> object:
    return tuple(_as_tuples(part) for part in value) if isinstance(value, list) else value


class NaDecision(StrEnum):
    """What became of a "not applicable": a claim until a reviewer decided on it."""

    CLAIMED = ""
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as the scoring rules see it."""

    question_id: str
    state: AnswerState = AnswerState.BLANK
    value: AnswerValue = None
    grade: EvidenceGrade = EvidenceGrade.SELF_DECLARED
    na_decision: NaDecision = NaDecision.CLAIMED  # of "not applicable"
    override_level: float | None = None  # the reviewer's own level, with a reason kept beside it
    given_on: date | None = None  # the day the answer was given: what a date's age is counted to


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer of a scale. `level` None means: this option does not score (N/A, free choice)."""

    id: str
    label: Text
    level: float | None = None
    state: AnswerState = AnswerState.ANSWERED  # an option may itself mean "na" or "unknown"


@dataclass(frozen=True, slots=True)
class Threshold:
    """Numbers from `at_least` upwards have `level` (thresholds are kept in ascending order).

    Of a date the number is its age in months, of a table its complete rows.
    """

    at_least: float
    level: float


@dataclass(frozen=True, slots=True)
class AnswerScale:
    """The table that maps answers to maturity: options for choices, thresholds for numbers."""

    id: str
    title: Text
    options: tuple[Option, ...] = ()
    thresholds: tuple[Threshold, ...] = ()

    def option(self, option_id: str) -> Option:
        """The option with that id; KeyError when the scale has none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """One column of a table. A row counts as complete when every required cell of it is filled."""

    id: str
    title: Text
    kind: ColumnKind = ColumnKind.TEXT
    required: bool = False
    options: tuple[Option, ...] = ()  # CHOICE: what there is to choose from

    def option(self, option_id: str) -> Option:
        """The option with that id; KeyError when the column has none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


MAX_CELL_TEXT = 500
"""Characters in a cell of text."""
MAX_ROWS = 20
"""Rows a table may have where its question says nothing else."""


@dataclass(frozen=True, slots=True)
class KnockOut:
    """A critical question below `floor` caps the grade at `grade_cap`."""

    floor: float
    grade_cap: str  # a letter of domain.scoring's grade table
    reason: Text


FIRST_STEP = 2
"""The level that the first of a question's steps leads to."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `targets` holds the level asked for per tier; a tier that is absent is not asked."""

    id: str
    kind: QuestionKind
    text: Text
    targets: Mapping[Tier, float] = field(default_factory=dict)
    weight: float = 1.0
    title: Text | None = None  # a short name for tables and chapters ("Vendor register"); falls back to the text
    help: Text | None = None
    anchors: tuple[Text, ...] = ()  # MATURITY: exactly six, level 0 first
    scale_id: str | None = None  # CHOICE, MULTICHOICE; NUMBER, DATE and TABLE where they score
    columns: tuple[QuestionColumn, ...] = ()  # TABLE
    max_rows: int = MAX_ROWS  # TABLE
    na_allowed: bool = True
    knock_out: KnockOut | None = None
    facts: frozenset[str] = frozenset()  # asked only when the engagement has one of these facts; empty = always
    evidence: tuple[Text, ...] = ()  # what would support the answer
    improvement: Text | None = None  # what to do when it is absent
    steps: tuple[Text, ...] = ()  # MATURITY: how to get to level FIRST_STEP from the one below, then to the next, …
    na_help: Text | None = None  # when "not applicable" is the right answer
    manual: tuple[Text, ...] = ()  # what the manual chapter should contain
    trainings: tuple[str, ...] = ()
    references: tuple[str, ...] = ()  # "SOURCE:identifier"
    model_activity: str | None = None  # the activity of a model process this question examines ("MP-01-01")
    scored: bool = True

    def steps_between(self, here: float, wanted: float) -> Iterator[tuple[int, Text]]:
        """(level, how to get there from the level below) for every level above `here`, up to `wanted`.

        Nobody aims at level 1: the first step leads past it. Levels without a step are left out.
        """
        for level, step in enumerate(self.steps, start=FIRST_STEP):
            if here < level < wanted + 1:
                yield level, step


@dataclass(frozen=True, slots=True)
class Section:
    """A named run of questions: an item of the guideline, a stage of a model process, a sheet's section."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    purpose: Text | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Questionnaire:
    """A versioned, immutable set of sections and questions."""

    key: str  # "outsourcing-vendor"
    version: str  # "1.0"
    title: Text
    sections: tuple[Section, ...]
    scales: Mapping[str, AnswerScale] = field(default_factory=dict)
    description: Text | None = None
    audience: Literal["vendor", "group_company"] = "vendor"
    scheme: str = "attainment"  # the scoring scheme (domain.scoring knows them by name)
    validity_days: int = 365  # how long a score of this questionnaire stays fresh
    minutes_per_question: float = 1.5
    language: Lang | None = None  # set when it exists in one language only (a foreign workbook)
    source: str = ""  # what it rests on: the documents behind it, or the file it was read from
    credit: Text | None = None  # the line a page or print must carry
    licence: str = ""  # of the wording, as an SPDX identifier where there is one

    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        for section in self.sections:
            yield from section.questions

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Questions by id (ids are unique within a questionnaire)."""
        return {question.id: question for question in self.questions()}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of each question id."""
        return {question.id: section for section in self.sections for question in section.questions}

    def tailored(self, tier: Tier | None, facts: frozenset[str] | None = None) -> Questionnaire:
        """The questions asked of a `tier` whose engagements have `facts`; sections left empty fall away.

        `tier` None or `facts` None means "no tailoring by that". The result keeps key and version.
        """
        sections = []
        for section in self.sections:
            kept = tuple(
                question
                for question in section.questions
                if (tier is None or not question.targets or tier in question.targets)
                and (facts is None or not question.facts or question.facts & facts)
            )
            if kept:
                sections.append(replace(section, questions=kept))
        return replace(self, sections=tuple(sections))
