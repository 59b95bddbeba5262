"""One file of many: our own workbook into its assessment, anybody's as an assessment of its own.

Used by the command line, file after file, and by the background work of the pages. Each file is a transaction of its
own: killed in the middle, every file is imported whole or not at all; running again does the rest, because a file that
is in already is recognised by its content.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask_babel import gettext as _

from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db, end_transaction_before_slow_work
from vendor_risk.errors import Refused
from vendor_risk.formats import read_any
from vendor_risk.formats.own.returned import reference_of
from vendor_risk.formats.own.workbook import Identity, NotOwnError, read_identity
from vendor_risk.imports import batches, corrections, queries
from vendor_risk.imports.bulk import queries as bulk_import_queries
from vendor_risk.imports.bulk.guess import FileFacts
from vendor_risk.imports.bulk.models import FileState
from vendor_risk.imports.foreign import actions as foreign_import_actions
from vendor_risk.imports.foreign import queries as foreign_import_queries
from vendor_risk.imports.foreign.answers import IMPORTED, SKIPPED, UNCHANGED
from vendor_risk.imports.foreign.assessment_actions import apply
from vendor_risk.imports.models import ImportStatus
from vendor_risk.imports.own import diff as own_import_diff
from vendor_risk.imports.own import file_actions as own_file_actions
from vendor_risk.imports.own.diff import RowChange
from vendor_risk.imports.own.words import not_own
from vendor_risk.imports.profiles import actions as profile_actions
from vendor_risk.imports.reports import ForeignReport
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.workbook import Workbook, WorkbookRefused
from vendor_risk.workbook.text import clean


@dataclass(frozen=True, slots=True)
class FileOrder:
    """What is to be done with a file: whose answers (None for our own workbooks, which know), for which company
    (None: who looks after the vendor), accepted at once, or only looked at. A `scope` of None is the command line."""

    organization_id: int | None = None
    issuer_id: int | None = None
    accept: bool = False
    round_label: str = ""
    prefer: str = own_import_diff.WEB
    scope: Scope | None = None
    dry_run: bool = False


@dataclass(frozen=True)
class OpenedFile:
    """A file that was read: the content, its rows, and whose own workbook it is or what it was understood as."""

    data: bytes
    workbook: Workbook
    identity: tuple[Identity, str] | None
    found: foreign_import_actions.OpenedBatch | None
    remembered: foreign_import_actions.OpenedBatch | None = None
    """The same with the corrections of the company's import profile for its layout; None without one."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of a file, as a state, a sentence and numbers of rows."""

    state: FileState
    sentence: str
    counts: dict[str, int] = field(default_factory=dict)
    assessment_id: int | None = None


def rows_of(name: str, data: bytes) -> tuple[bytes, Workbook]:
    """The content with its plain rows; needs no application, so that threads can read ahead. Raises WorkbookRefused."""
    return data, read_any(data, name)


def opened(name: str, reading: Future[tuple[bytes, Workbook]]) -> OpenedFile:
    """A file as understood. Needs no database and may take a second. Refused with a sentence when it cannot be read."""
    try:
        data, workbook = reading.result()
    except WorkbookRefused as refusal:
        raise Refused(refusal.message(_)) from None
    try:
        return OpenedFile(data, workbook, read_identity(workbook), None)
    except NotOwnError as error:
        if error.code != "not_own":
            raise Refused(not_own(error.code, name)) from None
    if (reference := reference_of(workbook)) is not None:
        raise Refused(not_own("unsigned", name, reference[0]))
    return OpenedFile(data, workbook, None, foreign_import_actions.open_file(workbook))


def facts(name: str, found: foreign_import_actions.OpenedBatch) -> FileFacts:
    """What a foreign workbook says about who filled it in."""
    metadata = dict(found.understanding.metadata)
    return FileFacts(clean(name), clean(metadata.pop("vendor", "")), tuple(clean(text) for text in metadata.values()))


def with_profile(file: OpenedFile, order: FileOrder) -> OpenedFile:
    """The file understood by the company's import profile too, where there is one for its layout.

    Takes a second: it ends the transaction meanwhile, so call it before anything is changed. Refused as `bring` is.
    """
    if file.found is None or order.organization_id is None:
        return file
    _organization, issuer = _parties(order)
    profile = profile_actions.matching(file.found.understanding.layout, issuer.id)
    if profile is None:
        return file
    settings = dict(profile.settings)
    end_transaction_before_slow_work()
    return replace(
        file, remembered=foreign_import_actions.open_file(file.workbook, corrections.from_settings(settings))
    )


