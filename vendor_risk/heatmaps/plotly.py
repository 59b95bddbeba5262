"""Plotly's script, from the installed package and from our own origin: no other site is asked for anything.

The package's script is 4.8 MB, 1.5 MB on the wire; with the kinds of chart that are drawn here it is 1.4 MB, 0.45 MB on
the wire (`plotly_cut`). That is made once per process, when serving begins, kept by browsers for a year (the address
carries version and kinds), and asked for after the page's own content.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
import threading
from functools import cache
from pathlib import Path

import brotli
import plotly
from flask import Flask

from vendor_risk.heatmaps.plotly_cut import UnknownShapeError, cut

KINDS = frozenset({"bar", "heatmap", "sankey", "sunburst", "treemap"})
"""The kinds of chart that pages draw, besides "scatter", which Plotly always has."""


@cache
def version() -> str:
    """The version of the installed package and the kinds of chart in the script: part of its address."""
    kinds = hashlib.sha256(" ".join(sorted(KINDS)).encode()).hexdigest()[:8]
    return f"{plotly.__version__}-{kinds}"


def whole() -> bytes:
    """The script as the package holds it."""
    return (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()


@cache
def script() -> bytes:
    """The script that is sent: with our kinds of chart, or whole when it is of a shape that cannot be cut."""
    try:
        return cut(whole().decode(), KINDS).encode()
    except UnknownShapeError:
        logging.getLogger(__name__).warning("Plotly's script has a new shape and is sent whole", exc_info=True)
        return whole()


@cache
def compressed() -> dict[str, bytes]:
    """The script as browsers take it: Content-Encoding to body."""
    return {"br": brotli.compress(script(), quality=9), "gzip": gzip.compress(script(), compresslevel=9, mtime=0)}


def prepare(_app: Flask, _stop: threading.Event) -> None:
    """Make the script beside the first requests, so that nobody waits for it."""
    threading.Thread(target=compressed, name="plotly", daemon=True).start()


@cache
def style_ids() -> tuple[str, ...]:
    """The ids of the style elements Plotly would make when it starts, and does not when elements of these ids exist.

    So a page with a chart keeps the site's policy, which allows no inline style: it holds empty elements of these ids,
    and `heatmap.css` has the few rules the charts need. The first id is the one Plotly documents for this
    (`no-inline-styles`); the others are of libraries bundled with it, found in the script.
    """
    bundled = re.findall(rb'document\.getElementById\("([0-9a-f]{64})"\)', whole())
    return ("plotly.js-style-global", *(found.decode() for found in bundled))
