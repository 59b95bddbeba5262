"""The two heatmaps: group companies × items, vendors × stages; page, chart, table and workbook of one selection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.engagements.categories import CATEGORIES
from vendor_risk.heatmaps import exports, figures, key_figures, plotly, queries
from vendor_risk.heatmaps.heatmap import ASSURANCE, Heatmap, grouped, make_heatmap
from vendor_risk.heatmaps.labels import short_titles
from vendor_risk.heatmaps.lines import UnscoredColumns
from vendor_risk.heatmaps.queries import HeatmapFilters, ScoredVersion
from vendor_risk.i18n import language, local_today
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Permission, public, requires
from vendor_risk.questionnaires.queries import domain_questionnaire, rules
from vendor_risk.questionnaires.titles import title_in
from vendor_risk.standing.queries import Standing, vendor_standings
from vendor_risk.web.files import send_workbook
from vendor_risk.web.paging import Page, asked_page, clamp
from vendor_risk.web.query_state import address

bp = Blueprint("heatmaps", __name__, url_prefix="/heatmaps")

VENDOR_GROUPS = ("tier", "company", "category")
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class DrawnHeatmap:
    """One selection, ready to be drawn. `board` is None while nothing has been scored."""

    kind: OrganizationKind
    filters: HeatmapFilters
    version: ScoredVersion | None
    versions: list[ScoredVersion]
    board: Heatmap | None


def _sort_labels() -> dict[str, str]:
    return {
        "shortfall": _("Highest priority first"),
        "worst_cell": _("Lowest section score first"),
        "score": _("Lowest score first"),
        ASSURANCE: _("Most points not evidence-backed first"),
        "name": _("By name"),
    }


def _group_labels() -> dict[str, str]:
    return {"tier": _("Tier"), "company": _("Group company"), "category": _("Service")}


def _group_names(by: str) -> dict[str, str]:
    lang = language()
    if by == "tier":
        return {"T1": _("Critical (T1)"), "T2": _("Important (T2)"), "T3": _("General (T3)"), "": _("No tier")}
    if by == "category":
        return {key: text.get(lang) for key, text in CATEGORIES.items()} | {"": _("No ongoing or planned engagement")}
    names = {str(row.id): row.name_in(lang) for row in queries.companies(web.scope())}
    return names | {"": _("No ongoing or planned engagement")}


def _chosen(kind: OrganizationKind, filters: HeatmapFilters) -> tuple[list[ScoredVersion], ScoredVersion | None]:
    """The questionnaire versions to choose from, and the chosen one; a key ("meti-csmg-3") chooses its newest."""
    versions = queries.versions_with_results(web.scope(), kind)
    for version in versions:
        if filters.questionnaire in {str(version.id), version.key}:
            return versions, version
    return versions, versions[0] if versions else None


def _shown(kind: OrganizationKind) -> DrawnHeatmap:
    filters, scope, today = HeatmapFilters.read(request.args), web.scope(), local_today()
    versions, version = _chosen(kind, filters)
    if version is None:
        return DrawnHeatmap(kind, filters, None, versions, None)
    lang = language()
    rows = queries.rows(scope, kind, version.id, filters, lang=lang, today=today)
    missing = queries.unscored(scope, kind, version.id, filters, lang=lang) if filters.unscored else UnscoredColumns()
    scoring = rules().scoring
    questionnaire = domain_questionnaire(version.id)
    board = make_heatmap(questionnaire, rows, missing, scoring, sort=filters.sort, today=today)
    if kind is OrganizationKind.VENDOR and filters.group in VENDOR_GROUPS:
        board = grouped(board, _keys(board, filters.group), _group_names(filters.group), scoring)
    return DrawnHeatmap(kind, filters, version, versions, board)


def _keys(board: Heatmap, by: str) -> list[str]:
    if by == "tier":
        return [line.tier or "" for line in board.lines]
    ids = [line.organization_id for line in board.lines if line.organization_id is not None]
    found = queries.group_keys(web.scope(), ids, by)
    return [found.get(line.organization_id or 0, "") for line in board.lines]


def _page(kind: OrganizationKind, template: str) -> str:
    shown = _shown(kind)
    board, filters = shown.board, shown.filters
    total = len(board.lines) if board else 0
    number = clamp(asked_page(request.args), total)
    page: Page[int] = Page(range(total)[(number - 1) * 50 : number * 50], number, total)
    apart = [line.organization_id for row in page.rows if board and not (line := board.lines[row]).stands]
    endpoint = "heatmaps.vendors" if kind is OrganizationKind.VENDOR else "heatmaps.group"
    return render_template(
        template,
        shown=shown,
        board=board,
        filters=filters,
        page=page,
        standings=_standings(apart),
        grouped=bool(board and kind is OrganizationKind.VENDOR and filters.group in VENDOR_GROUPS),
        sorts=_sort_labels(),
        groups=_group_labels(),
        rounds=queries.rounds(web.scope(), shown.version.id) if shown.version else [],
        companies=[(str(row.id), row.name_in(language())) for row in queries.companies(web.scope())],
        categories=[(key, text.get(language())) for key, text in CATEGORIES.items()],
        here=lambda **changes: address(endpoint, filters.args(**changes)),
        figure_url=address(f"{endpoint}_figure", filters.args() | {"lang": language()}),
        export_url=address(f"{endpoint}_export", filters.args() | {"lang": language()}),
        plotly_url=url_for("heatmaps.plotly_script", version=plotly.version()),
        plotly_styles=plotly.style_ids(),
        named_rows=figures.NAMED_ROWS,
        heads=short_titles(domain_questionnaire(shown.version.id), language()) if shown.version else [],
        mean=key_figures.MEAN.read(board.summary) if board else None,
        picture_name="vendors" if kind is OrganizationKind.VENDOR else "group",
    )


def _standings(organization_ids: Sequence[int | None]) -> dict[int, Standing]:
    """For those whose row is another questionnaire's: what stands for them instead."""
    found = (number for number in organization_ids if number is not None)
    return vendor_standings(web.scope(), found, local_today())


