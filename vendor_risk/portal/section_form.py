"""Saving a section's form: each answer by itself, so that one fault or clash keeps no other answer from being saved."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from werkzeug.datastructures import FileStorage, MultiDict

from vendor_risk.assessments import queries
from vendor_risk.assessments.answers.actions import AnswerConflict, Clash, save_answer
from vendor_risk.assessments.answers.values import AnswerContent, AnswerRefused, checked, content_of
from vendor_risk.assessments.models import AnswerSource, Assessment
from vendor_risk.assessments.pages import QuestionView, SectionView
from vendor_risk.crosswalks.earlier.actions import confirm
from vendor_risk.crosswalks.earlier.offer import earlier_answers
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import AnswerState, stored_value
from vendor_risk.errors import Refused
from vendor_risk.portal.actions import respondent
from vendor_risk.portal.evidence.form import change_evidence
from vendor_risk.portal.models import InvitationSession
from vendor_risk.portal.payloads import from_form, seen_version
from vendor_risk.web.ids import ids_of


@dataclass
class SectionOutcome:
    """What became of a posted section; faults and clashes by question id, with what was typed.

    `unsent` is what was typed to questions that were closed meanwhile, because a colleague submitted the answers.
    """

    faults: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, Clash] = field(default_factory=dict)
    typed: dict[str, AnswerContent] = field(default_factory=dict)
    unsent: dict[str, AnswerContent] = field(default_factory=dict)
    unsent_files: list[str] = field(default_factory=list)
    confirmed: list[str] | None = None
    """The questions whose answers of last time were confirmed; None where nobody asked for that."""
    refused: list[str] = field(default_factory=list)
    goto: str = ""
    anchor: str = ""


def save_section(
    assessment: Assessment,
    section: SectionView,
    form: MultiDict[str, str],
    files: MultiDict[str, FileStorage],
    session: InvitationSession,
    *,
    at: datetime,
) -> SectionOutcome:
    """Save every open question of the section that was changed in the form."""
    outcome = SectionOutcome(goto=form.get("go", ""))
    who = respondent(session.invitation)
    for question in section.questions:
        if f"version{question.number}" not in form:
            continue
        if question.open:
            _save_one(assessment, question, form, outcome, who, at)
            _save_evidence(assessment, question, form, files, outcome, who, at)
        else:
            _keep_unsent(assessment, question, form, files, outcome)
    _confirm_earlier(assessment, section, form, outcome, who, at)
    return outcome


def _confirm_earlier(
    assessment: Assessment,
    section: SectionView,
    form: MultiDict[str, str],
    outcome: SectionOutcome,
    who: str,
    at: datetime,
) -> None:
    """Answers of last time that were confirmed: one by its button, or those the section's button counted."""
    wanted = form.getlist("still_offered") if "still_all" in form else form.getlist("still")
    here = {question.question.id: question.anchor for question in section.questions}
    wanted = [question_id for question_id in wanted if question_id in here]
    if not wanted or outcome.unsent:
        return
    outcome.confirmed, outcome.refused = confirm(assessment, wanted, at=at, actor=who)
    following = earlier_answers(assessment)
    left = [each for each in here if following is not None and each in following.by_question]
    after = [each for each in left if list(here).index(each) > list(here).index(wanted[-1])]
    outcome.anchor = here[(after or left or wanted)[0]]


def _keep_unsent(
    assessment: Assessment,
    question: QuestionView,
    form: MultiDict[str, str],
    files: MultiDict[str, FileStorage],
    outcome: SectionOutcome,
) -> None:
    """What the form says of a question that was open when the page was made and is not any more."""
    typed = from_form(question, form)
    with suppress(AnswerRefused):  # then it is shown as it was typed
        typed = checked(question.question, queries.asked(assessment).scales, typed)
    if not typed.says_nothing and typed != question.content and not _left_alone(assessment, question, form, typed):
        outcome.unsent[question.question.id] = typed
    chosen = [upload.filename for upload in files.getlist(f"f{question.number}") if upload.filename]
    outcome.unsent_files += [*chosen, *filter(None, [form.get(f"r{question.number}", "").strip()])]


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
    files: MultiDict[str, FileStorage],
    outcome: SectionOutcome,
    who: str,
    at: datetime,
) -> None:
    question_id, number = question.question.id, question.number
    uploads = [upload for upload in files.getlist(f"f{number}") if upload.filename]
    removed = ids_of(form.getlist("remove_evidence"))
    mine = [item.id for item in question.evidence if item.id in removed]
    reference = form.get(f"r{number}", "")
    if uploads or reference.strip() or mine or form.get("attach") == question_id:
        outcome.anchor = question.anchor
    faults = change_evidence(assessment, question_id, uploads, reference, mine, who=who, at=at)
    if faults:
        before = outcome.faults.get(question_id)
        outcome.faults[question_id] = " ".join([*filter(None, [before]), *faults])
        outcome.typed.setdefault(question_id, content_of(queries.answer(assessment.id, question_id)))
