"""Company by company: all side by side, and each in full."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.companies import figures, pages, queries
from vendor_risk.companies.facts import MEASURES, facts, others
from vendor_risk.domain.grids.anonymity import FEWEST
from vendor_risk.exposure.queries import node_names
from vendor_risk.i18n import local_today
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires.queries import rules
from vendor_risk.web.tables import send_as

bp = Blueprint("companies", __name__, url_prefix="/companies")


def measure_names() -> dict[str, str]:
    """What companies are compared by."""
    return {
        **{name: figure.heading for name, figure in figures.MEASURED.items()},
        "findings": _("Open findings"),
        "name": _("Company name"),
    }


def _shared(today: date) -> dict[str, object]:
    scope = web.scope()
    return {
        "items": pages.strips(scope, queries.ITEMS, today),
        "process": pages.strips(scope, queries.PROCESS, today),
        "others": others(scope, today),
        "measures": measure_names(),
        "compared": MEASURES,
        "fewest": FEWEST,
        "grade": rules().scoring.grade_of,
    }


@bp.get("/")
@requires(Permission.HEATMAP_VIEW)
def index() -> str:
    """The companies of the scope side by side, and how the others stand as a spread."""
    today = local_today()
    found = facts(web.scope(), today)
    sort = request.args.get("sort", "")
    sort = sort if sort in pages.SORTS else pages.SORTS[0]
    return render_template(
        "companies/index.html",
        facts=found,
        rows=pages.rows(found, sort),
        spillover=figures.spillover,
        sort=sort,
        sorts=pages.SORTS,
        **_shared(today),
    )


@bp.get("/table.<kind>")
@requires(Permission.HEATMAP_VIEW)
def table(kind: str) -> Response:
    """The companies of the scope and their figures as a workbook or CSV."""
    today = local_today()
    found = facts(web.scope(), today)
    made = pages.sheet(found, pages.rows(found, pages.SORTS[0]))
    return send_as(kind, made, "companies", _("Company overview"), [(_("Created on"), today.isoformat())])


@bp.get("/<int:company_id>")
@requires(Permission.HEATMAP_VIEW)
def company(company_id: int) -> str:
    """One company: own items, its outsourcing process, its vendors, what reaches it, findings, beside the others."""
    scope, today = web.scope(), local_today()
    found = facts(scope, today)
    node = found.view.node_of(company_id)
    if node is None or not scope.covers(company_id):
        abort(404)
    rows = pages.rows(found, "inherited")
    rank, row = next((place, row) for place, row in enumerate(rows, start=1) if row.id == company_id)
    vendors = pages.vendors(found, row.at)
    paths = pages.ways(found, node)
    shown = {one for path in paths for one in path.nodes} | {one for one, _standing in vendors[: pages.VENDORS]}
    return render_template(
        "companies/company.html",
        facts=found,
        row=row,
        readings=figures.company_readings(found, row.at, pages.counted(row)),
        rank=rank,
        rows=rows,
        vendors=vendors,
        most=pages.VENDORS,
        today=today,
        paths=paths,
        names=node_names(found.view, shown),
        weakest=pages.weakest(found, paths),
        **_shared(today),
    )
