"""What the page of changes and the first screen ask: kept snapshots of a scope, results over time, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from vendor_risk.assessments.models import VENDOR, Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.changes.history import History, HistoryColumns
from vendor_risk.changes.models import KeptSnapshot
from vendor_risk.changes.packing import unpack
from vendor_risk.database import db
from vendor_risk.domain.chain.changes import ChainSide, Moved, moved
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.queries import snapshot
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.queries import visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion

USUALLY = 28
"""Days back that are compared with when nobody says since when."""


class KeptDay(NamedTuple):
    """A kept snapshot without its arrays."""

    id: int
    day: date
    organizations: int


class NewestResult(NamedTuple):
    """The newest result of an assessment; `sections` packed, scores 0–100, risk 0–1."""

    assessment_id: int
    questionnaire_version_id: int
    questionnaire_key: str
    inherent_risk: float | None
    score: float
    assured: float
    backed: float
    grade: str | None
    scored_at: datetime
    sections: bytes


def kept_days() -> list[KeptDay]:
    """Every kept snapshot without its arrays: day, organizations; the newest first."""
    k = KeptSnapshot
    rows = db.session.execute(select(k.id, k.day, k.organizations).order_by(k.day.desc()))
    return [KeptDay._make(row) for row in rows]


def chosen_day(days: Sequence[date], wanted: date | None, today: date) -> date | None:
    """The kept day to compare with: the last one up to the wanted day, or the one some four weeks ago; None without
    any before today. `days` stand newest first."""
    before = [day for day in days if day < today]
    if not before:
        return None
    latest = wanted if wanted is not None else today - timedelta(days=USUALLY)
    return next((day for day in before if day <= latest), before[-1])


def kept(view: Snapshot, day: date) -> Snapshot:
    """The snapshot kept for that day, over the organizations `view` sees now; worked out once while `view` is kept."""

    def load() -> Snapshot:
        data = db.session.scalar(select(KeptSnapshot.data).where(KeptSnapshot.day == day))
        return view if data is None else unpack(data, view.ids)  # None: taken away in the meantime

    return view.once(f"kept {day}", load)


def side(view: Snapshot) -> ChainSide:
    """A snapshot as one side of a comparison, by what is known."""
    return ChainSide(view.risks.low, view.risks.known, view.graph, view.importance, _families(view))


def _families(view: Snapshot) -> NDArray[np.int64]:
    """By node a number for the questionnaire its result comes from, whichever its version; 0 without one."""
    v = QuestionnaireVersion
    rows = db.session.execute(select(v.id, v.key).order_by(v.id)).all()
    first: dict[str, int] = {}
    families = {row.id: first.setdefault(row.key, row.id) for row in rows}
    versions, place = np.unique(view.risks.questionnaire, return_inverse=True)
    named = np.array([families.get(version, version) for version in versions.tolist()], dtype=np.int64)
    return named[place] if len(named) else view.risks.questionnaire


def since(view: Snapshot, day: date) -> Moved:
    """What moved between that day and now; worked out once while `view` is kept."""

    def work() -> Moved:
        then = kept(view, day)
        return moved(replace(side(then), importance=importance(then, view)), side(view))

    return view.once(f"since {day}", work)


def importance(then: Snapshot, view: Snapshot) -> Mapping[int, float]:
    """What counted then in the group's exposure; what counts now when it was measured by something else then (services,
    before the first critical one): the number means the same on both days.
    """
    return then.importance if then.measured_by == view.measured_by else view.importance


def history(scope: Scope) -> History:
    """The vendors' results over time; read once while nothing changes."""
    return snapshot(scope).once("history", lambda: History(accepted_results(scope)))


def accepted_results(scope: Scope) -> HistoryColumns:
    """Every accepted result of the running vendors that may be seen, in the order they were made."""
    r, o = Result, Organization
    found = db.session.execute(
        select(
            r.organization_id, r.issuer_id, r.questionnaire_key, r.questionnaire_version_id, r.scored_at, r.valid_until,
            o.tier, r.score, r.backed, r.grade, r.purpose, r.foreign, r.assessment_id, r.sections,
        )
        .join(o, o.id == r.organization_id)
        .where(
            r.provisional.is_(False), r.score.is_not(None), o.kind == OrganizationKind.VENDOR, o.tier.is_not(None),
            r.purpose == VENDOR, visible_assessments(scope, r),
        )
        .order_by(r.id)
    ).all()  # fmt: skip
    return HistoryColumns(*zip(*found, strict=True))


def critical_vendors(scope: Scope) -> int:
    """How many critical and important (T1, T2) vendors have a running engagement."""
    o = Organization
    return (
        db.session.scalar(
            select(func.count(o.id)).where(
                o.kind == OrganizationKind.VENDOR, o.tier.in_(("T1", "T2")), visible_organizations(scope)
            )
        )
        or 0
    )


def newest_results(assessment_ids: Iterable[int]) -> dict[int, NewestResult]:
    """By assessment (found through a snapshot) its newest result with a score, an accepted one before others."""
    r = Result
    rows = db.session.execute(
        select(
            r.assessment_id, r.questionnaire_version_id, r.questionnaire_key, r.inherent_risk, r.score, r.assured,
            r.backed, r.grade, r.scored_at, r.sections,
        )
        .where(r.assessment_id.in_(sorted(set(assessment_ids))), r.score.is_not(None))
        .order_by(r.provisional.desc(), r.id)
    )  # fmt: skip
    return {row.assessment_id: NewestResult._make(row) for row in rows}
