"""What others wrote into a request: addresses taken apart without a fault, arguments without Flask's own names, and
forms no larger than ours.
"""

from __future__ import annotations

import io
from typing import IO
from urllib.parse import SplitResult, urlsplit

from flask import Request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property

MOST_FIELDS = 20_000
"""Fields of a form without files. The largest of ours, the preview of a wide register, has a few thousand."""
LARGEST_FORM = 2 * 2**20
"""Bytes of a form without files."""


def parts_of(address: str | None) -> SplitResult | None:
    """The parts of an address that somebody else wrote; None for one that cannot be taken apart, such as "//["."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return None


class BoundedForms(FormDataParser):
    """Reads forms as werkzeug does, but for one without files only so much: its library takes megabytes of "a&a&…" to
    pieces, which keeps a processor busy for many seconds.
    """

    def _parse_urlencoded(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str]
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        body = stream.read(LARGEST_FORM + 1)
        if len(body) > LARGEST_FORM or body.count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
        return super()._parse_urlencoded(io.BytesIO(body), mimetype, content_length, options)


class PlainRequest(Request):
    """A request whose arguments may be written into the next address by `url_for`.

    What Flask would take there for its own is left out: `_external` and `_scheme` would make another kind of address of
    it ("javascript://…"), `endpoint` and `_method` would be a fault. No page of ours asks for such a name.
    """

    form_data_parser_class = BoundedForms

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The arguments of the address, without the names that `url_for` has a meaning for."""
        kept = [(name, text) for name, text in super().args.items(multi=True) if not _is_flasks(name)]
        return ImmutableMultiDict(kept)


def _is_flasks(name: str) -> bool:
    return name.startswith("_") or name == "endpoint"
