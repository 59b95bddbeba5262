"""Importing a foreign workbook that was looked through: questionnaire, assessment, answers and result, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import msgspec
from flask_babel import gettext as _

from vendor_risk.assessments.actions import create_assessment, submit
from vendor_risk.assessments.answers.bulk_actions import AnswerInput, save_many
from vendor_risk.assessments.models import AnswerSource, Assessment, StoredAnswer
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Questionnaire
from vendor_risk.errors import Refused
from vendor_risk.imports import batches
from vendor_risk.imports.foreign import queries
from vendor_risk.imports.foreign.actions import OpenedBatch, sorted_rows
from vendor_risk.imports.foreign.answers import REFUSED, SKIPPED, ForeignRow, Sorted
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.reports import ForeignReport, LeftOut
from vendor_risk.organizations.models import Organization
from vendor_risk.questionnaires.actions import add_version
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus, QuestionnaireVersion
from vendor_risk.reviews.actions import accept, open_claims


def apply(
    batch: ImportBatch,
    opened: OpenedBatch,
    *,
    accept_now: bool = False,
    round_label: str = "",
    at: datetime,
    actor: str,
) -> Assessment:
    """Import the workbook as understood. Its assessment goes to the review queue, or is accepted at once.

    Refused when it was imported before, or when there is no answer in it.
    """
    batches.require_open(batch, _("This file has already been imported (0 changes)."))
    found = sorted_rows(batch, opened)
    if not found.taken:
        raise Refused(_("This file contains no answers to import. Select another file."))
    version = version_for(opened, batch.company_id, at=at, actor=actor)
    organization_id, issuer_id = batches.parties_of(batch)
    organization = db.session.get_one(Organization, organization_id)
    assessment = create_assessment(
        organization_id=organization.id,
        issuer_id=issuer_id,
        version_id=version.id,
        round_label=round_label,
        inherent_risk=organization.inherent_risk,
        language=opened.questionnaire.language or "en",
        actor=actor,
        at=at,
    )
    assessment.tier = organization.tier  # for filters and pages; the workbook asks everybody the same
    _save(assessment, batch, found, at=at, actor=actor)
    submit(assessment, actor=actor, at=at, confirmed=True)  # makes the provisional result
    if accept_now and not open_claims(assessment):
        accept(assessment, actor=actor, at=at)
    _finish(batch, assessment, found, at=at, actor=actor)
    return assessment


def _save(assessment: Assessment, batch: ImportBatch, found: Sorted, *, at: datetime, actor: str) -> None:
    inputs = [
        AnswerInput(
            row.question.id, row.content, 0, batches.source_ref(batch.file_name, row.found.sheet, row.found.cell)
        )
        for row in found.taken
    ]
    save_many(assessment, inputs, source=AnswerSource.FOREIGN, actor=actor, at=at)
    for row in found.taken:
        if row.override_level is not None:
            answer = db.session.get_one(StoredAnswer, (assessment.id, row.question.id))
            answer.override_level = row.override_level
            answer.override_reason = _("An assessor’s judgement recorded in the file.")


def version_for(
    opened: OpenedBatch,
    company_id: int | None,
    *,
    status: QuestionnaireStatus = QuestionnaireStatus.RELEASED,
    at: datetime,
    actor: str,
) -> QuestionnaireVersion:
    """The stored questionnaire with this workbook's structure, or a new one: released, or a draft to look at.

    One of a known family is for the whole group; any other belongs to the company it was read for, and another company
    that reads the same gets its own.
    """
    questionnaire = opened.questionnaire
    owner = None if opened.understanding.recognised is not None else company_id
    own_key = f"{questionnaire.key}-{owner}" if owner else questionnaire.key
    for version in queries.versions_of(questionnaire.key, questionnaire.version):
        if version.company_id == owner and version.key in {questionnaire.key, own_key}:
            if status is QuestionnaireStatus.RELEASED and version.status == QuestionnaireStatus.DRAFT:
                version.status = QuestionnaireStatus.RELEASED  # somebody looked at it and imports by it
            return version
    taken = any(
        version.key == questionnaire.key for version in queries.versions_of(questionnaire.key, questionnaire.version)
    )
    made = replace(questionnaire, key=own_key) if taken else questionnaire
    return _stored(made, status, owner, at=at, actor=actor)


def _stored(
    questionnaire: Questionnaire, status: QuestionnaireStatus, company_id: int | None, *, at: datetime, actor: str
) -> QuestionnaireVersion:
    version = add_version(questionnaire, status=status, origin=Origin.WORKBOOK, company_id=company_id, at=at)
    record(
        "questionnaires.read",
        "questionnaire_version",
        version.id,
        actor=actor,
        at=at,
        company_id=company_id,
        key=version.key,
        version=version.version,
        fingerprint=version.fingerprint,
    )
    return version


def _finish(batch: ImportBatch, assessment: Assessment, found: Sorted, *, at: datetime, actor: str) -> None:
    batch.status, batch.applied_at, batch.assessment_id = ImportStatus.APPLIED, at, assessment.id
    report = msgspec.structs.replace(
        batches.report_of(batch, ForeignReport),
        counts=found.counts,
        changed=tuple(row.question.id for row in found.changes),
        left_out=tuple(
            LeftOut(*_place(row), row.outcome, row.reason) for row in found.rows if row.outcome in {SKIPPED, REFUSED}
        ),
        others=dict(found.others),
    )
    batches.keep_report(batch, report)
    batches.note("imports.apply_foreign", batch, at=at, actor=actor, counts=found.counts)


def _place(row: ForeignRow) -> tuple[str, str]:
    return row.found.sheet, row.found.cell
