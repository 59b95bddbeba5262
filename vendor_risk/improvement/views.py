"""Findings by organization or as a list, in order of impact, and each with the gap, the proposal and what is done."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from vendor_risk import web
from vendor_risk.assessments.answers.kinds import level_name
from vendor_risk.assessments.results.explanation import short
from vendor_risk.database import now
from vendor_risk.i18n import language, local_today
from vendor_risk.improvement import (
    actions,
    assign_views,
    mail,
    owner_queries,
    pages,
    queries,
    threshold_queries,
    threshold_views,
    words,
)
from vendor_risk.improvement.blueprint import bp
from vendor_risk.improvement.forms import DecideForm, FilterForm, asked_filters
from vendor_risk.improvement.models import Finding, FindingStatus
from vendor_risk.improvement.training import courses_for
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.web.paging import asked_order, asked_page
from vendor_risk.web.saving import save

__all__ = ["assign_views", "bp", "threshold_views"]
_GROUPS, _LIST = "groups", "list"


@bp.get("/")
@requires(Permission.ASSESSMENT_VIEW)
def index() -> str:
    """The findings that are not finished, the greatest impact first: by organization and section, or as a list."""
    scope, form, today = web.scope(), FilterForm(request.args), local_today()
    form.offer(owner_queries.owners(scope))
    filters = asked_filters(form)
    order, descending = asked_order(request.args, queries.ORDERS, "impact")
    if "sort" not in request.args:
        descending = True
    view = _LIST if request.args.get("view") == _LIST else _GROUPS
    number, lines, groups = asked_page(request.args), None, None
    if view == _LIST:
        lines = pages.listed(scope, filters, today, order, descending, number)
    else:
        groups = pages.grouped(scope, filters, today, number)
    counts = queries.counts(scope, today, current_user.id)
    return render_template(
        "improvement/index.html",
        view=view,
        lines=lines,
        groups=groups,
        form=form,
        filters=filters,
        carried=request.args.to_dict(),
        may_assign=web.may(Permission.FINDING_EDIT),
        organization=organization_queries.organization(scope, filters.organization) if filters.organization else None,
        counts=counts,
        readings=[figure.read(counts) for figure in pages.HEAD],
        thresholds=[words.threshold(use.threshold) for use in threshold_queries.thresholds_in_use(scope)],
        order=order,
        descending=descending,
        today=today,
        severities=words.severities(),
        statuses=words.statuses(),
    )


def _form(row: Finding) -> DecideForm:
    """The form of a finding with the owners it may have; one who may no longer see it stays until another is named."""
    form = DecideForm(
        data={
            "status": row.status,
            "owner": queries.VENDOR if row.vendor_owns else str(row.owner_id or ""),
            "due_on": row.due_on,
            "note": row.note,
            "seen_version": row.version,
        }
    )
    people = owner_queries.people_for([row.id])
    if row.owner is not None and row.owner_id not in {person.id for person in people}:
        people.append(owner_queries.Person(row.owner.id, row.owner.name, row.owner.email))
    form.offer(row.organization.display_name(language()), people)
    return form


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
        owner=row.organization.display_name(language())
        if row.vendor_owns
        else (row.owner.display_name(language()) if row.owner else ""),
        others=queries.same_gap(web.scope(Permission.ASSESSMENT_VIEW), row),
        events=queries.history(row.id),
        event_names=words.events(),
        gap=words.gap(row),
        reason=words.reason(row, row.organization.kind),
        here=words.anchor(question, row.level),
        wanted=words.anchor(question, row.target),
        severities=words.severities(),
        statuses=words.statuses(),
        kinds=words.kinds(),
        level_name=level_name,
        short=short,
    )


@bp.get("/<int:finding_id>")
@requires(Permission.ASSESSMENT_VIEW)
def finding(finding_id: int) -> str:
    """One gap over the years: what is asked for, what is there, how to close it, and what is being done."""
    row = queries.finding(web.scope(), finding_id)
    if row is None:
        abort(404)
    may_edit = queries.may_edit(web.scope(Permission.FINDING_EDIT), finding_id, current_user.id)
    return _page(row, _form(row) if may_edit else None)


@bp.post("/<int:finding_id>")
@requires(Permission.FINDING_EDIT)
def decide(finding_id: int) -> web.Reply | Response:
    """Say what is done about it, by whom, by when."""
    row = queries.finding(web.scope(Permission.ASSESSMENT_VIEW), finding_id)
    if row is None or not queries.may_edit(web.scope(), finding_id, current_user.id):
        abort(404)
    form, before = _form(row), row.owner_id
    needed = {
        FindingStatus.ACCEPTED_RISK: _("Enter why this risk is accepted and who accepted it."),
        FindingStatus.CLOSED: _("Enter why the finding is closed without a new answer."),
    }.get(form.status.data)
    if needed and not (form.note.data or "").strip():
        form.note.validators = [InputRequired(needed)]

    def said() -> Finding:
        actions.decide(
            row,
            status=FindingStatus(form.status.data),
            owner=assign_views.owner_of(form.owner.data or ""),
            due_on=form.due_on.data,
            note=form.note.data or "",
            seen_version=form.seen_version.data or 0,
            actor=web.actor(),
            at=now(),
        )
        if row.owner_id not in {None, before}:
            mail.tell_owner(row.owner_id, [row.id], by=current_user, at=now())
        return row

    if save(form, said) is None:
        return _page(row, form), 422
    flash(_("Saved."), "success")
    return redirect(url_for("improvement.finding", finding_id=finding_id), code=303)
