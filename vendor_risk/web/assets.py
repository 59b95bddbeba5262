"""The design's own files (`static/`): compressed once, named by their content, so that browsers keep them for a year.

`url_for("static", filename=…)` adds `v=<digest>`; a changed file has another address, and nobody sees an old one.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request
from werkzeug.security import safe_join

from vendor_risk import paths

TEXTS = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/json"})
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent."""

    kind: str
    digest: str
    plain: bytes
    packed: dict[str, bytes]
    """Content-Encoding → body, for what gets smaller."""


@lru_cache(maxsize=512)
def _read(file: Path, _changed_at: int) -> Asset:
    plain = file.read_bytes()
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    packed = {}
    if kind in TEXTS and len(plain) > 600:
        packed = {"br": brotli.compress(plain, quality=6), "gzip": gzip.compress(plain, 6, mtime=0)}
    return Asset(kind, hashlib.sha256(plain).hexdigest()[:16], plain, packed)


def find(filename: str) -> Asset | None:
    """The file of that name below `static/`; None when there is none."""
    path = safe_join(str(paths.STATIC), filename)
    if path is None or not Path(path).is_file():
        return None
    return _read(Path(path), Path(path).stat().st_mtime_ns)


def send(filename: str) -> Response:
    """Answer with the file, packed as the browser likes it."""
    asset = find(filename) or abort(404)
    best = request.accept_encodings.best_match(asset.packed.keys()) if asset.packed else None
    response = Response(asset.packed[best] if best else asset.plain, mimetype=asset.kind)
    if best:
        response.headers["Content-Encoding"] = best
    if asset.packed:
        response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(f"{asset.digest}{best or ''}")
    known = request.args.get("v") == asset.digest
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if known else "no-cache"
    response.make_conditional(request)
    return response


def init_app(app: Flask) -> None:
    """Serve `static/` this way, and name its files by their content."""
    app.view_functions["static"] = send

    @app.url_defaults
    def _version(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static" and "v" not in values:
            asset = find(str(values["filename"]))
            if asset is not None:
                values["v"] = asset.digest
