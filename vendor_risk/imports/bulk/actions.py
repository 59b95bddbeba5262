"""Changes of bulk imports: taking files in, saying whose each is, having them imported, giving them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from flask_babel import gettext as _

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.imports.bulk import queries
from vendor_risk.imports.bulk.guess import LIKELY, Guess
from vendor_risk.imports.bulk.models import BulkFile, BulkImport, FileState
from vendor_risk.jobs.actions import enqueue
from vendor_risk.jobs.models import Job
from vendor_risk.workbook.text import clean

LOOK, IMPORT = "bulk_look", "bulk_import"
"""The two kinds of background work of a bulk import."""
MOST_KEPT = 1024 * 1024 * 1024
"""Bytes one person's unfinished bulk imports may hold together."""


def take_in(
    sources: Sequence[tuple[str, str]], size: int, *, name: str, company_id: int, issuer_id: int | None, owner_id: int,
    prefer: str, round_label: str, accept_now: bool, language: str, at: datetime, actor: str,
) -> BulkImport:  # fmt: skip
    """Keep uploaded files (content address and name, kept already) and have them looked at. Nothing is imported yet."""
    if queries.kept_bytes(owner_id) + size > MOST_KEPT:
        raise Refused(
            _("The files of your unfinished imports take up too much space. Complete or cancel these imports first."),
            status=429,
        )
    found = BulkImport(
        name=clean(name)[:300],
        company_id=company_id,
        issuer_id=issuer_id,
        owner_id=owner_id,
        created_by=actor[:300],
        created_at=at,
        prefer=prefer,
        round_label=round_label,
        accept_now=accept_now,
        sources=[list(source) for source in sources],
        size=size,
    )
    db.session.add(found)
    db.session.flush()
    _note("upload_bulk", found, actor, at, files=len(sources))
    enqueue_work(LOOK, found, language=language, at=at, actor=actor)
    return found


def enqueue_work(kind: str, found: BulkImport, *, language: str, at: datetime, actor: str) -> Job:
    """Have a bulk import looked at or imported in the background."""
    return enqueue(
        kind,
        {"bulk": found.id},
        company_id=found.company_id,
        owner_id=found.owner_id,
        language=language,
        actor=actor,
        at=at,
        title=found.name,
    )


def _note(action: str, found: BulkImport, actor: str, at: datetime, **details: object) -> None:
    record(
        f"imports.{action}", "bulk_import", found.id, actor=actor, at=at, company_id=found.company_id, name=found.name,
        **details,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileLook:
    """What was seen of a file: what it is and whose it may be, or why (`refusal`) it is refused or left out."""

    size: int = 0
    sha256: str | None = None
    own: bool = False
    understood: str = ""
    questions: int = 0
    answers: int = 0
    guesses: Sequence[Guess] = ()
    refusal: str = ""
    state: FileState = FileState.WAITING


def add_file(bulk_id: int, position: int, name: str, seen: FileLook) -> BulkFile:
    """Note one file as looked at.

    A guess that is likely enough is chosen beforehand; the person sees it and may choose another.
    """
    guesses = seen.guesses
    best = guesses[0] if guesses else None
    row = BulkFile(
        bulk_id=bulk_id,
        position=position,
        file_name=clean(name)[:500],
        sha256=seen.sha256,
        size=seen.size,
        own=seen.own,
        understood=seen.understood,
        questions=seen.questions,
        answers=seen.answers,
        state=seen.state,
        sentence=seen.refusal,
        guesses=msgspec.to_builtins(list(guesses)),
        confidence=best.confidence if best else None,
        organization_id=best.organization_id if best and best.confidence >= LIKELY and _alone(guesses) else None,
    )
    db.session.add(row)
    return row


def _alone(guesses: Sequence[Guess]) -> bool:
    """Whether no other organization is nearly as likely."""
    return len(guesses) < 2 or guesses[0].confidence - guesses[1].confidence >= 0.02


def choose(row: BulkFile, organization_id: int | None, *, skip: bool) -> None:
    """Say whose answers a waiting file holds (our own workbooks know it themselves), or that it is left out."""
    if row.state != FileState.WAITING:
        return
    row.skip = skip
    if not row.own:
        row.organization_id = organization_id


def choose_for_all(found: BulkImport, organization_id: int) -> int:
    """Say that all files of which nobody knows whose they are belong to one organization; how many."""
    rows = queries.still_open(found.id)
    for row in rows:
        row.organization_id = organization_id
    return len(rows)


def start(found: BulkImport, *, language: str, at: datetime, actor: str) -> Job:
    """Have the files imported whose organization is said. Refused when there is none."""
    number = len(queries.to_import(found.id))
    if not number:
        raise Refused(_("There are no files ready to import. Select the responding organisation for each file first."))
    _note("confirm_bulk", found, actor, at, files=number)
    return enqueue_work(IMPORT, found, language=language, at=at, actor=actor)


def discard(found: BulkImport, *, at: datetime, actor: str) -> None:
    """Give what still waits up; what was imported stays."""
    found.discarded, found.sources = True, []
    _note("discard_bulk", found, actor, at)
