"""Many files on the page, the worker killed twice in the middle: each file is imported once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from tests.builders import workbooks
from tests.builders.applications import SECRET
from tests.builders.forms import post
from tests.imports.bulk.scene import answers_of, archive, group_with_vendors, upload, work
from vendor_risk.assessments.models import Assessment, StoredAnswer
from vendor_risk.audit.actions import verify
from vendor_risk.database import db
from vendor_risk.imports.bulk.models import BulkFile, FileState
from vendor_risk.imports.models import ImportBatch

OWN, FOREIGN = 12, 28


def worker(folder: Path) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "VENDOR_RISK_DATA": str(folder),
        "VENDOR_RISK_DATABASE_URL": f"sqlite:///{folder / 'test.db'}",
        "VENDOR_RISK_SECRET_KEY": SECRET,
    }
    command = [sys.executable, "-m", "vendor_risk", "work", "--once"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def asked(folder: Path, statement: str) -> int:
    """A number, asked beside the application: it would hold the database while it looks."""
    with closing(sqlite3.connect(folder / "test.db", timeout=10)) as connection, connection:
        row = connection.execute(statement).fetchone()
        return int(row[0]) if row else 0


def imported(folder: Path) -> int:
    return asked(folder, "SELECT count(*) FROM bulk_file WHERE state = 'imported'")


def test_each_file_is_imported_once_though_the_worker_is_killed_twice(app: Any, sign_in: Any, tmp_path: Path) -> None:
    group, _vendors = group_with_vendors()
    version = workbooks.released()
    files = {f"foreign{n}.xlsx": answers_of("Acme Logistics", str(n)) for n in range(FOREIGN)}
    files |= {
        f"own{n}.xlsx": workbooks.filled(workbooks.assessment(group, version), {"level": "3"}) for n in range(OWN)
    }
    client = sign_in(group.owner)
    address = upload(client, ("returned.zip", archive(files))).headers["Location"]
    work()
    post(client, f"{address}/choose", {"start": "1"})
    for least in (3, 12):
        process = worker(tmp_path)
        deadline = time.monotonic() + 60
        while imported(tmp_path) < least and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
        process.communicate()
        assert least <= imported(tmp_path) < OWN + FOREIGN
        asked(tmp_path, "UPDATE job SET due_at = '2000-01-01' WHERE status = 'running'")  # the lease runs out
    assert worker(tmp_path).wait(120) == 0
    db.session.expire_all()
    assert set(db.session.scalars(select(BulkFile.state))) == {FileState.IMPORTED}
    number = func.count()
    assert db.session.scalar(select(number).select_from(ImportBatch)) == OWN + FOREIGN
    assert db.session.scalar(select(number).select_from(Assessment)) == OWN + FOREIGN
    assert db.session.scalar(select(number).select_from(StoredAnswer)) == OWN + 5 * FOREIGN
    assert verify().whole
