"""The limited process that reads workbooks: limits on memory, processor time and files, no way back but one pipe.

It is started by `safe` and serves many files. A request and its answer are MessagePack values behind four bytes of
length; nothing in an answer can run. When a file kills it (the fast engine may abort the process on a hostile file),
`safe` says so to the one who asked and starts another. It ends by itself when the other side is gone.
"""

from __future__ import annotations

import contextlib
import resource
import signal
import struct
import sys
import traceback
from typing import BinaryIO

import msgspec

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.read.opening import read
from vendor_risk.workbook.read.wire import ReadAnswer, ReadRequest


def answer(request: ReadRequest) -> ReadAnswer:
    """The answer to one request."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.MAX_SECONDS + 1
    _limit(resource.RLIMIT_CPU, seconds, resource.getrlimit(resource.RLIMIT_CPU)[1])
    failed = ReadAnswer(refused="failed", params={"file": request.name})
    try:
        return ReadAnswer(read(request.data, request.name))
    except WorkbookRefused as refusal:
        return ReadAnswer(refused=refusal.code, params=refusal.params)
    except (MemoryError, RecursionError):
        return failed
    except Exception:  # a fault of ours: it costs neither the process nor the sender a sentence, and `safe` logs it
        return msgspec.structs.replace(failed, fault=traceback.format_exc(limit=-3))


def _limit(what: int, soft: int, hard: int) -> None:
    """Set a limit where the system knows it: macOS has no limit on address space."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (soft, hard))


def limit_this_process() -> None:
    """Give up what a reader of files does not need."""
    _limit(resource.RLIMIT_AS, limits.MAX_MEMORY, limits.MAX_MEMORY)
    _limit(resource.RLIMIT_CORE, 0, 0)
    _limit(resource.RLIMIT_FSIZE, 0, 0)
    _limit(resource.RLIMIT_NOFILE, 32, 32)


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer requests until the other side closes."""
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(ReadRequest)
    while len(length := source.read(4)) == 4:
        request = decoder.decode(source.read(struct.unpack(">I", length)[0]))
        packed = encoder.encode(answer(request))
        target.write(struct.pack(">I", len(packed)) + packed)
        target.flush()


def main() -> None:
    """Run as a process of its own."""
    limit_this_process()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that started it, and closes the pipe
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
