"""Which result stands for each organization and purpose, in one SQL condition, and what it says.

A result stands when it is accepted, has a score and is the newest fresh one of a questionnaire of ours; without one a
foreign questionnaire's stands, and without any fresh one the newest, which is past its validity
(`domain.standing` says the same of any day). Only what the reader may see counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from vendor_risk.assessments.models import VENDOR, Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.database import db
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.questionnaires.titles import title_in


class Standing(NamedTuple):
    """A result as pages name it. Scores are 0–100."""

    id: int
    organization_id: int
    purpose: str
    assessment_id: int
    questionnaire_version_id: int
    questionnaire_key: str
    title_en: str
    title_ja: str
    foreign: bool
    """Whether a foreign questionnaire was read, which nobody of us had issued."""
    score: float
    backed: float | None
    """The evidence-backed part of the score."""
    grade: str | None
    """The cap of a key question included."""
    capped_by: str | None
    scored_at: datetime
    valid_until: date

    def title(self, lang: str) -> str:
        """The questionnaire's title in `lang`."""
        return title_in(lang, self)

    def stale(self, day: date) -> bool:
        """Whether it is past its validity on that day."""
        return self.valid_until < day


def standing_ids(scope: Scope, day: date, organization_ids: Iterable[int] | None = None) -> Select[int]:
    """The ids of the results that stand, of all organizations or of these: for `Result.id.in_(…)`."""
    r = Result
    fresh = r.valid_until >= day
    newest = func.row_number().over(
        partition_by=(r.organization_id, r.purpose),
        order_by=(
            case((and_(fresh, ~r.foreign), 0), else_=1), case((fresh, 0), else_=1), r.scored_at.desc(), r.id.desc()
        ),
    )  # fmt: skip
    counting = select(r.id, newest.label("place")).where(*_counts(scope))
    if organization_ids is not None:  # the places are given within an organization, so the others need not be ranked
        counting = counting.where(r.organization_id.in_(sorted(organization_ids)))
    ranked = counting.subquery()
    return select(ranked.c.id).where(ranked.c.place == 1)


def expired_ids(scope: Scope, day: date) -> Select[int]:
    """The ids of the organizations of which a result stands that is past its validity on that day."""
    return select(Result.organization_id).where(Result.id.in_(standing_ids(scope, day)), Result.valid_until < day)


def _counts(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Accepted, with a score, and visible."""
    r = Result
    return r.current.is_(True), r.provisional.is_(False), r.score.is_not(None), visible_assessments(scope, r)


def standings(scope: Scope, organization_ids: Iterable[int], day: date) -> dict[int, list[Standing]]:
    """For each of these organizations what stands, a result a purpose; nothing for those without a result."""
    ids = set(organization_ids)
    found: dict[int, list[Standing]] = {}
    if not ids:
        return found
    for row in _rows(Result.id.in_(standing_ids(scope, day, ids))):
        found.setdefault(row.organization_id, []).append(row)
    return found


def vendor_standings(scope: Scope, organization_ids: Iterable[int], day: date) -> dict[int, Standing]:
    """For each of these organizations the result that stands for it as a vendor."""
    found = standings(scope, organization_ids, day)
    return {number: row for number, rows in found.items() for row in rows if row.purpose == VENDOR}


def every_vendor(scope: Scope, day: date) -> list[Standing]:
    """What stands for every organization that was asked as a vendor."""
    return _rows(Result.id.in_(standing_ids(scope, day)), Result.purpose == VENDOR)


def others(scope: Scope, organization_id: int, standing: Iterable[Standing]) -> list[Standing]:
    """The newest accepted results of an organization by questionnaires other than those of `standing`, what stands for
    it: one a questionnaire, the newest first.
    """
    named = {row.questionnaire_key for row in standing}
    newest: dict[str, Standing] = {}
    for row in _rows(Result.organization_id == organization_id, *_counts(scope)):
        if row.questionnaire_key not in named:
            newest.setdefault(row.questionnaire_key, row)
    return list(newest.values())


def _rows(*conditions: ColumnElement[bool]) -> list[Standing]:
    r, v = Result, QuestionnaireVersion
    rows = db.session.execute(
        select(
            r.id, r.organization_id, r.purpose, r.assessment_id, r.questionnaire_version_id,
            r.questionnaire_key, v.title_en, v.title_ja, r.foreign, r.score, r.backed, r.grade,
            r.capped_by, r.scored_at, r.valid_until,
        )
        .join(v, v.id == r.questionnaire_version_id)
        .where(*conditions)
        .order_by(r.scored_at.desc(), r.id.desc())
    )  # fmt: skip
    return [Standing._make(row) for row in rows]
