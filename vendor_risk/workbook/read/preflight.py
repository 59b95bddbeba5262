"""What a file is and whether it is safe to open, found out before any spreadsheet library sees it.

The kind comes from the content, never from the name. Archives are inflated by ourselves, within a budget and counted
while they unpack; sizes that lie, overlapping or doubled entries, document type declarations in any encoding, nested
archives, encryption, macros under a harmless name and embedded programs are refused (abuse cases 17 and 18).
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePath

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.read import binary

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)
_METHODS = {9: "Deflate64", 12: "BZIP2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_MACRO_NAMES = (".xlsm", ".xltm", ".xlsb", ".xlam", ".xls", ".xlt")
_BESIDE_CELLS = re.compile(  # parts no reader of cells opens: pictures, charts, pivots, properties
    r"^(?:xl/(?:drawings|charts|chartsheets|media|theme|pivot\w*|printersettings|diagrams|ctrlprops|querytables|richdata"
    r"|embeddings|activex|slicers?|slicercaches|webextensions|customxml|persons|calcchain\.xml|vbaproject\.bin)"
    r"|docprops|customxml|thumbnails|pictures|configurations2|object)(?:/|$)"
)
_BEFORE_ROOT = re.compile(rb"\xef?\xbb?\xbf?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UTF_8 = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_OTHER_ENCODINGS = {
    "iso-8859-1": "cp1252", "windows-1252": "cp1252", "iso-8859-15": "iso-8859-15", "shift_jis": "cp932",
    "windows-31j": "cp932", "euc-jp": "euc_jp", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "big5": "big5", "euc-kr": "cp949",
}  # fmt: skip


@dataclass
class Package:
    """An archive that passed: its kind, its unpacked parts by lower-case name, and what is left out of it."""

    kind: str
    parts: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    recoded: bool = False  # a part came in another encoding than UTF-8, which the fast engine misreads


def unwrapped(data: bytes) -> bytes:
    """The file without line ends before an archive, which some mail gateways put there and every reader skips."""
    bare = data.lstrip(b"\r\n\t ")
    return bare if bare.startswith(b"PK\x03\x04") else data


def sniff(data: bytes, file: str) -> str:
    """The kind of file by content: "zip", "ole" or "text". Raises WorkbookRefused for anything else."""
    if not data.strip(b"\x00 \r\n\t"):
        raise WorkbookRefused("empty", file=file)
    if len(data) > limits.MAX_PACKED:
        raise WorkbookRefused("too_big", file=file, limit=limits.MAX_PACKED // limits.MB)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if b"%PDF-" in data[:1024]:
            raise WorkbookRefused("unknown", file=file, found="PDF")
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    if data.startswith(_BIFF):
        raise WorkbookRefused("unknown", file=file, found="Excel 2–4")
    for magic, found in _MAGIC:
        if data.startswith(magic):
            raise WorkbookRefused("unknown", file=file, found=found)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg")):
        raise WorkbookRefused("unknown", file=file, found="HTML" if b"<html" in head or b"<table" in head else "XML")
    return "text"


def check_ole(data: bytes, file: str) -> list[str]:
    """What an Excel 97–2003 file carries besides cells. Refuses protected files and other programs' files."""
    try:
        names = set(binary.ole_streams(data))
    except ValueError:
        names = set()  # a broken directory: what it should have said is looked for in the bytes
    if "EncryptedPackage" in names or "EncryptedPackage".encode("utf-16-le") in data:
        raise WorkbookRefused("encrypted", file=file)
    if not names:
        raise WorkbookRefused("damaged", file=file, part="OLE")
    if not any(name.upper() in ("WORKBOOK", "BOOK") for name in names):
        found = "Word" if "WordDocument" in names else "PowerPoint" if "PowerPoint Document" in names else "OLE"
        raise WorkbookRefused("unknown", file=file, found=found)
    embedded = next((name for name in names if name.startswith("MBD") or name == "\x01Ole10Native"), None)
    if embedded is not None:
        raise WorkbookRefused("embedded", file=file, part=embedded.strip("\x01"))
    return ["macros"] if any("VBA_PROJECT" in name.upper() for name in names) else []


