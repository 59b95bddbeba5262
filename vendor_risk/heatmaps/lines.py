"""The rows of a heatmap by column, and as lines: of ten thousand a page draws fifty, so each is made when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.questionnaires import Questionnaire
from vendor_risk.domain.scoring.freshness import stale_mask

TIER_WEIGHT = {"T1": 1.0, "T2": 0.6, "T3": 0.3}
"""Risk weight of a row whose inherent risk nobody has worked out; a group company without a tier weighs 1."""


class HeatmapLine(NamedTuple):
    """One row: an organization's result, or a group of them (`size` members, no `assessment_id`)."""

    name: str
    key: str
    organization_id: int | None = None
    assessment_id: int | None = None
    tier: str | None = None
    score: float | None = None
    backed: float | None = None
    grade: str | None = None
    capped: str = ""
    """The section whose critical question limits the grade."""
    stale: bool = False
    provisional: bool = False
    size: int = 1
    stands: bool = True
    """Whether it is the result that stands for the organization (`standing`); another questionnaire's is otherwise."""


class ResultColumns(NamedTuple):
    """Results by column: a value each, in one order (`queries.rows`). Scores are 0–100."""

    name: Sequence[str] = ()
    code: Sequence[str] = ()
    tier: Sequence[str | None] = ()
    inherent_risk: Sequence[float | None] = ()
    organization_id: Sequence[int] = ()
    assessment_id: Sequence[int] = ()
    score: Sequence[float | None] = ()
    backed: Sequence[float | None] = ()
    grade: Sequence[str | None] = ()
    capped_by: Sequence[str | None] = ()
    """The key question that limits the grade."""
    valid_until: Sequence[date] = ()
    provisional: Sequence[bool] = ()
    stands: Sequence[bool] = ()
    """Whether it is the result that stands for the organization."""
    sections: Sequence[bytes] = ()
    """Packed (`domain.scoring.packing`)."""


class UnscoredColumns(NamedTuple):
    """Organizations without a result by column: a value each, in one order (`queries.unscored`)."""

    name: Sequence[str] = ()
    code: Sequence[str] = ()
    tier: Sequence[str | None] = ()
    inherent_risk: Sequence[float | None] = ()
    organization_id: Sequence[int] = ()


class Lines(Sequence[HeatmapLine]):
    """Lines kept by column, in an order, and made when they are asked for."""

    def __init__(self, columns: Sequence[Sequence[object]], order: Sequence[int]) -> None:
        self._columns, self._order = columns, order

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[HeatmapLine]:
        return map(
            HeatmapLine._make, zip(*([column[row] for row in self._order] for column in self._columns), strict=True)
        )

    @overload
    def __getitem__(self, place: int) -> HeatmapLine: ...
    @overload
    def __getitem__(self, place: slice) -> Lines: ...
    def __getitem__(self, place: int | slice) -> HeatmapLine | Lines:
        if isinstance(place, slice):
            return Lines(self._columns, self._order[place])
        row = self._order[place]
        return HeatmapLine._make(column[row] for column in self._columns)


class Columns:
    """The rows of a board by column, before they are put in order; those without a result stand last."""

    def __init__(
        self, scored: ResultColumns, unscored: UnscoredColumns, questionnaire: Questionnaire, today: date
    ) -> None:
        missing = (None,) * len(unscored.name)
        section = {question_id: section.id for question_id, section in questionnaire.section_of.items()}
        self.blobs = scored.sections
        self.names = (*scored.name, *unscored.name)
        self.keys = (*scored.code, *unscored.code)
        self.tiers = (*scored.tier, *unscored.tier)
        self.risks = (*scored.inherent_risk, *unscored.inherent_risk)
        self.organizations = (*scored.organization_id, *unscored.organization_id)
        self.assessments = (*scored.assessment_id, *missing)
        self.scores, self.backed = (*scored.score, *missing), (*scored.backed, *missing)
        self.grades = (*scored.grade, *missing)
        self.capped = [section.get(question or "", "") for question in (*scored.capped_by, *missing)]
        self.stale = stale_mask((*scored.valid_until, *missing), today)
        self.provisional = [bool(value) for value in (*scored.provisional, *missing)]
        self.stands = [*(bool(value) for value in scored.stands), *(True for _one in missing)]

    def lines(self, order: Sequence[int]) -> Lines:
        """The lines in that order: the columns as `HeatmapLine` names them."""
        named = (self.names, self.keys, self.organizations, self.assessments, self.tiers, self.scores, self.backed)
        more = (self.grades, self.capped, self.stale.tolist(), self.provisional, [1] * len(self.names), self.stands)
        return Lines((*named, *more), order)

    @property
    def weights(self) -> NDArray[np.float64]:
        """Risk weight of each row: its inherent risk, or what stands in for it by tier."""
        by_tier = (TIER_WEIGHT.get(tier or "", 1.0) for tier in self.tiers)
        known = zip(self.risks, by_tier, strict=True)
        return np.array([weight if risk is None else risk for risk, weight in known], dtype=np.float64)


def floats(values: Sequence[float | None]) -> NDArray[np.float64]:
    """The numbers as an array, NaN for None."""
    return np.array(values, dtype=np.float64)
