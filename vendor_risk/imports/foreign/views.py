"""Anybody's workbook, for staff: drop it, see what was understood and why, put it right, import it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.assessments.states import WITH_REVIEWER
from vendor_risk.database import db, end_transaction_before_slow_work, now
from vendor_risk.errors import Refused
from vendor_risk.i18n import language
from vendor_risk.imports import batches as import_batches
from vendor_risk.imports import corrections as import_corrections
from vendor_risk.imports import queries
from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.foreign import actions, editions, forms, known, pages, words
from vendor_risk.imports.foreign import queries as foreign_import_queries
from vendor_risk.imports.foreign.assessment_actions import apply, version_for
from vendor_risk.imports.foreign.sheet import drawn
from vendor_risk.imports.forms import ForeignApplyForm, ForeignUploadForm, brought
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportStatus
from vendor_risk.imports.profiles import actions as profile_actions
from vendor_risk.imports.reports import ForeignReport
from vendor_risk.organizations import panels
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires.models import QuestionnaireStatus
from vendor_risk.reading import Corrections
from vendor_risk.reviews.actions import open_claims
from vendor_risk.web import saving
from vendor_risk.web.ids import an_id
from vendor_risk.web.paging import asked_page


@bp.route("/foreign", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_ISSUE)
@web.limiter.limit("60/minute", methods=["POST"])
def foreign_index() -> web.Reply:
    """Where a filled questionnaire of any layout is dropped, and what came in so far."""
    form = ForeignUploadForm(organization_queries.companies(web.scope()))
    if request.method == "POST":
        batch = _taken_in(form)
        if batch is not None:
            return redirect(url_for("imports.foreign_preview", batch_id=batch.id), 303)
    elif (asked := request.args.get("organization", type=an_id)) is not None:
        _choose(form, asked)
    batches = foreign_import_queries.batches(web.scope(), asked_page(request.args))
    page = render_template("imports/foreign.html", form=form, batches=batches)
    return page, 422 if request.method == "POST" else 200


def _taken_in(form: ForeignUploadForm) -> ImportBatch | None:
    """The batch of an uploaded file, committed; None, and told, when it is refused or the form has faults."""
    if not form.validate_on_submit():
        web.flash_errors(form)
        return None
    data, name = brought(form, "workbook")
    end_transaction_before_slow_work()
    with saving.committed() as ending:
        opened = actions.open_file(import_batches.open_workbook(data, name))
        organization, issuer = _parties(form)
        batch = actions.take_in(opened, data, organization=organization, issuer=issuer, at=now(), actor=web.actor())
    return batch if ending else None


def _parties(form: ForeignUploadForm) -> tuple[Organization, Organization]:
    """Whose answers they are and which company they are for; Refused when there is no such organization."""
    organization = organization_queries.named(web.scope(), form.organization.data)
    issuer = organization_queries.organization(web.scope(), form.company_id.data)
    if organization is None or issuer is None:
        raise Refused(_("No matching organisation. Select one from the list that appears as you type."))
    return organization, issuer


def _choose(form: ForeignUploadForm, organization_id: int) -> None:
    """Fill in whose answers are brought, for a link on that organization's page."""
    found = organization_queries.organization(web.scope(), organization_id)
    if found is not None:
        form.organization.data = f"{found.code} – {found.display_name(language())}"
        form.company_id.data = actions.issuer_for(found) or form.company_id.data


def _batch(batch_id: int) -> ImportBatch:
    return queries.batch(web.scope(), batch_id, ImportKind.FOREIGN_WORKBOOK) or abort(404)


def _opened(batch: ImportBatch) -> tuple[actions.OpenedBatch, Corrections]:
    """The batch's file as understood with the corrections kept for it, read while no transaction is open."""
    sha256, name, corrections = batch.sha256, batch.file_name, import_corrections.from_settings(batch.settings)
    end_transaction_before_slow_work()
    return actions.reopen(sha256, name, corrections), corrections


@bp.get("/foreign/<int:batch_id>")
@requires(Permission.ASSESSMENT_ISSUE)
def foreign_preview(batch_id: int) -> web.Reply:
    """What was understood of the workbook and why; or what became of it."""
    batch = _batch(batch_id)
    organization_id, _issuer_id = import_batches.parties_of(batch)
    organization = organization_queries.names_of([organization_id])[organization_id]
    if batch.status != ImportStatus.PREVIEWED:
        return render_template(
            "imports/foreign_result.html",
            batch=batch,
            organization=organization,
            report=import_batches.report_of(batch, ForeignReport),
            words=words,
            assessment=(assessment := actions.assessment_of(batch)),
            claims=len(open_claims(assessment)) if assessment and assessment.status in WITH_REVIEWER else 0,
            earlier=foreign_import_queries.edition_before(assessment) if assessment else None,
        )
    try:
        opened, corrections = _opened(batch)
    except Refused as refusal:
        flash(refusal.message, "error")
        return redirect(url_for("imports.foreign_index"), 303)
    shown = pages.preview(opened, actions.sorted_rows(batch, opened), corrections, asked_page(request.args))
    form = ForeignApplyForm(round_label=str(now().year), profile_name=shown.family or batch.file_name)
    return render_template(
        "imports/foreign_preview.html",
        batch=batch,
        organization=organization,
        report=import_batches.report_of(batch, ForeignReport),
        shown=shown,
        form=form,
        corrected=not import_corrections.is_empty(corrections),
        may_accept=web.may(Permission.REVIEW_DECIDE, batch.company_id),
        known=known.known(web.scope(), opened.questionnaire),
    )


