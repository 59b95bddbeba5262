"""A register of any size with answers and results, in a scratch database: what the pages are measured on.

The world is the demo's. Its register goes through the real import and its results through the real scoring; answers are
inserted in bulk.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence

from sqlalchemy import select

from vendor_risk import paths
from vendor_risk.assessments.models import AnswerSource, Assessment, AssessmentStatus
from vendor_risk.assessments.results.actions import make_results_many
from vendor_risk.bench import samples
from vendor_risk.bench.storage import scratch
from vendor_risk.content import load_library
from vendor_risk.database import db, now
from vendor_risk.database.bulk_sql import insert_many
from vendor_risk.demo.fiction.register_book import FILE_NAME, bring_in, register_book
from vendor_risk.demo.fiction.world import World
from vendor_risk.demo.people import add_accounts
from vendor_risk.domain.questionnaires import EvidenceGrade, Questionnaire, Tier
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.questionnaires.actions import sync
from vendor_risk.questionnaires.queries import domain_questionnaire, latest
from vendor_risk.workbook import read_workbook

_GRADES = tuple(EvidenceGrade)


def content() -> None:
    """The shipped questionnaires; and the reading process, which the first file would wait for."""
    sync(load_library(paths.QUESTIONNAIRES), actor=scratch.ACTOR, at=now())
    db.session.commit()
    read_workbook(register_book(World(now().date())), FILE_NAME)


def register(data: bytes) -> None:
    """The register, imported from its workbook."""
    bring_in(data, at=now())


def accounts() -> None:
    """The demo's accounts."""
    add_accounts(now())
    db.session.commit()


def assessments(many_questions: bool) -> list[int]:
    """An accepted assessment of every direct vendor; their ids. With 300 questions each, or as the tier asks."""
    version = scratch.released(samples.questionnaire()) if many_questions else latest("outsourcing-vendor")
    assert version is not None  # noqa: S101 - the content was loaded before
    questionnaire = domain_questionnaire(version.id)
    asked = {tier: _asked(questionnaire, tier) for tier in Tier}
    issuer = db.session.scalars(select(Organization.id).where(Organization.parent_id.is_(None))).first()
    vendors = select(Organization.id, Organization.tier, Organization.inherent_risk).where(
        Organization.kind == OrganizationKind.VENDOR, Organization.tier.is_not(None)
    )
    at = now()
    rows = [
        {
            "organization_id": vendor.id,
            "issuer_id": issuer,
            "questionnaire_version_id": version.id,
            "round": str(at.year),
            "tier": vendor.tier,
            "inherent_risk": vendor.inherent_risk,
            "question_ids": asked[Tier(vendor.tier)],
            "status": AssessmentStatus.ACCEPTED,
            "workbook_key": secrets.token_hex(8),
            "created_at": at,
            "submitted_at": at,
            "reviewed_at": at,
        }
        for vendor in db.session.execute(vendors)
    ]
    insert_many(Assessment, rows)
    db.session.commit()
    return list(db.session.scalars(select(Assessment.id).order_by(Assessment.id)))


def _asked(questionnaire: Questionnaire, tier: Tier) -> list[str]:
    return [question.id for question in questionnaire.tailored(tier).questions()]


def answer_rows(assessment_ids: Sequence[int]) -> list[dict[str, object]]:
    """An answer to every question of these assessments, as rows of the table."""
    rng = random.Random(1)  # noqa: S311 - samples, not secrets
    at, found = now(), []
    query = select(Assessment.id, Assessment.question_ids).where(Assessment.id.in_(assessment_ids))
    for assessment_id, question_ids in db.session.execute(query):
        for question_id in question_ids:
            found.append(
                {
                    "assessment_id": assessment_id,
                    "question_id": question_id,
                    "state": "answered",
                    "value": rng.randint(0, 5),
                    "grade": _GRADES[rng.randint(0, 4)].value,
                    "source": AnswerSource.WEB,
                    "updated_at": at,
                }
            )
    return found


def results(assessment_ids: Sequence[int]) -> None:
    """Every assessment scored and its result stored."""
    make_results_many(assessment_ids, at=now(), provisional=False)
    db.session.commit()
