"""Many filled questionnaires at once, for staff: bring them, say whose each is, have them imported, see the results."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.datastructures import FileStorage

from vendor_risk import files, web
from vendor_risk.database import db, end_transaction_before_slow_work, now
from vendor_risk.i18n import language
from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.bulk import actions, export, queries, words
from vendor_risk.imports.bulk import jobs as bulk_import_jobs
from vendor_risk.imports.bulk.forms import ORGANIZATION, SKIP, BulkUploadForm
from vendor_risk.imports.bulk.models import BulkFile, BulkImport
from vendor_risk.jobs import queries as job_queries
from vendor_risk.jobs import words as job_words
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations import tree
from vendor_risk.permissions import Permission, requires
from vendor_risk.web import saving
from vendor_risk.web.files import send_table
from vendor_risk.web.ids import id_or_none, ids_of
from vendor_risk.web.paging import Page, asked_page

KINDS = (actions.LOOK, actions.IMPORT)
__all__ = ["bulk_import_jobs"]  # what is enqueued here is done there; to import it registers its handlers


@bp.get("/bulk")
@requires(Permission.ASSESSMENT_ISSUE)
def bulk_index() -> web.Reply:
    """Where many files are brought, and the person's imports so far."""
    return _index(BulkUploadForm(organization_queries.companies(web.scope()), round_label=str(now().year)))


def _index(form: BulkUploadForm, status: int = 200) -> web.Reply:
    found = queries.bulks(web.scope(), current_user.id)
    may_accept = web.may(Permission.REVIEW_DECIDE)
    page = render_template(
        "imports/bulk.html", form=form, bulks=found, may_accept=may_accept, total_mb=web.LARGE_UPLOAD_MB
    )
    return page, status


@bp.post("/bulk")
@requires(Permission.ASSESSMENT_ISSUE)
@web.large_upload
@web.limiter.limit("20/minute")
def bulk_upload() -> web.Reply:
    """Keep the files and have them looked at in the background; nothing is imported yet."""
    form = BulkUploadForm(organization_queries.companies(web.scope()))
    if not form.validate_on_submit():
        web.flash_errors(form)
        return _index(form, 422)
    end_transaction_before_slow_work()
    with saving.committed() as ending:
        found = _take_in(form, *_stored(form.file.data))
    if ending.refusal is not None:
        return _index(form, ending.refusal.status)
    return redirect(url_for("imports.bulk_show", bulk_id=found.id), 303)


def _stored(uploads: list[FileStorage]) -> tuple[list[tuple[str, str]], int]:
    """The uploaded files, kept: content address and name of each, and how many bytes they have together."""
    kept, size = [], 0
    for upload in uploads:
        data = upload.read()
        size += len(data)
        kept.append((files.store(data), upload.filename or "file"))
    return kept, size


def _take_in(form: BulkUploadForm, kept: list[tuple[str, str]], size: int) -> BulkImport:
    scope = web.scope()
    top = tree.lines(organization_queries.companies(scope))[0].row.id
    issuer_id = form.company_id.data or None
    accept_now = bool(form.accept_now.data) and web.may(Permission.REVIEW_DECIDE, issuer_id or top)
    first = kept[0][1]
    more = len(kept) - 1
    return actions.take_in(
        kept,
        size,
        name=first
        if not more
        else ngettext("%(file)s and %(num)s more", "%(file)s and %(num)s more", more, file=first),
        company_id=top,
        issuer_id=issuer_id,
        owner_id=current_user.id,
        prefer=form.prefer.data,
        round_label=form.round_label.data or "",
        accept_now=accept_now,
        language=language(),
        at=now(),
        actor=web.actor(),
    )


def _bulk(bulk_id: int) -> BulkImport:
    found = queries.bulk(web.scope(), bulk_id, current_user.id)
    return found if found is not None and not found.discarded else abort(404)


def _view() -> str:
    asked = request.values.get("view", "")
    return asked if asked in queries.VIEWS else ""


