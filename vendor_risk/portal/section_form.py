"""Saving a section's form: each answer by itself, so that one fault or clash keeps no other answer from being saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from werkzeug.datastructures import FileStorage, MultiDict

from vendor_risk.assessments import queries
from vendor_risk.assessments.answers.actions import AnswerConflict, Clash, save_answer
from vendor_risk.assessments.answers.values import AnswerContent, content_of
from vendor_risk.assessments.evidence import actions as evidence_actions
from vendor_risk.assessments.models import AnswerSource, Assessment
from vendor_risk.assessments.pages import QuestionView, SectionView
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import AnswerState, stored_value
from vendor_risk.errors import Refused
from vendor_risk.files import store
from vendor_risk.portal.actions import respondent
from vendor_risk.portal.models import InvitationSession
from vendor_risk.portal.payloads import from_form, seen_version


@dataclass
class SectionOutcome:
    """What became of a posted section; faults and clashes by question id, with what was typed."""

    faults: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, Clash] = field(default_factory=dict)
    typed: dict[str, AnswerContent] = field(default_factory=dict)
    goto: str = ""
    anchor: str = ""


def save_section(
    assessment: Assessment,
    section: SectionView,
    form: MultiDict[str, str],
    files: Mapping[str, FileStorage],
    session: InvitationSession,
    *,
    at: datetime,
) -> SectionOutcome:
    """Save every open question of the section that was changed in the form."""
    outcome = SectionOutcome(goto=form.get("go", ""))
    who = respondent(session.invitation)
    for question in section.questions:
        if question.open and f"version{question.number}" in form:
            _save_one(assessment, question, form, outcome, who, at)
            _save_evidence(assessment, question, form, files, outcome, who, at)
    return outcome


def _save_one(
    assessment: Assessment,
    question: QuestionView,
    form: MultiDict[str, str],
    outcome: SectionOutcome,
    who: str,
    at: datetime,
) -> None:
    content, question_id = from_form(question, form), question.question.id
    if form.get("clear") == question_id:
        content, outcome.anchor = AnswerContent(AnswerState.BLANK, None, content.comment), question.anchor
    if str(question.number) in (form.get("add_row"), form.get("remove_row", "").partition(".")[0]):
        outcome.anchor = question.anchor
    if content.says_nothing and question.version == 0:
        return
    try:
        with db.session.begin_nested():
            save_answer(
                assessment,
                question_id,
                content,
                expected_version=seen_version(question, form),
                source=AnswerSource.WEB,
                actor=who,
                at=at,
            )
    except AnswerConflict as conflict:
        if _left_alone(assessment, question, form, content):
            return
        outcome.clashes[question_id], outcome.typed[question_id] = conflict.clashes[0], content
    except Refused as refused:
        outcome.faults[question_id], outcome.typed[question_id] = refused.message, content


def _left_alone(
    assessment: Assessment, question: QuestionView, form: MultiDict[str, str], content: AnswerContent
) -> bool:
    """Whether the form still says what it was made from: then somebody else's newer answer simply stands."""
    base = queries.revision(assessment.id, question.question.id, seen_version(question, form))
    if base is None:
        return content.says_nothing
    kept = base.content
    return (kept["state"], kept["value"], kept["comment"], kept["na_reason"]) == (
        content.state.value,
        stored_value(content.value),
        content.comment,
        content.na_reason,
    )


def _save_evidence(
    assessment: Assessment,
    question: QuestionView,
    form: MultiDict[str, str],
    files: Mapping[str, FileStorage],
    outcome: SectionOutcome,
    who: str,
    at: datetime,
) -> None:
    question_id, upload = question.question.id, files.get(f"f{question.number}")
    try:
        with db.session.begin_nested():
            if upload is not None and upload.filename:
                evidence_actions.add_file(
                    assessment, question_id, upload.filename, upload.read(), store=store, actor=who, at=at
                )
                outcome.anchor = question.anchor
            if evidence_actions.add_reference(
                assessment, question_id, form.get(f"r{question.number}", ""), actor=who, at=at
            ):
                outcome.anchor = question.anchor
            for text in form.getlist("remove_evidence"):
                item = queries.evidence_item(assessment.id, int(text)) if text.isascii() and text.isdigit() else None
                if item is not None and item.question_id == question_id:
                    evidence_actions.remove(assessment, item, actor=who, at=at)
                    outcome.anchor = question.anchor
    except Refused as refused:
        outcome.faults[question_id] = refused.message
        outcome.typed.setdefault(question_id, content_of(queries.answer(assessment.id, question_id)))
    if form.get("attach") == question_id:
        outcome.anchor = question.anchor
