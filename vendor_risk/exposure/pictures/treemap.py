"""The treemap of concentration: how much of the group hangs on each supplier, by kind of service or country."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from vendor_risk.domain.chain.graph import Floats, Ints
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.pictures.style import CLEAR, INK, LINE, in_lines, risk_colours
from vendor_risk.heatmaps.chart import Figure, label

MOST = 400
"""Suppliers drawn apart; those on which less hangs make one tile per group."""
LEAST_LETTERS = 11
"""Pixels of the smallest letters: a name that would have to be smaller is left to pointing and to the table."""
_ROOM = 16
"""Half-width characters of a line of a tile: more names fit on several short lines than on one."""


def sizes(view: Snapshot, size: str) -> Floats:
    """What a supplier's area is, by node.

    "hangs": how fast the group's exposure grows with its own risk; "critical": critical engagements that rest on it;
    "companies": companies that rest on it; "spend": what our companies spend with it directly (yen a year).
    """
    if size == "critical":
        return view.critical_resting
    if size == "companies":
        return view.companies_resting.astype(np.float64)
    if size == "spend":
        bought = view.engagements
        return np.bincount(bought.supplier, np.nan_to_num(bought.spend), view.graph.size).astype(np.float64)
    return view.steepness


def ranked(area: Floats, suppliers: Ints) -> Ints:
    """The suppliers with any area, the largest first."""
    order = suppliers[np.argsort(-area[suppliers], kind="stable")]
    return order[area[order] > 0]


def figure(
    view: Snapshot,
    order: Ints,
    area: Floats,
    own: Floats,
    group: Sequence[str],
    names: Mapping[int, str],
    words: Mapping[str, str],
    page: Callable[[int], str],
) -> Figure:
    """The figure of `order` (as `ranked`); `group` is each one's group by name, `names` holds the first `MOST`.

    `page` gives the address of a node; `meta.hrefs` has that of each tile, None for groups and for the tiles of many.
    `words` has "all", "others" (with a place for the number), "own" and "unknown".
    """  # fmt: skip
    ids, labels, parents, values, colours, said, nodes = ["all"], [words["all"]], [""], [0.0], [LINE], [""], [-1]
    written = [words["all"]]

    def tile(name: str, text: str, parent: str, value: float, colour: str, hover: str, node: int) -> None:
        columns = (ids, labels, parents, values, colours, said, nodes)
        for column, entry in zip(columns, (name, label(text), parent, value, colour, hover, node), strict=True):
            column.append(entry)  # type: ignore[attr-defined]
        written.append("<br>".join(map(label, in_lines(text, _ROOM))) if name.startswith("n") else label(text))

    sums: dict[str, float] = {}
    rest: dict[str, list[float]] = {}
    shades = risk_colours(np.nan_to_num(own[order]), view.risks.known[order])
    for place, (node, value) in enumerate(zip(order.tolist(), area[order].tolist(), strict=True)):
        sums[group[place]] = sums.get(group[place], 0.0) + value
        if place >= MOST:
            rest.setdefault(group[place], []).append(value)
            continue
        sure = view.risks.known[node]
        hover = f"{words['own']}: {own[node] * 100:.0f}%" if sure else f"{words['own']}: {words['unknown']}"
        tile(f"n{node}", names[node][:40], f"g{group[place]}", value, shades[place], hover, node)
    for key, left in rest.items():
        tile(f"r{key}", words["others"].format(len(left)), f"g{key}", sum(left), "#e6ecef", "", -1)
    for key, value in sums.items():
        tile(f"g{key}", key, "all", value, "#cfdbe1", "", -1)
    values[0] = sum(sums.values())
    return Figure(
        data=[
            {
                "type": "treemap",
                "ids": ids,
                "labels": labels,
                "text": written,
                "textinfo": "text",
                "parents": parents,
                "values": values,
                "branchvalues": "total",
                "customdata": said,
                "marker": {"colors": colours, "line": {"color": "#63737c", "width": 1}},
                "textfont": {"size": 12},
                "tiling": {"pad": 2},
                "pathbar": {"visible": False},
                "hovertemplate": "%{label}<br>%{percentRoot:.1%}<br>%{customdata}<extra></extra>",
                "insidetextfont": {"color": [_ink(colour) for colour in colours]},
            }
        ],
        layout=CLEAR
        | {
            "height": 620,
            "margin": {"l": 4, "r": 4, "t": 8, "b": 4},
            "uniformtext": {"minsize": LEAST_LETTERS, "mode": "hide"},
        },
        meta={"hrefs": [page(node) if node >= 0 else None for node in nodes]},
    )


def _ink(colour: str) -> str:
    """Letters that stand out on a tile."""
    return INK if colour in {LINE, "#ffffff", "#e6ecef", "#cfdbe1"} else "#ffffff"
