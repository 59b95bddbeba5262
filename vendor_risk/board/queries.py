"""Which results a board is made of: of one questionnaire, with everything it needs to say how it stood on any day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from vendor_risk.assessments.models import Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.database import db
from vendor_risk.improvement.models import Finding
from vendor_risk.improvement.queries import to_work_on, visible_findings
from vendor_risk.permissions import Scope


class BoardColumns(NamedTuple):
    """Results by column: a value each, in the order they were made. Scores are 0–100."""

    organization_id: Sequence[int] = ()
    issuer_id: Sequence[int] = ()
    assessment_id: Sequence[int] = ()
    round: Sequence[str] = ()
    scored_at: Sequence[datetime] = ()
    valid_until: Sequence[date] = ()
    score: Sequence[float] = ()
    backed: Sequence[float] = ()
    grade: Sequence[str | None] = ()
    sections: Sequence[bytes] = ()
    """Packed (`domain.scoring.packing`)."""


def results(scope: Scope, version_id: int, *, current: bool) -> BoardColumns:
    """The accepted results of a questionnaire version that may be seen, in the order they were made; the current ones
    only, or all there ever were. Read in parts, as `exposure.queries` does.
    """
    r = Result
    query = (
        select(
            r.organization_id, r.issuer_id, r.assessment_id, r.round, r.scored_at, r.valid_until, r.score, r.backed,
            r.grade, r.sections,
        )
        .where(r.questionnaire_version_id == version_id, r.score.is_not(None), r.provisional.is_(False),
               visible_assessments(scope, r))
        .order_by(r.id)
    )  # fmt: skip
    if current:
        query = query.where(r.current.is_(True))
    return BoardColumns(*zip(*db.session.execute(query).all(), strict=True))


def open_findings(scope: Scope, organization_ids: Iterable[int]) -> dict[int, int]:
    """How many open findings each of these organizations has."""
    f = Finding
    rows = db.session.execute(
        select(f.organization_id, func.count(f.id))
        .where(f.organization_id.in_(list(organization_ids)), to_work_on(), visible_findings(scope))
        .group_by(f.organization_id)
    )
    return {row[0]: row[1] for row in rows}
