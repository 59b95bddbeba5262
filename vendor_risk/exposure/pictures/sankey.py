"""The flow view: from our companies through the depths of the chain to countries or kinds of service (Sankey)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vendor_risk.domain.chain.graph import Floats, Ints
from vendor_risk.exposure.analysis.selection import Reached
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.pictures.style import CLEAR, INK, bands, faint
from vendor_risk.heatmaps.chart import Figure, label
from vendor_risk.heatmaps.figures import COLOURS

MOST_COMPANIES, MOST_ENDS, DEEPEST = 24, 16, 5
"""Drawn apart at most; what is left flows together ("others"), and the table has all of it."""
GREY = "#93a1a8"


@dataclass(frozen=True)
class Flow:
    """Pairs of company and supplier, gathered by company, depth and end; one row per combination."""

    company: Ints
    depth: Ints
    end: Ints
    number: Ints
    unknown: Ints
    assessed: Ints
    """Suppliers whose own risk is a number, in the case that is shown."""
    risk: Floats
    """The sum of those own risks (0–1 each)."""
    ends: tuple[str, ...]
    """Country codes or kinds of service."""

    @property
    def mean(self) -> Floats:
        """The mean own risk of each row; NaN where nothing is known."""
        found = np.full(len(self.risk), np.nan)
        np.divide(self.risk, self.assessed, out=found, where=self.assessed > 0)
        return found


def gather(view: Snapshot, found: Reached, own: Floats, by: str) -> Flow:
    """The flow of a selection, the largest rows first. `own` is NaN where nothing is known."""
    if by == "service":
        ends, end = found.categories, found.category
    else:
        names, place = np.unique(np.array(view.country, dtype=np.str_), return_inverse=True)
        ends, end = tuple(names.tolist()), place.astype(np.intp)[found.supplier]
    keys = np.stack([found.company, np.minimum(found.depth, DEEPEST), end], axis=1)
    rows, at = np.unique(keys, axis=0, return_inverse=True)
    at = at.ravel()
    number = np.bincount(at, minlength=len(rows))
    unknown = np.bincount(at, ~view.risks.known[found.supplier], len(rows)).astype(np.intp)
    assessed = np.bincount(at, ~np.isnan(own[found.supplier]), len(rows)).astype(np.intp)
    risk = np.bincount(at, np.nan_to_num(own[found.supplier]), len(rows)).astype(np.float64)
    order = np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0], -number))
    company, depth, end = rows[order].T
    return Flow(company, depth, end, number[order], unknown[order], assessed[order], risk[order], ends)


def _kept(keys: Ints, number: Ints, most: int) -> Ints:
    """Those keys that flow apart: the `most` largest."""
    names, at = np.unique(keys, return_inverse=True)
    return names[np.argsort(-np.bincount(at.ravel(), number), kind="stable")[:most]]


def figure(
    flow: Flow,
    words: dict[str, str],
    companies: dict[int, str],
    ends: list[str],
    page: Callable[[str, int], str | None],
    lang: str,
) -> Figure:
    """The Sankey figure: `companies` are names by node, `ends` names by place.

    `page` gives the address of what is drawn: a "company" by node, a "depth", an "end" by place; -1 is all others.
    `words` has "others", "depth" and "deepest" (with a place for the number) in the language of the page.
    """
    apart, ended = _kept(flow.company, flow.number, MOST_COMPANIES), _kept(flow.end, flow.number, MOST_ENDS)
    left = np.where(np.isin(flow.company, apart), flow.company, -1)
    right = np.where(np.isin(flow.end, ended), flow.end, -1)
    names: list[str] = []
    meaning: list[tuple[str, int]] = []
    place: dict[tuple[str, int], int] = {}

    def node(kind: str, key: int, name: str) -> int:
        if (kind, key) not in place:
            place[kind, key] = len(names)
            names.append(label(name[:40]))
            meaning.append((kind, key))
        return place[kind, key]

    links: dict[tuple[int, int], list[float]] = {}
    for company, depth, end, *amounts in zip(
        left.tolist(), flow.depth.tolist(), right.tolist(), flow.number.tolist(), flow.assessed.tolist(),
        flow.risk.tolist(), strict=True,
    ):  # fmt: skip
        start = node("company", company, companies[company] if company >= 0 else words["others"])
        middle = node("depth", depth, words["deepest" if depth == DEEPEST else "depth"].format(depth))
        stop = node("end", end, ends[end] if end >= 0 else words["others"])
        for pair in ((start, middle), (middle, stop)):
            sums = links.setdefault(pair, [0.0, 0.0, 0.0])
            links[pair] = [before + more for before, more in zip(sums, amounts, strict=True)]
    return _drawn(names, meaning, links, lang).with_meta(hrefs=[page(kind, key) for kind, key in meaning])


def _drawn(
    names: list[str], meaning: list[tuple[str, int]], links: dict[tuple[int, int], list[float]], lang: str
) -> Figure:
    means = [risk / assessed if assessed else None for _number, assessed, risk in links.values()]
    shades = [GREY if mean is None else COLOURS[-1 - int(bands(np.array(mean)))] for mean in means]
    hues = {"company": "#1d4f5f", "depth": "#63737c", "end": "#8a6d3b"}
    lengths = [sum(kind == which for kind, _key in meaning) for which in hues]
    people = {"en": " suppliers", "ja": "社"}[lang]
    colon = {"en": ": ", "ja": "："}[lang]
    risk = {"en": "mean own risk", "ja": "組織自体のリスクの平均"}[lang]
    return Figure(
        data=[
            {
                "type": "sankey",
                "arrangement": "snap",
                "node": {
                    "label": names,
                    "color": [hues[kind] for kind, _key in meaning],
                    "pad": 12,
                    "thickness": 16,
                    "line": {"width": 0},
                    "hovertemplate": "%{label}" + colon + "%{value:.0f}" + people + "<extra></extra>",
                },
                "link": {
                    "source": [start for start, _stop in links],
                    "target": [stop for _start, stop in links],
                    "value": [number for number, *_amounts in links.values()],
                    "color": [faint(shade) for shade in shades],
                    "customdata": ["–" if mean is None else f"{mean * 100:.0f}%" for mean in means],
                    "hovertemplate": "%{source.label} → %{target.label}<br>%{value:.0f}"
                    + people + "<br>" + risk + colon + "%{customdata}<extra></extra>",
                },
                "textfont": {"size": 12, "color": INK},
            }
        ],
        layout=CLEAR
        | {"height": min(1100, max(380, 34 * max(lengths))), "margin": {"l": 8, "r": 8, "t": 12, "b": 12}},
    )  # fmt: skip
