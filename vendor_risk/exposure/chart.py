"""The map of the chain as a Plotly figure: layers by depth, shared suppliers once, the worst paths lit.

A plain dict with typed arrays. Where an organization stands within its layer follows its buyers, so that lines cross
little. Colour says the own risk; who is unknown is drawn hollow. Names are strangers' texts and are escaped.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain import concentration
from vendor_risk.domain.graph import Floats, Ints
from vendor_risk.domain.questionnaires import Text
from vendor_risk.exposure.snapshot import Snapshot
from vendor_risk.heatmaps.figures import COLOURS, label

MOST = 2_000
"""Organizations drawn at most; the page says how many more there are."""
NAMED = 60
"""Up to this many organizations all have their names drawn; of more only the companies and the lit ones."""
_KINDS = {"float32": "f4", "int32": "i4"}
_BANDS = (0.05, 0.1, 0.2, 0.4)
"""Upper edges of own risk, best to worst; the last band is open."""
_SWEEPS = 6
_TOP_NAMED = 12
"""Of many organizations those on which most hangs have their names drawn too."""


def typed(values: NDArray[Any]) -> dict[str, str]:
    """An array as Plotly's typed array: its bytes in base64."""
    return {"dtype": _KINDS[values.dtype.name], "bdata": base64.b64encode(values.tobytes()).decode()}


def chosen(view: Snapshot, focus: int | None, lit: Sequence[Sequence[int]]) -> tuple[Ints, int]:
    """The nodes to draw, and how many would be without a limit: the companies' chain, or all around `focus`.

    Past `MOST`, companies and lit paths come first, then those on whom most companies rest, the nearest first.
    """
    if focus is None:
        nodes = np.flatnonzero(view.depth >= 0)
    else:
        up, down = concentration.blast_radius(view.graph, focus), concentration.supply_chain(view.graph, focus)
        nodes = np.unique(np.concatenate([[focus], up, down])).astype(np.intp)
    must = view.company.copy()
    must[[node for nodes_of_path in lit for node in nodes_of_path]] = True
    if focus is not None:
        must[focus] = True
    order = np.lexsort((nodes, view.depth[nodes], -view.companies_resting[nodes], ~must[nodes]))
    return np.sort(nodes[order[:MOST]]), len(nodes)


def _inner_edges(view: Snapshot, nodes: Ints) -> tuple[Ints, Ints]:
    """Edges among the drawn nodes, as positions in `nodes`."""
    position = np.full(view.graph.size, -1, dtype=np.intp)
    position[nodes] = np.arange(len(nodes))
    buyers, suppliers, _weights = view.graph.edges()
    buyer, supplier = position[buyers], position[suppliers]
    both = (buyer >= 0) & (supplier >= 0)
    return buyer[both], supplier[both]


def heights(layer: Ints, buyer: Ints, supplier: Ints) -> Floats:
    """Where each drawn node stands within its layer, 0–1: near the mean of those it is linked to."""
    height = np.zeros(len(layer))
    _spread(layer, np.arange(len(layer), dtype=np.float64), height)
    ends, others = np.concatenate([buyer, supplier]), np.concatenate([supplier, buyer])
    number = np.bincount(ends, minlength=len(layer))
    for _ in range(_SWEEPS):
        total = np.bincount(ends, height[others], len(layer))
        wanted = np.divide(total, number, out=height.copy(), where=number > 0)
        _spread(layer, wanted, height)
    return height


def _spread(layer: Ints, wanted: Floats, height: Floats) -> None:
    """Spreads every layer evenly in the order of `wanted`."""
    order = np.lexsort((wanted, layer))
    size = np.bincount(layer)
    start = np.cumsum(size) - size
    rank = np.arange(len(layer)) - start[layer[order]]
    height[order] = (rank + 0.5) / size[layer[order]]


