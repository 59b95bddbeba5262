"""What the shape of a file cannot say: ids that must be unique, anchors, tiers, scales, references that must exist.

Every check yields problems; nothing stops at the first, so that an author sees all of them at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vendor_risk.content.errors import ContentProblem
from vendor_risk.content.schema import QuestionDoc, ScaleDoc, SectionDoc
from vendor_risk.domain.questionnaires import FIRST_STEP, MAX_LEVEL, MAX_ROWS, AnswerState, ColumnKind, Tier
from vendor_risk.domain.scoring.kinds import KINDS, ScalePart

ANCHORS = MAX_LEVEL + 1


@dataclass(frozen=True, slots=True)
class KnownQuestions:
    """What questions may point to. `activities` is None where the questionnaire names no model process."""

    scales: Mapping[str, ScaleDoc] = field(default_factory=dict)
    sources: Collection[str] = ()
    trainings: Collection[str] = ()
    grades: Collection[str] = ()
    activities: Collection[str] | None = None


def twice(ids: Sequence[str]) -> list[str]:
    """The ids that stand more than once."""
    return [item for item, count in Counter(ids).items() if count > 1]


def check_scale(doc: ScaleDoc, file: str) -> Iterator[ContentProblem]:
    """A scale has options or thresholds, unique ids, levels only on real answers, ascending thresholds."""
    if bool(doc.options) == bool(doc.thresholds):
        yield ContentProblem(file, doc.id, "add either options (for choices) or thresholds (for numbers)")
    for option_id in twice([option.id for option in doc.options]):
        yield ContentProblem(file, f"options > {option_id}", "this ID is used twice; give each option its own ID")
    for option in doc.options:
        if option.level is not None and option.state is not AnswerState.ANSWERED:
            yield ContentProblem(file, f"options > {option.id}", f'remove the level: "{option.state}" cannot have one')
        if option.state is AnswerState.BLANK:
            yield ContentProblem(file, f"options > {option.id}", 'an option cannot mean "blank"; use na or unknown')
    steps = [threshold.at_least for threshold in doc.thresholds]
    levels = [threshold.level for threshold in doc.thresholds]
    if steps != sorted(set(steps)):
        yield ContentProblem(file, "thresholds", "sort the thresholds by at_least, lowest first, without repeats")
    if levels != sorted(levels) and levels != sorted(levels, reverse=True):
        yield ContentProblem(file, "thresholds", "the levels must rise (or fall) throughout")


def check_sections(sections: Sequence[tuple[str, SectionDoc]], known: KnownQuestions) -> Iterator[ContentProblem]:
    """Everything about the sections (with their files) of one questionnaire."""
    for section_id in twice([doc.id for _, doc in sections]):
        files = [file for file, doc in sections if doc.id == section_id]
        yield ContentProblem(
            files[-1], section_id, f"this section ID is already used in {files[0]}; use a different one"
        )
    first_file: dict[str, str] = {}
    for file, section in sections:
        for question in section.questions:
            place = f"questions > {question.id}"
            if question.id in first_file:
                yield ContentProblem(file, place, f"this ID is already used in {first_file[question.id]}; use another")
            first_file.setdefault(question.id, file)
            for part, advice in _question(question, known):
                yield ContentProblem(file, f"{place} > {part}", advice)


def _question(doc: QuestionDoc, known: KnownQuestions) -> Iterator[tuple[str, str]]:
    yield from _shape_of_kind(doc, known.scales)
    yield from _tiers(doc)
    yield from _pointers(doc, known)
    if doc.knock_out is not None:
        if not _scores(doc):
            yield "knock_out", "remove it: a question that does not score cannot cap the grade"
        if doc.knock_out.grade_cap not in known.grades:
            yield "knock_out > grade_cap", f'"{doc.knock_out.grade_cap}" is not a grade; use {_list(known.grades)}'


_STEPS = [list(range(FIRST_STEP, last + 1)) for last in range(FIRST_STEP, ANCHORS)]
"""The levels that steps may lead to."""


def _shape_of_kind(doc: QuestionDoc, scales: Mapping[str, ScaleDoc]) -> Iterator[tuple[str, str]]:
    kind = KINDS[doc.kind]
    if kind.is_level and len(doc.anchors) != ANCHORS:
        yield "anchors", f"enter {ANCHORS} anchors, level 0 first; there are {len(doc.anchors)}"
    if not kind.is_level and doc.anchors:
        yield "anchors", f'remove them: only maturity questions have anchors, this one is "{doc.kind}"'
    if doc.steps and (not kind.is_level or sorted(doc.steps) not in _STEPS):
        yield "steps", "only maturity questions have steps, without a gap: to level 2, to 3, perhaps to 4 and 5"
    if kind.has_columns and not doc.columns:
        yield "columns", "enter the columns of the table"
    if not kind.has_columns and (doc.columns or doc.max_rows != MAX_ROWS):
        yield "columns", f'remove columns and max_rows: only tables have them, this one is "{doc.kind}"'
    yield from _columns(doc)
    yield from _SCALES[kind.scale](doc, scales)


def _columns(doc: QuestionDoc) -> Iterator[tuple[str, str]]:
    for column_id in twice([column.id for column in doc.columns]):
        yield f"columns > {column_id}", "this ID is used twice; give each column its own ID"
    for column in doc.columns:
        place = f"columns > {column.id}"
        for option_id in twice([option.id for option in column.options]):
            yield f"{place} > {option_id}", "this ID is used twice; give each option its own ID"
        if COLUMNS_WITH_OPTIONS[column.kind] and not column.options:
            yield place, "enter the options to choose from"
        if not COLUMNS_WITH_OPTIONS[column.kind] and column.options:
            yield place, f'remove the options: only choice columns have them, this one is "{column.kind}"'


COLUMNS_WITH_OPTIONS: dict[ColumnKind, bool] = {
    ColumnKind.TEXT: False,
    ColumnKind.NUMBER: False,
    ColumnKind.DATE: False,
    ColumnKind.CHOICE: True,
    ColumnKind.YES_NO: False,
}
"""Whether columns of a kind name options of their own."""


def _no_scale(doc: QuestionDoc, scales: Mapping[str, ScaleDoc]) -> Iterator[tuple[str, str]]:
    if doc.scale is not None:
        yield "scale", f'remove it: "{doc.kind}" questions have no answer scale'


def _scale_of_options(doc: QuestionDoc, scales: Mapping[str, ScaleDoc]) -> Iterator[tuple[str, str]]:
    if doc.scale is None:
        yield "scale", "enter the answer scale of this question"
    elif doc.scale not in scales:
        yield "scale", _no_such_scale(doc.scale, scales)
    elif not scales[doc.scale].options:
        yield "scale", f'the scale "{doc.scale}" has no options to choose from'


def _scale_of_thresholds(doc: QuestionDoc, scales: Mapping[str, ScaleDoc]) -> Iterator[tuple[str, str]]:
    if doc.scale is None:
        return
    if doc.scale not in scales:
        yield "scale", _no_such_scale(doc.scale, scales)
    elif not scales[doc.scale].thresholds:
        yield "scale", f'the scale "{doc.scale}" has no thresholds for numbers'


def _no_such_scale(scale: str, scales: Mapping[str, ScaleDoc]) -> str:
    return f'there is no scale "{scale}"; use one of {_list(scales)} or add scales/{scale}.yaml'


_SCALES: dict[ScalePart, Callable[[QuestionDoc, Mapping[str, ScaleDoc]], Iterator[tuple[str, str]]]] = {
    ScalePart.NOTHING: _no_scale,
    ScalePart.OPTIONS: _scale_of_options,
    ScalePart.THRESHOLDS: _scale_of_thresholds,
}


def _scores(doc: QuestionDoc) -> bool:
    return doc.scored and KINDS[doc.kind].can_score(doc.scale)


def _tiers(doc: QuestionDoc) -> Iterator[tuple[str, str]]:
    """T3 ⊆ T2 ⊆ T1, and what matters more is never asked for less."""
    if _scores(doc) and not doc.targets:
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


def _pointers(doc: QuestionDoc, known: KnownQuestions) -> Iterator[tuple[str, str]]:
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
