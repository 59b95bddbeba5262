"""What an overview asks the database: counts of what is due, whom to call, and whose results are weak."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import case, func, select

from vendor_risk.assessments.models import VENDOR, Assessment, Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.assessments.states import WITH_REVIEWER
from vendor_risk.database import db
from vendor_risk.exposure.analysis.paths import Path
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.permissions import Scope
from vendor_risk.standing.queries import standing_ids

ROWS = 6
"""Weak results that are named."""


class PathContact(NamedTuple):
    """Whom to call about a path."""

    organization_id: int
    name: str
    name_en: str | None
    name_ja: str | None
    email: str


class WeakResult(NamedTuple):
    """A result that is stale or rests most on its vendor's own word. Scores 0–100."""

    assessment_id: int
    organization_id: int
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str
    score: float
    backed: float | None
    grade: str | None
    valid_until: date


def contacts(view: Snapshot, paths: Sequence[Path]) -> list[PathContact | None]:
    """For each worst path whom to call: the first contact of its end, or of the nearest before that has one."""
    ids = sorted({int(view.ids[node]) for path in paths for node in path.nodes[1:]})
    c = Contact
    rows = db.session.execute(
        select(c.organization_id, c.name, c.name_en, c.name_ja, c.email)
        .where(c.organization_id.in_(ids))
        .order_by(c.primary, c.id.desc())
    )
    known = {row.organization_id: PathContact._make(row) for row in rows}
    ways = [[int(view.ids[node]) for node in reversed(path.nodes[1:])] for path in paths]
    return [next((known[number] for number in way if number in known), None) for way in ways]


def weak_results(scope: Scope, today: date) -> list[WeakResult]:
    """Critical and important vendors to ask again or to ask for evidence: stale ones first, then the widest distance
    between score and backed score; names, tier, scores, grade, validity."""
    r, o = Result, Organization
    rows = db.session.execute(
        select(
            r.assessment_id, o.id.label("organization_id"), o.name, o.name_en, o.name_ja, o.tier, r.score, r.backed,
            r.grade, r.valid_until,
        )
        .join(o, o.id == r.organization_id)
        .where(
            r.id.in_(standing_ids(scope, today)), o.kind == OrganizationKind.VENDOR, o.tier.in_(("T1", "T2")),
            r.purpose == VENDOR,
        )
        .order_by(o.tier, case((r.valid_until < today, 0), else_=1), (r.score - r.backed).desc(), o.sort_name)
        .limit(ROWS)
    )  # fmt: skip
    return [WeakResult._make(row) for row in rows]


def awaiting_review(scope: Scope) -> int:
    """How many assessments wait for review."""
    a = Assessment
    return (
        db.session.scalar(select(func.count(a.id)).where(visible_assessments(scope), a.status.in_(WITH_REVIEWER))) or 0
    )
