"""Many foreign workbooks at once: files, folders and ZIP archives, each file a transaction of its own.

Killed in the middle, every file is imported whole or not at all; running again does the rest, because a file that is in
already is recognised by its content. A ZIP is opened with the limits of a single workbook for each of its files.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from flask_babel import gettext as _
from sqlalchemy import select

from vendor_risk.assessments.models import Assessment, Result
from vendor_risk.database import db, let_others_write
from vendor_risk.errors import Refused
from vendor_risk.imports import corrections as kept
from vendor_risk.imports import foreign, foreign_queries, own, profiles
from vendor_risk.imports.foreign_answers import IMPORTED, SKIPPED, UNCHANGED
from vendor_risk.imports.foreign_apply import apply
from vendor_risk.imports.models import ImportStatus
from vendor_risk.organizations.models import Organization
from vendor_risk.workbook import limits

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"})
MOST_FILES = 2_000


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with each file: whose answers, for which company, accepted at once, or only looked at."""

    organization_id: int
    issuer_id: int
    accept: bool = False
    round_label: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file, as a sentence."""

    file: str
    sentence: str
    refused: bool = False


def import_foreign(paths: Iterable[Path], order: Order, *, at: datetime, by: str) -> Iterator[FileReport]:
    """Import each file, committing each; gives each one's report as it is done. Run it inside `database.writing()`."""
    for name, data in _files(paths):
        try:
            yield _one(name, data, order, at=at, by=by)
        except Refused as refusal:
            db.session.rollback()
            yield FileReport(name, refusal.message, refused=True)


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file, also of those in folders and ZIP archives; larger ones are cut past the limit."""
    for path in paths:
        if path.is_dir():
            inside = sorted(found for found in path.rglob("*") if found.is_file())
            yield from _files(found for found in inside if found.suffix.lower() in SUFFIXES | {".zip"})
        elif path.suffix.lower() == ".zip":
            yield from _in_archive(path)
        else:
            with path.open("rb") as handle:
                yield path.name, handle.read(limits.MAX_PACKED + 1)


def _in_archive(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [entry for entry in archive.infolist() if not entry.is_dir()]
            for entry in members[:MOST_FILES]:
                name = PurePosixPath(entry.filename)
                if name.suffix.lower() in SUFFIXES and not name.name.startswith((".", "~$")):
                    with archive.open(entry) as handle:  # read up to the limit, whatever size the archive claims
                        yield name.name, handle.read(limits.MAX_PACKED + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        yield path.name, b"PK\x03\x04"  # refused as damaged, with its name


def _one(name: str, data: bytes, order: Order, *, at: datetime, by: str) -> FileReport:
    let_others_write()
    opened = foreign.open_file(own.open_workbook(data, name))
    foreign.require_foreign(opened.workbook)
    known = foreign_queries.same_file(opened.workbook.sha256, order.organization_id, order.issuer_id)
    if known is not None and known.status == ImportStatus.APPLIED:
        return FileReport(name, _("imported before: 0 changes"))
    profile = profiles.matching(opened.understanding.layout, order.issuer_id)
    corrected = opened
    if profile is not None:
        corrected = foreign.open_file(opened.workbook, kept.from_settings(profile.settings))
    if order.dry_run:
        found = foreign.sorted_for(corrected, order.organization_id, order.issuer_id)
        return FileReport(name, _counted(corrected.questionnaire.title.en, found.counts))
    organization = db.session.get_one(Organization, order.organization_id)
    issuer = db.session.get_one(Organization, order.issuer_id)
    batch = foreign.take_in(opened, data, organization=organization, issuer=issuer, at=at, by=by)
    assessment = apply(batch, corrected, accept_now=order.accept, round_label=order.round_label, at=at, by=by)
    told = _counted(corrected.questionnaire.title.en, batch.report["counts"]) + _scored(assessment)
    db.session.commit()
    return FileReport(name, told)


def _scored(assessment: Assessment) -> str:
    score = db.session.scalar(
        select(Result.score).where(Result.assessment_id == assessment.id).order_by(Result.id.desc()).limit(1)
    )
    number: str = ", " + _("assessment %(number)s", number=assessment.id)
    return number if score is None else ", " + _("score %(score)s", score=f"{score:.1f}") + number


def _counted(title: str, counts: dict[str, int]) -> str:
    text: str = _(
        "%(title)s: %(imported)s imported, %(unchanged)s as in the last edition, %(skipped)s left out, "
        "%(refused)s refused",
        title=title,
        imported=counts[IMPORTED],
        unchanged=counts[UNCHANGED],
        skipped=counts[SKIPPED],
        refused=counts["refused"],
    )
    return text