def open_package(data: bytes, file: str) -> Package:
    """The checked archive. Raises WorkbookRefused with the part at fault."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, EOFError, struct.error, NotImplementedError):
        raise WorkbookRefused("damaged", file=file, part="ZIP") from None
    _check_entries(data, entries, file)
    parts, recoded = _unpack(data, entries, file)
    package = Package(_kind(parts, file), parts, recoded=recoded)
    _check_content(package, data, entries, file)
    return package


def _check_entries(data: bytes, entries: list[zipfile.ZipInfo], file: str) -> None:
    if len(entries) > limits.MAX_PARTS:
        raise WorkbookRefused("too_many_parts", file=file, limit=limits.MAX_PARTS)
    seen: set[str] = set()
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        name = entry.filename
        if entry.header_offset < 0:
            raise WorkbookRefused("damaged", file=file, part="ZIP")
        if name.lower() in seen or entry.header_offset < end:
            raise WorkbookRefused("duplicate", file=file, part=name)
        seen.add(name.lower())
        if entry.flag_bits & 0x1:
            raise WorkbookRefused("encrypted", file=file)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            method = _METHODS.get(entry.compress_type, str(entry.compress_type))
            raise WorkbookRefused("packing", file=file, part=name, found=method)
        if _leads_out(name) or stat.S_ISLNK(entry.external_attr >> 16):
            raise WorkbookRefused("leads_out", file=file, part=name)
        end = _start(data, entry, file) + entry.compress_size
        if end > len(data):
            raise WorkbookRefused("damaged", file=file, part=name)
        if entry.file_size > limits.RATIO_FROM and entry.file_size > limits.MAX_RATIO * max(entry.compress_size, 1):
            raise WorkbookRefused("ratio", file=file, part=name)
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED:
        largest = max(entries, key=lambda entry: entry.file_size)
        raise WorkbookRefused(
            "unpacks_too_big", file=file, limit=limits.MAX_UNPACKED // limits.MB, part=largest.filename
        )


def _leads_out(name: str) -> bool:
    """Whether a part's name points to a place outside the archive."""
    path = name.replace("\\", "/")
    return "\x00" in name or ".." in path.split("/") or re.match("[A-Za-z]:/|//", path) is not None


