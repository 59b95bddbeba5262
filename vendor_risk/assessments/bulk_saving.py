"""Saving the answers of a workbook: many at once, all or none, in four statements however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy import Table, bindparam, update

from vendor_risk.assessments.answers import AnswerContent, AnswerRefused, checked, content_of
from vendor_risk.assessments.models import AnswerRevision, Assessment, Source, StoredAnswer
from vendor_risk.assessments.saving import (
    NO_JUDGEMENT,
    AnswerConflict,
    answer_values,
    begin_answering,
    clash_with,
    company_of,
    grade_after,
    judgement_after,
    lock,
    require_open,
    revision_content,
    stored_answers,
    with_files,
)
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.storing import insert_many


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """One answer of many. `expected_version` None means: whatever is there now may be replaced."""

    question_id: str
    content: AnswerContent
    expected_version: int | None = None
    source_ref: str = ""


@dataclass(frozen=True, slots=True)
class SaveCounts:
    """What `save_many` did."""

    added: int
    changed: int
    unchanged: int


def save_many(
    assessment: Assessment, inputs: Sequence[AnswerInput], *, source: Source, author: str, at: datetime
) -> SaveCounts:
    """Save the answers of a workbook, all or none; answers that say what is stored already are left alone.

    Raises as `save_answer` does; an AnswerConflict names every clash. Written in bulk: four statements, however many.
    """
    lock(assessment)
    stored = stored_answers(assessment.id, [])
    questionnaire = domain_questionnaire(assessment.questionnaire_version_id)
    asked = set(assessment.question_ids)
    changes: list[tuple[AnswerInput, AnswerContent, StoredAnswer | None]] = []
    for item in inputs:
        if item.question_id not in asked:
            raise AnswerRefused(item.question_id, _("This question is not part of the questionnaire."))
        content = checked(questionnaire.by_id[item.question_id], questionnaire.scales, item.content)
        before = stored.get(item.question_id)
        if content_of(before) != content:
            changes.append((item, content, before))
    require_open(assessment, stored, [item.question_id for item, _content, _before in changes])
    clashes = [
        clash_with(item.question_id, content, before)
        for item, content, before in changes
        if item.expected_version is not None and item.expected_version != (before.version if before else 0)
    ]
    if clashes:
        raise AnswerConflict(clashes)
    if changes:
        _write_many(assessment, changes, source, author, at)
    added = sum(before is None for _item, _content, before in changes)
    return SaveCounts(added, len(changes) - added, len(inputs) - len(changes))


def _write_many(
    assessment: Assessment,
    changes: Sequence[tuple[AnswerInput, AnswerContent, StoredAnswer | None]],
    source: Source,
    author: str,
    at: datetime,
) -> None:
    files = with_files(assessment.id)
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    revisions: list[dict[str, Any]] = []
    for item, content, before in changes:
        version = before.version + 1 if before else 1
        grade = grade_after(before, content, item.question_id in files)
        values = answer_values(content, version, grade, source, item.source_ref, author, at)
        if before is None:
            new.append({"assessment_id": assessment.id, "question_id": item.question_id, **values})
        else:
            changed.append(
                {"a_id": assessment.id, "q_id": item.question_id, **values, **judgement_after(before, content)}
            )
        revisions.append(
            {
                "assessment_id": assessment.id,
                "question_id": item.question_id,
                "version": version,
                "content": revision_content(content, grade),
                "source": source,
                "author": author[:300],
                "idempotency_key": None,
                "at": at,
            }
        )
    answers = cast("Table", StoredAnswer.__table__)
    db.session.flush()
    insert_many(StoredAnswer, [{**_REVIEW_DEFAULTS, **row} for row in new])
    if changed:
        statement = update(answers).where(
            answers.c.assessment_id == bindparam("a_id"), answers.c.question_id == bindparam("q_id")
        )
        db.session.execute(
            statement.values({name: bindparam(name) for name in changed[0] if name not in {"a_id", "q_id"}}), changed
        )
        for _item, _content, before in changes:
            if before is not None:
                db.session.expire(before)
    insert_many(AnswerRevision, revisions)
    begin_answering(assessment)
    record(
        "assessments.save_many",
        "assessment",
        assessment.id,
        actor=author,
        at=at,
        company_id=company_of(assessment),
        added=len(new),
        changed=len(changed),
        source=str(source),
    )


_REVIEW_DEFAULTS: dict[str, Any] = {"review": "", "review_note": "", "reviewer": "", **NO_JUDGEMENT}
