"""Stored results made again: all current ones under new rules, or any one by its own, to show that it is as it was.

DESIGN, scoring rule 9: every result stores its rule version and each question's contribution, and can be replayed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

import numpy as np
from sqlalchemy import insert, select, update
from sqlalchemy.orm import undefer

from vendor_risk.assessments.models import Result
from vendor_risk.assessments.queries import asked
from vendor_risk.assessments.results.rows import residual, scored_rows
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Tier
from vendor_risk.domain.scoring import results
from vendor_risk.domain.scoring.packing import unpack_answers, unpack_contributions, unpack_levels_many
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.domain.scoring.score import score
from vendor_risk.questionnaires.queries import domain_questionnaire, rules, scoring_rules

_CHUNK = 500
TOLERANCE = 1e-6
"""Points by which a replayed score may differ: rounding of sums, nothing more."""


def rules_of(version: str) -> ScoringRules:
    """The scoring rules of that version, shipped or stored; KeyError when neither."""
    current = rules().scoring
    return current if current.version == version else scoring_rules(version)


def rescore(*, at: datetime, actor: str) -> int:
    """Score every current result again under today's rules, where it was made by others. Returns how many were.

    The former results stay, no longer current. Validity is left as it was: the answers did not get younger.
    """
    today = rules().scoring
    heads = db.session.execute(
        select(Result.id, Result.questionnaire_version_id)
        .where(Result.current, Result.rules_version != today.version)
        .order_by(Result.questionnaire_version_id, Result.id)
    ).all()
    for version_id, members in groupby(heads, key=lambda head: head.questionnaire_version_id):
        ids = [head.id for head in members]
        for start in range(0, len(ids), _CHUNK):
            _rescore(version_id, ids[start : start + _CHUNK], today, at)
    if heads:
        record("results.rescore", "scoring_rules", today.version, actor=actor, at=at, results=len(heads))
    return len(heads)


def _rescore(version_id: int, result_ids: Sequence[int], today: ScoringRules, at: datetime) -> None:
    columns = [column for column in Result.__table__.columns if column.name != "id"]
    olds = db.session.execute(select(*columns).where(Result.id.in_(result_ids)).order_by(Result.id)).all()
    levels, grades = unpack_levels_many([old.levels for old in olds])
    tiers = [Tier(old.tier) if old.tier else None for old in olds]
    fresh = scored_rows(domain_questionnaire(version_id), levels, grades, tiers, today)
    rows: list[dict[str, object]] = [
        {**old._mapping, **row, "scored_at": at, "residual_risk": residual(old.inherent_risk, row["assured"])}
        for old, row in zip(olds, fresh, strict=True)
    ]
    db.session.execute(update(Result).where(Result.id.in_(result_ids)).values(current=False))
    db.session.execute(insert(Result), rows)


class Difference(StrEnum):
    """What may not be as stored when a result is made again; in the words of the command line."""

    SCORE = "score"
    PRUDENT = "prudent score"
    BACKED = "evidence-backed score"
    GRADE = "grade"
    CONTRIBUTIONS = "points per question"


@dataclass(frozen=True, slots=True)
class Replay:
    """A result made again from what it stored. `differences` names what is not as stored; empty when all is."""

    result: results.AssessmentScore
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether the score, the letters and every contribution came out as stored."""
        return not self.differences


def replay(result: Result) -> Replay:
    """Score the stored answers again, by the questionnaire and the rules of that time, and compare.

    KeyError when the rules are not stored, UnreadableBlobError when the stored answers are damaged.
    """
    questionnaire = asked(result.assessment)
    tier = Tier(result.tier) if result.tier else None
    again = score(questionnaire, unpack_answers(result.inputs), tier, rules_of(result.rules_version), submitted=True)
    return Replay(again, tuple(_differences(result, again)))


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=0, abs_tol=TOLERANCE)


def _differences(stored: Result, again: results.AssessmentScore) -> Iterator[Difference]:
    numbers = (
        (Difference.SCORE, stored.score, again.score),
        (Difference.PRUDENT, stored.assured, again.assured),
        (Difference.BACKED, stored.backed, again.backed),
    )
    yield from (name for name, one, other in numbers if not _close(one, other))
    if stored.grade != again.grade:
        yield Difference.GRADE
    kept = unpack_contributions(stored.contributions)[:, 2:]
    fresh = np.array([(c.points, c.assured_points, c.available, c.backed_points) for c in again.contributions]).reshape(
        -1, 4
    )
    if kept.shape != fresh.shape or not np.allclose(kept, fresh, rtol=0, atol=TOLERANCE):
        yield Difference.CONTRIBUTIONS


def replay_many(result_ids: Iterable[int] | None = None) -> Iterator[tuple[int, Replay]]:
    """Replay stored results one by one (None: all of them). For the command line and auditors' checks; reads only."""
    options = (undefer(Result.inputs), undefer(Result.contributions))
    query = select(Result).options(*options).order_by(Result.id).execution_options(yield_per=200)
    if result_ids is not None:
        query = query.where(Result.id.in_(list(result_ids)))
    for result in db.session.scalars(query):
        yield result.id, replay(result)
