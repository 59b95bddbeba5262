"""Own workbooks: making one, and taking returned ones in with everything that belongs to it."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Sequence
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

from python_calamine import CalamineWorkbook

from vendor_risk.assessments.actions import create_assessment
from vendor_risk.assessments.models import Assessment
from vendor_risk.bench import samples, scratch
from vendor_risk.bench.report import Measure, measured
from vendor_risk.database import db, now
from vendor_risk.imports import own as own_import
from vendor_risk.workbook.own import Cover, Identity, OwnAnswer, make

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


def making(sizes: Sequence[int]) -> Iterator[Measure]:
    """Workbooks made for many partners, beside packing the largest part of each and nothing else."""
    answers = samples.answers(samples.questionnaire(), 1)
    with ZipFile(io.BytesIO(filled(1, answers))) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    largest = max(parts, key=len)

    def pack() -> None:
        with ZipFile(io.BytesIO(), "w", ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("part", largest)

    for n in sizes:
        yield measured(
            "make own workbooks of 300 questions",
            n,
            lambda n=n: [filled(number, answers) for number in range(n)],  # type: ignore[misc]
            lambda n=n: [pack() for _ in range(n)],  # type: ignore[misc]
            "≤ 15 ms each",
            least_runs=3,
        )


def importing(sizes: Sequence[int]) -> Iterator[Measure]:
    """Returned workbooks taken in: opened in the limited process, checked, compared, kept, stored, audited.

    The limit is reading the same files' cells with the fast engine in this process, and nothing else.
    """
    for n in sizes:
        with scratch.application():
            assessments = _assessments(n)
            files = [filled(a.id, samples.answers(samples.questionnaire(), a.id), a.workbook_key) for a in assessments]
            _take_in(assessments[0], files[0])  # the first one starts the reading process
            start = time.perf_counter()
            for assessment, data in zip(assessments[1:], files[1:], strict=True):
                _take_in(assessment, data)
            seconds = time.perf_counter() - start
        limit = time.perf_counter()
        for data in files[1:]:
            _only_read(data)
        yield Measure("import own workbooks of 300 questions", n, seconds, time.perf_counter() - limit, "≥ 60 files/s")


def _assessments(number: int) -> list[Assessment]:
    company, partner = scratch.two_parties()
    version = scratch.released(samples.questionnaire())
    found = [
        create_assessment(
            organization_id=partner.id, issuer_id=company.id, version_id=version.id, actor=scratch.ACTOR, at=now()
        )
        for _ in range(number + 1)
    ]
    db.session.commit()
    return found


def _take_in(assessment: Assessment, data: bytes) -> None:
    name = f"answers-{assessment.id}.xlsx"
    workbook = own_import.open_workbook(data, name)
    batch = own_import.upload(assessment, data, name, at=now(), by=scratch.ACTOR, workbook=workbook)
    own_import.apply(batch, {}, at=now(), by=scratch.ACTOR, workbook=workbook)
    db.session.commit()


def _only_read(data: bytes) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
