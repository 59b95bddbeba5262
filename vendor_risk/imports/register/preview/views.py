"""The preview of a register import: every row with what is wrong at which cell, put right there, and stored."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.engagements import queries as engagement_queries
from vendor_risk.errors import Refused
from vendor_risk.i18n import language
from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.register import actions
from vendor_risk.imports.register.corrections import actions as correction_actions
from vendor_risk.imports.register.corrections.given import given_fixes
from vendor_risk.imports.register.corrections.sheet_rows import optional
from vendor_risk.imports.register.forms import answer_choices, field_name, leaving_words, table_choices
from vendor_risk.imports.register.plan import RegisterReport
from vendor_risk.imports.register.preview.endings import CONFIRM, endings_of
from vendor_risk.imports.register.preview.opening_views import OPEN, own_batch, rights_of, workbooks_of
from vendor_risk.imports.register.waiting.queries import waiting_by_batch
from vendor_risk.imports.register.words import RowProblem
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.checks import is_email
from vendor_risk.organizations.queries import CompanyRow
from vendor_risk.permissions import Permission, requires
from vendor_risk.web import saving
from vendor_risk.workbook import Workbook


def _said(problem: RowProblem) -> str:
    return problem.message(_, language())


@bp.get("/register/<int:batch_id>")
@requires(Permission.REGISTER_EDIT)
def register_preview(batch_id: int) -> web.Reply:
    """What the file would do, row by row; or what it has done."""
    return _page(own_batch(batch_id))


def _page(batch: ImportBatch, status: int = HTTPStatus.OK, *, unconfirmed: bool = False) -> web.Reply:
    report = actions.report_of(batch)
    if batch.status == ImportStatus.APPLIED:
        page = render_template(
            "imports/register_done.html",
            batch=batch,
            report=report,
            totals=report.totals,
            said=_said,
            waiting=waiting_by_batch([batch.id]).get(batch.id, 0),
            missing=engagement_queries.with_missing(web.scope(Permission.REGISTER_VIEW)),
            leaving=leaving_words(),
            tables=dict(table_choices()),
            field_name=field_name,
        )
        return page, status
    companies, settings = organization_queries.companies(web.scope()), actions.settings_of(batch)
    page = render_template(
        "imports/register_preview.html",
        batch=batch,
        report=report,
        settings=settings,
        totals=report.totals,
        questions=[
            (question, question.message(_, language()), answer_choices(question, companies))
            for question in report.questions
        ],
        sheet_problems=[problem for problem in report.problems if not problem.row_about],
        answers=settings.answers,
        typed=request.form if status != HTTPStatus.OK else {},
        said=_said,
        optional=optional,
        leaving=leaving_words(),
        tables=dict(table_choices()),
        field_name=field_name,
        endings=endings_of(report, web.scope(), web.scope(Permission.ASSESSMENT_ISSUE), now()),
        confirm_ending=CONFIRM,
        unconfirmed=unconfirmed,
        ImportStatus=ImportStatus,
    )
    return page, status


@bp.post("/register/<int:batch_id>/answers")
@requires(Permission.REGISTER_EDIT)
def register_answer(batch_id: int) -> web.Reply:
    """Take answers and corrections from the preview (or the page of a row), and look at the file again with them."""
    batch = own_batch(batch_id)
    if batch.status in OPEN:
        workbooks = workbooks_of(batch)
        ending, changed = _put_right(batch_id, workbooks)
        if ending.refusal is not None:
            return _page(own_batch(batch_id), ending.refusal.status)
        if changed:
            _tell_applied()
    return redirect(url_for("imports.register_preview", batch_id=batch_id), 303)


def _put_right(batch_id: int, workbooks: Sequence[Workbook]) -> tuple[saving.Ending, bool]:
    """Take what the form of the preview says, committed; whether anything of it was new."""
    batch, changed = own_batch(batch_id), False
    rights = rights_of(actions.settings_of(batch).home)
    try:
        given = given_fixes(request.form)
        with saving.committed() as ending:
            answers = _answers(actions.report_of(batch))
            changed = correction_actions.correct_rows(
                batch, workbooks, given, answers, rights, at=now(), actor=web.actor()
            )
    except ValueError:
        abort(400)
    return ending, changed


def _answers(report: RegisterReport) -> dict[str, str]:
    """The answers of the form to what this report asks. ValueError for one that was not offered, Refused for an
    address of mail that is none.
    """
    companies: Sequence[CompanyRow] = organization_queries.companies(web.scope())
    answers = {}
    for question in report.questions:
        text = request.form.get(question.id, "")
        options = {value for value, _label in answer_choices(question, companies)}
        if text and question.kind != "exchange_rate" and text not in options:
            raise ValueError(text)
        if question.id in request.form:
            answers[question.id] = text[:100]
    for owner in report.owners:
        mail = request.form.get(owner.id, owner.mail).strip()
        if mail and not is_email(mail):
            raise Refused(
                _("“%(value)s” is not a valid email address. Use the format name@company.example.", value=mail)
            )
        if owner.id in request.form:
            answers[owner.id] = mail
    return answers


@bp.get("/register/<int:batch_id>/rows/<int:place>/<int:row>")
@requires(Permission.REGISTER_EDIT)
def register_row(batch_id: int, place: int, row: int) -> web.Reply:
    """Every cell of one row, to put right; `place` is that of its sheet."""
    batch = own_batch(batch_id)
    if batch.status not in OPEN:
        return redirect(url_for("imports.register_preview", batch_id=batch_id), 303)
    workbooks = workbooks_of(batch)
    batch = own_batch(batch_id)
    rights = rights_of(actions.settings_of(batch).home)
    found = correction_actions.look_at(batch, workbooks, place, row, rights, at=now()) or abort(404)
    return render_template(
        "imports/register_row.html",
        batch=batch,
        row=found,
        said=_said,
        optional=optional,
        field_name=field_name,
        typed={},
    )


@bp.post("/register/<int:batch_id>/afresh")
@requires(Permission.REGISTER_EDIT)
def register_afresh(batch_id: int) -> web.Reply:
    """Read the file without what was remembered of its layout."""
    batch = own_batch(batch_id)
    if batch.status in OPEN:
        workbooks = workbooks_of(batch)
        actions.read_afresh(own_batch(batch_id), workbooks, rights_of(None), at=now(), actor=web.actor())
        db.session.commit()
    return redirect(url_for("imports.register_preview", batch_id=batch_id), 303)


@bp.post("/register/<int:batch_id>/apply")
@requires(Permission.REGISTER_EDIT)
def register_store(batch_id: int) -> web.Reply:
    """Store the batch, all but the rows on hold; or nothing, when it would not do what its preview shows."""
    batch = own_batch(batch_id)
    if batch.status == ImportStatus.PREVIEWED:
        workbooks = workbooks_of(batch)
        ending, changed = _put_right(batch_id, workbooks)
        if ending.refusal is not None:
            return _page(own_batch(batch_id), ending.refusal.status)
        if changed:
            _tell_applied()
            return redirect(url_for("imports.register_preview", batch_id=batch_id), 303)
        batch = own_batch(batch_id)
        report = actions.report_of(batch)
        if (report.ended_vendors or report.ended_engagements) and CONFIRM not in request.form:
            return _page(batch, HTTPStatus.UNPROCESSABLE_ENTITY, unconfirmed=True)
        rights = rights_of(actions.settings_of(batch).home)
        stored = actions.apply(batch, workbooks, rights, at=now(), actor=web.actor())
        db.session.commit()
        _tell(stored, actions.report_of(batch).held_row_count)
    return redirect(url_for("imports.register_preview", batch_id=batch_id), 303)


def _tell_applied() -> None:
    words = _(
        "Your corrections and answers have been applied, but nothing has been imported yet. Review the changes, then "
        "import."
    )
    flash(words, "info")


def _tell(stored: bool, held: int) -> None:
    if not stored:
        words = _("The register has changed since the preview, so nothing was saved. Review the changes again.")
        flash(words, "warning")
    elif held:
        words = ngettext(
            "Import complete. %(num)s row is in the list of rows on hold.",
            "Import complete. %(num)s rows are in the list of rows on hold.",
            held,
        )
        flash(words, "warning")
    else:
        flash(_("Register imported. This file has no rows on hold."), "success")


@bp.post("/register/<int:batch_id>/discard")
@requires(Permission.REGISTER_EDIT)
def register_discard(batch_id: int) -> web.Reply:
    """Give the batch up."""
    batch = own_batch(batch_id)
    if batch.status in OPEN:
        actions.discard(batch, at=now(), actor=web.actor())
        db.session.commit()
        flash(_("Import cancelled. Nothing was saved."), "info")
    return redirect(url_for("imports.index"), 303)
