"""The limited process: it serves many, survives everything known, and never outlives or confuses whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.workbook import hostile, odd_files
from vendor_risk.workbook import WorkbookRefused, read_workbook
from vendor_risk.workbook.read import safe

_SMALL = hostile.package()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or ") Z " not in status.read_text()


def _gone(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not _alive(pid)


_PARENT = """
import sys, time
sys.path.insert(0, sys.argv[1])
from vendor_risk.workbook import read_workbook
from vendor_risk.workbook.read import safe
read_workbook(b"a,b\\n1,2\\n", "x.csv")
print(safe._IDLE[-1].process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_the_reading_process_ends_with_the_program_that_started_it_however_that_ends(end: signal.Signals) -> None:
    root = str(Path(__file__).parents[3])
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, root], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert _alive(pid)
        parent.send_signal(end)
        parent.wait()
    assert _gone(pid)


def test_many_at_once_each_get_their_own_file() -> None:
    files = [(f"text {n}", odd_files.sheet(odd_files.inline("A1", f"text {n}"))) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda file: read_workbook(file[1], f"{file[0]}.xlsx"), files))
    assert [workbook.sheets[0].text(1, 1) for workbook in found] == [text for text, _ in files]
    assert len(safe._IDLE) <= max(os.cpu_count() or 1, 1)


def test_an_interrupted_question_is_not_answered_to_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    read_workbook(_SMALL, "warm.xlsx")
    reader = safe._IDLE[-1]

    def interrupted(_length: int, _deadline: float) -> bytearray:
        raise KeyboardInterrupt

    monkeypatch.setattr(reader, "_receive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_workbook(odd_files.sheet(odd_files.inline("A1", "the first")), "first.xlsx")
    assert reader.process.poll() is not None
    assert read_workbook(_SMALL, "second.xlsx").sheets[0].text(1, 1) == "ID"


def test_a_process_that_does_not_listen_does_not_hold_up_the_one_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vendor_risk.workbook.limits.MAX_WAIT", 0.3)
    monkeypatch.setattr(safe, "_START", "import time; time.sleep(60)")
    safe.close_readers()
    started = time.monotonic()
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(b"PK\x03\x04" + os.urandom(1024 * 1024), "big.xlsx")  # more than a pipe holds
    assert refusal.value.code == "too_slow"
    assert time.monotonic() - started < 3


def test_a_stopped_process_is_ended_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read_workbook(_SMALL, "warm.xlsx")
    reader = safe._IDLE[-1]
    reader.process.send_signal(signal.SIGSTOP)
    monkeypatch.setattr("vendor_risk.workbook.limits.MAX_WAIT", 0.3)
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(_SMALL, "stopped.xlsx")
    assert refusal.value.code == "too_slow"
    monkeypatch.undo()
    assert _gone(reader.process.pid)
    assert read_workbook(_SMALL, "next.xlsx").sheets[0].text(1, 1) == "ID"


def test_a_process_is_replaced_after_its_number_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    safe.close_readers()
    monkeypatch.setattr("vendor_risk.workbook.limits.FILES_PER_PROCESS", 3)
    pids = []
    for _ in range(6):
        read_workbook(_SMALL, "one.xlsx")
        pids.append(safe._IDLE[-1].process.pid if safe._IDLE else 0)
    assert pids[0] == pids[1]
    assert pids[3] == pids[4] != pids[0]
    assert _gone(pids[0])


def test_the_process_has_its_limits() -> None:
    if not Path("/proc/self/limits").exists():
        pytest.skip("limits can be looked at on Linux only")
    read_workbook(_SMALL, "warm.xlsx")
    told = Path(f"/proc/{safe._IDLE[-1].process.pid}/limits").read_text()
    limits = {line[:26].strip(): line[26:].split()[0] for line in told.splitlines()[1:]}
    assert limits["Max address space"] == str(2048 * 1024 * 1024)
    assert (limits["Max file size"], limits["Max core file size"], limits["Max open files"]) == ("0", "0", "32")
    assert int(limits["Max cpu time"]) < 60


_FORKED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from vendor_risk.workbook import read_workbook
from vendor_risk.workbook.read import safe
read_workbook(b"a,b\\n1,2\\n", "x.csv")
before = safe._IDLE[-1].process.pid
child = os.fork()
text = read_workbook(b"child" if not child else b"parent", "y.csv").sheets[0].text(1, 1)
same = safe._IDLE[-1].process.pid == before
safe.close_readers()
if not child:
    os._exit(0 if (text, same) == ("child", False) else 1)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sys.exit(0 if (text, same, status) == ("parent", True, 0) else 1)
"""


def test_a_forked_program_reads_by_a_process_of_its_own() -> None:
    root = str(Path(__file__).parents[3])
    assert subprocess.run([sys.executable, "-c", _FORKED, root], check=False, timeout=30).returncode == 0
