"""The end of answering: a look over everything, the mailed code where one is asked for, submitting, the receipt."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.assessments import actions as assessment_actions
from vendor_risk.assessments import pages
from vendor_risk.assessments.answers.values import is_complete
from vendor_risk.assessments.links.site import site
from vendor_risk.assessments.states import DONE, Verb, can
from vendor_risk.crosswalks.earlier.offer import earlier_answers
from vendor_risk.database import db, now
from vendor_risk.declarations.queries import lacks_subcontractors, named_subcontractors
from vendor_risk.domain.questionnaires import LEVEL_NAMES, AnswerState
from vendor_risk.permissions import invited
from vendor_risk.portal import actions, queries
from vendor_risk.portal.blueprint import assessment, bp, invitation, limit_key, onward, submitter, visit
from vendor_risk.portal.forms import CodeForm, SubmitForm


def _submit_page(form: SubmitForm, status: int = 200) -> web.Reply:
    page = pages.view(assessment())
    open_questions = [(s, q) for s in page.sections for q in s.questions if q.open]
    blank = [(s, q) for s, q in open_questions if q.content.state is AnswerState.BLANK]
    return render_template(
        "portal/submit.html",
        assessment=assessment(),
        page=page,
        form=form,
        blank=blank,
        earlier=earlier_answers(assessment()),
        unreasoned=[(s, q) for s, q in open_questions if q.content.state is AnswerState.NOT_APPLICABLE and not q.done],
        incomplete=[(s, q) for s, q in open_questions if not is_complete(q.question, q.content)],
        untouched=[(s, q) for s, q in open_questions if q.returned and not q.touched],
        nothing=page.answered == 0,
        level_names=LEVEL_NAMES,
        lacks_subcontractors=lacks_subcontractors(assessment()),
        subcontractors=named_subcontractors(assessment()),
    ), status


@bp.get("/submit")
@invited()
def submit() -> web.Reply:
    """Every answer on one page to be checked, what is missing, and the button that hands everything in."""
    if not can(assessment(), Verb.SUBMIT) and assessment().status in DONE:
        return redirect(url_for("portal.receipt"))
    return _submit_page(SubmitForm())


@bp.post("/submit")
@invited()
@web.limiter.limit("20/minute", key_func=limit_key)
def hand_in() -> web.Reply:
    """Hand the answers in."""
    form = SubmitForm()
    if not form.validate_on_submit():
        web.flash_errors(form)
        return _submit_page(form, 422)
    if lacks_subcontractors(assessment()) and not form.confirmed.data:
        flash(
            _(
                "List the subcontractors you use, state that you use none, or confirm that you want to "
                "submit without this information."
            ),
            "error",
        )
        return _submit_page(form, 422)
    by = f"{form.name.data.strip()} ({actions.respondent(invitation())})"
    try:
        assessment_actions.submit(assessment(), actor=by, at=now(), confirmed=form.confirmed.data, receipt=site())
    except (
        assessment_actions.Unanswered,
        assessment_actions.ReasonMissing,
        assessment_actions.RowsIncomplete,
    ) as missing:
        flash(missing.message, "error")
        return _submit_page(form, 422)
    db.session.commit()
    return redirect(url_for("portal.receipt"), code=303)


@bp.get("/receipt")
@invited()
def receipt() -> web.Reply:
    """That the answers arrived: when, how many, under which number. Made to be printed."""
    if assessment().status not in DONE:
        return redirect(url_for("portal.overview"))
    return render_template(
        "portal/receipt.html",
        assessment=assessment(),
        page=pages.view(assessment()),
        reference=assessment_actions.reference_number(assessment()),
        subcontractors=named_subcontractors(assessment()),
        level_names=LEVEL_NAMES,
        by=submitter(assessment()),
    )


@bp.get("/code")
@invited()
def code() -> web.Reply:
    """Asks for the code that was mailed to the invited address."""
    sent = queries.newest_code(visit().id)
    waiting = sent is not None and sent.used_at is None and sent.expires_at > now()
    return render_template("portal/code.html", assessment=assessment(), form=CodeForm(), sent=waiting, to=_masked())


def _masked() -> str:
    """The invited address as far as a stranger with the link may know it."""
    name, _at, domain = invitation().email.partition("@")
    return f"{name[:1]}•••@{domain}"


@bp.post("/code/send")
@invited()
@web.limiter.limit("10/hour", key_func=limit_key)
def send_code() -> web.Reply:
    """Mail a code."""
    actions.send_code(visit(), secret=web.settings().secret_key, site=site(), at=now())
    db.session.commit()
    flash(_("A code has been sent to %(address)s. It is valid for ten minutes.", address=_masked()), "success")
    return redirect(url_for("portal.code", next=request.args.get("next", "")), code=303)


@bp.post("/code")
@invited()
@web.limiter.limit("30/hour", key_func=limit_key)
def check_code() -> web.Reply:
    """Check the code and go on to where it was asked for."""
    form = CodeForm()
    good = form.validate_on_submit() and actions.check_code(
        visit(), form.code.data, secret=web.settings().secret_key, at=now()
    )
    db.session.commit()
    if not good:
        flash(
            _("This code is incorrect, has already been used or has expired. Try again or request a new code."), "error"
        )
        return redirect(url_for("portal.code", next=request.args.get("next", "")), code=303)
    return redirect(onward(request.args.get("next", "")), code=303)
