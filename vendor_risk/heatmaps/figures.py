"""A board as a Plotly figure with typed arrays, some 2 ms for 2,000 rows.

Colour says the grade, the letter in the cell says it again, paleness says how little of the score evidence supports.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vendor_risk.assessments.results.figures import BACKED, SCORE
from vendor_risk.domain.grids.heatmaps import bin_edges
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.figures.figure import FigureWords
from vendor_risk.heatmaps.chart import FONT, Figure, Part, label, typed
from vendor_risk.heatmaps.heatmap import Heatmap

COLOURS = ("#671d28", "#84381b", "#8e7204", "#2b8275", "#1469ae")
"""Worst to best; told apart by who sees no red or no green, and white letters stand out on all (contrast above 4.5)."""
NAMED_ROWS = 40
"""Up to this many rows have names and letters drawn; more are an overview, read by pointing."""
_PALEST = 0.62


def _heads(heads: Sequence[str]) -> tuple[list[str], int]:
    """Column heads and their angle: slanted, so that short names never run into each other, unless they are few."""
    return [label(head) for head in heads], 0 if len(heads) <= 5 else -38


def _colorscale(rules: ScoringRules) -> list[list[float | str]]:
    edges = [0.0, *(edge / 100 for edge in bin_edges(rules)), 1.0]
    steps = zip(COLOURS, edges[:-1], edges[1:], strict=True)
    return [[edge, colour] for colour, low, high in steps for edge in (low, high)]


def _paleness(board: Heatmap) -> NDArray[np.float32]:
    """0 where evidence supports the whole score, 1 where it supports nothing."""
    values, backed = board.grid.values, board.grid.backed
    share = np.divide(backed, values, out=np.ones_like(values), where=values > 0)
    return np.where(np.isnan(values), np.nan, 1 - np.clip(share, 0, 1)).astype(np.float32)


def _marks(board: Heatmap) -> list[list[str]]:
    """What is in each cell: the grade; ◆ it limits the grade of the row, † stale, ? something in it is unknown."""
    return [
        [
            f"{cell.grade}{'◆' if cell.knocked else ''}{'†' if cell.stale else ''}{'?' if cell.unknown else ''}"
            for cell in board.cells(row)
        ]
        for row in range(len(board.lines))
    ]


def figure(board: Heatmap, rules: ScoringRules, lang: str, heads: Sequence[str]) -> Figure:
    """The figure, with short `heads` over the columns: data, layout, and `meta` with the rows' names (`heatmap.js` says
    them when a cell is pointed at) and what a click leads to: assessment ids by row, section ids by column.
    """
    lines = list(board.lines)
    rows, named = len(lines), len(lines) <= NAMED_ROWS
    names = [label(line.name) for line in lines]
    titles = [label(section.title.get(lang)) for section in board.sections]
    values = board.grid.values.astype(np.float32)
    cells: Part = {
        "type": "heatmap",
        "z": typed(values),
        "zmin": 0,
        "zmax": 100,
        "colorscale": _colorscale(rules),
        "showscale": False,
        # Never 0: without a gap Plotly writes a style attribute, which our policy forbids, and cells blur without it.
        "xgap": 2 if named else 0.5,
        "ygap": 2 if named else 0.01,
        "hoverongaps": False,
        "customdata": typed(np.nan_to_num(board.grid.backed).astype(np.float32)),
        "hovertemplate": f"%{{hovertext}}<br>%{{x}}<br>{_hover(SCORE, 'z')} · {_hover(BACKED, 'customdata')}"
        "<extra></extra>",
        "x": titles,
        "y": list(range(rows)),
    }
    pale: Part = {
        "type": "heatmap",
        "z": typed(_paleness(board)),
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, "rgba(255,255,255,0)"], [1, f"rgba(255,255,255,{_PALEST})"]],
        "showscale": False,
        "xgap": cells["xgap"],
        "ygap": cells["ygap"],
        "hoverinfo": "skip",
        "x": titles,
        "y": cells["y"],
    }
    if named:
        marks, light = np.array(_marks(board), dtype=object), _paleness(board) > _LIGHT
        for part, chosen, colour in ((cells, ~light, "#fff"), (pale, light, "#16242b")):
            shown = np.where(chosen, marks, "").tolist()
            part |= {"text": shown, "texttemplate": "%{text}", "textfont": {"color": colour, "size": 13}}
    meta: Part = {
        "names": names,
        "rows": [line.assessment_id for line in lines],
        "keys": [line.key for line in lines],
        "columns": [section.id for section in board.sections],
    }
    return Figure([cells, pale], _layout(names, titles, _heads(heads), named), meta)


def _hover(figure: FigureWords, place: str) -> str:
    """A figure's name and its value as cells round it, in Plotly's words."""
    return f"{figure.heading} %{{{place}:.{0 if figure.brief else figure.digits}f}}"


def _layout(names: list[str], titles: list[str], heads: tuple[list[str], int], named: bool) -> Part:
    rows, (texts, angle) = len(names), heads
    top = 96 if angle else 48
    return {
        "font": FONT | {"size": 12.5, "color": "#16242b"},
        "height": top + 18 + (max(rows, 2) * 28 if named else 560),
        "margin": {"l": 8, "r": 8, "t": top, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "#e3e8eb",
        "xaxis": {
            "side": "top",
            "tickvals": titles,
            "ticktext": texts,
            "tickangle": angle,
            "fixedrange": True,
            "showgrid": False,
            "automargin": True,
        },
        "yaxis": {
            "autorange": "reversed",
            "tickvals": list(range(rows)) if named else [],
            "ticktext": [name if len(name) < 34 else name[:32] + "…" for name in names] if named else [],
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
            "fixedrange": named,
        },
        "dragmode": False if named else "zoom",
        "hoverlabel": {"align": "left"},
    }


_LIGHT = 0.35
"""From this paleness on, dark signs are easier to read than white ones."""
