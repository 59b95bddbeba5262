"""The map of the chain in a real browser at 2,000 organizations: pointing lights up the way, and draws nothing anew."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from vendor_risk import paths
from vendor_risk.heatmaps import plotly
from vendor_risk.heatmaps.chart import typed

pytestmark = pytest.mark.browser
COUNT = 2_000


def chain():
    """A chain in five layers: each buys from four of the next, a few from one above."""
    rng = np.random.default_rng(7)
    layer = np.sort(rng.integers(0, 5, COUNT))
    buyer = np.repeat(np.arange(COUNT), 4)
    buyer = buyer[layer[buyer] < 4]
    below = [np.flatnonzero(layer == depth + 1) for depth in range(4)]
    supplier = np.array([rng.choice(below[layer[one]][:60]) for one in buyer])
    return layer, np.append(buyer, [COUNT - 1]), np.append(supplier, [10])


def test_pointing_at_one_lights_up_all_that_rests_on_it_and_all_it_rests_on(browser):
    layer, buyer, supplier = chain()
    oracle = nx.DiGraph(zip(buyer.tolist(), supplier.tolist(), strict=True))
    page, errors = browser.new_page(viewport={"width": 1280, "height": 4100}), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content("<!doctype html><div id='chain-map'></div>")
    page.add_script_tag(content=plotly.script().decode())
    page.add_script_tag(path=str(paths.STATIC / "map.js"))
    first = np.searchsorted(layer, np.arange(5))
    height = (np.arange(COUNT) - first[layer]) / np.bincount(layer)[layer]
    figure = {
        "x": layer.tolist(), "y": height.tolist(), "names": [f"Vendor {at}" for at in range(COUNT)],
        "buyer": typed(buyer.astype(np.int32)), "supplier": typed(supplier.astype(np.int32)),
    }  # fmt: skip
    page.evaluate(
        """async (f) => {
          const box = document.getElementById("chain-map");
          const textposition = f.x.map(() => "middle right");
          const data = [{type: "scatter", mode: "markers", x: f.x, y: f.y, textposition, marker: {size: 2}}];
          await Plotly.newPlot(box, data, {width: 1200, height: 4000, hovermode: "closest"});
          window.drawings = 0;
          box.on("plotly_afterplot", () => { window.drawings += 1; });
          box.dispatchEvent(new CustomEvent("drawn", {detail: {...f, ids: f.names.map((_, at) => at)}}));
        }""",
        figure,
    )
    for at in (3, COUNT // 2, COUNT - 1):
        x, y = page.evaluate(
            """(at) => {
              const chart = document.getElementById("chain-map"), {xaxis, yaxis} = chart._fullLayout;
              const box = chart.getBoundingClientRect(), {x, y} = chart._fullData[0];
              return [box.x + xaxis._offset + xaxis.l2p(x[at]), box.y + yaxis._offset + yaxis.l2p(y[at])];
            }""",
            at,
        )
        page.mouse.move(x - 2, y)
        page.mouse.move(x, y)
        page.wait_for_selector(".map-trace .trace-self")
        wanted = 2 + len(nx.ancestors(oracle, at)) + len(nx.descendants(oracle, at))  # itself with either side
        assert page.locator(".map-trace circle").count() == wanted
        page.mouse.move(5, 5)
        page.wait_for_selector(".map-trace .trace-self", state="detached")
    assert page.evaluate("window.drawings") == 0
    assert errors == []
    page.close()
