"""The results of one questionnaire as arrays over the organizations of a snapshot, as they stood at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vendor_risk.changes.history import DAY_ENDS
from vendor_risk.domain.grids.aggregates import Scored
from vendor_risk.domain.scoring.packing import unpack_sections_many
from vendor_risk.exposure.analysis.arrays import nodes_of
from vendor_risk.exposure.analysis.snapshot import Snapshot

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class NodeScores:
    """What is known of every node: by section, and over all (one column). 0 stands for "no assessment"."""

    sections: Scored
    overall: Scored
    assessment: Ints
    age: Floats
    """Days since the result was made; NaN without one."""


class Results:
    """Rows of `queries.results` by column; of several results of one organization the lowest score counts."""

    def __init__(self, rows: Sequence[Any], sections: int) -> None:
        columns: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * 9
        organization, issuer, self._assessment, rounds, scored_at, valid_until, score, assured, blobs = columns
        self.organization = np.array(organization, dtype=np.int64)
        self.issuer = np.array(issuer, dtype=np.int64)
        self.assessment = np.array(self._assessment, dtype=np.int64)
        self.round = np.array(rounds, dtype=object)
        self.made = np.array([at.timestamp() for at in scored_at], dtype=np.float64)
        self.valid_until = np.array([day.toordinal() for day in valid_until], dtype=np.int64)
        self.score, self.assured = np.array(score, dtype=np.float64), np.array(assured, dtype=np.float64)
        packed = unpack_sections_many(blobs).astype(np.float64)
        self.sections = packed if len(rows) else np.empty((0, sections, 5))

    def past(self, day: date) -> NDArray[np.bool_]:
        """Which results are past their validity on that day."""
        return np.asarray(self.valid_until < day.toordinal(), dtype=np.bool_)

    def counted(self, at: date | str | None, zone: Any) -> Ints:
        """The rows that count: at the end of a day, in a round, or (None) all that were read."""
        rows = np.arange(len(self.made))
        if isinstance(at, str):
            rows = np.flatnonzero(self.round == at)
        elif at is not None:
            rows = np.flatnonzero(self.made <= datetime.combine(at, DAY_ENDS, zone).timestamp())
        if at is not None:  # the newest of each organization and asker
            order = rows[np.lexsort((rows, self.made[rows], self.issuer[rows], self.organization[rows]))]
            last = np.ones(len(order), dtype=np.bool_)
            last[:-1] = (self.organization[order[1:]] != self.organization[order[:-1]]) | (
                self.issuer[order[1:]] != self.issuer[order[:-1]]
            )
            rows = order[last]
        order = rows[np.lexsort((rows, self.score[rows], self.organization[rows]))]
        return order[np.unique(self.organization[order], return_index=True)[1]]


def standing(view: Snapshot, results: Results, at: date | str | None, today: date, zone: Any) -> NodeScores:
    """The results that counted, over the nodes of `view`; stale and old as on that day, those of a round as today."""
    day = at if isinstance(at, date) else today
    rows = results.counted(at, zone)
    node, seen = nodes_of(view.ids, results.organization[rows])
    node, rows = node[seen], rows[seen]
    n, columns = len(view.ids), results.sections.shape[1]

    def spread(values: NDArray[Any], missing: Any, *, width: int = 0) -> NDArray[Any]:
        out = np.full((n, width) if width else n, missing, dtype=values.dtype)
        out[node] = values[rows]
        return out

    stale = spread(results.past(day), False)
    part = results.sections
    unknown = np.asarray(np.nan_to_num(part[:, :, 3]) + np.nan_to_num(part[:, :, 4]) > 0, dtype=np.bool_)
    overall, assured = spread(results.score, np.nan), spread(results.assured, np.nan)
    made = spread(results.made, np.nan)
    end = datetime.combine(day, DAY_ENDS, zone).timestamp()
    return NodeScores(
        sections=Scored(
            spread(part[:, :, 0], np.nan, width=columns),
            spread(part[:, :, 1], np.nan, width=columns),
            stale,
            spread(unknown, False, width=columns),
        )
        if columns
        else Scored(np.empty((n, 0)), np.empty((n, 0)), stale, np.zeros((n, 0), dtype=np.bool_)),
        overall=Scored(
            overall[:, None], assured[:, None], stale, spread(np.asarray(unknown.any(axis=1)), False)[:, None]
        ),
        assessment=spread(results.assessment, 0),
        age=np.floor((end - made) / 86_400.0),
    )
