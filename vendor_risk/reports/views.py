"""Reports: ask for one, and the list of those that were made."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.i18n import language
from vendor_risk.jobs import queries as job_queries
from vendor_risk.jobs import words as job_words
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.permissions import Permission, requires
from vendor_risk.reports import jobs as report_jobs
from vendor_risk.reports.answers import views as answers_views
from vendor_risk.reports.blueprint import bp
from vendor_risk.reports.forms import OrderForm
from vendor_risk.reports.schedules import views as schedule_views
from vendor_risk.reports.subjects import branch
from vendor_risk.web.ids import an_id

__all__ = ["answers_views", "bp", "schedule_views"]
_SHOWN = 20


@bp.get("/")
@requires(Permission.REPORT_VIEW)
def index() -> web.Reply:
    """What can be asked for, and what was made for the companies one sees."""
    form = OrderForm(organization_queries.companies(web.scope()), formdata=None)
    form.language.data = language()
    form.vendor.data = request.args.get("vendor", "")[:300]
    company_id = request.args.get("company", type=an_id)
    if company_id is not None and web.scope().covers(company_id):
        form.company_id.data = company_id
    return _page(form)


def _page(form: OrderForm, status: int = 200) -> web.Reply:
    made = job_queries.recent({report_jobs.KIND: web.scope()}, (report_jobs.KIND,), _SHOWN)
    return render_template(
        "reports/index.html",
        form=form,
        made=made,
        words=job_words,
        statuses=job_words.statuses(),
        tones=job_words.TONES,
        kept_days=report_jobs.KEPT_DAYS,
    ), status


@bp.post("/")
@requires(Permission.REPORT_VIEW)
@web.limiter.limit("20/minute")
def make() -> web.Reply:
    """Have it made in the background."""
    form = OrderForm(organization_queries.companies(web.scope()))
    if not form.validate_on_submit():
        web.flash_errors(form)
        return _page(form, 422)
    vendor_id = _vendor(form)
    if form.errors:
        web.flash_errors(form)
        return _page(form, 422)
    since = form.since.data.isoformat() if form.since.data else None
    order = report_jobs.ReportOrder(form.form.data, form.language.data, vendor_id, since)
    job = report_jobs.ask(
        web.scope(), form.company_id.data, order,
        owner_id=current_user.id, language=language(), actor=web.actor(), at=now(),
    )  # fmt: skip
    db.session.commit()
    flash(
        _("The report is being created. You can leave this page; the report will appear in the list under “Reports”."),
        "success",
    )
    return redirect(url_for("jobs.show", job_id=job.id), 303)


def _vendor(form: OrderForm) -> int | None:
    """The vendor that was named; a fault of the form when nobody is called that."""
    text = (form.vendor.data or "").strip()
    if not text:
        return None
    found = organization_queries.named(branch(web.scope(), form.company_id.data), text)
    if found is None:
        form.vendor.errors = [
            _(
                "No organisation visible to the selected company matches this code or name, or more than one does. "
                "Enter the exact code."
            )
        ]
        return None
    return found.id
