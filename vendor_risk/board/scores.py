"""The results of one questionnaire as arrays over the organizations of a snapshot, as they stood at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from vendor_risk.board.queries import BoardColumns
from vendor_risk.changes.history import DAY_ENDS
from vendor_risk.domain.grids.aggregates import Scored
from vendor_risk.domain.scoring.packing import SECTION_FIELDS, unpack_sections_many
from vendor_risk.exposure.analysis.arrays import nodes_of
from vendor_risk.exposure.analysis.snapshot import Snapshot

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True)
class NodeScores:
    """What is known of every node: by section, and over all (one column). 0 stands for "no assessment"."""

    sections: Scored
    overall: Scored
    assessment: Ints
    age: Floats
    """Days since the result was made; NaN without one."""
    grade: NDArray[np.str_]
    """The grade, the cap of a key question included; "" without one."""


class Results:
    """The results of a board as arrays; of several results of one organization the newest counts, whoever asked."""

    def __init__(self, found: BoardColumns, sections: int) -> None:
        self.organization = np.array(found.organization_id, dtype=np.int64)
        self.issuer = np.array(found.issuer_id, dtype=np.int64)
        self.assessment = np.array(found.assessment_id, dtype=np.int64)
        self.round = np.array(found.round, dtype=object)
        self.made = np.array([at.timestamp() for at in found.scored_at], dtype=np.float64)
        self.valid_until = np.array([day.toordinal() for day in found.valid_until], dtype=np.int64)
        self.score, self.backed = np.array(found.score, dtype=np.float64), np.array(found.backed, dtype=np.float64)
        self.grade = np.array([value or "" for value in found.grade], dtype="U2")
        packed = unpack_sections_many(found.sections).astype(np.float64)
        self.sections = packed if found.sections else np.empty((0, sections, len(SECTION_FIELDS)))

    def past(self, day: date) -> NDArray[np.bool_]:
        """Which results are past their validity on that day."""
        return np.asarray(self.valid_until < day.toordinal(), dtype=np.bool_)

    def counted(self, at: date | str | None, zone: tzinfo) -> Ints:
        """The rows that count: at the end of a day, in a round, or (None) all that were read."""
        rows = np.arange(len(self.made))
        if isinstance(at, str):
            rows = np.flatnonzero(self.round == at)
        elif at is not None:
            rows = np.flatnonzero(self.made <= datetime.combine(at, DAY_ENDS, zone).timestamp())
        order = rows[np.lexsort((rows, self.made[rows], self.organization[rows]))]
        last = np.ones(len(order), dtype=np.bool_)
        last[:-1] = self.organization[order[1:]] != self.organization[order[:-1]]
        return order[last]


def standing(view: Snapshot, results: Results, at: date | str | None, today: date, zone: tzinfo) -> NodeScores:
    """The results that counted, over the nodes of `view`; stale and old as on that day, those of a round as today."""
    day = at if isinstance(at, date) else today
    rows = results.counted(at, zone)
    node, seen = nodes_of(view.ids, results.organization[rows])
    node, rows = node[seen], rows[seen]
    n, columns = len(view.ids), results.sections.shape[1]

    def spread(values: NDArray[_Value], missing: float | str, *, width: int = 0) -> NDArray[_Value]:
        out = np.full((n, width) if width else n, missing, dtype=values.dtype)
        out[node] = values[rows]
        return out

    stale = spread(results.past(day), False)
    part = results.sections
    unknown = np.asarray(np.nan_to_num(part[:, :, 3]) + np.nan_to_num(part[:, :, 4]) > 0, dtype=np.bool_)
    overall, backed = spread(results.score, np.nan), spread(results.backed, np.nan)
    made = spread(results.made, np.nan)
    end = datetime.combine(day, DAY_ENDS, zone).timestamp()
    return NodeScores(
        sections=Scored(
            spread(part[:, :, 0], np.nan, width=columns),
            spread(part[:, :, 5], np.nan, width=columns),
            stale,
            spread(unknown, False, width=columns),
        )
        if columns
        else Scored(np.empty((n, 0)), np.empty((n, 0)), stale, np.zeros((n, 0), dtype=np.bool_)),
        overall=Scored(
            overall[:, None], backed[:, None], stale, spread(np.asarray(unknown.any(axis=1)), False)[:, None]
        ),
        assessment=spread(results.assessment, 0),
        age=np.floor((end - made) / 86_400.0),
        grade=spread(results.grade, ""),
    )
