"""Small files as evidence: real ones, and ones that only pretend."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib


def pdf(extra: bytes = b"") -> bytes:
    """A small PDF."""
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + extra + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def png(width: int = 2, height: int = 2) -> bytes:
    """A PNG of this size as its header says."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg(width: int = 2, height: int = 2) -> bytes:
    """A JPEG of this size as its header says."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00" + b"\x00" * 9 + frame + b"\xff\xd9"


MAIN = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml", "pptx": "ppt/presentation.xml"}


def office(ending: str, *more: str, types: bytes = b"<Types/>") -> bytes:
    """A package that says of itself what an Office file says."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        for name in (MAIN[ending], *more):
            archive.writestr(name, b"<x/>")
    return data.getvalue()


def archive() -> bytes:
    """A ZIP with a page in it that no evidence may be."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("evil.html", b"<script>alert(1)</script>")
    return data.getvalue()
