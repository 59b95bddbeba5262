"""The vendors' side of the demo: they open their link, answer on the web or in a real workbook, attach, and submit."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from openpyxl import load_workbook

from vendor_risk.assessments import queries
from vendor_risk.assessments.actions import Unanswered, submit
from vendor_risk.assessments.answers.actions import RETURNED, save_answer
from vendor_risk.assessments.answers.bulk_actions import AnswerInput, save_many
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.evidence import actions as evidence_actions
from vendor_risk.assessments.links.invitation_actions import latest_invitation
from vendor_risk.assessments.models import AnswerSource, Assessment, Invitation
from vendor_risk.demo.fiction.answers import answer_all
from vendor_risk.demo.fiction.papers import paper
from vendor_risk.demo.fiction.plan import AssessmentCourse, Fate, Way
from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.files import file_store
from vendor_risk.formats.own import words as own_format_words
from vendor_risk.formats.own.answers import to_cell
from vendor_risk.formats.own.workbook import OwnAnswer
from vendor_risk.imports import batches as import_batches
from vendor_risk.imports.own import actions as own_import_actions
from vendor_risk.notifications.links import Site
from vendor_risk.portal.actions import open_session, respondent

ATTACHING = 0.45
"""From this maturity on respondents attach documents."""


def open_link(assessment: Assessment, at: datetime) -> None:
    """The respondent follows the link and presses the button."""
    invitation = _invitation(assessment)
    if invitation is not None:
        open_session(invitation, at=at)


def _invitation(assessment: Assessment) -> Invitation | None:
    return latest_invitation(assessment.id)


def _author(assessment: Assessment) -> str:
    invitation = _invitation(assessment)
    return respondent(invitation) if invitation else "demo"


def answer(assessment: Assessment, course: AssessmentCourse, seed: int, at: datetime) -> None:
    """Answer everything, or a part when the course ends in the middle, in the course's way."""
    given = answer_all(
        queries.asked(assessment),
        course.quality,
        assessment.language,
        f"{seed}/{course.organization.code}",
        dict(course.weak),
    )
    if course.fate in (Fate.IN_PROGRESS, Fate.EXPIRED):
        rng = random.Random(f"{seed}/{course.organization.code}/part")  # noqa: S311 - a demo, not a secret
        given = dict(list(given.items())[: max(1, round(len(given) * rng.uniform(0.2, 0.85)))])
    if course.way is Way.WORKBOOK:
        _in_a_workbook(assessment, given, at)
    elif course.way is Way.ONE_BY_ONE:
        _one_by_one(assessment, given, at)
    else:
        save_many(assessment, _inputs(given), source=AnswerSource.WEB, actor=_author(assessment), at=at)


def _inputs(given: dict[str, OwnAnswer]) -> list[AnswerInput]:
    return [AnswerInput(question_id, _content(answer)) for question_id, answer in given.items()]


def _content(answer: OwnAnswer) -> AnswerContent:
    return AnswerContent(answer.state, answer.value, answer.comment, answer.na_reason)


def _one_by_one(assessment: Assessment, given: dict[str, OwnAnswer], at: datetime) -> None:
    author = _author(assessment)
    for place, (question_id, answer) in enumerate(given.items()):
        save_answer(
            assessment,
            question_id,
            _content(answer),
            expected_version=0,
            idempotency_key=f"demo-{assessment.id}-{place}",
            actor=author,
            at=at + timedelta(seconds=20 * place),
        )


def _in_a_workbook(assessment: Assessment, given: dict[str, OwnAnswer], at: datetime) -> None:
    """Download the workbook, fill it in by another program, upload it, look at the preview, apply."""
    lang, name = assessment.language, own_import_actions.file_name(assessment, assessment.language)
    filled = fill_in(own_import_actions.workbook_for(assessment, lang), assessment, given)
    workbook = import_batches.open_workbook(filled, name)
    author = _author(assessment)
    batch = own_import_actions.take_in(assessment, filled, name, at=at, actor=author, workbook=workbook)
    own_import_actions.apply(batch, {}, at=at + timedelta(minutes=2), actor=author, workbook=workbook)


def fill_in(made: bytes, assessment: Assessment, given: dict[str, OwnAnswer]) -> bytes:
    """The workbook with these answers typed in, saved by openpyxl as any spreadsheet program would."""
    questionnaire, lang = queries.asked(assessment), assessment.language
    book = load_workbook(io.BytesIO(made))
    sheet = next(
        book[name]
        for name in (own_format_words.QUESTIONS.get("en"), own_format_words.QUESTIONS.get("ja"))
        if name in book
    )
    for row in sheet.iter_rows(min_row=3):
        answer = given.get(str(row[0].value))
        if answer is None:
            continue
        question = questionnaire.by_id[str(row[0].value)]
        scale = questionnaire.scales.get(question.scale_id or "")
        cells = (to_cell(question, scale, answer.state, answer.value, lang), answer.comment, answer.na_reason)
        for cell, text in zip(row[5:8], cells, strict=True):
            cell.value = text or None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def attach(assessment: Assessment, course: AssessmentCourse, seed: int, at: datetime) -> int:
    """Attach a document here and there, the more mature the more; how many."""
    if course.quality < ATTACHING:
        return 0
    rng = random.Random(f"{seed}/{course.organization.code}/{course.round}/papers")  # noqa: S311 - a demo, not a secret
    author, store, number = _author(assessment), file_store().store, 0
    for question_id in _worth_showing(assessment):
        if rng.random() < (course.quality - 0.3) * 0.5:
            name, data = paper(question_id, assessment.language)
            evidence_actions.add_file(assessment, question_id, name, data, store=store, actor=author, at=at)
            number += 1
    return number


def _worth_showing(assessment: Assessment) -> Iterator[str]:
    for question_id, row in sorted(queries.answers(assessment.id).items()):
        if row.state == AnswerState.ANSWERED and isinstance(row.value, int) and row.value >= 3:
            yield question_id


def hand_in(assessment: Assessment, site: Site | None, at: datetime) -> None:
    """Submit; questions left open are confirmed as such."""
    author = _author(assessment)
    try:
        submit(assessment, actor=author, at=at, receipt=site)
    except Unanswered:
        submit(assessment, actor=author, at=at, confirmed=True, receipt=site)


def correct(assessment: Assessment, at: datetime) -> Sequence[str]:
    """Answer the returned questions again, a level higher and with a word about it; which ones."""
    words = "補足資料をご確認ください。" if assessment.language == "ja" else "Please see the additional documents."
    author, done = _author(assessment), []
    for question_id, row in sorted(queries.answers(assessment.id).items()):
        if row.review == RETURNED:
            level = min(5, row.value + 1) if isinstance(row.value, int) else 2
            content = AnswerContent(AnswerState.ANSWERED, level, words)
            save_answer(assessment, question_id, content, expected_version=row.version, actor=author, at=at)
            done.append(question_id)
    return done
