"""Flow, concentration and countries: each a page, its figure, and its table as a file; one selection in the address."""

from __future__ import annotations

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _

from vendor_risk.engagements.categories import category_name
from vendor_risk.exposure.analysis.selection import Selection
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.blueprint import bp, snapshot
from vendor_risk.exposure.pictures import registry as pictures_registry
from vendor_risk.exposure.pictures.registry import Picture
from vendor_risk.exposure.queries import node_names
from vendor_risk.heatmaps import plotly
from vendor_risk.i18n import language, local_today
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.files import TABLES
from vendor_risk.web.paging import Page, asked_page, clamp
from vendor_risk.web.query_state import address
from vendor_risk.web.tables import send_as

_PAGE = 50


def checked_selection(view: Snapshot) -> Selection:
    """What the address narrows to; 404 for a company that is not seen."""
    selection = Selection.read(request.args)
    if selection.company:
        at = view.node_of(selection.company)
        if at is None or not view.company[at]:
            abort(404)
    return selection


def choices(view: Snapshot) -> dict[str, object]:
    """What the filters offer: the companies and the kinds of service."""
    companies = node_names(view, view.companies.tolist())
    categories = {key: category_name(key, language()) for key in set(view.engagements.category)}
    return {
        "companies": sorted(((int(view.ids[at]), text) for at, text in companies.items()), key=lambda pair: pair[1]),
        "categories": sorted(categories.items(), key=lambda pair: pair[1]),
    }


def _asked(name: str) -> tuple[Snapshot, Selection, Picture, str]:
    """The picture of this address; 404 for one there is not."""
    if name not in pictures_registry.PICTURES:
        abort(404)
    view = snapshot()
    selection = checked_selection(view)
    made, by = pictures_registry.picture(name, view, selection, request.args.get("by", ""))
    return view, selection, made, by


@bp.get("/pictures/<name>")
@requires(Permission.HEATMAP_VIEW)
def picture(name: str) -> str:
    """One picture with its filters, and the same as a table."""
    view, selection, made, by = _asked(name)
    number = clamp(asked_page(request.args), len(made.sheet.rows))
    rows = made.sheet.rows[(number - 1) * _PAGE : number * _PAGE]
    here = selection.args() | {"by": by, "lang": language(), "name": name}
    return render_template(
        "exposure/picture.html",
        name=name,
        picture=made,
        selection=selection,
        by=by,
        worst_case=selection.worst,
        page=Page(rows, number, len(made.sheet.rows)),
        **choices(view),
        figure_url=address("exposure.picture_figure", here),
        files=[(kind, address("exposure.picture_file", here | {"kind": kind})) for kind in TABLES],
        plotly_url=url_for("heatmaps.plotly_script", version=plotly.version()),
        plotly_styles=plotly.style_ids(),
    )


@bp.get("/pictures/<name>/figure")
@requires(Permission.HEATMAP_VIEW)
def picture_figure(name: str) -> Response:
    """The chart of the same selection."""
    _view, _selection, made, _by = _asked(name)
    return made.figure().reply()


@bp.get("/pictures/<name>/table.<kind>")
@requires(Permission.HEATMAP_VIEW)
def picture_file(name: str, kind: str) -> Response:
    """The table of the same selection as a workbook or CSV."""
    view, selection, made, by = _asked(name)
    company = view.node_of(selection.company) if selection.company else None
    said = [
        (_("Created on"), local_today().isoformat()),
        (made.choice.label, made.choice.options[by]),
        (_("Company"), "" if company is None else node_names(view, [company])[company]),
        (_("Service"), category_name(selection.category, language()) if selection.category else ""),
        (_("Critical engagements only"), _("Yes") if selection.critical else ""),
        (_("Unassessed organisations"), _("Worst case") if selection.worst else _("Known risk only")),
    ]
    return send_as(kind, made.sheet, name, made.title, [pair for pair in said if pair[1]])
