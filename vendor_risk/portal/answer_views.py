"""Answering: a section's page, every answer saved at once by the page's script, and the same by a button without it."""

from __future__ import annotations

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk import web
from vendor_risk.assessments import pages
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.actions import (
    AnswerConflict,
    AnswersClosed,
    company_of,
    revision_of_key,
    save_answer,
)
from vendor_risk.assessments.answers.values import AnswerRefused, content_of
from vendor_risk.assessments.evidence.file_types import ACCEPT
from vendor_risk.assessments.models import AnswerSource
from vendor_risk.audit.actions import record
from vendor_risk.crosswalks.earlier.offer import earlier_answers
from vendor_risk.database import db, now
from vendor_risk.declarations.queries import asks_subcontractors, lacks_subcontractors
from vendor_risk.domain.questionnaires import LEVEL_NAMES
from vendor_risk.i18n import tell
from vendor_risk.permissions import invited
from vendor_risk.portal.actions import respondent
from vendor_risk.portal.blueprint import assessment, bp, closed_words, invitation, limit_key, visit
from vendor_risk.portal.kinds import PORTAL_COLUMNS, PORTAL_KINDS, number_text
from vendor_risk.portal.payloads import as_json, read_save
from vendor_risk.portal.section_form import SectionOutcome, save_section


@bp.get("/sections/<int:number>")
@invited()
def section(number: int) -> web.Reply:
    """One section's questions."""
    return _section_page(number, SectionOutcome())


def _section_page(number: int, outcome: SectionOutcome, status: int = 200) -> web.Reply:
    page = pages.view(assessment())
    if not 1 <= number <= len(page.sections):
        abort(404)
    body = render_template(
        "portal/section.html",
        assessment=assessment(),
        page=page,
        section=page.sections[number - 1],
        outcome=outcome,
        level_names=LEVEL_NAMES,
        portal_kinds=PORTAL_KINDS,
        portal_columns=PORTAL_COLUMNS,
        number_text=number_text,
        hints=_hints(page.sections[number - 1]),
        accept=ACCEPT,
        earlier=earlier_answers(assessment()),
        store_key=f"vr-portal-{invitation().assessment_id}",
        asks_subcontractors=asks_subcontractors(assessment()),
    )
    return body, status


def _hints(section: pages.SectionView) -> list[str]:
    """What is said once above the questions, for each kind that has something to say."""
    kinds = dict.fromkeys(question.question.kind for question in section.questions)
    return [hint for kind in kinds if (hint := PORTAL_KINDS[kind].hint())]


@bp.get("/next")
@invited()
def next_missing() -> web.Reply:
    """To the first question that still needs an answer; then to the subcontractors, and to the end.

    To the first question of a section by the section's top, where it says how to answer.
    """
    found = pages.view(assessment()).next_missing()
    if found is None:
        return redirect(after_the_sections())
    place, question = found
    anchor = None if question is place.questions[0] else question.anchor
    return redirect(url_for("portal.section", number=place.number, _anchor=anchor))


def after_the_sections() -> str:
    """The address of what follows the last section: subcontractors while nothing is said of them, else the check."""
    return url_for("portal.subcontractors" if lacks_subcontractors(assessment()) else "portal.submit")


@bp.get("/questions")
@invited()
def questions() -> web.Reply:
    """For the page's script: what each question is called, where it stands, and how its values are said."""
    page = pages.view(assessment())
    return jsonify(
        closed=closed_words(assessment()),
        questions={
            question.question.id: {
                "title": f"{question.number}. {tell(question.question.title or question.question.text)}",
                "url": url_for("portal.section", number=section.number, _anchor=question.anchor),
                "words": _value_words(question),
            }
            for section in page.sections
            for question in section.questions
        },
    )


