"""Scores as they stood on any day, replayed from the results themselves: every accepted result stays stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.scoring.packing import unpack_sections_many
from vendor_risk.domain.standing import Candidates, standing

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
DAY_ENDS = time(23, 59, 59, 999999)


@dataclass(frozen=True, slots=True)
class DayStanding:
    """How the vendors stood on one day. Scores 0–100, None where nothing was scored."""

    results: int
    poor: int
    """Critical and important vendors graded D or E."""
    assessed: int
    """Critical and important vendors with a result."""
    fresh: int
    """Critical and important vendors with a result that was fresh."""
    stale: int
    """Vendors with a result past its validity."""
    mean: float | None
    backed: float | None

    @property
    def unsupported(self) -> float | None:
        """Points of the mean score that only the vendors' own word supports."""
        return None if self.mean is None else self.mean - (self.backed or 0.0)


class HistoryColumns(NamedTuple):
    """Accepted results of vendors by column: a value each, in the order they were made. Scores are 0–100."""

    organization_id: Sequence[int] = ()
    issuer_id: Sequence[int] = ()
    questionnaire_key: Sequence[str] = ()
    version_id: Sequence[int] = ()
    scored_at: Sequence[datetime] = ()
    valid_until: Sequence[date] = ()
    tier: Sequence[str | None] = ()
    score: Sequence[float | None] = ()
    backed: Sequence[float | None] = ()
    grade: Sequence[str | None] = ()
    purpose: Sequence[str] = ()
    foreign: Sequence[bool] = ()
    """Whether a foreign questionnaire was read (`Result.foreign`)."""
    assessment_id: Sequence[int] = ()
    sections: Sequence[bytes] = ()
    """Packed (`domain.scoring.packing`)."""


class History:
    """The accepted results of vendors (`queries.accepted_results`) as arrays, in the order they were made."""

    def __init__(self, found: HistoryColumns) -> None:
        self.sections = found.sections
        self.organization = np.array(found.organization_id, dtype=np.int64)
        self.version = np.array(found.version_id, dtype=np.int64)
        self.made = np.array([at.timestamp() for at in found.scored_at], dtype=np.float64)
        self.valid_until = np.array([day.toordinal() for day in found.valid_until], dtype=np.int64)
        self.tier = np.array([value or "" for value in found.tier], dtype="U2")
        self.important = np.isin(self.tier, ["T1", "T2"])
        self.score = np.array(found.score, dtype=np.float64)
        self.backed = np.array(found.backed, dtype=np.float64)
        self.grade = np.array([value or "" for value in found.grade], dtype="U2")
        self.poor = np.isin(self.grade, ["D", "E"])
        self.assessment = np.array(found.assessment_id, dtype=np.int64)
        purposes = {name: place for place, name in enumerate(dict.fromkeys(found.purpose))}
        self._candidates = Candidates(
            self.organization,
            np.array([purposes[name] for name in found.purpose], dtype=np.int64),
            np.array(found.foreign, dtype=np.bool_),
            self.made,
            self.valid_until,
        )
        keys = {key: place for place, key in enumerate(dict.fromkeys(found.questionnaire_key))}
        self.questionnaire = np.array([keys[key] for key in found.questionnaire_key], dtype=np.int64)
        """By result a number for its questionnaire, whichever the version."""
        numbers: dict[tuple[int, int, str], int] = {}
        asked = zip(found.organization_id, found.issuer_id, found.questionnaire_key, strict=True)
        about = [numbers.setdefault(who, len(numbers)) for who in asked]
        self.about = np.array(about, dtype=np.int64)
        self._order = np.lexsort((np.arange(len(about)), self.made, self.about))

    def current(self, day: date, zone: tzinfo) -> Ints:
        """Which results stood at the end of that day (`domain.standing`): one for each organization."""
        end = datetime.combine(day, DAY_ENDS, zone).timestamp()
        made = self._order[self.made[self._order] <= end]
        last = np.ones(len(made), dtype=bool)
        last[:-1] = self.about[made[1:]] != self.about[made[:-1]]
        return standing(self._candidates, made[last], day.toordinal())

    def standing(self, day: date, zone: tzinfo) -> DayStanding:
        """How the vendors stood on that day."""
        rows = self.current(day, zone)
        stale = self.valid_until[rows] < day.toordinal()
        important = self.important[rows]

        def who(chosen: NDArray[np.bool_]) -> int:
            return len(np.unique(self.organization[rows[chosen]]))

        return DayStanding(
            results=len(rows),
            poor=who(important & self.poor[rows]),
            assessed=who(important),
            fresh=who(important & ~stale),
            stale=who(stale),
            mean=_mean(self.score[rows]),
            backed=_mean(self.backed[rows]),
        )

    def by_tier(self, days: Sequence[date], zone: tzinfo) -> dict[str, list[float | None]]:
        """The mean score of each tier's vendors on those days, by results of the questionnaire of `main_version` only:
        of others it would be no trend."""
        main = None if self.main_version is None else self.questionnaire[self.version == self.main_version][0]
        found: dict[str, list[float | None]] = {tier: [] for tier in ("T1", "T2", "T3")}
        for day in days:
            rows = self.current(day, zone)
            rows = rows[self.questionnaire[rows] == main] if main is not None else rows
            for tier, values in found.items():
                values.append(_mean(self.score[rows[self.tier[rows] == tier]]))
        return found

    @cached_property
    def main_version(self) -> int | None:
        """The questionnaire version with the most results, whose stages are followed."""
        if not len(self.version):
            return None
        versions, number = np.unique(self.version, return_counts=True)
        return int(versions[number.argmax()])

    def by_section(self, days: Sequence[date], zone: tzinfo) -> list[list[float | None]]:
        """For each section of `main_version` its mean score on those days."""
        chosen = np.flatnonzero(self.version == self.main_version)
        if not len(chosen):
            return []
        packed = unpack_sections_many([self.sections[row] for row in chosen.tolist()])[:, :, 0].astype(np.float64)
        place = np.full(len(self.version), -1, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        columns: list[list[float | None]] = [[] for _ in range(packed.shape[1])]
        for day in days:
            rows = place[self.current(day, zone)]
            for column, values in zip(packed[rows[rows >= 0]].T, columns, strict=True):
                values.append(_mean(column))
        return columns

    def going_stale(self, today: date, zone: tzinfo, months: Sequence[int]) -> list[int]:
        """How many vendors' current results are past their validity after so many months (of 30 days) from today."""
        rows = self.current(today, zone)
        ends = [today.toordinal() + 30 * month for month in months]
        return [len(np.unique(self.organization[rows[self.valid_until[rows] < end]])) for end in ends]


def _mean(values: Floats) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else None
