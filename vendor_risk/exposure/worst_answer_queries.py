"""The question by which an organization becomes a risk: of its counted result the one in which most is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select

from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.models import Assessment, Result
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Question, Tier
from vendor_risk.domain.scoring.judging import asked_questions
from vendor_risk.domain.scoring.packing import unpack_contributions
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.questionnaires.queries import rules


@dataclass(frozen=True, slots=True)
class WorstAnswer:
    """A question, the level said (None: it does not apply) and wanted, and its section's id."""

    question: Question
    section_id: str
    level: float | None
    target: float
    unproven: bool
    """The level said is enough, but no evidence supports it."""


def worst_answers(view: Snapshot, nodes: Iterable[int]) -> dict[int, WorstAnswer]:
    """By node with a counted result that loses anything; a fixed number of queries and a little work for each."""
    by_assessment = {int(view.risks.assessment[node]): int(node) for node in nodes if view.risks.known[node]}
    if not by_assessment:
        return {}
    r, a = Result, Assessment
    query = select(r.contributions, r.tier, a).join(a, a.id == r.assessment_id)
    found = {}
    for packed, tier, assessment in db.session.execute(query.where(a.id.in_(list(by_assessment)), r.current.is_(True))):
        worst = _worst(unpack_contributions(packed), assessment, tier)
        if worst is not None:
            found[by_assessment[assessment.id]] = worst
    return found


def _worst(rows: np.ndarray, assessment: Assessment, tier: str | None) -> WorstAnswer | None:
    asked = asked_questions(assessment_queries.asked(assessment), None if tier is None else Tier(tier), rules().scoring)
    if len(asked) != len(rows) or not len(rows):  # scored by rules that asked otherwise
        return None
    level, target, points, assured, available, _backed = rows.T
    lost = np.nan_to_num(available - assured)
    place = int(lost.argmax())
    if lost[place] <= 0:
        return None
    return WorstAnswer(
        question=asked[place].question,
        section_id=asked[place].section_id,
        level=None if np.isnan(level[place]) else float(level[place]),
        target=float(target[place]),
        unproven=bool(points[place] >= available[place] - 1e-9),
    )
