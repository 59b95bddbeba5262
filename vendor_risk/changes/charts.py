"""Trends as Plotly figures: a line each, told apart by marks and dashes as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vendor_risk.heatmaps.chart import Figure, Part, label

COLOURS = ("#1d4f5f", "#a8521b", "#2e7d76", "#7d6b14", "#8f1f1f", "#5b4a9e", "#1b5e8a", "#63737c")
_MARKS = ("circle", "square", "diamond", "triangle-up", "x", "cross")
_DASHES = ("solid", "dash", "dot")


@dataclass(frozen=True, slots=True)
class ChartTrend:
    """A named line; the emphasized one is drawn thicker. None: no value on that day."""

    name: str
    values: Sequence[float | None]
    emphasized: bool


def lines(days: Sequence[date], trends: Sequence[ChartTrend], lang: str, *, percent: bool) -> Figure:
    """The lines over these days; names are escaped."""
    drawn: list[Part] = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": label(trend.name),
            "x": [day.isoformat() for day in days],
            "y": [None if value is None else round(value, 2) for value in trend.values],
            "connectgaps": True,
            "line": {
                "color": COLOURS[place % len(COLOURS)],
                "width": 3.5 if trend.emphasized else 1.6,
                "dash": _DASHES[place // len(COLOURS) % len(_DASHES)],
            },
            "marker": {"symbol": _MARKS[place % len(_MARKS)], "size": 6},
            "hovertemplate": "%{x}: %{y:.1f}" + ("%" if percent else "") + "<extra>%{fullData.name}</extra>",
        }
        for place, trend in enumerate(trends)
    ]
    return Figure(drawn, _layout(lang, percent=percent))


def _layout(lang: str, *, percent: bool) -> Part:
    return {
        "height": 360,
        "margin": {"l": 48, "r": 8, "t": 12, "b": 36},
        "font": {"family": "inherit", "size": 13, "color": "#17242b"},
        "hovermode": "closest",
        "legend": {"orientation": "h", "y": -0.18, "x": 0},
        "xaxis": {"type": "date", "tickformat": "%Y/%m" if lang == "ja" else "%b %Y", "gridcolor": "#e6ecef"},
        "yaxis": {"rangemode": "tozero", "ticksuffix": "%" if percent else "", "gridcolor": "#e6ecef"},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
    }
