"""Register imports: the index of all imports, upload, columns, preview, storing, template and export."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk import web
from vendor_risk.database import db, end_transaction_before_slow_work, now
from vendor_risk.errors import Refused
from vendor_risk.formats.register.archive import bundle, read_files
from vendor_risk.formats.register.workbook import Layout
from vendor_risk.i18n import language
from vendor_risk.imports import queries
from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.register import actions
from vendor_risk.imports.register.export import register_file, template_file
from vendor_risk.imports.register.forms import (
    RegisterUploadForm,
    answer_choices,
    field_choices,
    field_name,
    home_choices,
    leaving_words,
    table_choices,
)
from vendor_risk.imports.register.state import Rights
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations import tree
from vendor_risk.permissions import Permission, requires
from vendor_risk.web import saving
from vendor_risk.web.files import XLSX, send_made, send_workbook
from vendor_risk.workbook import Workbook, WorkbookRefused

OPEN = (ImportStatus.PREVIEWED, ImportStatus.REFUSED)


def _index_page(form: RegisterUploadForm, status: int = 200) -> web.Reply:
    page = render_template(
        "imports/index.html",
        form=form,
        batches=queries.recent_register_batches(web.scope(), web.actor()),
        report_of=actions.report_of,
        ImportStatus=ImportStatus,
    )
    return page, status


def _upload_form() -> RegisterUploadForm:
    return RegisterUploadForm(organization_queries.companies(web.scope()))


def _rights(home_company_id: int | None) -> Rights:
    return Rights(web.scope(), web.scope(Permission.COMPANY_EDIT), home_company_id=home_company_id or None)


def _home_of_batch() -> int | None:
    """The company at the top of what this person may change: whose batch it is."""
    lines = tree.lines(organization_queries.companies(web.scope()))
    return lines[0].row.id if lines else None


@bp.get("/")
@requires(Permission.REGISTER_EDIT)
def index() -> web.Reply:
    """All ways in which data come in."""
    return _index_page(_upload_form())


@bp.post("/register")
@requires(Permission.REGISTER_EDIT)
@web.limiter.limit("30/minute")
def register_upload() -> web.Reply:
    """Take a register file in: read, map, plan; nothing is stored in the register yet."""
    form = _upload_form()
    if not form.validate_on_submit():
        web.flash_errors(form)
        return _index_page(form, 422)
    home = form.home_company_id.data
    name, data = bundle([(file.filename or "register.xlsx", file.read()) for file in form.file.data])
    end_transaction_before_slow_work()
    with saving.committed() as ending:
        try:
            workbooks = read_files(name, data)
        except WorkbookRefused as refusal:
            raise Refused(refusal.message(_)) from None
        batch = actions.take_in(
            name, data, workbooks, _rights(home), company_id=_home_of_batch(), at=now(), actor=web.actor()
        )
    if not ending:
        return _index_page(_upload_form(), 422)
    return _after_planning(batch)


def _after_planning(batch: ImportBatch) -> web.Reply:
    """On to the columns while something about them is open, otherwise to the preview."""
    mappings = actions.settings_of(batch).sheets
    unsure = not any(sheet.table for sheet in mappings) or any(
        sheet.unknown or sheet.missing or sheet.twice for sheet in mappings
    )
    endpoint = "imports.register_columns" if unsure else "imports.register_preview"
    return redirect(url_for(endpoint, batch_id=batch.id), 303)


def _batch(batch_id: int) -> ImportBatch:
    return queries.own_register_batch(web.scope(), batch_id, web.actor()) or abort(404)


def _workbooks(batch: ImportBatch) -> Sequence[Workbook]:
    """The batch's file, read while no transaction is open; the batch is reloaded afterwards."""
    name, content = batch.file_name, actions.content_of(batch)
    end_transaction_before_slow_work()
    return read_files(name, content)


