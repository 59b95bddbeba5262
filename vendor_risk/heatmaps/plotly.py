"""Plotly's script, from the installed package and from our own origin: no other site is asked for anything.

It is 4.6 MB, 1.4 MB on the wire, so it is compressed once per process, kept by browsers for a year (its address carries
its version), and asked for after the page's own content.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

import plotly


@cache
def version() -> str:
    """The version of the installed package: part of the script's address."""
    return str(plotly.__version__)


@cache
def script() -> bytes:
    """The script as it is."""
    return (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()


@cache
def compressed() -> bytes:
    """The script, gzipped."""
    return gzip.compress(script(), compresslevel=9, mtime=0)


@cache
def style_ids() -> tuple[str, ...]:
    """The ids of the style elements Plotly would make when it starts, and does not when elements of these ids exist.

    So a page with a chart keeps the site's policy, which allows no inline style: it holds empty elements of these ids,
    and `heatmap.css` has the few rules the charts need. The first id is the one Plotly documents for this
    (`no-inline-styles`); the others are of libraries bundled with it, found in the script.
    """
    bundled = re.findall(rb'document\.getElementById\("([0-9a-f]{64})"\)', script())
    return ("plotly.js-style-global", *(found.decode() for found in bundled))
