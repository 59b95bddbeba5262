"""Evidence for an answer: files and references, added and taken away while the answer is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from vendor_risk.assessments.answers.actions import (
    company_of,
    lock,
    require_open,
    save_answer,
    stored_answers,
    with_files,
)
from vendor_risk.assessments.answers.cells import clean
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.evidence.file_types import media_type_of, plain_name
from vendor_risk.assessments.models import AnswerSource, Assessment, Evidence, StoredAnswer
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import EvidenceGrade
from vendor_risk.errors import Refused

MAX_FILES = 60
MAX_BYTES = 100 * 1024 * 1024
MAX_ITEMS_PER_QUESTION = 10


def _answer(assessment: Assessment, question_id: str, actor: str, at: datetime) -> StoredAnswer:
    """The answer the evidence belongs to; a blank one is made when there is none yet."""
    lock(assessment)
    stored = stored_answers(assessment.id, [question_id])
    require_open(assessment, stored, [question_id])
    found = stored.get(question_id)
    if found is None:
        found = save_answer(
            assessment, question_id, AnswerContent(), expected_version=0, source=AnswerSource.WEB, actor=actor, at=at
        )
        db.session.flush()
    return found


def _require_room(assessment: Assessment, question_id: str, size: int) -> None:
    of = Evidence.assessment_id == assessment.id
    files, used = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Evidence.size), 0)).where(of, Evidence.sha256.is_not(None))
    ).one()
    here = db.session.scalar(select(func.count()).where(of, Evidence.question_id == question_id)) or 0
    if here >= MAX_ITEMS_PER_QUESTION:
        raise Refused(_("You can attach no more than %(limit)s items of evidence to a question.", limit=10))
    if size and (files >= MAX_FILES or used + size > MAX_BYTES):
        raise Refused(
            _(
                "This questionnaire can hold up to %(files)s files and %(size)s MB in total. Remove "
                "a file, or enter where the document can be viewed.",
                files=MAX_FILES,
                size=MAX_BYTES // 2**20,
            )
        )


def add_file(
    assessment: Assessment,
    question_id: str,
    name: str,
    data: bytes,
    *,
    store: Callable[[bytes], str],
    actor: str,
    at: datetime,
) -> Evidence:
    """Attach a file; `store` keeps it and gives its SHA-256. The answer counts as supported by a document from now on.

    Refused, with a sentence, for files that are not taken, for a file whose content is attached to this answer already,
    under whatever name, and when there is no room.
    """
    name = plain_name(name) or "file"
    media_type = media_type_of(name, data)
    answer = _answer(assessment, question_id, actor, at)
    _require_room(assessment, question_id, len(data))
    sha256 = store(data)
    same = select(Evidence).where(
        Evidence.assessment_id == assessment.id, Evidence.question_id == question_id, Evidence.sha256 == sha256
    )
    if (found := db.session.scalar(same)) is not None:
        raise Refused(_same_content(name, found.name))
    if answer.grade == EvidenceGrade.SELF_DECLARED.value:
        answer.grade = EvidenceGrade.DOCUMENT.value
    return _add(assessment, question_id, name, actor, at, sha256=sha256, size=len(data), media_type=media_type)


def _same_content(name: str, other: str) -> str:
    if name == other:
        return str(_("“%(name)s” is already attached to this answer.", name=name))
    return str(
        _("“%(name)s” has the same content as “%(other)s” and was not attached a second time.", name=name, other=other)
    )


def add_reference(
    assessment: Assessment, question_id: str, reference: str, *, actor: str, at: datetime
) -> Evidence | None:
    """Note where evidence can be seen; None when the text is empty. Nothing is attached, so the grade stays."""
    text = clean(reference).strip()
    if not text:
        return None
    if len(text) > 1000:
        raise Refused(_("Shorten the text to no more than %(limit)s characters.", limit=1000))
    _answer(assessment, question_id, actor, at)
    _require_room(assessment, question_id, 0)
    return _add(assessment, question_id, text[:120], actor, at, reference=text)


def add_again(assessment: Assessment, question_id: str, items: Sequence[Evidence], *, actor: str, at: datetime) -> None:
    """Attach evidence of an earlier answer to this one too, each with the day it was first added.

    What is attached here already is not attached twice. Refused when there is no room for all of it.
    """
    if not items:
        return
    answer = _answer(assessment, question_id, actor, at)
    here = db.session.execute(
        select(Evidence.sha256, Evidence.reference).where(
            Evidence.assessment_id == assessment.id, Evidence.question_id == question_id
        )
    )
    known = {(row.sha256, row.reference) for row in here}
    for item in items:
        if (item.sha256, item.reference) in known:
            continue
        _require_room(assessment, question_id, item.size)
        if item.sha256 and answer.grade == EvidenceGrade.SELF_DECLARED.value:
            answer.grade = EvidenceGrade.DOCUMENT.value
        _add(
            assessment,
            question_id,
            item.name,
            actor,
            at,
            reference=item.reference,
            sha256=item.sha256,
            size=item.size,
            media_type=item.media_type,
            added_at=item.added_at,
        )


def _add(
    assessment: Assessment,
    question_id: str,
    name: str,
    actor: str,
    at: datetime,
    *,
    reference: str = "",
    sha256: str | None = None,
    size: int = 0,
    media_type: str = "",
    added_at: datetime | None = None,
) -> Evidence:
    item = Evidence(
        assessment_id=assessment.id,
        question_id=question_id,
        name=name,
        reference=reference,
        media_type=media_type,
        size=size,
        sha256=sha256,
        author=actor[:300],
        added_at=added_at or at,
    )
    db.session.add(item)
    db.session.flush()
    _record("add_evidence", assessment, item, actor, at)
    return item


def remove(assessment: Assessment, item: Evidence, *, actor: str, at: datetime) -> None:
    """Take evidence away again, while the answer is open. The file itself is swept when nobody names it any more."""
    answer = _answer(assessment, item.question_id, actor, at)
    _record("remove_evidence", assessment, item, actor, at)
    db.session.delete(item)
    db.session.flush()
    if answer.grade == EvidenceGrade.DOCUMENT.value and item.question_id not in with_files(assessment.id):
        answer.grade = EvidenceGrade.SELF_DECLARED.value


def _record(verb: str, assessment: Assessment, item: Evidence, actor: str, at: datetime) -> None:
    record(
        f"assessments.{verb}",
        "assessment",
        assessment.id,
        actor=actor,
        at=at,
        company_id=company_of(assessment),
        question=item.question_id,
        name=item.name,
        sha256=item.sha256,
    )
