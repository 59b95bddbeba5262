"""Background work: mine and that of my companies, how far each is, its result; giving up and trying again."""

from __future__ import annotations

import io
from collections.abc import Callable

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from vendor_risk import files, web
from vendor_risk.database import db, now
from vendor_risk.jobs import actions, queries, registry, words
from vendor_risk.jobs.models import Job
from vendor_risk.permissions import Permission, Scope, signed_in
from vendor_risk.web.paging import asked_page

bp = Blueprint("jobs", __name__, url_prefix="/jobs")


def _scopes() -> dict[str, Scope]:
    return {handler.kind: web.scope(handler.permission) for handler in registry.handlers()}


def _job(job_id: int) -> Job:
    return queries.job(_scopes(), job_id) or abort(404)


def _may_steer(job: Job) -> bool:
    """Give up, try again: who asked for it, and the company's administrators."""
    return job.owner_id == current_user.id or web.may(Permission.USER_EDIT, job.company_id)


@bp.get("/")
@signed_in()
def index() -> str:
    """What one asked for oneself, or all that one may see."""
    whose, status = request.args.get("whose", "mine"), request.args.get("status", "")
    owner_id = None if whose == "all" else current_user.id
    return render_template(
        "jobs/index.html",
        page=queries.jobs(_scopes(), owner_id=owner_id, status=status, number=asked_page(request.args)),
        whose=whose,
        status=status,
        words=words,
        statuses=words.statuses(),
        tones=words.TONES,
    )


@bp.get("/<int:job_id>")
@signed_in()
def show(job_id: int) -> str:
    """One job: how far it is, what came of it, what can be done about it."""
    job = _job(job_id)
    handler = registry.find(job.kind)
    return render_template(
        "jobs/show.html",
        job=job,
        owner=queries.owner_name(job),
        page_url=handler.page(job) if handler is not None else None,
        may_steer=_may_steer(job),
        words=words,
        statuses=words.statuses(),
        tones=words.TONES,
    )


@bp.get("/<int:job_id>/state")
@signed_in()
def state(job_id: int) -> Response:
    """Where it stands, for the page's script."""
    job = _job(job_id)
    return jsonify(status=job.status, open=job.is_open, done=job.done, total=job.total, said=words.standing(job))


@bp.get("/<int:job_id>/file")
@signed_in()
def download(job_id: int) -> Response:
    """The file that was made."""
    job = _job(job_id)
    try:
        data = io.BytesIO(files.file_store().read(job.file_sha256 or ""))
    except KeyError:  # none was made, or it is not kept any more
        abort(404)
    return send_file(data, job.file_type, as_attachment=True, download_name=job.file_name)


@bp.post("/<int:job_id>/cancel")
@signed_in()
def cancel(job_id: int) -> web.Reply:
    """Give it up."""
    return _steered(job_id, actions.cancel, _("Cancellation requested. Completed work will be kept."))


@bp.post("/<int:job_id>/retry")
@signed_in()
def retry(job_id: int) -> web.Reply:
    """Have it tried again; what was done already is not done twice."""
    return _steered(job_id, actions.retry, _("The job will be retried. Only the remaining work will be done."))


def _steered(job_id: int, action: Callable[..., None], said: str) -> web.Reply:
    job = _job(job_id)
    if not _may_steer(job):
        abort(403)
    action(job, actor=web.actor(), at=now())
    db.session.commit()
    flash(said, "success")
    return redirect(url_for("jobs.show", job_id=job_id), 303)
