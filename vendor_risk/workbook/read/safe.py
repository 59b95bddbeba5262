"""Opening what strangers send: a file goes to a limited process and comes back as plain rows or as a clear refusal.

The processes are kept and reused (starting one costs more than reading a file); one that dies, is too slow or has
served its number of files is replaced. As many files are read at a time as there are processors; others wait.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import logging
import os
import selectors
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path, PurePath

import msgspec

from vendor_risk import paths
from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.model import Validation, Workbook, WorkbookSheet
from vendor_risk.workbook.read.wire import FoundWorkbook, ReadAnswer, ReadRequest

_START = "import sys; sys.path.insert(0, sys.argv[1]); from vendor_risk.workbook.read.child import main; main()"
_LOGGER = logging.getLogger(__name__)
_DECODER = msgspec.msgpack.Decoder(ReadAnswer)


def read_workbook(source: str | os.PathLike[str] | bytes, name: str | None = None) -> Workbook:
    """The workbook at a path (or in bytes, with the `name` it came under) as plain rows.

    Raises WorkbookRefused, whose message says in the reader's language what is wrong, where, and what to do.
    """
    data, file = _load(source, name)
    _START_OF_ALL.acquire()
    try:
        reader = _take()
        try:
            found = reader.ask(ReadRequest(file, data), file)
        finally:
            _give_back(reader)
    finally:
        _START_OF_ALL.release()
    if found.fault:
        _LOGGER.error("reading “%s” failed: %s", file, found.fault)
    if found.workbook is None:
        raise WorkbookRefused(found.refused, **found.params)
    workbook = _build(found.workbook)
    workbook.sha256 = hashlib.sha256(data).hexdigest()
    return workbook


def _load(source: str | os.PathLike[str] | bytes, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        file = PurePath(name or "workbook").name
        data = source
    else:
        path = Path(source)
        file = PurePath(name or path.name).name
        try:
            with path.open("rb") as handle:
                data = handle.read(limits.MAX_PACKED + 1)
        except OSError:
            raise WorkbookRefused("missing", file=file) from None
    if len(data) > limits.MAX_PACKED:
        raise WorkbookRefused("too_big", file=file, limit=limits.MAX_PACKED // limits.MB)
    return data, file


def _build(found: FoundWorkbook) -> Workbook:
    sheets = [
        WorkbookSheet(
            name=sheet.name,
            rows=sheet.rows,
            hidden=sheet.hidden,
            merged=tuple(sheet.merged),
            validations=tuple(Validation(boxes, sheet.offered[place]) for boxes, place in sheet.validations),
            hidden_rows=frozenset(sheet.hidden_rows),
            hidden_columns=frozenset(sheet.hidden_columns),
            formulas=frozenset(sheet.formulas),
            errors={(row, column): error for row, column, error in sheet.errors},
            comments={(row, column): text for row, column, text in sheet.comments},
            struck={(row, column): left for row, column, left in sheet.struck},
            percents=frozenset(sheet.percents),
            knows_formulas=sheet.knows_formulas,
        )
        for sheet in found.sheets
    ]
    return Workbook(found.name, found.kind, sheets, tuple(found.notes), found.details, encoding=found.encoding)


class _Reader:
    """One limited process."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.served = 0
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own code; nothing from outside
            [sys.executable, "-I", "-c", _START, str(paths.PACKAGE.parent)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8", "RUST_BACKTRACE": "0"},
            close_fds=True,
            bufsize=0,
        )
        assert self.process.stdin is not None  # noqa: S101 - for the type checker: it was opened as a pipe
        os.set_blocking(self.process.stdin.fileno(), False)  # a process that does not listen must not hold us up

    @property
    def usable(self) -> bool:
        """Whether it lives, belongs to this process and has not served its number of files."""
        return self.owner == os.getpid() and self.process.poll() is None and self.served < limits.FILES_PER_PROCESS

    def ask(self, request: ReadRequest, file: str) -> ReadAnswer:
        """The answer to a request; a refusal when the process dies or takes too long over it."""
        self.served += 1
        packed = msgspec.msgpack.encode(request)
        deadline = time.monotonic() + limits.MAX_WAIT
        try:
            self._send(struct.pack(">I", len(packed)) + packed, deadline)
            length = struct.unpack(">I", self._receive(4, deadline))[0]
            found = _DECODER.decode(self._receive(length, deadline + limits.MAX_WAIT))
        except TimeoutError:
            self.stop()
            raise WorkbookRefused("too_slow", file=file, limit=limits.MAX_WAIT) from None
        except (OSError, EOFError, msgspec.DecodeError):
            self.stop()
            raise WorkbookRefused("failed", file=file) from None
        except BaseException:  # interrupted: what it still answers must not be taken for the answer to the next file
            self.stop()
            raise
        return found

    def _send(self, packed: bytes, deadline: float) -> None:
        assert self.process.stdin is not None  # noqa: S101 - for the type checker: it was opened as a pipe
        handle = self.process.stdin.fileno()
        rest = memoryview(packed)
        with selectors.DefaultSelector() as selector:
            selector.register(handle, selectors.EVENT_WRITE)
            while rest:
                if not selector.select(max(deadline - time.monotonic(), 0)):
                    raise TimeoutError
                with contextlib.suppress(BlockingIOError):
                    rest = rest[os.write(handle, rest[: 1 << 20]) :]

    def _receive(self, length: int, deadline: float) -> bytearray:
        assert self.process.stdout is not None  # noqa: S101 - for the type checker: it was opened as a pipe
        handle = self.process.stdout.fileno()
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(handle, selectors.EVENT_READ)
            while len(received) < length:
                if not selector.select(max(deadline - time.monotonic(), 0)):
                    raise TimeoutError
                chunk = os.read(handle, min(length - len(received), 1 << 20))
                if not chunk:
                    raise EOFError
                received += chunk
        return received

    def stop(self) -> None:
        """End the process and close the pipes."""
        if self.owner != os.getpid():
            return
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except BrokenPipeError:  # what was still in the buffer has nobody to go to
                    continue


_IDLE: list[_Reader] = []
_LOCK = threading.Lock()
_START_OF_ALL = threading.BoundedSemaphore(max(os.cpu_count() or 1, 1))


def _take() -> _Reader:
    with _LOCK:
        while _IDLE:
            reader = _IDLE.pop()
            if reader.usable:
                return reader
            reader.stop()
    return _Reader()


def _give_back(reader: _Reader) -> None:
    with _LOCK:
        if reader.usable:
            _IDLE.append(reader)
            return
    reader.stop()


def waiting() -> list[_Reader]:
    """The reading processes that wait for work."""
    with _LOCK:
        return list(_IDLE)


def close_readers() -> None:
    """End the reading processes that wait for work (at the end of the program, and in tests)."""
    with _LOCK:
        idle, _IDLE[:] = list(_IDLE), []
    for reader in idle:
        reader.stop()


atexit.register(close_readers)
