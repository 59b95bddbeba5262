"""The chain by country: figures of each country, and the map of equal tiles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from vendor_risk.domain.chain.graph import Floats
from vendor_risk.exposure.analysis.selection import Reached
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.pictures import tiles
from vendor_risk.exposure.pictures.style import CLEAR
from vendor_risk.heatmaps.chart import Figure

_SCALE = [[0, "#eef2f4"], [0.001, "#cfe1ea"], [0.25, "#8fb8cc"], [0.6, "#3f7f9e"], [1, "#123f57"]]


@dataclass(frozen=True, slots=True)
class Country:
    """What of the chain lies in one country."""

    code: str
    suppliers: int
    contracted: int
    unknown: int
    critical: int
    """Critical engagements bought there directly."""
    spend: float
    """Yen a year, as far as known."""
    risk: float
    """The greatest own risk known among its suppliers, in the case that is shown; NaN: nothing is known."""
    hangs: float
    """How fast the group's exposure grows with the own risks of all of them together."""


def countries(view: Snapshot, found: Reached, own: Floats) -> list[Country]:
    """Every country the selection reaches, the one with the most suppliers first."""
    nodes, bought = found.suppliers, view.engagements
    code = np.array(view.country, dtype=np.str_)
    counted = np.isin(bought.supplier, nodes)
    mine = np.isin(bought.buyer, np.unique(found.company)) & counted
    rows = []
    for key in np.unique(code[nodes]).tolist():
        here, paid = nodes[code[nodes] == key], mine & (code[bought.supplier] == key)
        rows.append(
            Country(
                code=str(key),
                suppliers=len(here),
                contracted=int(np.count_nonzero(view.contracted[here])),
                unknown=int(np.count_nonzero(~view.risks.known[here])),
                critical=int(np.count_nonzero(bought.critical[paid])),
                spend=float(np.nansum(bought.spend[paid])),
                risk=float(np.nanmax(own[here], initial=-1.0)) if (~np.isnan(own[here])).any() else float("nan"),
                hangs=float(view.steepness[here].sum()),
            )
        )
    return sorted(rows, key=lambda row: (-row.suppliers, row.code))


def figure(
    rows: list[Country], shade: str, names: Mapping[str, str], words: Mapping[str, str], page: Callable[[str], str]
) -> Figure:
    """The map; `page` gives the address of a country, and `meta.grid` has that of each tile, None where none is drawn.

    `words` has "suppliers" and what the shade is called.
    """
    height = {row.code: 0.0 if np.isnan(getattr(row, shade)) else float(getattr(row, shade)) for row in rows}
    values: list[list[float | None]] = [[None] * tiles.WIDTH for _ in range(tiles.HEIGHT)]
    texts = [[""] * tiles.WIDTH for _ in range(tiles.HEIGHT)]
    hover = [[""] * tiles.WIDTH for _ in range(tiles.HEIGHT)]
    codes = [[""] * tiles.WIDTH for _ in range(tiles.HEIGHT)]
    known = {row.code: row for row in rows}
    for code, (y, x) in tiles.places().items():
        row = known.get(code)
        values[y][x] = height.get(code, 0.0)
        texts[y][x] = f"{code}<br>{row.suppliers:,}" if row else code
        codes[y][x] = code if row else ""
        said = f"{words['suppliers']}: {row.suppliers:,}" if row else "–"
        if row and shade != "suppliers":
            said += f"<br>{words[shade]}: {shown(row, shade)}"
        hover[y][x] = f"{names.get(code, code)}<br>{said}"
    return Figure(
        data=[
            {
                "type": "heatmap",
                "z": values,
                "text": texts,
                "texttemplate": "%{text}",
                "textfont": {"size": 10},
                "hovertext": hover,
                "hoverinfo": "text",
                "colorscale": _SCALE,
                "zmin": 0,
                "zmax": max(height.values(), default=1.0) or 1.0,
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
            }
        ],
        layout=CLEAR
        | {
            "height": 560,
            "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
            "xaxis": {"visible": False, "fixedrange": True},
            "yaxis": {"visible": False, "fixedrange": True, "autorange": "reversed"},
        },
        meta={"grid": [[page(code) if code else None for code in line] for line in codes]},
    )


def shown(row: Country, shade: str) -> str:
    """A value of a country in words."""
    value = getattr(row, shade)
    if shade == "risk":
        return "–" if np.isnan(value) else f"{value * 100:.0f}%"
    return f"{value:.3f}" if shade == "hangs" else f"{value:,.0f}"