def _figure(kind: OrganizationKind) -> Response:
    shown = _shown(kind)
    if shown.version is None or shown.board is None or not shown.board.lines:
        abort(404)
    board = shown.board if shown.filters.view == "all" else shown.board.first(figures.NAMED_ROWS)
    heads = short_titles(domain_questionnaire(shown.version.id), language())
    return figures.figure(board, rules().scoring, language(), heads).reply()


def _export(kind: OrganizationKind, title: str) -> Response:
    shown = _shown(kind)
    if shown.version is None or shown.board is None:
        abort(404)
    filters = [
        (_("Questionnaire"), f"{title_in(language(), shown.version)} {shown.version.version}"),
        (_("Created on"), local_today().isoformat()),
        *((name, value) for name, value in shown.filters.args().items() if name != "questionnaire"),
    ]
    content = exports.workbook(shown.board, rules().scoring, language(), title, filters)
    return send_workbook(content, f"heatmap-{local_today().isoformat()}.xlsx")


@bp.get("/group")
@requires(Permission.HEATMAP_VIEW)
def group() -> str:
    """Group companies × items."""
    return _page(OrganizationKind.GROUP_COMPANY, "heatmaps/group.html")


@bp.get("/group/figure")
@requires(Permission.HEATMAP_VIEW)
def group_figure() -> Response:
    """The chart of the same selection."""
    return _figure(OrganizationKind.GROUP_COMPANY)


@bp.get("/group/export")
@requires(Permission.HEATMAP_VIEW)
def group_export() -> Response:
    """The workbook of the same selection."""
    return _export(OrganizationKind.GROUP_COMPANY, _("Group heatmap"))


@bp.get("/vendors")
@requires(Permission.HEATMAP_VIEW)
def vendors() -> str:
    """Vendors × stages, or groups of vendors."""
    return _page(OrganizationKind.VENDOR, "heatmaps/vendors.html")


@bp.get("/vendors/figure")
@requires(Permission.HEATMAP_VIEW)
def vendors_figure() -> Response:
    """The chart of the same selection."""
    return _figure(OrganizationKind.VENDOR)


@bp.get("/vendors/export")
@requires(Permission.HEATMAP_VIEW)
def vendors_export() -> Response:
    """The workbook of the same selection."""
    return _export(OrganizationKind.VENDOR, _("Vendor heatmap"))


@bp.get("/plotly-<version>.js")
@public("a published script, the same for everybody")
def plotly_script(version: str) -> Response:
    """Plotly's script in the installed version, to be kept for a year."""
    if version != plotly.version():
        abort(404)
    packed = plotly.compressed()
    best = request.accept_encodings.best_match(packed.keys())
    response = Response(packed[best] if best else plotly.script(), mimetype="text/javascript")
    response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    response.headers["Vary"] = "Accept-Encoding"
    if best:
        response.headers["Content-Encoding"] = best
    return response
