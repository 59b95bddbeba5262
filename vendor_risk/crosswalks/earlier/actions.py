"""Confirming answers of last time: what a person says still holds becomes an answer, with its evidence, marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace as with_fields

from vendor_risk.assessments.answers.actions import save_answer
from vendor_risk.assessments.evidence.actions import add_again
from vendor_risk.assessments.models import AnswerSource, Assessment
from vendor_risk.assessments.queries import answer
from vendor_risk.crosswalks.earlier.offer import AnswerOfLastTime, EarlierAnswers, earlier_answers
from vendor_risk.crosswalks.models import CarriedAnswer
from vendor_risk.database import db
from vendor_risk.errors import Refused


def confirm(asked: Assessment, question_ids: Sequence[str], *, at: datetime, actor: str) -> tuple[list[str], list[str]]:
    """Save the answers of last time to these questions as answers of today, each with the evidence it had.

    Questions that are not offered (any more), because somebody answered them meanwhile, are left as they are. Gives the
    ids of those confirmed, and the sentences of what was refused, such as evidence for which there is no room.
    """
    offered = earlier_answers(asked)
    done: list[str] = []
    faults: list[str] = []
    if offered is None:
        return done, faults
    for question_id in question_ids:
        one = offered.by_question.get(question_id)
        if one is None:
            continue
        try:
            with db.session.begin_nested():
                _confirm_one(asked, offered, one, at, actor)
        except Refused as refused:
            faults.append(refused.message)
        else:
            done.append(question_id)
    return done, faults


def _confirm_one(asked: Assessment, offered: EarlierAnswers, one: AnswerOfLastTime, at: datetime, actor: str) -> None:
    question_id = one.question.id
    blank = answer(asked.id, question_id)  # a comment that was written today stands above the one of last time
    content = with_fields(one.content, comment=blank.comment) if blank is not None and blank.comment else one.content
    save_answer(
        asked,
        question_id,
        content,
        expected_version=blank.version if blank is not None else 0,
        source=AnswerSource.EARLIER,
        source_ref=place_of(offered),
        actor=actor,
        at=at,
    )
    db.session.flush()
    add_again(asked, question_id, one.evidence, actor=actor, at=at)
    marked = CarriedAnswer(
        assessment_id=asked.id,
        question_id=question_id,
        source_id=offered.source.id,
        source_questions=[one.was],
        carried_by=actor[:300],
        carried_at=at,
    )
    db.session.merge(marked)


def place_of(offered: EarlierAnswers) -> str:
    """Where these answers were given, in no language: the edition and the day."""
    version = offered.source.questionnaire_version
    return f"{version.key} {version.version} ({offered.given_at:%Y-%m-%d})"
