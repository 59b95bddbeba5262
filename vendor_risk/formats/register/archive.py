"""Files of the register as they are uploaded: one workbook, one CSV, several CSVs, or a ZIP of CSVs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.model import Workbook
from vendor_risk.workbook.read.safe import read_workbook

Files = Sequence[tuple[str, bytes]]
MAX_FILES = 20
_TEXT = {".csv", ".tsv", ".txt"}
_MADE = (1980, 1, 1, 0, 0, 0)


def bundle(files: Files) -> tuple[str, bytes]:
    """One file (name, content) that holds them all: itself, or a ZIP. The same files give the same ZIP."""
    if len(files) == 1:
        return files[0]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files):
            archive.writestr(zipfile.ZipInfo(PurePath(name).name, _MADE), data)
    return ", ".join(PurePath(name).name for name, _data in files)[:200] + ".zip", target.getvalue()


def read_files(name: str, data: bytes) -> list[Workbook]:
    """The workbooks in an uploaded file. Raises WorkbookRefused."""
    return [read_workbook(content, inner) for inner, content in _unpacked(name, data)]


def _unpacked(name: str, data: bytes) -> list[tuple[str, bytes]]:
    if not data.startswith(b"PK\x03\x04"):
        return [(name, data)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if not entries or not all(PurePath(entry.filename).suffix.lower() in _TEXT for entry in entries):
                return [(name, data)]  # a workbook is a ZIP too; whatever else it is, its reader says
            return _texts(archive, entries, name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError):
        raise WorkbookRefused("damaged", file=name, part="ZIP") from None


def _texts(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], name: str) -> list[tuple[str, bytes]]:
    if len(entries) > MAX_FILES:
        raise WorkbookRefused("too_many_parts", file=name, limit=MAX_FILES)
    room, found = limits.MAX_UNPACKED // 2, []
    for entry in entries:
        if entry.flag_bits & 1:
            raise WorkbookRefused("encrypted", file=name)
        with archive.open(entry) as handle:
            content = handle.read(min(limits.MAX_PACKED, room) + 1)
        room -= len(content)
        if len(content) > limits.MAX_PACKED or room < 0:
            raise WorkbookRefused("too_big", file=PurePath(entry.filename).name, limit=limits.MAX_PACKED // limits.MB)
        found.append((PurePath(entry.filename).name, content))
    return found
