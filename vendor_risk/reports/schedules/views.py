"""Reports that are made again and again: set up, change, stop, take away."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.i18n import local_today
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.permissions import Permission, requires
from vendor_risk.reports import jobs as report_jobs
from vendor_risk.reports import queries
from vendor_risk.reports.blueprint import bp
from vendor_risk.reports.forms import ScheduleForm, rhythms
from vendor_risk.reports.rendering import ReportFormat
from vendor_risk.reports.schedules import actions
from vendor_risk.reports.schedules.models import ReportSchedule
from vendor_risk.reports.schedules.recurrence import Rhythm


def _form(**values: object) -> ScheduleForm:
    scope = web.scope()
    return ScheduleForm(organization_queries.companies(scope), queries.possible_recipients(scope), **values)


def _schedule(schedule_id: int) -> ReportSchedule:
    return queries.schedule(web.scope(), schedule_id) or abort(404)


def _wanted(form: ScheduleForm) -> actions.ScheduleSettings | None:
    """What the form asks for; None when it has faults, which its fields then say."""
    if not form.validate_on_submit():
        return None
    chosen = frozenset(form.recipients.data)
    if actions.recipients_who_may(chosen, form.company_id.data) != chosen:
        form.recipients.errors = [_("Some of the selected users do not have access to this company’s reports.")]
        return None
    rhythm, day = Rhythm(form.rhythm.data), int(form.day.data or 1)
    return actions.ScheduleSettings(form.company_id.data, ReportFormat(form.form.data), rhythm, day, chosen)


def _page(form: ScheduleForm, row: ReportSchedule | None = None, status: int = 200) -> web.Reply:
    return render_template(
        "reports/schedules.html",
        form=form,
        row=row,
        schedules=queries.schedules(web.scope()),
        formats={form.value: name for form, name in report_jobs.formats().items()},
        rhythms={rhythm.value: name for rhythm, name in rhythms().items()},
        weekdays=get_locale().days["format"]["wide"],
    ), status


@bp.get("/schedules")
@requires(Permission.REPORT_SCHEDULE)
def schedules() -> web.Reply:
    """The schedules of one's companies, and the form for another."""
    return _page(_form(formdata=None, recipients=[current_user.id]))


@bp.post("/schedules")
@requires(Permission.REPORT_SCHEDULE)
def add_schedule() -> web.Reply:
    """Set one up."""
    form = _form()
    wanted = _wanted(form)
    if wanted is None:
        web.flash_errors(form)
        return _page(form, status=422)
    actions.add(wanted, owner_id=current_user.id, today=local_today(), actor=web.actor(), at=now())
    db.session.commit()
    flash(_("Report scheduled. The list shows when it will next be created."), "success")
    return redirect(url_for("reports.schedules"), 303)


@bp.get("/schedules/<int:schedule_id>")
@requires(Permission.REPORT_SCHEDULE)
def show_schedule(schedule_id: int) -> web.Reply:
    """One schedule, to be changed."""
    row = _schedule(schedule_id)
    people = [recipient.user_id for recipient in row.recipients]
    form = _form(
        formdata=None, form=row.form, company_id=row.company_id, rhythm=row.rhythm, day=row.day, recipients=people
    )
    return _page(form, row)


@bp.post("/schedules/<int:schedule_id>")
@requires(Permission.REPORT_SCHEDULE)
def change_schedule(schedule_id: int) -> web.Reply:
    """Let it say something else."""
    row, form = _schedule(schedule_id), _form()
    wanted = _wanted(form)
    if wanted is None:
        web.flash_errors(form)
        return _page(form, row, 422)
    actions.change(row, wanted, today=local_today(), actor=web.actor(), at=now())
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("reports.schedules"), 303)


@bp.post("/schedules/<int:schedule_id>/pause")
@requires(Permission.REPORT_SCHEDULE)
def pause_schedule(schedule_id: int) -> Response:
    """Stop it, or let it go on."""
    row = _schedule(schedule_id)
    actions.pause(row, today=local_today(), actor=web.actor(), at=now())
    db.session.commit()
    return redirect(url_for("reports.schedules"), 303)


@bp.post("/schedules/<int:schedule_id>/delete")
@requires(Permission.REPORT_SCHEDULE)
def delete_schedule(schedule_id: int) -> Response:
    """Take it away."""
    actions.delete(_schedule(schedule_id), actor=web.actor(), at=now())
    db.session.commit()
    flash(_("Schedule deleted. Existing reports have been kept."), "success")
    return redirect(url_for("reports.schedules"), 303)
