"""Bringing the shipped content into the database: every version once, and never another text under the same number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from flask_babel import gettext as _
from sqlalchemy import select, update

from vendor_risk.audit.actions import record
from vendor_risk.content import Library, fingerprint, to_document
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Questionnaire
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.errors import Refused
from vendor_risk.questionnaires.models import (
    Origin,
    QuestionnaireStatus,
    QuestionnaireVersion,
    ScoringRulesVersion,
)


@dataclass
class SyncReport:
    """What a synchronisation did, by "key version"."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def rules_document(rules: ScoringRules) -> dict[str, object]:
    """The scoring rules as JSON keeps them; `queries.scoring_rules` is the inverse."""
    plain: dict[str, object] = msgspec.to_builtins(rules, str_keys=True)
    return plain


def _changed(key: str, number: str) -> str:
    sentence: str = _(
        "%(key)s %(version)s was changed after its release, and organisations may already have answered it. Give "
        "the new text a new version number in its questionnaire.yaml.",
        key=key,
        version=number,
    )
    return sentence


def _stored() -> dict[tuple[str, str], QuestionnaireVersion]:
    rows = db.session.scalars(select(QuestionnaireVersion).where(QuestionnaireVersion.origin == Origin.SHIPPED))
    return {(row.key, row.version): row for row in rows}


def add_version(
    questionnaire: Questionnaire,
    *,
    status: QuestionnaireStatus,
    origin: Origin,
    company_id: int | None = None,
    at: datetime,
) -> QuestionnaireVersion:
    """Store a questionnaire as a new version. Raises IntegrityError when key and number exist already."""
    row = QuestionnaireVersion(key=questionnaire.key, version=questionnaire.version, origin=origin, created_at=at)
    row.company_id = company_id
    _fill(row, questionnaire, status)
    db.session.add(row)
    db.session.flush()
    return row


def _fill(row: QuestionnaireVersion, questionnaire: Questionnaire, status: QuestionnaireStatus) -> None:
    row.title_en, row.title_ja = questionnaire.title.en[:300], questionnaire.title.ja[:300]
    row.audience, row.status = questionnaire.audience, status
    row.question_count = sum(1 for _question in questionnaire.questions())
    row.fingerprint, row.document = fingerprint(questionnaire), to_document(questionnaire)


def release(row: QuestionnaireVersion, *, actor: str, at: datetime) -> None:
    """From now on it can be issued, and never changes. Refused for anything but a draft that a person made."""
    _require_made_draft(row)
    row.status = QuestionnaireStatus.RELEASED
    _note("release", row, actor, at)


def discard(row: QuestionnaireVersion, *, actor: str, at: datetime) -> None:
    """Remove a draft that nobody was asked. Refused for anything but a company's own draft: one of a known family is
    the whole group's, and nobody takes it from the others.
    """
    _require_made_draft(row)
    if row.company_id is None:
        raise Refused(
            _(
                "This is not possible: the questionnaire has already been released, is built in, or belongs to "
                "another company or to the whole group."
            ),
            status=409,
        )
    _note("discard", row, actor, at)
    db.session.delete(row)


def _require_made_draft(row: QuestionnaireVersion) -> None:
    if row.status != QuestionnaireStatus.DRAFT or row.origin == Origin.SHIPPED:  # those follow the shipped content
        raise Refused(
            _(
                "This is not possible: the questionnaire has already been released, is built in, or belongs to "
                "another company or to the whole group."
            ),
            status=409,
        )


def _note(action: str, row: QuestionnaireVersion, actor: str, at: datetime) -> None:
    named = {"key": row.key, "version": row.version}
    record(
        f"questionnaires.{action}",
        "questionnaire_version",
        row.id,
        actor=actor,
        at=at,
        company_id=row.company_id,
        **named,
    )


def sync(library: Library, *, actor: str, at: datetime) -> SyncReport:
    """Store what is new in the library, all or nothing. Harmless to repeat.

    A draft may change under its number; a released version or released rules may not: Refused names each of them.
    """
    stored, report, faults = _stored(), SyncReport(), []
    for (key, number), questionnaire in library.questionnaires.items():
        status = QuestionnaireStatus.DRAFT if (key, number) in library.drafts else QuestionnaireStatus.RELEASED
        row = stored.get((key, number))
        if row is None:
            add_version(questionnaire, status=status, origin=Origin.SHIPPED, at=at)
            report.added.append(f"{key} {number}")
        elif row.fingerprint == fingerprint(questionnaire) and row.status in (status, QuestionnaireStatus.RETIRED):
            report.unchanged.append(f"{key} {number}")
        elif row.status == QuestionnaireStatus.DRAFT:
            _fill(row, questionnaire, status)
            report.updated.append(f"{key} {number}")
        else:
            faults.append(_changed(key, number))
        if status is QuestionnaireStatus.RELEASED:
            _retire_older(key, number)
    faults += _sync_rules(library.scoring_rules, report, at)
    if faults:
        raise Refused("\n".join(faults))
    if report.added or report.updated:
        record(
            "questionnaires.sync", "content", "shipped", actor=actor, at=at, added=report.added, updated=report.updated
        )
    return report


def _retire_older(key: str, number: str) -> None:
    """Earlier shipped versions are no longer offered; assessments that use them go on."""
    v = QuestionnaireVersion
    db.session.execute(
        update(v)
        .where(v.key == key, v.version != number, v.origin == Origin.SHIPPED, v.status == QuestionnaireStatus.RELEASED)
        .values(status=QuestionnaireStatus.RETIRED)
    )


def _sync_rules(rules: ScoringRules, report: SyncReport, at: datetime) -> list[str]:
    name, document = f"scoring rules {rules.version}", rules_document(rules)
    row = db.session.get(ScoringRulesVersion, rules.version)
    if row is None:
        db.session.add(ScoringRulesVersion(version=rules.version, document=document, created_at=at))
        report.added.append(name)
    elif msgspec.convert(row.document, ScoringRules, strict=False) != rules:
        return [
            _(
                "Scoring rules %(version)s have been changed, but results may already have been "
                "calculated with them. Give the new rules a new version number in scoring.yaml.",
                version=rules.version,
            )
        ]
    else:
        report.unchanged.append(name)
    return []