def bring(file: OpenedFile, order: FileOrder, *, at: datetime, actor: str) -> FileOutcome:
    """Import a file, after `with_profile`. Never commits or rolls back; Refused when it cannot be imported."""
    if file.identity is not None:
        return _bring_own(file, order, at=at, actor=actor)
    if file.found is None or order.organization_id is None:
        raise Refused(_("No responding organisation has been selected for this file. Select one first."))
    return _bring_foreign(file.data, file.found, file.remembered or file.found, order, at=at, actor=actor)


def _bring_own(file: OpenedFile, order: FileOrder, *, at: datetime, actor: str) -> FileOutcome:
    if order.dry_run:
        about = queries.assessment_with_texts(file.identity[0].assessment_id, order.scope) if file.identity else None
        return FileOutcome(FileState.WAITING, _("An Excel file issued by this system"), {}, about.id if about else None)
    found = own_file_actions.bring(
        file.workbook.name, file.data, file.workbook, at=at, actor=actor, prefer=order.prefer, scope=order.scope
    )
    state = FileState.IMPORTED if found.status == own_file_actions.IMPORTED else FileState.UNCHANGED
    return FileOutcome(state, found.message or _own_counted(found.counts), found.counts, found.assessment_id)


def _bring_foreign(
    data: bytes,
    first: foreign_import_actions.OpenedBatch,
    found: foreign_import_actions.OpenedBatch,
    order: FileOrder,
    *,
    at: datetime,
    actor: str,
) -> FileOutcome:
    organization, issuer = _parties(order)
    known = foreign_import_queries.same_file(first.workbook.sha256, organization.id, issuer.id)
    if known is not None and known.status == ImportStatus.APPLIED:
        return FileOutcome(FileState.UNCHANGED, _("Already imported (0 changes)"), {}, known.assessment_id)
    title = found.questionnaire.title.en
    if order.dry_run:
        sorted_ = foreign_import_actions.sorted_for(found, organization.id, issuer.id)
        return FileOutcome(FileState.WAITING, _counted(title, sorted_.counts), sorted_.counts)
    batch = foreign_import_actions.take_in(first, data, organization=organization, issuer=issuer, at=at, actor=actor)
    assessment = apply(batch, found, accept_now=order.accept, round_label=order.round_label, at=at, actor=actor)
    counts = batches.report_of(batch, ForeignReport).counts
    return FileOutcome(FileState.IMPORTED, _counted(title, counts) + _scored(assessment), counts, assessment.id)


def _parties(order: FileOrder) -> tuple[Organization, Organization]:
    """Whose answers, and for which company; Refused when the order says neither and the register does not."""
    organization = db.session.get_one(Organization, order.organization_id)
    issuer_id = order.issuer_id or foreign_import_actions.issuer_for(organization)
    if issuer_id is None or (order.scope is not None and not order.scope.covers(issuer_id)):
        raise Refused(_("None of your companies manages this organisation. Select the company these answers are for."))
    return organization, db.session.get_one(Organization, issuer_id)


def with_organization(order: FileOrder, organization_id: int | None) -> FileOrder:
    """The order for another organization's file."""
    return replace(order, organization_id=organization_id)


def _scored(assessment: Assessment) -> str:
    score = bulk_import_queries.score_of(assessment.id)
    number: str = ", " + _("assessment %(number)s", number=assessment.id)
    return number if score is None else ", " + _("score %(score)s", score=f"{score:.1f}") + number


def _own_counted(counts: dict[str, int]) -> str:
    undecided = sum(counts.get(change, 0) for change in (RowChange.ASKED, RowChange.REWRITTEN))
    more: str = (
        ""
        if not undecided
        else " "
        + _(
            "Not imported because a decision is needed: %(number)s. To decide, upload the file on the assessment’s "
            "page.",
            number=undecided,
        )
    )
    text: str = _(
        "Answers: %(added)s added, %(changed)s changed, %(unchanged)s unchanged, "
        "%(conflict)s in conflict, %(refused)s rejected",
        **{name: counts.get(name, 0) for name in ("added", "changed", "unchanged", "conflict", "refused")},
    )
    return text + more


def _counted(title: str, counts: dict[str, int]) -> str:
    text: str = _(
        "%(title)s: %(imported)s imported, %(unchanged)s same as previous submission, %(skipped)s excluded, "
        "%(refused)s rejected",
        title=title,
        **{name: counts[name] for name in (IMPORTED, UNCHANGED, SKIPPED, "refused")},
    )
    return text
