"""Anybody's workbook: kept as a batch, looked through and put right, then imported as a scored assessment.

Looking changes nothing: what was understood is reread from the kept file, with the corrections so far. Importing
is one transaction: a questionnaire made of the workbook itself (or the one that an equal workbook made before), an
assessment of it with every answer and its cell, and its result.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from flask_babel import gettext as _

from vendor_risk import paths
from vendor_risk.assessments.models import Assessment
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Questionnaire
from vendor_risk.errors import Refused
from vendor_risk.formats.own.returned import reference_of
from vendor_risk.formats.own.workbook import NotOwnError, read_identity
from vendor_risk.imports import batches
from vendor_risk.imports import corrections as import_corrections
from vendor_risk.imports.batches import discard
from vendor_risk.imports.foreign import queries
from vendor_risk.imports.foreign.answers import Sorted, sort_rows
from vendor_risk.imports.foreign.references import with_references
from vendor_risk.imports.models import ImportBatch, ImportKind
from vendor_risk.imports.profiles import actions as profile_actions
from vendor_risk.imports.reports import ForeignReport
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.reading import Corrections, QuestionFound, Understanding, understand
from vendor_risk.reading.questionnaire import FilledAnswer, to_questionnaire
from vendor_risk.workbook import Workbook

_MOST_OPENED, _MOST_CELLS = 4, 500_000
__all__ = ["discard"]  # the same for every kind of batch
MAX_ID = 80
"""Characters of a question's id; its sheet and row may be added to it where it stands more than once."""


@dataclass(frozen=True)
class OpenedBatch:
    """A batch as understood now: the rows of the file, what they mean, the questionnaire and answers made of them."""

    workbook: Workbook
    understanding: Understanding
    questionnaire: Questionnaire
    filled: list[FilledAnswer]


_opened: OrderedDict[str, OpenedBatch] = OrderedDict()
_reading = Lock()


def open_file(workbook: Workbook, corrections: Corrections | None = None) -> OpenedBatch:
    """What a workbook says, as a questionnaire of its own with answers. Needs no database."""
    lexicon = load_lexicon(paths.QUESTIONNAIRES)
    understanding = understand(workbook, lexicon, corrections)
    understanding.questions = [_with_short_id(found) for found in understanding.questions]
    questionnaire, filled = to_questionnaire(understanding, lexicon)
    questionnaire = with_references(questionnaire, understanding.questions, filled, workbook)
    return OpenedBatch(workbook, understanding, questionnaire, filled)


def _with_short_id(found: QuestionFound) -> QuestionFound:
    """The question with an id that can be stored: a sentence in the column of ids is cut and marked by its digest."""
    if len(found.id) <= MAX_ID:
        return found
    return replace(found, id=f"{found.id[:60]}… {hashlib.sha256(found.id.encode()).hexdigest()[:8]}")


def require_foreign(workbook: Workbook) -> None:
    """Refused for one of our own workbooks, which are uploaded at their assessment."""
    try:
        read_identity(workbook)
    except NotOwnError as error:
        if error.code == "not_own" and reference_of(workbook) is None:
            return
    raise Refused(_("This Excel file was issued by this system. Upload it on the page for its assessment."))


def take_in(
    opened: OpenedBatch, data: bytes, *, organization: Organization, issuer: Organization, at: datetime, actor: str
) -> ImportBatch:
    """Keep a foreign workbook as a batch to look through. The same content for the same organization is that batch.

    `opened` is the file as understood without any correction; a remembered profile of its layout applies from now on.
    Refused for one of our own workbooks.
    """
    workbook = opened.workbook
    require_foreign(workbook)
    known = queries.same_file(workbook.sha256, organization.id, issuer.id)
    if known is not None:
        return known
    layout = opened.understanding.layout
    profile = profile_actions.matching(layout, issuer.id)
    batch = batches.keep(ImportKind.FOREIGN_WORKBOOK, workbook.name, data, company_id=issuer.id, at=at, actor=actor)
    batch.organization_id = organization.id
    batch.settings = profile.settings if profile else {}
    batches.keep_report(batch, ForeignReport(layout, profile.name if profile else ""))
    db.session.flush()
    batches.note("imports.upload_foreign", batch, at=at, actor=actor)
    return batch


def reopen(sha256: str, name: str, corrections: Corrections) -> OpenedBatch:
    """The kept file as understood with these corrections. May take a second: call it outside a transaction.

    What was read last is kept for a while, so that paging and correcting need not read the file again. The file is
    known by its content, so nothing kept is ever stale.
    """
    wanted = json.dumps([sha256, name, import_corrections.to_settings(corrections)], sort_keys=True)
    with _reading:
        if wanted in _opened:
            _opened.move_to_end(wanted)
            return _opened[wanted]
        workbook = next((each.workbook for each in _opened.values() if _is(each.workbook, sha256, name)), None)
    found = open_file(workbook or batches.reopen(sha256, name), corrections)
    if sum(len(sheet.rows) * sheet.width for sheet in found.workbook.sheets) <= _MOST_CELLS:
        with _reading:
            _opened[wanted] = found
            while len(_opened) > _MOST_OPENED:
                _opened.popitem(last=False)
    return found


def _is(workbook: Workbook, sha256: str, name: str) -> bool:
    return workbook.sha256 == sha256 and workbook.name == name


def correct(batch: ImportBatch, corrections: Corrections, *, at: datetime, actor: str) -> None:
    """Keep what a person put right; the next look at the batch follows it. Refused once it was imported."""
    batches.require_open(batch, _("This file has already been imported, so it can no longer be corrected."))
    batch.settings = import_corrections.to_settings(corrections)
    batches.note("imports.correct", batch, at=at, actor=actor)


def sorted_rows(batch: ImportBatch, opened: OpenedBatch) -> Sorted:
    """What becomes of every row of the workbook, compared with the organization's last edition of it."""
    return sorted_for(opened, batch.organization_id, batch.company_id)


def sorted_for(opened: OpenedBatch, organization_id: int | None, issuer_id: int | None) -> Sorted:
    """As `sorted_rows`, for a workbook that is not kept as a batch."""
    last = queries.last_edition(opened.questionnaire.key, organization_id, issuer_id)
    return sort_rows(opened.understanding, opened.questionnaire, opened.filled, last)


def issuer_for(organization: Organization) -> int | None:
    """The group company an import is for when none is named: the company itself, or who registered the vendor."""
    return organization.id if organization.kind == OrganizationKind.GROUP_COMPANY else organization.home_company_id


def assessment_of(batch: ImportBatch) -> Assessment | None:
    """The assessment an imported batch made."""
    return db.session.get(Assessment, batch.assessment_id) if batch.assessment_id else None
