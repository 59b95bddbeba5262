"""The whole folder `questionnaires/` into a Library, or one ContentError with everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from vendor_risk.content import build
from vendor_risk.content.checks import KnownQuestions, check_scale, check_sections, twice
from vendor_risk.content.errors import ContentError, ContentProblem
from vendor_risk.content.files import read_struct
from vendor_risk.content.library import Library, LibraryRules
from vendor_risk.content.schema import (
    QuestionnaireDoc,
    ReferencesFile,
    ScaleDoc,
    SectionDoc,
    TrainingFile,
)
from vendor_risk.content.schema_rules import ScoringDoc, TierRulesDoc
from vendor_risk.domain.questionnaires import AnswerScale, EvidenceGrade, Questionnaire, Tier
from vendor_risk.domain.scoring.schemes import SCHEMES
from vendor_risk.domain.tiering.facts import ConfidentialData, Fact, Substitutability, VendorAccess
from vendor_risk.domain.tiering.tiers import MetiQuestion

SCALES = "scales"
_SECTION_FILE = re.compile(r"^\d\d-[a-z0-9-]+\.yaml$")
StructT = TypeVar("StructT", bound=msgspec.Struct)


@dataclass
class _Reading:
    """What has been read of one folder so far, and what was wrong with it."""

    root: Path
    problems: list[ContentProblem] = field(default_factory=list)

    def read(self, path: Path, shape: type[StructT]) -> StructT | None:
        """The file as a struct, or None when it has problems (which are kept)."""
        try:
            return read_struct(path, self.root, shape)
        except ContentError as error:
            self.problems.extend(error.problems)
            return None

    def name(self, path: Path) -> str:
        """The path as problems name it."""
        return path.relative_to(self.root).as_posix()

    def note(self, path: Path, place: str, advice: str) -> None:
        """Adds a problem."""
        self.problems.append(ContentProblem(self.name(path), place, advice))

    def finish(self) -> None:
        """Raises ContentError when anything was wrong."""
        if self.problems:
            raise ContentError(self.problems)


@dataclass
class _Draft:
    """A questionnaire as read, before its parts are known to fit."""

    folder: Path
    head: QuestionnaireDoc
    sections: list[tuple[str, SectionDoc]]

    @property
    def question_ids(self) -> frozenset[str]:
        return frozenset(question.id for _, section in self.sections for question in section.questions)


def load_rules(root: Path) -> LibraryRules:
    """The tables of scoring and tiering alone. Raises ContentError."""
    reading = _Reading(root)
    rules = _rules(reading)
    reading.finish()
    assert rules is not None  # noqa: S101 - finish() has raised otherwise
    return rules


def load_library(root: Path) -> Library:
    """Everything in `root`, checked. Raises ContentError with every problem found."""
    reading = _Reading(root)
    rules = _rules(reading)
    training = reading.read(root / "training.yaml", TrainingFile)
    references = reading.read(root / "references.yaml", ReferencesFile)
    scales = _scales(reading)
    drafts = [draft for path in sorted(root.glob("*/questionnaire.yaml")) if (draft := _draft(reading, path))]
    reading.finish()
    assert rules and training and references  # noqa: S101, PT018 - finish() has raised otherwise

    for course in twice([course.id for course in training.courses]):
        reading.note(root / "training.yaml", f"courses > {course}", "this ID is used twice; give each course its own")
    known = KnownQuestions(
        scales=scales,
        sources=references.sources,
        trainings={course.id for course in training.courses},
        grades=rules.grades,
    )
    processes = {draft.head.key: draft.question_ids for draft in drafts}
    for draft in drafts:
        _check_draft(reading, draft, known, processes)
    reading.finish()

    built_scales = {scale_id: build.build_scale(doc) for scale_id, doc in scales.items()}
    built = [_build(draft, built_scales) for draft in drafts]
    return Library(
        rules=rules,
        questionnaires={(each.key, each.version): each for each in built},
        drafts=frozenset((draft.head.key, draft.head.version) for draft in drafts if not draft.head.released),
        scales=built_scales,
        training=build.build_training(training),
        references=build.build_references(references),
    )


def _build(draft: _Draft, scales: Mapping[str, AnswerScale]) -> Questionnaire:
    return build.build_questionnaire(draft.head, [section for _, section in draft.sections], scales)


def _scales(reading: _Reading) -> dict[str, ScaleDoc]:
    found: dict[str, ScaleDoc] = {}
    for path in sorted((reading.root / SCALES).glob("*.yaml")):
        doc = reading.read(path, ScaleDoc)
        if doc is None:
            continue
        if doc.id != path.stem:
            reading.note(path, "id", f'enter "{path.stem}", the name of the file')
        reading.problems.extend(check_scale(doc, reading.name(path)))
        found[doc.id] = doc
    return found


def _draft(reading: _Reading, path: Path) -> _Draft | None:
    head = reading.read(path, QuestionnaireDoc)
    sections: list[tuple[str, SectionDoc]] = []
    files = sorted((path.parent / "sections").glob("*"))
    for file in files:
        if not _SECTION_FILE.match(file.name):
            reading.note(file, "", "name section files like 01-policy.yaml: two digits for the order, then a name")
            continue
        section = reading.read(file, SectionDoc)
        if section is not None:
            sections.append((reading.name(file), section))
    if not files:
        reading.note(path, "", "add sections as sections/01-….yaml; a questionnaire needs at least one question")
    return None if head is None else _Draft(path.parent, head, sections)


def _check_draft(
    reading: _Reading, draft: _Draft, known: KnownQuestions, processes: Mapping[str, frozenset[str]]
) -> None:
    head, path = draft.head, draft.folder / "questionnaire.yaml"
    if head.key != draft.folder.name:
        reading.note(path, "key", f'enter "{draft.folder.name}", the name of the folder')
    if head.scheme not in SCHEMES:
        reading.note(path, "scheme", f'"{head.scheme}" is not a scoring scheme; use one of {", ".join(SCHEMES)}')
    if head.model_process is not None:
        if head.model_process not in processes:
            reading.note(path, "model_process", f'there is no questionnaire "{head.model_process}"')
        known = replace(known, activities=processes.get(head.model_process, frozenset()))
    reading.problems.extend(check_sections(draft.sections, known))


def _rules(reading: _Reading) -> LibraryRules | None:
    scoring_path, tiers_path = reading.root / "scoring.yaml", reading.root / "tiers.yaml"
    scoring = reading.read(scoring_path, ScoringDoc)
    tiers = reading.read(tiers_path, TierRulesDoc)
    if scoring is None or tiers is None:
        return None
    before = len(reading.problems)
    _complete(reading, scoring_path, "evidence", EvidenceGrade, [row.id for row in scoring.evidence])
    _complete(reading, tiers_path, "tiers", Tier, tiers.tiers)
    _complete(reading, tiers_path, "facts", Fact, tiers.facts)
    _complete(reading, tiers_path, "data", ConfidentialData, tiers.data)
    _complete(reading, tiers_path, "access", VendorAccess, tiers.access)
    _complete(reading, tiers_path, "substitutability", Substitutability, tiers.substitutability)
    _complete(reading, tiers_path, "questions", MetiQuestion, tiers.questions)
    for place, steps in (("stoppage_hours", tiers.stoppage_hours), ("annual_spend_jpy", tiers.annual_spend_jpy)):
        if not steps or any((step.up_to is None) != (step is steps[-1]) for step in steps):
            reading.note(tiers_path, place, "the last step, and only the last, must have no up_to (no upper limit)")
    if tiers.stoppage_hours and tiers.stoppage_hours[-1].impact != 1:
        reading.note(tiers_path, "stoppage_hours", "the last step (the longest outage) must have impact 1")
    if len(reading.problems) > before:
        return None
    try:
        return build.build_rules(scoring, tiers)
    except ValueError as error:
        reading.note(scoring_path, f"(or {tiers_path.name})", str(error))
        return None


def _complete(reading: _Reading, path: Path, place: str, wanted: Iterable[str], given: Iterable[str]) -> None:
    given = [str(item) for item in given]
    for missing in [str(item) for item in wanted if str(item) not in given]:
        reading.note(path, place, f'add an entry for "{missing}"')
    for double in twice(given):
        reading.note(path, place, f'"{double}" is used twice; keep one')
