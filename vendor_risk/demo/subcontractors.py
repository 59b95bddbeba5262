"""Vendors that are answering just now name whom they rely on: the queue of declared subcontractors is not empty."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from vendor_risk.assessments.models import Assessment, AssessmentStatus, Invitation
from vendor_risk.database import db
from vendor_risk.declarations import actions
from vendor_risk.declarations.actions import Subcontractor
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.portal.actions import respondent

NAMED = (
    (
        Subcontractor("㈱天の川クラウド基盤", "JP", "基幹システムのホスティング"),
        Subcontractor("若潮データエントリー", "JP", "紙帳票の入力"),
    ),
    (
        Subcontractor("Amanogawa Cloud Platform Inc.", "JP", "File sharing"),
        Subcontractor("Red River Coding Studio", "VN", "User interface development"),
    ),
    (Subcontractor("天乃川クラウド基盤株式会社", "JP", "監視サーバーの運用"),),
)
"""What each of the first few says: the cloud under several names, and organizations nobody has heard of."""


def declare(now: datetime) -> int:
    """Let the vendors that are with their answers declare; how many declarations came in."""
    a = Assessment
    query = (
        select(a)
        .join(Organization, Organization.id == a.organization_id)
        .where(a.status == AssessmentStatus.IN_PROGRESS, Organization.kind == OrganizationKind.VENDOR)
        .order_by(a.id.desc())
    )
    number = 0
    for back, (named, assessment) in enumerate(zip(NAMED, db.session.scalars(query.limit(len(NAMED))), strict=False)):
        invitation = db.session.scalars(select(Invitation).where(Invitation.assessment_id == assessment.id)).first()
        if invitation is not None:
            at = now - timedelta(hours=3 + 20 * back)
            number += actions.declare(assessment, named, at=at, actor=respondent(invitation))
    return number
