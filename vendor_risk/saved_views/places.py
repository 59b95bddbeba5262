"""Which pages can be saved, and what of their address is kept: filters, an order, a moment compared with."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode

from flask import current_app
from werkzeug.exceptions import HTTPException

from vendor_risk.web.requests import parts_of

PAGES = frozenset(
    {
        "board.index", "changes.index", "companies.company", "companies.index", "exposure.chain_map", "exposure.index",
        "exposure.picture", "heatmaps.group", "heatmaps.vendors", "home.number", "improvement.index",
        "organizations.vendors",
    }
)  # fmt: skip
"""The endpoints of pages with something to save."""
MOMENTS = frozenset({"board.index", "changes.index"})
"""Those among them that compare with a moment."""
RELATIVE = {"month": 30, "quarter": 91, "year": 365}
"""Moments that move along, in days back from the day on which the view is opened."""
_LEFT = frozenset({"lang", "page", "csrf_token"})
LONGEST = 2000


def endpoint(path: str) -> str | None:
    """The page at this path, when it is one of `PAGES`."""
    try:
        found, _values = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return None
    return str(found) if found in PAGES else None


def split(address: str) -> tuple[str, str] | None:
    """Path and kept arguments of an address of this site; None when it is no page that can be saved."""
    parts = parts_of(address)
    if parts is None or parts.scheme or parts.netloc or len(parts.path) > 200 or endpoint(parts.path) is None:
        return None
    kept = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name not in _LEFT])
    return (parts.path, kept) if len(kept) <= LONGEST else None


def since(query: str) -> str:
    """The moment the arguments name; "" for none."""
    return dict(parse_qsl(query)).get("since", "")


def with_since(query: str, moment: str) -> str:
    """The arguments with another moment; "" takes it away."""
    pairs = [(name, value) for name, value in parse_qsl(query) if name != "since"]
    return urlencode(pairs + ([("since", moment)] if moment else []))


def resolved(query: str, today: date) -> str:
    """The arguments with a moving moment as the day it means today."""
    moment = since(query)
    if moment not in RELATIVE:
        return query
    return with_since(query, (today - timedelta(days=RELATIVE[moment])).isoformat())
