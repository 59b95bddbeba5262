"""Opening any file that holds a questionnaire: a workbook, or a document of another program shown as one."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path, PurePath

import orjson

from vendor_risk.content.untrusted_yaml import StrangeYamlError, read_strange_yaml
from vendor_risk.formats import ciso, native, oscal, vsaq
from vendor_risk.formats.listing import Listing, to_workbook
from vendor_risk.workbook import Workbook, WorkbookRefused, limits, read_workbook

_WITH_COMMENTS = 2 * limits.MB
"""Largest JSON with comments that is read."""
_LIBRARY = re.compile(rb"(?m)^urn:.*\n(?s:.*?)^objects:", re.MULTILINE)


def read_any(source: str | os.PathLike[str] | bytes, name: str | None = None) -> Workbook:
    """As `workbook.read_workbook`, and documents of other programs as if they were a sheet of questions.

    Raises WorkbookRefused, whose message is a sentence for the reader.
    """
    data = source if isinstance(source, bytes) else _head(Path(source))
    file = PurePath(name or ("workbook" if isinstance(source, bytes) else source)).name
    if len(data) <= limits.MAX_PACKED:
        found = _json(data, file) or _yaml(data, file)
        if found is not None:
            kind, listing = found
            return to_workbook(_not_empty(listing, file), file, kind, hashlib.sha256(data).hexdigest())
    workbook = read_workbook(source, name)
    if ciso.is_workbook(workbook):
        return to_workbook(_not_empty(ciso.read_workbook(workbook), file), file, workbook.kind, workbook.sha256)
    return workbook


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as handle:
            return handle.read(limits.MAX_PACKED + 1)
    except OSError:
        return b""  # the reader of workbooks says what is wrong with it


def _not_empty(listing: Listing, file: str) -> Listing:
    if not listing.items:
        raise WorkbookRefused("no_sheets", file=file)
    return listing


def _json(data: bytes, file: str) -> tuple[str, Listing] | None:
    """The kind and the questions of a JSON document; None when it is no JSON. WorkbookRefused for any other JSON."""
    plain = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not plain.startswith((b"{", b"//", b"/*")):
        return None
    document = _parsed(plain)
    for kind, fits, read in (
        ("oscal", oscal.is_catalog, oscal.read),
        ("vsaq", vsaq.is_questionnaire, vsaq.read),
        ("json", native.is_questionnaire, native.read),
    ):
        if document is not None and fits(document):
            return kind, read(document)
    if document is None:
        return None
    raise WorkbookRefused("unknown", file=file, found="JSON")


def _parsed(plain: bytes) -> object:
    """The JSON document; None when it is none."""
    try:
        return _loaded(plain)
    except orjson.JSONDecodeError:
        if b'"questionnaire"' not in plain or len(plain) > _WITH_COMMENTS:
            return None
    try:
        return _loaded(vsaq.without_comments(plain.decode()))
    except (orjson.JSONDecodeError, UnicodeDecodeError):
        return None


def _loaded(text: bytes | str) -> object:
    return orjson.loads(text)


def _yaml(data: bytes, file: str) -> tuple[str, Listing] | None:
    """The questions of a library in YAML; None when it does not look like one."""
    if b"objects:" not in data or not _LIBRARY.search(data.replace(b"\r\n", b"\n")):
        return None
    try:
        document = read_strange_yaml(data)
    except StrangeYamlError:
        raise WorkbookRefused("damaged", file=file, part="YAML") from None
    if not ciso.is_library(document):
        raise WorkbookRefused("unknown", file=file, found="YAML")
    return "yaml", ciso.read(document)
