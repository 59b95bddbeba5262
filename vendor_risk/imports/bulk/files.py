"""The files of a bulk import, one after another: of folders, of ZIP archives, and named singly.

An archive is opened with limits of its own: how many files, how much they are unpacked (each is read no further than a
single workbook may go, whatever size the archive claims), no archive within an archive. What cannot be a questionnaire
is given too, with the reason it is left out: nothing disappears silently.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flask_babel import gettext as _

from vendor_risk.errors import Refused
from vendor_risk.workbook import limits

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".json", ".yaml", ".yml"})
MOST_FILES = 10_000
"""Files of one archive."""
MOST_BYTES = 2 * 1024 * limits.MB
"""What the files of one archive may come to, unpacked."""
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_UTF8 = 0x800


@dataclass(frozen=True)
class FileEntry:
    """One file: its name with the folders above it, how to get its content, or why it is left out."""

    name: str
    content: Callable[[], bytes]
    left_out: str = ""
    broken: bool = False
    """It is left out because it cannot be opened, and not because of what it is."""


def of_paths(paths: Iterable[Path]) -> Iterator[FileEntry]:
    """Every file of these files, folders and archives."""
    for path in paths:
        if path.is_dir():
            for found in sorted(inside for inside in path.rglob("*") if inside.is_file()):
                yield from _of_file(found, found.relative_to(path.parent).as_posix())
        else:
            yield from _of_file(path, path.name)


def _of_file(path: Path, name: str) -> Iterator[FileEntry]:
    if is_archive(name):
        yield from of_archive(path, name)
    elif not _is_litter(name):
        yield of_file(path, name)


def _read(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(limits.MAX_PACKED + 1)


def of_file(path: Path, name: str) -> FileEntry:
    """One file that is kept under another name than its own."""
    return FileEntry(name, lambda: _read(path), _unfit(name))


def is_archive(name: str) -> bool:
    """Whether an upload is called an archive; a workbook, which is a ZIP too, never is."""
    return PurePosixPath(name).suffix.lower() == ".zip"


def of_archive(path: Path, name: str) -> Iterator[FileEntry]:
    """Every file in a ZIP archive. One that is damaged, encrypted or too large is given itself, as broken."""
    try:
        yield from _members(path, name)
    except Refused as refusal:
        yield FileEntry(name, bytes, refusal.message, broken=True)


def _members(path: Path, name: str) -> Iterator[FileEntry]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_litter(entry.filename)]
            _require_few(members, name)
            room = MOST_BYTES
            for member in members:
                inner = _name_of(member)
                yield FileEntry(inner, lambda member=member: _inflate(archive, member), _unfit(inner))  # type: ignore[misc]
                room -= min(member.file_size, limits.MAX_PACKED + 1)
                if room < 0:
                    raise Refused(
                        _("“%(file)s” is too large to process at once. Split it into several archives.", file=name)
                    )
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        raise Refused(_("“%(file)s” is damaged and cannot be unpacked. Create the archive again.", file=name)) from None


def _require_few(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MOST_FILES:
        raise Refused(
            _(
                "“%(file)s” contains more than %(most)s files. Split it into several archives.",
                file=name,
                most=MOST_FILES,
            )
        )
    if any(member.flag_bits & 1 for member in members):
        raise Refused(_("“%(file)s” is password-protected. Create it again without a password.", file=name))


def _inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The content up to the limit of one workbook; something no reader takes when that part is damaged."""
    try:
        with archive.open(member) as handle:
            return handle.read(limits.MAX_PACKED + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return b"PK\x03\x04"


def _name_of(member: zipfile.ZipInfo) -> str:
    """The name as it was meant: Windows in Japanese writes names without saying in which encoding."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp932"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name


def _is_litter(name: str) -> bool:
    """What systems leave lying about in folders and archives, and the lock files of open workbooks."""
    parts = PurePosixPath(name).parts
    return any(part in _LITTER for part in parts) or bool(parts and parts[-1].startswith(("._", "~$")))


def _unfit(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".zip":
        return str(_("Archives inside an archive are not opened. Unpack them and upload the files they contain."))
    return "" if suffix in SUFFIXES else str(_("This file type is not supported, so the file was excluded."))
