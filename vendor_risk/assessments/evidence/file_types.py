"""Which files are taken as evidence: documents and pictures whose content is what their name says, and nothing besides.

A name ending is only a claim. Each kind is recognised by its own structure, must begin and end as its format does, and
must not be a second format at the same time (a picture or PDF with an archive appended).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from vendor_risk.errors import Refused

MAX_PIXELS = 100_000_000
"""Width × height of a picture: more would exhaust whoever looks at it."""
MAX_PARTS, MAX_UNPACKED = 5_000, 256 * 1024 * 1024
_ARCHIVE_END = b"PK\x05\x06"
_OOXML = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: its media type, and whether data is one and nothing else."""

    media_type: str
    fits: Callable[[bytes], bool]


def _pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:] and _ARCHIVE_END not in data[-66_000:]


def _png(data: bytes) -> bool:
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return False
    at, first = 8, True
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if first:
            if kind != b"IHDR" or length != 13:
                return False
            width, height = struct.unpack_from(">II", data, at + 8)
            if not 0 < width * height <= MAX_PIXELS:
                return False
            first = False
        at += 12 + length
        if kind == b"IEND":
            return bool(at == len(data))
    return False


_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(data: bytes) -> bool:
    if not data.startswith(b"\xff\xd8\xff") or not data.rstrip(b"\x00\r\n").endswith(b"\xff\xd9"):
        return False
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            sound: bool = 0 < width * height <= MAX_PIXELS
            return sound and _ARCHIVE_END not in data[-66_000:]
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


_ACTIVE = re.compile(
    r"vbaProject\.bin$|activeX/|embeddings/oleObject|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|html?)$", re.IGNORECASE
)
"""Parts that run. Sheets embedded behind charts and SVG pictures are ordinary and stay."""


def _office(main_part: str) -> Callable[[bytes], bool]:
    def fits(data: bytes) -> bool:
        if not data.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = archive.infolist()
                names = [part.filename for part in parts]
                unpacked = sum(part.file_size for part in parts)
                return (
                    len(parts) <= MAX_PARTS
                    and unpacked <= MAX_UNPACKED
                    and len(set(names)) == len(names)
                    and "[Content_Types].xml" in names
                    and main_part in names
                    and not any(_ACTIVE.search(name) or name.startswith("/") or ".." in name for name in names)
                    and not any(part.flag_bits & 1 for part in parts)
                    and b"macroEnabled" not in _content_types(archive)
                )
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, RuntimeError):
            return False

    return fits


def _content_types(archive: zipfile.ZipFile) -> bytes:
    with archive.open("[Content_Types].xml") as part:
        return part.read(2 * 1024 * 1024)


TYPES: dict[str, FileType] = {
    "pdf": FileType("application/pdf", _pdf),
    "png": FileType("image/png", _png),
    "jpg": FileType("image/jpeg", _jpeg),
    "jpeg": FileType("image/jpeg", _jpeg),
    "xlsx": FileType(f"{_OOXML}spreadsheetml.sheet", _office("xl/workbook.xml")),
    "docx": FileType(f"{_OOXML}wordprocessingml.document", _office("word/document.xml")),
    "pptx": FileType(f"{_OOXML}presentationml.presentation", _office("ppt/presentation.xml")),
}
ACCEPT = ",".join(f".{ending}" for ending in TYPES)
"""For the `accept` attribute of a file field: a convenience, never the check."""


def plain_name(name: str) -> str:
    """A file's name without folders, control characters and characters that turn text around; 150 at most."""
    base = re.split(r"[\\/]", name)[-1]
    base = re.sub(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", base).strip(" .")
    base = base.encode("utf-8", "replace").decode("utf-8")
    stem, dot, ending = base.rpartition(".")
    return f"{stem[:140]}{dot}{ending[:9]}" if dot else base[:150]


def media_type_of(name: str, data: bytes) -> str:
    """The media type of a file to be kept; Refused with a sentence when it is not one of those taken."""
    ending = name.rpartition(".")[2].lower()
    if not data:
        raise Refused(_("“%(file)s” is empty. Select the file again.", file=name))
    if ending not in TYPES:
        raise Refused(
            _(
                "“%(file)s” could not be attached. Attach a PDF, an image (PNG, JPEG) or an Office "
                "file (XLSX, DOCX, PPTX).",
                file=name,
            )
        )
    if not TYPES[ending].fits(data):
        raise Refused(
            _(
                "“%(file)s” could not be attached because its content is not that of an ordinary .%(ending)s "
                "file. Open it, save it again in that format without macros or embedded files, and attach the "
                "new file.",
                file=name,
                ending=ending,
            )
        )
    return TYPES[ending].media_type