@bp.route("/register/<int:batch_id>/columns", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def register_columns(batch_id: int) -> web.Reply:
    """Say which sheet is which table, and which column which field."""
    batch = _batch(batch_id)
    if batch.status not in OPEN:
        return redirect(url_for("imports.register_preview", batch_id=batch_id))
    companies = organization_queries.companies(web.scope())
    if request.method == "GET":
        return render_template(
            "imports/register_columns.html",
            batch=batch,
            sheets=(settings := actions.settings_of(batch)).sheets,
            home=settings.home,
            tables=table_choices(),
            fields=field_choices(),
            field_name=field_name,
            homes=home_choices(companies),
        )
    home = request.form.get("home_company_id", "0")
    if home not in {str(choice) for choice, _label in home_choices(companies)}:
        abort(400)
    workbooks = _workbooks(batch)
    try:
        same = actions.correct(
            _batch(batch_id), workbooks, request.form, _rights(int(home)), at=now(), actor=web.actor()
        )
    except ValueError:
        abort(400)
    db.session.commit()
    return redirect(url_for("imports.register_preview" if same else "imports.register_columns", batch_id=batch_id), 303)


@bp.get("/register/<int:batch_id>")
@requires(Permission.REGISTER_EDIT)
def register_preview(batch_id: int) -> web.Reply:
    """What the file would do, row by row; or what it has done."""
    batch = _batch(batch_id)
    report = actions.report_of(batch)
    companies = organization_queries.companies(web.scope())
    return render_template(
        "imports/register_preview.html",
        batch=batch,
        report=report,
        totals=report.totals,
        problems=[(problem, problem.message(_, language())) for problem in report.problems],
        notes=[(note, note.message(_, language())) for note in report.notes],
        questions=[
            (question, question.message(_, language()), answer_choices(question, companies))
            for question in report.questions
        ],
        answers=actions.settings_of(batch).answers,
        leaving=leaving_words(),
        tables=dict(table_choices()),
        field_name=field_name,
        ImportStatus=ImportStatus,
    )


@bp.post("/register/<int:batch_id>/answers")
@requires(Permission.REGISTER_EDIT)
def register_answer(batch_id: int) -> web.Reply:
    """Take the answers to what the preview asks, and look at the file again with them."""
    batch = _batch(batch_id)
    if batch.status in OPEN:
        companies = organization_queries.companies(web.scope())
        answers = {}
        for question in actions.report_of(batch).questions:
            text = request.form.get(question.id, "")
            options = {value for value, _label in answer_choices(question, companies)}
            if text and question.kind != "exchange_rate" and text not in options:
                abort(400)
            if question.id in request.form:
                answers[question.id] = text[:100]
        workbooks = _workbooks(batch)
        batch = _batch(batch_id)
        rights = _rights(actions.settings_of(batch).home)
        actions.answer(batch, workbooks, answers, rights, at=now(), actor=web.actor())
        db.session.commit()
    return redirect(url_for("imports.register_preview", batch_id=batch_id), 303)


@bp.post("/register/<int:batch_id>/apply")
@requires(Permission.REGISTER_EDIT)
def register_store(batch_id: int) -> web.Reply:
    """Store the batch, all but the rows on hold; or nothing, when it would not do what its preview shows."""
    batch = _batch(batch_id)
    if batch.status == ImportStatus.PREVIEWED:
        workbooks = _workbooks(batch)
        batch = _batch(batch_id)
        stored = actions.apply(batch, workbooks, _rights(actions.settings_of(batch).home), at=now(), actor=web.actor())
        db.session.commit()
        held = actions.report_of(batch).totals.get("held", 0)
        if stored and held:
            flash(
                ngettext(
                    "Register imported. %(num)s entry on hold was not saved.",
                    "Register imported. %(num)s entries on hold were not saved.",
                    held,
                ),
                "warning",
            )
        elif stored:
            flash(_("Register imported. All rows were saved."), "success")
        else:
            flash(
                _("The register has changed since the preview, so nothing was saved. Review the changes again."),
                "warning",
            )
    return redirect(url_for("imports.register_preview", batch_id=batch_id), 303)


@bp.post("/register/<int:batch_id>/discard")
@requires(Permission.REGISTER_EDIT)
def register_discard(batch_id: int) -> web.Reply:
    """Give the batch up."""
    batch = _batch(batch_id)
    if batch.status in OPEN:
        actions.discard(batch, at=now(), actor=web.actor())
        db.session.commit()
        flash(_("Import cancelled. Nothing was saved."), "info")
    return redirect(url_for("imports.index"), 303)


@bp.get("/register/template.xlsx")
@requires(Permission.REGISTER_EDIT)
def register_template() -> web.Reply:
    """The empty workbook to fill in."""
    return send_workbook(template_file(), "register-template.xlsx")


@bp.get("/register/export.<layout>")
@requires(Permission.REGISTER_VIEW)
def register_export(layout: str) -> web.Reply:
    """The register of one's scope in the shape it is imported in: .xlsx, or .zip of CSV files."""
    shapes = {"xlsx": (Layout.XLSX, XLSX), "zip": (Layout.CSV, "application/zip")}
    if layout not in shapes:
        abort(404)
    shape, media_type = shapes[layout]
    return send_made(register_file(web.scope(), shape), media_type, f"register-{now():%Y%m%d}.{layout}")