def _value_words(question: pages.QuestionView) -> dict[str, str]:
    levels = question.question.anchors or ()
    words = {str(level): f"{level} {tell(LEVEL_NAMES[level])}" for level in range(len(levels))}
    return words | {option.id: tell(option.label) for option in question.options}


@bp.put("/answers")
@invited()
@web.limiter.limit("600/minute", key_func=limit_key)
def save() -> web.Reply:
    """Save one answer; a repeated save gives the same reply and leaves no second trace."""
    payload = read_save(request.get_data())
    if payload.question_id not in assessment().question_ids:
        abort(404)
    question = assessment_queries.asked(assessment()).by_id[payload.question_id]
    try:
        row = save_answer(
            assessment(),
            payload.question_id,
            payload.content_for(question),
            expected_version=payload.expected_version,
            idempotency_key=payload.idempotency_key,
            source=AnswerSource.WEB,
            actor=respondent(invitation()),
            at=now(),
        )
    except AnswerConflict as conflict:
        clash = conflict.clashes[0]
        return jsonify(error=conflict.message, status=409, current=as_json(clash.theirs, clash.version)), 409
    except AnswersClosed as closed:
        words = closed_words(assessment()) or closed.message
        _note_refusal(payload.question_id)
        return jsonify(error=words, status=409, closed=True), 409
    except AnswerRefused as refused:
        return jsonify(error=refused.message, status=422), 422
    version = row.version
    if version != payload.expected_version + 1:  # an old save that came again: its own version, not the newest
        kept = revision_of_key(assessment().id, payload.idempotency_key)
        version = kept.version if kept else version
    reply = jsonify(as_json(content_of(row), version))  # made before the commit: the row need not be read again
    db.session.commit()
    return reply


def _note_refusal(question_id: str) -> None:
    """An attempt to change closed answers is written down, though nothing else is."""
    asked, who = assessment(), respondent(invitation())
    company, asked_id = company_of(asked), asked.id
    db.session.rollback()
    record(
        "assessments.save_refused",
        "assessment",
        asked_id,
        actor=who,
        at=now(),
        company_id=company,
        question=question_id,
    )
    db.session.commit()


@bp.post("/sections/<int:number>")
@invited()
@web.limiter.limit("120/minute", key_func=limit_key)
def save_form(number: int) -> web.Reply:
    """Save a section's form: answers, evidence added and taken away. Faults are shown beside their questions."""
    page = pages.view(assessment())
    if not 1 <= number <= len(page.sections):
        abort(404)
    outcome = save_section(assessment(), page.sections[number - 1], request.form, request.files, visit(), at=now())
    db.session.commit()
    if outcome.unsent or outcome.unsent_files:
        flash(
            closed_words(assessment()) or _("Only the questions returned by the reviewer can be changed now."), "error"
        )
        for name in outcome.unsent_files:
            flash(_("“%(name)s” was not attached.", name=name), "error")
        return _section_page(number, outcome, 409)
    for sentence in outcome.refused:
        flash(sentence, "error")
    if outcome.faults or outcome.clashes:
        flash(_("Some answers could not be saved. They are marked below; all other answers have been saved."), "error")
        return _section_page(number, outcome, 422)
    if outcome.goto == "next":
        following = next((section.number for section in page.sections[number:] if section.open), None)
        if following is not None:  # after a return most sections are closed
            return redirect(url_for("portal.section", number=following), code=303)
        return redirect(after_the_sections(), code=303)
    if outcome.goto == "overview":
        return redirect(url_for("portal.overview"), code=303)
    flash(_("Saved.") if outcome.confirmed is None else _confirmed_words(len(outcome.confirmed)), "success")
    return redirect(url_for("portal.section", number=number, _anchor=outcome.anchor or None), code=303)


def _confirmed_words(number: int) -> str:
    if number == 0:
        return str(_("No answers were confirmed, because these questions have been answered in the meantime."))
    return str(ngettext("%(num)s answer was confirmed.", "%(num)s answers were confirmed.", number))
