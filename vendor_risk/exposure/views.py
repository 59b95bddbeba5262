"""Who can hurt us, through whom: the index, one organization with its what-ifs, and the map of the chain."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import to_user_timezone
from werkzeug.wrappers import Response as AnyResponse

from vendor_risk import web
from vendor_risk.database import now
from vendor_risk.domain.exposure import path
from vendor_risk.engagements.categories import category_name
from vendor_risk.exposure import chart, pages, paths, queries
from vendor_risk.exposure.advice import What
from vendor_risk.exposure.snapshot import Snapshot
from vendor_risk.heatmaps import plotly
from vendor_risk.i18n import language
from vendor_risk.organizations import queries as organizations
from vendor_risk.paging import Page, asked_page, clamp
from vendor_risk.permissions import Permission, requires

bp = Blueprint("exposure", __name__, url_prefix="/exposure")
_PAGE = 50


def _snapshot() -> Snapshot:
    return queries.snapshot(web.scope())


def _case() -> bool:
    """Whether the address asks for the worst case."""
    return request.args.get("case") == "worst"


def _shared(view: Snapshot) -> dict[str, Any]:
    return {
        "view": view,
        "today": to_user_timezone(now()).date().toordinal(),
        "worst_case": _case(),
        "category_name": lambda key: category_name(key, language()),
    }


@bp.get("/")
@requires(Permission.HEATMAP_VIEW)
def index() -> str:
    """The first screen: numbers, worst paths, best measures, unknown ones, concentration."""
    view = _snapshot()
    return render_template("exposure/index.html", **pages.index(view, worst=_case()), **_shared(view))


def _node(view: Snapshot, organization_id: int) -> int:
    found = view.node_of(organization_id)
    return abort(404) if found is None else found


def _what_labels() -> dict[What, str]:
    return {
        What.FAILS: _("It fails"),
        What.LEAVES: _("It leaves"),
        What.WEAKEST: _("Its weakest section reaches its target"),
        What.TARGET: _("It reaches every target, with evidence"),
    }


@bp.get("/organizations/<int:organization_id>")
@requires(Permission.HEATMAP_VIEW)
def node(organization_id: int) -> str:
    """One organization: who rests on it, whom it rests on, and what if."""
    view = _snapshot()
    at, asked = _node(view, organization_id), request.args.get("what", "")
    what = What(asked) if asked in set(What) else None
    return render_template(
        "exposure/node.html",
        **pages.node(view, at, what, worst=_case()),
        **_shared(view),
        what=what,
        what_labels=_what_labels(),
        organization_id=organization_id,
    )


def _focus(view: Snapshot) -> int | None:
    """The node the map turns on: `?focus=` and an organization's id."""
    text = request.args.get("focus", "")
    return _node(view, int(text)) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _drawn(view: Snapshot) -> tuple[int | None, list[tuple[int, ...]], Any, int]:
    focus = _focus(view)
    exposure = view.case(worst=_case())
    if focus is None:
        lit = [found.nodes for found in paths.worst_paths(view, exposure, pages.TOP)]
    else:
        lit = [tuple(path(exposure.via, focus))]
    nodes, total = chart.chosen(view, focus, lit)
    return focus, lit, nodes, total


@bp.get("/map")
@requires(Permission.HEATMAP_VIEW)
def chain_map() -> str | AnyResponse:
    """The chain by depth, whole or around one organization, and the same as a table."""
    view, text = _snapshot(), request.args.get("q", "")
    found = organizations.named(web.scope(), text) if text else None
    if found is not None:
        return redirect(url_for("exposure.chain_map", focus=found.id))
    focus, _lit, nodes, total = _drawn(view)
    order = sorted(nodes.tolist(), key=lambda at: (-view.companies_resting[at], -view.risks.high[at], at))
    number = clamp(asked_page(request.args), len(order))
    rows = order[(number - 1) * _PAGE : number * _PAGE]
    return render_template(
        "exposure/map.html",
        **_shared(view),
        focus=focus,
        missing=text,
        drawn=len(nodes),
        total=total,
        page=Page(rows, number, len(order)),
        names=pages.names(view, [*rows, *([] if focus is None else [focus])]),
        figure_url=url_for("exposure.figure", lang=language(), **_kept(view, focus)),
        plotly_url=url_for("heatmaps.plotly_script", version=plotly.version()),
        plotly_styles=plotly.style_ids(),
    )


def _kept(view: Snapshot, focus: int | None) -> dict[str, Any]:
    kept: dict[str, Any] = {} if focus is None else {"focus": int(view.ids[focus])}
    return kept | ({"case": "worst"} if _case() else {})


@bp.get("/map/figure")
@requires(Permission.HEATMAP_VIEW)
def figure() -> Response:
    """The chart of the same selection."""
    view = _snapshot()
    focus, lit, nodes, _total = _drawn(view)
    made = chart.figure(view, nodes, lit, pages.names(view, nodes.tolist()), language(), focus)
    return Response(orjson.dumps(made), mimetype="application/json")
