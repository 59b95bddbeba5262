"""Many own workbooks at once: a folder that came by mail, the demo, the benchmark.

Files are read ahead in the limited reading processes while the one before is stored. Each file is a transaction of its
own: killed in the middle, every file is imported whole or not at all, and running again does the rest. Memory does not
grow with the number of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from flask_babel import gettext as _

from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.imports.own import diff as own_import_diff
from vendor_risk.imports.own.file_actions import REFUSED, FileResult, bring
from vendor_risk.imports.read_ahead import ahead
from vendor_risk.permissions import Scope
from vendor_risk.workbook import Workbook, WorkbookRefused, read_workbook


def import_own(
    files: Iterable[Path],
    *,
    at: datetime,
    actor: str,
    prefer: str = own_import_diff.WEB,
    scope: Scope | None = None,
    assessment_id: int | None = None,
) -> Iterator[FileResult]:
    """Import own workbooks, committing each; gives each file's result as it is done.

    Answers in conflict follow `prefer` ("web" or "workbook"). With a `scope`, only assessments of its companies are
    touched; without one (the command line) all are. With an `assessment_id` all files are of that assessment, also
    those that lost their hidden sheets and do not say so. Run it inside `database.writing()`.
    """
    for file, reading in ahead(files, _read):
        yield _one(file, reading, at=at, actor=actor, prefer=prefer, scope=scope, assessment_id=assessment_id)


def _read(file: Path) -> tuple[bytes, Workbook]:
    data = file.read_bytes() if file.is_file() else b""
    return data, read_workbook(data, file.name)


def _one(
    file: Path,
    reading: Future[tuple[bytes, Workbook]],
    *,
    at: datetime,
    actor: str,
    prefer: str,
    scope: Scope | None,
    assessment_id: int | None,
) -> FileResult:
    try:
        data, workbook = reading.result()
        found = bring(
            file.name, data, workbook, at=at, actor=actor, prefer=prefer, scope=scope, assessment_id=assessment_id
        )
        db.session.commit()
    except WorkbookRefused as refusal:
        return FileResult(str(file), REFUSED, refusal.message(_))
    except Refused as refusal:
        db.session.rollback()
        return FileResult(str(file), REFUSED, refusal.message)
    return found
