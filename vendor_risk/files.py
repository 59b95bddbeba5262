"""Files people send, kept by their content: the name of a file is the SHA-256 of what is in it.

A file is written whole and flushed to the disk before the row that names it is committed, so a row never names a file
that is not there. A file whose row was rolled back is swept away later (`FileStore.sweep`): the same content may be on
its way in by another request at that moment. When the disk is nearly full, files are refused and answers still taken.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from vendor_risk.errors import Refused

LOW_WATER = 256 * 1024 * 1024
"""Free bytes below which no more files are taken: what is left belongs to the answers."""
SETTLED_SECONDS = 24 * 3600
"""A file without a row is left alone for a day: its transaction may still be under way."""
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileStore:
    """A folder of files by content, two levels deep. Safe for any number of threads and processes."""

    root: Path

    def store(self, data: bytes) -> str:
        """Keep `data` and give its SHA-256 (hex). Refused (507) when the disk is full or nearly so."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self._place(sha256)
        if target.exists():
            os.utime(target)  # young again: a sweep under way leaves it to the row that is about to name it
            return sha256
        temporary = target.with_name(f"{sha256}.{secrets.token_hex(8)}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._require_room(len(data))
            _write(temporary, data)
            temporary.replace(target)
            _flush_folder(target.parent)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise _full() from error
            raise
        return sha256

    def path(self, sha256: str) -> Path:
        """Where the file with that content is. KeyError when it is not kept."""
        place = self._place(sha256)
        if not place.is_file():
            raise KeyError(sha256)
        return place

    def read(self, sha256: str) -> bytes:
        """The content; KeyError when it is not kept."""
        return self.path(sha256).read_bytes()

    def all(self) -> Iterator[str]:
        """The content address of every file that is kept."""
        for file in self.root.glob("??/*"):
            if _NAME.fullmatch(file.name):
                yield file.name

    def sweep(self, named: Collection[str], *, older_than: float = SETTLED_SECONDS) -> list[str]:
        """Remove files that no row names (and torn ones) once they are `older_than` seconds old; gives their names."""
        limit, gone = time.time() - older_than, []
        for file in self.root.glob("??/*"):
            if file.name not in named and file.is_file() and file.stat().st_mtime < limit:
                file.unlink(missing_ok=True)
                gone.append(file.name)
        return gone

    def _place(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise KeyError(sha256)
        return self.root / sha256[:2] / sha256

    def _require_room(self, size: int) -> None:
        if shutil.disk_usage(self.root).free - size < LOW_WATER:
            raise _full()


def _write(file: Path, data: bytes) -> None:
    with file.open("xb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the file's name as durable as its content."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _full() -> Refused:
    return Refused(
        _(
            "This file could not be saved because storage is full. Anything without a file can still be saved. "
            "Contact the administrator and try again later."
        ),
        status=507,
    )  # fmt: skip


def file_store() -> FileStore:
    """The store of the running application."""
    return FileStore(current_app.extensions["vendor_risk.config"].files)


def store(data: bytes) -> str:
    """Keep `data` in the running application's store; gives its SHA-256. Refused (507) when the disk is full."""
    return file_store().store(data)


def path(sha256: str) -> Path:
    """Where a file of the running application's store is; KeyError when it is not kept."""
    return file_store().path(sha256)
