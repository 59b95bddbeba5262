"""Home: what needs me now, by what I may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import abort, render_template, request, url_for
from flask_babel import get_timezone
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from vendor_risk import features, web
from vendor_risk.audit.queries import AuditFilters, events
from vendor_risk.database import now
from vendor_risk.declarations import queries as declaration_queries
from vendor_risk.declarations.models import DeclarationState
from vendor_risk.engagements.queries import with_missing
from vendor_risk.home import figures, meaning_views, numbers, queries, words
from vendor_risk.home.blueprint import bp
from vendor_risk.i18n import local_day, local_today
from vendor_risk.imports.register.waiting.queries import waiting_number
from vendor_risk.improvement import owner_queries
from vendor_risk.improvement.pages import question_name
from vendor_risk.overview import basis as overview_basis
from vendor_risk.overview.position import position
from vendor_risk.permissions import Permission, Scope, requires, signed_in
from vendor_risk.saved_views import queries as saved_view_queries
from vendor_risk.web.files import TABLES
from vendor_risk.web.paging import Page, asked_page, clamp
from vendor_risk.web.tables import send_as

__all__ = ["bp", "meaning_views"]
_EVENTS = 8
_SAVED = 8
_MINE = 3
_WAITING = str(DeclarationState.WAITING)
_PAGE = 50
Panel = TypeVar("Panel")


@bp.get("/")
@signed_in()
def index() -> str:
    """The panels of this person's permissions, the most urgent first; first steps while little is there yet."""
    moment = now()
    today = local_day(moment)
    seen = {
        permission: web.scope(permission)
        for permission in (
            Permission.ASSESSMENT_ISSUE,
            Permission.REVIEW_DECIDE,
            Permission.HEATMAP_VIEW,
            Permission.AUDIT_VIEW,
            Permission.USER_EDIT,
            Permission.REGISTER_VIEW,
            Permission.REGISTER_EDIT,
            Permission.ASSESSMENT_VIEW,
        )
    }
    register = seen[Permission.REGISTER_VIEW]
    asking = _for(seen[Permission.ASSESSMENT_ISSUE], lambda scope: queries.asking(scope, today, moment))
    declared = _for(register, lambda scope: declaration_queries.counts(scope).get(_WAITING, 0)) or 0
    missing = _for(register, with_missing) or 0
    on_hold = _for(seen[Permission.REGISTER_EDIT], lambda scope: waiting_number(scope, web.actor())) or 0
    return render_template(
        "home/index.html",
        steps=queries.first_steps(register),
        asking=asking,
        tiles=[] if asking is None else figures.asking_readings(asking, declared, missing, on_hold),
        review=_for(seen[Permission.REVIEW_DECIDE], queries.review_queue),
        declared=declared,
        missing=missing,
        steering=_for(seen[Permission.HEATMAP_VIEW], lambda scope: position(scope, today, get_timezone())),
        events=_for(seen[Permission.AUDIT_VIEW], lambda scope: events(scope, AuditFilters(), 1).rows[:_EVENTS]),
        waited=lambda since: queries.waited_days(since, moment),
        today=today,
        action_names=features.audit_actions(),
        cause_names=words.CAUSES,
        saved=_for(
            seen[Permission.HEATMAP_VIEW], lambda scope: saved_view_queries.views(scope, current_user.id, _SAVED)
        ),
        mine=_for(seen[Permission.ASSESSMENT_VIEW], lambda scope: owner_queries.mine(scope, current_user.id, _MINE)),
        question_name=question_name,
    )


def _for(scope: Scope, panel: Callable[[Scope], Panel]) -> Panel | None:
    """A panel for who has the permission somewhere; None otherwise."""
    return None if scope.empty else panel(scope)


def _about() -> overview_basis.Basis:
    return overview_basis.basis(web.scope(), local_today(), get_timezone())


@bp.get("/numbers/<name>")
@requires(Permission.HEATMAP_VIEW)
def number(name: str) -> str:
    """The list behind one number of the first screen, what the number means, and what moved it."""
    if name not in numbers.LISTS:
        abort(404)
    about = _about()
    found = numbers.behind(about, name, words.CAUSES)
    total = len(found.sheet.rows)
    shown = clamp(asked_page(request.args), total)
    places = range(total)[(shown - 1) * _PAGE : shown * _PAGE]
    return render_template(
        "home/number.html",
        name=name,
        figure=features.figures()[name],
        columns=found.sheet.columns,
        causes=found.causes,
        known=numbers.known(about, name),
        cause_names=words.CAUSES,
        day=about.day,
        page=Page([(found.organizations[place], found.sheet.rows[place]) for place in places], shown, total),
        files=[(kind, url_for("home.number_file", name=name, kind=kind)) for kind in TABLES],
    )


@bp.get("/numbers/<name>/table.<kind>")
@requires(Permission.HEATMAP_VIEW)
def number_file(name: str, kind: str) -> Response:
    """The same list as a workbook or CSV."""
    if name not in numbers.LISTS:
        abort(404)
    sheet = numbers.behind(_about(), name, words.CAUSES).sheet
    figure = features.figures()[name]
    said = [(_("Definition"), str(figure.formula)), (_("Population"), str(figure.population))]
    return send_as(kind, sheet, name, str(figure.name), said)
