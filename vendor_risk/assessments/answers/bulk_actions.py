"""Saving the answers of a workbook: many at once, all or none, in four statements however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast

from flask_babel import gettext as _
from msgspec import Struct
from sqlalchemy import Table, bindparam, update

from vendor_risk.assessments.answers.actions import (
    AnswerConflict,
    Clash,
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
from vendor_risk.assessments.answers.values import AnswerContent, AnswerRefused, checked, content_of
from vendor_risk.assessments.models import AnswerRevision, AnswerSource, Assessment, StoredAnswer
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.database.bulk_sql import insert_columns
from vendor_risk.domain.questionnaires import stored_value
from vendor_risk.questionnaires.queries import domain_questionnaire


class AnswerInput(Struct, frozen=True, gc=False):
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
    assessment: Assessment, inputs: Sequence[AnswerInput], *, source: AnswerSource, actor: str, at: datetime
) -> SaveCounts:
    """Save the answers of a workbook, all or none; answers that say what is stored already are left alone.

    Raises as `save_answer` does; an AnswerConflict names every clash. Written in bulk: four statements, however many.
    """
    lock(assessment)
    stored = stored_answers(assessment.id, [])
    questionnaire = domain_questionnaire(assessment.questionnaire_version_id)
    asked = set(assessment.question_ids)
    files = with_files(assessment.id) if stored else set()
    blank = content_of(None)
    changes: list[_Change] = []
    clashes: list[Clash] = []
    for item in inputs:
        if item.question_id not in asked:
            raise AnswerRefused(item.question_id, _("This question is not part of the questionnaire."))
        content = checked(questionnaire.by_id[item.question_id], questionnaire.scales, item.content)
        before = stored.get(item.question_id)
        if (content_of(before) if before else blank) == content:
            continue
        version = before.version if before else 0
        if item.expected_version not in (None, version):
            clashes.append(clash_with(item.question_id, content, before))
        grade = grade_after(before, content, item.question_id in files)
        changes.append(_Change(item.question_id, content, version + 1, grade, item.source_ref[:400], before))
    require_open(assessment, stored, [change.question_id for change in changes])
    if clashes:
        raise AnswerConflict(clashes)
    if changes:
        _write_many(assessment, changes, source, actor, at)
    added = sum(change.before is None for change in changes)
    return SaveCounts(added, len(changes) - added, len(inputs) - len(changes))


class _Change(NamedTuple):
    """An answer that says something new. A tuple: three hundred are made for every workbook."""

    question_id: str
    content: AnswerContent
    version: int
    grade: str
    source_ref: str
    before: StoredAnswer | None


def _write_many(
    assessment: Assessment, changes: Sequence[_Change], source: AnswerSource, actor: str, at: datetime
) -> None:
    new = [change for change in changes if change.before is None]
    db.session.flush()
    alike = {"assessment_id": assessment.id, "source": source, "author": actor[:300]}
    columns: dict[str, list[object]] = {
        "question_id": [change.question_id for change in new],
        "version": [change.version for change in new],
        "grade": [change.grade for change in new],
        "state": [str(change.content.state) for change in new],
        "value": [stored_value(change.content.value) for change in new],
        "comment": [change.content.comment for change in new],
        "na_reason": [change.content.na_reason for change in new],
        "source_ref": [change.source_ref for change in new],
    }
    insert_columns(StoredAnswer, len(new), columns, {**alike, "updated_at": at})
    _update(assessment.id, [change for change in changes if change.before is not None], source, actor, at)
    revisions: dict[str, list[object]] = {
        "question_id": [change.question_id for change in changes],
        "version": [change.version for change in changes],
        "content": [revision_content(change.content, change.grade) for change in changes],
    }
    insert_columns(AnswerRevision, len(changes), revisions, {**alike, "idempotency_key": None, "at": at})
    begin_answering(assessment)
    record(
        "assessments.save_many",
        "assessment",
        assessment.id,
        actor=actor,
        at=at,
        company_id=company_of(assessment),
        added=len(new),
        changed=len(changes) - len(new),
        source=str(source),
    )


def _update(assessment_id: int, changed: Sequence[_Change], source: AnswerSource, actor: str, at: datetime) -> None:
    if not changed:
        return
    rows = [
        {
            "a_id": assessment_id,
            "q_id": change.question_id,
            **answer_values(change.content, change.version, change.grade, source, change.source_ref, actor, at),
            **judgement_after(before, change.content),
        }
        for change in changed
        if (before := change.before) is not None
    ]
    answers = cast("Table", StoredAnswer.__table__)
    statement = update(answers).where(
        answers.c.assessment_id == bindparam("a_id"), answers.c.question_id == bindparam("q_id")
    )
    db.session.execute(
        statement.values({name: bindparam(name) for name in rows[0] if name not in {"a_id", "q_id"}}), rows
    )
    for change in changed:
        db.session.expire(change.before)
