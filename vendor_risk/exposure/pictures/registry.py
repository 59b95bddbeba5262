"""The pictures of exposure besides the map: for each its figure, the same as a table, and what it can be shown by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from flask import url_for
from flask_babel import gettext as _

from vendor_risk.domain.chain.graph import Floats
from vendor_risk.engagements.categories import category_name
from vendor_risk.exposure.analysis.selection import Reached, Selection, reached
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.figures import DEPENDENT_COMPANIES, OWN
from vendor_risk.exposure.pictures import figures, sankey, treemap, world
from vendor_risk.exposure.queries import node_names
from vendor_risk.heatmaps.chart import Figure
from vendor_risk.i18n import language
from vendor_risk.organizations.countries import names as country_names
from vendor_risk.web.tables import PageColumn, PageRow, PageTable, figure_column


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """What a picture can be shown by: the name in the address, its label, and value → label (the first by default)."""

    name: str
    label: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a selection. `figure` is worked out only for the chart's own address."""

    title: str
    lead: str
    legend: str
    choice: PictureChoice
    sheet: PageTable
    figure: Callable[[], Figure]


def _own(view: Snapshot, selection: Selection) -> Floats:
    """Own risks by node in the case that is shown; NaN where nothing is known: that is not no risk."""
    return view.risks.high if selection.worst else np.where(view.risks.known, view.risks.low, np.nan)


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else value


def _category(key: str) -> str:
    return category_name(key, language()) if key else _("No ongoing or planned engagement")


def _node_page(view: Snapshot, node: int) -> str:
    return url_for("exposure.node", organization_id=int(view.ids[node]))


def _country_page(code: str) -> str:
    return url_for("organizations.vendors", country=code)


def _ends() -> PictureChoice:
    return PictureChoice("by", _("Right-hand column"), {"country": _("Country"), "service": _("Service category")})


def flow_picture(view: Snapshot, selection: Selection, by: str) -> Picture:
    """From our companies through the depths to countries or kinds of service."""
    own = _own(view, selection)
    found = sankey.gather(view, reached(view, selection), own, by)
    countries = country_names(language())
    ends = [countries.get(key, key) if by == "country" else _category(key) for key in found.ends]
    companies = node_names(view, set(found.company.tolist()))
    columns = (
        PageColumn(_("Company")), figure_column(figures.DEPTH),
        PageColumn(_("Country") if by == "country" else _("Service")), figure_column(figures.SUPPLIERS),
        figure_column(figures.UNASSESSED), figure_column(figures.MEAN_OWN),
    )  # fmt: skip
    rows = [
        PageRow((companies[company], depth, ends[end], number, unknown, _or_none(risk)), _node_page(view, company))
        for company, depth, end, number, unknown, risk in zip(
            found.company.tolist(), found.depth.tolist(), found.end.tolist(), found.number.tolist(),
            found.unknown.tolist(), found.mean.tolist(), strict=True,
        )
    ]  # fmt: skip

    def figure() -> Figure:
        words = {"others": _("Others"), "depth": _("Depth {}"), "deepest": _("Depth {} and deeper")}
        return sankey.figure(found, words, companies, ends, partial(_flow_href, view, found, by), language())

    return Picture(
        _("Supply chain flow"),
        _(
            "The flow from our companies, through each depth of the supply chain, to suppliers’ countries or "
            "service categories."
        ),
        _(
            "Wider bands mean more suppliers. A supplier that two companies depend on counts for both. The "
            "redder a band, the higher the average own risk of its suppliers; grey means unassessed. Indirect "
            "suppliers count towards the service of the direct vendor on the shortest path to them. Select a "
            "name to open the company’s details or the corresponding list."
        ),
        _ends(),
        PageTable(columns, rows),
        figure,
    )


def _flow_href(view: Snapshot, found: sankey.Flow, by: str, kind: str, key: int) -> str | None:
    if key < 0 or kind == "depth":
        return url_for("organizations.vendors", depth=str(min(key, 4))) if key > 0 else None
    if kind == "company":
        return _node_page(view, key)
    if by == "country":
        return _country_page(found.ends[key])
    return url_for("engagements.index", category=found.ends[key]) if found.ends[key] else None


def _sizes() -> PictureChoice:
    options = {
        "hangs": _("Exposure impact"),
        "critical": _("Dependent critical engagements"),
        "companies": _("Dependent group companies"),
        "spend": _("Annual spend"),
    }
    return PictureChoice("by", _("Tile size"), options)