@bp.get("/foreign/<int:batch_id>/sheets/<int:number>")
@requires(Permission.ASSESSMENT_ISSUE)
def foreign_sheet(batch_id: int, number: int) -> web.Reply:
    """A whole sheet as it is in the file, page by page, with what each row and column was taken for."""
    batch = _batch(batch_id)
    if batch.status != ImportStatus.PREVIEWED:
        return redirect(url_for("imports.foreign_preview", batch_id=batch_id), 303)
    try:
        opened, _corrections = _opened(batch)
    except Refused as refusal:
        flash(refusal.message, "error")
        return redirect(url_for("imports.foreign_index"), 303)
    sheet = drawn(opened, actions.sorted_rows(batch, opened), number, asked_page(request.args)) or abort(404)
    return render_template("imports/foreign_sheet.html", batch=batch, sheet=sheet)


@bp.post("/foreign/<int:batch_id>/correct")
@requires(Permission.ASSESSMENT_ISSUE)
def foreign_correct(batch_id: int) -> web.Reply:
    """Put a sheet, a column or an answer word right; the page that follows is understood again."""
    batch = _batch(batch_id)
    corrections = forms.corrected(request.form, import_corrections.from_settings(batch.settings))
    actions.correct(batch, corrections, at=now(), actor=web.actor())
    db.session.commit()
    back, shown = request.form.get("back", ""), request.form.get("shown", type=an_id)
    if shown is not None:
        page = asked_page(request.form)
        return redirect(url_for("imports.foreign_sheet", batch_id=batch_id, number=shown, page=page), 303)
    return redirect(
        url_for("imports.foreign_preview", batch_id=batch_id, _anchor=back if back.isascii() else None), 303
    )


@bp.post("/foreign/<int:batch_id>/apply")
@requires(Permission.ASSESSMENT_ISSUE)
def foreign_apply(batch_id: int) -> web.Reply:
    """Import the workbook as it is understood now."""
    form, at = ForeignApplyForm(), now()
    if not form.validate_on_submit():
        web.flash_errors(form)
        return redirect(url_for("imports.foreign_preview", batch_id=batch_id), 303)
    with saving.committed():
        opened, corrections = _opened(_batch(batch_id))
        batch = _batch(batch_id)
        accept_now = form.accept_now.data and web.may(Permission.REVIEW_DECIDE, batch.company_id)
        apply(batch, opened, accept_now=accept_now, round_label=form.round_label.data or "", at=at, actor=web.actor())
        if form.remember.data and not import_corrections.is_empty(corrections):
            name, layout = (
                form.profile_name.data or batch.file_name,
                import_batches.report_of(batch, ForeignReport).layout,
            )
            profile_actions.remember(layout, name, corrections, company_id=batch.company_id, at=at, actor=web.actor())
    return redirect(url_for("imports.foreign_preview", batch_id=batch_id), 303)


@bp.post("/foreign/<int:batch_id>/discard")
@requires(Permission.ASSESSMENT_ISSUE)
def foreign_discard(batch_id: int) -> web.Reply:
    """Give the uploaded workbook up; nothing of it was stored."""
    actions.discard(_batch(batch_id), at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Upload cancelled. No answers were changed."), "success")
    return redirect(url_for("imports.foreign_index"), 303)


@bp.get("/foreign/<int:batch_id>/changes")
@requires(Permission.ASSESSMENT_ISSUE)
def foreign_changes(batch_id: int) -> str:
    """What an imported workbook changed since the edition before it, answer by answer."""
    batch = _batch(batch_id)
    assessment = actions.assessment_of(batch) or abort(404)
    before = foreign_import_queries.edition_before(assessment) or abort(404)
    since = editions.changes_since(assessment, before)
    return render_template("imports/foreign_changes.html", batch=batch, since=since)


@bp.post("/foreign/<int:batch_id>/draft")
@requires(Permission.ASSESSMENT_ISSUE)
def foreign_draft(batch_id: int) -> web.Reply:
    """Keep the workbook's questions as a draft questionnaire; no answer is imported."""
    try:
        opened, _corrections = _opened(_batch(batch_id))
    except Refused as refusal:
        flash(refusal.message, "error")
        return redirect(url_for("imports.foreign_index"), 303)
    company_id, draft = _batch(batch_id).company_id, QuestionnaireStatus.DRAFT
    version = version_for(opened, company_id, status=draft, at=now(), actor=web.actor())
    db.session.commit()
    return redirect(url_for("questionnaires.show", version_id=version.id), 303)


def _panel(organization: Organization) -> panels.Panel | None:
    """On an organization's page: drop a questionnaire that it filled in a layout of its own."""
    scope = web.scope(Permission.ASSESSMENT_ISSUE)
    if scope.empty:
        return None
    form = ForeignUploadForm(organization_queries.companies(scope))
    form.company_id.data = actions.issuer_for(organization)
    return panels.Panel("imports/_panel.html", {"form": form})


panels.register(_panel, order=80)
