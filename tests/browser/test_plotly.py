"""The script cut from Plotly's draws every kind of chart it has, as the whole script would."""

import pytest

from vendor_risk.heatmaps import plotly

pytestmark = pytest.mark.browser

LINKS = {"source": [0, 0], "target": [1, 2], "value": [3, 1]}
AREAS = {"labels": ["Group", "A", "B"], "parents": ["", "Group", "Group"], "values": [0, 3, 1]}
TRACES = {
    "scatter": {"x": [1, 2], "y": [3, 1], "mode": "lines+markers+text", "text": ["a", "b"]},
    "bar": {"x": ["a", "b"], "y": [3, 1]},
    "heatmap": {"z": [[1, 2], [3, None]], "texttemplate": "%{z}", "xgap": 2, "ygap": 2},
    "sankey": {"node": {"label": ["a", "b", "c"]}, "link": LINKS},
    "treemap": AREAS,
    "sunburst": AREAS,
}


def test_every_kind_of_chart_is_drawn_without_an_error(browser):
    assert plotly.KINDS | {"scatter"} == TRACES.keys()
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content("<!doctype html><div id='chart'></div>")
    page.add_script_tag(content=plotly.script().decode())
    for kind, trace in TRACES.items():
        layout = {"width": 600, "height": 400, "title": {"text": kind}, "showlegend": True}
        page.evaluate("([data, layout]) => Plotly.newPlot('chart', data, layout)", [[{"type": kind, **trace}], layout])
        page.evaluate("() => Plotly.relayout('chart', {width: 500})")
        page.mouse.move(250, 200)
        assert page.evaluate("() => document.querySelectorAll('#chart svg path, #chart svg image').length") > 2, kind
        assert page.evaluate("async () => (await Plotly.toImage('chart', {format: 'svg'})).length") > 1000, kind
    assert errors == []
    page.close()
