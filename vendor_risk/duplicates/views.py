"""Possible duplicates: proposals, two records beside each other, merging and undoing: pages."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.duplicates import actions, queries
from vendor_risk.duplicates.forms import MergeForm
from vendor_risk.i18n import language
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Permission, requires
from vendor_risk.supply_chain.queries import may_edit
from vendor_risk.web.paging import Page, asked_page, clamp
from vendor_risk.web.saving import save

bp = Blueprint("duplicates", __name__, url_prefix="/duplicates")
_PAGE = 25


@bp.get("/")
@requires(Permission.REGISTER_EDIT)
def index() -> str | Response:
    """Proposals, the merges that were done, and the pairs that were told apart."""
    scope = web.scope()
    chosen = [
        organization_queries.named(scope, request.args[name]) for name in ("first", "second") if request.args.get(name)
    ]
    if len(chosen) == 2 and chosen[0] and chosen[1] and chosen[0] is not chosen[1]:
        return redirect(url_for("duplicates.compare", first_id=chosen[0].id, second_id=chosen[1].id))
    found = queries.proposals(scope)
    number = clamp(asked_page(request.args), len(found), _PAGE)
    apart = queries.told_apart(scope)
    return render_template(
        "duplicates/index.html",
        page=Page(found[(number - 1) * _PAGE : number * _PAGE], number, len(found), _PAGE),
        merges=queries.merges(scope),
        apart=apart,
        names=organization_queries.names_of({i for pair in apart for i in (pair.first_id, pair.second_id)}),
        not_found=bool(chosen),
        asked=request.args,
    )


def _two(first_id: int, second_id: int) -> tuple[Organization, Organization]:
    scope = web.scope()
    first, second = (organization_queries.organization(scope, found) or abort(404) for found in (first_id, second_id))
    if not (may_edit(scope, first) and may_edit(scope, second)):
        abort(403)
    return first, second


@bp.route("/<int:first_id>/<int:second_id>", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def compare(first_id: int, second_id: int) -> web.Reply:
    """Two records beside each other; merge them, or say that they are two."""
    first, second = _two(first_id, second_id)
    form = MergeForm()
    choices = [(row.id, f"{row.code} – {row.display_name(language())}") for row in (first, second)]
    form.keep.choices = choices
    hangs = [queries.attached(row.id) for row in (first, second)]
    if not form.is_submitted():
        companies = [row for row in (first, second) if row.kind == OrganizationKind.GROUP_COMPANY]
        most = max((first, second), key=lambda row: _weight(hangs[0 if row is first else 1]))
        form.keep.data = (companies[0] if companies else most).id
    elif save(form, lambda: _merge(form, first, second)):
        flash(_("Records merged. You can undo this below."), "success")
        return redirect(url_for("duplicates.index"))
    page = render_template("duplicates/compare.html", form=form, records=(first, second), hangs=hangs)
    return page, 422 if form.is_submitted() else 200


def _weight(hangs: queries.Attached) -> int:
    return hangs.engagements + hangs.links + hangs.assessments


def _merge(form: MergeForm, first: Organization, second: Organization) -> object:
    kept, gone = (first, second) if form.keep.data == first.id else (second, first)
    return actions.merge(kept, gone, reason=form.reason.data or "", at=now(), actor=web.actor())


@bp.post("/<int:first_id>/<int:second_id>/apart")
@requires(Permission.REGISTER_EDIT)
def keep_apart(first_id: int, second_id: int) -> Response:
    """Say that these are two organizations."""
    actions.keep_apart(*_two(first_id, second_id), at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Marked as separate organisations. They will no longer be listed as possible duplicates."), "success")
    return redirect(url_for("duplicates.index"))


@bp.post("/<int:first_id>/<int:second_id>/reconsider")
@requires(Permission.REGISTER_EDIT)
def reconsider(first_id: int, second_id: int) -> Response:
    """Propose a pair again."""
    _two(first_id, second_id)
    actions.reconsider(queries.pair(first_id, second_id) or abort(404), at=now(), actor=web.actor())
    db.session.commit()
    return redirect(url_for("duplicates.index"))


@bp.post("/merges/<int:merge_id>/undo")
@requires(Permission.REGISTER_EDIT)
def undo(merge_id: int) -> Response:
    """Take two merged records apart again."""
    scope = web.scope()
    row = queries.merge(scope, merge_id) or abort(404)
    if not (may_edit(scope, row.kept) and may_edit(scope, row.gone)):
        abort(403)
    actions.undo(row, at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Merge undone. Both records have been restored."), "success")
    return redirect(url_for("duplicates.index"))
