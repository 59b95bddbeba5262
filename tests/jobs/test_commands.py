"""`vendor-risk work` does what is due, ends when asked to, and a serving process does so beside its pages."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

from click.testing import CliRunner
from flask.cli import ScriptInfo

from tests.builders.applications import SECRET
from tests.jobs import counting
from vendor_risk.cli import cli
from vendor_risk.database import db
from vendor_risk.jobs.models import Job, JobStatus


def test_once_does_what_is_due(app, group):
    job_id = counting.enqueue(group, 2)
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        answer = CliRunner().invoke(cli, ["work", "--once"], obj=ScriptInfo(create_app=lambda: app))
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    assert answer.exit_code == 0, answer.output
    assert answer.output.splitlines() == ["1 queued, 0 in progress", "1 completed"]
    assert db.session.get(Job, job_id).status == JobStatus.DONE


def test_a_serving_process_ends_in_order_when_it_is_asked_to(app, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "VENDOR_RISK_DATA": str(tmp_path),
        "VENDOR_RISK_DATABASE_URL": f"sqlite:///{tmp_path / 'test.db'}",
        "VENDOR_RISK_SECRET_KEY": SECRET,
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "vendor_risk", "run"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert "Serving" in process.stdout.readline()
        time.sleep(0.3)
        process.terminate()
        _out, errors = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
