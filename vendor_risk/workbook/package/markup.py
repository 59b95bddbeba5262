"""Walking through XML by local names, forgiving what parsers of spreadsheets forgive.

Only for parts that `preflight` has passed: without a document type, as UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]

_NOT_XML = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]"
    rb"|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:1?[0-8bBcCeEfF]|1[9aAdD]));"
)
_SURROGATES = re.compile(rb"&#[xX]([dD][89abAB][0-9a-fA-F]{2});&#[xX]([dD][c-fC-F][0-9a-fA-F]{2});")


def walk(
    xml: bytes, start: Start, end: Callable[[str], None] | None = None, text: Callable[[str], None] | None = None
) -> None:
    """Walk through XML: names and attributes without their prefixes. Raises ValueError when it is not well-formed."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def begins(name: str, known: Attributes) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        start(name, known)

    parser.StartElementHandler = begins
    if end is not None:
        ends = end
        parser.EndElementHandler = lambda name: ends(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(mended(xml), True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None


def mended(xml: bytes) -> bytes:
    """The XML without characters it must not hold; two halves of one character put together."""

    def joined(found: re.Match[bytes]) -> bytes:
        high, low = int(found[1], 16), int(found[2], 16)
        return b"&#%d;" % (0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)

    return _NOT_XML.sub(b"", _SURROGATES.sub(joined, xml))


def local(known: Attributes) -> Attributes:
    """The attributes by local name ("r:id" is "id")."""
    return {key.rpartition(":")[2]: value for key, value in known.items()}
