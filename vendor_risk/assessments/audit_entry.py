"""What is done to an assessment, as a line of the audit log."""

from __future__ import annotations

from datetime import datetime

from vendor_risk.assessments.answers.actions import company_of
from vendor_risk.assessments.models import Assessment
from vendor_risk.audit.actions import record


def write_trail(action: str, assessment: Assessment, actor: str, at: datetime, **details: object) -> None:
    """Write down what was done to an assessment, for those who may read about its company."""
    record(
        f"assessments.{action}",
        "assessment",
        assessment.id,
        actor=actor,
        at=at,
        company_id=company_of(assessment),
        **details,
    )
