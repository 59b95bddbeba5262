"""A bulk import killed in the middle, twice: every workbook comes in once and whole; repeating does the rest."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import organizations, workbooks
from tests.builders.applications import SECRET
from tests.builders.clock import NOW
from vendor_risk.assessments.models import AnswerRevision, Assessment, StoredAnswer
from vendor_risk.audit.actions import verify
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import QuestionKind, Questionnaire, Section, Text
from vendor_risk.errors import Refused
from vendor_risk.files import file_store
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.own import actions as own_import_actions

FILES, QUESTIONS = 40, 20
LONG = Questionnaire(
    "long",
    "1.0",
    Text("Long", "長い"),
    (
        Section(
            "A",
            Text("Part", "部"),
            tuple(
                workbooks.question(f"Q{n:03}", QuestionKind.MATURITY, anchors=workbooks.ANCHORS)
                for n in range(QUESTIONS)
            ),
        ),
    ),
)


def importing(folder: Path, data: Path) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "VENDOR_RISK_DATA": str(data),
        "VENDOR_RISK_DATABASE_URL": f"sqlite:///{data / 'test.db'}",
        "VENDOR_RISK_SECRET_KEY": SECRET,
    }
    command = [sys.executable, "-m", "vendor_risk", "import-own", str(folder)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def applied(data: Path) -> int:
    """How many workbooks are in, asked beside the application: it would hold the database while it looks."""
    with closing(sqlite3.connect(f"file:{data / 'test.db'}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT count(*) FROM import_batch WHERE status = 'applied'").fetchone()
    return int(found[0])


def fill(folder: Path, group: organizations.Group) -> None:
    version = workbooks.released(LONG)
    question_ids = [question.id for question in LONG.questions()]
    for number in range(FILES):
        asked = workbooks.assessment(group, version)
        (folder / f"{number:03}.xlsx").write_bytes(workbooks.filled(asked, dict.fromkeys(question_ids, "3")))
    db.session.commit()


def wait_for(number: int, process: subprocess.Popen[bytes], data: Path) -> None:
    deadline = time.monotonic() + 60
    while applied(data) < number and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)


def test_each_workbook_is_imported_once_however_often_the_import_is_killed(
    app: Flask, group: organizations.Group, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    fill(folder, group)
    for number in (3, 12):
        process = importing(folder, tmp_path)
        wait_for(number, process, tmp_path)
        process.kill()
        process.communicate()
        assert number <= applied(tmp_path) < FILES
    last = importing(folder, tmp_path)
    _out, errors = last.communicate(timeout=120)
    assert last.returncode == 0, errors.decode()
    assert applied(tmp_path) == FILES
    counts = db.session.execute(
        select(StoredAnswer.assessment_id, func.count()).group_by(StoredAnswer.assessment_id)
    ).all()
    assert [number for _assessment, number in counts] == [QUESTIONS] * FILES
    assert db.session.scalar(select(func.count()).select_from(AnswerRevision)) == FILES * QUESTIONS
    assert db.session.scalar(select(func.count()).select_from(Assessment)) == FILES
    named = set(db.session.scalars(select(ImportBatch.sha256)))
    assert named <= set(file_store().all())
    assert verify().whole


@pytest.mark.usefixtures("app")
def test_a_full_disk_stores_neither_file_nor_row(
    group: organizations.Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = workbooks.assessment(group)
    data = workbooks.filled(asked, {"level": "3"})
    db.session.commit()

    def full(_root: Any) -> Any:
        return shutil._ntuple_diskusage(10, 10, 0)  # type: ignore[attr-defined]

    monkeypatch.setattr("vendor_risk.files.shutil.disk_usage", full)
    with pytest.raises(Refused) as refusal:
        own_import_actions.take_in(asked, data, "a.xlsx", at=NOW, actor="test")
    db.session.rollback()
    assert refusal.value.status == 507
    assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 0
    assert list(file_store().all()) == []
