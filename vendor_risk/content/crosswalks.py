"""Reads `questionnaires/crosswalks/`: controls with their numbers, what our questions ask for, how others name theirs.

rules = load_crosswalks(paths.QUESTIONNAIRES)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from vendor_risk.content.errors import ContentError, ContentProblem
from vendor_risk.content.files import read_struct
from vendor_risk.content.schema import Bilingual, Document, Id, Level, Written
from vendor_risk.domain.crosswalk.controls import (
    Confidence,
    Control,
    ControlFamily,
    CrosswalkRules,
    Mention,
    Steps,
    plain_id,
)
from vendor_risk.domain.crosswalk.wording import Synonyms
from vendor_risk.domain.questionnaires import Text

FOLDER = "crosswalks"
_SHARED = ("controls", "foreign", "words")
Share = Annotated[float, Meta(ge=0, le=1)]


class ControlDoc(Document, frozen=True):
    """One control: its name, phrases of ours that stand for it, its identifiers by framework."""

    title: Bilingual
    en: tuple[Written, ...]
    ja: tuple[Written, ...]
    ids: dict[Id, tuple[Written, ...]]


class ControlsFile(Document, frozen=True):
    """`controls.yaml`."""

    controls: dict[Id, ControlDoc]


class AskedFile(Document, frozen=True):
    """`<questionnaire>.yaml`: the controls each question asks for."""

    questionnaire: Id
    questions: dict[Id, Annotated[tuple[Id, ...], Meta(min_length=1)]]


class FamilyDoc(Document, frozen=True):
    """How a family's ids, or section titles, are identifiers of a framework."""

    keys: tuple[Id, ...]
    framework: Id
    id: Written
    versions: tuple[Written, ...] = ()
    section: bool = False


class MentionDoc(Document, frozen=True):
    """How a framework's identifiers look in other columns, and what those are called."""

    framework: Id
    id: Written
    heading: Written


class LevelStepDoc(Document, frozen=True):
    """A foreign level from which on a level of ours may be proposed."""

    at_least: Level
    level: Annotated[int, Meta(ge=0, le=5)]


class LevelsDoc(Document, frozen=True):
    """What foreign levels can mean."""

    plain: tuple[LevelStepDoc, ...]
    graded: tuple[LevelStepDoc, ...]


class ConfidenceDoc(Document, frozen=True):
    """What signs are worth."""

    framework: Share
    mentioned: Share
    text: Share
    shown: Share
    clear: Share


class ForeignFile(Document, frozen=True):
    """`foreign.yaml`."""

    families: tuple[FamilyDoc, ...]
    mentions: tuple[MentionDoc, ...]
    levels: LevelsDoc
    confidence: ConfidenceDoc


class WordsFile(Document, frozen=True):
    """`words.yaml`."""

    groups: tuple[tuple[Written, ...], ...]
    silent: tuple[Written, ...]


@cache
def load_crosswalks(root: Path) -> CrosswalkRules:
    """Everything in the folder, checked; `check_asked` holds it to the questionnaires. Raises ContentError."""
    folder = root / FOLDER
    controls = read_struct(folder / "controls.yaml", root, ControlsFile)
    foreign = read_struct(folder / "foreign.yaml", root, ForeignFile)
    words = read_struct(folder / "words.yaml", root, WordsFile)
    asked = {
        path: read_struct(path, root, AskedFile) for path in sorted(folder.glob("*.yaml")) if path.stem not in _SHARED
    }
    problems = [*_problems(controls, foreign, {path.name: doc for path, doc in asked.items()})]
    if problems:
        raise ContentError(problems)
    return CrosswalkRules(
        controls={key: _control(key, doc) for key, doc in controls.controls.items()},
        asked={doc.questionnaire: dict(doc.questions) for doc in asked.values()},
        families=tuple(
            ControlFamily(doc.keys, doc.versions, doc.framework, re.compile(doc.id), doc.section)
            for doc in foreign.families
        ),
        mentions=tuple(Mention(doc.framework, re.compile(doc.id), re.compile(doc.heading)) for doc in foreign.mentions),
        words=Synonyms(
            tuple(tuple(word.casefold() for word in group) for group in words.groups), frozenset(words.silent)
        ),
        plain=_steps(foreign.levels.plain),
        graded=_steps(foreign.levels.graded),
        confidence=Confidence(**msgspec.structs.asdict(foreign.confidence)),
    )


def _control(key: str, doc: ControlDoc) -> Control:
    ids = frozenset(
        plain_id(framework, number) if framework != "ISO27001" or number.startswith("A.") else f"ISO27001:{number}"
        for framework, numbers in doc.ids.items()
        for number in numbers
    )
    return Control(key, Text(doc.title.en, doc.title.ja), doc.en + doc.ja, ids)


def _steps(rows: tuple[LevelStepDoc, ...]) -> Steps:
    return tuple((row.at_least, row.level) for row in rows)


def _problems(controls: ControlsFile, foreign: ForeignFile, asked: Mapping[str, AskedFile]) -> Iterator[ContentProblem]:
    file = f"{FOLDER}/foreign.yaml"
    frameworks = {framework for doc in controls.controls.values() for framework in doc.ids}
    forms = [(family.framework, family.id, "id") for family in foreign.families]
    forms += [(mention.framework, mention.id, "id") for mention in foreign.mentions]
    for framework, text, group in [*forms, *((m.framework, m.heading, "") for m in foreign.mentions)]:
        if framework not in frameworks:
            yield ContentProblem(file, framework, "no control refers to this framework; correct the name")
        try:
            groups = re.compile(text).groupindex
        except re.error as error:
            yield ContentProblem(file, text, f"correct the regular expression ({error})")
        else:
            if group and group not in groups:
                yield ContentProblem(file, text, "mark the identifier as a named group: (?P<id>…)")
    for name, rows in (("plain", foreign.levels.plain), ("graded", foreign.levels.graded)):
        steps = [(row.at_least, row.level) for row in rows]
        if steps != sorted(steps, reverse=True) or not steps or steps[-1][0] != 0:
            yield ContentProblem(file, f"levels > {name}", "sort the steps from the highest down to 0")
    for other, doc in asked.items():
        for question, wanted in doc.questions.items():
            for key in wanted:
                if key not in controls.controls:
                    yield ContentProblem(f"{FOLDER}/{other}", question, f'"{key}" is not in controls.yaml')


def check_asked(rules: CrosswalkRules, questions: Mapping[str, set[str]]) -> Iterator[ContentProblem]:
    """A problem for every question named that its questionnaire (by key: its question ids) does not have."""
    for key, asked in rules.asked.items():
        if key not in questions:
            yield ContentProblem(f"{FOLDER}/{key}.yaml", "questionnaire", f'there is no questionnaire "{key}"')
        for question in asked:
            if question not in questions.get(key, set()) and key in questions:
                yield ContentProblem(
                    f"{FOLDER}/{key}.yaml", question, "the questionnaire does not contain this question"
                )
