"""Background work of bulk imports: look at every file and guess whose it is; import those a person confirmed.

Both are repeatable: the first leaves files out that are looked at, the second those that are done. A file and its note
of what became of it are one transaction, so that whoever dies between two files does none twice.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from vendor_risk import files
from vendor_risk.database import db, now, writing
from vendor_risk.errors import Refused
from vendor_risk.files import FileStore
from vendor_risk.i18n import language
from vendor_risk.imports import queries
from vendor_risk.imports.bulk import actions, file_actions
from vendor_risk.imports.bulk import queries as bulk_import_queries
from vendor_risk.imports.bulk.actions import FileLook
from vendor_risk.imports.bulk.files import FileEntry, is_archive, of_archive, of_file
from vendor_risk.imports.bulk.guess import Guess, Register
from vendor_risk.imports.bulk.models import BulkFile, BulkImport, FileState
from vendor_risk.imports.foreign import actions as foreign_import_actions
from vendor_risk.imports.own.words import not_own
from vendor_risk.imports.read_ahead import ahead
from vendor_risk.jobs.models import Job
from vendor_risk.jobs.registry import handler
from vendor_risk.jobs.work import Work
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.permissions import Permission, Scope
from vendor_risk.workbook import Workbook


def _page(job: Job) -> str:
    return url_for("imports.bulk_show", bulk_id=job.params["bulk"])


def _bulk(work: Work, scope: Scope) -> BulkImport:
    found = bulk_import_queries.bulk(scope, work.params["bulk"], work.owner_id)
    if found is None or found.discarded:
        raise Refused(_("This import was cancelled."))
    return found


@handler(actions.LOOK, permission=Permission.ASSESSMENT_ISSUE, name=_l("Checking files for bulk import"), page=_page)
def look(work: Work) -> None:
    """Read every file, and note what it is and whose it may be."""
    scope = work.scope(Permission.ASSESSMENT_ISSUE)
    found = _bulk(work, scope)
    bulk_id, sources = found.id, list(found.sources)
    known, register = bulk_import_queries.known_positions(bulk_id), bulk_import_queries.register(scope)
    db.session.rollback()
    store = files.file_store()
    total = sum(1 for _entry in _entries(store, sources))
    done = len(known)
    for seen, reading in ahead(
        _unseen(_entries(store, sources), known), lambda seen: file_actions.rows_of(seen.name, seen.data)
    ):
        if seen.left_out:
            with writing():
                state = FileState.REFUSED if seen.broken else FileState.LEFT_OUT
                actions.add_file(bulk_id, seen.place, seen.name, FileLook(refusal=seen.left_out, state=state))
                db.session.commit()
        else:
            _look_at(bulk_id, seen, reading, register, scope)
        done += 1
        work.progress(done, total, seen.name)
    with writing():
        _bulk(work, scope).sources = []
        db.session.commit()
    numbers = bulk_import_queries.numbers(bulk_id)
    work.result = {"sentence": _("Check the responding organisation for each file, then start the import."),
                   "numbers": [[_("Files"), numbers["all"]], [_("Organisation not set"), numbers["to_choose"]],
                               [_("Rejected"), numbers["refused"]]]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file on its way: its place among the others, and its content."""

    place: int
    name: str
    data: bytes
    left_out: str = ""
    broken: bool = False


def _entries(store: FileStore, sources: Sequence[Sequence[str]]) -> Iterator[FileEntry]:
    for sha256, name in sources:
        path = store.path(sha256)
        if is_archive(name):
            yield from of_archive(path, name)
        else:
            yield of_file(path, name)


def _unseen(entries: Iterator[FileEntry], known: set[int]) -> Iterator[_Seen]:
    """Unpacked here, one after another, while the archive is open; the threads that read ahead receive contents."""
    for place, entry in enumerate(entries):
        if place not in known:
            yield _Seen(place, entry.name, b"" if entry.left_out else entry.content(), entry.left_out, entry.broken)


def _look_at(
    bulk_id: int, seen: _Seen, reading: Future[tuple[bytes, Workbook]], register: Register, scope: Scope
) -> None:
    sha256 = None
    try:
        opened = file_actions.opened(seen.name, reading)
        sha256, found = files.store(seen.data), opened.found
        look = _own(seen.name, opened, scope) if found is None else _foreign(seen.name, found, register)
    except Refused as refusal:
        look = FileLook(refusal=refusal.message, state=FileState.REFUSED)
    db.session.rollback()
    with writing():
        actions.add_file(bulk_id, seen.place, seen.name, replace(look, size=len(seen.data), sha256=sha256))
        db.session.commit()


