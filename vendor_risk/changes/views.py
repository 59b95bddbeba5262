"""What changed since a day, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import get_timezone
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.changes import charts, comparison, figures, queries, words
from vendor_risk.changes.figures import MEAN
from vendor_risk.exposure import panels
from vendor_risk.exposure.analysis import answers
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.figures import COMBINED, EXPOSURE
from vendor_risk.exposure.queries import node_names, snapshot
from vendor_risk.heatmaps import plotly
from vendor_risk.i18n import language, local_today, tell
from vendor_risk.organizations.panels import Panel
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.web.tables import PageColumn, PageRow, PageTable, figure_column, send_as

bp = Blueprint("changes", __name__, url_prefix="/changes")


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A trend's days and its lines over them."""

    what: str
    title: str
    days: list[date]
    lines: list[charts.ChartTrend]


def _asked_day(days: Sequence[date]) -> date | None:
    text = request.args.get("since", "")
    try:
        wanted = date.fromisoformat(text) if text else None
    except ValueError:
        wanted = None
    return queries.chosen_day(days, wanted, local_today())


@bp.get("/")
@requires(Permission.HEATMAP_VIEW)
def index() -> str:
    """Then and now, what moved it, who got better and worse, trends, and what goes stale."""
    scope, days, at = web.scope(), [row.day for row in queries.kept_days()], local_today()
    view, history, day = snapshot(scope), queries.history(scope), _asked_day(days)
    numbers = comparison.compare(view, history, day, at, get_timezone())
    return render_template(
        "changes/index.html",
        view=view,
        readings=figures.group_readings(view, answers.group(view), numbers, queries.critical_vendors(scope)),
        days=[one for one in days if one < at],
        numbers=numbers,
        story=None if day is None else comparison.story(view, history, day, at, get_timezone()),
        part_names=words.part_names(),
        reasons=words.reasons,
        trends=[] if day is None else [_trend(what, title) for what, title in _charts().items()],
        plotly_url=url_for("heatmaps.plotly_script", version=plotly.version()),
        plotly_styles=plotly.style_ids(),
    )


def _charts() -> dict[str, str]:
    return {
        "exposure": _("Exposure of the group and each company"),
        "tiers": _("Average vendor score by tier"),
        "stages": _("Average vendor score by section"),
    }


@bp.get("/figure/<what>")
@requires(Permission.HEATMAP_VIEW)
def figure(what: str) -> Response:
    """One trend as a chart: over the kept days, and today."""
    titles = _charts()
    if what not in titles:
        abort(404)
    trend = _trend(what, titles[what])
    return charts.lines(trend.days, trend.lines, language(), percent=what == "exposure").reply()


@bp.get("/trends/<what>.<kind>")
@requires(Permission.HEATMAP_VIEW)
def trend_file(what: str, kind: str) -> Response:
    """The numbers of one trend as a workbook or CSV: a row a day."""
    titles = _charts()
    if what not in titles:
        abort(404)
    trend = _trend(what, titles[what])
    shown, scale = (COMBINED, 100) if what == "exposure" else (MEAN, 1)
    columns = (PageColumn(_("Date")), *(figure_column(shown, line.name) for line in trend.lines))
    rows = [
        PageRow((day.isoformat(), *(_scaled(line.values[place], scale) for line in trend.lines)))
        for place, day in enumerate(trend.days)
    ]
    said = [(_("Created on"), local_today().isoformat())]
    return send_as(kind, PageTable(columns, rows), f"trend-{what}", titles[what], said)


def _scaled(value: float | None, scale: int) -> float | None:
    return None if value is None else value / scale


def _trend(what: str, title: str) -> TrendChart:
    """A trend's days and lines; worked out once while nothing changes."""
    view, at = snapshot(web.scope()), local_today()
    days = comparison.trend_days([row.day for row in queries.kept_days()], at)
    lines = view.once(f"{what} {days} {language()}", lambda: _lines(what, view, days, at))
    return TrendChart(what, _titled(what, title), days, lines)


def _titled(what: str, title: str) -> str:
    """The title; of scores with the questionnaire whose results alone are followed, so that they can be compared."""
    version = None if what == "exposure" else queries.history(web.scope()).main_version
    if version is None:
        return title
    return f"{title} · {tell(domain_questionnaire(version).title)}"


def _lines(what: str, view: Snapshot, days: Sequence[date], at: date) -> list[charts.ChartTrend]:
    if what == "exposure":
        found = comparison.exposure_trend(view, days, at)
        names = node_names(view, (node for node in found if node >= 0)) | {-1: _("Group")}
        percent = {node: [None if value is None else 100 * value for value in values] for node, values in found.items()}
        return [charts.ChartTrend(names[node], values, node < 0) for node, values in percent.items()]
    history, zone = queries.history(web.scope()), get_timezone()
    if what == "tiers":
        return [charts.ChartTrend(tier, values, tier == "T1") for tier, values in history.by_tier(days, zone).items()]
    if history.main_version is None:
        return []
    sections = domain_questionnaire(history.main_version).sections
    columns = history.by_section(days, zone)
    return [charts.ChartTrend(tell(part.title), values, False) for part, values in zip(sections, columns, strict=True)]


def _since(view: Snapshot) -> Panel | None:
    """The exposure of critical engagements on the day compared with, and today; None without either or any result."""
    day = queries.chosen_day([row.day for row in queries.kept_days()], None, local_today())
    if day is None or view.measured_by != "critical" or not view.assessed:
        return None
    shown = queries.since(view, day).shown
    return Panel(
        "changes/_since.html", {"name": EXPOSURE.name, "day": day, "before": shown.before, "after": shown.after}
    )


panels.register_since(_since)
