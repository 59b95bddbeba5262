"""Storing answers: whole workbooks through the application, beside bare inserts of the same rows."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from vendor_risk.assessments.actions import create_assessment
from vendor_risk.assessments.answers.bulk_actions import AnswerInput, save_many
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.models import AnswerSource, Assessment, StoredAnswer
from vendor_risk.bench import samples
from vendor_risk.bench.report import BenchMeasure
from vendor_risk.bench.storage import scratch
from vendor_risk.database import db, now

_ANSWERS = cast("Table", StoredAnswer.__table__)


def storing(sizes: Sequence[int]) -> Iterator[BenchMeasure]:
    """Assessments of 300 answers stored one by one, each with revisions, checks and its audit record.

    The limit is bare inserts of the same answers.
    """
    inputs = [
        AnswerInput(question_id, AnswerContent(given.state, given.value, given.comment))
        for question_id, given in samples.answers(samples.questionnaire(), 1).items()
    ]
    for n in sizes:
        with scratch.application():
            assessments = _assessments(n)
            start = time.perf_counter()
            for assessment in assessments:
                save_many(assessment, inputs, source=AnswerSource.WORKBOOK, actor=scratch.ACTOR, at=now())
            db.session.commit()
            seconds = time.perf_counter() - start
            bare = bare_inserts(assessments[0].id, assessments[-1].id)
        yield BenchMeasure("save answers with history and audit (answers)", n * len(inputs), seconds, bare)


def _assessments(number: int) -> list[Assessment]:
    company, vendor = scratch.two_parties()
    version = scratch.released(samples.questionnaire())
    found = [
        create_assessment(
            organization_id=vendor.id, issuer_id=company.id, version_id=version.id, actor=scratch.ACTOR, at=now()
        )
        for _ in range(number)
    ]
    db.session.commit()
    return found


def _plain(value: object) -> str | float | None:
    return value if isinstance(value, str | int | float | None) else json.dumps(value, default=str)


def bare_inserts(first: int, last: int) -> float:
    """Seconds of the driver's own `executemany` of the stored answers of these assessments, into a table of the same
    shape in a database of its own, on disk as safely.
    """
    chosen = select(_ANSWERS).where(_ANSWERS.c.assessment_id.between(first, last))
    rows = [tuple(_plain(value) for value in row) for row in db.session.execute(chosen)]
    statement = f"INSERT INTO answer VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608 - marks only
    shape = str(CreateTable(_ANSWERS).compile(dialect=sqlite.dialect()))
    with tempfile.TemporaryDirectory(prefix="vendor-risk-bench-") as folder:
        connection = sqlite3.connect(Path(folder) / "bare.db")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(shape)
        start = time.perf_counter()
        with connection:
            connection.executemany(statement, rows)
        seconds = time.perf_counter() - start
        connection.close()
    return seconds
