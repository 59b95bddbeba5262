"""Findings: the list in order of impact, and each with the gap in words, the proposal, and what is being done."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from vendor_risk import web
from vendor_risk.accounts.people_names import as_written
from vendor_risk.assessments.answers.kinds import level_name
from vendor_risk.assessments.results.explanation import short
from vendor_risk.database import db, now
from vendor_risk.improvement import actions, queries, words
from vendor_risk.improvement.forms import AssignForm, DecideForm, FilterForm
from vendor_risk.improvement.models import Finding, FindingStatus
from vendor_risk.improvement.training import courses_for
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.web.paging import asked_order, asked_page
from vendor_risk.web.query_state import address

bp = Blueprint("improvement", __name__, url_prefix="/improvement")


def _filters(form: FilterForm) -> queries.ImprovementFilters:
    """What the address narrows the list by."""
    return queries.ImprovementFilters(
        q=form.q.data or "",
        status=form.status.data or "",
        severity=form.severity.data or "",
        organization=request.args.get("organization", type=int),
        question=(form.question.data or "").strip(),
        kind=form.kind.data or "",
        overdue=bool(form.overdue.data),
        ownerless=bool(form.ownerless.data),
        among=web.numbers(request.args.get("among", "")),
        questions=tuple(part for part in request.args.get("questions", "")[:4000].split(",") if part),
    )


@bp.get("/")
@requires(Permission.ASSESSMENT_VIEW)
def index() -> str:
    """The findings that are not finished, the greatest impact first."""
    scope, form, today = web.scope(), FilterForm(request.args), now().date()
    filters = _filters(form)
    organization_id = filters.organization
    order, descending = asked_order(request.args, queries.ORDERS, "impact")
    if "sort" not in request.args:
        descending = True
    page = queries.findings(scope, filters, today, order, descending, asked_page(request.args))
    questionnaires = {
        row.questionnaire_version_id: domain_questionnaire(row.questionnaire_version_id) for row in page.rows
    }
    return render_template(
        "improvement/index.html",
        page=page,
        form=form,
        assigning=AssignForm(formdata=None) if web.may(Permission.FINDING_EDIT) else None,
        carried=request.args.to_dict(),
        filters=filters,
        organization=organization_queries.organization(scope, organization_id) if organization_id else None,
        counts=queries.counts(scope, today),
        questions={
            row.id: questionnaires[row.questionnaire_version_id].by_id.get(row.question_id) for row in page.rows
        },
        order=order,
        descending=descending,
        today=today,
        severities=words.severities(),
        statuses=words.statuses(),
        kinds=words.kinds(),
        level_name=level_name,
        short=short,
    )


@bp.post("/assign")
@requires(Permission.FINDING_EDIT)
def assign() -> Response:
    """Give the ticked findings, or all that match the filters of the address, an owner, a date, or both."""
    form, back = AssignForm(), redirect(address("improvement.index", request.args), code=303)
    if not form.validate():
        flash(_("Enter the date in the format shown and a name of no more than 300 characters."), "error")
        return back
    ticked = None if "all" in request.form else request.form.getlist("finding", type=int)
    view, filters = web.scope(Permission.ASSESSMENT_VIEW), _filters(FilterForm(request.args))
    ids = queries.editable_ids(view, web.scope(), filters, now().date(), ticked)
    if not ids:
        flash(_("Select at least one open finding, or apply to all matching findings."), "error")
        return back
    actions.assign(ids, owner=form.owner.data or "", due_on=form.due_on.data, actor=web.actor(), at=now())
    db.session.commit()
    flash(ngettext("%(num)s finding updated.", "%(num)s findings updated.", len(ids)), "success")
    return back


def _page(row: Finding, form: DecideForm | None) -> str:
    questionnaire = domain_questionnaire(row.questionnaire_version_id)
    question = questionnaire.by_id.get(row.question_id)
    return render_template(
        "improvement/finding.html",
        row=row,
        question=question,
        section=questionnaire.section_of.get(row.question_id),
        courses=courses_for(question),
        form=form,
        caps=queries.still_caps(row),
        others=queries.same_gap(web.scope(Permission.ASSESSMENT_VIEW), row),
        gap=words.gap(row),
        here=words.anchor(question, row.level),
        wanted=words.anchor(question, row.target),
        severities=words.severities(),
        statuses=words.statuses(),
        kinds=words.kinds(),
        today=now().date(),
        level_name=level_name,
        short=short,
    )


@bp.get("/<int:finding_id>")
@requires(Permission.ASSESSMENT_VIEW)
def finding(finding_id: int) -> str:
    """One gap: what is asked for, what is there, how to close it, and what is being done."""
    row = queries.finding(web.scope(), finding_id)
    if row is None:
        abort(404)
    may_edit = queries.may_edit(web.scope(Permission.FINDING_EDIT), finding_id)
    values = {"status": row.status, "owner": as_written(row.owner), "due_on": row.due_on, "note": row.note}
    return _page(row, DecideForm(data=values | {"seen_version": row.version}) if may_edit else None)


@bp.post("/<int:finding_id>")
@requires(Permission.FINDING_EDIT)
def decide(finding_id: int) -> Response | tuple[str, int]:
    """Say what is done about it, by whom, by when."""
    row = queries.finding(web.scope(), finding_id)
    if row is None or not queries.may_edit(web.scope(), finding_id):
        abort(404)
    form = DecideForm()
    if form.status.data == FindingStatus.ACCEPTED_RISK and not (form.note.data or "").strip():
        form.note.validators = [InputRequired(_("Enter why this risk is accepted and who accepted it."))]
    if not form.validate():
        web.flash_errors(form)
        return _page(row, form), 422
    actions.decide(
        row,
        status=FindingStatus(form.status.data),
        owner=form.owner.data or "",
        due_on=form.due_on.data,
        note=form.note.data or "",
        seen_version=form.seen_version.data or 0,
        actor=web.actor(),
        at=now(),
    )
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("improvement.finding", finding_id=finding_id), code=303)
