"""Background work in tests: no waiting, and worker processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders.applications import SECRET
from vendor_risk.jobs import work


@pytest.fixture(autouse=True)
def _prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word about progress is written at once."""
    monkeypatch.setattr(work, "TELL_SECONDS", 0.0)


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """`worker(seconds, lease, address)` starts a process that does background work; all are ended afterwards."""
    begun: list[subprocess.Popen[str]] = []

    def _start(seconds: float, lease: float, address: str | None = None) -> subprocess.Popen[str]:
        environment: dict[str, Any] = {
            **os.environ,
            "VENDOR_RISK_DATA": str(tmp_path),
            "VENDOR_RISK_DATABASE_URL": address or f"sqlite:///{tmp_path / 'test.db'}",
            "VENDOR_RISK_SECRET_KEY": SECRET,
        }
        command = [sys.executable, "-m", "tests.jobs.counting", str(seconds), str(lease)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        begun.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield _start
    for process in begun:
        if process.poll() is None:
            process.kill()
            process.communicate()
