"""The shape of the files in `questionnaires/`: one struct per kind of file, strict, unknown fields refused.

Shape only; what one field must have to do with another is in `checks`. The structs mirror the files, the domain
objects are made from them in `build`. The tables of scoring and tiering are in `schema_rules`.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from vendor_risk.domain.questionnaires import MAX_ROWS, AnswerState, ColumnKind, QuestionKind, Tier
from vendor_risk.domain.tiering.facts import Fact

Written = Annotated[str, Meta(pattern=r"\S")]
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.★/-]*$")]
Level = Annotated[float, Meta(ge=0, le=5)]
Target = Annotated[float, Meta(gt=0, le=5)]
Positive = Annotated[float, Meta(gt=0)]
Days = Annotated[int, Meta(ge=1)]


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every file and every part of one has in common."""


class Bilingual(Document, frozen=True):
    """One text in both languages."""

    en: Written
    ja: Written


Texts = tuple[Bilingual, ...]


class KnockOutDoc(Document, frozen=True):
    """A level below `floor` caps the grade."""

    floor: Target
    grade_cap: Written
    reason: Bilingual


class ColumnOptionDoc(Document, frozen=True):
    """One thing to choose in a column."""

    id: Id
    label: Bilingual


class ColumnDoc(Document, frozen=True):
    """One column of a table question."""

    id: Id
    title: Bilingual
    kind: ColumnKind
    required: bool = False
    options: tuple[ColumnOptionDoc, ...] = ()


class QuestionDoc(Document, frozen=True):
    """One question of a section file."""

    id: Id
    kind: QuestionKind
    text: Bilingual
    title: Bilingual | None = None
    help: Bilingual | None = None
    weight: Positive = 1.0
    targets: dict[Tier, Target] = {}
    facts: tuple[Fact, ...] = ()
    na_allowed: bool = True
    scored: bool = True
    scale: Id | None = None
    columns: tuple[ColumnDoc, ...] = ()
    max_rows: Annotated[int, Meta(ge=1, le=100)] = MAX_ROWS
    knock_out: KnockOutDoc | None = None
    anchors: Texts = ()
    evidence: Texts = ()
    improvement: Bilingual | None = None
    steps: dict[int, Bilingual] = {}
    na_help: Bilingual | None = None
    manual: Texts = ()
    trainings: tuple[Id, ...] = ()
    references: tuple[Written, ...] = ()
    model_activity: Id | None = None


class SectionDoc(Document, frozen=True):
    """`<key>/sections/NN-<slug>.yaml`."""

    id: Id
    title: Bilingual
    questions: Annotated[tuple[QuestionDoc, ...], Meta(min_length=1)]
    purpose: Bilingual | None = None
    weight: Positive = 1.0


class QuestionnaireDoc(Document, frozen=True):
    """`<key>/questionnaire.yaml`. `model_process` names the questionnaire whose question ids are the activities."""

    key: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    version: Annotated[str, Meta(pattern=r"^[0-9]+(\.[0-9]+)*$")]
    released: bool
    title: Bilingual
    description: Bilingual
    audience: Literal["vendor", "group_company"]
    scheme: Written
    validity_days: Days
    minutes_per_question: Positive
    source: Written
    credit: Bilingual
    licence: Written
    model_process: Id | None = None


class OptionDoc(Document, frozen=True):
    """One answer of a scale; no level means that it does not score."""

    id: Id
    label: Bilingual
    level: Level | None = None
    state: AnswerState = AnswerState.ANSWERED


class ThresholdDoc(Document, frozen=True):
    """Numbers from `at_least` upwards have `level`."""

    at_least: float
    level: Level


class ScaleDoc(Document, frozen=True):
    """`scales/<id>.yaml`."""

    id: Id
    title: Bilingual
    options: tuple[OptionDoc, ...] = ()
    thresholds: tuple[ThresholdDoc, ...] = ()


class TrainingDoc(Document, frozen=True):
    """One course of the catalogue."""

    id: Id
    level: Literal["basic", "executive", "practitioner", "expert"]
    title: Bilingual
    audience: Bilingual
    format: Bilingual
    topics: Bilingual


class TrainingFile(Document, frozen=True):
    """`training.yaml`."""

    courses: tuple[TrainingDoc, ...]


class ReferenceDoc(Document, frozen=True):
    """A document that references point to, and what of it may be printed."""

    name: Bilingual
    terms: Bilingual
    ships: Literal["text", "summary", "ids_only"]
    url: str | None = None


class ReferencesFile(Document, frozen=True):
    """`references.yaml`, by the source code used in references ("CSF" of "CSF:GV.SC-01")."""

    sources: dict[str, ReferenceDoc]
