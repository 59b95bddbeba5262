"""The map of the chain as a Plotly figure: layers by depth, shared suppliers once, the worst paths lit.

Where an organization stands within its layer follows its buyers, so that lines cross
little. Colour says the own risk; who is unknown is drawn hollow. Names are strangers' texts and are escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.chain.graph import Floats, Ints
from vendor_risk.domain.questionnaires import Text
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.pictures.layers import Drawn, LayerGroup
from vendor_risk.exposure.pictures.style import BANDS, CLEAR, INK, INK_2, half_widths, risk_colours
from vendor_risk.heatmaps.chart import Figure, Part, label, typed

Places = NDArray[np.float32]
NAMED = 60
"""Up to this many organizations all have their names drawn; of more only the companies and the lit ones."""
_TOP_NAMED = 12
"""Of many organizations those on which most hangs have their names drawn too."""
_LONGEST, _LONGEST_OUTSIDE = 21, 28
"""Half-width characters of a name that is written, so that it ends before what stands beside it; more where nothing
does."""
_BENDS = ((1_000, 15), (4_000, 7))
"""Points of a curved line, up to that many edges; more are straight."""
_CLEARANCE = 15.0
"""Pixels between two names in one layer; a name that would come closer to the one above is left to pointing."""


def figure(
    view: Snapshot,
    drawn: Drawn,
    lit: Sequence[Sequence[int]],
    names: Mapping[int, str],
    countries: Mapping[str, str],
    lang: str,
    focus: int | None,
) -> Figure:
    """The figure. Its last trace has a point for each position of `drawn`."""
    nodes, tall = drawn.nodes, int(np.bincount(drawn.layer, minlength=1).max(initial=1))
    x, y = drawn.layer.astype(np.float32), drawn.height.astype(np.float32)
    bright = _lit_edges(nodes, lit)
    texts = [names[int(node)] for node in nodes] + [_group_text(group, countries, lang) for group in drawn.groups]
    named = _named(view, drawn, bright, focus, _tallness(tall))
    deepest = int(drawn.layer.max(initial=0))
    written = [
        label(_short(text, _room(drawn, place, deepest, _tallness(tall)))) if place in named else ""
        for place, text in enumerate(texts)
    ]
    data = [
        _lines(x, y, drawn.buyer, drawn.supplier, {"color": _faint(len(drawn.buyer)), "width": 1}),
        _lines(x, y, bright[:, 0], bright[:, 1], {"color": "#a3211d", "width": 2.5}),
        _points(view, drawn, x, y, [label(text) for text in texts], written, lang),
    ]
    buyer, supplier = typed(drawn.buyer.astype(np.int32)), typed(drawn.supplier.astype(np.int32))
    return Figure(data, _layout(deepest, _tallness(tall), lang), {"names": texts, "buyer": buyer, "supplier": supplier})


def legend(lang: str) -> list[tuple[str, str]]:
    """Colour and words of each band of own risk, the least first."""
    edges = [0.0, *BANDS]
    words = [
        f"{low * 100:.0f}–{high * 100:.0f}%" if high else _WORDS["and more"].get(lang).format(f"{low * 100:.0f}")
        for low, high in zip_longest(edges, BANDS)
    ]
    return list(zip(risk_colours(np.array(edges), np.ones(len(edges), dtype=np.bool_)), words, strict=True))


def _room(drawn: Drawn, place: int, deepest: int, tall: int) -> int:
    """Half-width characters there are for a name: up to the next layer where something stands at its height."""
    if not 0 < drawn.layer[place] < deepest:
        return _LONGEST_OUTSIDE
    beside = drawn.height[drawn.layer == drawn.layer[place] + 1]
    return _LONGEST if (np.abs(beside - drawn.height[place]) * tall < _CLEARANCE).any() else _LONGEST_OUTSIDE


def _short(text: str, room: int) -> str:
    """As much of a name as `room` half-width characters hold."""
    for place, character in enumerate(text):
        room -= half_widths(character)
        if room < 0:
            return text[:place] + "…"
    return text


def _faint(edges: int) -> str:
    """The colour of lines that are not lit: the more there are, the fainter."""
    return f"rgba(74,90,99,{max(0.06, min(0.22, 30 / max(edges, 1))):.2f})"


def _tallness(largest: int) -> int:
    return min(1400, max(340, 60 + 16 * largest))


def _lit_edges(nodes: Ints, lit: Sequence[Sequence[int]]) -> Ints:
    """The edges of the lit paths as pairs of positions, each once."""
    position = {int(node): place for place, node in enumerate(nodes)}
    pairs = {pair for path in lit for pair in pairwise(path)}
    found = sorted((position[a], position[b]) for a, b in pairs if a in position and b in position)
    return np.array(found, dtype=np.intp).reshape(-1, 2)


def _named(view: Snapshot, drawn: Drawn, bright: Ints, focus: int | None, tall: int) -> set[int]:
    """Positions whose names are written: the most important first, none over another of its layer."""
    nodes, count = drawn.nodes, len(drawn.nodes)
    wanted = np.flatnonzero(view.company[nodes]).tolist()
    if focus is not None:
        wanted.insert(0, int(np.searchsorted(nodes, focus)))
    wanted += bright.ravel().tolist()
    wanted += np.argsort(-view.steepness[nodes], kind="stable")[: count if count <= NAMED else _TOP_NAMED].tolist()
    wanted += range(count, count + len(drawn.groups))
    taken: dict[int, list[float]] = {}
    found: set[int] = set()
    for place in dict.fromkeys(wanted):
        here, at = taken.setdefault(int(drawn.layer[place]), []), float(drawn.height[place]) * tall
        if all(abs(at - other) >= _CLEARANCE for other in here):
            here.append(at)
            found.add(place)
    return found


def _group_text(group: LayerGroup, countries: Mapping[str, str], lang: str) -> str:
    where = countries.get(group.country, group.country) or _WORDS["elsewhere"].get(lang)
    return _WORDS["group of"].get(lang).format(where, group.number)


def _curves(ends: Places, start: Ints, stop: Ints, along: Floats) -> Places:
    """From one end of each edge to the other at the shares `along` of the way, with a gap after each."""
    ways: NDArray[np.float64] = ends[start][:, None] + (ends[stop] - ends[start])[:, None] * along
    found: Places = np.append(ways, np.full((len(start), 1), np.nan), axis=1).astype(np.float32).ravel()
    return found


def _lines(x: Places, y: Places, start: Ints, stop: Ints, line: Part) -> Part:
    """Edges as one line: S-curves, which leave and arrive level and so part from each other; very many are straight."""
    across = np.linspace(0.0, 1.0, next((bends for most, bends in _BENDS if len(start) <= most), 2))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": typed(_curves(x, start, stop, across)),
        "y": typed(_curves(y, start, stop, across**2 * (3.0 - 2.0 * across))),
        "line": line,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _points(
    view: Snapshot, drawn: Drawn, x: Places, y: Places, texts: list[str], written: list[str], lang: str
) -> Part:
    nodes, groups = drawn.nodes, drawn.groups
    known, company = view.risks.known[nodes], view.company[nodes]
    size = np.concatenate([7 + 3 * np.sqrt(view.companies_resting[nodes]), [_group_size(group) for group in groups]])
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": typed(x),
        "y": typed(y),
        "text": written,
        "textposition": ["middle left" if ours else "middle right" for ours in company]
        + ["middle right"] * len(groups),
        "textfont": {"size": 11, "color": INK},
        "hovertext": _hover(view, drawn, texts, lang),
        "hoverinfo": "text",
        "marker": {
            "color": risk_colours(view.risks.low[nodes], known) + ["#cfdbe1"] * len(groups),
            "size": typed(np.minimum(size, 46).astype(np.float32)),
            "symbol": ["square" if ours else "circle" for ours in company] + ["diamond"] * len(groups),
            "line": {"color": [INK if sure else INK_2 for sure in known] + [INK_2] * len(groups), "width": 1.2},
        },
        "showlegend": False,
        "cliponaxis": False,
    }


def _group_size(group: LayerGroup) -> float:
    return float(12 + 1.2 * np.sqrt(group.number))


def _hover(view: Snapshot, drawn: Drawn, texts: list[str], lang: str) -> list[str]:
    nodes, words = drawn.nodes, {key: text.get(lang) for key, text in _WORDS.items()}
    low: Floats = view.risks.low[nodes]
    said = [
        f"{text}<br>{words['own']}: {f'{value * 100:.0f}%' if sure else words['unknown']}<br>{words['rest']}: {number}"
        for text, value, sure, number in zip(
            texts[: len(nodes)], low.tolist(), view.risks.known[nodes].tolist(),
            view.companies_resting[nodes].tolist(), strict=True,
        )
    ]  # fmt: skip
    return said + [
        f"{text}<br>{words['of them unknown']}: {group.unknown}"
        for text, group in zip(texts[len(nodes) :], drawn.groups, strict=True)
    ]


def _layout(deepest: int, tall: int, lang: str) -> Part:
    plain: Part = {"showgrid": False, "zeroline": False}
    heads = [_WORDS["group"].get(lang), *(_WORDS["depth"].get(lang).format(depth) for depth in range(1, deepest + 1))]
    return CLEAR | {
        "height": tall,
        "margin": {"l": 180, "r": 150, "t": 40, "b": 12},
        "xaxis": plain
        | {"side": "top", "tickvals": list(range(deepest + 1)), "ticktext": heads, "range": [-0.1, deepest + 0.2]},
        "yaxis": plain | {"visible": False, "range": [1.02, -0.02]},
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "dragmode": "pan",
    }


_WORDS = {
    "own": Text("Own risk", "組織自体のリスク"),
    "unknown": Text("unassessed", "未評価"),
    "rest": Text("Dependent companies", "依存するグループ会社"),
    "group": Text("Our companies", "グループ会社"),
    "and more": Text("{}% or more", "{}%以上"),
    "depth": Text("Depth {}", "階層{}"),
    "elsewhere": Text("Other countries", "その他の国"),
    "group of": Text("{} × {:,}", "{} × {:,}"),
    "of them unknown": Text("of which unassessed", "うち未評価"),
}
