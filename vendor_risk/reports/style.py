"""How reports look: the colours of the screen, and values as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from vendor_risk.heatmaps.figures import COLOURS
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.reports import words
from vendor_risk.reports.paper import Value

ACCENT, INK, MUTED, RULE, FAINT = "#1d4f5f", "#16242b", "#56656d", "#d5dde1", "#f1f5f6"
BLANK = "#e3e8eb"
"""A cell without a score, as on the screen."""
TONES = {"good": "#2f7a74", "warn": "#a8501a", "bad": "#962323", "info": "#1b5e8c", "": "#56656d"}
WORSE, BETTER = COLOURS[0], COLOURS[-1]


def shades(letters: Sequence[str]) -> dict[str, str]:
    """The colour of each grade; `letters` stand best first."""
    return dict(zip(reversed(letters), COLOURS, strict=False)) | {"": BLANK}


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0–255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: str, share: float) -> str:
    """The colour with that share of white in it."""
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in rgb(colour))


def marks(cell: HeatmapCell) -> str:
    """The signs beside a grade: ◆ it limits the grade, † stale, ? something is unknown, … nobody has reviewed it."""
    signs = (("◆", cell.knocked), ("†", cell.stale), ("?", cell.unknown), ("…", cell.unreviewed))
    return "".join(sign for sign, shown in signs if shown)


def written(value: Value, kind: str) -> str:
    """A value of a table as text, in the language that is spoken."""
    if value is None:
        return "–"
    if isinstance(value, HeatmapCell):
        return "–" if value.score is None else f"{value.grade} {value.score:.0f}{marks(value)}"
    if isinstance(value, date):
        return str(format_date(value, "medium"))
    return value if isinstance(value, str) else _number(value, kind)


def _number(value: float, kind: str) -> str:
    if kind in {"share", "share1"}:
        return words.percent(value, int(kind == "share1"))
    if kind in {"change", "points"}:
        size = abs(value) * 100
        shown = f"{size:.2f}" if 0.005 <= size < 0.095 else f"{size:.1f}"  # at ten thousand vendors each moves little
        sign = "" if kind == "points" or shown == "0.0" else "−" if value < 0 else "+"
        return sign + shown
    if kind == "gain":
        return f"+{value:.1f}"
    return f"{value:.0f}" if kind == "score" else str(format_decimal(value))


def shown_of(shown: int, total: int) -> str:
    """That a table shows the first rows only; "" when it shows all."""
    if shown >= total:
        return ""
    return str(_("Showing the first %(shown)s of %(total)s rows.", shown=shown, total=total))