def _own(name: str, opened: file_actions.OpenedFile, scope: Scope) -> FileLook:
    """Our own workbook knows its assessment; Refused when that is not one of the person's, or its signature is not."""
    identity, signature = opened.identity or (None, "")
    about = queries.assessment_with_texts(identity.assessment_id, scope) if identity else None
    if identity is None or about is None or not scope.covers(about.issuer_id):
        raise Refused(
            _(
                "This file belongs to a questionnaire that is not in this system or that you do not have permission "
                "to access."
            )
        )
    if not hmac.compare_digest(identity.signature(about.workbook_key), signature):
        raise Refused(not_own("changed", name))
    title = about.questionnaire_version.title(language())
    guess = Guess(about.organization_id, 1.0, (("own", ""),))
    return FileLook(own=True, understood=title[:300], questions=len(identity.versions), guesses=[guess])


def _foreign(name: str, found: foreign_import_actions.OpenedBatch, register: Register) -> FileLook:
    known, questions = found.understanding.recognised, found.understanding.questions
    title = f"{known.name} {known.version}".strip() if known is not None else ""
    answers = sum(bool(question.answer) for question in questions)
    if not questions:
        raise Refused(_("No questions were found in this file."))
    guesses = register.guesses(file_actions.facts(name, found))
    return FileLook(understood=title[:300], questions=len(questions), answers=answers, guesses=guesses)


@handler(actions.IMPORT, permission=Permission.ASSESSMENT_ISSUE, name=_l("Bulk import"), page=_page)
def bring(work: Work) -> None:
    """Import every file whose organization a person confirmed, each in a transaction of its own."""
    scope = work.scope(Permission.ASSESSMENT_ISSUE)
    found = _bulk(work, scope)
    order = file_actions.FileOrder(None, found.issuer_id, found.accept_now, found.round_label, found.prefer, scope)
    bulk_id = found.id
    left, numbers = bulk_import_queries.to_import(bulk_id), bulk_import_queries.numbers(bulk_id)
    db.session.rollback()
    store = files.file_store()
    done, total = numbers["all"] - numbers["waiting"], numbers["all"] - numbers["waiting"] + len(left)
    for one, reading in ahead(_contents(left, store), lambda one: file_actions.rows_of(one.name, one.data)):
        _bring(one, reading, order, scope, work)
        done += 1
        work.progress(done, total, one.name)
    numbers = bulk_import_queries.numbers(bulk_id)
    labels = ((_("Imported"), "imported"), (_("No changes"), "unchanged"), (_("Rejected"), "refused"))
    work.result = {"numbers": [[label, numbers[view]] for label, view in labels]}


def _contents(file_ids: Sequence[int], store: FileStore) -> Iterator[_Seen]:
    for file_id in file_ids:
        row = db.session.get_one(BulkFile, file_id)
        name, sha256 = row.file_name, row.sha256 or ""
        db.session.rollback()
        try:
            yield _Seen(file_id, name, store.read(sha256))
        except KeyError:
            yield _Seen(file_id, name, b"")  # refused as empty: somebody removed the file


def _bring(
    one: _Seen, reading: Future[tuple[bytes, Workbook]], order: file_actions.FileOrder, scope: Scope, work: Work
) -> None:
    try:
        opened = file_actions.opened(one.name, reading)
    except Refused as refusal:
        return _settle(one.place, file_actions.FileOutcome(FileState.REFUSED, refusal.message))
    with writing():
        row = db.session.get_one(BulkFile, one.place)
        try:
            if not row.own:  # our own workbooks find their assessment through the scope themselves
                _require_seen(scope, row.organization_id)
            mine = file_actions.with_organization(order, row.organization_id)
            outcome = file_actions.bring(file_actions.with_profile(opened, mine), mine, at=now(), actor=work.actor)
        except Refused as refusal:
            db.session.rollback()
            outcome = file_actions.FileOutcome(FileState.REFUSED, refusal.message)
        return _settle(one.place, outcome)


def _require_seen(scope: Scope, organization_id: int | None) -> None:
    if organization_id is None or organization_queries.organization(scope, organization_id) is None:
        raise Refused(_("You no longer have access to this organisation."))


def _settle(file_id: int, outcome: file_actions.FileOutcome) -> None:
    """Note what became of a file, in the transaction that imported it."""
    with writing():
        row = db.session.get_one(BulkFile, file_id)
        row.state, row.sentence, row.counts = outcome.state, outcome.sentence, outcome.counts
        row.assessment_id = outcome.assessment_id
        db.session.commit()
