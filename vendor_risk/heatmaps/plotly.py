"""Plotly's script, from the installed package and from our own origin: no other site is asked for anything.

It is 4.6 MB, 1.4 MB on the wire, so it is compressed once per process, kept by browsers for a year (its address carries
its version), and asked for after the page's own content.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import plotly

STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # its empty style element, filled by rules
    "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='",  # a style element it makes when it starts
    "'unsafe-hashes'",
    "'sha256-AR/cKIZjWPcPmBUPDA6oti9XBiTbJvz0Cro2J1VzzS8='",  # the style attribute of a text it draws
)
"""What a page with a chart adds to `style-src`: exactly the styles Plotly writes, by hash, and nothing else inline.

A newer Plotly may write others; the browser suite then fails with the new hash in the console.
"""


def allow_styles(policy: str) -> str:
    """The content security policy of a page with a chart."""
    return policy.replace("style-src 'self'", " ".join(["style-src 'self'", *STYLES]))


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
