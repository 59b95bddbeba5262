"""Which kept files the database names."""

from __future__ import annotations

from sqlalchemy import select

from vendor_risk.assessments.models import Evidence
from vendor_risk.database import db
from vendor_risk.imports.bulk import queries as bulk_import_queries
from vendor_risk.imports.models import ImportBatch
from vendor_risk.jobs.models import Job


def named_files() -> set[str]:
    """The content address of every file a row names: uploaded workbooks, evidence and results of
    background work. Beyond any scope: upkeep.
    """
    workbooks = db.session.scalars(select(ImportBatch.sha256).distinct())
    evidence = db.session.scalars(select(Evidence.sha256).where(Evidence.sha256.is_not(None)).distinct())
    made = db.session.scalars(select(Job.file_sha256).where(Job.file_sha256.is_not(None)).distinct())
    return {*bulk_import_queries.named_files(), *workbooks, *(sha256 for sha256 in (*evidence, *made) if sha256)}
