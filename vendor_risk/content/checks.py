"""What the shape of a file cannot say: ids that must be unique, anchors, tiers, scales, references that must exist.

Every check yields problems; nothing stops at the first, so that an author sees all of them at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vendor_risk.content.errors import Problem
from vendor_risk.content.schema import QuestionDoc, ScaleDoc, SectionDoc
from vendor_risk.domain.questionnaires import MAX_LEVEL, AnswerState, QuestionKind, Tier

ANCHORS = MAX_LEVEL + 1
_CHOICES = (QuestionKind.CHOICE, QuestionKind.MULTICHOICE)


@dataclass(frozen=True, slots=True)
class Known:
    """What questions may point to. `activities` is None where the questionnaire names no model process."""

    scales: Mapping[str, ScaleDoc] = field(default_factory=dict)
    sources: Collection[str] = ()
    trainings: Collection[str] = ()
    grades: Collection[str] = ()
    activities: Collection[str] | None = None


def twice(ids: Sequence[str]) -> list[str]:
    """The ids that stand more than once."""
    return [item for item, count in Counter(ids).items() if count > 1]


def check_scale(doc: ScaleDoc, file: str) -> Iterator[Problem]:
    """A scale has options or thresholds, unique ids, levels only on real answers, ascending thresholds."""
    if bool(doc.options) == bool(doc.thresholds):
        yield Problem(file, doc.id, "add either options (for choices) or thresholds (for numbers)")
    for option_id in twice([option.id for option in doc.options]):
        yield Problem(file, f"options > {option_id}", "this ID is used twice; give each option its own ID")
    for option in doc.options:
        if option.level is not None and option.state is not AnswerState.ANSWERED:
            yield Problem(file, f"options > {option.id}", f'remove the level: "{option.state}" cannot have one')
        if option.state is AnswerState.BLANK:
            yield Problem(file, f"options > {option.id}", 'an option cannot mean "blank"; use na or unknown')
    steps = [threshold.at_least for threshold in doc.thresholds]
    levels = [threshold.level for threshold in doc.thresholds]
    if steps != sorted(set(steps)):
        yield Problem(file, "thresholds", "sort the thresholds by at_least, lowest first, without repeats")
    if levels != sorted(levels) and levels != sorted(levels, reverse=True):
        yield Problem(file, "thresholds", "the levels must rise (or fall) throughout")


def check_sections(sections: Sequence[tuple[str, SectionDoc]], known: Known) -> Iterator[Problem]:
    """Everything about the sections (with their files) of one questionnaire."""
    for section_id in twice([doc.id for _, doc in sections]):
        files = [file for file, doc in sections if doc.id == section_id]
        yield Problem(files[-1], section_id, f"this section ID is already used in {files[0]}; use a different one")
    first_file: dict[str, str] = {}
    for file, section in sections:
        for question in section.questions:
            place = f"questions > {question.id}"
            if question.id in first_file:
                yield Problem(file, place, f"this ID is already used in {first_file[question.id]}; use another")
            first_file.setdefault(question.id, file)
            for part, advice in _question(question, known):
                yield Problem(file, f"{place} > {part}", advice)


def _question(doc: QuestionDoc, known: Known) -> Iterator[tuple[str, str]]:
    yield from _shape_of_kind(doc, known.scales)
    yield from _tiers(doc)
    yield from _pointers(doc, known)
    if doc.knock_out is not None:
        if not doc.scored or doc.kind in (QuestionKind.DATE, QuestionKind.TEXT):
            yield "knock_out", "remove it: a question that does not score cannot cap the grade"
        if doc.knock_out.grade_cap not in known.grades:
            yield "knock_out > grade_cap", f'"{doc.knock_out.grade_cap}" is not a grade; use {_list(known.grades)}'


def _shape_of_kind(doc: QuestionDoc, scales: Mapping[str, ScaleDoc]) -> Iterator[tuple[str, str]]:
    if doc.kind is QuestionKind.MATURITY and len(doc.anchors) != ANCHORS:
        yield "anchors", f"enter {ANCHORS} anchors, level 0 first; there are {len(doc.anchors)}"
    if doc.kind is not QuestionKind.MATURITY and doc.anchors:
        yield "anchors", f'remove them: only maturity questions have anchors, this one is "{doc.kind}"'
    if doc.kind in _CHOICES and doc.scale is None:
        yield "scale", "enter the answer scale of this question"
    if doc.scale is None:
        return
    if doc.kind not in (*_CHOICES, QuestionKind.NUMBER):
        yield "scale", f'remove it: "{doc.kind}" questions have no answer scale'
    elif doc.scale not in scales:
        yield "scale", f'there is no scale "{doc.scale}"; use one of {_list(scales)} or add scales/{doc.scale}.yaml'
    elif doc.kind in _CHOICES and not scales[doc.scale].options:
        yield "scale", f'the scale "{doc.scale}" has no options to choose from'
    elif doc.kind is QuestionKind.NUMBER and not scales[doc.scale].thresholds:
        yield "scale", f'the scale "{doc.scale}" has no thresholds for numbers'


def _tiers(doc: QuestionDoc) -> Iterator[tuple[str, str]]:
    """T3 ⊆ T2 ⊆ T1, and what matters more is never asked for less."""
    scores = doc.scored and doc.kind not in (QuestionKind.DATE, QuestionKind.TEXT)
    if scores and not doc.targets:
        yield "targets", "enter the target level of each tier that is asked this question"
    stricter, more = None, None
    for tier in Tier:  # T1 first
        target = doc.targets.get(tier)
        if target is None:
            stricter = tier
            continue
        if stricter is not None:
            yield "targets", f"{tier} is asked but {stricter} is not; ask the more critical tier too"
        if more is not None and target > doc.targets[more]:
            yield "targets", f"the {tier} target ({target:g}) exceeds that of {more} ({doc.targets[more]:g}); lower it"
        more = tier


def _pointers(doc: QuestionDoc, known: Known) -> Iterator[tuple[str, str]]:
    for reference in doc.references:
        source, _, identifier = reference.partition(":")
        if not identifier.strip():
            yield "references", f'enter "{reference}" as SOURCE:identifier'
        elif source not in known.sources:
            yield "references", f'"{source}" is not in references.yaml; add it there with its terms of use'
    for training in doc.trainings:
        if training not in known.trainings:
            yield "trainings", f'there is no course "{training}" in training.yaml'
    if doc.model_activity is None:
        return
    if known.activities is None:
        yield "model_activity", "add model_process to questionnaire.yaml, or remove the activity"
    elif doc.model_activity not in known.activities:
        yield "model_activity", f'the model process has no activity "{doc.model_activity}"'


def _list(words: Collection[str]) -> str:
    return ", ".join(sorted(words)) or "(none available)"