def treemap_picture(view: Snapshot, selection: Selection, by: str) -> Picture:
    """On whom the group rests, as areas."""
    own, area = _own(view, selection), treemap.sizes(view, by)
    found = reached(view, selection)
    order = treemap.ranked(area, found.suppliers)
    group = _groups(found)
    names = node_names(view, order.tolist())
    columns = (
        PageColumn(_("Supplier")), PageColumn(_("Service")),
        PageColumn(_("Country")), figure_column(figures.DEPTH),
        figure_column(OWN), figure_column(figures.IMPACT),
        figure_column(DEPENDENT_COMPANIES), figure_column(figures.SERVICES),
        figure_column(figures.SPEND),
    )  # fmt: skip
    spend, countries = treemap.sizes(view, "spend"), country_names(language())
    rows = [
        PageRow(
            (
                names[node], group[node], countries.get(view.country[node], view.country[node]), int(view.depth[node]),
                _or_none(float(own[node])),
                float(view.steepness[node]) * 100, int(view.companies_resting[node]),
                round(float(view.critical_resting[node])), float(spend[node]) if spend[node] else None,
            ),
            _node_page(view, node),
        )
        for node in order.tolist()
    ]  # fmt: skip

    def figure() -> Figure:
        words = {
            "all": _("Whole supply chain"), "others": _("{} more"), "own": _("Own risk"), "unknown": _("Unassessed")
        }  # fmt: skip
        groups = [group[node] for node in order.tolist()]
        return treemap.figure(view, order, area, own, groups, names, words, partial(_node_page, view))

    return Picture(
        _("Concentration"),
        _("How much the group depends on each supplier, with or without a direct contract."),
        _(
            "Each tile is a supplier, grouped by the service through which the group depends on it. The larger "
            "the tile, the greater the dependence. Colours from blue to red show the supplier’s own risk, from "
            "low to high; white means unassessed. A service or company that depends on several suppliers counts "
            "in full for each of them, so compare tiles with one another, not with the whole. Select a tile to "
            "open the supplier’s details."
        ),
        _sizes(),
        PageTable(columns, rows),
        figure,
    )


def _groups(found: Reached) -> dict[int, str]:
    """The kind of service through which each supplier is reached, by the nearest way."""
    said = [_category(key) for key in found.categories]
    nearest: dict[int, tuple[int, int]] = {}
    for node, depth, kind in zip(found.supplier.tolist(), found.depth.tolist(), found.category.tolist(), strict=True):
        if node not in nearest or (depth, kind) < nearest[node]:
            nearest[node] = depth, kind
    return {node: said[kind] for node, (_depth, kind) in nearest.items()}


def _shades() -> PictureChoice:
    options = {
        "suppliers": _("Number of suppliers"),
        "unknown": _("Unassessed suppliers"),
        "risk": _("Highest own risk"),
        "hangs": _("Exposure impact"),
        "spend": _("Annual spend"),
    }
    return PictureChoice("by", _("Shading"), options)


def world_picture(view: Snapshot, selection: Selection, by: str) -> Picture:
    """The chain by country."""
    rows = world.countries(view, reached(view, selection), _own(view, selection))
    names, shades = country_names(language()), _shades()
    columns = (
        PageColumn(_("Country")),
        figure_column(figures.SUPPLIERS), figure_column(figures.CONTRACTED),
        figure_column(figures.UNASSESSED), figure_column(figures.CRITICAL_ENGAGEMENTS),
        figure_column(figures.SPEND), figure_column(figures.HIGHEST_OWN),
        figure_column(figures.IMPACT),
    )  # fmt: skip
    lines = [
        PageRow(
            (
                names.get(row.code, row.code), row.suppliers, row.contracted, row.unknown, row.critical, row.spend,
                _or_none(row.risk), row.hangs * 100,
            ),
            _country_page(row.code),
        )
        for row in rows
    ]  # fmt: skip

    def figure() -> Figure:
        return world.figure(rows, by, names, {**shades.options, "suppliers": _("Suppliers")}, _country_page)

    return Picture(
        _("Supply chain by country"),
        _("Countries where suppliers are located, at any depth of the supply chain."),
        _(
            "Each country is a tile of the same size, placed near its actual position, so that small countries "
            "are as visible as large ones. Each tile shows the country code and the number of suppliers; the "
            "darker the tile, the higher the value selected under “Shading”. Select a country to list its "
            "vendors."
        ),
        shades,
        PageTable(columns, lines),
        figure,
    )


PICTURES: dict[str, tuple[Callable[[Snapshot, Selection, str], Picture], Callable[[], PictureChoice]]] = {
    "flow": (flow_picture, _ends),
    "concentration": (treemap_picture, _sizes),
    "countries": (world_picture, _shades),
}


def picture(name: str, view: Snapshot, selection: Selection, by: str) -> tuple[Picture, str]:
    """The picture of that name, and what it is shown by (`by`, or the first choice). KeyError without one."""
    make, choice = PICTURES[name]
    options = choice().options
    chosen = by if by in options else next(iter(options))
    return make(view, selection, chosen), chosen
