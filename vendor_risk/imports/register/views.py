"""Register imports: the index of all imports, upload, columns, preview, storing, template and export."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.database import db, end_transaction_before_slow_work, now
from vendor_risk.errors import Refused
from vendor_risk.formats.register.archive import bundle, read_files
from vendor_risk.formats.register.workbook import Layout
from vendor_risk.imports import queries
from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.register import actions
from vendor_risk.imports.register.export import register_file, template_file
from vendor_risk.imports.register.forms import (
    RegisterUploadForm,
    field_choices,
    field_name,
    home_choices,
    table_choices,
)
from vendor_risk.imports.register.preview import views as register_preview_views
from vendor_risk.imports.register.preview.opening_views import OPEN, own_batch, rights_of, workbooks_of
from vendor_risk.imports.register.waiting import views as waiting_views
from vendor_risk.imports.register.waiting.queries import waiting_by_batch, waiting_number
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations import tree
from vendor_risk.permissions import Permission, requires
from vendor_risk.web import saving
from vendor_risk.web.files import XLSX, send_made, send_workbook
from vendor_risk.workbook import WorkbookRefused

__all__ = ["register_preview_views", "waiting_views"]


def _index_page(form: RegisterUploadForm, status: int = 200) -> web.Reply:
    batches = queries.recent_register_batches(web.scope(), web.actor())
    page = render_template(
        "imports/index.html",
        form=form,
        batches=batches,
        waiting=waiting_by_batch(batch.id for batch in batches),
        waiting_total=waiting_number(web.scope(), web.actor()),
        report_of=actions.report_of,
        ImportStatus=ImportStatus,
    )
    return page, status


def _upload_form() -> RegisterUploadForm:
    return RegisterUploadForm(organization_queries.companies(web.scope()))


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
            name, data, workbooks, rights_of(home), company_id=_home_of_batch(), at=now(), actor=web.actor()
        )
    if not ending:
        return _index_page(_upload_form(), 422)
    return _after_planning(batch)


def _after_planning(batch: ImportBatch) -> web.Reply:
    """On to the columns while something about them is open, otherwise to the preview."""
    mappings = actions.settings_of(batch).sheets
    known = actions.settings_of(batch).before is not None  # columns without a meaning were left out on purpose then
    unsure = not any(sheet.table for sheet in mappings) or any(
        (sheet.unknown and not known) or sheet.missing or sheet.twice for sheet in mappings
    )
    endpoint = "imports.register_columns" if unsure else "imports.register_preview"
    return redirect(url_for(endpoint, batch_id=batch.id), 303)


@bp.route("/register/<int:batch_id>/columns", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def register_columns(batch_id: int) -> web.Reply:
    """Say which sheet is which table, and which column which field."""
    batch = own_batch(batch_id)
    if batch.status not in OPEN:
        return redirect(url_for("imports.register_preview", batch_id=batch_id))
    companies = organization_queries.companies(web.scope())
    if request.method == "GET":
        return render_template(
            "imports/register_columns.html",
            batch=batch,
            sheets=(settings := actions.settings_of(batch)).sheets,
            home=settings.home,
            planned=batch.status == ImportStatus.PREVIEWED,
            tables=table_choices(),
            fields=field_choices(),
            field_name=field_name,
            homes=home_choices(companies),
        )
    home = request.form.get("home_company_id", "0")
    if home not in {str(choice) for choice, _label in home_choices(companies)}:
        abort(400)
    workbooks = workbooks_of(batch)
    try:
        same = actions.correct(
            own_batch(batch_id), workbooks, request.form, rights_of(int(home)), at=now(), actor=web.actor()
        )
    except ValueError:
        abort(400)
    db.session.commit()
    return redirect(url_for("imports.register_preview" if same else "imports.register_columns", batch_id=batch_id), 303)


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
