"""The map of the chain: page, figure, and its table as a file; one selection in the address."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from vendor_risk import web
from vendor_risk.domain.chain.exposure import path
from vendor_risk.domain.chain.graph import Ints
from vendor_risk.exposure.analysis import answers, scenario
from vendor_risk.exposure.analysis import paths as analysis_paths
from vendor_risk.exposure.analysis.selection import Selection, reached
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.blueprint import bp, node_or_404, shared, snapshot
from vendor_risk.exposure.figures import COMBINED, DEPENDENT_COMPANIES, OWN, SPILLOVER
from vendor_risk.exposure.picture_views import checked_selection, choices
from vendor_risk.exposure.pictures import layers, map_figure
from vendor_risk.exposure.pictures.figures import DEPTH
from vendor_risk.exposure.pictures.layers import Drawn, LayerGroup
from vendor_risk.exposure.queries import node_names
from vendor_risk.heatmaps import plotly
from vendor_risk.i18n import language
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.countries import names as country_names
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.files import TABLES
from vendor_risk.web.ids import an_id
from vendor_risk.web.paging import Page, asked_page, clamp
from vendor_risk.web.query_state import address
from vendor_risk.web.tables import PageColumn, PageRow, PageTable, figure_column, send_as

_PAGE = 50


@dataclass(frozen=True, slots=True)
class MapSelection:
    """What the address asks the map to show."""

    view: Snapshot
    selection: Selection
    focus: int | None
    lit: list[tuple[int, ...]]
    nodes: Ints
    do: tuple[str, ...] = ()
    """The steps of a what-if, when the map is drawn as it would be then."""

    def args(self) -> dict[str, object]:
        """The same as parts of an address, in the language of the page."""
        focus = {} if self.focus is None else {"focus": int(self.view.ids[self.focus])}
        return {"lang": language(), **focus, **self.selection.args(), **({"do": list(self.do)} if self.do else {})}

    def drawn(self) -> Drawn:
        """Where everything stands."""
        must = [node for nodes in self.lit for node in nodes] + ([] if self.focus is None else [self.focus])
        return layers.drawn(self.view, self.nodes, must)

    def ordered(self) -> list[int]:
        """All organizations shown, those on which most companies rest first."""
        view = self.view
        return sorted(self.nodes.tolist(), key=lambda at: (-view.companies_resting[at], -view.risks.high[at], at))


def _shown() -> MapSelection:
    real = snapshot()
    taken = scenario.steps(real, request.args.getlist("do")).taken
    view, do = scenario.after(real, taken), tuple(one.text(real) for one in taken)
    selection, exposure = checked_selection(view), view.case(worst=request.args.get("case") == "worst")
    if (asked := request.args.get("focus", type=an_id)) is not None:
        focus = node_or_404(view, asked)
        return MapSelection(view, selection, focus, [tuple(path(exposure.via, focus))], layers.around(view, focus), do)
    worst = analysis_paths.worst_paths(view, exposure, answers.TOP) + analysis_paths.deeper_paths(
        view, exposure, answers.DEEPER
    )
    lit = [found.nodes for found in worst]
    if selection == Selection(worst=selection.worst):
        return MapSelection(view, selection, None, lit, np.flatnonzero(view.depth >= 0), do)
    found = reached(view, selection)
    nodes = np.union1d(found.suppliers, found.company)
    lit = [way for way in lit if np.isin(way, nodes).all()]
    return MapSelection(view, selection, None, lit, nodes, do)


@bp.get("/map")
@requires(Permission.HEATMAP_VIEW)
def chain_map() -> str | AnyResponse:
    """The chain by depth, whole or around one organization, and the same as a table."""
    text = request.args.get("q", "")
    found = organization_queries.named(web.scope(), text) if text else None
    if found is not None:
        return redirect(url_for("exposure.chain_map", focus=found.id))
    shown = _shown()
    view, order = shown.view, shown.ordered()
    number = clamp(asked_page(request.args), len(order))
    rows = order[(number - 1) * _PAGE : number * _PAGE]
    return render_template(
        "exposure/map.html",
        **shared(view),
        **choices(view),
        selection=shown.selection,
        focus=shown.focus,
        do=shown.do,
        legend=map_figure.legend(language()),
        missing=text,
        grouped=len(order) > layers.MOST,
        apart=layers.APART,
        total=len(order),
        page=Page(rows, number, len(order)),
        names=node_names(view, [*rows, *([] if shown.focus is None else [shown.focus])]),
        figure_url=address("exposure.figure", shown.args()),
        files=[(kind, address("exposure.map_file", {"kind": kind, **shown.args()})) for kind in TABLES],
        plotly_url=url_for("heatmaps.plotly_script", version=plotly.version()),
        plotly_styles=plotly.style_ids(),
    )


@bp.get("/map/figure")
@requires(Permission.HEATMAP_VIEW)
def figure() -> Response:
    """The chart of the same selection."""
    shown = _shown()
    view, drawn = shown.view, shown.drawn()
    names = node_names(view, drawn.nodes.tolist())
    made = map_figure.figure(view, drawn, shown.lit, names, country_names(language()), language(), shown.focus)
    ids = view.ids[drawn.nodes].tolist()
    hrefs = [url_for("exposure.node", organization_id=number) for number in ids]
    return made.with_meta(hrefs=[*hrefs, *map(_group_page, drawn.groups)], ids=ids).reply()


def _group_page(group: LayerGroup) -> str:
    return url_for("organizations.vendors", depth=str(min(group.layer, 4)), country=group.country or None)


@bp.get("/map/table.<kind>")
@requires(Permission.HEATMAP_VIEW)
def map_file(kind: str) -> Response:
    """Every organization on the map as a workbook or CSV."""
    shown = _shown()
    view, order = shown.view, shown.ordered()
    names, countries = node_names(view, order), country_names(language())
    columns = (
        PageColumn(_("Organisation")), PageColumn(_("Country")),
        figure_column(DEPTH), figure_column(OWN), figure_column(OWN, _("Own risk (worst case)")),
        figure_column(SPILLOVER), figure_column(COMBINED), figure_column(DEPENDENT_COMPANIES),
    )  # fmt: skip
    found = view.case(worst=shown.selection.worst)
    rows = [
        PageRow((
            names[at], countries.get(view.country[at], view.country[at]), int(view.depth[at]),
            float(view.risks.low[at]) if view.risks.known[at] else None, float(view.risks.high[at]),
            float(found.worst_inherited[at]) if view.buys[at] else None, float(found.combined[at]),
            int(view.companies_resting[at]),
        ))
        for at in order
    ]  # fmt: skip
    said = [(_("Centred on"), names[shown.focus])] if shown.focus is not None else []
    return send_as(kind, PageTable(columns, rows), "map", _("Supply chain map"), said)
