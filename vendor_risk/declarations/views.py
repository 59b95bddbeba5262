"""The queue of declared subcontractors: what waits, with proposals; deciding on many at once; undoing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import now
from vendor_risk.declarations import actions, matching, queries
from vendor_risk.declarations.models import Declaration, DeclarationState
from vendor_risk.errors import Refused
from vendor_risk.i18n import language
from vendor_risk.organizations import panels
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.countries import names as country_names
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Permission, requires
from vendor_risk.web import saving
from vendor_risk.web.ids import an_id, id_or_none, ids_of
from vendor_risk.web.paging import asked_page
from vendor_risk.web.query_state import address

bp = Blueprint("declarations", __name__, url_prefix="/declarations")


def _asked_state() -> DeclarationState:
    asked = request.args.get("state", "")
    return DeclarationState(asked) if asked in set(DeclarationState) else DeclarationState.WAITING


@bp.get("/")
@requires(Permission.REGISTER_VIEW)
def index() -> str:
    """What waits (or was decided), a page at a time, with the known organizations that may be meant."""
    scope, state = web.scope(), _asked_state()
    vendor_id = request.args.get("vendor", type=an_id)
    page = queries.page(scope, state, vendor_id, asked_page(request.args))
    waiting = state == DeclarationState.WAITING
    return render_template(
        "declarations/index.html",
        page=page,
        state=state,
        counts=queries.counts(scope),
        vendors=queries.vendors_waiting(scope),
        vendor_id=vendor_id,
        proposals=matching.proposals(scope, page.rows) if waiting else {},
        countries=country_names(language()),
        editable={row.id for row in page.rows if web.may(Permission.REGISTER_EDIT, queries.decider(row))},
    )


def _ticked() -> Sequence[Declaration]:
    """The ticked declarations; 404 where one is not seen, 403 where another company decides."""
    ids = set(ids_of(request.form.getlist("declaration")))
    rows = queries.some(web.scope(), ids)
    if len(rows) != len(ids):
        abort(404)
    if not all(queries.may_decide(web.scope(), row) for row in rows):
        abort(403)
    return rows


Done = TypeVar("Done")


def _back() -> Response:
    kept = {name: request.args[name] for name in ("state", "vendor", "page") if name in request.args}
    return redirect(address("declarations.index", kept))


def _done(action: Callable[[], Done]) -> Done | None:
    """What the action gave, committed; None when it refuses, which the next page says."""
    done = None
    with saving.committed() as ending:
        done = action()
    return done if ending else None


def _meant(row: Declaration) -> Organization | None:
    """The organization chosen for a declaration; None for a new one. Refused when it is not clear which."""
    chosen = request.form.get(f"as-{row.id}", "")
    if chosen == "new":
        return None
    text = request.form.get(f"other-{row.id}", "")
    if chosen == "other":
        found = organization_queries.named(web.scope(), text)
    else:
        found = organization_queries.organization(web.scope(), id_or_none(chosen) or 0)
    if found is None:
        raise Refused(
            _("Select the organisation that “%(name)s” refers to, or select “New organisation”.", name=row.name)
        )
    return found


@bp.post("/accept")
@requires(Permission.REGISTER_EDIT)
def accept() -> Response:
    """Make the ticked declarations supply links, each to the organization chosen for it."""
    rows = _ticked()

    def accept_all() -> int:
        added: dict[tuple[str, str], Organization | None] = {}  # a new one that two vendors named is one organization
        for row in rows:
            supplier = _meant(row) or added.get((row.folded, row.country))
            actions.accept(row, supplier, at=now(), actor=web.actor())
            added.setdefault((row.folded, row.country), row.supplier)
        return len(rows)

    done = _done(accept_all)
    if done:
        flash(ngettext("%(num)s declaration accepted.", "%(num)s declarations accepted.", done), "success")
    elif done == 0:
        flash(_("Select the declarations to accept or decline."), "error")
    return _back()


@bp.post("/decline")
@requires(Permission.REGISTER_EDIT)
def decline() -> Response:
    """Leave the ticked declarations out of the chain, with one reason."""
    rows, reason = _ticked(), request.form.get("reason", "")
    done = _done(lambda: actions.decline(rows, reason, at=now(), actor=web.actor()))
    if done:
        flash(ngettext("%(num)s declaration declined.", "%(num)s declarations declined.", done), "success")
    elif done == 0:
        flash(_("Select the declarations to accept or decline."), "error")
    return _back()


@bp.post("/<int:declaration_id>/reopen")
@requires(Permission.REGISTER_EDIT)
def reopen(declaration_id: int) -> Response:
    """Undo a decision: it waits again."""
    found = queries.some(web.scope(), [declaration_id]) or abort(404)
    if not queries.may_decide(web.scope(), found[0]):
        abort(403)
    if _done(lambda: actions.reopen(found[0], at=now(), actor=web.actor())):
        flash(
            _(
                "The declaration is awaiting a decision again. If accepting it added a supplier relationship, that "
                "relationship has been removed."
            ),
            "success",
        )
    return _back()


def _panel(organization: Organization) -> panels.Panel | None:
    """How many declarations of a vendor wait, on its page, or that it declared to have none; nothing where neither."""
    waiting = queries.waiting_of(web.scope(), organization.id)
    none = queries.none_said_of(web.scope(), organization.id)
    shown = {"waiting": waiting, "none": none}
    return panels.Panel("declarations/_panel.html", shown) if waiting or none else None


panels.register(_panel, order=21)