def _start(data: bytes, entry: zipfile.ZipInfo, file: str) -> int:
    """Where the entry's packed bytes begin; its own header must agree with the directory about its name."""
    header = data[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise WorkbookRefused("damaged", file=file, part=entry.filename)
    name_length, extra_length = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    name = data[entry.header_offset + 30 : entry.header_offset + 30 + name_length]
    if name != entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437", "replace"):
        raise WorkbookRefused("duplicate", file=file, part=entry.filename)
    return int(entry.header_offset) + 30 + name_length + extra_length


def _inflate(data: bytes, entry: zipfile.ZipInfo, file: str, limit: int | None = None) -> bytes:
    """The entry unpacked (or its first `limit` bytes), never more than it declares."""
    start = _start(data, entry, file)
    packed = data[start : start + entry.compress_size]
    size = entry.file_size if limit is None else min(limit, entry.file_size)
    if entry.compress_type == zipfile.ZIP_STORED:
        unpacked = packed[:size]
        rest = len(packed) > entry.file_size
    else:
        engine = zlib.decompressobj(-15)
        try:
            unpacked = engine.decompress(packed, size + 1) if size else b""
        except zlib.error:
            raise WorkbookRefused("damaged", file=file, part=entry.filename) from None
        rest = len(unpacked) > entry.file_size
    if rest or (limit is None and len(unpacked) != entry.file_size):  # the directory lies about the size
        raise WorkbookRefused("damaged", file=file, part=entry.filename)
    return unpacked[:size]


def _unpack(data: bytes, entries: list[zipfile.ZipInfo], file: str) -> tuple[dict[str, bytes], bool]:
    """The parts a reader looks at, and whether one was recoded; of others only the beginning is looked at here."""
    parts: dict[str, bytes] = {}
    recoded = False
    for entry in entries:
        name = entry.filename.replace("\\", "/").lstrip("/").lower()
        if _BESIDE_CELLS.match(name) is None and name.endswith((".xml", ".rels", "mimetype", ".bin")):
            content = parts[name] = _inflate(data, entry, file)
        elif entry.file_size:
            content = _inflate(data, entry, file, 2048)
        else:
            continue
        if content.startswith(b"PK\x03\x04") and not name.startswith("xl/embeddings/"):
            raise WorkbookRefused("nested", file=file, part=entry.filename)
        if name.endswith((".xml", ".rels", ".vml")):
            parsed = check_xml(content, file, entry.filename)
            if name in parts and parsed is not content:
                parts[name], recoded = parsed, True
    return parts, recoded


def check_xml(content: bytes, file: str, part: str) -> bytes:
    """The part as UTF-8. Refuses a document type in any encoding, and encodings nobody writes workbooks in."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        encoding = "utf-16-le" if content.startswith(b"<\x00") else "utf-16-be" if content[:1] == b"\x00" else "utf-16"
        content = content.decode(encoding, "replace").encode("utf-8")
    else:
        declared = _DECLARED.match(content[:400].removeprefix(b"\xef\xbb\xbf"))
        if declared is not None and declared[1].lower() not in _UTF_8:
            content = _recoded(content, declared[1].decode().lower(), file, part)
    # A declaration can only stand before the first element: past that, a parser itself refuses it.
    after = _BEFORE_ROOT.match(content)
    if after is None or content[after.end() : after.end() + 2].startswith(b"<!"):
        raise WorkbookRefused("doctype", file=file, part=part)
    return content


def _recoded(content: bytes, encoding: str, file: str, part: str) -> bytes:
    """The part as UTF-8, from one of the encodings in which people write; others could hide what is looked for."""
    if encoding not in _OTHER_ENCODINGS:
        raise WorkbookRefused("damaged", file=file, part=part)
    try:
        return content.decode(_OTHER_ENCODINGS[encoding]).encode("utf-8")
    except UnicodeDecodeError:
        raise WorkbookRefused("damaged", file=file, part=part) from None


def _kind(parts: dict[str, bytes], file: str) -> str:
    kind = _one_kind(parts, file)
    others = {"xlsx": "xl/workbook.xml", "xlsb": "xl/workbook.bin"}
    both = [other for other, part in others.items() if part in parts and other != kind.replace("xlsm", "xlsx")]
    if both:  # one reader would take it for this, another for that
        raise WorkbookRefused("unknown", file=file, found=f"{kind.upper()} + {both[0].upper()}")
    return kind


def _one_kind(parts: dict[str, bytes], file: str) -> str:
    mimetype = parts.get("mimetype", b"").strip()
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    types = parts.get("[content_types].xml", b"")
    if b"sheet.binary" in types:
        return "xlsb"
    if b"wordprocessingml" in types or b"presentationml" in types or b"opendocument" in mimetype:
        found = "Word" if b"wordprocessingml" in types or b"text" in mimetype else "PowerPoint"
        raise WorkbookRefused("unknown", file=file, found=found)
    if b"macroEnabled" in types or b"vbaProject" in types:
        return "xlsm"
    if b"spreadsheetml" in types or "xl/workbook.xml" in parts:
        return "xlsx"
    raise WorkbookRefused("unknown", file=file, found="ZIP")


def _check_content(package: Package, data: bytes, entries: list[zipfile.ZipInfo], file: str) -> None:
    """Macros, embedded programs, links and protection, told by content."""
    macros = package.kind == "xlsm"
    for entry in entries:
        name = entry.filename.lower()
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name or name.startswith("basic/"):
            macros = True
        elif name.startswith("xl/embeddings/") and entry.file_size:
            raise WorkbookRefused("embedded", file=file, part=entry.filename)
        elif name.startswith(("xl/comments", "xl/threadedcomments/")):
            _note(package, "cell_notes")
        elif name.startswith("xl/activex/"):
            _note(package, "controls")
        elif name.startswith("xl/externallinks/") and name.endswith(".xml"):
            content = package.parts.get(name, b"")
            if b"ddeLink" in content or b"oleLink" in content:
                raise WorkbookRefused("live_link", file=file, part=entry.filename)
            _note(package, "links")
    if b"encryption-data" in package.parts.get("meta-inf/manifest.xml", b""):
        raise WorkbookRefused("encrypted", file=file)
    if macros:
        if package.kind in ("xlsm", "xlsx"):
            if PurePath(file).suffix.lower() not in _MACRO_NAMES:
                raise WorkbookRefused("macros", file=file)
            package.kind = "xlsm"
        _note(package, "macros")


def _note(package: Package, note: str) -> None:
    if note not in package.notes:
        package.notes.append(note)