def figure(
    view: Snapshot, nodes: Ints, lit: Sequence[Sequence[int]], names: Mapping[int, str], lang: str, focus: int | None
) -> dict[str, Any]:
    """The figure: data, layout, and `meta.ids`, the organization each point of the last trace leads to."""
    layer = np.maximum(view.depth[nodes], 0).astype(np.intp)
    buyer, supplier = _inner_edges(view, nodes)
    x, y = layer.astype(np.float32), heights(layer, buyer, supplier).astype(np.float32)
    position = {int(node): place for place, node in enumerate(nodes)}
    pairs = [pair for path in lit for pair in pairwise(path)]
    bright = np.array([[position[a], position[b]] for a, b in pairs if a in position and b in position], dtype=np.intp)
    bright = bright.reshape(-1, 2)
    shown = set(np.flatnonzero(view.company[nodes]).tolist()) | set(bright.ravel().tolist())
    shown |= set(np.argsort(-view.steepness[nodes], kind="stable")[:_TOP_NAMED].tolist())
    if focus is not None:
        shown.add(position[focus])
    texts = [names[int(node)] for node in nodes]
    drawn = [label(text[:28]) if len(nodes) <= NAMED or place in shown else "" for place, text in enumerate(texts)]
    return {
        "data": [
            _lines(x, y, buyer, supplier, {"color": "rgba(74,90,99,.22)", "width": 1}),
            _lines(x, y, bright[:, 0], bright[:, 1], {"color": "#a3211d", "width": 2.5}),
            _points(view, nodes, x, y, [label(text) for text in texts], drawn, lang),
        ],
        "layout": _layout(int(layer.max(initial=0)), int(np.bincount(layer).max(initial=1)), lang),
        "meta": {"ids": view.ids[nodes].tolist()},
    }


def _lines(x: NDArray[Any], y: NDArray[Any], start: Ints, stop: Ints, line: dict[str, Any]) -> dict[str, Any]:
    gap = np.full(len(start), np.nan, dtype=np.float32)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": typed(np.stack([x[start], x[stop], gap], axis=1).ravel()),
        "y": typed(np.stack([y[start], y[stop], gap], axis=1).ravel()),
        "line": line,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _points(
    view: Snapshot, nodes: Ints, x: NDArray[Any], y: NDArray[Any], texts: list[str], drawn: list[str], lang: str
) -> dict[str, Any]:
    own = view.risks.low[nodes]
    colours = [COLOURS[-1 - int(band)] for band in np.searchsorted(_BANDS, own, side="right")]
    known = view.risks.known[nodes]
    rest = _WORDS["rest"].get(lang)
    risk = [
        f"{value * 100:.0f} %" if sure else _WORDS["unknown"].get(lang) for value, sure in zip(own, known, strict=True)
    ]
    hover = [
        f"{text}<br>{_WORDS['own'].get(lang)}: {said}<br>{rest}: {number}"
        for text, said, number in zip(texts, risk, view.companies_resting[nodes].tolist(), strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": typed(x),
        "y": typed(y),
        "text": drawn,
        "textposition": ["middle left" if company else "middle right" for company in view.company[nodes]],
        "textfont": {"size": 11, "color": "#16242b"},
        "hovertext": hover,
        "hoverinfo": "text",
        "marker": {
            "color": [colour if sure else "#ffffff" for colour, sure in zip(colours, known, strict=True)],
            "size": typed((7 + 3 * np.sqrt(view.companies_resting[nodes])).astype(np.float32)),
            "symbol": ["square" if company else "circle" for company in view.company[nodes]],
            "line": {"color": ["#16242b" if sure else "#63737c" for sure in known], "width": 1.2},
        },
        "showlegend": False,
        "cliponaxis": False,
    }


def _layout(deepest: int, largest: int, lang: str) -> dict[str, Any]:
    plain = {"showgrid": False, "zeroline": False}
    heads = [_WORDS["group"].get(lang), *(_WORDS["depth"].get(lang).format(depth) for depth in range(1, deepest + 1))]
    return {
        "font": {"family": "system-ui, 'Hiragino Sans', 'Yu Gothic UI', Meiryo, 'Noto Sans CJK JP', sans-serif"},
        "height": min(1400, max(340, 60 + 16 * largest)),
        "margin": {"l": 180, "r": 150, "t": 40, "b": 12},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": plain
        | {"side": "top", "tickvals": list(range(deepest + 1)), "ticktext": heads, "range": [-0.1, deepest + 0.2]},
        "yaxis": plain | {"visible": False, "range": [1.02, -0.02]},
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "dragmode": "pan",
    }


_WORDS = {
    "own": Text("Own risk", "自組織のリスク"),
    "unknown": Text("unknown", "不明"),
    "rest": Text("Companies that rest on it", "依存するグループ会社"),
    "group": Text("Our companies", "グループ会社"),
    "depth": Text("Depth {}", "階層 {}"),
}
