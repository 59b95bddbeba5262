"""A questionnaire of one's own from any file that lists questions: kept, looked through, made as a draft.

A framework of another program, a customer's sheet, an export of another installation: what it asks becomes a
questionnaire of the company it was brought for. Answers in the file are left out.
There is no `correct`: a draft is edited as a questionnaire.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath

from flask_babel import gettext as _

from vendor_risk.audit.actions import record
from vendor_risk.content import fingerprint
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Questionnaire, Text
from vendor_risk.errors import Refused
from vendor_risk.formats import native
from vendor_risk.formats.listing import listing_title
from vendor_risk.imports import batches
from vendor_risk.imports.batches import discard
from vendor_risk.imports.foreign import actions as foreign_import_actions
from vendor_risk.imports.foreign import queries as foreign_import_queries
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportStatus
from vendor_risk.imports.reports import QuestionnaireReport
from vendor_risk.questionnaires.actions import add_version
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus, QuestionnaireVersion

__all__ = ["discard"]  # the same for every kind of batch
MOST_QUESTIONS = 3_000


def questionnaire_in(data: bytes, name: str) -> Questionnaire:
    """The questionnaire a file holds. Needs no database and may take seconds. Refused when it holds no questions."""
    found = native.questionnaire_of(data)
    if found is None:
        workbook = batches.open_workbook(data, name)
        foreign_import_actions.require_foreign(workbook)
        opened = foreign_import_actions.open_file(workbook)
        found = opened.questionnaire
        if opened.understanding.recognised is None:
            found = _titled(found, listing_title(workbook) or PurePath(name).stem)
    number = sum(1 for _question in found.questions())
    if not number:
        raise Refused(
            _("No questions were found in “%(file)s”. Check that the file contains a list of questions.", file=name)
        )
    if number > MOST_QUESTIONS:
        raise Refused(
            _(
                "“%(file)s” contains more than %(most)s questions. Split it into smaller files.",
                file=name,
                most=MOST_QUESTIONS,
            )
        )
    return found


def _titled(questionnaire: Questionnaire, title: str) -> Questionnaire:
    return replace(questionnaire, title=Text(title, title))


def reopen(batch: ImportBatch) -> Questionnaire:
    """The questionnaire of a kept file. As slow as `questionnaire_in`: call it outside a transaction."""
    return questionnaire_in(batches.content(batch.sha256), batch.file_name)


def take_in(data: bytes, name: str, *, company_id: int, at: datetime, actor: str) -> ImportBatch:
    """Keep the file to look through; no questionnaire is made yet."""
    batch = batches.keep(ImportKind.QUESTIONNAIRE, name, data, company_id=company_id, at=at, actor=actor)
    db.session.flush()
    batches.note("imports.upload_questionnaire", batch, at=at, actor=actor)
    return batch


def apply(
    batch: ImportBatch, questionnaire: Questionnaire, title: str, *, at: datetime, actor: str
) -> QuestionnaireVersion:
    """Make a draft of it for the batch's company. The same content again is the version that it made before."""
    batches.require_open(batch, _("This file has already been imported (0 changes)."))
    titled = _titled(questionnaire, title) if title and title != questionnaire.title.en else questionnaire
    mine = replace(titled, key=f"{_short(titled.key)}-{batch.company_id}")
    for known in foreign_import_queries.versions_of(mine.key, mine.version):
        if known.key == mine.key and known.fingerprint == fingerprint(mine):
            return known
    if any(known.key == mine.key for known in foreign_import_queries.versions_of(mine.key, mine.version)):
        mine = replace(mine, key=f"{mine.key}-{hashlib.sha256(fingerprint(mine).encode()).hexdigest()[:6]}")
    version = add_version(
        mine, status=QuestionnaireStatus.DRAFT, origin=Origin.WORKBOOK, company_id=batch.company_id, at=at
    )
    batch.status, batch.applied_at = ImportStatus.APPLIED, at
    batches.keep_report(batch, QuestionnaireReport(version.id))
    record(
        "questionnaires.draft",
        "questionnaire_version",
        version.id,
        actor=actor,
        at=at,
        company_id=batch.company_id,
        key=version.key,
        version=version.version,
        file=batch.file_name,
        sha256=batch.sha256,
    )
    return version


def _short(key: str) -> str:
    return key[:50]
