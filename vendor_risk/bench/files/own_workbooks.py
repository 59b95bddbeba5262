"""Own workbooks: making one, and taking returned ones in with everything that belongs to it."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from python_calamine import CalamineWorkbook

from vendor_risk.assessments.actions import create_assessment
from vendor_risk.assessments.models import Assessment
from vendor_risk.bench import samples
from vendor_risk.bench.report import BenchMeasure, measured
from vendor_risk.bench.storage import scratch
from vendor_risk.database import db, now
from vendor_risk.formats.own.workbook import Cover, Identity, OwnAnswer, make
from vendor_risk.imports.own.file_actions import IMPORTED
from vendor_risk.imports.own.many_jobs import import_own

_KEY = "k" * 64
_COVER = Cover("Asking company", "Answering company", date(2027, 3, 31))


def filled(assessment_id: int, answers: dict[str, OwnAnswer], key: str = _KEY) -> bytes:
    """A workbook of 300 questions as it comes back: made for an assessment without answers, and filled in."""
    questionnaire = samples.questionnaire()
    versions = dict.fromkeys((question.id for question in questionnaire.questions()), 0)
    identity = Identity(
        assessment_id, questionnaire.key, questionnaire.version, "en", f"{assessment_id:016x}", versions
    )
    return make(questionnaire, answers, identity, key, _COVER)


def making(sizes: Sequence[int]) -> Iterator[BenchMeasure]:
    """Workbooks made for many vendors, beside packing the largest part of each and nothing else."""
    answers = samples.answers(samples.questionnaire(), 1)
    with ZipFile(io.BytesIO(filled(1, answers))) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    largest = max(parts, key=len)

    def pack() -> int:
        target = io.BytesIO()
        with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("part", largest)
        return target.tell()

    for n in sizes:
        yield measured(
            "make own workbooks of 300 questions",
            n,
            lambda n=n: [filled(number, answers) for number in range(n)],  # type: ignore[misc]
            lambda n=n: [pack() for _ in range(n)],  # type: ignore[misc]
            "≤ 15 ms each",
            least_runs=3,
        )


def importing(sizes: Sequence[int]) -> Iterator[BenchMeasure]:
    """Returned workbooks taken in by the folder: opened in limited processes, checked, compared, kept, stored, audited.

    The limit is reading the same files' cells with the fast engine in this process, and nothing else.
    """
    for n in sizes:
        with scratch.application(), TemporaryDirectory() as folder:
            assessments = _assessments(n)
            files = [filled(a.id, samples.answers(samples.questionnaire(), a.id), a.workbook_key) for a in assessments]
            paths = [Path(folder) / f"answers-{a.id}.xlsx" for a in assessments]
            for path, data in zip(paths, files, strict=True):
                path.write_bytes(data)
            _take_in(paths[:1])  # the first one starts the reading processes
            start = time.perf_counter()
            _take_in(paths[1:])
            seconds = time.perf_counter() - start
        limit = time.perf_counter()
        for data in files[1:]:
            _only_read(data)
        yield BenchMeasure(
            "import own workbooks of 300 questions", n, seconds, time.perf_counter() - limit, "≥ 60 files/s"
        )


def _assessments(number: int) -> list[Assessment]:
    company, vendor = scratch.two_parties()
    version = scratch.released(samples.questionnaire())
    found = [
        create_assessment(
            organization_id=vendor.id, issuer_id=company.id, version_id=version.id, actor=scratch.ACTOR, at=now()
        )
        for _ in range(number + 1)
    ]
    db.session.commit()
    return found


def _take_in(paths: Sequence[Path]) -> None:
    refused = [result for result in import_own(paths, at=now(), actor=scratch.ACTOR) if result.status != IMPORTED]
    if refused:
        raise RuntimeError(refused[0].message)


def _only_read(data: bytes) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