@bp.get("/bulk/<int:bulk_id>")
@requires(Permission.ASSESSMENT_ISSUE)
def bulk_show(bulk_id: int) -> web.Reply:
    """How far it is; the files with whose they may be, and what became of each."""
    found = _bulk(bulk_id)
    mine = job_queries.recent({kind: web.scope() for kind in KINDS}, KINDS, limit=50)
    job = next((job for job in mine if job.params["bulk"] == bulk_id), None)
    page = queries.files(bulk_id, _view(), asked_page(request.args))
    return render_template(
        "imports/bulk_show.html",
        bulk=found,
        job=job,
        job_words=job_words,
        page=page,
        view=_view(),
        numbers=queries.numbers(bulk_id),
        names=organization_queries.names_of(_named(page)),
        words=words,
        names_begin=(ORGANIZATION, SKIP),
    )


def _named(page: Page[BulkFile]) -> set[int]:
    guessed = {guess.organization_id for row in page.rows for guess in row.guessed}
    return guessed | {row.organization_id for row in page.rows if row.organization_id is not None}


@bp.post("/bulk/<int:bulk_id>/choose")
@requires(Permission.ASSESSMENT_ISSUE)
def bulk_choose(bulk_id: int) -> web.Reply:
    """Keep what was said on a page of files: whose each is, or that it is left out; then import, when asked to."""
    found, view = _bulk(bulk_id), _view()
    wrong = _choose(found)
    _take(found, request.form.get("take", ""))
    everything = request.form.get("everything", "").strip()
    if everything:
        whose = organization_queries.named(web.scope(), everything)
        if whose is None:
            wrong.append(everything)
        else:
            actions.choose_for_all(found, whose.id)
    if wrong:
        flash(_("No organisation matches “%(name)s”. Select one from the list that appears as you type.",
                name=wrong[0]), "error")  # fmt: skip
    db.session.commit()
    if "start" in request.form and not wrong:
        return _start(bulk_id)
    return redirect(
        url_for("imports.bulk_show", bulk_id=bulk_id, view=view or None, page=asked_page(request.form)), 303
    )


def _choose(found: BulkImport) -> list[str]:
    """Take over what was said of the files on the page; gives the names that name nobody."""
    wrong = []
    asked = [name.removeprefix(ORGANIZATION) for name in request.form if name.startswith(ORGANIZATION)]
    for row in queries.files_of(found.id, ids_of(asked)):
        text = request.form[f"{ORGANIZATION}{row.id}"].strip()
        whose = organization_queries.named(web.scope(), text) if text else None
        if text and whose is None:
            wrong.append(text)
        else:
            actions.choose(row, whose.id if whose else None, skip=f"{SKIP}{row.id}" in request.form)
    return wrong


def _take(found: BulkImport, taken: str) -> None:
    """Take over a guess: the button of one names the file and the organization."""
    file_id, _colon, organization_id = taken.partition(":")
    if (organization := id_or_none(organization_id)) is not None:
        whose = organization_queries.organization(web.scope(), organization)
        for row in queries.files_of(found.id, ids_of([file_id])):
            actions.choose(row, whose.id if whose else None, skip=False)


def _start(bulk_id: int) -> web.Reply:
    with saving.committed():
        actions.start(_bulk(bulk_id), language=language(), at=now(), actor=web.actor())
    return redirect(url_for("imports.bulk_show", bulk_id=bulk_id), 303)


@bp.post("/bulk/<int:bulk_id>/discard")
@requires(Permission.ASSESSMENT_ISSUE)
def bulk_discard(bulk_id: int) -> web.Reply:
    """Give up what still waits; what was imported stays."""
    actions.discard(_bulk(bulk_id), at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Import cancelled. Files already imported are kept."), "success")
    return redirect(url_for("imports.bulk_index"), 303)


@bp.get("/bulk/<int:bulk_id>/results.<layout>")
@requires(Permission.ASSESSMENT_ISSUE)
def bulk_results(bulk_id: int, layout: str) -> web.Reply:
    """What became of each file, for Excel."""
    found = _bulk(bulk_id)
    makers: dict[str, Callable[[int], bytes]] = {"xlsx": export.as_xlsx, "csv": export.as_csv}
    if layout not in makers:
        abort(404)
    return send_table(makers[layout](bulk_id), layout, f"import-{found.id}-{now():%Y%m%d}")
